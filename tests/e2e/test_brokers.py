"""The brokers that the other end-to-end tests stand on do what those tests take for granted."""

import asyncio
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from kafka import KafkaAdminClient
from kafka.admin import NewTopic
from redis import ConnectionError as RedisConnectionError
from redis import Redis

from workers.embedded import Server


@pytest.fixture
def topic(kafka: Server) -> str:
    """A new topic of one partition."""
    name = f"brokers-{uuid4().hex}"
    admin = KafkaAdminClient(bootstrap_servers=kafka.address)
    admin.create_topics([NewTopic(name, num_partitions=1, replication_factor=1)])
    admin.close()
    return name


async def _write(kafka: Server, topic: str, value: bytes, *, commit: bool) -> None:
    async with AIOKafkaProducer(bootstrap_servers=kafka.address, transactional_id=f"writer-of-{topic}") as producer:
        await producer.begin_transaction()
        await producer.send_and_wait(topic, value)
        await (producer.commit_transaction() if commit else producer.abort_transaction())


async def _committed(kafka: Server, topic: str, count: int) -> list[bytes]:
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=kafka.address, auto_offset_reset="earliest", isolation_level="read_committed"
    )
    async with consumer:
        return [(await consumer.getone()).value for _ in range(count)]


def test_a_reader_of_committed_records_never_sees_an_aborted_one(kafka: Server, topic: str) -> None:
    async def scenario() -> list[bytes]:
        await _write(kafka, topic, b"first", commit=True)
        await _write(kafka, topic, b"aborted", commit=False)
        await _write(kafka, topic, b"second", commit=True)
        return await _committed(kafka, topic, 2)

    assert asyncio.run(scenario()) == [b"first", b"second"]


def test_records_survive_a_crash_of_the_broker(kafka: Server, topic: str) -> None:
    asyncio.run(_write(kafka, topic, b"before", commit=True))
    # A single node that is killed between its answer to a commit and the commit marker may never write that marker
    # (Kafka 4.4: "Couldn't find leader endpoint … likely deleted already"). Whoever has read the record has the marker.
    assert asyncio.run(_committed(kafka, topic, 1)) == [b"before"]

    kafka.kill()
    kafka.start()

    assert asyncio.run(_committed(kafka, topic, 1)) == [b"before"]


def test_redis_is_a_real_one_and_restarts_empty(redis_server: Server, redis_url: str) -> None:
    with Redis.from_url(redis_url) as client:
        client.set("key", "value")
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}

        redis_server.kill()
        with pytest.raises(RedisConnectionError):
            client.get("key")
        redis_server.start()

        assert client.get("key") is None
