"""What stands around the JSON in a record: keys, headers, shards, and the position of a mention.

Nothing here reads a clock: a batch that is written a second time is the same, byte for byte.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

import orjson

from mawid.event import FAMILIES, Event, Mention

Headers = list[tuple[str, bytes]]
Position = tuple[int, int]
"""Where a mention comes from, within its partition of `articles`: offset of the article, number of the mention."""

EVENT_SCHEMA: Final = "urn:mawid:schema:event:v1"
_SOURCE: Final = ("mawid_source_partition", "mawid_source_offset", "mawid_source_number")


class Record(NamedTuple):
    """A record to write; where there is no value, it removes the key from a compacted topic."""

    key: bytes | None
    value: bytes | None
    headers: Headers


def shard_of(family: str, partitions: int) -> int:
    """The partition of a type family.

    By its place in the list, because a hash puts most of so few families into one partition. So a new family comes
    last in the list, and the number of partitions never changes.

    Raises:
        ValueError: there is no such family.
    """
    return FAMILIES.index(family) % partitions


def event_record(event: Event, instance: str) -> Record:
    """A revision as a CloudEvents 1.0 message in binary mode.

    Headers beside the CloudEvents' are for filtering without parsing: `type`; `country` of the place, where known;
    `language`, all in which it was reported, separated by commas.

    Args:
        event: the revision.
        instance: name of the deployment.
    """
    where = event["where"]
    headers = {
        "content-type": "application/json",
        "ce_specversion": "1.0",
        "ce_id": f"{event['id']}:{event['revision']}",
        "ce_source": f"/mawid/{instance}",
        "ce_type": f"org.mawid.event.{event['change']['kind']}.v1",
        "ce_subject": event["id"],
        "ce_time": event["updated_at"],
        "ce_dataschema": EVENT_SCHEMA,
        "ce_partitionkey": event["id"],
        "type": event["type"],
        "country": where.get("country", "") if where else "",
        "language": ",".join(sorted(event["title"])),
    }
    encoded = [(name, value.encode()) for name, value in headers.items() if value]
    return Record(event["id"].encode(), orjson.dumps(event), encoded)


def mention_record(mention: Mention, partition: int, offset: int, number: int) -> Record:
    """A mention with its position in the headers.

    Args:
        mention: one of those that an article gave.
        partition: of `articles`.
        offset: of the article.
        number: of the mention among those of the article. Not its ordinal: the retractions of an article share one.
    """
    headers = [(name, b"%d" % value) for name, value in zip(_SOURCE, (partition, offset, number), strict=True)]
    return Record(mention["family"].encode(), orjson.dumps(mention), headers)


def source_of(headers: Iterable[tuple[str, bytes]]) -> tuple[str, Position]:
    """The partition of `articles` that a mention comes from, and its position there.

    Raises:
        ValueError: a header is missing or is no number; the record is not from a detector.
    """
    found = dict(headers)
    try:
        partition, offset, number = (int(found[name]) for name in _SOURCE)
    except KeyError as e:
        raise ValueError(f"the header {e.args[0]} is missing") from None
    return str(partition), (offset, number)


def encode_position(position: Position) -> bytes:
    """The value of a mark, in the changelog and in the store."""
    return orjson.dumps(position)


def decode_position(value: bytes) -> Position:
    """The opposite of `encode_position`."""
    offset, number = orjson.loads(value)
    return offset, number
