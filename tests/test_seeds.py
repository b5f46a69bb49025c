"""The sample articles are what they claim to be, and the nasty ones get the codes that they should."""

from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest

from mawid.article import decode
from mawid.detect import detect
from mawid.errors import ArticleError
from mawid.event import TYPES

SEEDS = Path(__file__).parents[1] / "seeds"
ARTICLES = [orjson.loads(line) for line in (SEEDS / "articles.jsonl").read_bytes().splitlines()]
EXPECTED = orjson.loads((SEEDS / "expected.json").read_bytes())
NASTY = (SEEDS / "nasty.jsonl").read_bytes().split(b"\n")[:-1]
CODES = orjson.loads((SEEDS / "nasty.expected.json").read_bytes())


def outcome(line: bytes) -> str:
    """The code of the error, or ok."""
    try:
        detect(decode(line))
    except ArticleError as error:
        return error.code
    return "ok"


def article(**fields: Any) -> bytes:
    known = {"id": "big", "language": "en", "body": "Talks in Vienna.", "published_at": "2027-01-18T09:00:00Z"}
    return orjson.dumps(known | fields)


def test_the_articles_come_in_the_order_of_their_versions() -> None:
    versions = [decode(orjson.dumps(raw)) for raw in ARTICLES]
    instants = [version.updated or version.published for version in versions]

    assert instants == sorted(instants)


def test_about_half_of_the_articles_are_arabic_and_half_english() -> None:
    languages = Counter(decode(orjson.dumps(raw)).language for raw in ARTICLES)

    assert set(languages) == {"ar", "en"}
    assert min(languages.values()) >= 0.4 * len(ARTICLES)


def test_an_expected_event_names_articles_that_exist() -> None:
    known = {raw["id"] for raw in ARTICLES}
    reported = {i for event in EXPECTED["events"] for i in event["articles"]}

    assert known == reported | set(EXPECTED["no_event"])
    assert not reported & set(EXPECTED["no_event"])
    for event in EXPECTED["events"]:
        assert event["type"] in TYPES
        assert event["changes"][0] == {"article": event["articles"][0], "kind": "created"}
        assert {change["article"] for change in event["changes"]} <= set(event["articles"])


@pytest.mark.parametrize(("line", "expected"), list(zip(NASTY, CODES, strict=True)), ids=[c["what"] for c in CODES])
def test_a_nasty_line_gets_its_code(line: bytes, expected: dict[str, str]) -> None:
    assert expected["code"] == outcome(line)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (article(body="meeting " * 125_000), "ok"),
        (article(body="لقاء " * 111_000, language="ar"), "ok"),
        (article(body="7" * 50_000), "ok"),
        (article(body="The talks on " + "7" * 50_000 + " January in Vienna."), "ok"),
        (article(body="x" * 1_000_001), "body_too_large"),
        (article(body="x", note="x" * 4_194_304), "body_too_large"),
        (article(title="x" * 2_001), "schema_invalid"),
        (article(body="<p>" * 100_000), "ok"),
        (article(body="(" * 100_000 + "on Monday" + ")" * 100_000), "ok"),
        (b"[" * 100_000, "invalid_json"),
        (b"7" * 50_000, "invalid_json"),
        (article().replace(b"Vienna", b"Vi\xffenna"), "invalid_json"),
        (article().replace(b"Vienna", b"Vi\x00enna"), "invalid_json"),
        (b"\xef\xbb\xbf" + article(), "invalid_json"),
        (b"", "invalid_json"),
    ],
    ids=[
        "1 MB of an English word",
        "1 MB of an Arabic word",
        "50,000 digits",
        "50,000 digits in a date",
        "a body that is too long",
        "a message that is too long",
        "a title that is too long",
        "100,000 open tags",
        "100,000 brackets",
        "100,000 open lists",
        "a number of 50,000 digits instead of an article",
        "a byte that is not UTF-8",
        "a raw NUL",
        "a byte order mark",
        "nothing",
    ],
)
def test_what_is_too_big_to_store_does_no_harm(line: bytes, code: str) -> None:
    assert code == outcome(line)
