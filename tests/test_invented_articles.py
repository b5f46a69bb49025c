"""The articles that were invented to learn from are annotated as `docs/adding-a-language.md` says."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from mawid.article import from_json
from mawid.event import TYPES
from mawid.languages import CODES
from mawid.places.gazetteer import country_names

FOLDER = Path(__file__).parents[1] / "benchmarks" / "articles"
STATUS = {"scheduled", "ongoing", "occurred", "postponed", "cancelled", "proposed"}

languages = pytest.mark.parametrize("code", CODES)


def rows(code: str) -> list[dict[str, Any]]:
    """The annotated articles of a language."""
    return [orjson.loads(line) for line in (FOLDER / f"{code}.jsonl").read_bytes().splitlines()]


@languages
def test_they_are_articles_of_their_language_each_once(code: str) -> None:
    articles = [from_json(row["article"]) for row in rows(code)]

    assert {a.language for a in articles} == {code}
    assert len({a.id for a in articles}) == len({a.body for a in articles}) == len(articles)


@languages
def test_a_third_of_them_report_no_event(code: str) -> None:
    empty = [row for row in rows(code) if not row["events"]]

    assert len(empty) >= len(rows(code)) // 3


@languages
def test_each_mention_stands_where_its_offsets_say(code: str) -> None:
    for row in rows(code):
        for event in row["events"]:
            assert event["mentions"], event["id"]
            for m in event["mentions"]:
                assert row["article"][m["field"]][m["start"] : m["end"]] == m["trigger"], event["id"]


@languages
def test_dates_are_half_open_intervals_and_places_have_countries(code: str) -> None:
    for event in (event for row in rows(code) for event in row["events"]):
        assert event["type"] in TYPES, event["id"]
        assert event["status"] in STATUS, event["id"]
        assert event["when"] or event["where"], event["id"]
        assert event["when"] is None or event["when"]["start"] < event["when"]["end"], event["id"]
        assert event["where"] is None or country_names(event["where"]["country"]), event["id"]
