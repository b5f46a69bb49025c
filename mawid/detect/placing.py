"""Which place and which venue belong to an event.

A place without a preposition, a hosting verb or a noun that it completes is seldom the event's.
"""

from itertools import takewhile
from typing import Final

from mawid.detect import moves
from mawid.detect.reading import Candidate
from mawid.detect.trigger import Trigger
from mawid.event import family
from mawid.places import PlaceMention

_REACH: Final = 7.0
_ROLE: Final = {"in": 0.0, "to": 6.0, "from": 7.0, "with": 9.0, "between": 9.0, None: 6.0}
_ABOUT: Final = 3.0
"""A place in what the event is about: "talks on the war in Gaza"."""
_BACK: Final = 1.0
"""A noun that points back has had its place told before; the one beside it is more likely another's."""
_MATTER: Final = 6.0
"""Where a war or a crisis is, of which an event may speak anywhere."""
_ADJECTIVES: Final = 2
"""Words between a matter and where it is, in a language whose adjectives stand behind the noun."""
_NOUN: Final = 8
"""Tokens of the longest noun phrase between the place whose event it is and its noun."""
_NEXT: Final = 1
"""Tokens between a venue and the place that it is in: a preposition, a comma."""
_GOAL: Final = 0.5
"""What is told behind a visit in one sentence is at its goal: "will visit Prague for talks"."""
_MANY: Final = frozenset({"festival", "protest", "ceremony", "competition"})
"""Events that take place in several cities at a time: "rallies in Leeds, Hull and York"."""
_ABROAD: Final = frozenset({"encounter", "competition"})
"""Events whose parties meet anywhere; a country that holds another one holds it at home: "Japan holds a drill"."""


def attach(c: Candidate) -> None:
    """Give a candidate the place and the venue of its sentence that are its own, if any are."""
    for v in c.line.venues:
        if v.role is None:
            continue  # its institution: «قرار محكمة العدل الدولية», "the White House said"
        way = c.cost((v.start, v.end)) + _ROLE[v.role]
        if way <= _REACH and (c.venue is None or way < c.venue_cost):
            c.venue, c.venue_cost = v, way
    for p in c.line.places:
        if not p.is_place or p.part or (p.role is None and _named_after(c, p)) or moves.is_left(c, p.start):
            continue
        if _names_hall(c, p):
            continue
        way = cost(c, p)
        if way <= _REACH and (c.place is None or way < c.place_cost):
            c.place, c.place_cost = p, way


def cost(c: Candidate, p: PlaceMention) -> float:
    """How far a place of its sentence is from being the event's: 0 is the event's place."""
    if moves.is_new_place(c, p):
        return 0.0
    span = (p.start, p.end)
    way = min(c.cost(span), c.cost_by_verb(span)) + _role_cost(c, p)
    way += _BACK if c.trigger.definite and not c.cues.carry else 0.0
    on = p.role is None and c.line.sentence.before(p.start, "ON") is not None  # "a session on Chad"
    if on or any(c.trigger.end <= t.start < p.start for t in c.line.sentence.of("TOPIC")):
        way += _ABOUT
    if is_of_matter(c, p) or c.is_of_deed(p.start):
        way += _MATTER
    if c.venue is not None and 0 <= p.start - c.venue.end <= _NEXT:
        way = min(way, c.venue_cost)
    return way + 0.4 * (p.place.kind == "country")  # of two places in one clause the city says more


def is_of_matter(c: Candidate, p: PlaceMention) -> bool:
    """Something else is said to be there: "talks to end the war in Sudan", «الأزمة السياسية في لبنان».

    In a capital one speaks of it: "a summit on the drought in Addis Ababa".
    """
    if p.place.capital:
        return False
    s, i = c.line.sentence, p.start
    while (before := s.before(i, "WHERE", "ON", "FILLER", "HEAD", "DEFINITE")) is not None:
        i = before.start
    adjectives = _ADJECTIVES if c.line.pack.modifier_after else 0
    for end in range(i, max(i - adjectives, 0) - 1, -1):
        matter = s.before(end, "MATTER")
        if matter is not None:
            return matter.value != "none" and not any(matter.start <= t.start < p.start for t in c.line.live)
        if s.at(end - 1, "CARRY", "STATUS", "SAID", "CLAUSE"):
            break
    return False


def _has(c: Candidate, p: PlaceMention) -> bool:
    """It is the place's: a possessive, and nothing but the adjectives of the event's noun behind it."""
    s = c.line.sentence
    owner = s.at(p.end, "POSSESSIVE")
    if owner is None or c.trigger.form != "noun":
        return False
    return all(
        s.tokens[i].text.isalpha() and not s.at(i, "CARRY", "SAID", "WHERE") for i in range(owner.end, c.trigger.start)
    )


def _names_hall(c: Candidate, p: PlaceMention) -> bool:
    """A hall elsewhere bears the name: "Lakeside Park"."""
    return any(v.place is not p.place and v.start <= p.start < v.end for v in c.line.venues)


def of_council(c: Candidate, p: PlaceMention) -> bool:
    """A council sits in its city: "Leeds City Council will meet", but not "the board met Leeds United"."""
    organs = [t.start for t in c.line.sentence.of("ORGAN")]
    bodies = (b for b in c.parties if b.party["kind"] == "organisation" and b.start <= p.start < b.end)
    return any(b.start <= i < b.end for b in bodies for i in organs)


def leads_to(t: Trigger, p: PlaceMention) -> bool:
    """It is a visit, and the place right behind it its goal."""
    return t.type == "visit" and 0 <= p.start - t.end <= _NEXT


def stops(c: Candidate) -> list[PlaceMention]:
    """The further places of a visit, or of several events, named beside the first: "to Accra, Lagos and Dakar"."""
    out: list[PlaceMention] = []
    several = c.trigger.plural and c.trigger.type in _MANY and c.place is not None and c.place.role == "in"
    if c.place is not None and (c.trigger.type == "visit" or several):
        behind = (p for p in c.line.places if p.start > c.place.start and not p.part)
        out = [p for p in takewhile(lambda p: p.joined, behind) if not p.demonym]
    return out


def _named_after(c: Candidate, p: PlaceMention) -> bool:
    """It is a party, or part of what one is called: "the presidents of Kenya and Chad", «أمير الكويت»."""
    country = p.place.kind == "country" and not p.host and family(c.trigger.type) in _ABROAD
    return any(q.start < p.start < q.end or (q.start == p.start and country) for q in c.line.parties)


def _role_cost(c: Candidate, p: PlaceMention) -> float:
    """What it costs to take a place for the event's, by how it stands in the sentence."""
    if p.host or p.role == "in":
        return 0.0
    trigger = c.trigger
    behind, visit = p.start - trigger.end, trigger.type == "visit"
    if not visit and behind < 0 and p.role == "to" and any(leads_to(t, p) for t in c.line.live):
        return _GOAL
    beside = (0 <= behind <= 1 and trigger.type != "competition") or p.end == trigger.start  # "a win over Turin"
    if p.role is None and beside and (visit or p.place.kind == "city"):
        return 0.5  # «مشاورات موسكو», "Geneva talks", «يزور موسكو»; "Syria talks" are about Syria
    if p.place.kind == "city" and 0 < -behind <= _NOUN and _has(c, p):
        return 0.5  # "Halifax's annual jazz festival"
    if p.dateline:
        return 4.5
    if visit and p.role == "to":
        return 0.0 if behind >= 0 else _GOAL  # "lands in Delhi on an official visit"
    if visit and behind >= 0 and p.role is None:
        return 2.5
    return _ROLE[p.role]
