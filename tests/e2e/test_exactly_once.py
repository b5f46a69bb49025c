"""The whole pipeline on real Kafka and real Redis, with a crash and a Redis that loses everything."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import jsonschema_rs
import orjson
import pytest
from redis import Redis

from tests.e2e.pipeline import BAD, ROOT, SEEDS, Pipeline, mixed
from workers.embedded import Server

EVENT = jsonschema_rs.validator_for(orjson.loads((ROOT / "schemas" / "event.v1.schema.json").read_bytes()))


@pytest.fixture
def pipeline(kafka: Server, redis_url: str, tmp_path: Path) -> Iterator[Pipeline]:
    pipeline = Pipeline(kafka.address, redis_url, tmp_path)
    yield pipeline
    pipeline.close()


def test_the_events_are_those_of_the_same_code_in_memory_whatever_was_killed_or_emptied(pipeline: Pipeline) -> None:
    everything = mixed(articles=500, seed=1)
    third = len(everything) // 3

    pipeline.send(everything[:third])
    pipeline.start()
    pipeline.wait("some events", lambda: len(pipeline.rows(pipeline.settings.topic_events)) > 0)
    pipeline.send(everything[third : 2 * third])
    pipeline.kill()
    pipeline.start()
    pipeline.wait("everything so far is decided", pipeline.is_done)
    pipeline.send(everything[2 * third : -50])
    with Redis.from_url(pipeline.settings.redis_url) as client:
        client.flushall()
    pipeline.send(everything[-50:])
    pipeline.wait("everything is decided", pipeline.is_done)

    assert pipeline.stop() == [0], pipeline.tail()
    assert pipeline.rows(pipeline.settings.topic_events) == pipeline.expected()
    for partition in range(pipeline.settings.partitions):
        _assert_redis_is_the_fold_of_the_changelog(pipeline, partition)
    _assert_dead_letters_have_their_codes(pipeline)
    _assert_revisions_are_in_order_and_valid(pipeline)


def test_the_command_resolve_prints_what_the_workers_publish(kafka: Server, redis_url: str, tmp_path: Path) -> None:
    with closing(Pipeline(kafka.address, redis_url, tmp_path, partitions=1)) as pipeline:
        pipeline.send(SEEDS)
        pipeline.start()
        pipeline.wait("everything is decided", pipeline.is_done)
        assert pipeline.stop() == [0], pipeline.tail()
        published = [value for _, value, _ in pipeline.rows(pipeline.settings.topic_events)[0]]
    command = [sys.executable, "-m", "workers", "resolve", str(ROOT / "seeds" / "articles.jsonl")]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.splitlines()

    assert printed == published


def _assert_redis_is_the_fold_of_the_changelog(pipeline: Pipeline, partition: int) -> None:
    fold = pipeline.changelog(partition)
    states, blocks = pipeline.store(partition)
    assert states == fold
    members: dict[str, set[str]] = {}
    for name, value in fold.items():
        if not name.startswith("hwm:"):
            for block in orjson.loads(value)["blocks"]:
                members.setdefault(block, set()).add(name)
    assert {block: ids for block, ids in blocks.items() if ids} == members


def _assert_dead_letters_have_their_codes(pipeline: Pipeline) -> None:
    letters = [row for rows in pipeline.rows(pipeline.settings.topic_dlq).values() for row in rows]
    found = {(value or b"", dict(headers)["dlq.error.code"].decode()) for _, value, headers in letters}
    assert found == BAD


def _assert_revisions_are_in_order_and_valid(pipeline: Pipeline) -> None:
    revisions: Counter[str] = Counter()
    for rows in pipeline.rows(pipeline.settings.topic_events).values():
        for _, value, headers in rows:
            event = orjson.loads(value or b"")
            EVENT.validate(event)
            revisions[event["id"]] += 1
            assert event["revision"] == revisions[event["id"]]
            assert dict(headers)["ce_id"] == f"{event['id']}:{event['revision']}".encode()
    assert revisions
