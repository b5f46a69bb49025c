"""Calendars and holidays, against dates that are known."""

from datetime import date
from itertools import pairwise

import pytest

from mawid.temporal import calendars
from mawid.temporal.calendars import Calendar


@pytest.mark.parametrize(
    ("calendar", "year", "month", "number", "expected"),
    [
        ("gregorian", 2024, 2, 29, date(2024, 2, 29)),
        ("gregorian", 2023, 2, 29, None),
        ("gregorian", 2023, 13, 1, None),
        ("gregorian", 2023, 1, 0, None),
        ("gregorian", 10_000, 1, 1, None),
        ("hijri", 1438, 9, 1, date(2017, 5, 27)),
        ("hijri", 1445, 10, 1, date(2024, 4, 10)),
        ("hijri", 1445, 9, 31, None),
        ("hijri", 1200, 1, 1, None),
        ("jalali", 1395, 11, 4, date(2017, 1, 23)),
        ("jalali", 1358, 1, 1, date(1979, 3, 21)),
        ("jalali", 1403, 1, 1, date(2024, 3, 20)),
        ("jalali", 1403, 12, 30, date(2025, 3, 20)),
        ("jalali", 1404, 12, 30, None),
    ],
)
def test_a_day_of_each_calendar_is_the_day_that_almanacs_give(
    calendar: Calendar, year: int, month: int, number: int, expected: date | None
) -> None:
    assert calendars.day(calendar, year, month, number) == expected


@pytest.mark.parametrize("calendar", ["gregorian", "hijri", "jalali"])
def test_every_day_falls_into_the_month_that_it_is_a_day_of(calendar: Calendar) -> None:
    for ordinal in range(date(2019, 1, 1).toordinal(), date(2025, 1, 1).toordinal()):
        at = date.fromordinal(ordinal)
        found = calendars.of(calendar, at)
        assert found is not None
        span = calendars.month(calendar, *found)
        assert span is not None
        assert span[0] <= at < span[1]


@pytest.mark.parametrize("calendar", ["gregorian", "hijri", "jalali"])
def test_the_months_of_a_year_fill_it_without_gap(calendar: Calendar) -> None:
    number = {"gregorian": 2024, "hijri": 1445, "jalali": 1403}[calendar]
    year = calendars.year(calendar, number)
    months = [calendars.month(calendar, number, m) for m in range(1, 13)]
    assert year is not None
    assert months[0] is not None
    assert months[-1] is not None
    assert (months[0][0], months[-1][1]) == year
    assert all(a and b and a[1] == b[0] for a, b in pairwise(months))


def test_a_day_outside_the_tables_of_a_calendar_has_no_month() -> None:
    assert calendars.of("hijri", date(1850, 1, 1)) is None
    assert calendars.month("hijri", 1900, 1) is None


@pytest.mark.parametrize(
    ("rule", "year", "start", "end"),
    [
        ("easter 0", 2024, date(2024, 3, 31), date(2024, 4, 1)),
        ("easter -2", 2025, date(2025, 4, 18), date(2025, 4, 19)),
        ("gregorian 12-25", 2024, date(2024, 12, 25), date(2024, 12, 26)),
        ("weekday 11-4-3", 2024, date(2024, 11, 28), date(2024, 11, 29)),
        ("hijri 10-01 3", 1445, date(2024, 4, 10), date(2024, 4, 13)),
    ],
)
def test_a_holiday_is_on_the_days_that_it_was(rule: str, year: int, start: date, end: date) -> None:
    assert calendars.holiday(rule, year) == (start, end)
