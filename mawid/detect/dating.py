"""Which date belongs to an event.

Attachment is scored, not "nearest wins": a date beside another verb is the date of what that verb says, a
date on the other side of the tense is suspect, and a date may come by way of the verb that the event is
subject of.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from heapq import nsmallest
from typing import Final

from mawid.detect import moves
from mawid.detect.asides import OFF
from mawid.detect.reading import Candidate, Span, Told
from mawid.detect.status import tense
from mawid.event import When
from mawid.temporal import Anchor, Tense, TimeExpression, guess_tense
from mawid.temporal.values import Date, Holiday, Point

REACH: Final = 9.0
"""Cost above which a date is not an event's by itself."""
_MOST: Final = 6
"""Dates of a sentence that are looked at for each event: a list has thousands."""
VERB_NEARER: Final = 4.0
_VERB_BETWEEN: Final = 3.0
_WRONG_SIDE: Final = 4.0
_SIDES: Final[tuple[Tense, ...]] = ("past", "future")
_LIMIT: Final = {None: 0.0, "by": 2.0, "before": 3.0, "after": 4.0, "since": 7.0, "until": 3.0}
_OLD: Final = 1.0
"""A date that the event had before is its date where there is no other."""
_LEFT: Final = 3.0
_DECIDED: Final = 3.0
_BESIDE: Final = 2.0
_SITTINGS: Final = frozenset({"hearing", "session"})
"""What may be put off to another sitting."""
_ADJECTIVES: Final = 2
"""Tokens between the day whose event it is and its noun."""
_FOR: Final = 4.0
"""A feast that something is held for may be its date, but any other is more so."""
_DEED: Final = 4.0
"""What somebody is tried for was done on another day: "in court charged with the theft of a boat last May"."""
_COARSE: Final = {"weekend": 0.3, "week": 0.5, "month": 0.8, "season": 1.0, "year": 1.2, "other": 1.5}
_WITH_DATE: Final = 2.0
"""How near a clock time or a duration stands to the date or the event that it belongs to."""
_ALONE: Final = 6.0
"""The same for an event that is the only one of its sentence."""
_UNTIL: Final = 45
"""Days between the beginning of an event and an end that is told apart from it, at most."""


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
        (_cost(c, t, _side(c, t, side, anchor), anchor, previous), i, t)
        for i, t in enumerate(days)
        if not (t.is_duration or t.is_clock or _is_of_deed(c, t, anchor) or _is_of_other(c, t))
    ]
    for n, (cost, _, first) in enumerate(nsmallest(_MOST, scored, key=lambda s: s[:2])):
        found = [t for t in _told(c, first, cost, side, anchor, previous) if not _is_told_there(c, t.when, anchor)]
        c.dates += found
        if found and n == 0 and cost <= REACH:
            c.time_cost, c.time, c.when = max(0.0, cost), found[0].time, found[0].when
            c.former, c.moved = moves.is_former_date(c, first), _is_moved_to(c, first, found[0].when, anchor)

    if not scored and c.trigger.type == "election" and "now" in c.cues.carry:
        _is_today(c, anchor)


def _is_today(c: Candidate, anchor: Anchor) -> None:
    """People vote on one day, and where they are voting now that is the day of publication."""
    today = Point(Date(year=anchor.day.year, month=anchor.day.month, day=anchor.day.day))
    t = TimeExpression(*c.here, today, c.line.sentence.words(*c.here))
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
    return _until(c, t, _since_today(when, anchor) if is_end(c, t) else when, anchor)


def is_end(c: Candidate, t: TimeExpression) -> bool:
    """It is the last day of what goes on, and the sentence tells no first one: "the fair runs until Friday"."""
    if t.limit != "until" or c.line.times[0].start != t.start:
        return False
    if c.line.times[0].is_duration:
        return True
    lasts = ((v.start, v.end) for v in c.line.sentence.of("LASTS") if v.end <= t.start)
    return any(c.line.distance.between(v, (t.start, t.end)) <= _WITH_DATE for v in lasts)


def _since_today(last: When, anchor: Anchor) -> When:
    """The days from the publication to the last."""
    days = (date.fromisoformat(last["end"]) - anchor.day).days
    return last | {"start": anchor.day.isoformat(), "granularity": "days"} if 1 < days <= _UNTIL else last


def extend(c: Candidate, told: Candidate, anchor: Anchor) -> None:
    """Give a candidate the day that an earlier mention tells, with the time of day or the duration of this sentence.

    One with a date has nothing to gain, unless that is only its last day.
    """
    dated = c.time is not None and not is_end(c, c.time)
    if dated or told.when is None or told.when["granularity"] != "day":
        return
    y, m, d = (int(part) for part in told.when["start"].split("-"))
    for t in c.line.times:
        day = TimeExpression(t.start, t.end, Point(Date(year=y, month=m, day=d)), t.text)
        whole = day.at(t) if t.is_clock else day.lasting(t.as_length() if is_end(c, t) else t)
        cost = c.cost((t.start, t.end))
        near = cost <= (_ALONE if len(c.line.live) == 1 else _WITH_DATE)
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
    back, ahead = (abs((date.fromisoformat(w["start"][:10]) - anchor.day).days) for w in (last, coming))
    return "past" if back < ahead // 2 else "future"


def is_of_saying(c: Candidate, t: TimeExpression) -> bool:
    """It is the day on which something was said: "said on Monday that …", "…, officials said on Tuesday".

    What is said at a press conference is said then, but the date of what it tells of is another.
    """
    s = c.line.sentence
    if c.trigger.type == "press_conference":
        that = (o.start for o in s.of("CLAUSE") if o.value == "that")
        return any(c.trigger.end <= o < t.start for o in that)
    prep = s.before(t.start, "PREP")
    said = s.before(prep.start if prep else t.start, "SAID", "PROPOSE")
    behind = s.at(t.end, "SAID") if not c.line.pack.verb_first and s.at(t.end, "DEED") is None else None
    if (said and said.start != c.trigger.start) or behind:
        return True
    opens = (o.start for o in s.of("CLAUSE") if o.value == "that" and t.end <= o.start < c.trigger.start)
    return next(opens, None) is not None and any(v.end <= t.start for v in s.of("SAID"))


def _is_of_deed(c: Candidate, t: TimeExpression, anchor: Anchor) -> bool:
    """It is the month or year in which was done what somebody is tried for, of whose hearing the day is news."""
    when = t.resolve(anchor, "past") if c.is_of_deed(t.start) else None
    return when is not None and when["granularity"] in _COARSE


def _cost(c: Candidate, t: TimeExpression, side: Tense, anchor: Anchor, previous: When | None) -> float:
    if is_of_saying(c, t):
        return REACH + 1
    span = (t.start, t.end)
    cost, within = c.cost(span), _is_modifier(c, t)
    if c.trigger.type != "press_conference" and not within:  # what is said there is said then
        cost += _verb_penalty(c, span)
    cost = min(cost, c.cost_by_verb(span))
    cost += (
        (0.0 if within or is_end(c, t) else _LIMIT[t.limit])
        + (3.0 if t.weak else 0.0)
        + (0.5 if t.start < c.trigger.start else 0.0)
    )
    cost += _move_cost(c, t, anchor) + (_FOR if is_of_feast(c, t) else 0.0)
    cost += _DEED * c.is_of_deed(t.start)
    sitting = moves.is_next_sitting(c, t)
    if cost > REACH and not sitting:
        return cost
    if sitting and c.trigger.type not in _SITTINGS:
        return REACH + 1
    if moves.is_new_date(c, t):
        cost = min(cost, 0.0)  # "the talks scheduled for Thursday were moved to Friday"
    when = t.resolve(anchor, side, previous)
    if when is None:
        return REACH + 1
    against = _against_tense(when, side, anchor)
    if against and not {"proposed", "called", "agreed"}.isdisjoint(c.cues.near):
        return REACH + 1  # the day on which it was proposed or called for
    return cost + _COARSE.get(when["granularity"], 0.0) + _WRONG_SIDE * against


def _is_of_other(c: Candidate, t: TimeExpression) -> bool:
    """It says which other event is meant, at which this one is not: "the winner of the 25 May election"."""
    s = c.line.sentence
    if c.line.pack.modifier_after or c.trigger.start <= t.start < c.trigger.end:
        return False
    owner = s.at(t.end, "POSSESSIVE")
    first = owner.end if owner is not None else t.end
    other = next((r for r in c.line.triggers if r.form == "noun" and 0 <= r.start - first <= 1), None)
    if other is None or other is c.trigger or (owner is None and s.before(t.start, "DEFINITE") is None):
        return False
    the = s.before(t.start, "DEFINITE", "A")
    where = s.before(the.start if the is not None else t.start, "WHERE", "ON", "CLAUSE", "PREP")
    return where is None or where.value not in ("in", "on")


def is_of_feast(c: Candidate, t: TimeExpression) -> bool:
    """What the event is held for, or named after: "to mark Easter", "the Christmas parade"."""
    named = isinstance(t.base, Holiday) and t.end == c.trigger.start and c.trigger.form == "noun"
    return named or c.line.sentence.before(t.start, "OCCASION") is not None


def _is_modifier(c: Candidate, t: TimeExpression) -> bool:
    """It says which event it is, and what stands before is said of that: "since the May 2020 election".

    "the council's Monday meeting" has it as well.
    """
    s = c.line.sentence
    whose = any(s.at(i, "DEFINITE", "A") for i in range(t.start - 1, t.end)) or s.before(t.start, "POSSESSIVE")
    return (
        bool(whose)
        and c.trigger.form == "noun"
        and 0 <= c.trigger.start - t.end <= 1
        and not c.line.pack.modifier_after
    )


def _completed(c: Candidate, t: TimeExpression) -> TimeExpression:
    """The day with the time of day and the duration that the sentence tells apart from it."""
    distance = c.line.distance
    for other in c.line.times:
        span = (other.start, other.end)
        if other.start == t.start:
            continue
        near = distance.between(span, (t.start, t.end)) <= _WITH_DATE or distance.from_noun(c.here, span) <= _WITH_DATE
        if other.is_clock and (near or _is_alone(c)):
            t = t.at(other)
        elif other.is_duration and (near or c.cost_by_verb(span) <= 2 * _WITH_DATE or _lasts(c, other)):
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
    s = c.line.sentence
    prep = s.before(t.start, "PREP")
    at = prep.start if prep else t.start
    leaves = s.before(at, "VISIT") if c.trigger.type == "visit" else None
    return t.limit == "until" or s.before(at, "ENDED") is not None or (leaves is not None and leaves.value == "from")


def _move_cost(c: Candidate, t: TimeExpression, anchor: Anchor) -> float:
    """Of an event that is moved there is the new date («إلى 19 شباط»), the old one, and the day of the decision."""
    if moves.is_new_date(c, t):
        return -2.0 - _LIMIT[t.limit]
    if moves.is_left(c, t.start):
        return _LEFT
    owner = c.line.sentence.at(t.end, "POSSESSIVE")
    if (owner is not None and 0 <= c.trigger.start - owner.end <= _ADJECTIVES) or _is_modifier(c, t):
        return 0.0  # "put off Thursday's session"
    if _is_of_noun(c, t):
        return 0.0
    off = moves.mover(c) or c.cues.near.get("cancelled")
    span = (t.start, t.end)
    beside = c.line.distance.between(span, (off.start, off.end)) if off is not None else _BESIDE
    if beside < _BESIDE and not (off is not None and t.end <= off.start and _is_planned(c, t)):
        when = t.resolve(anchor, "past")
        if when is not None and (anchor.day - timedelta(7)).isoformat() < when["start"] <= anchor.day.isoformat():
            return REACH if beside < c.line.distance.between(span, c.here) else _DECIDED
    return _OLD if moves.is_former_date(c, t) else 0.0


def _is_of_noun(c: Candidate, t: TimeExpression) -> bool:
    """It stands between the noun and the verb of what became of it: "the talks on Monday have been called off"."""
    auxiliary = c.line.sentence.at(t.end, "PASSIVE") or c.line.sentence.at(t.end + 1, "PASSIVE")
    return c.trigger.form == "noun" and c.trigger.end <= t.start and auxiliary is not None


def _is_planned(c: Candidate, t: TimeExpression) -> bool:
    """A word that plans stands before it: "due to begin in Rome on Thursday"."""
    said = (w for w in c.line.sentence.of("STATUS") if w.value == "scheduled" and w.end <= t.start)
    return any(c.line.distance.between((w.start, w.end), (t.start, t.end)) < _BESIDE for w in said)


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


def _against_tense(when: When, side: Tense, anchor: Anchor) -> bool:
    """The date lies on the other side than the verb: "was postponed" beside the date of postponing."""
    today = anchor.day.isoformat()
    if side == "none":
        return False
    return when["end"][:10] <= today if side == "future" else when["start"][:10] > today


def _verb_penalty(c: Candidate, span: Span) -> float:
    """More where another verb is nearer to the words than the event is, or stands between them."""
    distance, here = c.line.distance, c.here
    mine = distance.between(span, here)
    cost = 0.0
    for verb in c.line.verbs:
        if min(span[0], here[0]) < verb[0] < max(span[0], here[0]):
            cost = max(cost, _VERB_BETWEEN)
        elif distance.between(verb, span) < min(mine, 2.5):
            cost = max(cost, VERB_NEARER)
    return cost
