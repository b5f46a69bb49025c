"""Brokers and Redis go away and come back, workers come and go: nothing is lost, doubled, or dead-lettered for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.pipeline import BAD, Pipeline, mixed
from workers.embedded import Server


@pytest.fixture
def pipeline(kafka: Server, redis_url: str, tmp_path: Path) -> Iterator[Pipeline]:
    pipeline = Pipeline(kafka.address, redis_url, tmp_path)
    yield pipeline
    pipeline.close()


def _halfway(pipeline: Pipeline, seed: int) -> list[bytes]:
    """Start, and return when some events are out; returns what is still to be sent."""
    everything = mixed(articles=150, seed=seed)
    pipeline.send(everything[:80])
    pipeline.start()
    pipeline.wait("some events", lambda: len(pipeline.rows(pipeline.settings.topic_events)) > 0)
    return everything[80:]


def _assert_as_if_nothing_had_happened(pipeline: Pipeline) -> None:
    assert pipeline.rows(pipeline.settings.topic_events) == pipeline.expected()
    letters = [row for rows in pipeline.rows(pipeline.settings.topic_dlq).values() for row in rows]
    assert {(value or b"", dict(headers)["dlq.error.code"].decode()) for _, value, headers in letters} == BAD


def test_workers_wait_for_a_redis_that_went_away_and_comes_back_empty(pipeline: Pipeline, redis_server: Server) -> None:
    rest = _halfway(pipeline, seed=3)

    redis_server.kill()
    pipeline.send(rest)
    pipeline.wait("a worker says that it waits", lambda: "recovering" in pipeline.tail())
    redis_server.start()
    pipeline.wait("everything is decided", pipeline.is_done)

    assert pipeline.stop() == [0], pipeline.tail()
    _assert_as_if_nothing_had_happened(pipeline)


def test_workers_wait_for_a_broker_that_crashed(pipeline: Pipeline, kafka: Server) -> None:
    rest = _halfway(pipeline, seed=4)

    kafka.kill()
    kafka.start()
    pipeline.send(rest)
    pipeline.wait("everything is decided", pipeline.is_done)

    assert pipeline.stop() == [0], pipeline.tail()
    _assert_as_if_nothing_had_happened(pipeline)


def test_partitions_move_between_workers_that_come_and_die(pipeline: Pipeline) -> None:
    rest = _halfway(pipeline, seed=5)

    pipeline.start()
    pipeline.send(rest[:50])
    pipeline.start()
    pipeline.kill()
    pipeline.send(rest[50:])
    pipeline.wait("everything is decided", pipeline.is_done)

    assert pipeline.stop() == [0, 0], pipeline.tail()
    _assert_as_if_nothing_had_happened(pipeline)
