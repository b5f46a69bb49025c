"""Intervals as days: how much two reports of a date agree, in whole days since 1970-01-01, half-open.

Local dates are compared as they are: a report's date is the calendar date at the place, whoever writes it.
"""

from datetime import date
from typing import Final

from mawid.event import Interval, When

_EPOCH: Final = date(1970, 1, 1).toordinal()

Span = list[int]
"""First day, and the day after the last one; a list, as it comes back from JSON."""

VAGUE: Final = frozenset({"week", "weekend", "month", "season", "year", "other"})
"""Granularities that say in which span an event falls, not that it fills it."""
VAGUE_DAYS: Final = 7
"""A `days` range of this length or more is mostly "early March", not an event of that length."""


def day(local: str) -> int:
    """The day of an ISO 8601 date or date-time, as it is written."""
    return date.fromisoformat(local[:10]).toordinal() - _EPOCH


def span(interval: Interval) -> Span:
    """The days that an interval touches: at least one."""
    start, end = interval["start"], interval["end"]
    first, last = day(start), day(end)
    if "T" in end and end[11:16] != "00:00":
        last += 1
    return [first, max(last, first + 1)]


def local(day: int) -> str:
    """The ISO 8601 date of a day."""
    return date.fromordinal(day + _EPOCH).isoformat()


def clock(when: When) -> int | None:
    """Minutes after midnight at which it starts, None where no clock time is known."""
    start = when["start"]
    return int(start[11:13]) * 60 + int(start[14:16]) if "T" in start else None


def overlap(a: Span, b: Span) -> int:
    """Days that both have; 0 or less, how far apart they are, the other way round."""
    return min(a[1], b[1]) - max(a[0], b[0])


def inside(a: Span, b: Span) -> bool:
    """Whether `a` lies within `b`, or is equal to it."""
    return b[0] <= a[0] and a[1] <= b[1]


def is_vague(when: When) -> bool:
    """Whether the event is somewhere in this interval, rather than all of it."""
    if when["granularity"] in VAGUE:
        return True
    first, last = span(when)
    return last - first >= VAGUE_DAYS
