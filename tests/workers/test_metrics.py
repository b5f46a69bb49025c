"""How far each partition has come, and when it stands still."""

import pytest

from workers import metrics
from workers.metrics import Progress


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(metrics, "time", clock)
    return clock


def series(progress: Progress) -> dict[tuple[str, str], float]:
    return {(s.name, s.labels["partition"]): s.value for metric in progress.collect() for s in metric.samples}


def test_a_topic_is_known_when_it_was_given_out_be_it_nothing() -> None:
    progress = Progress()

    assert not progress.knows("t")
    progress.assign("t", [])
    assert progress.knows("t")


@pytest.mark.usefixtures("clock")
def test_the_lag_is_what_waits_in_all_partitions() -> None:
    progress = Progress()
    progress.assign("t", [0, 1])
    progress.ends("t", 0, 10)
    progress.ends("t", 1, 5)
    progress.done("t", 0, 4, timestamp=900.0)
    progress.done("t", 1, 5, timestamp=900.0)

    assert progress.lag() == 6
    assert series(progress) == {
        ("mawid_consumer_lag_records", "0"): 6,
        ("mawid_consumer_lag_seconds", "0"): 100.0,
        ("mawid_consumer_lag_records", "1"): 0,
        ("mawid_consumer_lag_seconds", "1"): 0.0,
    }


def test_nothing_is_known_of_a_partition_that_was_not_read() -> None:
    progress = Progress()
    progress.assign("t", [0])
    progress.ends("t", 0, 10)

    assert progress.lag() == 0
    assert ("mawid_consumer_lag_seconds", "0") not in series(progress)


def test_a_partition_with_work_that_does_not_move_is_stalled(clock: Clock) -> None:
    progress = Progress()
    progress.assign("t", [0, 1])
    for partition in (0, 1):
        progress.done("t", partition, 3)
        progress.ends("t", partition, 9)
    clock.now += 20
    progress.done("t", 1, 4)

    assert progress.stalled(10) == [("t", 0)]
    progress.done("t", 0, 5)
    assert progress.stalled(10) == []


def test_a_partition_without_work_is_not_stalled_and_has_its_time_when_work_comes(clock: Clock) -> None:
    progress = Progress()
    progress.assign("t", [0])
    progress.done("t", 0, 3)
    progress.ends("t", 0, 3)
    clock.now += 1000
    assert progress.stalled(10) == []

    progress.ends("t", 0, 9)
    assert progress.stalled(10) == []
    clock.now += 11
    assert progress.stalled(10) == [("t", 0)]


def test_what_was_taken_away_is_forgotten_and_what_stays_is_kept() -> None:
    progress = Progress()
    progress.assign("t", [0, 1])
    for partition in (0, 1):
        progress.done("t", partition, 3)
        progress.ends("t", partition, 9)
    progress.assign("t", [1])
    progress.done("t", 0, 8)

    assert progress.lag() == 6
