"""From an article to messages: their contract, their ids, and evidence that quotes exactly."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import jsonschema_rs
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mawid.article import Article
from mawid.detect import MAX_MENTIONS, candidates, detect, explain
from mawid.errors import ArticleError
from mawid.event import FAMILIES
from mawid.identity import first
from tests.detect.articles import PUBLISHED, article, reports

_SCHEMAS = {
    path.name.removesuffix(".schema.json"): orjson.loads(path.read_bytes())
    for path in (Path(__file__).parents[2] / "schemas").glob("*.schema.json")
}
_REGISTRY = jsonschema_rs.Registry([(schema["$id"], schema) for schema in _SCHEMAS.values()])
VALID = {
    name: jsonschema_rs.validator_for(schema, registry=_REGISTRY, validate_formats=True)
    for name, schema in _SCHEMAS.items()
}

SNIPPETS = [
    "The ministers will meet in Geneva on Monday. ",
    "Talks between Russia and Turkey were held in Astana yesterday. ",
    "The summit in Cairo has been postponed to 3 June.\n\n",
    "A court in Tunis adjourned the trial until next week. ",
    "Thousands protested outside the White House on Sunday; ",
    "He said nothing. ",
    "تعقد القمة العربية في المنامة يوم الخميس المقبل. ",
    "التَقَى الوزيرُ نظيرَه في مـــوسكو أمس\u200f. ",
    "تأجلت الانتخابات الرئاسية في ليبيا إلى ٢٤ كانون الأول/ديسمبر. ",
    "<p>A <b>press conference</b> will be held in <i>Paris</i> at 10&nbsp;am on 1&nbsp;June.</p>",
    "<br/><a href='x'>visit</a> &amp; talks in Rome&hellip; ",
    "\u202e\u2067\ufeff\u00ad",
    "🙂 ﷺ ﻻ ﬁ ",
    "((( «» “ ",
]
TEXTS = st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=8)), min_size=1, max_size=8).map("".join)
ARTICLES = st.builds(article, TEXTS, st.one_of(st.just(""), TEXTS), st.sampled_from(["ar", "en"]))


def _check_evidence(of: Article) -> None:
    for mention in detect(of):
        assert mention["kind"] == "report"
        for e in mention["evidence"]:
            text = of.title if e["field"] == "title" else of.body
            assert e["quote"] == text[e["start"] : e["end"]]
            spans = e.get("spans", [])
            assert all(0 <= s["start"] < s["end"] <= len(e["quote"]) for s in spans)
            triggers = [e["quote"][s["start"] : s["end"]] for s in spans if s["label"] == "trigger"]
            assert triggers
            assert all(t.strip() for t in triggers)


@settings(max_examples=150)
@given(ARTICLES)
def test_evidence_quotes_the_original_exactly(of: Article) -> None:
    _check_evidence(of)


@given(ARTICLES)
def test_messages_and_the_events_of_lone_mentions_keep_their_contracts(of: Article) -> None:
    for ordinal, mention in enumerate(detect(of)):
        VALID["mention.v1"].validate(orjson.loads(orjson.dumps(mention)))
        assert mention["kind"] == "report"
        assert mention["ordinal"] == ordinal
        VALID["event.v1"].validate(orjson.loads(orjson.dumps(first(mention))))


@settings(max_examples=50)
@given(ARTICLES)
def test_the_same_article_gives_the_same_messages(of: Article) -> None:
    assert detect(of) == detect(replace(of))


def test_evidence_of_an_event_refers_to_the_markup_as_received() -> None:
    body = "<p>The <b>summit</b> will be held in&nbsp;Oslo on 3&nbsp;June.</p>"
    (event,) = reports(body)
    (evidence,) = event["evidence"]
    said = {s["label"]: evidence["quote"][s["start"] : s["end"]] for s in evidence["spans"]}
    assert body[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert said["trigger"] == "summit"
    assert said["where"].endswith("Oslo")
    assert said["when"].endswith("3&nbsp;June")


def test_diacritics_and_tatweel_stay_in_the_quote() -> None:
    body = "يَلتقي الوزيرُ نظيرَه في مـــوسكو غدًا."
    (event,) = reports(body, language="ar")
    (evidence,) = event["evidence"]
    assert evidence["quote"] in body
    said = [evidence["quote"][s["start"] : s["end"]] for s in evidence["spans"] if s["label"] in ("trigger", "where")]
    assert said == ["يَلتقي", "مـــوسكو"]


def test_ids_depend_on_the_article_its_version_and_the_place_among_its_events() -> None:
    body = "The ministers met in Vienna on Tuesday. A summit will be held in Oslo on 3 June."
    one, two = (m["id"] for m in detect(article(body)))
    assert one != two
    assert [m["id"] for m in detect(article(body, ident="a-2"))] != [one, two]
    later = replace(article(body), updated=PUBLISHED + timedelta(hours=1))
    assert not {m["id"] for m in detect(later)} & {one, two}


def test_a_retracted_article_withdraws_from_each_family_once() -> None:
    mentions = detect(article("A summit will be held in Oslo on 3 June.", retracted=True))
    assert [m["family"] for m in mentions] == list(FAMILIES)
    assert {m["kind"] for m in mentions} == {"retraction"}
    assert len({m["id"] for m in mentions}) == len(FAMILIES)
    for mention in mentions:
        VALID["mention.v1"].validate(mention)


def test_a_language_without_a_pack_is_refused_with_its_code() -> None:
    with pytest.raises(ArticleError) as refused:
        detect(article("会議", language="ja"))
    assert refused.value.code == "language_unsupported"
    with pytest.raises(ArticleError):
        list(explain(article("会議", language="ja")))


def test_a_regional_variant_is_read_with_the_pack_of_its_language() -> None:
    (event,) = detect(article("A summit will be held in Oslo on 3 June.", language="en-gb"))
    assert event["article"]["language"] == "en-gb"


def test_an_article_without_an_event_gives_none() -> None:
    assert detect(article("Prices in Cairo rose by two percent on Monday.")) == []


def test_no_more_mentions_are_read_than_news_has() -> None:
    found = candidates(article("A summit will be held in Oslo on 3 June. " * 2 * MAX_MENTIONS))
    assert sum(len(s.cluster.mentions) for s, _ in found) == MAX_MENTIONS


def test_what_was_rejected_is_explained() -> None:
    told = "\n".join(explain(article("A rally in shares lifted London. The ministers met in Vienna on Tuesday.")))
    assert "REJECTED" in told
    assert "meeting occurred, 2024-05-14" in told
