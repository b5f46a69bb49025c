"""What the words around a name say about it.

The classes of a pack's vocabulary that are used:

    [WHERE]       in, to, from, with, between: what makes the next place the place, goal, source or a party
    [ON]          in: the same before "the island of" and the like, and before venues
    [VISIT]       to, from: verbs of going that need no preposition
    [HOST]        after, before, both: on which side of this verb the host stands
    [HEAD]        city, region, island, country: "the city of", «سلطنة»; an island may be what its town is
    [TAIL]        the same behind it: "Aleppo province"
    [FILLER]      what may stand between a preposition and the place: "the", "central"
    [JOIN]        "and", "or"
    [NAME_OF]     what makes a place behind it the name of something else: "bank of England"
    [NAME_AFTER]  the same in front of it: "Leeds United"
    [SAID]        (events.toml) verbs of saying
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

from mawid.languages import Pack, Sentence
from mawid.places.gazetteer import Kind, Place
from mawid.places.scan import Hit, cased, clitic_role

Role = Literal["in", "to", "from", "with", "between"]
Head = Kind | Literal["island"]

_COMMA: Final = (",", "،")
_LEFT: Final = 8
"""Tokens that may stand between a preposition and its place."""
_VISIT: Final = 9
"""Tokens that may stand between a verb of going and its goal."""
_DATELINE: Final = 12
"""Tokens that may stand between the place and the dash of a dateline."""


@dataclass(slots=True)
class Signs:
    """What the words around a name say about it.

    Attributes:
        role: see `PlaceMention`.
        word: the role comes from a word, not from a clitic.
        joined: it has the role of the place before it: "and".
        head: what it is called: «مدينة».
        host: it hosts.
        acts: it says something, or something is done with it.
        dateline: it stands where a dateline stands.
        within: countries and regions that it is said to be in.
        follows: where the name begins that this one stands right behind.
    """

    role: Role | None = None
    word: bool = False
    joined: bool = False
    head: Head | None = None
    host: bool = False
    acts: bool = False
    dateline: bool = False
    within: frozenset[Place] = frozenset()
    follows: int | None = None


def signs_of(sentence: Sentence, pack: Pack, hits: Sequence[Hit]) -> list[Signs]:
    """The signs of each of the names in a sentence (`scan`). Looked for once."""
    return sentence.once("signs of places", lambda: _signs_of(sentence, pack, hits))


def _signs_of(sentence: Sentence, pack: Pack, hits: Sequence[Hit]) -> list[Signs]:
    padded = (None, *hits, None)
    signs = [_signs(sentence, pack, *three) for three in zip(padded, hits, padded[2:], strict=False)]
    _visit(sentence, hits, signs)
    return signs


def _signs(sentence: Sentence, pack: Pack, before: Hit | None, hit: Hit, after: Hit | None) -> Signs:
    signs = Signs(role=cast("Role | None", clitic_role(pack, hit.prefix)))
    within: set[Place] = set()
    _look_left(sentence, pack, hit, before, signs, within)
    if signs.role is None and _is_behind_venue(sentence, hit):
        signs.role, signs.word = "in", True
    if before and _is_before_its_region(sentence, before, hit) and any(p.kind != "city" for p in hit.places):
        signs.follows = before.start
        within.update(before.places)
    if after and (_is_before_its_region(sentence, hit, after) or _is_inside(sentence, pack, hit, after)):
        within.update(p for p in after.places if p.kind != "city")
    signs.within = frozenset(within)
    tail, venue = sentence.at(hit.end, "TAIL"), sentence.at(hit.end, "VENUE_HEAD")
    if tail is not None and (venue is None or venue.end <= tail.end):  # but "Cork District Court" is in the city
        signs.head = signs.head or cast("Head", tail.value)
    left, right = sentence.before(hit.start, "HOST"), sentence.at(hit.end, "HOST")
    signs.host = (left is not None and left.value != "before") or (right is not None and right.value != "after")
    signs.dateline = _is_dateline(sentence, hit)
    says = sentence.before(hit.start, "SAID") or sentence.at(hit.end, "SAID")
    signs.acts = signs.role in ("with", "between") or (
        says is not None and signs.role is None and not signs.dateline and not signs.host
    )
    return signs


def _visit(sentence: Sentence, hits: Sequence[Hit], signs: list[Signs]) -> None:
    """The goals of verbs of going that need no preposition: «زار وزير خارجية مصر دمشق»."""
    for verb in sentence.of("VISIT"):
        end = verb.end
        while end < len(sentence.tokens) and end - verb.end < _VISIT and not _ends_clause(sentence, end):
            end += 1
        free = [n for n, h in enumerate(hits) if verb.end <= h.start <= end and _may_be_visited(h, signs[n])]
        if free:
            # Right behind the verb, or behind its subject, which may have a place in it.
            article = sentence.at(verb.end, "FILLER")
            beside = hits[free[0]].start in (verb.end, article.end if article else -1)
            goal = signs[free[0] if beside else free[-1]]
            goal.role, goal.word, goal.acts = cast("Role", verb.value), True, False


def _ends_clause(sentence: Sentence, i: int) -> bool:
    return not sentence.tokens[i].norm.isalnum() or sentence.at(i, "WHERE", "CLAUSE", "SAID", "VISIT") is not None


def _may_be_visited(hit: Hit, signs: Signs) -> bool:
    return not (hit.demonym or hit.other or hit.prefix or signs.role)


def _look_left(sentence: Sentence, pack: Pack, hit: Hit, before: Hit | None, signs: Signs, within: set[Place]) -> None:
    """Over «العاصمة الإيطالية», "the Swiss city of" to the preposition."""
    i = hit.start
    while signs.role is None and hit.start - i < _LEFT:
        where = sentence.before(i, "WHERE") or (sentence.before(i, "ON") if signs.head else None)
        head = sentence.before(i, "HEAD")
        filler = sentence.before(i, "FILLER")
        if where:
            signs.role, signs.word = cast("Role", where.value), True
        elif head:
            signs.head = signs.head or cast("Head", head.value)
            signs.role = cast("Role | None", clitic_role(pack, head.prefix))
            i = head.start
        elif before and before.end == i and (before.demonym or signs.head):
            within.update(before.places)
            i = before.start
        elif filler:
            i = filler.start
        else:
            break


def _is_beside(sentence: Sentence, left: Hit, right: Hit) -> bool:
    """Nothing, or a comma or bracket, stands between them."""
    between = sentence.tokens[left.end : right.start]
    return not between or (len(between) == 1 and between[0].text in (*_COMMA, "("))


def _is_behind_venue(sentence: Sentence, hit: Hit) -> bool:
    """A comma alone says that a hall is there: "at the Methodist Church, Todmorden"."""
    comma = hit.start - 1
    head = sentence.before(comma, "VENUE_HEAD") if comma > 0 and sentence.tokens[comma].text in _COMMA else None
    return head is not None and cased(sentence.tokens[head.start]) and sentence.tokens[head.start].capital


def _is_before_its_region(sentence: Sentence, hit: Hit, after: Hit) -> bool:
    """What it lies in stands beside it: "Paris, Texas"; in "Sunderland, Washington and Durham" these are towns."""
    goes_on = sentence.at(after.end, "JOIN") is not None and any(p.kind == "city" for p in after.places)
    return _is_beside(sentence, hit, after) and not goes_on


def _is_inside(sentence: Sentence, pack: Pack, hit: Hit, after: Hit) -> bool:
    """The next name is what it lies in: "Marlow in Ohio", «المنصورة بمحافظة الدقهلية»."""
    i, inside = hit.end, clitic_role(pack, after.prefix) == "in"
    while i < after.start:
        where = sentence.at(i, "WHERE")
        tag = where or sentence.at(i, "FILLER") or sentence.at(i, "HEAD")
        if tag is None or (where and where.value != "in"):
            return False
        inside = inside or where is not None or clitic_role(pack, tag.prefix) == "in"
        i = tag.end
    return inside and i == after.start


def is_joined(sentence: Sentence, end: int, hit: Hit) -> bool:
    """The name shares what stands before the one that ends at `end`: "in Geneva, Vienna and Rome"."""
    join = sentence.at(end, "JOIN")
    if hit.start == end:
        return bool(hit.prefix)
    if hit.start == end + 1 and sentence.tokens[end].text in _COMMA:
        # A comma joins only in a list that goes on.
        goes_on = hit.end < len(sentence.tokens) and sentence.tokens[hit.end].text in _COMMA
        return goes_on or sentence.at(hit.end, "JOIN") is not None
    if join is None:
        return False
    filler = sentence.at(join.end, "FILLER")  # "Japan and the US"
    return hit.start in (join.end, filler.end if filler is not None else join.end)


def _is_dateline(sentence: Sentence, hit: Hit) -> bool:
    """GENEVA, March 3 (Reuters) —  or a line that ends in «… - القاهرة»."""
    tokens = sentence.tokens
    if hit.start > 1 and hit.end == len(tokens) <= _DATELINE:
        return tokens[hit.start - 1].norm == "-"
    if hit.start > 1 or (hit.start == 1 and tokens[0].text not in '(["«'):
        return False
    depth = 0
    for i in range(hit.end, min(hit.end + _DATELINE, len(tokens))):
        token = tokens[i]
        if token.text in "([":
            depth += 1
        elif token.text in ")]":
            depth -= 1
            if not cased(tokens[hit.start]):
                return True
        elif token.norm in ("-", ":", "/"):
            compound = token.glued and i + 1 < len(tokens) and tokens[i + 1].glued and cased(tokens[hit.start])
            return i + 1 < len(tokens) and not compound
        elif not depth and token.text.isalpha() and not token.capital:
            return sentence.at(i, "MONTH", "WEEKDAY") is not None
    return False
