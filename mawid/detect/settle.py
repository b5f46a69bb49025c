"""What the mentions of an event together say: date, place and status, and what context fills in.

An event that lacks a date or place may take it from the event it accompanies ("he said at a press
conference after the meeting"), from the dateline, or from what the article is about ("the presidential
election"). What is filled in is marked, and weighs less in the confidence.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from mawid.detect.merge import LOOSE, Cluster
from mawid.detect.reading import Line
from mawid.event import Status, When, Where
from mawid.places import Context, Place, Venue, as_where, named, surface
from mawid.temporal import Anchor

_NATIONAL: Final = frozenset({"election", "hearing", "ceremony", "protest", "festival", "competition"})
"""Events that take place in the country that the article is about, unless it says otherwise."""
_DOMESTIC: Final = frozenset({"meeting", "press_conference", "session"})
"""Those that do when they have taken place, or in a building that needs no city to be found."""
_SIDE: Final = frozenset({"press_conference", "ceremony", "meeting", "talks"})
"""Events that often accompany another one and leave its date and place unsaid."""
_TRAVELS: Final = frozenset({"visit", "talks", "meeting", "press_conference", "session"})
"""Events that are in a city where the article says only in which country."""
_HOUSED: Final = 2.0
"""How much dearer a well-known venue may be than another place and still be the better one."""
_AT_VERB: Final = 1.0
_LEAD: Final = 4
"""The sentences of headline and lead."""
_SHARE: Final = 1.0
"""How much more often than all others together a country is meant in an article that is about it."""


@dataclass(slots=True)
class Settled:
    """An event of an article, decided. `rejected` says why it is none after all.

    `filled`: where a date or place came from that no mention of the event says.
    """

    cluster: Cluster
    when: When | None
    place: Place | None
    venue: Venue | None
    status: Status
    rejected: str = ""
    filled: str = ""

    def where(self, language: str) -> Where | None:
        """The place as a message has it; a venue alone is no place that anybody could find."""
        placed = self.cluster.placed
        if self.place is None:
            return None
        venue = self.venue.name if self.venue is not None else None
        if placed is None or placed.place is None or placed.place.place is not self.place:
            return as_where(self.place, venue, None, language)
        m, line = placed.place, placed.line
        return as_where(
            self.place, venue, surface(line.sentence, line.pack, m.start, m.end, m.prefix), language, m.head
        )


def settle(clusters: list[Cluster], context: Context, lines: list[Line], anchor: Anchor) -> list[Settled]:
    """Date, place and status of each event, in order of the first mention; rejected ones among them.

    Args:
        clusters: the events.
        context: which countries the article speaks of.
        lines: the sentences of the article.
        anchor: publication day.
    """
    out = [_own(k) for k in clusters]
    about = _about(context)
    dateline = _dateline(lines, about)
    for s in out:
        if s.when is None and s.cluster.type in _SIDE and s.status in ("occurred", "ongoing"):
            _accompany(s, [o for o in out if o is not s and o.when is not None and not o.filled])
        if s.when is None and s.place is not None and s.status in ("occurred", "ongoing"):
            _report_day(s, lines, anchor)
        if s.cluster.type == "call":
            s.place = s.venue = None
        elif s.place is None:
            _place_by_context(s, about, dateline)
        elif s.place.kind != "city":
            _narrow(s, [o.place for o in out if o is not s] + [dateline])
        if s.when is None and s.place is None:
            s.rejected = "neither date nor place"
        elif s.when is None and s.filled and s.cluster.type != "election":
            s.rejected = "no date, and no place of its own"
        elif s.when is None and _loosely_placed(s):
            s.rejected = "no date, and a place that may be another's"
    return out


def _loosely_placed(s: Settled) -> bool:
    placed = s.cluster.placed
    return s.place is not None and placed is not None and s.venue is None and placed.place_cost > LOOSE


def _own(k: Cluster) -> Settled:
    """What the mentions themselves say. A venue whose city is known is a place, and the better one of two."""
    dated, placed = k.dated, k.placed
    place = placed.place.place if placed is not None and placed.place is not None else None
    venued = min((c for c in k.mentions if c.venue is not None), key=lambda c: c.venue_cost, default=None)
    venue = venued.venue if venued is not None else None
    if venued is not None and venue is not None and venue.place is not None:
        cheaper = placed is None or venued.venue_cost <= placed.place_cost + _HOUSED
        if place is None or (place.country == venue.place.country and place.kind != "city") or cheaper:
            place = venue.place
    when = dated.when if dated is not None else None
    if when is not None and k.moved:
        when = when | {"previous": k.previous}  # none where its old date is not told
    return Settled(k, when, place, venue, k.status)


def _about(context: Context) -> str | None:
    if not context.counts:
        return context.country
    code, n = context.counts.most_common(1)[0]
    others = sum(context.counts.values()) - n
    return code if n >= _SHARE * others else None


def _dateline(lines: list[Line], about: str | None) -> Place | None:
    """The city that the article is written from, where it is in the country that the article is about."""
    body = [line for line in lines if line.sentence.text.field == "body"][:2]
    places = (p.place for line in body for p in line.places if p.dateline)
    return next((p for p in places if p.country == about), None)


def _narrow(s: Settled, others: list[Place | None]) -> None:
    """A country is narrowed to the one city of it that another event of the article is in, or that it comes from."""
    if s.cluster.type not in _TRAVELS or s.place is None:
        return
    cities = {o.geonames_id: o for o in others if o is not None and o.kind == "city" and o.country == s.place.country}
    if len(cities) == 1:
        s.place = next(iter(cities.values()))


def _host(s: Settled) -> Place | None:
    """Who receives guests receives them at home: the country of the party at such a verb."""
    for c in s.cluster.mentions:
        if c.line.sentence.at(c.trigger.start, "RECEIVES") is None:
            continue
        near = [p for p in c.line.parties if "country" in p.party and p.party["kind"] != "country"]
        host = min(near, key=lambda p: c.line.distance.between(c.here, (p.start, p.end)), default=None)
        if host is not None and c.line.distance.between(c.here, (host.start, host.end)) <= _AT_VERB:
            return named(host.party["country"])
    return None


def _place_by_context(s: Settled, about: str | None, dateline: Place | None) -> None:
    kind = s.cluster.type
    here = any(p.dateline for c in s.cluster.mentions for p in c.line.places)
    if dateline is not None and (here or kind in _DOMESTIC):
        s.place, s.filled = dateline, "dateline"
        return
    host = _host(s)
    if host is not None:
        s.place, s.filled = host, "the host"
        return
    if kind in _NATIONAL:
        for c in s.cluster.mentions:
            for p in c.line.places:
                if p.demonym and (0 <= p.start - c.trigger.end <= 2 or 0 <= c.trigger.start - p.end <= 1):
                    s.place, s.filled = named(p.place.country), "adjective"
                    return
    over = kind in _DOMESTIC and s.status in ("occurred", "ongoing")
    housed = s.venue is not None and (kind in _DOMESTIC or kind == "visit")
    if about is not None and s.when is not None and (kind in _NATIONAL or over or housed):
        s.place, s.filled = named(about), "the article's country"


def _accompany(s: Settled, others: list[Settled]) -> None:
    """Take the missing date and place of a side event from the event that is told beside it."""
    near = [(_apart(s.cluster, o.cluster), i, o) for i, o in enumerate(others) if o.status == s.status]
    apart, _, other = min(near, default=(2, 0, None), key=lambda n: n[:2])
    if other is not None and apart <= 1:
        s.when, s.filled = _day_of(other), "the event beside it"
        if s.place is None:
            s.place = other.place


def _report_day(s: Settled, lines: list[Line], anchor: Anchor) -> None:
    """The one day that its sentence names, or the sentence before in the lead: what is reported there was then."""
    for c in s.cluster.mentions:
        if c.line.sentence.text.field != "body":
            continue
        before = lines[c.line.index - 1] if 0 < c.line.index <= _LEAD else c.line
        for line in (c.line, before):
            days = [t.resolve(anchor, "past") for t in line.times if not (t.is_duration or t.is_clock or t.limit)]
            known = {w["start"]: w for w in days if w is not None and w["granularity"] == "day"}
            if len(known) == 1 and line.sentence.text.field == "body":
                when = next(iter(known.values()))
                if when["start"] <= anchor.day.isoformat():
                    s.when, s.filled = when, s.filled or "its sentence"
                return


def _apart(a: Cluster, b: Cluster) -> int:
    """How many sentences lie between the first mention of one and any of the other in the same field."""
    first = a.mentions[0].line
    lines = (c.line for c in b.mentions if c.line.sentence.text.field == first.sentence.text.field)
    return min((abs(first.index - line.index) for line in lines), default=99)


def _day_of(s: Settled) -> When | None:
    """Its date; of several days the last, on which it is reported."""
    if s.when is None or s.when["granularity"] != "days":
        return s.when
    last = date.fromisoformat(s.when["end"][:10]) - timedelta(1)
    return s.when | {"start": last.isoformat(), "granularity": "day"}
