"""All mentions of one event in an article become one: anaphora joined, events of one kind kept apart."""

from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from mawid.detect.reading import Candidate
from mawid.detect.triggers import ANY
from mawid.event import Interval, Status, When, family
from mawid.places import Place

_SHOW: Final = "festival"
"""What such a word most often names where it names an event by itself."""
_OWN: Final = frozenset({"visit", "press_conference", "call"})
"""Encounters that are hardly ever another word for a meeting."""
_OF_MANY: Final = frozenset({"summit", "conference", "session"})
_JOIN: Final = 1.5
LOOSE: Final = 3.0
"""A date or place attached at this cost may be another's: it does not keep a definite noun from pointing back."""
_ONCE: Final = 1.5
"""The same for elections, of which a country has few."""
DAYS: Final = frozenset({"time", "day", "days"})
"""Granularities of a date that an event can be moved to; until "next month" it is only put off."""
_OBJECT: Final = 5
"""Tokens between a verb and the noun that says what kind of event it is."""
_UPCOMING: Final = frozenset({"scheduled", "proposed", "postponed", "cancelled"})
_OFF: Final = frozenset({"postponed", "cancelled"})
_BY_PARTY: Final = frozenset({"meeting", "talks", "visit", "call", "press_conference", "competition"})
"""Events that are other ones where others take part; of an election or a protest each sentence names somebody else."""
_MOST: Final = 300
"""Mentions of events that are read of a body. News has some dozens; each is compared with all before it."""


@dataclass(slots=True)
class Cluster:
    """The mentions of one event in an article, the first mention first."""

    mentions: list[Candidate] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def best(self) -> Candidate:
        """The mention that says most: with date and place, cheaply attached, from the body."""
        return min(
            self.mentions,
            key=lambda c: (
                (c.when is None) * 4.0
                + (c.place is None) * 3.0
                + c.trigger.weak * 1.0
                + (c.time_cost + c.place_cost) * 0.2
                + (c.line.sentence.text.field == "title") * 0.5
            ),
        )

    @property
    def type(self) -> str:
        """The type that most of its strong mentions have; the earliest of equals. "The meeting" is said of all."""
        count = Counter[str]()
        for c in self.mentions:
            general = c.trigger.definite and c.trigger.type == "meeting"
            count[c.trigger.type] += 0 if general else 1 if c.trigger.weak or c.trigger.form != "noun" else 2
        return count.most_common(1)[0][0]

    @property
    def dated(self) -> Candidate | None:
        """The mention whose date is the event's: the narrowest of the best attached.

        Of a first day and a range of days that begins with it, the range; a date that it had before is its date only
        where there is no other.
        """
        with_date = [c for c in self.mentions if c.when is not None]
        if any(c.former for c in with_date):
            with_date = [c for c in with_date if self._is_new(c)] or [c for c in with_date if c.former]
        best = min(with_date, key=lambda c: (c.time_cost > LOOSE, _days(c.when), c.time_cost), default=None)
        if best is not None and best.when is not None and best.when["granularity"] == "day":
            first = best.when["start"]
            ranges = (c for c in with_date if c.when and c.when["granularity"] == "days" and c.when["start"] == first)
            return next(ranges, best)
        return best

    def _is_new(self, c: Candidate) -> bool:
        """Of an event that had another date before: the date of this mention is not the day on which that was told."""
        off = any(m.status in ("postponed", "cancelled") for m in self.mentions)
        return c.moved or (not c.former and c.time_cost <= LOOSE and not (off and c.status == "occurred"))

    @property
    def placed(self) -> Candidate | None:
        """The mention whose place is the event's: a city before a country, then the best attached."""
        with_place = [c for c in self.mentions if c.place is not None]
        return min(with_place, key=lambda c: (c.place_cost > LOOSE + 1, _rank(c), c.place_cost), default=None)

    @property
    def moved(self) -> bool:
        """It was moved to the day that it has now."""
        return self.dated is not None and (self.dated.moved or bool(self.previous))

    @property
    def previous(self) -> list[Interval]:
        """The dates that its mentions say it had before."""
        dated = self.dated
        if dated is None or dated.when is None or dated.former or dated.when["granularity"] not in DAYS:
            return []
        old = [c.when for c in self.mentions if c.former and c.when and not overlap(c.when, dated.when)]
        return [{"start": start, "end": end} for start, end in dict.fromkeys((w["start"], w["end"]) for w in old)]

    @property
    def city(self) -> int | None:
        """The GeoNames id of its city, where it is in one."""
        placed = self.placed
        return placed.place.place.geonames_id if placed and placed.place and placed.place.place.kind == "city" else None

    @property
    def _took_place(self) -> bool:
        """A verb of its date says so: what is suspended afterwards was not put off."""
        c = self.dated
        told = c is not None and not c.former and c.status in ("occurred", "ongoing")
        return c is not None and told and (c.trigger.form == "did" or bool({"past", "began"} & c.cues.carry.keys()))

    @property
    def status(self) -> Status:
        """Postponed or cancelled if a mention says so, scheduled if it got a new day; else what the dated one says."""
        said = {c.status for c in self.mentions}
        if "cancelled" in said:
            return "cancelled"
        if self.moved:
            return "scheduled"
        if "postponed" in said and not self._took_place:
            return "postponed"
        status = (self.dated or self.best).status
        return "occurred" if status == "ongoing" and any(c.trigger.departed for c in self.mentions) else status


def _rank(c: Candidate) -> int:
    return {"city": 0, "region": 1, "country": 2}[c.place.place.kind] if c.place else 3


def _days(when: When | None) -> int:
    if when is None:
        return 10_000
    return {
        "time": 0,
        "day": 1,
        "days": 3,
        "weekend": 2,
        "week": 7,
        "month": 30,
        "season": 90,
        "year": 365,
        "other": 20,
    }[when["granularity"]]


def overlap(a: When, b: When) -> bool:
    """Whether two half-open intervals share an instant."""
    a0, a1, b0, b1 = a["start"][:10], a["end"][:10], b["start"][:10], b["end"][:10]
    return a0 < max(b1, b0 + "~") and b0 < max(a1, a0 + "~")


def contradicts(a: Place, b: Place) -> bool:
    """Whether an event in `a` cannot be in `b`: other countries, or two cities."""
    if a.country != b.country:
        return True
    return a.kind == b.kind == "city" and a.geonames_id != b.geonames_id


def cluster(candidates: list[Candidate]) -> list[Cluster]:
    """The events of an article.

    Args:
        candidates: not rejected ones, in order of the text. The body is read first: a headline
            points to what the text tells.
    """
    out: list[Cluster] = []
    body = [c for c in candidates if c.line.sentence.text.field == "body"][:_MOST]
    title = [c for c in candidates if c.line.sentence.text.field == "title"]
    for c in body + title:
        if c.continues is not None:
            told = (k for k in out if any(m is c.continues for m in k.mentions))
            if (whole := next(told, None)) is not None:
                whole.mentions.append(c)
            continue
        scored = [(_affinity(c, k), -i, k) for i, k in enumerate(out)]
        best = max(scored, default=None, key=lambda s: s[:2])
        if best is not None and best[0] >= _JOIN:
            _forget_passing(c, best[2].mentions[-1])
            if c.trigger.type == ANY:
                c.trigger.type = best[2].type
            best[2].mentions.append(c)
            best[2].notes.append(f"joined {c.line.sentence.words(c.trigger.start, c.trigger.end)!r} ({best[0]:.1f})")
        elif not c.trigger.points or c.trigger.type == ANY:
            c.trigger.type = _SHOW if c.trigger.type == ANY else c.trigger.type
            out.append(Cluster([c]))
    return _undated_joined(out)


def _forget_passing(c: Candidate, last: Candidate) -> None:
    """What points back to an event has no date or place of its own that it is not clearly said to have.

    Nor has what `last` was done for.
    """
    if _is_purpose(c) and _told_twice(last, c):
        c.time, c.when, c.status = None, None, last.status
    if not c.trigger.definite or c.cues.carry:
        return
    if c.time_cost > LOOSE:
        c.time = c.when = None
    if c.place_cost > LOOSE:
        c.place = None


def _undated_joined(clusters: list[Cluster]) -> list[Cluster]:
    """What is told without a date is the one event with a date that it may be: in one city, or spoken of as known."""
    out = list(clusters)
    for a in clusters:
        if a.dated is not None:
            continue
        same = [b for b in out if b is not a and b.dated is not None and _may_be_one(a, b) and _is_known(a, b)]
        if len(same) == 1:
            same[0].mentions = sorted(same[0].mentions + a.mentions, key=_order)
            same[0].notes += [*a.notes, "joined the same event told without a date"]
            out.remove(a)
    return out


def _is_known(a: Cluster, b: Cluster) -> bool:
    """They are in one city, or what is told without a date is only pointed to."""
    if a.city is not None and a.city == b.city:
        return True
    known = all((c.trigger.definite and not c.trigger.plural) or c.trigger.weak for c in a.mentions)
    return known and a.type == b.type and all(_facts(c, None, b.placed) is not None for c in a.mentions)


def _order(c: Candidate) -> tuple[bool, int, int]:
    return c.line.sentence.text.field == "title", c.line.index, c.trigger.start


def _may_be_one(a: Cluster, b: Cluster) -> bool:
    one = family(a.type) == family(b.type) and (a.type == b.type or not {a.type, b.type} & _OWN)
    return one and not any(_is_another(c, b) or _is_off_beside(c, m) for c in a.mentions for m in b.mentions)


def _affinity(c: Candidate, k: Cluster) -> float:
    """How much speaks for the mention being of that event; below _JOIN it is another one."""
    kind, last = k.type, k.mentions[-1]
    echo = c.trigger.type != kind and _echoes(c, k)
    mine = kind if c.trigger.type == ANY or echo else c.trigger.type
    if not _may_be_of(c, mine, kind):
        return -9.0
    dated, placed = k.dated, k.placed
    title = c.line.sentence.text.field == "title"
    if _told_twice(last, c):
        return 9.0
    facts = _facts(c, dated, placed)
    if facts is None or _is_apart(c, k, mine):
        return -9.0
    if c.trigger.definite and last.trigger.type == mine and last.line is c.line and not last.trigger.definite:
        return 9.0  # "a meeting …, and this meeting …"
    pointing = c.trigger.definite or title or ("meeting" in (kind, mine) and _on_one_day(c, dated))
    score = (1.0 if kind == mine else 0.0 if pointing else -1.0) + facts + echo + title + c.trigger.definite
    if (c.when is None and c.place is None) or not (dated or placed):
        score += 0.5  # says nothing of its own
    if _is_told_as_new(c) and last.line is not c.line and c.parties:
        score -= 1.0
    if abs(last.line.index - c.line.index) <= 1:
        score += 0.5
    others, words = (1.0 if mine in _BY_PARTY else 0.5), 0.5
    if c.trigger.definite and not (c.trigger.plural or c.when or c.place):
        others = words = 0.0  # it says nothing of its own, and points back
    score += _common({p.key for p in c.parties}, {p.key for m in k.mentions for p in m.parties}, others)
    score += _common(c.words, {w for m in k.mentions for w in m.words}, words)
    other = (c.status in _UPCOMING) != (k.status in _UPCOMING) and not _is_end(c)
    told = c.status in _UPCOMING or c.cues.near or (c.when and not c.cues.future)  # "was to be held"
    if other and told:
        score -= 1.5
    return score


def _is_apart(c: Candidate, k: Cluster, mine: str) -> bool:
    """The words, or the time in which it is told, say that it is another event."""
    if _is_another(c, k) or _at_other_times(c, k) or _is_beside(c, mine, k.type):
        return True
    return _is_part(c, k.dated) or _is_off_beside(c, k.mentions[-1])


def _may_be_of(c: Candidate, mine: str, kind: str) -> bool:
    """A mention of one type may be of an event of another."""
    if c.trigger.type == ANY and c.trigger.introduced:
        return False  # "at an event in Austin"
    if family(kind) != family(mine) or (kind != mine and (kind in _OWN or mine in _OWN)):
        return False
    return kind == mine or not c.trigger.plural or c.trigger.definite  # "the summit will follow several meetings"


def _on_one_day(c: Candidate, dated: Candidate | None) -> bool:
    """It is a noun with the same day for its date."""
    if c.trigger.form != "noun" or c.when is None or dated is None or dated.when is None:
        return False
    return c.when["granularity"] == "day" and c.when["start"] == dated.when["start"]


def _echoes(c: Candidate, k: Cluster) -> bool:
    """A definite noun that says in short what the last mention of the event names in full: "the conference"."""
    last = k.mentions[-1]
    if not c.trigger.definite or c.trigger.form != "noun" or c.trigger.end - c.trigger.start > 1:
        return False
    return last.trigger.end - last.trigger.start > 1 and bool(c.head & last.head)


def _is_told_as_new(c: Candidate) -> bool:
    """It is spoken of as something not named before: "he will hold a meeting with the Kazakh premier"."""
    return c.trigger.type in _BY_PARTY and c.trigger.introduced and c.line.sentence.text.field == "body"


def _is_end(c: Candidate) -> bool:
    """Its date is that of the end of an event that is known: "the exercise, which ends on 24 May"."""
    return c.trigger.definite and c.cues.ended


def _is_part(c: Candidate, dated: Candidate | None) -> bool:
    """What is introduced with a day of its own is only a part of what lasts some days: "a concert on 22 June"."""
    if not c.trigger.introduced or c.line.sentence.text.field == "title" or c.when is None or c.time_cost > LOOSE:
        return False
    lasts = dated is not None and dated.when is not None and dated.when["granularity"] == "days"
    return lasts and c.when["granularity"] in ("time", "day") and dated is not None and dated.line is not c.line


def _is_beside(c: Candidate, mine: str, kind: str) -> bool:
    """What is introduced as a summit or conference is no talks of before, nor are talks introduced beside one.

    Nor is it the conference where some of those who are there meet.
    """
    new = c.trigger.introduced or (c.trigger.form == "did" and bool(c.parties))
    return new and c.line.sentence.text.field == "body" and mine != kind and bool({mine, kind} & _OF_MANY)


def _is_another(c: Candidate, k: Cluster) -> bool:
    """The words say that it is not that event: "another meeting", "he also met", the funeral and the wedding."""
    if c.trigger.also:
        return True
    counted = c.time is not None and any(m.time is c.time for m in k.mentions)  # "a visit on Monday, his second"
    another = c.trigger.another and not counted and not any(m.trigger.another for m in k.mentions)
    if another and c.line.sentence.text.field == "body":
        return True
    kinds = frozenset[str]().union(*(m.trigger.kinds for m in k.mentions if m.trigger.type == c.trigger.type))
    return bool(kinds and c.trigger.kinds) and not kinds & c.trigger.kinds


def _at_other_times(c: Candidate, k: Cluster) -> bool:
    """What took place, by its verb, is not what is still to come."""
    if c.line.sentence.text.field == "title" or (c.when and k.dated and k.dated.when and overlap(c.when, k.dated.when)):
        return False
    if c.trigger.form == "did":
        return any(_is_to_come(m) for m in k.mentions)
    if c.status == "occurred" and c.when and c.time_cost < LOOSE:
        return any(m.status in ("scheduled", "proposed") and m.cues.near for m in k.mentions)
    return _is_to_come(c) and any(m.trigger.form == "did" for m in k.mentions)


def _is_off_beside(c: Candidate, last: Candidate) -> bool:
    """One sentence says that an event takes place and that another, known one does not."""
    if last.line is not c.line or not c.trigger.definite or last.when is None:
        return False
    return last.status == "scheduled" and not last.cues.near.keys() & _OFF and bool(c.cues.near.keys() & _OFF)


def _is_to_come(c: Candidate) -> bool:
    return c.status in _UPCOMING and (c.when is not None or bool(c.cues.near))


def _is_purpose(c: Candidate) -> bool:
    """It says what something else is done for: "gathered to protest against the law"."""
    to = c.line.sentence.before(c.trigger.start, "WHERE")
    return c.trigger.form == "does" and to is not None and to.value == "to"


def _told_twice(verb: Candidate, noun: Candidate) -> bool:
    """A verb and, close behind it, the noun of what it tells of: "will meet for talks", «يفتتح المهرجان»."""
    return (
        noun.line is verb.line
        and verb.trigger.form != "noun"
        and not (verb.trigger.form == "did" and _is_moved_by(verb, noun))
        and (noun.trigger.form == "noun" or _is_purpose(noun))
        and noun.trigger.start - verb.trigger.end >= 0
        and (noun.time is verb.time if noun.time and verb.time else noun.trigger.start - verb.trigger.end <= _OBJECT)
    )


def _is_moved_by(verb: Candidate, noun: Candidate) -> bool:
    """The verb tells of a decision, and the noun of what was put off by it to another day."""
    return (noun.moved or noun.status in _OFF) and noun.time is not verb.time


def _facts(c: Candidate, dated: Candidate | None, placed: Candidate | None) -> float | None:
    """What date and place speak for; None where one of them speaks against, and is the mention's own for sure."""
    score = 0.0
    if c.when and dated and dated.when:
        once = c.trigger.type == "election"
        if overlap(c.when, dated.when):
            score += 1.5
        elif c.former or dated.former or _is_end(c):
            pass  # it was moved from one day to the other, or lasts from one to the other
        elif max(c.time_cost, dated.time_cost) < (_ONCE if once else LOOSE) or not (c.trigger.definite or once):
            return None
    if c.place and placed and placed.place:
        if not contradicts(c.place.place, placed.place.place):
            score += 1.0
        elif max(c.place_cost, placed.place_cost) < LOOSE:
            return None
    return score


def _common(mine: AbstractSet[str], theirs: AbstractSet[str], against: float) -> float:
    """1 where two sets have something in common, -`against` where they might and have not."""
    if not mine or not theirs:
        return 0.0
    return 1.0 if mine & theirs else -against
