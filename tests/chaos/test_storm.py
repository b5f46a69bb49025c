"""Faults of all kinds, at random, while articles come in: the outcome is as if none had happened.

`make chaos STORM_FAULTS=100 STORM_SEED=7` is a longer one.
"""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from tests.e2e.pipeline import BAD, Pipeline, mixed
from workers.embedded import Server

FAULTS = int(os.environ.get("STORM_FAULTS", "8"))
SEED = int(os.environ.get("STORM_SEED", "1"))


@pytest.fixture
def pipeline(kafka: Server, redis_url: str, tmp_path: Path) -> Iterator[Pipeline]:
    pipeline = Pipeline(kafka.address, redis_url, tmp_path)
    yield pipeline
    pipeline.close()


class Storm:
    """Each method is a fault, or help."""

    def __init__(self, pipeline: Pipeline, kafka: Server, redis_server: Server, rng: random.Random) -> None:
        self._pipeline = pipeline
        self._kafka = kafka
        self._redis_server = redis_server
        self._rng = rng

    def strike(self) -> None:
        kinds = [self.worker_dies, self.worker_dies, self.redis_is_emptied, self.redis_loses_some_keys]
        kinds += [self.redis_is_away, self.broker_is_away, self.worker_joins]
        fault = self._rng.choice(kinds)
        print(f"{time.monotonic():.0f} {fault.__name__}")  # noqa: T201  shown when the test fails
        fault()

    def worker_dies(self) -> None:
        self._pipeline.kill()
        self._pipeline.start()

    def worker_joins(self) -> None:
        self._pipeline.start()

    def redis_is_emptied(self) -> None:
        with Redis.from_url(self._pipeline.settings.redis_url) as client:
            client.flushall()

    def redis_loses_some_keys(self) -> None:
        with Redis.from_url(self._pipeline.settings.redis_url) as client:
            keys = client.keys("mawid:*:e:*")
            for key in self._rng.sample(keys, len(keys) // 3):
                client.delete(key)

    def redis_is_away(self) -> None:
        self._redis_server.kill()
        time.sleep(self._rng.uniform(0, 4))
        self._redis_server.start()

    def broker_is_away(self) -> None:
        self._kafka.kill()
        time.sleep(self._rng.uniform(0, 4))
        self._kafka.start()


@pytest.mark.chaos
def test_a_storm_leaves_the_same_events(pipeline: Pipeline, kafka: Server, redis_server: Server) -> None:
    rng = random.Random(SEED)  # noqa: S311  a storm that can be repeated, more or less
    storm = Storm(pipeline, kafka, redis_server, rng)
    everything = mixed(articles=150, seed=SEED)
    share = len(everything) // FAULTS

    pipeline.start()
    pipeline.start()
    pipeline.wait("ready", pipeline.is_ready)
    for turn in range(FAULTS):
        pipeline.send(everything[turn * share : (turn + 1) * share])
        time.sleep(rng.uniform(0, 4))
        storm.strike()
    pipeline.send(everything[FAULTS * share :])
    pipeline.wait("everything is decided", pipeline.is_done)

    assert set(pipeline.stop()) == {0}, pipeline.tail()
    assert pipeline.rows(pipeline.settings.topic_events) == pipeline.expected()
    letters = [row for rows in pipeline.rows(pipeline.settings.topic_dlq).values() for row in rows]
    assert {(value or b"", dict(headers)["dlq.error.code"].decode()) for _, value, headers in letters} == BAD
