"""The articles that were invented to learn from, and to measure with, are annotated as the documentation says."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from mawid.article import from_json
from mawid.event import TYPES
from mawid.languages import CODES
from mawid.places.gazetteer import country_names

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
STATUS = {"scheduled", "ongoing", "occurred", "postponed", "cancelled", "proposed"}

languages = pytest.mark.parametrize("file", [f"{folder}/{code}" for folder in ("articles", "held") for code in CODES])


def rows(file: str) -> list[dict[str, Any]]:
    """The annotated articles of a language."""
    return [orjson.loads(line) for line in (BENCHMARKS / f"{file}.jsonl").read_bytes().splitlines()]


@languages
def test_they_are_articles_of_their_language_each_once(file: str) -> None:
    articles = [from_json(row["article"]) for row in rows(file)]

    assert {a.language for a in articles} == {file[-2:]}
    assert len({a.id for a in articles}) == len({a.body for a in articles}) == len(articles)


def test_none_is_learned_from_and_measured_with() -> None:
    for code in CODES:
        told = {row["article"]["body"] for row in rows(f"articles/{code}")}
        assert not told & {row["article"]["body"] for row in rows(f"held/{code}")}


@languages
def test_a_third_of_them_report_no_event(file: str) -> None:
    empty = [row for row in rows(file) if not row["events"]]

    assert len(empty) >= len(rows(file)) // 3


@languages
def test_each_mention_stands_where_its_offsets_say(file: str) -> None:
    for row in rows(file):
        for event in row["events"]:
            assert event["mentions"], event["id"]
            for m in event["mentions"]:
                assert row["article"][m["field"]][m["start"] : m["end"]] == m["trigger"], event["id"]


@languages
def test_dates_are_half_open_intervals_and_places_have_countries(file: str) -> None:
    for event in (event for row in rows(file) for event in row["events"]):
        assert event["type"] in TYPES, event["id"]
        assert event["status"] in STATUS, event["id"]
        assert event["when"] or event["where"], event["id"]
        assert event["when"] is None or event["when"]["start"] < event["when"]["end"], event["id"]
        assert event["where"] is None or country_names(event["where"]["country"]), event["id"]
