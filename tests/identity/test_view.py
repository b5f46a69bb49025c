"""Blocks, the cap, and the states in memory."""

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from mawid.identity import CAP, State, View, blocks, decide
from tests.identity.reports import Newsroom, city, country, day, person, report, retraction


def found(room: Newsroom, mention: object) -> int:
    return len(room.view.candidates(mention))  # type: ignore[arg-type]


def test_an_event_is_found_by_day_and_place_in_another_language() -> None:
    assert (
        found(Newsroom(report("a-1", participants=[])), report("b-1", language="ar", type="meeting", participants=[]))
        == 1
    )


def test_an_event_is_found_by_day_and_party_without_a_place() -> None:
    assert found(Newsroom(report("a-1", type="meeting")), report("b-1", where=None)) == 1


def test_a_known_week_finds_the_day_and_a_known_year_finds_the_week() -> None:
    room = Newsroom(report("a-1"))
    assert found(room, report("b-1", when=day("2024-03-11", "2024-03-18", "week"))) == 1
    assert found(room, report("b-1", when=day("2024-01-01", "2025-01-01", "year"))) == 1


def test_a_country_finds_its_cities_and_a_city_what_is_only_known_to_be_in_the_country() -> None:
    switzerland = {"name": {"en": "Switzerland"}, "precision": "country", "country": "CH"}
    here, there = report("a-1", participants=[]), report("b-1", where=switzerland, participants=[], type="summit")
    assert found(Newsroom(here), there) == found(Newsroom(there), here) == 1
    assert found(Newsroom(here), report("b-1", where=city("Basel"), participants=[], type="summit")) == 0


def test_a_person_is_found_whatever_the_date() -> None:
    minister = [person("Sergei Lavrov")]
    assert (
        found(
            Newsroom(report("a-1", participants=minister)), report("b-1", when=day("2024-08-20"), participants=minister)
        )
        == 1
    )


def test_an_article_finds_its_events() -> None:
    room = Newsroom(report("a-1", url="https://example.org/1"))
    assert found(room, retraction("a-1")) == 1
    assert (
        found(room, report("x-1", url="https://example.org/1", when=None, where=None, participants=[], type="visit"))
        == 1
    )


def test_what_has_nothing_in_common_is_not_found() -> None:
    other = report("b-1", when=day("2024-08-20"), where=city("Cairo"), participants=[country("EG")])
    assert found(Newsroom(report("a-1")), other) == 0


def test_the_cap_keeps_those_that_end_last() -> None:
    week = [
        report(f"a-{n:02}", when=day(f"2024-03-{11 + n % 5}"), participants=[country("US")]) for n in range(CAP + 4)
    ]
    view = View()
    for mention in week:
        [change] = decide(mention, [])
        view.put({**change.state, "blocks": ["encounter/y2024/l:CH/geneva"]})
    kept = view.candidates(report("b-1", when=day("2024-07-12"), participants=[]))
    ranked = sorted(((s["exp"], s["id"]) for s in view.states()), reverse=True)
    assert sorted((s["exp"], s["id"]) for s in kept) == sorted(ranked[:CAP])


def test_a_state_replaces_the_one_before_in_all_blocks() -> None:
    room = Newsroom(report("a-1"))
    [state] = room.view.states()
    room.view.put({**state, "blocks": ["elsewhere"]})
    assert room.view.candidates(report("b-1")) == []


def test_blocks_are_sorted_and_few() -> None:
    keys = blocks(report("a-1", participants=[person(f"Name{n} Surname{n}") for n in range(8)], words=["geopolitics"]))
    assert keys == sorted(set(keys))
    assert len(keys) < 60


def test_a_state_is_compact_json() -> None:
    [state] = Newsroom(report("a-1")).view.states()
    assert len(orjson.dumps(state)) < 4000
    assert len(state["blocks"]) < 30


@given(st.permutations(range(8)))
@settings(max_examples=30)
def test_the_order_of_puts_does_not_matter(order: list[int]) -> None:
    states: list[State] = [change.state for n in range(8) for change in decide(report(f"a-{n}"), [])]
    view = View(states[i] for i in order)
    assert view.candidates(report("b-1")) == View(states).candidates(report("b-1"))


def test_families_do_not_meet() -> None:
    protest = report("b-1", type="protest")
    room = Newsroom(report("a-1"))
    assert found(room, protest) == 0
    assert [change.event for change in decide(protest, room.view.states())] == [Newsroom(protest).event]
    assert found(room, {**retraction("a-1"), "family": "protest"}) == 0


def test_an_event_that_ended_long_ago_is_dropped_and_one_that_is_still_reported_is_not() -> None:
    room = Newsroom(report("a-1"), report("b-1", where=city("Vienna"), when=day("2024-06-12"), participants=[]))
    old, coming = sorted(room.view.states(), key=lambda state: state["exp"])
    assert room.view.advance(old["exp"]) == []
    assert room.view.advance(old["exp"] + 1) == [old["id"]]
    assert room.view.states() == [coming]
    assert room.view.candidates(report("c-1")) == []


def test_days_do_not_come_again() -> None:
    view = View(day=20_000)
    [change] = decide(report("a-1"), [])
    view.put({**change.state, "exp": 19_000})
    assert view.advance(19_500) == []
