"""Repeats, late arrivals, new versions, retractions; and what holds whatever the reports."""

import random
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from mawid.event import Report
from mawid.identity import first
from mawid.identity.state import COUNTED, KEPT
from tests.identity.reports import Newsroom, at, city, country, day, decided, person, report, retraction, stored

SCHEMA = Path(__file__).parents[2] / "schemas" / "event.v1.schema.json"
VALID = jsonschema_rs.validator_for(orjson.loads(SCHEMA.read_bytes()), validate_formats=True)


def test_a_lone_mention_is_revision_1() -> None:
    event = first(report("a-1", status="cancelled"))
    assert (event["revision"], event["status"], event["change"]["kind"]) == (1, "cancelled", "created")
    assert event["id"] == report("a-1")["id"]
    VALID.validate(event)


def test_a_repeat_changes_nothing() -> None:
    room = Newsroom(report("a-1"), report("b-1", "2024-03-05"))
    before = room.states
    assert room.file(report("a-1"), report("b-1", "2024-03-05")) == []
    assert room.states == before


def test_a_late_report_adds_evidence_and_does_not_override_what_is_newer() -> None:
    cancelled = report("b-1", "2024-03-08", status="cancelled")
    room = Newsroom(report("a-1"), cancelled, report("c-1", "2024-03-06", when=day("2024-03-11", "2024-03-18", "week")))
    assert (room.event["status"], room.event["when"]) == ("cancelled", day("2024-03-12"))
    assert {e["article_id"] for e in room.event["evidence"]} == {"a-1", "b-1", "c-1"}


def test_an_updated_article_replaces_itself() -> None:
    room = Newsroom(report("a-1", when=day("2024-03-11", "2024-03-18", "week")))
    updated = report("a-1", updated_at="2024-03-04T12:00:00Z")
    assert [e["change"]["kind"] for e in room.file(updated)] == ["refined"]
    assert (room.event["article_count"], len(room.event["evidence"])) == (1, 1)
    assert room.event["updated_at"] == "2024-03-04T12:00:00Z"


def test_an_old_version_of_an_article_comes_too_late() -> None:
    room = Newsroom(report("a-1", status="cancelled", updated_at="2024-03-04T12:00:00Z"))
    assert room.file(report("a-1")) == []
    assert room.event["status"] == "cancelled"


def test_an_article_under_another_id_is_known_by_its_address() -> None:
    room = Newsroom(report("a-1", url="https://example.org/1"))
    room.file(report("feed-1", "2024-03-04T10:00:00Z", url="https://example.org/1"))
    assert (len(room.states), room.event["article_count"]) == (1, 1)


def test_an_update_that_moves_two_events_of_an_article_keeps_them_two() -> None:
    geneva, vienna = report("a-1"), report("a-1", ordinal=1, where=city("Vienna"))
    room = Newsroom(geneva, vienna)
    later = {"updated_at": "2024-03-04T12:00:00Z", "when": day("2024-03-19")}
    room.file(report("a-1", **later), report("a-1", ordinal=1, where=city("Vienna"), **later))
    assert sorted(room.kinds) == ["created", "created", "rescheduled", "rescheduled"]


def test_a_retraction_leaves_what_others_say() -> None:
    room = Newsroom(report("a-1"), report("b-1", "2024-03-08", status="cancelled"))
    [event] = room.file(retraction("b-1"))
    assert (event["change"]["kind"], event["status"]) == ("reinstated", "scheduled")
    assert (event["article_count"], event["source_count"]) == (1, 1)
    assert {e["article_id"] for e in event["evidence"]} == {"a-1"}


def test_a_retraction_that_takes_facts_away_is_told() -> None:
    room = Newsroom(report("a-1", where=None, words=["x"]), report("b-1", "2024-03-13", status="occurred"))
    [event] = room.file(retraction("b-1"))
    assert (event["change"]["kind"], event["status"], event["where"]) == ("refined", "scheduled", None)
    assert event["change"]["fields"] == ["/status", "/where"]


def test_an_update_may_say_that_it_has_not_occurred_after_all() -> None:
    room = Newsroom(report("a-1", "2024-03-12", status="occurred"))
    [event] = room.file(report("a-1", "2024-03-12", updated_at="2024-03-12T12:00:00Z"))
    assert (event["change"]["kind"], event["status"]) == ("refined", "scheduled")


def test_a_retraction_of_the_only_report_withdraws_the_event() -> None:
    room = Newsroom(report("a-1"))
    [event] = room.file(retraction("a-1"))
    assert event["change"] == {"kind": "retracted", "fields": ["/status"], "article_id": "a-1"}
    assert (event["status"], event["revision"], event["updated_at"]) == ("cancelled", 2, "2024-03-20T09:00:00Z")
    VALID.validate(event)


def test_a_retraction_reaches_all_events_of_the_article() -> None:
    room = Newsroom(report("a-1"), report("a-1", ordinal=1, where=city("Vienna")))
    assert [e["change"]["kind"] for e in room.file(retraction("a-1"))] == ["retracted", "retracted"]


def test_a_retraction_of_what_is_not_known_does_nothing() -> None:
    room = Newsroom(report("a-1"))
    assert room.file(retraction("b-1"), retraction("a-1", "2024-03-01")) == []


def test_a_withdrawn_event_comes_back_with_a_new_report_and_not_with_a_repeat() -> None:
    room = Newsroom(report("a-1"), retraction("a-1"))
    assert room.file(report("a-1")) == []
    [event] = room.file(report("b-1", "2024-03-08"))
    assert (event["change"]["kind"], event["revision"], event["article_count"]) == ("reinstated", 3, 1)
    assert {e["article_id"] for e in event["evidence"]} == {"b-1"}


def test_every_article_that_is_kept_has_evidence() -> None:
    quotes = report("a-1")["evidence"] * 5
    names = [f"s{n:02}-1" for n in range(KEPT + 5)]
    room = Newsroom(
        *(
            report(name, f"2024-03-04T09:{n:02}:00Z", evidence=[{**quote, "article_id": name} for quote in quotes])
            for n, name in enumerate(names)
        )
    )
    articles = {e["article_id"] for e in room.event["evidence"]}
    assert len(room.event["evidence"]) == 20
    assert articles == {names[0], *names[6:]}
    assert room.event["article_count"] == len(names)


def test_facts_survive_the_reports_that_are_dropped() -> None:
    moved = report("b-1", "2024-03-05", when=day("2024-03-19"))
    more = [report(f"s{n:02}-1", f"2024-03-06T09:{n:02}:00Z", when=day("2024-03-19")) for n in range(KEPT + 5)]
    room = Newsroom(report("a-1"), moved, *more)
    assert room.event["when"] == {**day("2024-03-19"), "previous": [{"start": "2024-03-12", "end": "2024-03-13"}]}


def test_articles_are_counted_up_to_a_limit() -> None:
    room = Newsroom(*(report(f"s{n:03}-1") for n in range(COUNTED + 10)))
    assert room.event["source_count"] == COUNTED
    assert max(len(orjson.dumps(state)) for state in room.states.values()) < 50_000


CHOICES: dict[str, list[Any]] = {
    "type": ["talks", "meeting", "session", "visit"],
    "status": ["proposed", "scheduled", "ongoing", "occurred", "postponed", "cancelled"],
    "when": [
        None,
        day("2024-03-12"),
        day("2024-03-13"),
        day("2024-03-19"),
        day("2024-03-11", "2024-03-18", "week"),
        day("2024-03-12", "2024-03-15", "days"),
        at("2024-03-12T10:00"),
        {**day("2024-03-19"), "previous": [{"start": "2024-03-12", "end": "2024-03-13"}]},
    ],
    "where": [None, city("Geneva"), city("Geneva", "Palais des Nations"), city("Basel"), city("Vienna")],
    "participants": [[], [country("RU"), country("TR")], [person("Sergei Lavrov", country="RU")], [country("FR")]],
    "words": [[], ["commission", "withdrawal"], ["commission", "timetable", "fighters"]],
    "language": ["en", "ar"],
}
REPORTS = st.builds(
    lambda article, hour, ordinal, fields: report(
        article, f"2024-03-{4 + hour // 24:02}T{hour % 24:02}:00:00Z", ordinal=ordinal, **fields
    ),
    article=st.sampled_from([f"{source}-{n}" for source in "abcd" for n in range(3)]),
    hour=st.integers(0, 400),
    ordinal=st.integers(0, 1),
    fields=st.fixed_dictionaries({key: st.sampled_from(values) for key, values in CHOICES.items()}),
)
STREAMS = st.lists(
    REPORTS | st.builds(retraction, st.sampled_from(["a-0", "b-1"]), st.sampled_from(["2024-03-10", "2024-03-20"])),
    max_size=14,
)


@given(STREAMS)
@settings(max_examples=80)
def test_revisions_are_valid_and_count_up_from_1_without_a_gap(stream: list[Report]) -> None:
    revisions: dict[str, int] = {}
    for event in Newsroom(*stream).published:
        VALID.validate(event)
        assert event["change"]["fields"] == sorted(event["change"]["fields"])
        assert event["revision"] == revisions.get(event["id"], 0) + 1
        revisions[event["id"]] = event["revision"]


@given(STREAMS, REPORTS, st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_the_order_of_candidates_does_not_matter(stream: list[Report], last: Report, rng: random.Random) -> None:
    candidates = Newsroom(*stream).view.candidates(last)
    shuffled = rng.sample(candidates, len(candidates))
    assert decided(last, *candidates) == decided(last, *shuffled)


@given(STREAMS, REPORTS)
@settings(max_examples=80)
def test_stored_states_decide_as_fresh_ones_and_stay_as_they_are(stream: list[Report], last: Report) -> None:
    candidates = Newsroom(*stream).view.candidates(last)
    before = orjson.dumps(candidates)
    assert decided(last, *candidates) == decided(last, *map(stored, candidates))
    assert orjson.dumps(candidates) == before


@given(STREAMS, REPORTS)
@settings(max_examples=80)
def test_a_report_filed_twice_publishes_nothing_the_second_time(stream: list[Report], last: Report) -> None:
    room = Newsroom(*stream, last)
    before = room.states
    assert room.file(last) == []
    assert room.states == before


@given(st.permutations(range(5)))
@settings(max_examples=60)
def test_the_order_of_arrival_does_not_change_the_facts(order: list[int]) -> None:
    stream = [
        report("a-1", "2024-03-04", when=day("2024-03-11", "2024-03-18", "week")),
        report("b-1", "2024-03-05", when=day("2024-03-12")),
        report("c-1", "2024-03-06", when=at("2024-03-12T10:00"), where=city("Geneva", "Palais des Nations")),
        report("d-1", "2024-03-07", status="cancelled"),
        report("a-2", "2024-03-08", participants=[*report("x")["participants"], country("IR")]),
    ]
    in_order = Newsroom(*stream).event
    shuffled = Newsroom(*(stream[i] for i in order)).event
    for key in ("status", "when", "where", "participants", "evidence", "confidence", "article_count", "first_seen_at"):
        assert shuffled[key] == in_order[key]  # type: ignore[literal-required]
