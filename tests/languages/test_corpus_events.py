"""Every example of the event corpora, in every language."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import NamedTuple

import pytest

from mawid import languages
from mawid.article import Article
from mawid.detect import detect
from mawid.event import When, Where


class Example(NamedTuple):
    construct: str
    article: Article
    expected: list[str]
    known: bool


def _corpus(code: str) -> Iterator[Example]:
    text = files(f"mawid.languages.{code}").joinpath("corpus_events.toml").read_text("utf-8")
    for group in tomllib.loads(text)["group"]:
        published = datetime.combine(date.fromisoformat(group["ref"]), datetime.min.time(), UTC) + timedelta(hours=12)
        for line in group["cases"].strip().splitlines():
            events, _, told = line.partition(" | ")
            title, _, body = told.rpartition(" // ")
            article = Article("example", title, body, code, published, country=group.get("country"))
            expected = [] if events == "-" else sorted(events.split("; "))
            yield Example(group["construct"], article, expected, "known" in group)


def _when(when: When | None) -> str:
    """As the corpora write it."""
    if when is None:
        return "-"
    start = when["start"]
    short = {"day": start, "time": start, "month": start[:7], "year": start[:4]}
    if when["granularity"] == "week":
        return date.fromisoformat(start).strftime("%G-W%V")
    return short.get(when["granularity"], f"{start}/{when['end']} {when['granularity']}")


def _where(where: Where | None) -> str:
    if where is None or "country" not in where:
        return "-"
    return where["country"] + (f"/{where['city']}" if "city" in where else "")


def _found(article: Article) -> list[str]:
    return sorted(
        f"{m['type']} {m['status']} {_when(m['when'])} {_where(m['where'])}"
        for m in detect(article)
        if m["kind"] == "report"
    )


@pytest.mark.parametrize("code", languages.CODES)
def test_all_examples_are_read_as_the_corpus_says(code: str) -> None:
    wrong = [
        f"{e.construct}: {e.article.title} // {e.article.body}: {found} instead of {e.expected}"
        for e in _corpus(code)
        if not e.known and (found := _found(e.article)) != e.expected
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", languages.CODES)
def test_what_is_known_to_fail_still_fails(code: str) -> None:
    repaired = [e.article.body for e in _corpus(code) if e.known and _found(e.article) == e.expected]
    assert not repaired, "\n".join(["these belong in a group without `known`:", *repaired])


@pytest.mark.parametrize("code", languages.CODES)
def test_a_corpus_has_150_texts_with_events_and_100_without_and_few_that_fail(code: str) -> None:
    examples = list(_corpus(code))
    assert sum(bool(e.expected) for e in examples) >= 150
    assert sum(not e.expected for e in examples) >= 100
    assert sum(e.known for e in examples) <= 0.2 * len(examples)
