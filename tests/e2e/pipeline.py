"""A deployment of the workers for one test: topics of its own, worker processes, and the logs that they leave."""

import os
import random
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
from kafka import IsolationLevel, KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaError
from redis import Redis

from mawid.identity import View, article_day, decide
from workers import topics
from workers.embedded import free_port
from workers.messages import Position, event_record, source_of
from workers.settings import Settings

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 180  # seconds; a run that takes so long has stopped, and shows its worker's log

SEEDS = (ROOT / "seeds" / "articles.jsonl").read_bytes().splitlines()
NASTY = (ROOT / "seeds" / "nasty.jsonl").read_bytes().splitlines()
BAD = {
    (line, row["code"])
    for line, row in zip(NASTY, orjson.loads((ROOT / "seeds" / "nasty.expected.json").read_bytes()), strict=True)
    if row["code"] != "ok"
}
"""What cannot be used of `NASTY`, each with its code."""

Row = tuple[bytes | None, bytes | None, tuple[tuple[str, bytes], ...]]
"""Key, value and headers of a record."""


class Pipeline:
    """Topics `<name>-…`, and any number of workers.

    Args:
        brokers: `host:port`.
        redis_url: of an empty Redis.
        folder: for the worker's log.
        settings: others than these.
    """

    def __init__(self, brokers: str, redis_url: str, folder: Path, **settings: Any) -> None:
        name = uuid4().hex[:8]
        self.settings = Settings(
            brokers=brokers,
            redis_url=redis_url,
            group=name,
            log_format="json",
            **{"partitions": 4, **settings},
            **{f"topic_{role}": f"{name}-{role}" for role in ("articles", "mentions", "events", "events_state", "dlq")},
        )
        self.log = folder / f"worker-{name}.log"
        self._folder = folder
        self._workers: list[subprocess.Popen[bytes]] = []
        topics.create(self.settings)

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        """Start one more worker, with both roles unless `options` of `mawid worker` say otherwise."""
        given = {f"MAWID_{k.upper()}": str(getattr(self.settings, k)) for k in self.settings.model_fields_set}
        self._port = free_port()
        environment = {**os.environ, **given, "MAWID_WEB_PORT": str(self._port), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "workers", "worker", *options]
        with self.log.open("ab") as log:
            worker = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment, cwd=self._folder)
        self._workers.append(worker)
        return worker

    def page(self, path: str) -> tuple[int, bytes]:
        """Status and content of a page of the worker that was started last; 0 while it has none."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}{path}", timeout=5) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as e:
            with e:
                return e.code, e.read()
        except OSError:
            return 0, b""

    def is_ready(self) -> bool:
        """Whether that worker says so."""
        return self.page("/readyz")[0] == 200

    def kill(self) -> None:
        """End the worker that runs longest with SIGKILL."""
        worker = self._workers.pop(0)
        worker.kill()
        worker.wait()

    def stop(self) -> list[int]:
        """Stop all workers with SIGTERM; returns their exit codes."""
        for worker in self._workers:
            worker.terminate()
        codes = [worker.wait(60) for worker in self._workers]
        self._workers.clear()
        return codes

    def close(self) -> None:
        while self._workers:
            self.kill()

    def send(self, values: Iterable[bytes]) -> None:
        """Write to the articles, keyed by nothing: they spread over the partitions."""
        with closing(KafkaProducer(bootstrap_servers=self.settings.brokers)) as producer:
            for value in values:
                producer.send(self.settings.topic_articles, value)
            producer.flush()

    def wait(self, what: str, condition: Callable[[], bool]) -> None:
        """Return when the condition holds; fail, with the end of the worker's log, when it never does."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if condition():
                    return
            except KafkaError:
                pass  # the brokers are away
            if any(worker.poll() is not None for worker in self._workers):
                raise AssertionError(f"a worker ended while waiting: {what}\n{self.tail()}")
            time.sleep(0.2)
        raise AssertionError(f"in vain: {what}\n{self.tail()}")

    def tail(self) -> str:
        return self.log.read_text(errors="replace")[-5000:]

    def is_done(self) -> bool:
        """Whether everything that was sent is read, decided, and committed, for readers of the events to see."""
        return (
            all(
                self._committed(group, topic) == self._ends(topic)
                for group, topic in (
                    (self.settings.detector_group, self.settings.topic_articles),
                    (self.settings.resolver_group, self.settings.topic_mentions),
                )
            )
            and not self._has_open_transactions()
        )

    def rows(self, topic: str) -> dict[int, list[Row]]:
        """The committed records of a topic, by partition."""
        return {
            partition: [(record.key, record.value, tuple(record.headers)) for record in records]
            for partition, records in self._records(topic).items()
        }

    def expected(self) -> dict[int, list[Row]]:
        """What the events have to be: the identity code over the mentions that were written, in memory."""
        found: dict[int, list[Row]] = defaultdict(list)
        for partition, records in self._records(self.settings.topic_mentions).items():
            view = View()
            marks: dict[str, Position] = {}
            for mention in records:
                source, position = source_of(mention.headers)
                if position <= marks.get(source, (-1, -1)):
                    continue
                marks[source] = position
                value = orjson.loads(mention.value)
                day = min(article_day(value), mention.timestamp // 86_400_000)
                found[partition] += [(name.encode(), None, ()) for name in view.advance(day)]
                for change in decide(value, view.candidates(value)):
                    view.put(change.state)
                    if change.event is not None:
                        record = event_record(change.event, self.settings.instance)
                        found[partition].append((record.key, record.value, tuple(record.headers)))
        return {partition: rows for partition, rows in found.items() if rows}

    def changelog(self, partition: int) -> dict[str, bytes]:
        """The fold of a partition of the changelog: the newest value of each key."""
        rows = self.rows(self.settings.topic_events_state).get(partition, [])
        newest = {(key or b"").decode(): value for key, value, _ in rows}
        return {name: value for name, value in newest.items() if value is not None}

    def store(self, partition: int) -> tuple[dict[str, bytes], dict[str, set[str]]]:
        """What Redis holds of a shard: states and marks as in the changelog, and the members of each block."""
        prefix = f"mawid:{{{partition}}}:"
        states: dict[str, bytes] = {}
        blocks: dict[str, set[str]] = {}
        with Redis.from_url(self.settings.redis_url) as client:
            for key in client.scan_iter(match=f"{prefix}*"):
                kind, _, name = key.decode().removeprefix(prefix).partition(":")
                if kind == "e":
                    states[name] = client.get(key)
                elif kind == "h":
                    states |= {f"hwm:{source.decode()}": value for source, value in client.hgetall(key).items()}
                elif kind == "x":
                    blocks[name] = {member.decode() for member in client.zrange(key, 0, -1)}
        return states, blocks

    def _records(self, topic: str, *, last: bool = False) -> dict[int, list[Any]]:
        """The committed records of each partition that has any, or only the last ones."""
        partitions = [TopicPartition(topic, n) for n in range(self.settings.partitions)]
        found: dict[int, list[Any]] = defaultdict(list)
        with closing(
            KafkaConsumer(
                bootstrap_servers=self.settings.brokers,
                isolation_level="read_committed",
                group_id=None,
                max_poll_records=sys.maxsize,  # whole batches: the embedded broker names the first record of the last
                max_partition_fetch_bytes=topics.LARGEST_MESSAGE,
            )
        ) as consumer:
            consumer.assign(partitions)
            ends = consumer.end_offsets(partitions)
            for partition, end in ends.items():
                consumer.seek(partition, max(0, end - 1) if last else 0)
            while any(consumer.position(partition) < end for partition, end in ends.items()):
                for partition, records in consumer.poll(timeout_ms=100).items():
                    found[partition.partition] += records
        return dict(found)

    def _has_open_transactions(self) -> bool:
        names = (self.settings.topic_events, self.settings.topic_events_state, self.settings.topic_dlq)
        partitions = [TopicPartition(topic, n) for topic in names for n in range(self.settings.partitions)]
        with closing(KafkaAdminClient(bootstrap_servers=self.settings.brokers)) as admin:
            latest = dict.fromkeys(partitions, OffsetSpec.LATEST)
            written = admin.list_partition_offsets(latest, IsolationLevel.READ_UNCOMMITTED)
            stable = admin.list_partition_offsets(latest, IsolationLevel.READ_COMMITTED)
        return bool(written != stable)

    def _committed(self, group: str, topic: str) -> dict[int, int]:
        with closing(KafkaAdminClient(bootstrap_servers=self.settings.brokers)) as admin:
            offsets = admin.list_group_offsets({group: None})[group]
        return {
            tp.partition: offset.offset for tp, offset in offsets.items() if tp.topic == topic and offset.offset > 0
        }

    def _ends(self, topic: str) -> dict[int, int]:
        """Where the partitions of a topic end that nobody writes transactions to."""
        return {partition: records[-1].offset + 1 for partition, records in self._records(topic, last=True).items()}


def mixed(articles: int, seed: int) -> list[bytes]:
    """The seeds several times over, every other time as words of another outlet, shuffled with what is no article.

    Args:
        articles: at least so many of the seeds.
        seed: of the shuffle.
    """
    everything = list(NASTY)
    for copy in range(-(-articles // len(SEEDS))):
        for line in SEEDS:
            article = orjson.loads(line)
            if copy % 2:
                article |= {"id": f"{article['id']}-{copy}", "source": f"outlet {copy}"}
                article.pop("url", None)
            everything.append(orjson.dumps(article))
    random.Random(seed).shuffle(everything)  # noqa: S311  a shuffle that can be repeated
    return everything
