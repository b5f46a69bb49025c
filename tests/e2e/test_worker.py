"""One worker process: how it starts, what its pages say, how it ends."""

import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import orjson
import pytest
from kafka import KafkaAdminClient

from tests.e2e.pipeline import Pipeline, mixed
from workers import embedded, topics
from workers.embedded import Server


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Server]:
    with embedded.broker(tmp_path) as broker:
        yield broker


@pytest.fixture
def pipeline(broker: Server, redis_url: str, tmp_path: Path) -> Iterator[Pipeline]:
    pipeline = Pipeline(broker.address, redis_url, tmp_path, rebalance_timeout=2, stall_seconds=2)
    yield pipeline
    pipeline.close()


def delete_topics(pipeline: Pipeline) -> None:
    with closing(KafkaAdminClient(bootstrap_servers=pipeline.settings.brokers)) as admin:
        admin.delete_topics([topic.name for topic in topics.topics(pipeline.settings)])


def test_the_pages_say_what_is_and_what_is_not(pipeline: Pipeline, redis_server: Server) -> None:
    pipeline.start()
    pipeline.wait("ready", pipeline.is_ready)
    pipeline.send(mixed(articles=50, seed=6)[:40])
    pipeline.wait("everything is decided", pipeline.is_done)

    _, ready = pipeline.page("/readyz")
    assert orjson.loads(ready)["checks"] == {
        "articles assigned": True,
        "producer up": True,
        "mentions assigned": True,
        "state recovered": True,
        "redis answers": True,
    }
    _, metrics = pipeline.page("/metrics")
    for name in (
        "mawid_articles_received_total",
        "mawid_mentions_total",
        "mawid_events_emitted_total",
        "mawid_dead_letters_total",
        "mawid_consumer_lag_records",
        "mawid_redis_up 1.0",
        "mawid_build_info",
    ):
        assert name.encode() in metrics
    pipeline.wait("healthy", lambda: pipeline.page("/healthz") == (200, b'{"ok":true,"stalled":[]}'))

    redis_server.kill()
    pipeline.send(mixed(articles=50, seed=8)[:40])
    pipeline.wait("not ready", lambda: pipeline.page("/readyz")[0] == 503)
    pipeline.wait("stalled", lambda: pipeline.page("/healthz")[0] == 503)
    redis_server.start()
    pipeline.wait("ready again", pipeline.is_ready)
    pipeline.wait("healthy again", lambda: pipeline.page("/healthz")[0] == 200)
    assert pipeline.stop() == [0], pipeline.tail()


def test_detector_and_resolver_can_be_two_processes(pipeline: Pipeline) -> None:
    pipeline.start("--only", "resolver")
    pipeline.wait("the resolver is ready", pipeline.is_ready)
    pipeline.start("--only", "detector")
    pipeline.send(mixed(articles=50, seed=9)[:40])
    pipeline.wait("everything is decided", pipeline.is_done)

    assert pipeline.stop() == [0, 0], pipeline.tail()
    assert pipeline.rows(pipeline.settings.topic_events) == pipeline.expected()


def test_a_worker_waits_for_its_topics(pipeline: Pipeline) -> None:
    delete_topics(pipeline)
    pipeline.start()
    pipeline.wait("it says so", lambda: "waiting for topics" in pipeline.tail())
    topics.create(pipeline.settings)
    pipeline.wait("ready", pipeline.is_ready)

    assert pipeline.stop() == [0], pipeline.tail()


def test_a_worker_that_waits_can_be_stopped(pipeline: Pipeline, broker: Server) -> None:
    broker.kill()
    pipeline.start()
    pipeline.wait("it says so", lambda: "waiting for the brokers" in pipeline.tail())

    assert pipeline.stop() == [0], pipeline.tail()


def test_a_wrong_number_of_partitions_ends_a_worker_before_it_does_harm(pipeline: Pipeline) -> None:
    delete_topics(pipeline)
    topics.create(pipeline.settings.model_copy(update={"partitions": 3}))

    assert pipeline.start().wait(60) == 1
    assert "wrong number of partitions" in pipeline.tail()


def test_the_second_interrupt_ends_a_worker_at_once(pipeline: Pipeline, broker: Server) -> None:
    worker = pipeline.start()
    pipeline.wait("ready", pipeline.is_ready)
    broker.kill()  # it will try to say good-bye
    worker.send_signal(signal.SIGINT)
    pipeline.wait("it stops", lambda: '"stopping"' in pipeline.tail())
    worker.send_signal(signal.SIGINT)

    assert worker.wait(60) == 130
