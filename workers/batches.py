"""A batch of mentions, from records to decisions. Reads no store and no clock: only what it is given.

The clock of a shard is that of the articles: the day of the newest one, but never a later day than that of the record
that brought it, lest an article from the future end the present. It is a mark like those of the positions, so it is
committed and restored with them.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import orjson

from mawid.errors import ArticleError
from mawid.event import Event, Mention
from mawid.identity import CAP, View, article_day, blocks, decide
from workers.deadletters import Source
from workers.ledger import ROOM
from workers.messages import Position, Record, event_record, source_of

CLOCK: Final = "clock"
"""Name of the mark that is no partition; its offset is a day since 1970-01-01."""

_LIMIT: Final = ROOM // 2  # bytes of the states that one mention may change: they have to fit into one record batch
_DAY_MS: Final = 24 * 60 * 60 * 1000

Marks = dict[str, Position]


class Read(NamedTuple):
    """A mention that was not decided before.

    Attributes:
        record: as it was read.
        position: of its article.
        mention: its value.
        blocks: of its candidates.
        day: that it is then in this shard.
    """

    record: Any
    position: Position
    mention: Mention
    blocks: list[str]
    day: int


class Dead(NamedTuple):
    """A record that cannot be used, and why."""

    record: Any
    error: ArticleError

    @property
    def source(self) -> Source:
        """The record, for a dead letter."""
        r = self.record
        return Source(r.topic, r.partition, r.offset, r.key, r.value, list(r.headers), r.timestamp, r.timestamp_type)


class Decided(NamedTuple):
    """What a batch of mentions gives, in order.

    Attributes:
        events: records for the events: revisions, and removals of events that are kept no longer.
        states: event id -> its new state, empty bytes where it is removed.
        revisions: those among the events, each with the mention that made it.
        dead: mentions that cannot be decided.
    """

    events: list[Record]
    states: dict[str, bytes]
    revisions: list[tuple[Read, Event]]
    dead: list[Dead]


def unseen(records: Iterable[Any], marks: Marks) -> tuple[list[Read], list[Dead]]:
    """The mentions that were not decided before, and the records that are no mentions.

    Args:
        records: as they were read, in order.
        marks: up to which position mentions are decided, by partition of the articles; raised.
    """
    new: list[Read] = []
    dead: list[Dead] = []
    for record in records:
        try:
            partition, position = source_of(record.headers)
            mention = orjson.loads(record.value or b"")
            wanted, day = blocks(mention), min(article_day(mention), record.timestamp // _DAY_MS)
        except Exception as e:  # noqa: BLE001  whatever it is, it must not stop the shard for ever
            error = ArticleError("schema_invalid", f"no mention of a detector: {type(e).__name__}")
            error.__cause__ = e
            dead.append(Dead(record, error))
            continue
        if position <= marks.get(partition, (-1, -1)):
            continue
        marks[partition] = position
        marks[CLOCK] = max(marks.get(CLOCK, (0, 0)), (day, 0))
        new.append(Read(record, position, mention, wanted, marks[CLOCK][0]))
    return new, dead


def cap(new: Sequence[Read]) -> int:
    """How many candidates of each block to read, so that the result does not depend on where batches begin.

    Each mention before one in the batch may push candidates out of the reach of its own read: a report one, a
    retraction as many as an article has events, which are found by two blocks.
    """
    return CAP + sum(2 * CAP if read.mention["kind"] == "retraction" else 1 for read in new[:-1])


def decide_all(new: Sequence[Read], view: View, instance: str) -> Decided:
    """Decide about mentions, in order.

    Args:
        new: the mentions.
        view: holds their candidates, and what is kept no longer on the day of the last of them; is changed.
        instance: name of the deployment.
    """
    done = Decided([], {}, [], [])
    for read in new:
        for name in view.advance(read.day):
            done.events.append(Record(name.encode(), None, []))
            done.states[name] = b""
        try:
            changes = decide(read.mention, view.candidates(read.mention))
        except Exception as e:  # noqa: BLE001  a bug must not stop the shard for ever
            error = ArticleError("detector_error", f"{type(e).__name__} while resolving")
            error.__cause__ = e
            done.dead.append(Dead(read.record, error))
            continue
        blobs = [orjson.dumps(change.state) for change in changes]
        if sum(map(len, blobs)) > _LIMIT:
            error = ArticleError("event_too_large", f"its events have more than {_LIMIT} bytes")
            done.dead.append(Dead(read.record, error))
            continue
        for change, blob in zip(changes, blobs, strict=True):
            view.put(change.state)
            done.states[change.state["id"]] = blob
            if change.event is not None:
                done.events.append(event_record(change.event, instance))
                done.revisions.append((read, change.event))
    return done
