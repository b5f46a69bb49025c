"""What context fills in, and what it must not."""

import pytest

from mawid.detect import candidates
from tests.detect.articles import article, reports


def test_an_event_with_neither_date_nor_place_is_none() -> None:
    assert reports("The two men had a meeting.") == []
    assert reports("كان بين الرجلين لقاء.", language="ar") == []


def test_a_dateline_is_the_place_of_what_took_place_there() -> None:
    body = "ALMATY (Agency) - The two transport ministers met here on Tuesday."
    (event,) = reports(body)
    assert event["where"]
    assert event["where"].get("city") == "Almaty"


def test_a_press_conference_takes_the_day_of_the_event_beside_it() -> None:
    body = "The leaders met in Oslo on Tuesday. At a press conference after the meeting they praised the host."
    days = {e["type"]: e["when"] and e["when"]["start"] for e in reports(body)}
    assert days == {"meeting": "2024-05-14", "press_conference": "2024-05-14"}


@pytest.mark.parametrize(
    ("body", "city"),
    [
        ("The president met senators at the White House on Monday.", "Washington"),
        ("A session will be held at United Nations headquarters on 3 June.", "New York City"),
    ],
)
def test_a_known_venue_tells_its_city(body: str, city: str) -> None:
    (event,) = reports(body)
    assert event["where"]
    assert event["where"].get("city") == city
    assert event["where"]["precision"] == "venue"


def test_what_is_filled_in_is_marked() -> None:
    body = (
        "Thousands protested on Sunday. The Chilean police counted. Chile has many such days, the Chilean press said."
    )
    ((settled, report),) = candidates(article(body))
    assert report["where"] is None or settled.filled
