"""How it stands with an event: the tense of its clause and its status."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from mawid.detect.clauses import Distance
from mawid.detect.triggers import Trigger
from mawid.event import Status, When
from mawid.languages import Sentence
from mawid.languages.lexicon import Tag
from mawid.temporal import Tense

_REACH: Final = {"postponed": 3.0, "cancelled": 3.0, "proposed": 3.0, "scheduled": 5.0}
_LONG: Final = frozenset({"festival", "competition", "exercise", "protest"})
"""Events that fill the month or year that they are said to be in."""
_CARRY_REACH: Final = 4.0


@dataclass(slots=True)
class Cues:
    """What the clause of a trigger says of its status. `near` maps a status to its nearest word.

    `ended`: a word says that the event is over. `carriers`: the verbs behind the trigger that it may be subject of.
    """

    near: dict[str, Tag]
    carry: dict[str, Tag]
    future: bool
    ended: bool
    carriers: list[tuple[int, int]]

    def spans(self, status: str) -> Iterable[tuple[int, int]]:
        """The tokens that said so."""
        tag = self.near.get(status)
        return [(tag.start, tag.end)] if tag else []


def cues(sentence: Sentence, trigger: Trigger, distance: Distance, rivals: Iterable[Trigger]) -> Cues:
    """The status words that belong to a trigger and not to one of its rivals in the sentence."""
    here = (trigger.start, trigger.end)
    others = [(r.start, r.end) for r in rivals if r is not trigger and not r.rejected]

    def mine(tag: Tag, reach: float) -> float | None:
        span = (tag.start, tag.end)
        if tag.start < trigger.end and trigger.start < tag.end:
            return None
        cost = distance.from_noun(here, span)
        if cost > reach:
            return None
        for o in others:
            between = min(span[0], here[0]) < o[0] < max(span[0], here[0])
            if between and distance.between(span, o) + 0.5 < cost:
                return None
        return cost

    near: dict[str, Tag] = {}
    best: dict[str, float] = {}
    negated = sentence.of("NEGATION")
    for tag in sentence.of("STATUS"):
        if tag.value not in _REACH:
            continue  # a phrase that only looks like a status word: «من أجل»
        cost = mine(tag, _REACH[tag.value])
        if cost is None or cost >= best.get(tag.value, 99.0):
            continue
        if tag.value in ("postponed", "cancelled") and any(0 <= tag.start - n.end <= 2 for n in negated):
            continue  # "denied postponing", «نفى تأجيل»
        near[tag.value], best[tag.value] = tag, cost
    carry: dict[str, Tag] = {}
    costs: dict[str, float] = {}
    future = trigger.future
    for tag in sentence.of("CARRY"):
        cost = mine(tag, _CARRY_REACH)
        value = "future" if "س" in tag.prefix and tag.value == "present" else tag.value
        if cost is not None and cost < costs.get(value, 99.0):
            carry[value], costs[value] = tag, cost
            future = future or value == "future"
    if len(costs) > 1:  # the nearest verb governs
        nearest = min(costs.values())
        carry = {k: v for k, v in carry.items() if costs[k] <= nearest + 1.0}
    carriers = _carriers(sentence, trigger, others)
    for value in ("postponed", "cancelled"):
        if value in near and any(near[value].end <= verb[0] for verb in carriers if _is_future(sentence, verb)):
            del near[value]  # "the talks, put off last week, will now be held on Monday"
    ended = any(distance.from_noun(here, (e.start, e.end)) <= _CARRY_REACH for e in sentence.of("ENDED"))
    return Cues(near, carry, future, ended, carriers)


def _carriers(sentence: Sentence, trigger: Trigger, others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Verbs behind the trigger with no other event between: what it is, was or will be."""
    last = min((o[0] for o in others if o[0] >= trigger.end), default=len(sentence.tokens))
    tags = [t for cls in ("CARRY", "STATUS") for t in sentence.of(cls)]
    return sorted((t.start, t.end) for t in tags if trigger.end <= t.start < last)


def _is_future(sentence: Sentence, verb: tuple[int, int]) -> bool:
    """A word such as "will" with a verb that carries events right behind it, or the future in one word."""
    tag = sentence.at(verb[0], "CARRY")
    if tag is not None and "س" in tag.prefix:
        return True
    scheduled = sentence.at(verb[0], "STATUS")
    if scheduled is None or scheduled.value != "scheduled":
        return False
    return any((c := sentence.at(i, "CARRY")) is not None and c.value == "present" for i in range(verb[1], verb[1] + 3))


def tense(trigger: Trigger, cues: Cues) -> Tense:
    """The side on which a date without a year lies."""
    if trigger.future or cues.future:
        return "future"
    if trigger.form == "did":
        return "past"
    if "scheduled" in cues.near or "proposed" in cues.near or "postponed" in cues.near:
        return "future"
    if "past" in cues.carry:
        return "past"
    if trigger.form == "does" or "present" in cues.carry or "cancelled" in cues.near:
        return "future"
    return "none"


def status(trigger: Trigger, cues: Cues, when: When | None, published: date) -> Status:
    """The status of an event at the time of publication.

    Words that postpone or cancel it win; then the date decides, and where the event may be on the day of
    publication, the tense does.
    """
    t = tense(trigger, cues)
    today = published.isoformat()
    if "cancelled" in cues.near:
        return "cancelled"
    if "postponed" in cues.near:
        return "postponed"
    if when is not None:
        start, end = when["start"][:10], when["end"][:10]
        if end <= today and start < today:
            return "ongoing" if trigger.arrived else "occurred"
        if start > today:
            return "proposed" if "proposed" in cues.near else "scheduled"
    if "proposed" in cues.near and t != "past":
        return "proposed"
    if cues.ended and t != "future":
        return "occurred"
    if "began" in cues.carry or trigger.arrived:
        return "ongoing"
    if (
        when is not None
        and t != "future"
        and when["granularity"] == "days"
        and end > (published + timedelta(1)).isoformat()
    ):
        return "ongoing"
    if when is None and trigger.form == "does" and not (trigger.future or cues.future or cues.near):
        return "ongoing" if trigger.type == "visit" else "occurred"  # the present tense of headlines
    if t == "future":
        return "scheduled"
    if (
        t == "none"
        and when is not None
        and trigger.type in _LONG
        and when["granularity"] in ("month", "season", "year")
    ):
        return "ongoing"
    return "occurred"
