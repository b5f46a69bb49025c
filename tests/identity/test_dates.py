"""Intervals as days."""

from mawid.identity.dates import clock, inside, is_vague, local, overlap, span
from tests.identity.reports import at, day


def test_a_span_counts_the_days_that_an_interval_touches() -> None:
    assert span(day("1970-01-02")) == [1, 2]
    assert span(day("1970-01-02", "1970-01-05", "days")) == [1, 4]
    assert span(at("1970-01-02T10:00")) == [1, 2]
    assert span({"start": "1970-01-02T22:00", "end": "1970-01-03T22:00"}) == [1, 3]


def test_midnight_ends_the_day_before() -> None:
    assert span({"start": "1970-01-02T23:00", "end": "1970-01-03T00:00"}) == [1, 2]


def test_an_instant_takes_a_day() -> None:
    assert span({"start": "1970-01-02", "end": "1970-01-02"}) == [1, 2]


def test_a_day_is_written_as_it_was_read() -> None:
    assert local(span(day("2024-02-29", "2024-03-01"))[0]) == "2024-02-29"


def test_the_clock_is_known_only_for_a_time() -> None:
    assert clock(at("2024-03-12T10:30")) == 630
    assert clock(day("2024-03-12")) is None


def test_overlap_counts_common_days_and_negative_gaps() -> None:
    assert overlap([1, 4], [2, 9]) == 2
    assert overlap([1, 4], [4, 5]) == 0
    assert overlap([6, 8], [1, 4]) == -2


def test_an_interval_is_inside_itself_but_not_inside_a_part() -> None:
    assert inside([1, 4], [1, 4])
    assert inside([2, 3], [1, 4])
    assert not inside([1, 4], [2, 3])


def test_weeks_and_long_ranges_are_vague_and_a_few_days_are_not() -> None:
    assert is_vague(day("2024-03-11", "2024-03-18", "week"))
    assert is_vague(day("2024-03-01", "2024-03-11", "days"))
    assert not is_vague(day("2024-03-11", "2024-03-14", "days"))
