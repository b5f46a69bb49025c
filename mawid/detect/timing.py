"""When an event takes place: all dates of the article compete, and "unsaid" with them.

What speaks for a date is many small things: how near it stands to a mention of the event, whether another event has it,
on which side of the publication it lies and in which tense the event is told (`ranking` says how they are weighed).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final

from mawid.detect import programme
from mawid.detect.clusters import LOOSE, Cluster, contradicts
from mawid.detect.costs import REACH, days_off, is_of_saying
from mawid.detect.moves import is_former_date
from mawid.detect.ranking import Features
from mawid.detect.reading import Candidate, Line, Told
from mawid.detect.siting import group_of, time_of
from mawid.detect.status import tense
from mawid.event import When
from mawid.temporal import Anchor, Tense, TimeExpression, guess_tense

_MOST: Final = 40
"""Dates of an article that are looked at. News has some ten, a list has thousands."""
_SPOTS: Final = 20
"""Places in the text where one of them is told, at most."""
_STEPS: Final = (0.5, 1.5, 3.0, 5.0, 7.0)
"""Costs in whose intervals the weight of a date's distance is learned."""
_DAYS: Final = (0, 1, 7, 30, 365)
"""The same for the days between publication and the date."""
_WEEKS: Final = 14
"""Days between the two that a weekday may be, at most."""
_POSSESSED: Final = 4
"""Tokens behind a possessor within which the noun begins that is its own."""
_LEAD: Final = 3
"""Sentences of headline and lead."""

_COARSE: Final = frozenset({"week", "weekend", "month", "season", "year", "other"})

Key = tuple[str, str]


@dataclass(slots=True, eq=False)
class Dated:
    """A date that an event may have.

    Attributes:
        when: None for "the article does not say".
        features: what speaks for and against it.
        mention: the mention of the event whose sentence tells it best; None where no such sentence does.
        told: the date there.
    """

    when: When | None
    features: Features
    mention: Candidate | None = None
    told: Told | None = None


UNDATED: Final = Dated(None, {})
"""The article does not say when."""


@dataclass(slots=True)
class Entry:
    """A date as the article tells it, and the events that have it by themselves."""

    when: When
    spots: list[tuple[Line, TimeExpression]] = field(default_factory=list)
    events: list[Cluster] = field(default_factory=list)


class Calendar:
    """The dates of an article.

    Args:
        lines: its sentences.
        events: what happens in it.
        anchor: publication day.
    """

    def __init__(self, lines: Sequence[Line], events: Sequence[Cluster], anchor: Anchor) -> None:
        self.anchor = anchor
        self.dates: dict[Key, Entry] = {}
        self.owners: dict[tuple[int, int], list[tuple[float, Cluster]]] = {}
        for k in events:
            for c in k.mentions:
                if c.when is None or c.time is None or c.counted:
                    continue
                entry = self._entry(c.when, c.line, c.time)
                if entry is not None and k not in entry.events:
                    entry.events.append(k)
                self.owners.setdefault((c.line.index, c.time.start), []).append((c.time_cost, k))
        for line in lines:
            for t in line.times:
                if len(self.dates) >= _MOST:
                    return
                if t.is_duration or t.is_clock or t.is_anaphoric or (line.index, t.start) in self.owners:
                    continue
                when = t.resolve(anchor, guess_tense(line.sentence, t.start, t.end))
                if when is not None:
                    self._entry(when, line, t)

    def _entry(self, when: When, line: Line, t: TimeExpression) -> Entry | None:
        key = (when["start"], when["end"])
        if key not in self.dates and len(self.dates) >= _MOST:
            return None
        entry = self.dates.setdefault(key, Entry(when))
        if len(entry.spots) < _SPOTS:
            entry.spots.append((line, t))
        return entry


def options(k: Cluster, calendar: Calendar) -> list[Dated]:
    """The dates that an event may have, those of its own sentences first, and None before all.

    Args:
        k: the event.
        calendar: the dates of the article.
    """
    own: dict[Key, list[tuple[float, Candidate, Told]]] = {}
    given_up: set[Key] = set()  # "originally planned for Monday"
    for c in k.mentions:
        for told in c.dates:
            key = (told.when["start"], told.when["end"])
            if is_former_date(c, told.first, "first"):
                given_up.add(key)
            else:
                own.setdefault(key, []).append((told.cost, c, told))
    rule, best = k.dated, k.best
    tense_told = tense(best.trigger, best.cues)
    out = []
    for key, found in own.items():
        entry = calendar.dates.get(key)
        cost, c, told = min(found, key=lambda f: (f[2].turned, f[0]))
        option = Dated(told.when, _near(k, c, told, calendar), c, told)
        option.features["in so many of its sentences"] = min(len(found), 3) / 3
        out.append((cost, option, entry))
    for key, entry in calendar.dates.items():
        if key not in own and key not in given_up and _may_be(tense_told, entry.when, calendar.anchor):
            out.append((inf, Dated(entry.when, _far(k, entry)), entry))
    nearest = min((cost for cost, _, _ in out), default=inf)
    _narrowing([option for _, option, _ in out])
    for cost, option, entry in out:
        f = option.features
        f["nearest"] = float(cost == nearest < inf)
        f["the only one told"] = float(len(out) == 1)
        if rule is not None and rule.when == option.when and rule.time_cost <= REACH:
            f["attached"] = 1.0
            f[f"attached, cost {_step(rule.time_cost)}"] = 1.0
        assert option.when is not None
        f.update(_context(k, option.when, option.mention is not None, calendar.anchor))
        if entry is not None:
            f.update(_beside(k, entry))
        f.update(_within_whole(k, option))
    return [_unsaid(k, [(cost, o) for cost, o, _ in out], rule), *(o for _, o, _ in out)]


def _may_be(told: Tense, when: When, anchor: Anchor) -> bool:
    """What "will" be was not on a day that is over, and what "was" is not on one to come."""
    return (told, _side(when, anchor)) not in {("future", "over"), ("past", "to come")}


def _narrowing(dates: Sequence[Dated]) -> None:
    """One date may say more exactly what another one of the event's own says: "in September", "on 8 September"."""
    own = [o for o in dates if o.told is not None and not o.told.turned and o.told.cost <= REACH]
    for coarse in own:
        assert coarse.when is not None
        if coarse.when["granularity"] not in _COARSE:
            continue
        inside = [o for o in dates if o is not coarse and o.when is not None and _within(o.when, coarse.when)]
        coarse.features["told more exactly"] = float(bool(inside))
        for o in inside:
            o.features["more exact than its own"] = 1.0
            o.features["more exact than its own, the only one"] = float(len(inside) == 1)


def _within(a: When, b: When) -> bool:
    return b["start"] <= a["start"] and a["end"] <= b["end"] and (a["start"], a["end"]) != (b["start"], b["end"])


def _step(cost: float) -> int:
    return sum(cost > s for s in _STEPS)


def _tense(c: Candidate) -> str:
    told = tense(c.trigger, c.cues)
    return told if told != "none" else c.trigger.form


def _near(k: Cluster, c: Candidate, told: Told, calendar: Calendar) -> Features:
    """What the sentence says that has both the event and the date."""
    t, group = told.first, group_of(k)
    others = [cost for cost, other in calendar.owners.get((c.line.index, told.time.start), ()) if other is not k]
    rel, step, words = _side(told.when, calendar.anchor), _step(told.cost), _tense(c)
    return _sides(told, calendar.anchor) | {
        "same sentence": 1.0,
        "cost": min(max(told.cost, 0.0), REACH) / REACH,
        f"cost {step}": 1.0,
        f"{group}, cost {step}": 1.0,
        "of saying": float(is_of_saying(c, t)),
        f"limit {t.limit}": float(t.limit is not None),
        "before": float(t.start < c.trigger.start),
        "weak": float(t.weak),
        "in the title": float(c.line.sentence.text.field == "title"),
        "points back": float(c.trigger.definite),
        "points back, far": float(c.trigger.definite and told.cost > LOOSE),
        f"form {c.trigger.form}, cost {step > 2}": 1.0,
        "another's": float(bool(others)),
        "another's, nearer": float(bool(others) and min(others) < told.cost),
        f"told as {words}, {rel}": 1.0,
        "the only one of its sentence": float(len(c.dates) == 1),
        "for a feast": float(c.line.sentence.before(t.start, "OCCASION") is not None),
        "told in days from now": float(t.is_deictic),
        "told in the lead": float(c.line.index < _LEAD),
        f"before its noun, {_nearness(told, calendar.anchor)}": float(t.end == c.trigger.start),
        "of another noun": float(_is_of_another(c, t)),
        "turned": float(told.turned),
        f"turned, told as {words}": float(told.turned),
        f"turned, among {told.tense} words": float(told.turned),
        f"turned, {rel}": float(told.turned),
        "turned, with a time of day": float(told.turned and told.when["granularity"] == "time"),
        f"among {told.tense} words, {rel}": 1.0,
        f"{group}, told as {words}, {rel}": 1.0,
    }


def _sides(told: Told, anchor: Anchor) -> Features:
    """Of the two days that "on Monday" or "3 June" may be, the one nearer to the publication."""
    if told.other is None:
        return {}
    apart = days_off(told.when, anchor) + days_off(told.other, anchor)
    return {f"the {_nearness(told, anchor)} side of a {'weekday' if apart <= _WEEKS else 'date'}": 1.0}


def _nearness(told: Told, anchor: Anchor) -> str:
    if told.other is None:
        return "only"
    return "nearer" if days_off(told.when, anchor) < days_off(told.other, anchor) else "farther"


def _is_of_another(c: Candidate, t: TimeExpression) -> bool:
    """It has the mark of a possessor, and the event is not what it possesses: "Sunday's criticism of the fair"."""
    s = c.line.sentence
    if s.at(t.end, "POSSESSIVE") is None:
        return False
    return not t.end < c.trigger.start <= t.end + _POSSESSED


def _far(k: Cluster, entry: Entry) -> Features:
    """How far the date stands from the sentences that tell of the event."""
    gaps = [
        (abs(line.index - c.line.index), line.index > c.line.index, n)
        for c in k.mentions
        for n, (line, _) in enumerate(entry.spots)
        if line.sentence.text.field == c.line.sentence.text.field
    ]
    group = group_of(k)
    gap, after, n = min(gaps, default=(99, False, 0))
    line, t = entry.spots[n]
    said = line.sentence.before(t.start, "SAID") or line.sentence.at(t.end, "SAID")
    taken = "anothers" if entry.events else "free"
    kind = "days from now" if t.is_deictic else "absolute" if t.has_year else "weekday or date"
    return {
        "another sentence": 1.0,
        f"another sentence, {group}": 1.0,
        f"gap {min(gap, 4)}{' after' if after else ''}": 1.0,
        f"gap {min(gap, 2)}, {taken}": 1.0,
        f"elsewhere, {taken}": 1.0,
        f"elsewhere, {kind}": 1.0,
        f"elsewhere, limit {t.limit}": float(t.limit is not None),
        "elsewhere, said then": float(said is not None),
        "elsewhere, in the lead": float(line.index < _LEAD),
        "elsewhere, said often": float(len(entry.spots) > 1),
        "elsewhere, points back": float(all(c.trigger.definite for c in k.mentions)),
        "elsewhere, of another one": float(any(c.trigger.another for c in k.mentions)),
    }


def _side(when: When, anchor: Anchor) -> str:
    today = anchor.day.isoformat()
    if when["start"][:10] > today:
        return "to come"
    return "over" if when["end"][:10] <= today and when["start"][:10] < today else "now"


def _context(k: Cluster, when: When, is_own: bool, anchor: Anchor) -> Features:
    """What kind of date it is, and how it lies to publication and to the time in which the event is told."""
    group = group_of(k)
    own = "own" if is_own else "elsewhere"
    days = days_off(when, anchor)
    far, side, time = sum(days > d for d in _DAYS), _side(when, anchor), time_of(k.status)
    return {
        f"{own} {when['granularity']}": 1.0,
        f"{group} {when['granularity']}": 1.0,
        f"{own}, {time} event, date {side}": 1.0,
        f"{own}, days {far} {side}": 1.0,
        f"{group}, {own}, days {far}": 1.0,
    }


def _within_whole(k: Cluster, option: Dated) -> Features:
    """The event is part of another one, which is on that day."""
    dated = k.whole.dated if k.whole is not None else None
    if dated is None or dated.when is None or option.when is None:
        return {}
    same = (dated.when["start"], dated.when["end"]) == (option.when["start"], option.when["end"])
    return programme.signs(k, same, _within(option.when, dated.when), option.mention is not None)


def _beside(k: Cluster, entry: Entry) -> Features:
    """Other events of the article are on that day."""
    lines = {c.line.index for c in k.mentions}
    others = [other for other in entry.events if other is not k]
    gaps = [(abs(c.line.index - n), i) for i, other in enumerate(others) for c in other.mentions for n in lines]
    if not gaps:
        return {}
    gap, i = min(gaps)
    other, placed = others[i], k.placed
    f = {
        f"beside {min(gap, 2)}": 1.0,
        f"beside, {'same' if time_of(other.status) == time_of(k.status) else 'other'} time": 1.0,
        f"beside, {group_of(k)} {min(gap, 2)}": 1.0,
    }
    there = other.placed
    if placed and there and placed.place and there.place:
        apart = contradicts(placed.place.place, there.place.place)
        f[f"beside, {'elsewhere' if apart else 'there'}"] = 1.0
    f["beside, of its type"] = float(other.type == k.type)
    return f


def _unsaid(k: Cluster, dates: Sequence[tuple[float, Dated]], rule: Candidate | None) -> Dated:
    """That the article does not say when: the fewer and the farther its dates, the likelier."""
    group, time = group_of(k), time_of(k.status)
    nearest = min((cost for cost, _ in dates), default=inf)
    own = sum(cost < inf for cost, _ in dates)
    first = k.mentions[0]
    return Dated(
        None,
        {
            "unsaid": 1.0,
            f"unsaid {group}": 1.0,
            f"unsaid {time}": 1.0,
            f"unsaid, {group} {time}": 1.0,
            f"unsaid, {min(own, 2)} in its sentences": 1.0,
            f"unsaid, nearest {_step(nearest) if own else 'nowhere'}": 1.0,
            "unsaid, none attached": float(rule is None),
            "unsaid, one loosely": float(rule is not None and rule.time_cost > LOOSE),
            "unsaid, a place is told": float(k.placed is not None),
            "unsaid, points back": float(all(c.trigger.definite for c in k.mentions)),
            "unsaid, plural": float(first.trigger.plural),
            "unsaid, told once": float(len(k.mentions) == 1),
            "unsaid, in the lead": float(first.line.index < _LEAD),
            "unsaid, few dates": float(len(dates) <= 1),
            "unsaid, another one": float(any(c.trigger.another for c in k.mentions)),
            f"unsaid, part of a dated one, {k.within}": float(k.whole is not None and k.whole.dated is not None),
        },
    )
