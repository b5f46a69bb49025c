"""The Kafka side of one shard: reading its changelog, and writing a batch so that all of it counts or nothing.

Two ways to write, chosen once at the start of a process:

* `Transactions`: events, changelog records and the input offset in one Kafka transaction. The transactional id belongs
  to the shard, so whoever opens it fences every older owner.
* `AtLeastOnce`, for brokers without transactions and a single worker: the events, then the changelog records as ONE
  record batch, which a broker appends as a whole, then the input offset. After a crash in between, the batch is decided
  again from the same state and the events repeat, byte for byte.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import OffsetOutOfRangeError, UnknownError

from workers.messages import Record
from workers.settings import Settings
from workers.topics import LARGEST_LETTER, LARGEST_MESSAGE

CHUNK: Final = 200
"""Changelog records that are read, and applied to the store, at a time."""
ROOM: Final = LARGEST_MESSAGE - 64 * 1024
"""Bytes of one record, or one record batch: what a broker accepts, less its own overhead."""
PATIENCE: Final = 30.0
"""Seconds for one step with the brokers; then the state is read anew."""


_background: set["asyncio.Task[None]"] = set()  # asyncio itself keeps no reference to a task


class Moved(Exception):  # noqa: N818  it is news, not an error
    """The changelog does not end where this owner believes: somebody else wrote, or an old leader answered."""


class Ahead(Exception):  # noqa: N818  the same
    """The store claims to hold changelog records that the brokers do not have."""


class TooLarge(Exception):  # noqa: N818  the same
    """The changelog records of the batch do not fit into one record batch; nothing was written."""


class Batch(NamedTuple):
    """What one batch of mentions gives.

    Attributes:
        events: for the shard's partition of the events.
        dead: for the dead-letter topic.
        changes: for the shard's partition of the changelog: key -> value, None to remove the key.
        position: the input offset after the batch.
    """

    events: Sequence[Record]
    dead: Sequence[Record]
    changes: Mapping[bytes, bytes | None]
    position: int


class Ends(NamedTuple):
    """After a batch: the changelog offset after its last record, and the one that the next record will get."""

    out: int
    expect: int


class Ledger(ABC):
    """What both ways have in common. Every method raises `KafkaError` or `TimeoutError` when the brokers do not answer.

    Args:
        settings: brokers and names.
        shard: number of the partition.
        consumer: the group's consumer, to which the partition is assigned.
    """

    def __init__(self, settings: Settings, shard: int, consumer: AIOKafkaConsumer) -> None:
        self._settings = settings
        self._shard = shard
        self._consumer = consumer
        self._input = TopicPartition(settings.topic_mentions, shard)
        self._producer: Any = None

    async def open(self) -> None:
        """Become the only writer, as far as the brokers can see to that."""
        await self.close()
        self._producer = AIOKafkaProducer(
            acks="all",
            transactional_id=self._transactional_id,
            max_batch_size=ROOM,
            max_request_size=LARGEST_LETTER,
            **self._settings.kafka(),
        )
        async with asyncio.timeout(PATIENCE):
            await self._producer.start()

    async def close(self) -> None:
        """Let go of the producer; a transaction that it has open is aborted by the next owner."""
        if self._producer is not None:
            stopping = asyncio.create_task(self._producer.stop())
            self._producer = None
            # Without brokers it does not end: it goes on in the background, is fenced when they are back, and ends.
            _background.add(stopping)
            stopping.add_done_callback(_ended)
            await asyncio.wait([stopping], timeout=2)

    async def position(self) -> int | None:
        """The input offset that was committed last, None when there is none."""
        async with asyncio.timeout(PATIENCE):
            committed: int | None = await self._consumer.committed(self._input)
            return committed

    async def changelog(self, start: int) -> AsyncGenerator[tuple[list[tuple[bytes, bytes | None]], int]]:
        """The committed records of the changelog from `start` to its last stable offset, in chunks.

        Yields:
            Keys and values, and the offset after them. The last one is the end; there is always one.

        Raises:
            Ahead: the changelog ends before `start`.
        """
        partition = TopicPartition(self._settings.topic_events_state, self._shard)
        consumer = AIOKafkaConsumer(
            isolation_level="read_committed",
            auto_offset_reset="none",
            fetch_max_wait_ms=100,
            max_partition_fetch_bytes=LARGEST_MESSAGE,
            **self._settings.kafka(),
        )
        try:
            await consumer.start()
            consumer.assign([partition])
            consumer.seek(partition, start)
            end = None
            while end is None or start < end:
                async with asyncio.timeout(PATIENCE):
                    fetched = await _fetch(consumer, partition)
                start, end = await consumer.position(partition), consumer.last_stable_offset(partition)
                if start > end:
                    raise Ahead
                yield [(record.key, record.value) for record in fetched], start
        except OffsetOutOfRangeError:
            raise Ahead from None
        finally:
            await consumer.stop()

    @abstractmethod
    async def commit(self, batch: Batch, expect: int) -> Ends:
        """Write a batch.

        Args:
            batch: what to write.
            expect: the offset that its first changelog record must get.

        Raises:
            Moved: it got another one.
            TooLarge: it cannot be written in one piece.
        """

    @property
    def _transactional_id(self) -> str | None:
        return None


class Transactions(Ledger):
    """Exactly once, as far as a reader of committed records can see."""

    @property
    def _transactional_id(self) -> str:
        return f"{self._settings.resolver_group}-{self._shard}"

    async def commit(self, batch: Batch, expect: int) -> Ends:
        """Write a batch in one transaction.

        Raises:
            Moved: the changelog is not where it was; the transaction is aborted.
        """
        producer, names = self._producer, self._settings
        async with asyncio.timeout(PATIENCE):
            await producer.begin_transaction()
            changes = [
                await self._send(names.topic_events_state, Record(key, value, []), self._shard)
                for key, value in batch.changes.items()
            ]
            others = [await self._send(names.topic_events, record, self._shard) for record in batch.events]
            others += [await self._send(names.topic_dlq, record) for record in batch.dead]
            written = await asyncio.gather(*changes, *others)
            offsets = [record.offset for record in written[: len(changes)]]  # -1: the broker does not remember
            if offsets != list(range(expect, expect + len(changes))):
                await producer.abort_transaction()
                raise Moved
            await producer.send_offsets_to_transaction({self._input: batch.position}, names.resolver_group)
            await producer.commit_transaction()
        if not offsets:
            return Ends(expect, expect)
        return Ends(offsets[-1] + 1, offsets[-1] + 2)  # between two transactions lies the commit marker

    async def _send(self, topic: str, record: Record, partition: int | None = None) -> "asyncio.Future[Any]":
        sent: asyncio.Future[Any] = await self._producer.send(
            topic, record.value, record.key, partition, headers=record.headers
        )
        return sent


class AtLeastOnce(Ledger):
    """For a broker without transactions, with one worker."""

    async def commit(self, batch: Batch, expect: int) -> Ends:
        """Write a batch in an order that repeats it as a whole when it breaks off.

        Raises:
            Moved: the changelog was not where it should have been; the batch is written all the same.
            TooLarge: the changelog records do not fit into one record batch.
        """
        producer, names = self._producer, self._settings
        states = producer.create_batch()
        for key, value in batch.changes.items():
            if states.append(key=key, value=value, timestamp=None) is None:
                raise TooLarge
        async with asyncio.timeout(PATIENCE):
            for record in batch.events:  # one after the other: a later revision never stands before an earlier one
                await producer.send_and_wait(
                    names.topic_events, record.value, record.key, self._shard, headers=record.headers
                )
            for record in batch.dead:
                await producer.send_and_wait(names.topic_dlq, record.value, record.key, headers=record.headers)
            first = expect
            if batch.changes:
                first = (
                    await (await producer.send_batch(states, names.topic_events_state, partition=self._shard))
                ).offset
            await self._consumer.commit({self._input: batch.position})
        if first != expect:
            raise Moved
        return Ends(expect + len(batch.changes), expect + len(batch.changes))


async def _fetch(consumer: AIOKafkaConsumer, partition: TopicPartition) -> list[Any]:
    """The next records; none when the end is known to be reached."""
    while True:
        records = (await consumer.getmany(partition, timeout_ms=200, max_records=CHUNK)).get(partition)
        if records:
            return list(records)
        if consumer.last_stable_offset(partition) is not None:
            return []


def _ended(task: "asyncio.Task[None]") -> None:
    _background.discard(task)
    if not task.cancelled():
        task.exception()  # looked at, so that asyncio does not complain: a fenced producer ends with one


async def has_transactions(settings: Settings) -> bool:
    """Whether the brokers have transactions.

    The embedded broker answers the request for a transactional id with "unknown error". So may a real one, once; it is
    believed at the third time.

    Raises:
        KafkaError: the brokers do not answer.
    """
    sender = logging.getLogger("aiokafka.producer.sender")
    level = sender.level
    sender.setLevel(logging.CRITICAL)  # the answer that we ask for is an error to it
    try:
        return await _answers_transactions(settings)
    finally:
        sender.setLevel(level)


async def _answers_transactions(settings: Settings) -> bool:
    for _ in range(3):
        producer = AIOKafkaProducer(transactional_id=f"{settings.resolver_group}-probe", **settings.kafka())
        try:
            async with asyncio.timeout(PATIENCE):
                await producer.start()
        except UnknownError:
            await asyncio.sleep(0.1)
        else:
            return True
        finally:
            await producer.stop()
    return False
