"""What the processes count, under the names that Prometheus scrapes, and how far each partition has come."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from mawid import DETECTOR, __version__

disable_created_metrics()  # type: ignore[no-untyped-call]

RECEIVED: Final = Counter("mawid_articles_received_total", "Articles read from the topic", ["topic", "lang"])
SKIPPED: Final = Counter("mawid_articles_skipped_total", "Articles that gave no mention", ["reason"])
MENTIONS: Final = Counter(
    "mawid_mentions_total",
    "Mentions decided: published a revision, were merged without one, or were a repeat of stage one",
    ["outcome"],
)
EMITTED: Final = Counter("mawid_events_emitted_total", "Revisions published", ["kind", "category"])
EXPIRED: Final = Counter("mawid_events_removed_total", "Events that ended long ago, removed")
DEAD: Final = Counter("mawid_dead_letters_total", "Records sent to the dead-letter topic", ["code", "stage"])
ERRORS: Final = Counter("mawid_errors_total", "Faults, those that pass included", ["code", "stage"])
DETECT: Final = Histogram("mawid_detect_seconds", "One article through the detector", ["lang"])
PROCESSING: Final = Histogram("mawid_processing_seconds", "One batch of mentions, from read to applied")
END_TO_END: Final = Histogram(
    "mawid_end_to_end_seconds",
    "From the record of a mention to the committed revision",
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000),
)
REDIS: Final = Histogram("mawid_redis_seconds", "One call of the store", ["op"])
REDIS_UP: Final = Gauge("mawid_redis_up", "1 when the last call of the store was answered")
Gauge("mawid_build_info", "Always 1", ["version", "rules"]).labels(__version__, DETECTOR).set(1)


@dataclass
class Partition:
    """How far one partition of an input topic is read. Offsets as in Kafka; clocks are monotonic seconds."""

    position: int | None = None
    end: int | None = None
    moved: float = field(default_factory=time.monotonic)
    timestamp: float | None = None

    @property
    def lag(self) -> int:
        """Records that wait; 0 while nothing is known."""
        return 0 if self.position is None or self.end is None else max(0, self.end - self.position)


class Progress(Collector):
    """The input partitions that this process has, and how far it is in each: for the lag and for the stall check."""

    def __init__(self) -> None:
        self._partitions: dict[tuple[str, int], Partition] = {}
        self._topics: set[str] = set()

    def assign(self, topic: str, partitions: Iterable[int]) -> None:
        """These are now the partitions of the topic; what was known of others is dropped."""
        assigned = set(partitions)
        self._topics.add(topic)
        for key in [key for key in self._partitions if key[0] == topic and key[1] not in assigned]:
            del self._partitions[key]
        for partition in assigned:
            self._partitions.setdefault((topic, partition), Partition())

    def done(self, topic: str, partition: int, position: int, timestamp: float | None = None) -> None:
        """All records before `position` are dealt with, the last of them of Unix time `timestamp`, if known."""
        known = self._partitions.get((topic, partition))
        if known is None:  # taken away meanwhile
            return
        if known.position != position:
            known.moved = time.monotonic()
        known.position, known.timestamp = position, timestamp or known.timestamp

    def ends(self, topic: str, partition: int, end: int | None) -> None:
        """The topic's partition ends at this offset."""
        known = self._partitions.get((topic, partition))
        if known is not None and end is not None:
            if known.lag == 0:
                known.moved = time.monotonic()  # it had nothing to do until now
            known.end = end

    def lag(self) -> int:
        """Records that wait, in all partitions."""
        return sum(partition.lag for partition in self._partitions.values())

    def knows(self, topic: str) -> bool:
        """Whether the group has given this process its share of the topic, be it none."""
        return topic in self._topics

    def stalled(self, seconds: float) -> list[tuple[str, int]]:
        """Partitions that have work and have not moved for so long."""
        before = time.monotonic() - seconds
        return sorted(key for key, known in self._partitions.items() if known.lag and known.moved < before)

    def collect(self) -> Iterable[Metric]:
        """The lag series, read when Prometheus asks."""
        records = GaugeMetricFamily("mawid_consumer_lag_records", "Records that wait", labels=["topic", "partition"])
        seconds = GaugeMetricFamily("mawid_consumer_lag_seconds", "How far behind", labels=["topic", "partition"])
        for (topic, partition), known in self._partitions.items():
            records.add_metric([topic, str(partition)], known.lag)
            if known.timestamp is not None:
                behind = max(0.0, time.time() - known.timestamp) if known.lag else 0.0
                seconds.add_metric([topic, str(partition)], behind)
        return [records, seconds]


PROGRESS: Final = Progress()
REGISTRY.register(PROGRESS)


def total(counter: Counter, label: str | None = None) -> dict[str, float]:
    """The counter's values, summed by one of its labels (all under "" without a label)."""
    sums: dict[str, float] = {}
    for metric in counter.collect():
        for sample in metric.samples:
            if sample.name.endswith("_total"):
                key = sample.labels[label] if label else ""
                sums[key] = sums.get(key, 0) + sample.value
    return sums
