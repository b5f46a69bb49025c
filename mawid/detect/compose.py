"""Each trigger gets the time, the place, the parties and the status that its clause gives it.

Attachment is scored, not "nearest wins": a date beside a verb of saying is the date of saying, a place
without a preposition is seldom the event's, words in another clause cost more than words in this one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from mawid.detect import triggers
from mawid.detect.clauses import Distance
from mawid.detect.parties import PartyMention, People
from mawid.detect.status import Cues, cues, status, tense
from mawid.detect.triggers import Trigger
from mawid.event import Status, When
from mawid.languages import Pack, Sentence
from mawid.places import Context, PlaceMention, Venue, venues
from mawid.places import find as find_places
from mawid.temporal import Anchor, Tense, TimeExpression, guess_tense
from mawid.temporal import find as find_times

Label = Literal["trigger", "when", "where", "participant", "status"]

_TIME_REACH: Final = 9.0
_PLACE_REACH: Final = 7.0
_STRONG: Final = 2.5
"""A date that a weak word may count on costs no more."""
_PARTY_REACH: Final = 5.0
_VERB_NEARER: Final = 4.0
_VERB_BETWEEN: Final = 3.0
_WRONG_SIDE: Final = 4.0
_LIMIT: Final = {None: 0.0, "by": 2.0, "before": 3.0, "after": 4.0, "since": 7.0, "until": 3.0}
_CARRIER: Final = 1.0
_SURE: Final = 1.0
_FOR: Final = 4.0
"""A feast that something is held for may be its date, but any other is more so."""
_COARSE: Final = {
    "time": 0,
    "day": 0,
    "days": 0,
    "weekend": 0.3,
    "week": 0.5,
    "month": 0.8,
    "season": 1,
    "year": 1.2,
    "other": 1.5,
}
_WITH_DATE: Final = 2.0
"""How near a clock time or a duration stands to the date or the event that it belongs to."""
_ROLE: Final = {"in": 0.0, "to": 5.0, "from": 7.0, "with": 9.0, "between": 9.0, None: 6.0}


@dataclass(slots=True)
class Line:
    """A sentence with all that was found in it."""

    sentence: Sentence
    pack: Pack
    index: int
    times: list[TimeExpression]
    places: list[PlaceMention]
    venues: list[Venue]
    parties: list[PartyMention]
    distance: Distance
    verbs: list[tuple[int, int]]
    triggers: list[Trigger] = field(default_factory=list)


@dataclass(slots=True)
class Candidate:
    """A trigger with what was attached to it."""

    line: Line
    trigger: Trigger
    cues: Cues
    status: Status
    time: TimeExpression | None = None
    when: When | None = None
    place: PlaceMention | None = None
    venue: Venue | None = None
    parties: list[PartyMention] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    time_cost: float = 0.0
    place_cost: float = 0.0
    venue_cost: float = 0.0
    pointer: bool = False
    """It says too little to be an event by itself, but may be a mention of one."""

    def spans(self) -> Iterator[tuple[Label, int, int]]:
        """The token spans that say something of the event."""
        yield "trigger", self.trigger.start, self.trigger.end
        if self.time is not None:
            yield "when", self.time.start, self.time.end
        if self.place is not None:
            yield "where", self.place.start, self.place.end
        if self.venue is not None:
            yield "where", self.venue.start, self.venue.end
        for p in self.parties:
            yield "participant", p.start, p.end
        for a, b in self.cues.spans(self.status):
            yield "status", a, b


def read(sentences: list[Sentence], pack: Pack, people: People, context: Context) -> list[Line]:
    """All times, places, parties and triggers of an article."""
    sense = triggers.senses(sentences)
    out: list[Line] = []
    for i, s in enumerate(sentences):
        times = find_times(s, pack)
        dates = {k for t in times for k in range(t.start, t.end)}
        places = [p for p in find_places(s, pack, context) if p.start not in dates]
        parties = people.find(s)
        distance = Distance(s, (range(p.start, p.end) for p in parties))
        line = Line(s, pack, i, times, places, venues(s, pack, places), parties, distance, _verbs(s))
        line.triggers = triggers.find(
            s, sense, [range(t.start, t.end) for t in times], [range(v.start, v.end) for v in line.venues]
        )
        out.append(line)
    return out


def _verbs(s: Sentence) -> list[tuple[int, int]]:
    """Verbs that neither report nor carry an event: what stands beside them is theirs."""
    own = {t.start for cls in ("TRIGGER", "WEAK", "DID", "DOES", "CARRY", "STATUS") for t in s.of(cls)}
    verbs = {(t.start, t.end) for cls in ("SAID", "PAST_CUE", "FUTURE_CUE") for t in s.of(cls)}
    return sorted(v for v in verbs if v[0] not in own)


def compose(line: Line, anchor: Anchor, previous: When | None = None) -> list[Candidate]:
    """The candidates of a sentence: each trigger that was not rejected, with its attachments.

    Args:
        line: the sentence.
        anchor: publication day.
        previous: the last date before the sentence, from which "the following day" counts.
    """
    out = []
    live = [t for t in line.triggers if not t.rejected]
    for trigger in live:
        c = Candidate(line, trigger, cues(line.sentence, trigger, line.distance, live), "occurred")
        _attach_time(c, live, anchor, previous)
        _attach_place(c, live)
        _attach_parties(c, live)
        c.status = status(trigger, c.cues, c.when, anchor.day)
        if trigger.points:
            _forget_loose(c)
        c.words = _words(c)
        _judge(c)
        out.append(c)
    return out


def _attach_time(c: Candidate, live: list[Trigger], anchor: Anchor, previous: When | None) -> None:
    line, here = c.line, (c.trigger.start, c.trigger.end)
    side = tense(c.trigger, c.cues)
    best: tuple[float, TimeExpression] | None = None
    for t in line.times:
        if t.is_duration or t.is_clock:
            continue
        span = (t.start, t.end)
        cost = line.distance.from_noun(here, span) + _rivals(line, span, here, live)
        if c.trigger.type != "press_conference":  # what is said there is said then
            cost += _verb_penalty(line, span, here)
        cost = min(cost, _through_carrier(c, span, live))
        cost += _LIMIT[t.limit] + (3.0 if t.weak else 0.0) + (0.5 if t.start < c.trigger.start else 0.0)
        cost += _move_cost(c, t) + (_FOR if line.sentence.before(t.start, "OCCASION") else 0.0)
        if cost > _TIME_REACH or (best is not None and cost >= best[0]):
            continue
        when = t.resolve(anchor, side, previous)
        cost += _WRONG_SIDE * _against_tense(when, side, anchor) + (_COARSE[when["granularity"]] if when else 0.0)
        if cost <= _TIME_REACH and (best is None or cost < best[0]):
            best = (cost, t)
    if best is None:
        return
    cost, t = best
    for other in line.times:
        near = line.distance.between((other.start, other.end), (t.start, t.end)) <= _WITH_DATE
        if near or line.distance.between((other.start, other.end), here) <= _WITH_DATE:
            t = t.at(other) if other.is_clock else t.lasting(other) if other.is_duration else t
    if side == "none":
        side = guess_tense(line.sentence, t.start, t.end)
    when = t.resolve(anchor, side, previous)
    if when is not None:
        if c.cues.ended and t is not best[1]:
            when = _ending(when)
        c.time_cost, c.time, c.when = cost, t, when


def _through_carrier(c: Candidate, span: tuple[int, int], live: list[Trigger]) -> float:
    """The cost by way of the verb that the event is subject of: "the session …, is scheduled for Tuesday"."""
    if span[0] < c.trigger.end:
        return _TIME_REACH + 1.0
    near = [_CARRIER + c.line.distance.between(verb, span) for verb in c.cues.carriers if verb[1] <= span[0]]
    own = [r for r in live if r is not c.trigger and not r.points and c.trigger.end <= r.start < span[0]]
    return min(near, default=_TIME_REACH + 1.0) + 1.5 * len(own)


def _move_cost(c: Candidate, t: TimeExpression) -> float:
    """Beside a word that postpones stands the new date («إلى 19 شباط»), or the day on which that was decided."""
    moved = c.cues.near.get("postponed") or c.cues.near.get("cancelled")
    if moved is None:
        return 0.0
    before = c.line.sentence.before(t.start, "NEW_DATE")
    if (before is not None or t.limit == "until") and t.start >= moved.end:
        return -2.0
    return 3.0 if c.line.distance.between((t.start, t.end), (moved.start, moved.end)) < 1.0 else 0.0


def _ending(when: When) -> When:
    """An interval of days that was counted from its last day, counted to it."""
    if when["granularity"] != "days":
        return when
    first, end = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
    return when | {
        "start": (first - (end - first) + timedelta(1)).isoformat(),
        "end": (first + timedelta(1)).isoformat(),
    }


def _against_tense(when: When | None, side: Tense, anchor: Anchor) -> bool:
    """The date lies on the other side than the verb: "was postponed" beside the date of postponing."""
    today = anchor.day.isoformat()
    if when is None or side == "none":
        return False
    return when["end"][:10] <= today if side == "future" else when["start"][:10] > today


def _verb_penalty(line: Line, span: tuple[int, int], here: tuple[int, int]) -> float:
    """More where another verb is nearer to the words than the event is, or stands between them."""
    mine = line.distance.between(span, here)
    cost = 0.0
    for verb in line.verbs:
        if min(span[0], here[0]) < verb[0] < max(span[0], here[0]):
            cost = max(cost, _VERB_BETWEEN)
        elif line.distance.between(verb, span) < min(mine, 2.5):
            cost = max(cost, _VERB_NEARER)
    return cost


def _rivals(line: Line, span: tuple[int, int], here: tuple[int, int], live: list[Trigger]) -> float:
    """What other triggers between the words and the event, or nearer to the words, cost."""
    cost = 0.0
    mine = line.distance.between(span, here)
    for r in live:
        other = (r.start, r.end)
        if other == here:
            continue
        if r.points:
            continue
        if min(span[0], here[0]) < r.start < max(span[0], here[0]):
            cost += 1.5
        elif line.distance.between(other, span) + 0.5 < mine:
            cost += 1.0
    return cost


def _attach_place(c: Candidate, live: list[Trigger]) -> None:
    line, here = c.line, (c.trigger.start, c.trigger.end)
    visit = c.trigger.type == "visit"
    best: tuple[float, PlaceMention] | None = None
    for p in line.places:
        if p.demonym or p.acts or p.part or (p.role is None and any(q.start < p.start < q.end for q in line.parties)):
            continue
        span = (p.start, p.end)
        cost = line.distance.from_noun(here, span) + _rivals(line, span, here, live)
        cost += _role_cost(p, c.trigger, visit)
        if p.place.kind == "country":
            cost += 0.4  # of two places in one clause the city says more
        if cost <= _PLACE_REACH and (best is None or cost < best[0]):
            best = (cost, p)
    if best is not None:
        c.place_cost, c.place = best
    for v in line.venues:
        cost = (
            line.distance.from_noun(here, (v.start, v.end))
            + _ROLE[v.role]
            + _rivals(line, (v.start, v.end), here, live)
        )
        if cost <= _PLACE_REACH and (c.venue is None or cost < c.venue_cost):
            c.venue, c.venue_cost = v, cost


def _role_cost(p: PlaceMention, trigger: Trigger, visit: bool) -> float:
    """What it costs to take a place for the event's, by how it stands in the sentence."""
    if p.host or p.role == "in":
        return 0.0
    behind = p.start - trigger.end
    if p.role is None and (0 <= behind <= 1 or p.end == trigger.start) and (visit or p.place.kind == "city"):
        return 0.5  # «مشاورات موسكو», "Geneva talks", «يزور موسكو»; "Syria talks" are about Syria
    if p.dateline:
        return 4.5
    if visit and behind >= 0 and p.role in ("to", None):
        return 0.0 if p.role == "to" else 2.5
    return _ROLE[p.role]


def _attach_parties(c: Candidate, live: list[Trigger]) -> None:
    line, here = c.line, (c.trigger.start, c.trigger.end)
    for p in line.parties:
        span = (p.start, p.end)
        cost = line.distance.from_noun(here, span) + _rivals(line, span, here, live)
        if c.trigger.type != "press_conference" and _speaks(line, p):
            cost += _VERB_NEARER
        if cost <= _PARTY_REACH:
            c.parties.append(p)


def _speaks(line: Line, p: PartyMention) -> bool:
    """A verb of saying stands at the party: it speaks of the event and need not take part."""
    return line.sentence.before(p.start, "SAID") is not None or line.sentence.at(p.end, "SAID") is not None


def _forget_loose(c: Candidate) -> None:
    """A word that only points to an event tells its date or place where that is beyond doubt."""
    if c.time_cost > _SURE:
        c.time = c.when = None
    if c.place_cost > _SURE:
        c.place = None


def _words(c: Candidate) -> frozenset[str]:
    """The unknown words of the noun phrase behind (and in front of) the trigger."""
    s = c.line.sentence
    near = range(max(0, c.trigger.start - 4), min(len(s.tokens), c.trigger.end + 6))
    return frozenset(
        s.tokens[i].norm for i in near if len(s.tokens[i].norm) > 3 and not s.tags[i] and s.tokens[i].norm.isalpha()
    )


def _judge(c: Candidate) -> None:
    """Reject what lacks what its words need; what may only point back to an event is marked so."""
    t, line = c.trigger, c.line
    behind = [p for p in line.parties if t.end <= p.start <= t.end + 14]
    vague = c.when is None or c.when["granularity"] == "other"
    if t.points:
        c.pointer = True
    elif t.form == "noun":
        strong = c.when is not None and c.time_cost <= _STRONG
        carried = bool(c.cues.carry) and (c.when is not None or c.place is not None)
        if t.weak and not (strong and c.place is not None) and not (strong and carried):
            c.pointer = True
        elif t.topic and not strong:
            c.pointer = True
        elif vague and (c.place is None or (t.plural and not t.definite)):
            c.pointer = True
    elif t.type == "visit":
        c.pointer = c.place is None or c.place.start < t.end
    elif t.type in ("meeting", "talks", "call"):
        c.pointer = not behind and c.when is None and c.place is None
    else:
        c.pointer = c.when is None and c.place is None
