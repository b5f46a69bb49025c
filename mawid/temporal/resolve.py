"""Values and an anchor -> intervals of days.

The rules are those of the annotation guidelines: the ISO week; early, mid and late are days 1-10, 11-20 and
21 to the end; "the coming days" is tomorrow and the six days after it; a day that equals the publication
day is that day on either side.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from mawid.event import Granularity
from mawid.temporal import calendars
from mawid.temporal.calendars import Calendar
from mawid.temporal.values import Anchor, Base, Date, Holiday, Period, Point, Range, Season, Shift, Tense, Within

_MONTH_FIRST: Final = frozenset({"US", "PH", "FM", "MH", "PW", "GU", "PR", "AS", "VI", "MP"})
"""Countries that write the month first in numeric dates (CLDR short formats)."""
_VAGUE_DAYS: Final = {"hour": 1, "day": 7, "week": 28, "month": 92}
_UNIT_DAYS: Final = {"day": 1, "week": 7, "weekend": 7}
_ONE = timedelta(1)


class Stretch(NamedTuple):
    """The days `[start, end)`."""

    start: date
    end: date
    granularity: Granularity


def stretch(value: Point | Range, anchor: Anchor, tense: Tense, previous: Stretch | None = None) -> Stretch | None:
    """The days of a value; None where it has none (a date that does not exist, an anaphor without `previous`)."""
    try:
        if isinstance(value, Range):
            return _range(value, anchor, tense, previous)
        return _point(value, anchor, tense, previous)
    except (OverflowError, ValueError):  # beyond the years 1 to 9999
        return None


def _range(value: Range, anchor: Anchor, tense: Tense, previous: Stretch | None) -> Stretch | None:
    first, last = value.first, value.last
    if _fixed(last) and not _fixed(first):
        b = _point(last, anchor, tense, previous)
        a = b and _point(first, replace(anchor, day=b.start), "past", previous)
    else:
        a = _point(first, anchor, tense, previous)
        b = a and _point(last, replace(anchor, day=a.start), "future", previous)
    if a is None or b is None:
        return None
    if b.end <= a.start:
        return a
    same: Granularity = "days" if a.granularity == "day" else a.granularity
    return Stretch(a.start, b.end, same if a.granularity == b.granularity else "other")


def _fixed(point: Point) -> bool:
    base = point.base
    if base is None:
        return point.weekday_rel is not None
    return not isinstance(base, Date) or not base.year == base.rel == base.year_rel == base.month_rel


def _point(point: Point, anchor: Anchor, tense: Tense, previous: Stretch | None) -> Stretch | None:
    found = _days(point, anchor, tense, previous)
    if found is None:
        return None
    if point.days and found.granularity == "day":
        found = Stretch(found.start, found.start + timedelta(point.days), "days" if point.days > 1 else "day")
    if point.limit in ("by", "before"):
        end = found.end if point.limit == "by" or point.part else found.start
        return Stretch(anchor.day, end, "other") if end > anchor.day else found
    return found


def _days(point: Point, anchor: Anchor, tense: Tense, previous: Stretch | None) -> Stretch | None:
    if point.base is None:
        if point.weekday is None:
            return Stretch(anchor.day, anchor.day + _ONE, "day")
        first = anchor.day + timedelta((point.weekday - anchor.day.weekday()) % 7 - 14)
        options = [_day(first + timedelta(7 * k)) for k in range(5)]
        side = "past" if tense == "past" else "future"
        rel = point.weekday_rel
        return pick(options, anchor.day, rel or None, side)

    def narrowed(found: Stretch | None) -> Stretch | None:
        if found is None:
            return None
        calendar = point.base.calendar if isinstance(point.base, Date) else "gregorian"
        return _part(point, found, calendar, anchor.day) if point.part else found

    found = [s for s in map(narrowed, _options(point.base, anchor, tense, previous)) if s]
    if point.weekday is not None:
        found = _weekday(point, found)
    if not found:
        return None
    rel = getattr(point.base, "rel", None) if isinstance(point.base, Date | Season | Holiday) else None
    return pick(found, anchor.day, rel, tense)


def _day(start: date) -> Stretch:
    return Stretch(start, start + _ONE, "day")


def pick(options: Iterable[Stretch], ref: date, rel: int | None, tense: Tense) -> Stretch | None:
    """The occurrence that is meant, of something that recurs.

    An explicit direction wins, then tense. Nobody writes "on 14 December" without the year for a day eleven months
    off: where the other side is near, it is meant whatever the tense seems to be.
    """
    found = sorted(options)
    before = [s for s in found if s.start <= ref]
    after = [s for s in found if s.end > ref]
    if rel == 1:
        return next((s for s in found if s.start > ref), None)
    if rel == -1:
        return next((s for s in reversed(found) if s.end <= ref), None)
    past, future = before[-1] if before else None, after[0] if after else None
    if past is None or future is None:
        return past or future
    near_past, near_future = max((ref - past.end).days, 0), max((future.start - ref).days, 0)
    if rel == 0:
        return past if near_past < near_future else future
    if tense == "past":
        return future if near_past > 300 and near_future < 60 else past
    if tense == "future":
        return past if near_future > 300 and near_past < 60 else future
    return past if near_past < near_future else future


def _options(base: Base, anchor: Anchor, tense: Tense, previous: Stretch | None) -> Iterator[Stretch | None]:
    """The occurrences of a base around the anchor: one where it says which."""
    match base:
        case Date():
            yield from _dates(base, anchor)
        case Period():
            yield _period(base, anchor.day, tense)
        case Within():
            yield Stretch(anchor.day, _add(anchor.day, base.unit, base.count), "other")
        case Shift():
            yield _shift(base, anchor.day, previous)
        case Season():
            for y in _years("gregorian", base.year, anchor.day):
                start = date(y, 3 * base.number, 1)
                yield Stretch(start, _add(start, "month", 3), "season")
        case Holiday():
            calendar: Calendar = "hijri" if base.rule.startswith("hijri") else "gregorian"
            # A Gregorian year ("Ramadan 2024") is that of the Hijri year that mostly lies in it, or the next.
            for y in _years(calendar, None, date(base.year, 1, 1) if base.year else anchor.day):
                days = calendars.holiday(base.rule, y)
                if days and (base.year is None or days[0].year == base.year):
                    yield Stretch(*days, "day" if days[1] - days[0] == _ONE else "days")


def _years(calendar: Calendar, said: int | None, ref: date) -> Iterable[int]:
    if said is not None:
        return (said,)
    now = calendars.of(calendar, ref)
    return (now[0] - 1, now[0], now[0] + 1) if now else ()


def _dates(base: Date, anchor: Anchor) -> Iterator[Stretch | None]:
    calendar = base.calendar
    month, number = base.month, base.day
    if base.swappable and anchor.country in _MONTH_FIRST:
        month, number = number, month
    now = calendars.of(calendar, anchor.day)
    if month is None and number is None:
        year = base.year if base.year is not None else now and now[0] + (base.year_rel or 0)
        days = calendars.year(calendar, year) if year else None
        yield Stretch(*days, "year") if days else None
    elif month is None:
        assert number is not None
        for shift in (-1, 0, 1) if base.month_rel is None else (base.month_rel,):
            if now:
                index = now[0] * 12 + now[1] - 1 + shift
                d = calendars.day(calendar, index // 12, index % 12 + 1, number)
                yield _day(d) if d else None
    else:
        said = base.year if base.year_rel is None else now and now[0] + base.year_rel
        for y in _years(calendar, said, anchor.day):
            if number is not None:
                d = calendars.day(calendar, y, month, number)
                yield _day(d) if d else None
            else:
                days = calendars.month(calendar, y, month)
                yield Stretch(*days, "month") if days else None


def _weekday(point: Point, options: list[Stretch]) -> list[Stretch]:
    """The weekday chooses a day of a week or month, the year of a date, or corrects a date that moved."""
    assert point.weekday is not None
    if not options:
        return []
    if options[0].granularity != "day":
        which = int(point.part.split()[1]) if point.part and point.part.startswith("nth") else 1
        return [d for d in (_nth(s, point.weekday, which) for s in options) if d]
    exact = [s for s in options if s.start.weekday() == point.weekday]
    if exact:
        return exact
    # "Today (Tuesday)" in an article that was published again; a Hijri day, which local sighting moves by one.
    slack = (
        3
        if isinstance(point.base, Shift)
        else 1
        if isinstance(point.base, Date) and point.base.calendar == "hijri"
        else 0
    )
    moved = [_day(s.start + timedelta((point.weekday - s.start.weekday() + 3) % 7 - 3)) for s in options]
    return [m if abs((m.start - s.start).days) <= slack else s for m, s in zip(moved, options, strict=True)]


def _nth(within: Stretch, weekday: int, which: int) -> Stretch | None:
    if which > 0:
        start = within.start + timedelta((weekday - within.start.weekday()) % 7 + 7 * (which - 1))
    else:
        start = within.end - timedelta((within.end.weekday() - weekday - 1) % 7 + 1)
    return _day(start) if start < within.end else None


def _add(at: date, unit: str, count: int) -> date:
    if unit == "hour":
        return at + timedelta(max(1, -(-count // 24)))
    if unit in _UNIT_DAYS:
        return at + timedelta(_UNIT_DAYS[unit] * count)
    months = {"month": 1, "quarter": 3, "year": 12}[unit] * count
    index = at.year * 12 + at.month - 1 + months
    number = at.day
    while not (moved := calendars.day("gregorian", index // 12, index % 12 + 1, number)):
        number -= 1
        if number < 1:
            raise OverflowError
    return moved


def _period(base: Period, ref: date, tense: Tense) -> Stretch | None:
    rel = base.rel or 0
    if base.count is None:
        days = _VAGUE_DAYS.get(base.unit)
        if days is None:
            return None
        if base.unit == "hour":
            return Stretch(ref, ref + timedelta(2), "other") if rel > 0 else _day(ref)
        return Stretch(*((ref + _ONE, ref + timedelta(days + 1)) if rel > 0 else (ref - timedelta(days), ref)), "other")
    if base.count > 1 or base.unit in ("hour", "day"):
        exact: Granularity = (
            "days" if base.unit == "day" and base.count > 1 else "day" if base.unit == "day" else "other"
        )
        if base.unit == "hour":
            return (
                Stretch(ref, _add(ref, "hour", base.count), exact)
                if rel > 0
                else Stretch(_add(ref, "day", -1), ref, exact)
            )
        if rel > 0:
            return Stretch(ref + _ONE, _add(ref, base.unit, base.count) + _ONE, exact)
        return Stretch(_add(ref, base.unit, -base.count), ref, exact) if rel < 0 else None
    return _whole(base, ref, rel, tense)


def _whole(base: Period, ref: date, rel: int, tense: Tense) -> Stretch:
    monday = ref - timedelta(ref.weekday())
    if base.unit == "week":
        return Stretch(monday + timedelta(7 * rel), monday + timedelta(7 * rel + 7), "week")
    if base.unit == "weekend":
        if base.rel is None and tense == "past" and ref.weekday() < 5:
            rel = -1
        return Stretch(monday + timedelta(7 * rel + 5), monday + timedelta(7 * rel + 7), "weekend")
    first = {"month": ref.month, "quarter": (ref.month - 1) // 3 * 3 + 1, "year": 1}[base.unit]
    start = _add(date(ref.year, first, 1), base.unit, rel)
    granularity: Granularity = "year" if base.unit == "year" else "month" if base.unit == "month" else "season"
    return Stretch(start, _add(start, base.unit, 1), granularity)


def _shift(base: Shift, ref: date, previous: Stretch | None) -> Stretch | None:
    if base.anaphoric:
        if previous is None:
            return None
        if base.count == 0:
            return _day(previous.start)
        ref = previous.end - _ONE if base.count > 0 else previous.start
    if base.unit == "hour":
        return _day(ref)
    at = _add(ref, base.unit, base.count)
    if base.unit == "year":
        return Stretch(date(at.year, 1, 1), date(at.year + 1, 1, 1), "year")
    if base.unit in ("month", "quarter"):
        start = at.replace(day=1)
        return Stretch(start, _add(start, "month", 1), "month")
    return _day(at)


# A part of a year or season in months, of a month in days: part -> (first, last) as numbers from 0, exclusive.
_OF_YEAR: Final = {"early": (0, 3), "mid": (4, 8), "late": (9, 12), "end": (11, 12)}
_OF_SEASON: Final = {"early": (0, 1), "mid": (1, 2), "late": (2, 3), "end": (2, 3)}
_OF_MONTH: Final = {"early": (0, 10), "mid": (10, 20), "late": (20, 31), "end": (20, 31)}


def _part(point: Point, whole: Stretch, calendar: Calendar, ref: date) -> Stretch:
    assert point.part is not None
    name, _, n = point.part.partition(" ")
    number = int(n or 0)
    if name == "later":
        return Stretch(ref + _ONE, whole.end, "days") if whole.start <= ref < whole.end - _ONE else whole
    if whole.granularity == "month":
        size = (whole.end - whole.start).days
        pieces: dict[str, Callable[[], tuple[int, int]]] = {
            "half": lambda: (0, 15) if number == 1 else (15, size),
            "third": lambda: (0, 10) if number == 1 else (10, 20) if number == 2 else (20, size),
            "week": lambda: (7 * number - 7, 7 * number) if number > 0 else (size - 7, size),
        }
        a, b = pieces[name]() if name in pieces else _OF_MONTH.get(name, (0, 0))
        days = Stretch(whole.start + timedelta(a), min(whole.start + timedelta(b), whole.end), "days")
        return days if days.start < days.end and b else whole
    if whole.granularity in ("year", "season"):
        size = 12 if whole.granularity == "year" else 3
        step = {"half": 6, "third": 4, "quarter": 3}.get(name)
        if step and size == 12:
            number = number if number > 0 else 12 // step
            a, b = step * (number - 1), step * number
        else:
            a, b = (_OF_YEAR if size == 12 else _OF_SEASON).get(name, (0, 0))
        now = calendars.of(calendar, whole.start)
        if not b or now is None:
            return whole
        index = now[0] * 12 + now[1] - 1
        first = calendars.month(calendar, (index + a) // 12, (index + a) % 12 + 1)
        last = calendars.month(calendar, (index + b - 1) // 12, (index + b - 1) % 12 + 1)
        if first and last:
            grain: Granularity = "month" if b - a == 1 else "season" if name == "quarter" else "other"
            return Stretch(first[0], last[1], grain)
    return whole
