"""Values and an anchor -> stretches of days.

The rules are those of the annotation guidelines: weeks are ISO weeks; "the coming days" is tomorrow and the six days
after it; a weekday that is the publication day's is that day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from mawid.temporal import calendars
from mawid.temporal.calendars import Calendar
from mawid.temporal.parts import Stretch, part_of
from mawid.temporal.values import (
    Anchor,
    Base,
    Date,
    Holiday,
    Offset,
    Period,
    Point,
    Range,
    Season,
    Shift,
    Tense,
    Within,
)

_ONE: Final = timedelta(1)
_MONTH_FIRST: Final = frozenset({"US", "PH", "FM", "MH", "PW", "GU", "PR", "AS", "VI", "MP"})
"""Countries that write the month first in numeric dates (CLDR short formats)."""
_VAGUE_DAYS: Final = {"hour": 1, "day": 7, "week": 28, "month": 92}
_UNIT_DAYS: Final = {"day": 1, "week": 7, "weekend": 7}
_UNIT_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_SUNDAY: Final = 6
_FAR: Final = 320
_NEAR: Final = 45
_ORDERED: Final = 280, 85
"""Days: see `pick`."""


def stretch(value: Point | Range, anchor: Anchor, tense: Tense, previous: Stretch | None = None) -> Stretch | None:
    """The days of a value.

    Args:
        value: a point or a range of two.
        anchor: the publication day and country.
        tense: chooses the side of what recurs, where no word does.
        previous: the date that an anaphoric value ("the following day") counts from.

    Returns:
        None where there are no such days: 31 February, an anaphor without `previous`, a year beyond the calendar.
    """
    try:
        if isinstance(value, Range):
            return _range(value, anchor, tense, previous)
        return _point(value, anchor, tense, previous)
    except (OverflowError, ValueError):
        return None


def _range(value: Range, anchor: Anchor, tense: Tense, previous: Stretch | None) -> Stretch | None:
    a, b = _ends(value, anchor, tense, previous)
    if a is None or b is None or b.end <= a.start:
        return a or b
    if a.granularity != b.granularity:
        return Stretch(a.start, b.end, "other")
    return Stretch(a.start, b.end, "days" if a.granularity == "day" else a.granularity)


def _ends(
    value: Range, anchor: Anchor, tense: Tense, previous: Stretch | None = None
) -> tuple[Stretch | None, Stretch | None]:
    """The end that says more is resolved first, the other one from it."""
    first, last = value.first, value.last
    if _is_fixed(last) and not _is_fixed(first):
        b = _point(last, anchor, tense, previous)
        return (_point(first, replace(anchor, day=b.start), "past", previous) if b else None), b
    a = _point(first, anchor, tense, previous)
    return a, _point(last, replace(anchor, day=a.start) if a and not _is_fixed(last) else anchor, "future", previous)


def adjoin(a: Point, b: Point) -> bool:
    """Whether one point begins where the other ends, as far as that can be told without an anchor."""
    if isinstance(a.base, Date) and isinstance(b.base, Date) and a.base.month and not (a.base.day or b.base.day):
        return b.base.month == a.base.month % 12 + 1
    a, b = (replace(p, weekday=None) if isinstance(p.base, Shift) else p for p in (a, b))
    first, last = _ends(Range(a, b), Anchor(date(2017, 6, 1)), "future")
    return first is not None and last is not None and first.end == last.start and first.granularity == last.granularity


def _is_fixed(point: Point) -> bool:
    """Whether a point says by itself which one it is."""
    base = point.base
    if base is None:
        return point.weekday_rel is not None
    return not isinstance(base, Date) or any(
        x is not None for x in (base.year, base.rel, base.year_rel, base.month_rel)
    )


def _point(point: Point, anchor: Anchor, tense: Tense, previous: Stretch | None) -> Stretch | None:
    if point.limit == "since":
        tense = "past"
    elif point.limit in ("by", "before") and (tense == "none" or (point.names and point.base is None)):
        tense = "future"  # "he spoke before Sunday's vote"
    found = _occurrence(point, anchor, tense, previous)
    if found is None:
        return None
    if point.offset:
        found = _counted_from(found, point.offset)
    if point.days and found.granularity == "day":
        return Stretch(found.start, found.start + timedelta(point.days), "days" if point.days > 1 else "day")
    if point.limit in ("by", "before") and not (point.offset or point.names or point.clock):
        end = found.end if point.limit == "by" or point.part else found.start
        return Stretch(anchor.day, end, "other") if end > anchor.day else found
    return found


def _counted_from(day: Stretch, offset: Offset) -> Stretch:
    """Two days after the last day, a week before the first one; "a few days after": the days in question."""
    if offset.count is None:
        length = timedelta(_VAGUE_DAYS.get(offset.unit, 7))
        if offset.sign > 0:
            return Stretch(day.end, day.end + length, "other")
        return Stretch(day.start - length, day.start, "other")
    at = day.end - _ONE if offset.sign > 0 else day.start
    if offset.weekday is not None:
        return _weekday_from(day, at, offset.weekday, offset.sign)
    return _day(_add(at, offset.unit, offset.sign * offset.count))


def _occurrence(point: Point, anchor: Anchor, tense: Tense, previous: Stretch | None) -> Stretch | None:
    base = point.base
    if base is None:
        if point.weekday is None:  # a time of day alone
            return _day(anchor.day)
        at = anchor.day
        if previous and at < previous.start <= at + 7 * _ONE and point.weekday == at.weekday() and tense != "past":
            at = previous.start  # said on a Thursday: "it opens on Tuesday and ends on Thursday"
        first = at + timedelta((point.weekday - at.weekday()) % 7 - 14)
        # A weekday alone looks ahead; "this Friday" leaves the side to the tense.
        side: Tense = "past" if tense == "past" else "future"
        return pick([_day(first + timedelta(7 * k)) for k in range(5)], at, point.weekday_rel or None, side)
    if isinstance(base, Shift) and base.unit == "week" and base.anaphoric and point.weekday is not None:
        return _weekday_from(previous, anchor.day, point.weekday, base.count)
    options = [s for s in _options(base, anchor, tense, previous) if s]
    if point.part:
        calendar: Calendar = base.calendar if isinstance(base, Date) else "gregorian"
        options = [part_of(s, point.part, calendar, anchor.day) for s in options]
    if point.weekday is not None and options:
        options = _on_weekday(point, point.weekday, options)
    rel = base.rel if isinstance(base, Date | Season | Holiday) else None
    if point.limit in ("by", "before") and tense == "future":
        options = [s for s in options if s.end > anchor.day] or options
    return pick(options, anchor.day, rel, tense)


def _weekday_from(previous: Stretch | None, ref: date, weekday: int, sign: int) -> Stretch:
    """The weekday that follows, or precedes, a day that was named before; else the day of publication."""
    named = previous is not None and previous.granularity in ("day", "days", "time", "weekend")
    first, last = (previous.start, previous.end - _ONE) if previous and named else (ref, ref)
    if sign > 0:
        return _day(last + timedelta((weekday - last.weekday() - 1) % 7 + 1))
    return _day(first - timedelta((first.weekday() - weekday - 1) % 7 + 1))


def _day(start: date) -> Stretch:
    return Stretch(start, start + _ONE, "day")


def pick(options: Iterable[Stretch], ref: date, rel: int | None, tense: Tense) -> Stretch | None:
    """The occurrence that is meant, of something that recurs: an explicit direction wins, then tense.

    Without either it is the one ahead, unless the one behind is less than half as far. Nobody writes "on 14 December"
    without the year for a day eleven months off: where the other side is near, it is meant whatever the tense seems,
    and a day ahead the sooner, since the past tense often tells what was ordered or planned for it.
    """
    found = sorted(options)
    if rel:  # 2 is the one after next
        there = [s for s in found if s.start > ref] if rel > 0 else [s for s in reversed(found) if s.end <= ref]
        return there[abs(rel) - 1] if len(there) >= abs(rel) else None
    past = next((s for s in reversed(found) if s.start <= ref), None)
    future = next((s for s in found if s.end > ref), None)
    if past is None or future is None:
        return past or future
    back, ahead = max((ref - past.end).days, 0), max((future.start - ref).days, 0)
    if tense == "past" and rel is None:
        far, near = _ORDERED if past.granularity == "day" else (_FAR, _NEAR)
        return future if back > far and ahead < near else past
    if tense == "future" and rel is None:
        return past if ahead > _FAR and back < _NEAR else future
    return past if back < (ahead if rel == 0 else ahead // 2) else future


def _options(base: Base, anchor: Anchor, tense: Tense, previous: Stretch | None) -> Iterator[Stretch | None]:
    """The occurrences of a base around the anchor; just one where it says which."""
    match base:
        case Date():
            yield from _dates(base, anchor)
        case Period():
            yield _period(base, anchor.day, tense)
        case Within(count=None):  # "the second delay within days" is no date
            yield _period(Period(base.unit, 1, None), anchor.day, tense) if tense != "past" else None
        case Within(count=int() as count):
            yield Stretch(anchor.day, _add(anchor.day, base.unit, count), "other")
        case Shift():
            # "It has doubled in five years", «أفرج عنه بعد يومين»: only what lies ahead is counted from today.
            yield None if tense == "past" and base.after else _shift(base, anchor.day, previous)
        case Season():
            for y in _years("gregorian", _said_year(base, anchor.day), anchor.day):
                start = date(y, 3 * base.number, 1)
                yield Stretch(start, _add(start, "month", 3), "season")
        case Holiday():
            yield from _holidays(base, anchor.day)


def _said_year(base: Season | Holiday, ref: date) -> int | None:
    return base.year if base.year_rel is None else ref.year + base.year_rel


def _holidays(base: Holiday, ref: date) -> Iterator[Stretch]:
    """The Gregorian year of "Ramadan 2024" is that in which it begins."""
    said = _said_year(base, ref)
    calendar: Calendar = "hijri" if base.rule.startswith("hijri") else "gregorian"
    for y in _years(calendar, None, ref if said is None else date(said, 7, 1)):
        days = calendars.holiday(base.rule, y)
        if days and said in (None, days[0].year):
            yield Stretch(*days, "day" if days[1] - days[0] == _ONE else "days")


def _years(calendar: Calendar, said: int | None, ref: date) -> Iterable[int]:
    if said is not None:
        return (said,)
    now = calendars.of(calendar, ref)
    return (now[0] - 1, now[0], now[0] + 1) if now else ()


def _dates(base: Date, anchor: Anchor) -> Iterator[Stretch | None]:
    calendar, month, number = base.calendar, base.month, base.day
    if base.swappable and anchor.country in _MONTH_FIRST:
        month, number = number, month
    now = calendars.of(calendar, anchor.day)
    if now is None and base.year is None:
        return
    this_year, this_month = now or (0, 0)
    said = base.year if base.year_rel is None else this_year + base.year_rel
    if month is not None:
        for y in _years(calendar, said, anchor.day):
            yield _calendar_day(calendar, y, month, number) if number else _calendar_month(calendar, y, month)
    elif number is not None:
        for shift in range(-6, 7) if base.month_rel is None else (base.month_rel,):
            index = this_year * 12 + this_month - 1 + shift
            yield _calendar_day(calendar, index // 12, index % 12 + 1, number)
    else:
        days = calendars.year(calendar, said if said is not None else this_year)
        yield Stretch(*days, "year") if days else None


def _calendar_day(calendar: Calendar, year: int, month: int, number: int) -> Stretch | None:
    found = calendars.day(calendar, year, month, number)
    return _day(found) if found else None


def _calendar_month(calendar: Calendar, year: int, month: int) -> Stretch | None:
    days = calendars.month(calendar, year, month)
    return Stretch(*days, "month") if days else None


def _on_weekday(point: Point, weekday: int, options: list[Stretch]) -> list[Stretch]:
    """The weekday chooses a day of a week or month, the year of a date, or corrects a date that moved."""
    if options[0].granularity != "day":
        which = int(point.part.split()[1]) if point.part and point.part.startswith("nth") else 1
        return [d for d in (_nth(s, weekday, which) for s in options) if d]
    if exact := [s for s in options if s.start.weekday() == weekday]:
        return exact
    # "Today (Tuesday)" in an article published again; a Hijri day, which the sighting of the moon moves by one.
    hijri = isinstance(point.base, Date) and point.base.calendar == "hijri"
    slack = 3 if isinstance(point.base, Shift) else 1 if hijri else 0
    off = [(weekday - s.start.weekday() + 3) % 7 - 3 for s in options]
    return [_day(s.start + timedelta(d)) if abs(d) <= slack else s for s, d in zip(options, off, strict=True)]


def _nth(within: Stretch, weekday: int, which: int) -> Stretch | None:
    if which > 0:
        start = within.start + timedelta((weekday - within.start.weekday()) % 7 + 7 * (which - 1))
    else:
        start = within.end - timedelta((within.end.weekday() - weekday - 1) % 7 + 1)
    return _day(start) if start < within.end else None


def _add(at: date, unit: str, count: int) -> date:
    """The date so many units later; the last day of the month where it has no such day."""
    if unit == "hour":
        return at + timedelta(max(1, -(-count // 24)))
    if unit in _UNIT_DAYS:
        return at + timedelta(_UNIT_DAYS[unit] * count)
    index = at.year * 12 + at.month - 1 + _UNIT_MONTHS[unit] * count
    year, month = index // 12, index % 12 + 1
    last = date(year + month // 12, month % 12 + 1, 1) - _ONE
    return date(year, month, min(at.day, last.day))


def _period(base: Period, ref: date, tense: Tense) -> Stretch | None:
    rel = base.rel or 0
    if base.count == 1 and base.unit not in ("hour", "day"):
        return _whole(base, ref, rel, tense)
    if rel == 0:
        return None
    days = timedelta(_VAGUE_DAYS.get(base.unit, 0))
    if base.count is None and not days:  # "the coming years"
        return None
    if base.unit == "hour":
        n = timedelta(2) if base.count is None else _add(ref, "hour", base.count) - ref
        return Stretch(ref, ref + n, "other") if rel > 0 else Stretch(ref + _ONE - n, ref + _ONE, "other")
    first = ref + _ONE
    if base.count is None:
        return Stretch(first, first + days, "other") if rel > 0 else Stretch(ref - days, ref, "other")
    start, end = (first, _add(first, base.unit, base.count)) if rel > 0 else (_add(ref, base.unit, -base.count), ref)
    return Stretch(start, end, "other" if base.unit != "day" else "days" if base.count > 1 else "day")


def _whole(base: Period, ref: date, rel: int, tense: Tense) -> Stretch:
    """This week, next month, last year. On a Sunday, what will be "this week" is in the one that begins."""
    monday = ref - timedelta(ref.weekday())
    if base.unit in ("week", "weekend"):
        if base.unit == "weekend" and base.rel in (None, 0) and tense == "past" and ref.weekday() < 5:
            rel = -1
        if base.unit == "week" and base.rel == 0 and tense == "future" and ref.weekday() == _SUNDAY:
            rel = 1
        start = monday + timedelta(7 * rel + (5 if base.unit == "weekend" else 0))
        return Stretch(start, monday + timedelta(7 * rel + 7), "week" if base.unit == "week" else "weekend")
    month = {"month": ref.month, "quarter": (ref.month - 1) // 3 * 3 + 1}.get(base.unit, 1)
    start = _add(date(ref.year, month, 1), base.unit, rel)
    end = _add(start, base.unit, 1)
    return Stretch(start, end, base.unit if base.unit in ("month", "year") else "season")


def _shift(base: Shift, ref: date, previous: Stretch | None) -> Stretch | None:
    if base.anaphoric:
        if previous is None:
            return None
        ref = previous.end - _ONE if base.count > 0 else previous.start
    if base.unit == "hour":
        return _day(ref)
    at = _add(ref, base.unit, base.count)
    if base.unit == "year":
        return Stretch(date(at.year, 1, 1), date(at.year + 1, 1, 1), "year")
    if base.unit in ("month", "quarter"):
        return _calendar_month("gregorian", at.year, at.month)
    return _day(at)
