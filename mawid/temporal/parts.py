"""Pieces of a month, a season or a year: "late March", "the first half of 2018", «الأسبوع الأول من آذار».

Of a month: early, mid and late are days 1-10, 11-20 and 21 to the end, the first week is 1-7, the first half 1-15
(the annotation guidelines). Of a year, on which the guidelines are silent: early is its first quarter, mid May to
August, late its last quarter, the end December. Of a week or day: the week or day.
"""

from datetime import date, timedelta
from typing import Final, NamedTuple

from mawid.event import Granularity
from mawid.temporal import calendars
from mawid.temporal.calendars import Calendar
from mawid.temporal.values import Part

_ONE: Final = timedelta(1)
_MONTH: Final = {"early": (0, 10), "mid": (10, 20), "late": (20, 31), "end": (20, 31)}
_SEASON: Final = {"early": (0, 1), "mid": (1, 2), "late": (2, 3), "end": (2, 3)}
_YEAR: Final = {"early": (0, 3), "mid": (4, 8), "late": (9, 12), "end": (11, 12)}
_SATURDAY: Final = 5
_MONTHS_OF: Final = {"half": 6, "third": 4, "quarter": 3}


class Stretch(NamedTuple):
    """The days `[start, end)`."""

    start: date
    end: date
    granularity: Granularity


def part_of(whole: Stretch, part: Part, calendar: Calendar, ref: date) -> Stretch:
    """The part of a stretch; the whole of it where it has no such part.

    Args:
        whole: of granularity month, season or year, or any other.
        part: see `values.Part`.
        calendar: whose months they are.
        ref: the publication day, for "later this month".
    """
    name, _, n = part.partition(" ")
    if name == "later":
        return Stretch(ref + _ONE, whole.end, "days") if whole.start <= ref < whole.end - _ONE else whole
    if part in ("week of", "weekend of"):
        monday = whole.start - timedelta(whole.start.weekday())
        if part == "week of":
            return Stretch(monday, monday + 7 * _ONE, "week")
        return Stretch(monday + 5 * _ONE, monday + 7 * _ONE, "weekend")
    number = int(n or 0)
    if name == "eve":
        return Stretch(whole.start - _ONE, whole.start, "day")
    if name == "day":
        start = whole.start + (number - 1) * _ONE if number > 0 else whole.end - _ONE
        return Stretch(start, start + _ONE, "day") if start < whole.end else whole
    if whole.granularity == "month":
        return _days_of(whole, name, number)
    if whole.granularity in ("season", "year"):
        return _months_of(whole, name, number, calendar)
    return whole


def _days_of(month: Stretch, name: str, number: int) -> Stretch:
    size = (month.end - month.start).days
    if name == "weekend":
        days = (month.start + d * _ONE for d in range(size))
        saturdays = [d for d in days if d.weekday() == _SATURDAY]
        first_day = saturdays[min(number, len(saturdays)) - (number > 0)]
        return Stretch(first_day, first_day + 2 * _ONE, "weekend")
    first, last = _MONTH.get(name, (0, 0))
    if name == "half":
        first, last = (0, 15) if number == 1 else (15, size)
    elif name == "third":
        first, last = (0, 10) if number == 1 else (10, 20) if number == 2 else (20, size)
    elif name == "span":
        first, last = (0, number) if number > 0 else (size + number, size)
    elif name == "week":
        first, last = (7 * number - 7, 7 * number) if number > 0 else (size - 7, size)
    if not 0 <= first < min(last, size):
        return month
    return Stretch(month.start + first * _ONE, month.start + min(last, size) * _ONE, "days")


def _months_of(whole: Stretch, name: str, number: int, calendar: Calendar) -> Stretch:
    size = 12 if whole.granularity == "year" else 3
    first, last = (_YEAR if size == 12 else _SEASON).get(name, (0, 0))
    if size == 12 and (step := _MONTHS_OF.get(name)):
        number = number if number > 0 else size // step
        first, last = step * (number - 1), step * number
    now = calendars.of(calendar, whole.start)
    if now is None or not 0 <= first < last <= size:
        return whole
    index = now[0] * 12 + now[1] - 1
    start = calendars.month(calendar, *_year_month(index + first))
    end = calendars.month(calendar, *_year_month(index + last - 1))
    if start is None or end is None:
        return whole
    grain: Granularity = "month" if last - first == 1 else "season" if name == "quarter" else "other"
    return Stretch(start[0], end[1], grain)


def _year_month(index: int) -> tuple[int, int]:
    return index // 12, index % 12 + 1
