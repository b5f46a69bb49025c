"""The owner of one shard: decides its mentions in order, commits to Kafka, then applies to the store.

    ACQUIRE  fence older owners; bring the store to the end of the changelog; go to the committed position
    LOOP     read mentions; decide; commit events, states, marks and position; apply the same to the store
    RECOVER  after any surprise: wait a little, ACQUIRE again, decide again. Nothing has to be undone

The changelog is the truth and the store a view of it. What makes this safe whatever fails when: the store's guard (it
refuses who does not hold exactly the state that it believes), the check of the offset of a batch's first changelog
record, and the marks (up to which position mentions of each partition of `articles` are decided), which are part of
the changelog.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Iterable, Sequence
from contextlib import aclosing
from typing import Any, Final, NamedTuple, TypeVar

import orjson
import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from redis.exceptions import RedisError

from mawid.errors import ArticleError
from mawid.event import Mention
from mawid.identity import CAP, Change, View, blocks, decide
from workers.deadletters import Source, dead_letter
from workers.ledger import ROOM, Ahead, Batch, Ledger, Moved, TooLarge
from workers.messages import Position, Record, decode_position, encode_position, event_record, source_of
from workers.metrics import DEAD, EMITTED, END_TO_END, ERRORS, MENTIONS, PROCESSING, PROGRESS, REDIS, REDIS_UP
from workers.settings import Settings
from workers.store import Lost, Store
from workers.telemetry import published

log: Final = structlog.get_logger(__name__)

_BATCH: Final = 16  # mentions: enough to share the round trips of one transaction, few enough to read all candidates
_LIMIT: Final = ROOM // 2  # bytes of the states that one mention may change: they have to fit into one record batch
_POLL_MS: Final = 500
_BACKOFF: Final = (0.05, 10.0)  # seconds: the first one, and the longest
_FOREIGN: Final = 10  # surprises of the same kind in a row, until the store is taken for that of another log
_MARK: Final = "hwm:"  # key of a mark in the changelog; event ids have no colon

T = TypeVar("T")


class _Read(NamedTuple):
    """A mention as it was read."""

    record: Any
    partition: str
    position: Position
    mention: Mention


_Dead = tuple[Any, ArticleError]
"""A record that cannot be used, and why."""


class Shard:
    """One assignment of one partition of the mentions. Taken away and given back, it gets a new object.

    Args:
        settings: names and limits.
        number: of the partition.
        consumer: the group's consumer; the partition is assigned to it.
        ledger: writes to the brokers.
        store: of this shard.
    """

    def __init__(
        self, settings: Settings, number: int, consumer: AIOKafkaConsumer, ledger: Ledger, store: Store
    ) -> None:
        self.number = number
        self.ready = False
        self._settings = settings
        self._input = TopicPartition(settings.topic_mentions, number)
        self._consumer = consumer
        self._ledger = ledger
        self._store = store
        self._log = log.bind(topic=settings.topic_mentions, partition=number)
        self._token = ""
        self._out = self._expect = self._position = 0
        self._marks: dict[str, Position] = {}
        self._size = _BATCH
        self._writing = False
        self._stopping = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name=f"shard-{number}")

    async def stop(self, seconds: float) -> None:
        """Stop for good: at once when it reads, waits or recovers, after its batch when it writes one."""
        self._stopping.set()
        if not self._writing:
            self._task.cancel()
        await asyncio.wait([self._task], timeout=seconds)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._ledger.close()

    async def _run(self) -> None:
        backoff, foreign = _BACKOFF[0], 0
        while not self._stopping.is_set():
            try:
                await self._acquire()
                backoff, foreign = _BACKOFF[0], 0
                while not self._stopping.is_set():
                    await self._step()
            except (Lost, Moved) as e:
                reason: Exception = e
            except Ahead as e:
                reason, foreign = e, foreign + 1
                if foreign >= _FOREIGN:
                    foreign = 0
                    await self._clear()
            except (KafkaError, RedisError, OSError, TimeoutError) as e:
                reason = e
            except Exception as e:  # noqa: BLE001  the next attempt starts from what is committed
                reason = e
                self._log.exception("recovering from a bug", code="resolver_error")
            else:
                return
            self.ready = False
            kind = type(reason).__name__
            ERRORS.labels(kind, "resolve").inc()
            self._log.warning("recovering", code=kind, error=str(reason) or None, offset=self._position)
            await asyncio.sleep(random.uniform(backoff / 2, backoff))  # noqa: S311  spreads the owners, hides nothing
            backoff = min(2 * backoff, _BACKOFF[1])

    async def _acquire(self) -> None:
        await self._ledger.open()
        self._token = f"{self.number}-{time.time_ns():x}-{random.getrandbits(64):x}"
        self._out, marks = await self._call("acquire", self._store.acquire(self._token))
        self._marks = {partition: decode_position(value) for partition, value in marks.items()}
        position = await self._ledger.position()
        folded = 0
        async with aclosing(self._ledger.changelog(self._out)) as chunks:
            async for records, end in chunks:
                folded += len(records)
                await self._fold(records, end)
        self._expect = self._out
        if position is None:
            await self._consumer.seek_to_beginning(self._input)
            position = await self._consumer.position(self._input)
        else:
            self._consumer.seek(self._input, position)
        self._position = position
        self.ready = True
        self._log.debug("acquired", offset=position, changelog=self._out, folded=folded)

    async def _fold(self, records: Sequence[tuple[bytes, bytes | None]], end: int) -> None:
        """Apply committed records up to the changelog offset `end`."""
        marks, states = {}, {}
        for key, value in records:
            name = key.decode()
            if name.startswith(_MARK) and value is not None:
                marks[name.removeprefix(_MARK)] = value
            else:
                states[name] = value or b""
        await self._call("apply", self._store.apply(self._token, self._out, end, marks, states))
        self._out = end
        self._marks |= {partition: decode_position(value) for partition, value in marks.items()}

    async def _step(self) -> None:
        """One batch, from read to applied."""
        fetched = await self._consumer.getmany(self._input, timeout_ms=_POLL_MS, max_records=self._size)
        records = fetched.get(self._input, ())
        PROGRESS.ends(self._settings.topic_mentions, self.number, self._consumer.highwater(self._input))
        if not records:
            return
        self._writing = True
        try:
            with PROCESSING.time():
                await self._decide_and_write(records)
            self._size = min(2 * self._size, _BATCH)
        except TooLarge:
            self._size = max(1, len(records) // 2)
            self._consumer.seek(self._input, self._position)
        finally:
            self._writing = False

    async def _decide_and_write(self, records: Sequence[Any]) -> None:
        marks = dict(self._marks)
        new, dead = self._unseen(records, marks)
        changes, refused = self._decide(new, await self._candidates(new))
        dead += refused
        states = {change.state["id"]: orjson.dumps(change.state) for _, change in changes}
        raised = {p: encode_position(mark) for p, mark in marks.items() if mark != self._marks.get(p)}
        batch = Batch(
            events=[event_record(c.event, self._settings.instance) for _, c in changes if c.event is not None],
            dead=[self._dead_letter(record, error) for record, error in dead],
            changes={
                **{key.encode(): value for key, value in states.items()},
                **{f"{_MARK}{partition}".encode(): value for partition, value in raised.items()},
            },
            position=records[-1].offset + 1,
        )
        ends = await self._ledger.commit(batch, self._expect)
        self._tell(new, changes, dead)
        if batch.changes:
            await self._call("apply", self._store.apply(self._token, self._out, ends.out, raised, states))
            self._out = ends.out
        self._expect, self._position, self._marks = ends.expect, batch.position, marks
        PROGRESS.done(self._settings.topic_mentions, self.number, batch.position, records[-1].timestamp / 1000)

    def _unseen(self, records: Iterable[Any], marks: dict[str, Position]) -> tuple[list[_Read], list[_Dead]]:
        """The mentions that were not decided before, and the records that are no mentions; raises the marks."""
        new: list[_Read] = []
        dead: list[_Dead] = []
        for record in records:
            try:
                partition, position = source_of(record.headers)
                mention = orjson.loads(record.value or b"")
            except ValueError as e:
                dead.append((record, ArticleError("schema_invalid", f"not from a detector: {e}")))
                continue
            if partition in marks and position <= marks[partition]:
                MENTIONS.labels("repeated").inc()
                continue
            marks[partition] = position
            new.append(_Read(record, partition, position, mention))
        return new, dead

    async def _candidates(self, new: Sequence[_Read]) -> View:
        """The states that the mentions may have to do with.

        The mentions before one in the batch may push as many candidates out of the reach of its own read; the cap is
        raised by their number, so that the result does not depend on where batches begin.
        """
        view = View()
        keys = sorted({block for read in new for block in blocks(read.mention)})
        if keys:
            cap = CAP + len(new) - 1
            for blob in await self._call("read", self._store.read(self._token, self._out, cap, keys)):
                view.put(orjson.loads(blob))
        return view

    def _decide(self, new: Sequence[_Read], view: View) -> tuple[list[tuple[_Read, Change]], list[_Dead]]:
        """What each mention changes, in order, and the mentions that cannot be decided."""
        changes: list[tuple[_Read, Change]] = []
        dead: list[_Dead] = []
        for read in new:
            try:
                made = decide(read.mention, view.candidates(read.mention))
            except Exception as e:  # noqa: BLE001  a bug must not stop the shard for ever
                error = ArticleError("detector_error", f"{type(e).__name__} while resolving")
                error.__cause__ = e
                dead.append((read.record, error))
                continue
            if sum(len(orjson.dumps(change.state)) for change in made) > _LIMIT:
                dead.append((read.record, ArticleError("event_too_large", f"its events have more than {_LIMIT} bytes")))
                continue
            for change in made:
                view.put(change.state)
                changes.append((read, change))
        return changes, dead

    def _dead_letter(self, record: Any, error: ArticleError) -> Record:
        source = Source(
            record.topic,
            record.partition,
            record.offset,
            record.key,
            record.value,
            list(record.headers),
            record.timestamp,
            record.timestamp_type,
        )
        return dead_letter(source, error, group=self._settings.resolver_group)

    def _tell(self, new: Sequence[_Read], changes: Sequence[tuple[_Read, Change]], dead: Sequence[_Dead]) -> None:
        """Log and count what was committed."""
        now = time.time()
        loud = {read.position for read, change in changes if change.event is not None}
        MENTIONS.labels("published").inc(len(loud))
        MENTIONS.labels("merged").inc(len(new) - len(loud))
        for read, change in changes:
            if change.event is not None:
                EMITTED.labels(change.event["change"]["kind"], change.event["type"]).inc()
                END_TO_END.observe(max(0.0, now - read.record.timestamp / 1000))
                log.info("published", **published(change.event))
        for record, error in dead:
            DEAD.labels(error.code, "resolve").inc()
            self._log.error("dead letter", code=error.code, error=error.message, offset=record.offset)

    async def _clear(self) -> None:
        self._log.error("the store belongs to another log: clearing the shard", code="foreign_store")
        try:
            await self._store.clear()
        except RedisError as e:
            self._log.warning("clearing failed", code=type(e).__name__, error=str(e))

    async def _call(self, operation: str, answer: Awaitable[T]) -> T:
        """An operation of the store, with its time and success counted."""
        try:
            with REDIS.labels(operation).time():
                result = await answer
        except RedisError:
            REDIS_UP.set(0)
            raise
        REDIS_UP.set(1)
        return result
