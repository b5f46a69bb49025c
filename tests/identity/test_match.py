"""Which reports are about one event, and which are not."""

import pytest

from mawid.event import Report
from tests.identity.reports import Newsroom, at, city, country, day, person, report


def events(*reports: Report) -> int:
    """How many events these reports are."""
    return len(Newsroom(*reports).states)


def test_the_same_talks_in_two_languages_are_one_event() -> None:
    arabic = report("b-1", "2024-03-05", language="ar", where=city("Geneva", "قصر الأمم", "ar"))
    assert events(report("a-1"), arabic) == 1


def test_two_meetings_in_one_city_on_one_day_stay_two() -> None:
    others = report("b-1", participants=[country("FR"), country("DE")], type="meeting")
    assert events(report("a-1", type="meeting"), others) == 2


def test_two_meetings_of_other_people_in_one_city_on_one_day_stay_two() -> None:
    ours = report("a-1", participants=[person("Sergei Lavrov"), person("Hakan Fidan")])
    theirs = report("b-1", participants=[person("Antony Blinken"), person("Annalena Baerbock")])
    assert events(ours, theirs) == 2


def test_a_person_is_recognised_across_scripts() -> None:
    arabic = report("b-1", language="ar", where=None, participants=[person("سيرغي لافروف", "ar")])
    assert events(report("a-1", participants=[person("Sergei Lavrov")]), arabic) == 1


def test_a_week_contains_the_day() -> None:
    week = day("2024-03-11", "2024-03-18", "week")
    assert events(report("a-1", when=week), report("b-1", "2024-03-05")) == 1
    assert events(report("a-1"), report("b-1", "2024-03-05", when=week)) == 1


def test_a_country_contains_the_city_but_another_country_does_not() -> None:
    switzerland = {"name": {"en": "Switzerland"}, "precision": "country", "country": "CH"}
    assert events(report("a-1"), report("b-1", where=switzerland)) == 1
    assert events(report("a-1"), report("b-1", where=city("Vienna"), participants=[])) == 2


def test_a_press_conference_about_talks_is_not_the_talks() -> None:
    assert events(report("a-1"), report("b-1", type="press_conference")) == 2


def test_a_meeting_during_a_visit_is_not_the_visit() -> None:
    minister = [person("Hakan Fidan", country="TR")]
    assert (
        events(report("a-1", type="visit", participants=minister), report("b-1", type="meeting", participants=minister))
        == 2
    )


def test_one_article_does_not_report_one_event_twice() -> None:
    assert events(report("a-1"), report("a-1", ordinal=1)) == 2


def test_the_next_round_is_another_event() -> None:
    over = report("a-1", "2024-03-13", status="occurred")
    assert events(over, report("b-1", "2024-03-14", when=day("2024-04-09"))) == 2


def test_a_later_round_is_not_the_same_month_of_another_year() -> None:
    assert events(report("a-1", when=day("2023-03-12")), report("b-1", "2024-03-05")) == 2


@pytest.mark.parametrize("kind", ["session", "press_conference"])
def test_a_daily_series_does_not_chain_into_one(kind: str) -> None:
    days = [
        report(f"{name}-1", f"2024-03-{11 + i}", type=kind, when=day(f"2024-03-{12 + i}"))
        for i, name in enumerate("abcd")
    ]
    assert events(*days) == 4


def test_a_sitting_is_not_the_series() -> None:
    series = report("a-1", type="session", when=day("2024-03-11", "2024-03-14", "days"))
    assert events(series, report("b-1", "2024-03-10", type="session")) == 2


def test_two_sessions_of_one_day_hours_apart_stay_two() -> None:
    morning = report("a-1", type="session", when=at("2024-03-12T10:00"), participants=[])
    afternoon = report("b-1", type="session", when=at("2024-03-12T15:00"), participants=[])
    assert events(morning, afternoon) == 2


def test_a_moved_date_makes_no_twin() -> None:
    assert events(report("a-1"), report("b-1", "2024-03-08", when=day("2024-03-19"))) == 1


def test_a_date_that_was_said_to_be_moved_makes_no_twin_with_less_in_common() -> None:
    moved = {**day("2024-03-26"), "previous": []}
    here = {"participants": [], "type": "meeting"}
    assert events(report("a-1", **here), report("b-1", "2024-03-11", when=day("2024-03-26"), **here)) == 2
    assert events(report("a-1", **here), report("b-1", "2024-03-11", when=moved, **here)) == 1


def test_a_report_that_names_the_old_date_as_well_finds_the_event() -> None:
    moved = {**day("2024-03-26"), "previous": [day("2024-03-12")]}
    assert events(report("a-1", type="session"), report("b-1", "2024-03-11", type="session", when=moved)) == 1


def test_type_and_date_alone_do_not_make_one_event() -> None:
    bare = {"where": None, "participants": []}
    assert events(report("a-1", **bare), report("b-1", **bare)) == 2


def test_place_and_type_alone_do_not_make_one_event() -> None:
    bare = {"when": None, "participants": []}
    assert events(report("a-1", **bare), report("b-1", **bare)) == 2


def test_nothing_glues_to_nothing() -> None:
    bare = {"when": None, "where": None, "participants": []}
    assert events(report("a-1", **bare), report("b-1", **bare)) == 2


def test_rare_words_in_common_tell_what_date_and_type_do_not() -> None:
    forum = {"where": None, "participants": [], "type": "conference", "words": ["desalination", "membranes"]}
    assert events(report("a-1", **forum), report("b-1", **forum)) == 1
    assert events(report("a-1", **forum), report("b-1", **{**forum, "words": ["orthodontics", "implants"]})) == 2


def test_proper_names_are_words_in_common_across_scripts() -> None:
    fair = {"where": None, "participants": [], "type": "festival"}
    russian = report("a-1", language="ru", words=["сараево", "фильмов"], **fair)
    english = report("b-1", words=["sarajevo", "films", "kustendorf"], **fair)
    greek = report("c-1", words=["thessaloniki", "documentary", "agora"], **fair)
    assert events(report("z-1", language="ru", words=["кустендорф"], **fair), english, russian, greek) == 3


def test_a_visit_is_not_the_tour_that_it_belongs_to() -> None:
    minister = [person("Hakan Fidan")]
    tour = report("a-1", type="visit", where=None, when=day("2024-03-11", "2024-03-18", "week"), participants=minister)
    assert events(tour, report("b-1", type="visit", participants=minister)) == 2


def test_a_country_has_one_election_at_a_time() -> None:
    egypt = {"name": {"en": "Egypt"}, "precision": "country", "country": "EG"}
    polls = {"type": "election", "where": egypt, "participants": []}
    assert events(report("a-1", **polls), report("b-1", "2024-01-10", **polls)) == 1
    assert events(report("a-1", **{**polls, "type": "protest"}), report("b-1", **{**polls, "type": "protest"})) == 2


def test_a_sitting_that_was_cancelled_months_ago_is_not_the_next_one() -> None:
    parliament = {"name": {"en": "parliament of Iraq"}, "kind": "organisation"}
    session = {"type": "session", "participants": [parliament], "where": city("Cairo", "the old parliament")}
    words = {"words": ["budget", "quorum", "speaker", "deputies", "absence"]}
    cancelled = report("a-1", "2023-12-18", when=day("2023-12-20"), status="cancelled", **session, **words)
    assert events(cancelled, report("b-1", **session, **words)) == 2
