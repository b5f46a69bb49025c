"""The examples of events in the language packs: short texts of our own writing, and what is to be read in them.

They test the packs, and `benchmarks/calibrate.py` learns from them. The head of
`mawid/languages/en/corpus_events.toml` says how they are written.
"""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import NamedTuple

from mawid.article import Article
from mawid.event import Report, When, Where


class Example(NamedTuple):
    """A text, and the events in it.

    Attributes:
        construct: what it is an example of.
        article: published at noon UTC; the title may be empty.
        expected: `type status when where` of each event, as `told` writes it, sorted.
        known: it is known that it is not read right yet.
    """

    construct: str
    article: Article
    expected: list[str]
    known: bool


def examples(code: str) -> Iterator[Example]:
    """The examples of a language, in the order of its file."""
    text = files(f"mawid.languages.{code}").joinpath("corpus_events.toml").read_text("utf-8")
    for group in tomllib.loads(text)["group"]:
        published = datetime.combine(date.fromisoformat(group["ref"]), datetime.min.time(), UTC) + timedelta(hours=12)
        for line in group["cases"].strip().splitlines():
            events, _, told = line.partition(" | ")
            title, _, body = told.rpartition(" // ")
            article = Article("example", title, body, code, published, country=group.get("country"))
            expected = [] if events == "-" else sorted(events.split("; "))
            yield Example(group["construct"], article, expected, "known" in group)


def told(report: Report) -> str:
    """An event as the corpora write it."""
    return f"{report['type']} {report['status']} {when(report['when'])} {where(report['where'])}"


def where(place: Where | None) -> str:
    """`CC`, `CC/City`, or `-` where it is unsaid."""
    if place is None or "country" not in place:
        return "-"
    return place["country"] + (f"/{place['city']}" if "city" in place else "")


def when(day: When | None) -> str:
    """The day, month, year or week, another interval with its granularity, or `-` where it is unsaid."""
    if day is None:
        return "-"
    start = day["start"]
    short = {"day": start, "time": start, "month": start[:7], "year": start[:4]}
    if day["granularity"] == "week":
        return date.fromisoformat(start).strftime("%G-W%V")
    return short.get(day["granularity"], f"{start}/{day['end']} {day['granularity']}")
