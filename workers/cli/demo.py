"""`mawid demo`: everything at once, on this machine, for as long as it takes to read the sample articles."""

import os
import sys
import urllib.request
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.error import URLError

import click
import orjson

from workers.cli.services import Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from mawid.event import Event
    from workers.embedded import Server, Services
    from workers.settings import Settings

_PACKAGE: Final = Path(__file__).parents[1]
_PATIENCE: Final = 30.0
"""Seconds in which nothing happens, after which something must be wrong."""


def data(name: str) -> Path:
    """A file of the repository, or the copy of it that an installed package has."""
    ours = _PACKAGE.parent / name
    return ours if ours.exists() else _PACKAGE / "data" / name


@click.command("demo")
@click.argument("file", type=click.File("rb"), default=lambda: str(data("seeds/articles.jsonl")), metavar="[FILE|-]")
def command(file: BinaryIO) -> None:
    """Start a broker, Redis and a worker, send articles, show the events, stop everything.

    Needs nothing but this package with its extra `embedded`, heeds no settings, and leaves nothing behind. Without
    FILE it sends the samples that come with Mawid.
    """
    from workers.cli.render import console

    out = console()
    out.print("Starting a broker, Redis and a worker on free ports …", style="dim")

    from workers import topics
    from workers.cli.send import send
    from workers.cli.summary import agenda, totals
    from workers.embedded import ServerError, services

    try:
        with services() as here:
            current = _settings(here)
            topics.create(current)
            with _worker(current, here.folder) as worker:
                sent, _ = send(file, current)
                out.print(f"{sent} articles sent. What is published:\n", style="dim")
                try:
                    events = list(_revisions(current, sent, out))
                    counts = _counts(current)
                except (URLError, TimeoutError) as e:
                    raise ServerError(f"the worker does not go on ({e}): {worker.log.read_text()[-500:]}") from None
    except ServerError as e:
        raise Unreachable(str(e)) from None
    out.print("Everything is stopped again.\n", style="dim")
    out.print(agenda(events, out))
    out.print(totals(events, counts))
    if wrong := _invalid(events):
        raise click.ClickException(f"{len(wrong)} of {len(events)} messages break schemas/event.v1: {wrong[0]}")
    out.print(f"All {len(events)} messages are valid by schemas/event.v1.schema.json.", style="green")


def _settings(here: "Services") -> "Settings":
    """The settings of this run, in our environment, which the worker inherits. Those of the user do not count."""
    from workers.embedded import free_port
    from workers.settings import PREFIX, Settings

    class Alone(Settings, env_file=None):
        """Settings that no file in the working folder changes."""

    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        del os.environ[name]
    os.environ |= {
        f"{PREFIX}BROKERS": here.brokers,
        f"{PREFIX}REDIS_URL": here.redis_url,
        f"{PREFIX}WEB_PORT": str(free_port()),
        f"{PREFIX}PARTITIONS": "1",  # so that the articles are read in the order in which they were published
        f"{PREFIX}REBALANCE_TIMEOUT": "2",  # joining a group of the embedded broker takes that long
    }
    return Alone()


def _worker(current: "Settings", folder: Path) -> "Server":
    """A worker, as `mawid worker` runs it; ready when it has its partitions."""
    from workers.embedded import Server

    return Server(
        "worker",
        [sys.executable, "-m", "workers", "worker"],
        port=current.web_port,
        ready=lambda _: _page(current, "readyz"),
        folder=folder,
        environment={"PYTHONPATH": str(_PACKAGE.parent)},  # the same code, installed or not
        patience=_PATIENCE,
    )


def _revisions(current: "Settings", sent: int, out: "Console") -> "Iterator[Event]":
    """The revisions as they are published, each shown, until all that follows from the articles is there.

    Raises:
        TimeoutError: nothing happens any more.
    """
    from kafka import KafkaConsumer, TopicPartition

    from workers.cli.render import picture

    events, mentions = TopicPartition(current.topic_events, 0), TopicPartition(current.topic_mentions, 0)
    with closing(KafkaConsumer(fetch_max_wait_ms=100, **current.kafka())) as consumer:
        consumer.assign([events, mentions])
        consumer.seek_to_beginning(events)
        consumer.pause(mentions)  # of these only the end counts; the client knows it only of what it is assigned
        before, since = _counts(current), monotonic()
        while True:
            for record in consumer.poll(timeout_ms=200).get(events, ()):
                event: Event = orjson.loads(record.value)
                out.print(picture(event, date.fromisoformat(event["updated_at"][:10]), out, quotes=1), end="\n\n")
                yield event
            counts = _counts(current)
            ends = consumer.end_offsets([events, mentions])
            if (
                counts["articles"] >= sent
                and counts["mentions"] >= ends[mentions]
                and consumer.position(events) >= ends[events]
            ):
                return
            if counts != before:
                before, since = counts, monotonic()
            elif monotonic() - since > _PATIENCE:
                raise TimeoutError(f"{sent} articles were sent, it did {dict(counts)}")


def _counts(current: "Settings") -> Counter[str]:
    """What the worker has done so far, from its metrics."""
    from prometheus_client.parser import text_string_to_metric_families

    found: Counter[str] = Counter()
    for family in text_string_to_metric_families(_page(current, "metrics")):
        for sample in family.samples:
            match sample.name:
                case "mawid_articles_received_total":
                    found["articles"] += int(sample.value)
                case "mawid_mentions_total":
                    found["mentions"] += int(sample.value)
                    found[sample.labels["outcome"]] += int(sample.value)
                case "mawid_dead_letters_total":
                    found[f"dead {sample.labels['code']}"] += int(sample.value)
                    found["mentions"] += int(sample.value) if sample.labels["stage"] == "resolve" else 0
    return found


def _page(current: "Settings", name: str) -> str:
    """A page of the worker. Raises `OSError` when there is none, or the worker is not well."""
    url = f"http://{current.web_host}:{current.web_port}/{name}"
    with urllib.request.urlopen(url, timeout=5) as answer:
        text: str = answer.read().decode()
        return text


def _invalid(events: "list[Event]") -> list[str]:
    """What is wrong with those events that the contract does not allow."""
    from jsonschema_rs import validator_for

    validator = validator_for(orjson.loads(data("schemas/event.v1.schema.json").read_bytes()))
    return [str(error.message) for event in events for error in list(validator.iter_errors(event))[:1]]
