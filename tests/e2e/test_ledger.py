"""The Kafka side of a shard: what is committed counts, what is not does not, and who is not alone finds out."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from workers import embedded, topics
from workers.embedded import Server
from workers.ledger import (
    ROOM,
    Ahead,
    AtLeastOnce,
    Batch,
    Ends,
    Ledger,
    Moved,
    TooLarge,
    Transactions,
    has_transactions,
)
from workers.messages import Record
from workers.settings import Settings

Scenario = Callable[[AIOKafkaConsumer], Awaitable[None]]
Chunk = tuple[list[tuple[bytes, bytes | None]], int]


def new_settings(brokers: str) -> Settings:
    name = uuid4().hex[:8]
    names = {f"topic_{role}": f"{name}-{role}" for role in ("articles", "mentions", "events", "events_state", "dlq")}
    settings = Settings(brokers=brokers, group=name, partitions=1, **names)
    topics.create(settings)
    return settings


@pytest.fixture
def settings(kafka: Server) -> Settings:
    return new_settings(kafka.address)


@pytest.fixture
def embedded_settings(tmp_path: Path) -> Iterator[Settings]:
    with embedded.broker(tmp_path) as broker:
        yield new_settings(broker.address)


def run(settings: Settings, scenario: Scenario) -> None:
    async def main() -> None:
        consumer = AIOKafkaConsumer(group_id=settings.resolver_group, enable_auto_commit=False, **settings.kafka())
        async with consumer:
            consumer.assign([TopicPartition(settings.topic_mentions, 0)])
            await scenario(consumer)

    asyncio.run(main())


def batch(position: int, changes: dict[bytes, bytes | None], *events: bytes) -> Batch:
    return Batch([Record(b"m1", event, []) for event in events], [], changes, position)


async def everything(ledger: Ledger, start: int = 0) -> Chunk:
    records, end = [], start
    async for chunk, after in ledger.changelog(start):
        records += chunk
        end = after
    return records, end


async def events(settings: Settings) -> list[bytes]:
    """The committed records of the events."""
    consumer = AIOKafkaConsumer(
        settings.topic_events, auto_offset_reset="earliest", isolation_level="read_committed", **settings.kafka()
    )
    async with consumer:
        found = await consumer.getmany(timeout_ms=1000)
        return [record.value for records in found.values() for record in records]


def test_a_committed_batch_is_in_the_changelog_in_the_events_and_in_the_position(settings: Settings) -> None:
    async def scenario(consumer: AIOKafkaConsumer) -> None:
        ledger = Transactions(settings, 0, consumer)
        await ledger.open()
        assert await ledger.position() is None
        assert await everything(ledger) == ([], 0)

        ends = await ledger.commit(batch(7, {b"m1": b"state", b"hwm:0": b"[1,0]"}, b"event"), expect=0)

        assert ends == Ends(out=2, expect=3)  # the commit marker takes an offset
        await ledger.open()  # completes what is committed: before, the brokers may still tell the old position
        assert await ledger.position() == 7
        assert await everything(ledger) == ([(b"m1", b"state"), (b"hwm:0", b"[1,0]")], 3)
        assert await events(settings) == [b"event"]
        assert await ledger.commit(batch(9, {b"m1": None}), expect=ends.expect) == Ends(out=4, expect=5)
        await ledger.close()

    run(settings, scenario)


def test_a_batch_that_changes_nothing_moves_only_the_position(settings: Settings) -> None:
    async def scenario(consumer: AIOKafkaConsumer) -> None:
        ledger = Transactions(settings, 0, consumer)
        await ledger.open()

        assert await ledger.commit(batch(3, {}), expect=0) == Ends(out=0, expect=0)
        await ledger.open()
        assert await ledger.position() == 3
        await ledger.close()

    run(settings, scenario)


def test_who_opens_the_shard_fences_whoever_had_it(settings: Settings) -> None:
    async def scenario(consumer: AIOKafkaConsumer) -> None:
        old, new = Transactions(settings, 0, consumer), Transactions(settings, 0, consumer)
        await old.open()
        await old.commit(batch(1, {b"m1": b"old"}, b"old"), expect=0)
        await new.open()

        with pytest.raises(KafkaError):
            await old.commit(batch(2, {b"m1": b"zombie"}, b"zombie"), expect=2)
        assert await everything(new) == ([(b"m1", b"old")], 2)
        assert await events(settings) == [b"old"]
        await old.close()
        await new.close()

    run(settings, scenario)


def test_what_an_owner_left_unfinished_does_not_count(settings: Settings) -> None:
    async def scenario(consumer: AIOKafkaConsumer) -> None:
        dying, heir = Transactions(settings, 0, consumer), Transactions(settings, 0, consumer)
        await dying.open()
        await dying._producer.begin_transaction()
        await dying._producer.send_and_wait(settings.topic_events_state, b"half", b"m1", 0)
        await heir.open()

        assert await everything(heir) == ([], 2)  # its record and the abort marker take offsets
        await dying.close()
        await heir.close()

    run(settings, scenario)


def test_a_batch_is_not_committed_when_somebody_else_wrote_to_the_changelog(settings: Settings) -> None:
    async def scenario(consumer: AIOKafkaConsumer) -> None:
        ledger = Transactions(settings, 0, consumer)
        await ledger.open()
        async with AIOKafkaProducer(**settings.kafka()) as stranger:
            await stranger.send_and_wait(settings.topic_events_state, b"strange", b"m0", 0)

        with pytest.raises(Moved):
            await ledger.commit(batch(1, {b"m1": b"state"}, b"event"), expect=0)
        assert await ledger.position() is None
        assert await events(settings) == []
        await ledger.close()

    run(settings, scenario)


def test_a_store_that_is_ahead_of_the_changelog_is_found_out(settings: Settings) -> None:
    async def scenario(consumer: AIOKafkaConsumer) -> None:
        ledger = Transactions(settings, 0, consumer)
        with pytest.raises(Ahead):
            await everything(ledger, start=5)

    run(settings, scenario)


def test_a_long_changelog_comes_in_chunks_that_join(settings: Settings) -> None:
    async def scenario(consumer: AIOKafkaConsumer) -> None:
        ledger = Transactions(settings, 0, consumer)
        await ledger.open()
        changes: dict[bytes, bytes | None] = {b"m%d" % n: b"x" * 2000 for n in range(450)}
        ends = await ledger.commit(batch(1, changes), expect=0)
        chunks = [chunk async for chunk in ledger.changelog(0)]

        assert {len(records) <= 200 for records, _ in chunks} == {True}
        assert [key for records, _ in chunks for key, _ in records] == list(changes)
        assert chunks[-1][1] == ends.expect
        assert await everything(ledger, start=449) == ([(b"m449", b"x" * 2000)], ends.expect)
        await ledger.close()

    run(settings, scenario)


def test_kafka_has_transactions_and_the_embedded_broker_has_none(
    settings: Settings, embedded_settings: Settings
) -> None:
    assert asyncio.run(has_transactions(settings))
    assert not asyncio.run(has_transactions(embedded_settings))


def test_without_transactions_the_same_batch_is_written_in_pieces(embedded_settings: Settings) -> None:
    async def scenario(consumer: AIOKafkaConsumer) -> None:
        ledger = AtLeastOnce(embedded_settings, 0, consumer)
        await ledger.open()
        changes: dict[bytes, bytes | None] = {b"m1": b"state", b"hwm:0": b"[1,0]"}

        assert await ledger.commit(batch(7, changes, b"event"), expect=0) == Ends(out=2, expect=2)
        assert await ledger.position() == 7
        assert await everything(ledger) == (list(changes.items()), 2)
        assert await events(embedded_settings) == [b"event"]
        with pytest.raises(Moved):
            await ledger.commit(batch(8, changes), expect=5)
        with pytest.raises(Ahead):
            await everything(ledger, start=50)
        await ledger.close()

    run(embedded_settings, scenario)


def test_without_transactions_states_that_cannot_be_written_as_one_are_not_written(embedded_settings: Settings) -> None:
    async def scenario(consumer: AIOKafkaConsumer) -> None:
        ledger = AtLeastOnce(embedded_settings, 0, consumer)
        await ledger.open()
        large: dict[bytes, bytes | None] = {b"m%d" % n: b"x" * (ROOM // 3) for n in range(4)}

        with pytest.raises(TooLarge):
            await ledger.commit(batch(1, large, b"event"), expect=0)
        assert await events(embedded_settings) == []
        assert await everything(ledger) == ([], 0)
        assert (await ledger.commit(batch(1, dict(list(large.items())[:2])), expect=0)).out == 2
        await ledger.close()

    run(embedded_settings, scenario)
