"""What is on a topic, as it arrives."""

import re
from contextlib import closing
from datetime import datetime
from time import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Generator

    from workers.settings import Settings

BEGINNING: Final = 0
"""A moment before every record."""
_AGO: Final = re.compile(r"-([0-9]{1,9})([smhdw])$")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


class Record(NamedTuple):
    """A record of a topic; `value` is None where one was removed (a tombstone)."""

    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes]]


class Since(click.ParamType):
    """`beginning`, `-1h`, or a date-time: a moment, in milliseconds since 1970."""

    name = "since"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The moment that a text means, seen from now."""
        if isinstance(value, int):
            return value
        if value == "beginning":
            return BEGINNING
        if ago := _AGO.match(value):
            moment = time() - int(ago[1]) * _SECONDS[ago[2]]
        else:
            try:
                moment = datetime.fromisoformat(value).timestamp()
            except (ValueError, OverflowError):
                self.fail(f"{value!r} is not 'beginning', '-1h' (s, m, h, d, w) or a date-time.", param, ctx)
        return max(BEGINNING, int(moment * 1000))


def follow(settings: "Settings", topic: str, since: int | None, *, until_end: bool) -> "Generator[Record, None, None]":
    """The committed records of a topic, in the order of each partition; belongs to no group and commits nothing.

    Close it: the client's threads end with it, and the program with them.

    Args:
        settings: where the brokers are.
        topic: an existing topic.
        since: the moment to begin at, milliseconds since 1970; None for what comes from now on.
        until_end: end where the topic ended when this began, else never.

    Raises:
        KafkaError: the brokers do not answer.
    """
    from kafka import KafkaConsumer, TopicPartition

    options = {"isolation_level": "read_committed", "enable_auto_commit": False, **settings.kafka()}
    with closing(KafkaConsumer(client_id="mawid-tail", **options)) as consumer:
        partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        consumer.assign(partitions)
        end = consumer.end_offsets(partitions)
        for partition, offset in (end if since is None else _starts(consumer, since, end)).items():
            consumer.seek(partition, offset)
        while not until_end or any(consumer.position(p) < end[p] for p in partitions):
            for records in consumer.poll(timeout_ms=500).values():
                for record in records:
                    # The embedded broker knows no offset for a moment, and the clocks of producers differ.
                    if since is None or record.timestamp >= since:
                        yield Record(record.key, record.value, record.headers)


def _starts(consumer: Any, since: int, end: dict[Any, int]) -> dict[Any, int]:
    """The first offset of each partition that is not older than the moment."""
    if since == BEGINNING:
        beginning: dict[Any, int] = consumer.beginning_offsets(list(end))
        return beginning
    found = consumer.offsets_for_times(dict.fromkeys(end, since))
    return {partition: found[partition].offset if found.get(partition) else offset for partition, offset in end.items()}
