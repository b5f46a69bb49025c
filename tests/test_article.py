"""Articles are decoded, or refused with the code that says why."""

import contextlib
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mawid.article import MAX_BODY, Article, decode, utc
from mawid.errors import ArticleError

GOOD = {"id": "a", "body": "Talks begin.", "published_at": "2027-01-05T10:00:00+03:00", "language": "en"}


def _article(**fields: object) -> Article:
    return decode(json.dumps({**GOOD, **fields}))


def _refused(data: bytes | str) -> ArticleError:
    with pytest.raises(ArticleError) as caught:
        decode(data)
    return caught.value


def test_a_good_article_is_read() -> None:
    article = _article(source={"name": "Gazette", "country": "QA", "timezone": "Asia/Qatar"}, title="T")

    assert (article.id, article.source, article.country) == ("a", "Gazette", "QA")
    assert utc(article.published) == "2027-01-05T07:00:00Z"


def test_the_date_is_the_local_date_of_the_source() -> None:
    article = _article(published_at="2027-01-05T22:30:00Z", source={"name": "x", "timezone": "Asia/Tokyo"})

    assert article.published.date() == date(2027, 1, 6)


@pytest.mark.parametrize("alone", ["2027-01-05", "2027-01-05Z", "2027-01-05+09:00"])
def test_a_date_without_time_is_that_day_in_every_zone(alone: str) -> None:
    article = _article(published_at=alone, source={"name": "x", "timezone": "America/New_York"})

    assert article.published.date() == date(2027, 1, 5)


@pytest.mark.parametrize(
    "names",
    [
        {"uri": "n1", "headline": "H", "body_text": "B", "firstcreated": "2027-01-05T07:00:00Z"},
        {"@id": "n1", "headline": "H", "articleBody": "B", "datePublished": "2027-01-05T07:00:00Z"},
        {"guid": {"value": "n1"}, "title": "H", "content": "B", "pubDate": "Tue, 05 Jan 2027 07:00:00 GMT"},
    ],
)
def test_the_usual_other_names_are_accepted(names: dict[str, object]) -> None:
    article = decode(json.dumps({**names, "language": "en"}))

    assert (article.id, article.title, article.body) == ("n1", "H", "B")
    assert article.published == datetime(2027, 1, 5, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال الوزير إن الاجتماع سيعقد غدا في الرياض", "ar"),
        ("The minister said the talks would be held in Riyadh", "en"),
        ("外務大臣は会談を行うと述べた", "ja"),
    ],
)
def test_a_missing_language_is_detected(text: str, language: str) -> None:
    article = decode(json.dumps({"id": "a", "body": text, "published_at": "2027-01-05"}))

    assert article.language == language


@pytest.mark.parametrize(
    ("data", "code", "pointer"),
    [
        (b"{", "invalid_json", ""),
        (b"\xff\xfe", "invalid_json", ""),
        ('{"id":"a","body":"\\ud800","published_at":"2027-01-05"}', "invalid_json", ""),
        ("[]", "schema_invalid", ""),
        ("null", "schema_invalid", ""),
        ({"id": ""}, "schema_invalid", "/id"),
        ({"id": 7}, "schema_invalid", "/id"),
        ({"id": "x" * 513}, "schema_invalid", "/id"),
        ({"body": "  \n"}, "schema_invalid", "/body"),
        ({"body": ["a"]}, "schema_invalid", "/body"),
        ({"body": "x" * (MAX_BODY + 1)}, "body_too_large", "/body"),
        ({"title": {"en": "x"}}, "schema_invalid", "/title"),
        ({"language": "english language"}, "schema_invalid", "/language"),
        ({"published_at": None}, "missing_anchor_date", "/published_at"),
        ({"published_at": ""}, "missing_anchor_date", "/published_at"),
        ({"published_at": 1700000000}, "schema_invalid", "/published_at"),
        ({"published_at": "soon"}, "absurd_date", "/published_at"),
        ({"published_at": "2027-01-05T10:00:00"}, "absurd_date", "/published_at"),
        ({"published_at": "2027-02-30"}, "absurd_date", "/published_at"),
        ({"published_at": "0001-01-01T00:00:00+14:00"}, "absurd_date", "/published_at"),
        ({"published_at": "9999-12-31T23:59:59-14:00"}, "absurd_date", "/published_at"),
        ({"updated_at": "never"}, "absurd_date", "/updated_at"),
        ({"source": 3}, "schema_invalid", "/source"),
        ({"source": {"name": "x", "timezone": "Mars/Olympus"}}, "schema_invalid", "/source/timezone"),
        ({"source": {"name": "x", "timezone": "../../etc/passwd"}}, "schema_invalid", "/source/timezone"),
        ({"retracted": "yes"}, "schema_invalid", "/retracted"),
    ],
)
def test_each_fault_has_its_code_and_place(data: object, code: str, pointer: str) -> None:
    error = _refused(data if isinstance(data, bytes | str) else json.dumps({**GOOD, **data}))  # type: ignore[dict-item]

    assert (error.code, error.pointer) == (code, pointer)


def test_a_message_of_more_than_four_mebibytes_is_not_parsed() -> None:
    assert _refused(b" " * (4 * 1024 * 1024 + 1)).code == "body_too_large"


def test_an_error_never_repeats_the_text_of_the_article() -> None:
    error = _refused(json.dumps({**GOOD, "body": ["a secret sentence"]}))

    assert "secret" not in str(error)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=8), x, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["id", "body", "title", "published_at", "source", "language", "updated_at", "retracted", "guid", "pubDate"]
        ),
        _JSON,
    )
)
def test_whatever_json_comes_it_is_an_article_or_an_article_error(fields: dict[str, object]) -> None:
    data = {**GOOD, **fields}
    with contextlib.suppress(ArticleError):
        assert decode(json.dumps(data)).body.strip()
