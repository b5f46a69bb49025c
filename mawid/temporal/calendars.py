"""Calendars: where a year, month or day of each lies in days, and holidays.

Days are `datetime.date` of the proleptic Gregorian calendar, intervals half-open. A date that no
calendar has, or that lies outside a calendar's tables, is None and never an error.

Hijri is the Umm al-Qura calendar of `hijridate` (1343 to 1500 AH); Jalali the arithmetic of 33-year
cycles, exact for 1206 to 1498 AP; Easter is Gauss's rule as of Butcher (1877).
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from hijridate import Gregorian, Hijri

Calendar = Literal["gregorian", "hijri", "jalali"]
Days = tuple[date, date]
"""`[start, end)`."""

_JALALI_EPOCH = date(622, 3, 21).toordinal()


def day(calendar: Calendar, year: int, month: int, number: int) -> date | None:
    """The day `number` of a month; None where the month has no such day."""
    if not 1 <= month <= 12 or number < 1:
        return None
    try:
        if calendar == "gregorian":
            return date(year, month, number)
        if calendar == "hijri":
            g = Hijri(year, month, number).to_gregorian()
            return date(g.year, g.month, g.day)
        if number > (31 if month <= 6 else 30 if month < 12 or _jalali_leap(year) else 29):
            return None
        return date.fromordinal(_jalali_new_year(year) + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + number - 1)
    except (ValueError, OverflowError):
        return None


def month(calendar: Calendar, year: int, number: int) -> Days | None:
    """A month; None where the calendar does not know it."""
    start = day(calendar, year, number, 1)
    end = day(calendar, year + number // 12, number % 12 + 1, 1)
    return (start, end) if start and end else None


def year(calendar: Calendar, number: int) -> Days | None:
    """A year; None where the calendar does not know it."""
    start, end = day(calendar, number, 1, 1), day(calendar, number + 1, 1, 1)
    return (start, end) if start and end else None


@lru_cache(maxsize=1024)
def of(calendar: Calendar, at: date) -> tuple[int, int] | None:
    """The year and month of a calendar that a day falls into; None outside its tables."""
    if calendar == "gregorian":
        return at.year, at.month
    if calendar == "hijri":
        try:
            h = Gregorian(at.year, at.month, at.day).to_hijri()
        except (ValueError, OverflowError):
            return None
        return h.year, h.month
    number = at.year - 621
    start = day("jalali", number, 1, 1)
    if start is None or at < start:
        number -= 1
    for m in range(12, 0, -1):
        start = day("jalali", number, m, 1)
        if start and start <= at:
            return number, m
    return None


def _jalali_leap(number: int) -> bool:
    return number % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def _jalali_new_year(number: int) -> int:
    """The ordinal of 1 Farvardin: a 33-year cycle has 8 leap years (12,053 days)."""
    cycles, rest = divmod(number - 1, 33)
    leaps = sum(y <= rest for y in (1, 5, 9, 13, 17, 22, 26, 30))
    return _JALALI_EPOCH + cycles * 12_053 + rest * 365 + leaps


def easter(number: int) -> date:
    """Easter Sunday of the Western churches in a Gregorian year."""
    a, b, c = number % 19, number // 100, number % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ll = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ll) // 451
    n, p = divmod(h + ll - 7 * m + 114, 31)
    return date(number, n, p + 1)


def holiday(rule: str, number: int) -> Days | None:
    """A holiday in a year.

    Args:
        rule: `hijri 10-01 3` or `gregorian 12-25` (calendar, month, day, how many days), `easter -2` (days after
            Easter Sunday), or `weekday 11-4-3` (month, which, weekday with Monday 0; the last is the 0th).
        number: the year of the rule's calendar.
    """
    kind, place, *length = rule.split()
    days = timedelta(int(length[0]) if length else 1)
    start: date | None
    if kind == "easter":
        start = easter(number) + timedelta(int(place))
    elif kind == "weekday":
        in_month, which, weekday = map(int, place.split("-"))
        first = date(number + in_month // 12, in_month % 12 + 1, 1) if which == 0 else date(number, in_month, 1)
        start = first + timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))
    else:
        in_month, on_day = map(int, place.split("-"))
        start = day("hijri" if kind == "hijri" else "gregorian", number, in_month, on_day)
    return (start, start + days) if start else None
