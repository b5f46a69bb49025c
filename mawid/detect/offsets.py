"""A date counted from another event's: "landed on Monday, two days before the summit", «قبل أسبوع من المؤتمر»."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from mawid.detect.reading import Candidate, Told
from mawid.detect.status import tense
from mawid.languages import Pack, Sentence
from mawid.temporal import Anchor, TimeExpression
from mawid.temporal.reader import Reader

_NAMED: Final = 6
"""Tokens between "two days before" and the noun or the verb of the event."""
_LONG: Final = 4
"""Tokens of "just over two days" before "before"."""
_OWN: Final = 1.0
"""What a date behind the noun costs at most that is said of it."""
_DAYS: Final = {"day": 1, "week": 7}
_SIGNS: Final = {"before": 1, "after": -1}
_EXACT: Final = frozenset({"day", "days", "time"})


def attach(c: Candidate, beside: Sequence[Candidate], told: Sequence[Candidate], anchor: Anchor) -> None:
    """Give a candidate the day that its sentence counts from another event, and no other.

    Args:
        c: receives `dates`, `time`, `when` and `time_cost` where there is such a day.
        beside: the candidates before it in its sentence.
        told: those of the sentences before.
        anchor: publication day, from which it is counted where the other event has no date: "The visit comes a week
            before the conference".
    """
    own = c.time is not None and c.time.start >= c.trigger.end and c.time_cost <= _OWN
    if not beside or c.trigger.form == "did" or own:  # "seven weeks after the election of 1 December"
        return
    span = _span(c, c.line.sentence, c.line.pack)
    other = next((o for o in reversed(beside) if span is not None and o.trigger.end <= span[0]), None)
    base = _day(other, told, anchor) if other is not None else None
    if span is None or base is None:
        return
    start, end, days = span
    t = TimeExpression.of_day(base + timedelta(days), start, end, c.line.sentence.words(start, end))
    when = t.resolve(anchor)
    if when is not None:
        c.time, c.when, c.time_cost, c.moved, c.former, c.counted = t, when, 0.0, False, False, True
        c.dates = [Told(t, t, when, 0.0, "none")]


def _day(other: Candidate, told: Sequence[Candidate], anchor: Anchor) -> date | None:
    """The day of the other event, as its sentence or one before tells it; else the publication day, if it is over."""
    same = (o for o in (other, *reversed(told)) if o.trigger.type == other.trigger.type)
    when = next((o.when for o in same if o.when and o.when["granularity"] in _EXACT), None)
    if when is not None:
        return date.fromisoformat(when["start"][:10])
    return anchor.day if tense(other.trigger, other.cues) != "future" and not other.cues.near else None


def _span(c: Candidate, s: Sentence, pack: Pack) -> tuple[int, int, int] | None:
    """The tokens of such a distance right before the event, and how many days it is."""
    for i in range(max(0, c.trigger.start - _NAMED), c.trigger.start):
        limit = s.at(i, "LIMIT")
        if limit is None or limit.value not in _SIGNS:
            continue
        read, sign = Reader(s, pack), _SIGNS[limit.value]
        if pack.modifier_after:
            q = read.quantity(limit.end, bare=True)
            if q is not None and q.number and q.unit in _DAYS and s.at(q.end, "OF", "CONTINUES"):
                return i, q.end, sign * q.number * _DAYS[q.unit]
            continue
        for k in range(max(0, i - _LONG), i):
            q = read.quantity(k)
            if q is not None and q.end == i and q.number and q.unit in _DAYS:
                return k, limit.end, sign * q.number * _DAYS[q.unit]
    return None
