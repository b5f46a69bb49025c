"""What the words around a name say about it.

The classes of a pack's vocabulary that are used:

    [WHERE]       in, to, from, with, between: what makes the next place the place, goal, source or a party
    [HOST]        after, before, both: on which side of this verb the host stands
    [HEAD]        city, region, country: "the city of", «سلطنة»
    [TAIL]        the same behind it: "Aleppo province"
    [FILLER]      what may stand between a preposition and the place: "the", "central"
    [JOIN]        "and", "or"
    [SAID]        (events.toml) verbs of saying
"""

from dataclasses import dataclass
from typing import Final, Literal, cast

from mawid.languages import Pack, Sentence
from mawid.places.gazetteer import Kind
from mawid.places.scan import Hit, cased, clitic_role

Role = Literal["in", "to", "from", "with", "between"]

_LEFT: Final = 8
"""Tokens that may stand between a preposition and its place."""
_DATELINE: Final = 12
"""Tokens that may stand between the place and the dash of a dateline."""


@dataclass(slots=True)
class Signs:
    """What the words around a name say about it.

    Attributes:
        role: see `PlaceMention`.
        word: the role comes from a word, not from a clitic.
        head: what it is called: «مدينة».
        host: it hosts.
        acts: it says something, or something is done with it.
        dateline: it stands where a dateline stands.
        within: countries that it is said to be in.
        follows: where the name begins that this one stands right behind.
    """

    role: Role | None = None
    word: bool = False
    head: Kind | None = None
    host: bool = False
    acts: bool = False
    dateline: bool = False
    within: frozenset[str] = frozenset()
    follows: int | None = None


def signs_of(sentence: Sentence, pack: Pack, hit: Hit, before: Hit | None, after: Hit | None) -> Signs:
    """The signs of one name.

    Args:
        sentence: where it stands.
        pack: its language.
        hit: the name.
        before: the name before it.
        after: the name behind it.
    """
    signs = Signs(role=cast("Role | None", clitic_role(pack, hit.prefix)))
    within: set[str] = set()
    _look_left(sentence, pack, hit, before, signs, within)
    if before and _is_beside(sentence, before, hit):
        signs.follows = before.start
        within.update(p.country for p in before.places)
    if after and _is_beside(sentence, hit, after):
        within.update(p.country for p in after.places if p.kind != "city")
    signs.within = frozenset(within)
    tail = sentence.at(hit.end, "TAIL")
    signs.head = signs.head or (cast("Kind", tail.value) if tail else None)
    left, right = sentence.before(hit.start, "HOST"), sentence.at(hit.end, "HOST")
    signs.host = (left is not None and left.value != "before") or (right is not None and right.value != "after")
    signs.dateline = _is_dateline(sentence, hit)
    says = sentence.before(hit.start, "SAID") or sentence.at(hit.end, "SAID")
    signs.acts = signs.role in ("with", "between") or (
        says is not None and signs.role is None and not signs.dateline and not signs.host
    )
    return signs


def _look_left(sentence: Sentence, pack: Pack, hit: Hit, before: Hit | None, signs: Signs, within: set[str]) -> None:
    """Over «العاصمة الإيطالية», "the Swiss city of" to the preposition."""
    i = hit.start
    while signs.role is None and hit.start - i < _LEFT:
        where = sentence.before(i, "WHERE")
        head = sentence.before(i, "HEAD")
        filler = sentence.before(i, "FILLER")
        if where:
            signs.role, signs.word = cast("Role", where.value), True
        elif head:
            signs.head = signs.head or cast("Kind", head.value)
            signs.role = cast("Role | None", clitic_role(pack, head.prefix))
            i = head.start
        elif before and before.end == i and (before.demonym or signs.head):
            within.update(p.country for p in before.places)
            i = before.start
        elif filler:
            i = filler.start
        else:
            break


def _is_beside(sentence: Sentence, left: Hit, right: Hit) -> bool:
    """Nothing, or a comma or bracket, stands between them."""
    between = sentence.tokens[left.end : right.start]
    return not between or (len(between) == 1 and between[0].text in ",،(")


def is_joined(sentence: Sentence, end: int, hit: Hit) -> bool:
    """The name shares what stands before the one that ends at `end`: "in Geneva and Vienna"."""
    join = sentence.at(end, "JOIN")
    return (join is not None and join.end == hit.start) or (hit.start == end and bool(hit.prefix))


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
