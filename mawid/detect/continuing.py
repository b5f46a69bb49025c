"""A sentence that goes on about the event of the one before without naming it.

"It will begin at 10 a.m.", «وتستمر يومين»: what opens the sentence is a pronoun, or a verb that carries events with
nothing but a date or place behind it.
"""

from collections.abc import Sequence
from typing import Final

from mawid.detect import dating, placing
from mawid.detect.clusters import may_be_of, overlap
from mawid.detect.cues import cues
from mawid.detect.reading import Candidate, Line
from mawid.detect.status import status
from mawid.detect.trigger import Trigger
from mawid.languages.lexicon import Tag
from mawid.temporal import Anchor

_OPENS: Final = ("CONTINUES", "CARRY", "STATUS", "FORMER")
_VERBS: Final = ("CARRY", "STATUS", "FORMER", "LASTS", "CONTINUES")
_BETWEEN: Final = ("PREP", "AT", "FROM", "TO", "DURING", "LIMIT", "STARTING", "PAST_CUE", "FUTURE_CUE", "STOP")
_PREDICATE: Final = 8
"""Tokens between a pronoun and the noun that says what it is."""
_NO_PREDICATE: Final = ("WHERE", "PREP", "CLAUSE", "SAID", "TRIGGER", "WEAK", "DID", "DOES")
"""What does not stand between them."""
_FIRST: Final = 2
"""Tokens within which the sentence shows that it goes on."""


def continuing(line: Line, anchor: Anchor, told: Sequence[Candidate]) -> Candidate | None:
    """What the sentence adds to an event of the sentence before, if it does.

    Args:
        line: the sentence.
        anchor: publication day.
        told: the candidates of the sentences before.
    """
    verb = _verb(line)
    before = [c for c in told if c.line.index == line.index - 1 and (not c.pointer or c.continues)]
    last = min(before, key=lambda c: c.trigger.form != "noun", default=None)
    if verb is None or last is None:
        return None
    trigger = Trigger(verb.start, verb.end, last.trigger.type, "noun", weak=True, points=True, definite=True)
    said = cues(line.sentence, trigger, line.distance, (), line.dates, line.pack)
    c = Candidate(line, trigger, said, last.status)
    c.continues, c.pointer = last, True
    dating.attach(c, anchor, last.when)
    dating.extend(c, last, anchor)
    c.time_cost = 0.0  # nothing else in the sentence could have that date
    placing.attach(c)
    if c.when is not None:
        c.status = status(trigger, c.cues, c.when, anchor.day)
        apart = last.when is not None and not overlap(c.when, last.when) and not (c.former or last.former)
        if apart or (c.status == "occurred") != (last.status == "occurred"):
            return None
    return c if c.when is not None or c.place is not None else None


def name_again(line: Line, found: Sequence[Candidate], told: Sequence[Candidate]) -> None:
    """Join what the sentence only calls the event of the one before: "It will be the first visit since 2014".

    It has no date of its own, and stands as that one does.

    Args:
        line: the sentence.
        found: its candidates.
        told: those of the sentences before.
    """
    named = next((c for c in found if _is_predicate(line, c.trigger)), None)
    if named is None:
        return
    before = (c for c in reversed(told) if c.line.index == line.index - 1 and not c.pointer)
    last = next((c for c in before if may_be_of(named.trigger.type, c.trigger.type)), None)
    if last is not None:
        named.continues, named.status = last, last.status
        named.time, named.when, named.dates = None, None, []


def _is_predicate(line: Line, noun: Trigger) -> bool:
    """A pronoun opens the sentence, a verb of being follows, and nothing but adjectives stands before the noun."""
    s = line.sentence
    pronoun = s.at(0, "CONTINUES")
    if pronoun is None or noun.form != "noun" or noun.start - pronoun.end > _PREDICATE:
        return False
    between = range(pronoun.end, noun.start)
    return any(s.at(i, "IS") for i in between) and not any(s.at(i, *_NO_PREDICATE) for i in between)


def _verb(line: Line) -> Tag | None:
    """The verb that opens the sentence with nothing of its own between it and a date or place."""
    s = line.sentence
    starts = [*(t.start for t in line.times), *(p.start for p in line.places), *(v.start for v in line.venues)]
    first = min(starts, default=-1)
    verb = next((tag for i in range(_FIRST) if (tag := s.at(i, *_OPENS))), None)
    if verb is None and line.times and line.times[0].is_duration:
        verb = s.at(0, "LASTS")  # «ويستمر حتى الأربعاء»
    if verb is None or first < 0 or any(not t.points for t in line.live) or any(t.start < first for t in s.of("SAID")):
        return None
    i = verb.end
    while i < first:
        tag = s.at(i, *_VERBS, *_BETWEEN)
        if tag is None and s.tokens[i].text.isalnum():
            return None
        if tag is not None and tag.cls in _VERBS:
            verb = tag
        i = tag.end if tag is not None else i + 1
    return verb
