"""The mentions of one event, and what they together say of it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from mawid.detect.asides import OFF
from mawid.detect.reading import Candidate
from mawid.detect.status import LASTING
from mawid.event import Interval, Status, When, family
from mawid.places import Place

LOOSE: Final = 3.0
"""A date or place attached at this cost may be another's: it does not keep a definite noun from pointing back."""
DAYS: Final = frozenset({"time", "day", "days"})
"""Granularities of a date that an event can be moved to; until "next month" it is only put off."""
_BY_VIDEO: Final = 2.0
"""Cost from an event to the word that says that it is held by video."""
_OWN: Final = frozenset({"visit", "press_conference", "call"})
"""Encounters that are hardly ever another word for a meeting."""


@dataclass(slots=True)
class Cluster:
    """The mentions of one event in an article, the first mention first.

    Attributes:
        mentions: of the event.
        notes: why they are of one.
        whole: the event that it is part of, and `within` how that is known (`mawid.detect.programme`).
    """

    mentions: list[Candidate] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    whole: "Cluster | None" = field(default=None, compare=False, repr=False)
    within: str = field(default="", compare=False)

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
        off = any(m.status in OFF for m in self.mentions)
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
    def online(self) -> bool:
        """It is held by video: who takes part is somewhere, the event is not."""
        spoken = ((c, t) for c in self.mentions for t in c.line.sentence.of("ONLINE"))
        return any(c.cost((t.start, t.end)) <= _BY_VIDEO for c, t in spoken)

    @property
    def _took_place(self) -> bool:
        """A verb of its date says so: what is suspended afterwards was not put off."""
        c = self.dated
        told = c is not None and not c.former and c.status in ("occurred", "ongoing")
        return c is not None and told and (c.trigger.form == "did" or bool({"past", "began"} & c.cues.carry.keys()))

    @property
    def status(self) -> Status:
        """Postponed or cancelled if a mention says so, scheduled if else moved; otherwise what the dated one says.

        What has begun and is called off, as a strike, is only over.
        """
        said = {c.status for c in self.mentions}
        if "cancelled" in said and not (self._took_place and self.type in LASTING):
            return "cancelled"
        if "postponed" in said and not self._took_place:
            return "postponed"
        if self.moved:
            return "scheduled"
        now = [c for c in self.mentions if not c.former] if self.dated is not None and self.dated.former else []
        status = (now[0] if now else self.dated or self.best).status  # not that of the date that it had before
        if self.dated is not None and status == "occurred" and "began" in self.dated.cues.carry:
            status = "ongoing" if any("now" in c.cues.carry for c in self.mentions) else status
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


def may_be_of(mine: str, kind: str) -> bool:
    """A mention of one type may be of an event of another."""
    return mine == kind or (family(mine) == family(kind) and not {mine, kind} & _OWN)


def overlap(a: When, b: When) -> bool:
    """Whether two half-open intervals share an instant."""
    a0, a1, b0, b1 = a["start"][:10], a["end"][:10], b["start"][:10], b["end"][:10]
    return a0 < max(b1, b0 + "~") and b0 < max(a1, a0 + "~")


def contradicts(a: Place, b: Place) -> bool:
    """Whether an event in `a` cannot be in `b`: other countries, or two cities."""
    if a.country != b.country:
        return True
    return a.kind == b.kind == "city" and a.geonames_id != b.geonames_id
