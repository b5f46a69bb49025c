"""What a date of the sentence costs as the date of an event.

Attachment is scored, not "nearest wins": a date beside another verb is the date of what that verb says, a
date on the other side of the tense is suspect, and a date may come by way of the verb that the event is
subject of.
"""

from datetime import date, timedelta
from typing import Final

from mawid.detect import moves
from mawid.detect.reading import Candidate, Span
from mawid.event import When
from mawid.languages import Sentence
from mawid.languages.lexicon import Tag
from mawid.temporal import Anchor, Tense, TimeExpression
from mawid.temporal.values import Holiday

REACH: Final = 9.0
"""Cost above which a date is not an event's by itself."""
WITH_DATE: Final = 2.0
"""How near a clock time or a duration stands to the date or the event that it belongs to."""
VERB_NEARER: Final = 4.0
_VERB_BETWEEN: Final = 3.0
_WRONG_SIDE: Final = 4.0
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


def days_off(when: When, anchor: Anchor) -> int:
    """Days between the publication and the first day of a date, on either side."""
    return abs((date.fromisoformat(when["start"][:10]) - anchor.day).days)


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


def is_of_deed(c: Candidate, t: TimeExpression, anchor: Anchor) -> bool:
    """It is the month or year in which was done what somebody is tried for, of whose hearing the day is news."""
    when = t.resolve(anchor, "past") if c.is_of_deed(t.start) else None
    return when is not None and when["granularity"] in _COARSE


def is_last_day(c: Candidate, t: TimeExpression) -> bool:
    """It is the last day of what goes on, and the sentence tells no first one: "the fair runs until Friday"."""
    if _ends_then(c, t):
        return True
    if t.limit != "until" or c.line.times[0].start != t.start:
        return False
    if c.line.times[0].is_duration:
        return True
    lasts = ((v.start, v.end) for v in c.line.sentence.of("LASTS") if v.end <= t.start)
    return any(c.line.distance.between(v, (t.start, t.end)) <= WITH_DATE for v in lasts)


def word_before(s: Sentence, t: TimeExpression, cls: str) -> Tag | None:
    """The word of a class right before a date, or before the preposition there: "ends on Saturday"."""
    prep = s.before(t.start, "PREP")
    return s.before(prep.start if prep is not None else t.start, cls)


def _ends_then(c: Candidate, t: TimeExpression) -> bool:
    """A clause of its own says that what is known ends then: "the meeting, which ends on Saturday"."""
    s = c.line.sentence
    verb = word_before(s, t, "ENDED")
    which = s.before(verb.start, "CLAUSE") if verb is not None else None
    near = which is not None and which.value == "which" and 0 <= which.start - c.trigger.end <= 1
    return near and c.trigger.definite and c.trigger.form == "noun"


def cost_of(c: Candidate, t: TimeExpression, side: Tense, anchor: Anchor, previous: When | None) -> float:
    """How far a date is from being the event's: 0 is its date, above `REACH` it is not by itself.

    Args:
        c: a mention of the event.
        t: a date of its sentence.
        side: on which side of the publication a date without a year lies.
        anchor: publication day.
        previous: the last date before, from which "the following day" counts.
    """
    if is_of_saying(c, t):
        return REACH + 1
    span = (t.start, t.end)
    cost, within = c.cost(span), _is_modifier(c, t)
    if c.trigger.type != "press_conference" and not within:  # what is said there is said then
        cost += _verb_penalty(c, span)
    cost = min(cost, c.cost_by_verb(span))
    cost += (
        (0.0 if within or is_last_day(c, t) else _LIMIT[t.limit])
        + (3.0 if t.weak else 0.0)
        + (0.5 if t.start < c.trigger.start else 0.0)
    )
    new = moves.is_new_date(c, t)
    cost += -2.0 - _LIMIT[t.limit] if new else _old_cost(c, t, within, anchor)
    cost += _FOR if is_of_feast(c, t) else 0.0
    cost += _DEED * c.is_of_deed(t.start)
    sitting = moves.is_next_sitting(c, t)
    if cost > REACH and not sitting:
        return cost
    if sitting and c.trigger.type not in _SITTINGS:
        return REACH + 1
    if new:
        cost = min(cost, 0.0)  # "the talks scheduled for Thursday were moved to Friday"
    when = t.resolve(anchor, side, previous)
    if when is None:
        return REACH + 1
    against = _against_tense(when, side, anchor)
    if against and not {"proposed", "called", "agreed"}.isdisjoint(c.cues.near):
        return REACH + 1  # the day on which it was proposed or called for
    return cost + _COARSE.get(when["granularity"], 0.0) + _WRONG_SIDE * against


def is_of_other(c: Candidate, t: TimeExpression) -> bool:
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


def _old_cost(c: Candidate, t: TimeExpression, within: bool, anchor: Anchor) -> float:
    """Of an event that is moved there are, beside the new date, the old one and the day of the decision.

    `within`: it only says which event it is.
    """
    if moves.is_left(c, t.start):
        return _LEFT
    owner = c.line.sentence.at(t.end, "POSSESSIVE")
    if (owner is not None and 0 <= c.trigger.start - owner.end <= _ADJECTIVES) or within:
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
