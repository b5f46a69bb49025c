"""Intervals in words."""

from datetime import date

import pytest

from mawid.event import Granularity, When
from workers.cli.dates import distance, period, reading

FRIDAY = date(2017, 1, 20)


def when(start: str, end: str, granularity: Granularity = "days") -> When:
    return {"start": start, "end": end, "granularity": granularity}


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2017-01-23", "2017-01-24", "Mon 23 January 2017"),
        ("2017-01-23", "2017-01-30", "23 – 29 January 2017"),
        ("2017-01-30", "2017-02-03", "30 January – 2 February 2017"),
        ("2016-12-30", "2017-01-03", "30 December 2016 – 2 January 2017"),
        ("2017-02-01", "2017-03-01", "February 2017"),
        ("2017-02-01", "2017-04-01", "1 February – 31 March 2017"),
        ("2017-01-01", "2018-01-01", "2017"),
        ("2017-01-01", "2019-01-01", "2017 – 2018"),
        ("2017-01-19T20:00", "2017-01-19T21:00", "Thu 19 January 2017, 20:00"),
        ("2017-01-19T06:00", "2017-01-19T12:00", "Thu 19 January 2017, 06:00 – 12:00"),
        ("2017-01-19T20:00:00Z", "2017-01-19T21:00:00Z", "Thu 19 January 2017, 20:00 UTC"),
        ("2017-01-19T20:00+03:30", "2017-01-19T21:00+03:30", "Thu 19 January 2017, 20:00 UTC+03:30"),
        ("2017-01-19T20:00", "2017-01-21T20:00", "Thu 19 January 2017, 20:00 – 21 January 2017, 20:00"),
    ],
)
def test_a_half_open_interval_reads_as_its_first_and_last_day(start: str, end: str, words: str) -> None:
    assert period({"start": start, "end": end}) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2017-01-20", "2017-01-21", "today"),
        ("2017-01-20T09:00", "2017-01-20T10:00", "today"),
        ("2017-01-21", "2017-01-22", "tomorrow"),
        ("2017-01-19", "2017-01-20", "yesterday"),
        ("2017-01-29", "2017-01-30", "in 9 days"),
        ("2017-01-16", "2017-01-23", "now"),
        ("2017-01-09", "2017-01-16", "5 days ago"),
        ("2017-05-01", "2017-06-01", "in 3 months"),
        ("2020-01-01", "2021-01-01", "in 3 years"),
        ("2007-01-01", "2008-01-01", "9 years ago"),
        ("2017-01-19T20:00", "2017-01-20T00:00", "yesterday"),
    ],
)
def test_a_distance_counts_to_the_nearer_end_of_the_interval(start: str, end: str, words: str) -> None:
    assert distance({"start": start, "end": end}, FRIDAY) == words


def test_a_reading_says_that_an_event_lies_within_a_week_and_need_not_fill_it() -> None:
    assert reading(when("2017-01-23", "2017-01-30", "week"), FRIDAY) == (
        "23 – 29 January 2017, within the week · in 3 days"
    )


def test_a_reading_says_that_it_is_vague_and_in_which_zone() -> None:
    vague: When = {**when("2017-01-23", "2017-01-30", "other"), "timezone": "Asia/Almaty"}

    assert reading(vague, FRIDAY) == "23 – 29 January 2017, vague (Asia/Almaty) · in 3 days"


def test_days_that_an_event_fills_are_not_called_a_span_that_it_falls_into() -> None:
    assert reading(when("2017-01-23", "2017-01-25"), FRIDAY) == "23 – 24 January 2017 · in 3 days"
