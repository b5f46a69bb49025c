"""Countries, and capitals that stand for their governments, as parties: alone or in a list.

One is a party where something is done with it ("between Moscow and Washington"), where it speaks or acts
(«أعلنت روسيا»), or where its officials are spoken of ("the leaders of Russia, Turkey and Iran"); elsewhere it
is a place.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mawid.detect.drafts import Draft
from mawid.detect.names import Words
from mawid.languages import Pack
from mawid.places.scan import Hit, clitic_role

_VERBS: Final = ("SAID", "DID", "DOES", "CARRY", "STATUS", "PAST_CUE", "FUTURE_CUE")
_LONGEST: Final = 3
"""Tokens between two countries of a list: ", and the"."""


def acting(words: Words, found: Iterable[Draft], pack: Pack) -> Iterator[Hit]:
    """The countries of a sentence that are parties, from left to right.

    Args:
        words: the sentence.
        found: what is known to be something else in it.
        pack: its language.
    """
    spans = [(d.start, d.end) for d in found]
    covered = {i for a, b in spans for i in range(a, b)}
    groups = {d.end for d in found if d.kind == "group"}
    bodies = {d.end for d in found if d.kind in ("organisation", "government")}
    for row in _rows(words, covered):
        if _acts(words, row, groups, bodies, pack):
            yield from row


def _rows(words: Words, covered: set[int]) -> Iterator[list[Hit]]:
    row: list[Hit] = []
    for start, hit in words.hits.items():
        place = hit.places[0]
        if start in covered or hit.demonym or not (place.kind == "country" or place.capital) or not words.place(start):
            continue
        if words.tag(start, "NAME_OF"):
            continue  # the Suez Canal is in Egypt, and not Egypt
        if row and not (_is_list(words, row[-1].end, start) or (row[-1].end == start and hit.prefix)):
            yield row
            row = []
        row.append(hit)
    if row:
        yield row


def _is_list(words: Words, end: int, start: int) -> bool:
    """Between the tokens is what stands between the members of a list."""
    joins = [words.tokens[i].text in ",،" or words.tag(i, "JOIN") is not None for i in range(end, start)]
    if joins and words.tag(start - 1, "DEFINITE"):
        joins.pop()
    return 0 < len(joins) < _LONGEST and all(joins)


def _acts(words: Words, row: Sequence[Hit], groups: set[int], bodies: set[int], pack: Pack) -> bool:
    s = words.sentence
    definite = s.before(row[0].start, "DEFINITE")
    start, end = definite.start if definite else row[0].start, row[-1].end
    where = s.before(start, "WHERE")
    role = clitic_role(pack, row[0].prefix) or (where.value if where else None)
    if role in ("with", "between"):
        return True
    link = s.before(start, "LINK")
    if start in groups or s.before(start, "GROUP") or (link and s.before(link.start, "GROUP")):
        return True
    if any(_is_list(words, body, start) for body in bodies if body < start <= body + _LONGEST):
        return True
    part = words.cased and start > 0 and words.tokens[start - 1].text.isalpha() and s.before(start, "FILLER")
    if role is not None or part or s.before(start, "HOST") or words.names_thing(start - 1):
        return False
    verb = words.tag(end, *_VERBS) if words.cased else s.before(start, *_VERBS)
    by_name = row[0].places[0].kind == "country"
    return (by_name or verb.cls == "SAID") if verb else by_name and _is_subject(words, start, end)


def _is_subject(words: Words, start: int, end: int) -> bool:
    """It begins a clause, and a verb may follow."""
    tokens = words.tokens
    if end >= len(tokens) or not tokens[end].text.isalpha():
        return False
    if start > 0 and tokens[start - 1].text.isalpha() and not words.tag(start - 1, "CLAUSE"):
        return False
    if words.cased:
        return not tokens[end].capital and words.tag(end, "WHERE", "JOIN", "LINK") is None
    return tokens[end].norm[0] in "يتس"
