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
from collections.abc import Awaitable, Sequence
from contextlib import aclosing
from typing import Any, Final, TypeVar

import orjson
import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from redis.exceptions import RedisError

from mawid.identity import View
from workers.batches import CLOCK, Dead, Decided, Marks, Read, cap, decide_all, unseen
from workers.deadletters import dead_letter
from workers.ledger import Ahead, Batch, Ledger, Moved, TooLarge
from workers.messages import decode_position, encode_position
from workers.metrics import DEAD, EMITTED, END_TO_END, ERRORS, EXPIRED, MENTIONS, PROCESSING, PROGRESS, REDIS, REDIS_UP
from workers.settings import Settings
from workers.store import Lost, Store
from workers.telemetry import published

log: Final = structlog.get_logger(__name__)

_BATCH: Final = 16  # mentions: enough to share the round trips of one transaction, few enough to read all candidates
_POLL_MS: Final = 500
_BACKOFF: Final = (0.05, 10.0)  # seconds: the first one, and the longest
_FOREIGN: Final = 10  # surprises of the same kind in a row, until the store is taken for that of another log
_MARK: Final = "hwm:"  # key of a mark in the changelog; event ids have no colon

T = TypeVar("T")


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
        self._marks: Marks = {}
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
        PROGRESS.done(self._settings.topic_mentions, self.number, position)
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
        new, dead = unseen(records, marks)
        done = decide_all(new, await self._candidates(new, marks), self._settings.instance)
        dead += done.dead
        raised = {name: encode_position(mark) for name, mark in marks.items() if mark != self._marks.get(name)}
        batch = Batch(
            events=done.events,
            dead=[dead_letter(d.source, d.error, group=self._settings.resolver_group) for d in dead],
            changes={
                **{name.encode(): state or None for name, state in done.states.items()},
                **{f"{_MARK}{name}".encode(): mark for name, mark in raised.items()},
            },
            position=records[-1].offset + 1,
        )
        ends = await self._ledger.commit(batch, self._expect)
        self._tell(len(records), new, done, dead)
        if batch.changes:
            await self._call("apply", self._store.apply(self._token, self._out, ends.out, raised, done.states))
            self._out = ends.out
        self._expect, self._position, self._marks = ends.expect, batch.position, marks
        PROGRESS.done(self._settings.topic_mentions, self.number, batch.position, records[-1].timestamp / 1000)

    async def _candidates(self, new: Sequence[Read], marks: Marks) -> View:
        """The states that the mentions may have to do with, and those that are kept no longer after them."""
        before, after = (known.get(CLOCK, (0, 0))[0] for known in (self._marks, marks))
        view = View(day=before)
        keys = sorted({block for read in new for block in read.blocks})
        if keys:
            answer = self._store.read(self._token, self._out, after, cap(new), keys)
            for blob in await self._call("read", answer):
                view.put(orjson.loads(blob))
        return view

    def _tell(self, read: int, new: Sequence[Read], done: Decided, dead: Sequence[Dead]) -> None:
        """Log and count what was committed."""
        now = time.time()
        loud = len({mention.position for mention, _ in done.revisions})
        MENTIONS.labels("published").inc(loud)
        MENTIONS.labels("merged").inc(len(new) - loud)
        MENTIONS.labels("repeated").inc(read - len(new) - len(dead) + len(done.dead))
        EXPIRED.inc(len(done.events) - len(done.revisions))
        for mention, event in done.revisions:
            EMITTED.labels(event["change"]["kind"], event["type"]).inc()
            END_TO_END.observe(max(0.0, now - mention.record.timestamp / 1000))
            log.info("published", **published(event))
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
