"""A sentence with all that was found in it, and a trigger with what was attached to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from mawid.detect import parts, triggers
from mawid.detect.clauses import Distance
from mawid.detect.cues import Cues
from mawid.detect.parties import PartyMention, People
from mawid.detect.senses import senses
from mawid.detect.trigger import Trigger
from mawid.event import Status, When
from mawid.languages import Pack, Sentence
from mawid.languages.lexicon import Tag
from mawid.places import Context, PlaceMention, Venue, venues
from mawid.places import find as find_places
from mawid.temporal import Tense, TimeExpression
from mawid.temporal import find as find_times
from mawid.temporal.tense import is_participle

Label = Literal["trigger", "when", "where", "participant", "status"]
Span = tuple[int, int]
"""Tokens of a sentence, half-open."""

_CARRIER: Final = 1.0
_FAR: Final = 99.0


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
    verbs: list[Span]
    triggers: list[Trigger] = field(default_factory=list)

    @property
    def dates(self) -> list[range]:
        """The tokens of its time expressions."""
        return [range(t.start, t.end) for t in self.times]

    @property
    def live(self) -> list[Trigger]:
        """The triggers that were not rejected."""
        return [t for t in self.triggers if not t.rejected]

    def rivals(self, span: Span, here: Span) -> float:
        """What other triggers between the words `span` and the event `here`, or nearer to the words, cost."""
        cost = 0.0
        mine = self.distance.between(span, here)
        for r in self.live:
            other = (r.start, r.end)
            if other == here or r.points:
                continue
            if min(span[0], here[0]) < r.start < max(span[0], here[0]):
                cost += 1.5
            elif self.distance.between(other, span) + 0.5 < mine:
                cost += 1.0
        return cost


@dataclass(slots=True)
class Told:
    """A date of the sentence, as the event would have it.

    Attributes:
        first: the time expression, and `time` the same with the time of day and the duration told apart from it.
        when: the interval.
        cost: how far it is from being the event's date: 0 is its date.
        tense: of the words around it.
        turned: it lies on the other side of the publication than its tense says: "on Monday" is a last and a next one.
        other: what it is on the other side.
    """

    first: TimeExpression
    time: TimeExpression
    when: When
    cost: float
    tense: Tense
    turned: bool = False
    other: When | None = None


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
    dates: list[Told] = field(default_factory=list)
    parties: list[PartyMention] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    time_cost: float = 0.0
    place_cost: float = 0.0
    venue_cost: float = 0.0
    moved: bool = False
    """It says that the event was moved to this date."""
    former: bool = False
    """The date is the one that it had before."""
    counted: bool = False
    """The date is counted from that of another event, which does not have it."""
    continues: "Candidate | None" = None
    """The mention in the sentence before that it goes on about, without a word for the event."""
    stop: bool = False
    """Its place is one of several that are told together, each of an event of its own."""
    pointer: bool = False
    """It says too little to be an event by itself, but may be a mention of one."""

    @property
    def here(self) -> Span:
        """Where the trigger stands."""
        return self.trigger.start, self.trigger.end

    @property
    def head(self) -> frozenset[str]:
        """The stems that the noun may have that says what the event is: the conference of a "press conference"."""
        t, pack = self.trigger, self.line.pack
        word = self.line.sentence.tokens[t.start if pack.modifier_after else t.end - 1].norm
        return frozenset(stem for stem, _ in pack.lexicon.stems(word))

    def cost(self, span: Span) -> float:
        """How far other words of the sentence are from the event, rivals counted."""
        return self.line.distance.from_noun(self.here, span) + self.line.rivals(span, self.here)

    def cost_by_verb(self, span: Span) -> float:
        """The cost by way of the verb that the event is subject of: "the session …, is scheduled for Tuesday"."""
        if span[0] < self.trigger.end:
            return _FAR
        said = [v[0] for v in self.line.verbs if v[0] < span[0]]
        near = [
            _CARRIER + self.line.distance.between(verb, span)
            for verb in self.cues.carriers
            if verb[1] <= span[0] and not any(verb[1] <= v for v in said)
        ]
        own = [
            r
            for r in self.line.live
            if r is not self.trigger and not r.points and self.trigger.end <= r.start < span[0]
        ]
        return min(near, default=_FAR) + 1.5 * len(own)

    def is_of_deed(self, i: int) -> bool:
        """Token `i` tells of what somebody is tried for: "appeared in court charged with a theft in Oslo last May"."""
        verb = self.trigger.type == "hearing" and self.trigger.form != "noun"
        return verb and any(self.trigger.end <= d.start < i for d in self.line.sentence.of("DEED"))

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
    sense = senses(sentences)
    out: list[Line] = []
    for i, s in enumerate(sentences):
        times = [t for t in find_times(s, pack) if not (_is_of_fixing(s, t) or _is_supposed(s, t) or _is_of_name(s, t))]
        dates = {k for t in times for k in range(t.start, t.end)}
        places = [p for p in find_places(s, pack, context) if p.start not in dates]
        parties = people.find(s)
        names, told = (range(x.start, x.end) for x in parties), (range(t.start, t.end) for t in times)
        distance = Distance(s, names, told, pack.verb_first)
        line = Line(s, pack, i, times, places, venues(s, pack, places), parties, distance, _verbs(s))
        spans = ([range(x.start, x.end) for x in found] for found in (times, line.venues, places))
        line.triggers = parts.join(s, pack, triggers.find(s, pack, sense, *spans))
        out.append(line)
    return out


def _is_of_name(s: Sentence, t: TimeExpression) -> bool:
    """It is the year at the end of a name that is no event: «تصفيات كأس العالم 2026»."""
    year = t.end - t.start == 1 and s.tokens[t.start].norm.isdigit()
    return year and any(n.end == t.start for n in s.of("NOT_EVENT"))


def _verbs(s: Sentence) -> list[Span]:
    """Verbs that neither report nor carry an event: what stands beside them is theirs."""
    own = {t.start for cls in ("TRIGGER", "WEAK", "DID", "DOES", "CARRY", "STATUS", "ENDED") for t in s.of(cls)}
    tags = (t for cls in ("SAID", "PAST_CUE", "FUTURE_CUE") for t in s.of(cls))
    verbs = {(t.start, t.end) for t in tags if not (is_participle(s, t) or _is_auxiliary(s, t))}
    verbs |= {(t.start, t.end) for t in s.of("PAST_MARK") if not (s.tokens[t.start].capital or is_participle(s, t))}
    return sorted(v for v in verbs if v[0] not in own)


def _is_auxiliary(s: Sentence, verb: Tag) -> bool:
    """It only makes the verb of an event passive: "was cancelled", "has been put off"."""
    i = verb.start
    while s.at(i, "PASSIVE") or (i == verb.start and s.at(verb.end, "PASSIVE")):
        i += 1
    return i > verb.start and s.at(i, "CARRY", "STATUS") is not None


def _is_of_fixing(s: Sentence, t: TimeExpression) -> bool:
    """The day on which a date is fixed is no date of anything: "will announce a date for the talks on Friday"."""
    if not (t.is_weekday or t.is_deictic) or s.before(t.start, "AIM") is not None:
        return False
    ways = (range(f.end, t.start) for f in s.of("FIXES") if f.end <= t.start)
    return any(all(s.at(i, "CLAUSE") is None and s.tokens[i].text.isalnum() for i in way) for way in ways)


def _is_supposed(s: Sentence, t: TimeExpression) -> bool:
    """The day to which an event would be put off is none: "if it rains, the fair will be moved to Sunday"."""
    moved = (m for m in s.of("MOVED") if m.end <= t.start)
    return any(c.end <= m.start for m in moved for c in s.of("CONDITION"))
