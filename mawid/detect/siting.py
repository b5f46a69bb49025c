"""Where an event takes place: all places of the article compete, and "unsaid" with them.

What speaks for a place is many small things: how near it stands to a mention of the event and behind which preposition,
whether it is the dateline, the country that the article is about, the city of the venue, the place of the event
beside it (`ranking` says how they are weighed).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf, log1p
from typing import Final

from mawid.detect import moves, placing, programme
from mawid.detect.clusters import LOOSE, Cluster
from mawid.detect.ranking import Features
from mawid.detect.reading import Candidate, Line
from mawid.detect.setting import Setting
from mawid.event import Status
from mawid.places import Place, PlaceMention, Venue, named

_MOST: Final = 60
"""Places of an article that are looked at. News has some twenty, a list has thousands."""
_AT_VERB: Final = 1.0
_FEW: Final = 2
_TOUCH: Final = 2
"""Tokens between an event and the adjective that says whose it is."""
_GROUPS: Final = {
    "election": "national", "competition": "sport", "hearing": "hearing", "visit": "visit", "call": "call",
    "ceremony": "show", "festival": "show", "protest": "protest", "exercise": "protest", "press_conference": "press",
}  # fmt: skip
"""Types whose places are told alike; the others are encounters."""
_FAR: Final = 10.0
"""Costs are not told apart above it."""
_STEPS: Final = (1.0, 2.5, 4.0, 6.0)
"""Costs in whose intervals the weight of a place's distance is learned."""


@dataclass(slots=True, eq=False)
class Option:
    """A place that an event may have.

    Attributes:
        place: None for "the article does not say".
        features: what speaks for and against it.
        line: the sentence in which it stands best, and `mention` there.
        own: one of the event's own sentences names it.
        cost: how far it stands from the event there, 0 to 10; infinite where none of them has it.
        spots: where the article names it.
    """

    place: Place | None
    features: Features
    line: Line | None = None
    mention: PlaceMention | None = None
    own: bool = False
    cost: float = inf
    spots: Sequence[tuple[Line, PlaceMention]] = ()


UNSAID: Final = Option(None, {})
"""The article does not say where."""


@dataclass(slots=True)
class Site:
    """A place as the article names it."""

    place: Place
    spots: list[tuple[Line, PlaceMention]] = field(default_factory=list)
    events: list[Cluster] = field(default_factory=list)


class Map:
    """The places of an article.

    Args:
        lines: its sentences.
        where: what it is set in.
        events: what happens in it.
    """

    def __init__(self, lines: Sequence[Line], where: Setting, events: Sequence[Cluster]) -> None:
        about, dateline = where.country, where.dateline
        self.about, self.dateline, self.city = about, dateline, where.city
        self.sites: dict[tuple[str, int | None], Site] = {}
        self.counts = Counter[str]()
        self.cities = Counter[str]()
        for line in lines:
            for m in line.places:
                site = self._site(named(m.place.country) if m.acts else m.place)  # a capital that acts is a country
                if site is not None:
                    site.spots.append((line, m))
                self.counts[m.place.country] += 1
            for v in line.venues:
                if v.place is not None:
                    self._site(v.place)
        if dateline is not None:
            self._site(dateline)
        if about is not None:
            self._site(named(about))
        for k in events:
            placed = k.placed
            if placed is not None and placed.place is not None and placed.place_cost <= LOOSE:
                site = self._site(placed.place.place)
                if site is not None:
                    site.events.append(k)
        for site in self.sites.values():
            self.cities[site.place.country] += site.place.kind == "city"

    def _site(self, place: Place) -> Site | None:
        key = (place.country, place.geonames_id if place.kind != "country" else None)
        if key not in self.sites and len(self.sites) >= _MOST:
            return None
        return self.sites.setdefault(key, Site(place))


def options(k: Cluster, atlas: Map, status: Status, venue: Venue | None) -> list[Option]:
    """The places that an event may have, in order of their first mention, and None first.

    Args:
        k: the event.
        atlas: the places of the article.
        status: of the event.
        venue: of the event.
    """
    group = group_of(k)
    host = _host(k)
    sited = [_option(k, site, group, venue, host) for site in atlas.sites.values()]
    for o, site in zip(sited, atlas.sites.values(), strict=True):
        _beside(o, k, site.events)
    nearest = min((o.cost for o in sited), default=inf)
    own_cities = {o.place.country for o in sited if o.own and o.place and o.place.kind == "city"}
    own_countries = {o.place.country for o in sited if o.own and o.place and o.place.kind == "country"}
    told = sum(o.own for o in sited)
    told_in = {o.place.country for o in sited if o.own and o.place}
    for o in sited:
        assert o.place is not None
        _context(o, o.place, atlas, group, status, k.dated is not None, venue is not None)
        f = o.features
        if o.cost == nearest < inf:
            f["nearest"] = 1.0
        if o.place.kind == "country" and o.place.country in own_cities:
            f["city is told"] = 1.0
        if not o.own:
            said = sum(m.is_place for _, m in o.spots)
            f[f"elsewhere, said {min(said, 3)} times"] = 1.0
            f[f"elsewhere, {time_of(status)}, {o.place.kind}"] = 1.0
            f["elsewhere, another country is told"] = float(bool(told_in) and o.place.country not in told_in)
        if o.place.kind == "city" and not o.own and o.place.country in own_countries:
            f["narrows" if atlas.cities[o.place.country] == 1 else "may narrow"] = 1.0
        f["one of few"] = float(len(sited) <= _FEW)
        f["the only one told"] = float(o.own and told == 1)
        f.update(_within_whole(k, o))
    _last_told(k, sited)
    return [_unsaid(k, sited, group, status, venue), *sited]


def _within_whole(k: Cluster, o: Option) -> Features:
    """The event is part of another one, which is there."""
    placed = k.whole.placed if k.whole is not None else None
    if placed is None or placed.place is None or o.place is None:
        return {}
    there = placed.place.place
    inside = o.place.country == there.country and o.place.kind == "city" and there.kind != "city"
    return programme.signs(k, o.place == there, inside, o.own)


def _last_told(k: Cluster, sited: Sequence[Option]) -> None:
    """The place that was told last before the event, as the place of something."""
    first = k.mentions[0].line
    body = [
        (line.index, m.start, n)
        for n, o in enumerate(sited)
        for line, m in o.spots
        if line.index < first.index and (m.role == "in" or m.host or m.dateline) and m.is_place
    ]
    if body:
        index, _, n = max(body)
        sited[n].features[f"told last, {'right before' if first.index - index <= 1 else 'before'}"] = 1.0


def _unsaid(k: Cluster, sited: Sequence[Option], group: str, status: Status, venue: Venue | None) -> Option:
    """That the article does not say where: the fewer and the farther its places, the likelier."""
    nearest, told = min((o.cost for o in sited), default=inf), sum(o.own for o in sited)
    return Option(
        None,
        {
            "unsaid": 1.0,
            f"unsaid {group}": 1.0,
            f"unsaid {time_of(status)}": 1.0,
            "unsaid, a place near": float(nearest < LOOSE),
            "unsaid, none near": float(nearest == inf),
            "unsaid, no date": float(k.dated is None),
            "unsaid, in a venue": float(venue is not None),
            f"unsaid, {min(told, 2)} in its sentences": 1.0,
            f"unsaid, {group} {min(told, 1)}": 1.0,
            "unsaid, few places": float(len(sited) <= _FEW),
        },
    )


def group_of(k: Cluster) -> str:
    """The types that are told alike as its type is."""
    return _GROUPS.get(k.type, "encounter")


def time_of(status: Status) -> str:
    """Whether the event has begun or is still to come, as signs name it."""
    return "past" if status in ("occurred", "ongoing") else "future"


def _option(k: Cluster, site: Site, group: str, venue: Venue | None, host: str | None) -> Option:
    place = site.place
    pairs = [(placing.cost(c, m), c, m) for c in k.mentions for line, m in site.spots if line is c.line]
    cost, c, m = min(pairs, default=(99.0, None, None), key=lambda p: p[0])
    f: Features = {f"kind {place.kind}": 1.0, f"{group} {place.kind}": 1.0}
    out = Option(place, f, spots=site.spots)
    if c is not None and m is not None:
        out.line, out.mention = c.line, m
        out.own, out.cost = m.is_place, min(cost, _FAR)
        f.update(_near(c, m, cost, group))
        if sum(n.is_place for _, _, n in pairs) > 1:
            f["twice in its sentences"] = 1.0
    else:
        f.update(_far(k, site, group))
        out.line, out.mention = next((spot for spot in site.spots if spot[1].is_place), (None, None))
    if venue is not None and venue.place is not None:
        f["of the venue" if venue.place == place else "not of the venue"] = 1.0
    if place.kind == "country":
        if host == place.country:
            f["host"] = 1.0
        near = [
            (c.cost((p.start, p.end)), p.party["kind"])
            for c in k.mentions
            for p in c.parties
            if p.party.get("country") == place.country
        ]
        if near:
            way, kind = min(near)
            f[f"of the {kind}, {'near' if way <= 2.5 else 'far'}"] = 1.0
            f[f"{group} of the {kind}"] = 1.0
    return out


def _near(c: Candidate, m: PlaceMention, cost: float, group: str) -> Features:
    """What the sentence says that has both the event and the place."""
    role: str = "host" if m.host else m.role or ("dateline" if m.dateline else "bare")
    if m.demonym or m.acts or m.part:
        role = "demonym" if m.demonym else "acts" if m.acts else "part"
    way = min(c.cost((m.start, m.end)), c.cost_by_verb((m.start, m.end)))
    step = sum(way > s for s in _STEPS)
    behind = m.start - c.trigger.end if m.start >= c.trigger.end else m.end - c.trigger.start
    touches = float(m.role is None and 0 <= behind <= (m.start >= c.trigger.end))
    return {
        "same sentence": 1.0,
        "cost": min(cost, _FAR) / _FAR,
        f"way {step}": 1.0,
        f"role {role}": 1.0,
        f"role {role}, {'near' if way <= 2.5 else 'far'}": 1.0,
        f"{group} role {role}": 1.0,
        "before": float(m.start < c.trigger.start),
        f"touches, {m.place.kind}": touches,
        f"{group} touches": touches,
        "in a party": float(any(q.start <= m.start < q.end for q in c.line.parties)),
        "of a matter": float(placing.is_of_matter(c, m)),
        "goal of another": float(behind < 0 and m.role == "to" and any(placing.leads_to(t, m) for t in c.line.live)),
        "joined": float(m.joined),
        "of a topic": float(any(c.trigger.end <= t.start < m.start for t in c.line.sentence.of("TOPIC"))),
        f"{group} touched by its people": float(m.demonym and -_TOUCH <= behind <= _TOUCH),
        "left": float(moves.is_left(c, m.start)),
        "new": float(moves.is_new_place(c, m)),
        "points back": float(c.trigger.definite),
        "of its council": float(placing.of_council(c, m)),
        "in the title": float(c.line.sentence.text.field == "title"),
        "attached": float(c.place is m),
    }


def _far(k: Cluster, site: Site, group: str) -> Features:
    """How far the place stands from the sentences that tell of the event."""
    gaps = [
        (abs(line.index - c.line.index), line.index > c.line.index, m)
        for c in k.mentions
        for line, m in site.spots
        if m.is_place and line.sentence.text.field == c.line.sentence.text.field
    ]
    gap, after, m = min(gaps, default=(99, False, None), key=lambda g: g[0])
    f: Features = {"another sentence": 1.0, f"another sentence, {site.place.kind}": 1.0}
    if m is None:
        f["not as a place"] = 1.0
    else:
        f[f"gap {min(gap, 4)}{' after' if after else ''}"] = 1.0
        f[f"gap, role {'host' if m.host else m.role or 'bare'}"] = 1.0
    f[f"{group} elsewhere"] = 1.0
    return f


def _context(o: Option, place: Place, atlas: Map, group: str, status: Status, dated: bool, housed: bool) -> None:
    """What the article as a whole says."""
    f = o.features
    total = atlas.counts.total() or 1
    f["country's share"] = atlas.counts[place.country] / total
    if place == atlas.dateline:
        f["dateline"] = 1.0
        f[f"dateline {group} {time_of(status)}"] = 1.0
        f["dateline, not told"] = float(not o.own)
        f["dateline, abroad"] = float(place.country != atlas.about)
    if place.country == atlas.about:
        f[f"about its country, {place.kind}"] = 1.0
        f[f"about its country, {group} {time_of(status)}"] = float(place.kind == "country")
        f["about its country, not told"] = float(not o.own)
        f[f"about its country, {'dated' if dated else 'not dated'}"] = float(not o.own)
        f["about its country, in a venue"] = float(not o.own and housed)
    if place == atlas.city:
        f["the article's city"] = 1.0
        f[f"the article's city, {group} {time_of(status)}"] = float(not o.own)
    if place.kind == "city":
        f["only city"] = float(atlas.cities.total() == 1)
        f["more cities"] = log1p(atlas.cities.total())


def _beside(o: Option, k: Cluster, there: Sequence[Cluster]) -> None:
    """Other events of the article are there."""
    lines = {c.line.index for c in k.mentions}
    gaps = [abs(c.line.index - line) for other in there if other is not k for c in other.mentions for line in lines]
    if gaps:
        o.features[f"beside {min(*gaps, 2)}"] = 1.0
        o.features["beside, not told"] = float(not o.own)


def _host(k: Cluster) -> str | None:
    """Who receives guests receives them at home: the country of the party at such a verb."""
    for c in k.mentions:
        if c.line.sentence.at(c.trigger.start, "RECEIVES") is None:
            continue
        near = [p for p in c.line.parties if "country" in p.party and p.party["kind"] != "country"]
        host = min(near, key=lambda p: c.line.distance.between(c.here, (p.start, p.end)), default=None)
        if host is not None and c.line.distance.between(c.here, (host.start, host.end)) <= _AT_VERB:
            return host.party["country"]
    return None
