"""The same pipeline on the embedded broker, which has no transactions: nothing lost, and what repeats is the same."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from redis import Redis

from tests.e2e.pipeline import BAD, Pipeline, mixed
from workers import embedded


@pytest.fixture
def pipeline(redis_url: str, tmp_path: Path) -> Iterator[Pipeline]:
    with embedded.broker(tmp_path) as broker:
        pipeline = Pipeline(broker.address, redis_url, tmp_path, rebalance_timeout=2)
        yield pipeline
        pipeline.close()


def test_the_distinct_revisions_are_those_of_the_same_code_in_memory_after_a_crash(pipeline: Pipeline) -> None:
    everything = mixed(articles=150, seed=2)
    half = len(everything) // 2

    pipeline.send(everything[:half])
    pipeline.start()
    pipeline.wait("some events", lambda: len(pipeline.rows(pipeline.settings.topic_events)) > 0)
    pipeline.kill()
    with Redis.from_url(pipeline.settings.redis_url) as client:
        client.flushall()
    pipeline.send(everything[half:])
    pipeline.start()
    pipeline.wait("everything is decided", pipeline.is_done)

    assert pipeline.stop() == [0], pipeline.tail()
    written = pipeline.rows(pipeline.settings.topic_events)
    assert {partition: list(dict.fromkeys(rows)) for partition, rows in written.items()} == pipeline.expected()
    letters = [row for rows in pipeline.rows(pipeline.settings.topic_dlq).values() for row in rows]
    assert {(value or b"", dict(headers)["dlq.error.code"].decode()) for _, value, headers in letters} == BAD
    said = [orjson.loads(line)["message"] for line in pipeline.log.read_bytes().splitlines() if line.startswith(b"{")]
    assert said.count("no transactions") == 2  # once for each start
