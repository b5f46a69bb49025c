"""What `find` says of a sentence, and what becomes of it once the anchor is known."""

from datetime import date

import pytest

from mawid import languages
from mawid.event import When
from mawid.languages import sentences_of
from mawid.temporal import Anchor, Tense, TimeExpression, calibrated, find, guess_tense, times
from mawid.text import Text

WEDNESDAY = Anchor(date(2024, 3, 13))


def expressions(text: str, code: str = "en") -> list[TimeExpression]:
    pack = languages.get(code)
    assert pack
    return [e for s in sentences_of(Text("body", text), pack) for e in find(s, pack)]


def only(text: str, code: str = "en") -> TimeExpression:
    (found,) = expressions(text, code)
    return found


def interval(when: When | None) -> tuple[str, str, str] | None:
    return (when["start"], when["end"], when["granularity"]) if when else None


def test_an_expression_knows_its_tokens_and_its_words() -> None:
    found = only("Talks will start on Monday, March 18, in Geneva.")
    assert (found.start, found.end, found.text) == (4, 8, "Monday, March 18")


def test_expressions_come_in_order_and_do_not_overlap() -> None:
    found = expressions("On Monday, 18 March, he said the vote of 5 May would follow the summit in June 2025.")
    assert [e.text for e in found] == ["Monday, 18 March", "5 May", "June 2025"]


@pytest.mark.parametrize(
    ("tense", "expected"),
    [("past", "2024-03-11"), ("future", "2024-03-18"), ("none", "2024-03-18")],
)
def test_tense_chooses_the_side_of_a_weekday(tense: Tense, expected: str) -> None:
    when = only("Monday").resolve(WEDNESDAY, tense)
    assert when is not None
    assert when["start"] == expected


@pytest.mark.parametrize("tense", ["past", "future", "none"])
def test_a_modifier_wins_over_tense(tense: Tense) -> None:
    assert interval(only("next Monday").resolve(WEDNESDAY, tense)) == ("2024-03-18", "2024-03-19", "day")
    assert interval(only("last Monday").resolve(WEDNESDAY, tense)) == ("2024-03-11", "2024-03-12", "day")


@pytest.mark.parametrize("tense", ["past", "future", "none"])
def test_the_weekday_of_publication_is_that_day(tense: Tense) -> None:
    assert interval(only("Wednesday").resolve(WEDNESDAY, tense)) == ("2024-03-13", "2024-03-14", "day")


def test_a_near_date_is_meant_whatever_the_tense_seems_to_be() -> None:
    found = only("12 March")
    assert interval(found.resolve(WEDNESDAY, "future")) == ("2024-03-12", "2024-03-13", "day")
    assert interval(only("20 March").resolve(WEDNESDAY, "past")) == ("2024-03-20", "2024-03-21", "day")


def test_a_part_of_the_day_is_hours_only_where_they_are_asked_for() -> None:
    found = only("Monday evening")
    assert interval(found.resolve(WEDNESDAY)) == ("2024-03-18", "2024-03-19", "day")
    assert interval(found.resolve(WEDNESDAY, dayparts=True)) == ("2024-03-18T18:00", "2024-03-19T00:00", "time")


def test_a_duration_alone_is_no_time_and_extends_a_day() -> None:
    day, duration = only("Monday"), only("for three days")
    assert duration.is_duration
    assert duration.resolve(WEDNESDAY) is None
    assert interval(day.lasting(duration).resolve(WEDNESDAY)) == ("2024-03-18", "2024-03-21", "days")
    assert day.lasting(only("for two hours")) == day


def test_a_last_day_extends_a_day_to_it() -> None:
    day, until = expressions("It opens on Monday and runs until Wednesday.")
    assert until.is_duration
    assert until.resolve(WEDNESDAY) is None
    assert interval(day.lasting(until).resolve(WEDNESDAY)) == ("2024-03-18", "2024-03-21", "days")


def test_the_day_that_a_text_calls_today_is_its_anchor() -> None:
    assert calibrated(WEDNESDAY, expressions("He spoke today (Tuesday).")) == Anchor(date(2024, 3, 12))
    assert calibrated(WEDNESDAY, expressions("He spoke yesterday, and on Monday.")) == WEDNESDAY
    starts = [w["start"] for w in times("He arrived today (Tuesday). He left yesterday.", "en", WEDNESDAY.day)]
    assert starts == ["2024-03-12", "2024-03-11"]


def test_a_time_of_day_alone_waits_for_a_day() -> None:
    clock, day = only("at 10 a.m."), only("on 20 March")
    assert clock.is_clock
    assert not day.is_clock
    assert interval(day.at(clock).resolve(WEDNESDAY)) == ("2024-03-20T10:00", "2024-03-20T11:00", "time")


def test_a_zone_gives_the_offset_of_that_day() -> None:
    winter = only("15 January 2024 at 10:00 London time").resolve(WEDNESDAY)
    summer = only("15 July 2024 at 10:00 London time").resolve(WEDNESDAY)
    assert winter is not None
    assert summer is not None
    assert (winter["start"], summer["start"]) == ("2024-01-15T10:00+00:00", "2024-07-15T10:00+01:00")
    assert winter["timezone"] == "Europe/London"


def test_an_anaphor_needs_the_date_that_it_counts_from() -> None:
    found = only("the following day")
    assert found.is_anaphoric
    assert found.resolve(WEDNESDAY) is None
    previous: When = {"start": "2024-03-21", "end": "2024-03-23", "granularity": "days"}
    assert interval(found.resolve(WEDNESDAY, previous=previous)) == ("2024-03-23", "2024-03-24", "day")


def test_a_hijri_date_says_so() -> None:
    when = only("15 رمضان 1445هـ", "ar").resolve(WEDNESDAY)
    assert when is not None
    assert when["calendar"] == "hijri"


def test_what_bounds_a_time_is_told_apart_from_the_time() -> None:
    assert only("before 20 March").limit == "before"
    assert only("until Monday").limit == "until"
    assert only("on Monday").limit is None


def test_what_is_vague_is_marked() -> None:
    assert only("in the coming days").is_vague
    assert only("within 48 hours").is_vague
    assert not only("next week").is_vague


def test_four_digits_may_be_a_year_and_are_marked_as_doubtful() -> None:
    found = only("the World Cup 2018")
    assert found.weak
    assert found.has_year
    assert not only("in 2018").weak


@pytest.mark.parametrize("text", ["31 February 2024", "30 February", "29 February 2023"])
def test_a_day_that_does_not_exist_is_no_time(text: str) -> None:
    assert only(text).resolve(WEDNESDAY) is None


def test_a_year_beyond_the_calendar_is_no_time() -> None:
    assert only("9,000 years ago in 2024").resolve(Anchor(date(1, 1, 2))) is not None
    assert only("three thousand months, or five years ago").resolve(Anchor(date(3, 1, 1))) is None


def test_numbers_follow_the_order_of_the_country() -> None:
    found = only("on 05/04/2024")
    british, american = found.resolve(Anchor(date(2024, 3, 13), "GB")), found.resolve(Anchor(date(2024, 3, 13), "US"))
    assert british is not None
    assert american is not None
    assert (british["start"], american["start"]) == ("2024-04-05", "2024-05-04")


def test_a_language_without_a_pack_has_no_times() -> None:
    assert times("23 Januar 2017", "xx", date(2017, 1, 18)) == []


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("The ministers met on Monday", "en", "past"),
        ("The ministers will meet on Monday", "en", "future"),
        ("The vote was to be held on Monday", "en", "future"),
        ("Crowds protested on Monday", "en", "past"),
        ("On Monday the ministers will meet", "en", "future"),
        ("Summit on Monday", "en", "none"),
        ("التقى الوزيران الاثنين", "ar", "past"),
        ("سيلتقي الوزيران الاثنين", "ar", "future"),
        ("ستجتاز القافلة الحدود الاثنين", "ar", "future"),
        ("قرر عقد الجلسة الاثنين", "ar", "past"),
        ("عقد المجلس جلسة الاثنين", "ar", "past"),
        ("قمة في بيروت الاثنين", "ar", "none"),
    ],
)
def test_the_words_around_a_time_tell_its_tense(text: str, code: str, expected: str) -> None:
    pack = languages.get(code)
    assert pack
    (sentence,) = sentences_of(Text("body", text), pack)
    (found,) = find(sentence, pack)
    assert guess_tense(sentence, found.start, found.end) == expected


def test_what_is_counted_from_a_named_day_is_not_that_day() -> None:
    assert interval(only("two days after 20 March").resolve(WEDNESDAY)) == ("2024-03-22", "2024-03-23", "day")
    assert interval(only("a few days after 20 March").resolve(WEDNESDAY)) == ("2024-03-21", "2024-03-28", "other")
    assert interval(only("قبل 20 آذار بيومين", "ar").resolve(WEDNESDAY)) == ("2024-03-18", "2024-03-19", "day")


def test_a_weekday_may_count_from_a_day_that_was_named() -> None:
    found = only("the following Monday")
    assert found.is_anaphoric
    previous: When = {"start": "2024-04-05", "end": "2024-04-06", "granularity": "day"}
    assert interval(found.resolve(WEDNESDAY, previous=previous)) == ("2024-04-08", "2024-04-09", "day")
    assert interval(found.resolve(WEDNESDAY)) == ("2024-03-18", "2024-03-19", "day")


def test_a_date_that_names_a_vote_is_no_bound() -> None:
    when = only("ahead of the 20 April vote").resolve(WEDNESDAY)
    assert interval(when) == ("2024-04-20", "2024-04-21", "day")
    assert interval(only("ahead of 20 April").resolve(WEDNESDAY)) == ("2024-03-13", "2024-04-20", "other")


def test_an_abbreviated_zone_is_that_of_the_country() -> None:
    found = only("on 15 July 2024 at 10:00 IST")
    zones = [found.resolve(Anchor(WEDNESDAY.day, country)) for country in (None, "IN", "IE")]
    assert [z and z["timezone"] for z in zones] == ["Asia/Jerusalem", "Asia/Kolkata", "Europe/Dublin"]


def test_a_length_in_hours_is_days_where_it_is_whole_ones() -> None:
    day = only("Monday")
    assert interval(day.lasting(only("for 48 hours")).resolve(WEDNESDAY)) == ("2024-03-18", "2024-03-20", "days")
    assert day.lasting(only("for 30 hours")) == day
