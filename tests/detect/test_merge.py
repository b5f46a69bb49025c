"""All mentions of one event become one; events of one kind stay apart."""

import pytest

from mawid.detect.clusters import contradicts, overlap
from mawid.event import When
from mawid.places.gazetteer import named
from tests.detect.articles import reports


def _when(start: str, end: str) -> When:
    return {"start": start, "end": end, "granularity": "day"}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (("2024-05-01", "2024-05-02"), ("2024-05-01", "2024-05-02"), True),
        (("2024-05-01", "2024-05-03"), ("2024-05-02", "2024-05-05"), True),
        (("2024-05-01", "2024-05-02"), ("2024-05-02", "2024-05-03"), False),
        (("2024-05-01T10:00", "2024-05-01T11:00"), ("2024-05-01", "2024-05-02"), True),
    ],
)
def test_half_open_intervals_overlap_where_they_share_an_instant(
    a: tuple[str, str], b: tuple[str, str], same: bool
) -> None:
    assert overlap(_when(*a), _when(*b)) is same
    assert overlap(_when(*b), _when(*a)) is same


def test_a_country_does_not_contradict_itself_but_another_one() -> None:
    assert not contradicts(named("AT"), named("AT"))
    assert contradicts(named("AT"), named("CH"))


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("The ministers met in Vienna on Tuesday. The meeting lasted two hours.", "en"),
        ("A summit will be held in Oslo on 3 June. The summit will last a day.", "en"),
        ("التقى الوزيران في فيينا أمس. واستمر اللقاء ساعتين.", "ar"),
        ("تعقد قمة في أوسلو في 3 حزيران. وتناقش القمة صيد السمك.", "ar"),
    ],
)
def test_a_definite_noun_points_back(body: str, language: str) -> None:
    (event,) = reports(body, language=language)
    assert len(event["evidence"]) == 2


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("The commissioner met farmers in Vienna on Monday. She met fishermen in Oslo on Tuesday.", "en"),
        ("Iceland will hold an election on 2 June. Mauritania will hold an election on 30 June.", "en"),
        ("A summit will be held in Oslo on 3 June. A festival will be held in Oslo on 3 June.", "en"),
        ("تعقد قمة في أوسلو في 3 حزيران. وتعقد قمة أخرى في فيينا في 9 حزيران.", "ar"),
    ],
)
def test_events_with_other_days_places_or_families_stay_apart(body: str, language: str) -> None:
    assert len(reports(body, language=language)) == 2


def test_a_headline_joins_the_event_of_the_body() -> None:
    (event,) = reports("A summit will be held in Oslo on 3 June.", "Oslo summit in June")
    assert event["title"] == {"en": "Oslo summit in June"}
    assert {e["field"] for e in event["evidence"]} == {"title", "body"}
