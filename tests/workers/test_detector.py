"""What the detector makes of one record."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from mawid.event import FAMILIES
from workers import detector as module
from workers.app import build
from workers.deadletters import Source
from workers.detector import Detector
from workers.ledger import ROOM
from workers.messages import source_of
from workers.settings import Settings

ARTICLE = {
    "id": "a1",
    "title": "Ministers to meet",
    "body": "The two foreign ministers will meet in Vienna on Thursday.",
    "language": "en",
    "published_at": "2016-01-04T09:00:00Z",
}


@pytest.fixture
def detector() -> Iterator[Detector]:
    settings = Settings(partitions=2, max_attempts=3)
    return Detector(build(settings, ["resolver"]), settings)


def source(value: object) -> Source:
    return Source("articles", 5, 77, b"k", value if isinstance(value, bytes) else orjson.dumps(value), [], 0, 0)


def test_an_article_gives_mentions_with_its_position_for_the_shard_of_their_family(detector: Detector) -> None:
    outcome = detector._look(source(ARTICLE))

    [(partition, record)] = outcome.mentions
    assert outcome.error is None
    assert (partition, record.key) == (0, b"encounter")
    assert source_of(record.headers) == ("5", (77, 0))
    assert orjson.loads(record.value or b"")["article"]["id"] == "a1"


def test_a_retraction_goes_to_every_family_at_a_position_of_its_own(detector: Detector) -> None:
    outcome = detector._look(source({**ARTICLE, "retracted": True}))

    assert [record.key for _, record in outcome.mentions] == [name.encode() for name in FAMILIES]
    positions = [source_of(record.headers)[1] for _, record in outcome.mentions]
    assert len(set(positions)) == len(FAMILIES)
    assert positions == sorted(positions)


def test_what_is_no_article_is_not_tried_again(detector: Detector) -> None:
    outcome = detector._look(source(b"{bad"))

    assert outcome.error is not None
    assert (outcome.error.code, outcome.attempts, outcome.mentions) == ("invalid_json", 1, [])


def test_a_record_without_a_value_is_no_article(detector: Detector) -> None:
    outcome = detector._look(source(ARTICLE)._replace(value=None))

    assert outcome.error is not None
    assert outcome.error.code == "invalid_json"


def test_a_bug_is_tried_three_times_and_then_set_aside(detector: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def broken(article: Any) -> Any:
        tries.append(article.id)
        raise KeyError("bug")

    monkeypatch.setattr(module, "detect", broken)
    outcome = detector._look(source(ARTICLE))

    assert tries == ["a1"] * 3
    assert outcome.error is not None
    assert (outcome.error.code, outcome.attempts) == ("detector_error", 3)
    assert isinstance(outcome.error.__cause__, KeyError)


def test_a_bug_that_passes_does_no_harm(detector: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Any] = [MemoryError(), []]

    def flaky(_: object) -> Any:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(module, "detect", flaky)
    outcome = detector._look(source(ARTICLE))

    assert (outcome.error, outcome.attempts) == (None, 2)


def test_a_mention_that_fits_into_no_message_is_a_dead_letter(
    detector: Detector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "detect", lambda _: [{"family": "encounter", "title": "x" * ROOM}])
    outcome = detector._look(source(ARTICLE))

    assert outcome.error is not None
    assert outcome.error.code == "event_too_large"
