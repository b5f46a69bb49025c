"""The dates of its sentence that an event may have, and the one that is its own (`costs`), completed.

A time of day, a duration or an end that stands apart from the date belongs to it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from heapq import nsmallest
from typing import Final

from mawid.detect import moves
from mawid.detect.asides import OFF
from mawid.detect.costs import REACH, WITH_DATE, cost_of, days_off, is_last_day, is_of_deed, is_of_other, word_before
from mawid.detect.reading import Candidate, Told
from mawid.detect.status import tense
from mawid.event import When
from mawid.temporal import Anchor, Tense, TimeExpression, guess_tense
from mawid.temporal.values import Period, Point

_MOST: Final = 6
"""Dates of a sentence that are looked at for each event: a list has thousands."""
_COARSE: Final = ("month", "year")
_SIDES: Final[tuple[Tense, ...]] = ("past", "future")
_ALONE: Final = 6.0
"""What `WITH_DATE` is for an event that is the only one of its sentence."""
_UNTIL: Final = 45
"""Days between the beginning of an event and an end that is told apart from it, at most."""

Scored = tuple[float, int, TimeExpression]
"""A date of a sentence: what it costs, how manieth it is, and the date."""


def attach(c: Candidate, anchor: Anchor, previous: When | None) -> None:
    """Give a candidate the dates of its sentence, and the one that is its own, if one is.

    Args:
        c: receives `dates`, the cheapest first, and `time`, `when` and `time_cost`.
        anchor: publication day.
        previous: the last date before the sentence, from which "the following day" counts.
    """
    side = tense(c.trigger, c.cues)
    days = [t.as_last_day() if n == 0 else t for n, t in enumerate(c.line.times)]
    scored = [
        (cost_of(c, t, _side(c, t, side, anchor), anchor, previous), i, t)
        for i, t in enumerate(days)
        if not (t.is_duration or t.is_clock or is_of_deed(c, t, anchor) or is_of_other(c, t))
    ]
    for n, (cost, _, first) in enumerate(_finer_first(nsmallest(_MOST, scored, key=lambda s: s[:2]), anchor)):
        found = [t for t in _told(c, first, cost, side, anchor, previous) if not _is_told_there(c, t.when, anchor)]
        c.dates += found
        if found and n == 0 and cost <= REACH:
            c.time_cost, c.time, c.when = max(0.0, cost), found[0].time, found[0].when
            c.former, c.moved = moves.is_former_date(c, first), _is_moved_to(c, first, found[0].when, anchor)
    if not scored and c.trigger.type == "election" and "now" in c.cues.carry:
        _is_today(c, anchor)


def _finer_first(scored: list[Scored], anchor: Anchor) -> list[Scored]:
    """Behind "this year" or "this month" the day in it that the sentence tells is the date: "… on Tuesday"."""
    if len(scored) < 2:
        return scored
    (cost, _, coarse), (farther, i, fine) = scored[:2]
    base = coarse.value.base if isinstance(coarse.value, Point) else None
    whole = coarse.resolve(anchor)
    if not isinstance(base, Period) or base.unit not in _COARSE or whole is None or farther - cost > WITH_DATE:
        return scored
    days = (fine.resolve(anchor, side) for side in _SIDES)
    inside = any(
        d and d["granularity"] in ("day", "time") and whole["start"] <= d["start"] < whole["end"] for d in days
    )
    return [(cost, i, fine), scored[0], *scored[2:]] if inside else scored


def _is_today(c: Candidate, anchor: Anchor) -> None:
    """People vote on one day, and where they are voting now that is the day of publication."""
    t = TimeExpression.of_day(anchor.day, *c.here, c.line.sentence.words(*c.here))
    when = t.resolve(anchor)
    if when is not None:
        c.time, c.when, c.time_cost = t, when, 0.0
        c.dates = [Told(t, t, when, 0.0, "none")]


def _is_told_there(c: Candidate, when: When, anchor: Anchor) -> bool:
    """It is to come, and what was told at a press conference: "will open in May, she told a news conference"."""
    verb = c.cues.carry.get("past")
    there = c.trigger.type == "press_conference" and verb is not None and verb.cls == "SAID"
    return there and when["start"][:10] > anchor.day.isoformat()


def _told(
    c: Candidate, first: TimeExpression, cost: float, side: Tense, anchor: Anchor, previous: When | None
) -> Iterator[Told]:
    """A date of the sentence as the event's, with what else the sentence says of it; then on the other side."""
    t = _completed(c, first)
    around = guess_tense(c.line.sentence, t.start, t.end)
    side = _side(c, first, side, anchor)
    if side == "none" and first.end == c.trigger.start and not c.line.pack.modifier_after:
        side = _nearer(first, anchor)  # "their May 22 meeting"
    when = _whole(c, first, t, around if side == "none" else side, anchor, previous)
    if when is None:
        return
    sides = (_whole(c, first, t, other, anchor, previous) for other in _SIDES)
    turned = next((other for other in sides if other is not None and other["start"] != when["start"]), None)
    yield Told(first, t, when, cost, around, other=turned)
    if turned is not None:
        yield Told(first, t, turned, cost, around, turned=True, other=when)


def _whole(
    c: Candidate, first: TimeExpression, t: TimeExpression, side: Tense, anchor: Anchor, previous: When | None
) -> When | None:
    """All days of the event, where the sentence tells its first or its last."""
    previous = previous if previous is not None and _goes_on_from(c, first, previous) else None
    when = t.resolve(anchor, side, previous)
    if when is None:
        return None
    if c.cues.ended and when != first.resolve(anchor, side, previous):
        return _ending(when)
    if when["granularity"] != "day":
        return when
    return _until(c, t, _since_today(when, anchor) if is_last_day(c, t) else when, anchor)


def _since_today(last: When, anchor: Anchor) -> When:
    """The days from the publication to the last."""
    days = (date.fromisoformat(last["end"]) - anchor.day).days
    return last | {"start": anchor.day.isoformat(), "granularity": "days"} if 1 < days <= _UNTIL else last


def extend(c: Candidate, told: Candidate, anchor: Anchor) -> None:
    """Give a candidate the day that an earlier mention tells, with the time of day or the duration of this sentence.

    One with a date has nothing to gain, unless that is only its last day.
    """
    dated = c.time is not None and not is_last_day(c, c.time)
    if dated or told.when is None or told.when["granularity"] != "day":
        return
    known = date.fromisoformat(told.when["start"])
    for t in c.line.times:
        day = TimeExpression.of_day(known, t.start, t.end, t.text)
        whole = day.at(t) if t.is_clock else day.lasting(t.as_length() if is_last_day(c, t) else t)
        cost = c.cost((t.start, t.end))
        near = cost <= (_ALONE if len(c.line.live) == 1 else WITH_DATE)
        when = whole.resolve(anchor) if whole is not day and near else None
        if when is not None:
            c.time, c.when, c.time_cost = t, when, cost
            c.dates = [d for d in c.dates if d.first.start != t.start]
            c.dates.append(Told(t, t, when, cost, guess_tense(c.line.sentence, t.start, t.end)))


def _side(c: Candidate, t: TimeExpression, side: Tense, anchor: Anchor) -> Tense:
    """The side of one date of the sentence: "put off to Monday", "called a strike for Monday" look ahead.

    The day on which an event was to be may be over: what is put off is told of before or right after.
    """
    if moves.is_new_date(c, t):
        return "future"
    if moves.is_former_date(c, t) or not OFF.isdisjoint(c.cues.near):
        return _nearer(t, anchor)
    of = c.line.sentence.before(t.start, "OF")
    if of is not None and of.start == c.trigger.end and c.trigger.form == "noun":
        return _nearer(t, anchor)  # "since the election of 3 June"
    return "future" if c.line.sentence.before(t.start, "AIM") else side


def _nearer(t: TimeExpression, anchor: Anchor) -> Tense:
    """The side of a date without a year that is nearer by far; else the one ahead."""
    last, coming = t.resolve(anchor, "past"), t.resolve(anchor, "future")
    if last is None or coming is None:
        return "future"
    return "past" if days_off(last, anchor) < days_off(coming, anchor) // 2 else "future"


def _completed(c: Candidate, t: TimeExpression) -> TimeExpression:
    """The day with the time of day and the duration that the sentence tells apart from it."""
    distance = c.line.distance
    for other in c.line.times:
        span = (other.start, other.end)
        if other.start == t.start:
            continue
        near = distance.between(span, (t.start, t.end)) <= WITH_DATE or distance.from_noun(c.here, span) <= WITH_DATE
        if other.is_clock and (near or _is_alone(c)):
            t = t.at(other)
        elif other.is_duration and (near or c.cost_by_verb(span) <= 2 * WITH_DATE or _lasts(c, other)):
            t = t.lasting(other)
    return t


def _is_alone(c: Candidate) -> bool:
    """The sentence tells of one event only, one day and one time of day."""
    return len(c.line.times) == 2 and not any(r is not c.trigger and not r.points for r in c.line.live)


def _lasts(c: Candidate, duration: TimeExpression) -> bool:
    """A verb before it says that something lasts, and the event is the last one named before: «…، ويستمر يومين»."""
    before = [r for r in c.line.live if not r.points and r.start < duration.start]
    return _says_how_long(c, duration) and bool(before) and before[-1] is c.trigger


def _says_how_long(c: Candidate, t: TimeExpression) -> bool:
    """A verb before it says that something lasts: «تستمر خمسة أيام», "runs until Friday"."""
    s = c.line.sentence
    prep = s.before(t.start, "PREP")
    return (s.at(t.start, "LASTS") or s.before(prep.start if prep else t.start, "LASTS")) is not None


def _until(c: Candidate, t: TimeExpression, when: When, anchor: Anchor) -> When:
    """A first day, and a last one that is told apart: "opens on Monday and runs until Wednesday".

    A weekday alone is the next one after the first day.
    """
    first = replace(anchor, day=date.fromisoformat(when["start"][:10]))
    for other in c.line.times:
        rivals = (r for r in c.line.live if r is not c.trigger and not r.points)
        if not _is_end(c, other) or other.start < t.end or any(t.end <= r.start < other.start for r in rivals):
            continue
        if c.trigger.type == "visit" and any(p.start >= other.end for p in c.line.places):
            continue  # the last stop of a tour
        last = other.resolve(first if other.is_weekday else anchor, "future")
        if last is not None and last["granularity"] == "day":
            days = (date.fromisoformat(last["end"][:10]) - date.fromisoformat(when["start"])).days
            if 1 < days <= _UNTIL:
                return when | {"end": last["end"], "granularity": "days"}
    return when


def _goes_on_from(c: Candidate, t: TimeExpression, previous: When) -> bool:
    """It may count from the date before it: it says so, ends what begins there, or is the same weekday."""
    same = isinstance(t.value, Point) and t.value.weekday == date.fromisoformat(previous["start"][:10]).weekday()
    return t.is_anaphoric or same or _is_end(c, t)


def _is_end(c: Candidate, t: TimeExpression) -> bool:
    """It is the last day: "until Wednesday", "ends on Wednesday", of a visit "leaves on Wednesday"."""
    leaves = word_before(c.line.sentence, t, "VISIT") if c.trigger.type == "visit" else None
    ended = word_before(c.line.sentence, t, "ENDED") is not None
    return t.limit == "until" or ended or (leaves is not None and leaves.value == "from")


def _is_moved_to(c: Candidate, t: TimeExpression, when: When, anchor: Anchor) -> bool:
    """The event was on another day before: a word says that it moved there, or the sentence tells the old one too."""
    if when["granularity"] not in ("day", "days", "time") or moves.is_former_date(c, t):
        return False
    other = when["start"] > anchor.day.isoformat() and any(moves.is_former_date(c, o) for o in c.line.times)
    return other or moves.is_new_date(c, t)


def _ending(when: When) -> When:
    """An interval of days that was counted from its last day, counted to it."""
    if when["granularity"] != "days":
        return when
    first, end = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
    return when | {
        "start": (first - (end - first) + timedelta(1)).isoformat(),
        "end": (first + timedelta(1)).isoformat(),
    }
