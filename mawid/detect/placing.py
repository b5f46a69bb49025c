"""Which place and which venue belong to an event.

A place without a preposition, a hosting verb or a noun that it completes is seldom the event's.
"""

from itertools import takewhile
from typing import Final

from mawid.detect import moves
from mawid.detect.reading import Candidate
from mawid.detect.triggers import Trigger
from mawid.places import PlaceMention

_REACH: Final = 7.0
_ROLE: Final = {"in": 0.0, "to": 5.0, "from": 7.0, "with": 9.0, "between": 9.0, None: 6.0}
_ABOUT: Final = 3.0
"""A place in what the event is about: "talks on the war in Gaza"."""
_BACK: Final = 1.0
"""A noun that points back has had its place told before; the one beside it is more likely another's."""


def attach(c: Candidate) -> None:
    """Give a candidate the place and the venue of its sentence that are its own, if any are."""
    for p in c.line.places:
        if p.demonym or p.acts or p.part or (p.role is None and _named_after(c, p)) or moves.is_left(c, p.start):
            continue
        way = cost(c, p)
        if way <= _REACH and (c.place is None or way < c.place_cost):
            c.place, c.place_cost = p, way
    for v in c.line.venues:
        if v.role is None:
            continue  # its institution: «قرار محكمة العدل الدولية», "the White House said"
        way = c.cost((v.start, v.end)) + _ROLE[v.role]
        if way <= _REACH and (c.venue is None or way < c.venue_cost):
            c.venue, c.venue_cost = v, way


def cost(c: Candidate, p: PlaceMention) -> float:
    """How far a place of its sentence is from being the event's: 0 is the event's place."""
    if moves.is_new_place(c, p):
        return 0.0
    way = c.cost((p.start, p.end)) + _role_cost(p, c.trigger)
    if c.trigger.definite and not c.cues.carry:
        way += _BACK
    if any(c.trigger.end <= t.start < p.start for t in c.line.sentence.of("TOPIC")):
        way += _ABOUT
    return way + 0.4 * (p.place.kind == "country")  # of two places in one clause the city says more


def stops(c: Candidate) -> list[PlaceMention]:
    """The further places of a visit, named beside its first: "to Accra, Lagos and Dakar"."""
    out: list[PlaceMention] = []
    if c.trigger.type == "visit" and c.place is not None:
        behind = (p for p in c.line.places if p.start > c.place.start and not p.part)
        out = [p for p in takewhile(lambda p: p.joined, behind) if not p.demonym]
    return out


def _named_after(c: Candidate, p: PlaceMention) -> bool:
    """It is part of what a party is called: «أمير الكويت»."""
    return any(q.start < p.start < q.end for q in c.line.parties)


def _role_cost(p: PlaceMention, trigger: Trigger) -> float:
    """What it costs to take a place for the event's, by how it stands in the sentence."""
    if p.host or p.role == "in":
        return 0.0
    behind, visit = p.start - trigger.end, trigger.type == "visit"
    beside = (0 <= behind <= 1 and trigger.type != "competition") or p.end == trigger.start  # "a win over Turin"
    if p.role is None and beside and (visit or p.place.kind == "city"):
        return 0.5  # «مشاورات موسكو», "Geneva talks", «يزور موسكو»; "Syria talks" are about Syria
    if p.dateline:
        return 4.5
    if visit and behind >= 0 and p.role in ("to", None):
        return 0.0 if p.role == "to" else 2.5
    return _ROLE[p.role]
