"""Events that ended long ago are removed, by the clock of the articles."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from tests.e2e.pipeline import Pipeline
from workers.embedded import Server


@pytest.fixture
def pipeline(kafka: Server, redis_url: str, tmp_path: Path) -> Iterator[Pipeline]:
    pipeline = Pipeline(kafka.address, redis_url, tmp_path)
    yield pipeline
    pipeline.close()


def article(city: str, published: str) -> bytes:
    return orjson.dumps(
        {
            "id": f"{city}-{published}",
            "title": "Ministers to meet",
            "body": f"The two foreign ministers will meet in {city} on Thursday.",
            "language": "en",
            "published_at": f"{published}T09:00:00Z",
        }
    )


def test_an_event_is_removed_a_quarter_of_a_year_after_its_end_and_not_before(pipeline: Pipeline) -> None:
    pipeline.start()
    for city, published in (("Vienna", "2016-01-04"), ("Paris", "2016-03-01"), ("Geneva", "2016-05-02")):
        pipeline.send([article(city, published)])
        pipeline.wait("it is decided", pipeline.is_done)

    [rows] = pipeline.rows(pipeline.settings.topic_events).values()
    vienna, paris, geneva = (key for key, value, _ in rows if value is not None)
    assert [key for key, value, _ in rows] == [vienna, paris, vienna, geneva]
    assert rows[2] == (vienna, None, ())

    pipeline.send([article("Rome", "2150-01-03")])  # an article from the future ends what is over now, no more
    pipeline.wait("it is decided", pipeline.is_done)
    pipeline.send([article("Rome", "2150-01-10")])
    pipeline.wait("it is decided", pipeline.is_done)

    assert pipeline.stop() == [0], pipeline.tail()
    events = pipeline.rows(pipeline.settings.topic_events)
    assert events == pipeline.expected()
    [rows] = events.values()
    assert [key for key, value, _ in rows if value is None] == [vienna, *sorted([paris or b"", geneva or b""])]
    [partition] = events
    states, _ = pipeline.store(partition)
    assert states == pipeline.changelog(partition)
    assert len([name for name in states if name.startswith("m")]) == 2
