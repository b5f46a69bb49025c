"""What the mentions of an event together say: date, place and status, and what context fills in.

An event that lacks a date or place may take it from the event it belongs to ("he said at a press
conference after the meeting") or from what the article is about ("the presidential election").
"""

from dataclasses import dataclass
from typing import Final

from mawid.detect.compose import Candidate
from mawid.detect.merge import Cluster
from mawid.event import Status, When, Where
from mawid.places import Context, Place, as_where, country
from mawid.temporal import Anchor

_NATIONAL: Final = frozenset({"election", "hearing", "ceremony", "protest", "festival", "competition"})
"""Events that take place in the country that the article is about, unless it says otherwise."""
_SIDE: Final = frozenset({"press_conference", "ceremony", "meeting", "talks"})
"""Events that often accompany another one and leave its date and place unsaid."""
_SHARE: Final = 0.6
"""The part of all mentions of countries that makes an article be about one."""


@dataclass(slots=True)
class Settled:
    """An event of an article, decided. `rejected` says why it is none after all."""

    cluster: Cluster
    when: When | None
    place: Place | None
    status: Status
    rejected: str = ""
    inherited: bool = False

    def where(self, language: str) -> Where | None:
        """The place as a message has it; a venue alone is no place that anybody could find."""
        placed = self.cluster.placed
        if self.place is None:
            return None
        venue = next((c.venue for c in self.cluster.mentions if c.venue is not None), None)
        named = placed.place if placed and placed.place and placed.place.place is self.place else None
        written = placed.line.sentence.words(named.start, named.end) if placed and named else None
        return as_where(self.place, venue.text if venue else None, written, language)


def settle(clusters: list[Cluster], context: Context, anchor: Anchor) -> list[Settled]:
    """Date, place and status of each event, in order of the first mention; rejected ones among them."""
    out: list[Settled] = []
    for k in clusters:
        dated, placed = k.dated, k.placed
        place = placed.place.place if placed and placed.place else None
        s = Settled(k, dated.when if dated else None, place, k.status)
        out.append(s)
    main = next((s for s in out if s.when is not None), None)
    about = _about(context)
    for s in out:
        _inherit(s, out, main)
        if s.place is None:
            s.place = _country_of(s, about) or _dateline_of(s, about)
        if s.when is None and s.place is None:
            s.rejected = "neither date nor place"
    return out


def _about(context: Context) -> str | None:
    counts = context.counts.most_common(2)
    if not counts:
        return context.country
    code, n = counts[0]
    return code if n >= _SHARE * sum(context.counts.values()) else None


def _country_of(s: Settled, about: str | None) -> Place | None:
    """The country that a demonym in the event's own noun phrase names, or that the article is about."""
    for c in s.cluster.mentions:
        t = c.trigger
        for p in c.line.places:
            if (
                p.demonym
                and (t.end <= p.start <= t.end + 2 or 0 <= t.start - p.end <= 1)
                and s.cluster.type in _NATIONAL
            ):
                return country(p.place.country)
    if about is not None and s.cluster.type in _NATIONAL and (s.when is not None):
        return country(about)
    return None


def _dateline_of(s: Settled, about: str | None) -> Place | None:
    """The city of the dateline, for an event of the first sentences in the country that the article is about."""
    lines = [c.line for c in s.cluster.mentions if c.line.sentence.text.field == "body"]
    for line in lines:
        for p in line.places:
            if p.dateline and p.place.country == about:
                return p.place
    return None


def _inherit(s: Settled, out: list[Settled], main: Settled | None) -> None:
    """Take the missing date or place of a side event from the event that it accompanies."""
    if main is None or s is main or s.status != main.status or s.when is not None or s.cluster.type not in _SIDE:
        return
    if not any(_near(a, b) for a in s.cluster.mentions for b in main.cluster.mentions):
        return
    s.when = main.when
    s.inherited = True
    if s.place is None:
        s.place = main.place


def _near(a: Candidate, b: Candidate) -> bool:
    same_field = a.line.sentence.text.field == b.line.sentence.text.field
    return same_field and abs(a.line.index - b.line.index) <= 1
