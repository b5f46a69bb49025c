"""What one sentence says of parties, before the rest of the article is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from mawid.detect.chunks import Chunk, chunk_at
from mawid.detect.names import Name, Words, name_at

Kind = Literal["person", "office", "counterpart", "organisation", "group", "government"]

_BARE: Final = frozenset({"government", "parliament", "court"})
"""Bodies that are parties with nothing said of them but "the"."""
_PLURAL: Final = {True: ("s",), False: ("ون", "يين")}
"""Endings of a people's name, in a script with and without capitals."""


@dataclass(slots=True)
class Draft:
    """The tokens `[start, end)` may be a party.

    Attributes:
        start: its first token, titles included.
        end: behind its last token.
        kind: a person by name, by office, by "counterpart"; a body; people without a name; a government.
        said: the tokens that say who it is, without titles.
        name: of a person.
        role: the tokens of the office.
        offices: what the office is, comparable within an article.
        country: ISO 3166 alpha-2.
        known: key of the well-known organisation that it is, or that it is an office of.
        sure: nothing more is needed for it to be a party.
    """

    start: int
    end: int
    kind: Kind
    said: tuple[int, int]
    name: Name | None = None
    role: tuple[int, int] | None = None
    offices: frozenset[str] = frozenset()
    country: str | None = None
    known: str = ""
    sure: bool = True


def drafts(words: Words) -> Iterator[Draft]:
    """The drafts of a sentence from left to right, none overlapping another. Linear in the tokens."""
    i = 0
    while i < len(words.tokens):
        if not words.tokens[i].text[0].isalpha():
            i += 1
            continue
        found = _led(words, i) or _known(words, i) or _unled(words, i) or _nationals(words, i)
        if found:
            yield found
        i = found.end if found else i + 1


def _known(words: Words, i: int) -> Draft | None:
    tag = words.known(i)
    return Draft(i, tag.end, "organisation", (i, tag.end), known=tag.value) if tag else None


def _led(words: Words, i: int) -> Draft | None:
    """What an office, a body or a group leads."""
    chunk = chunk_at(words, i)
    if chunk is None:
        return None
    main = chunk.main
    if main.cls in ("BODY", "GROUP"):
        return _people(words, chunk)
    name, end = _named(words, chunk)
    title = next((h for h in chunk.heads if h.cls in ("TITLE", "COUNTERPART")), None)
    role = (chunk.start if words.cased else title.start, _role_end(chunk)) if title else None
    offices = _offices(words, chunk, role) if role else frozenset()
    if name and main.value == "sport" and not words.cased and not name.given and len(name.units) == 1:
        return Draft(name.start, end, "organisation", (name.start, end), name)  # «مدرب تشيلسي»
    if name:
        sure = name.given or name.linked or len(name.units) > 1
        said = (name.start, name.end)
        return _with_office(words, Draft(i, end, "person", said, name, role, offices, chunk.country, chunk.known, sure))
    if main.cls == "COUNTERPART":
        return Draft(i, chunk.end, "counterpart", (i, chunk.end), country=chunk.country)
    if main.cls == "TITLE" and (chunk.filled or words.has_article(i) or _is_definite(words, i)):
        return Draft(i, chunk.end, "office", (i, chunk.end), None, role, offices, chunk.country, chunk.known)
    return None


def _offices(words: Words, chunk: Chunk, role: tuple[int, int]) -> frozenset[str]:
    """What is the same for all mentions of an office: its meaning, or its words without those of the country."""
    if chunk.offices:
        return chunk.offices
    nations = {i for j in range(*role) if (hit := words.place(j)) for i in range(j, hit.end)}
    said = (words.tokens[i] for i in range(*role) if i not in nations)
    return frozenset({" ".join(t.norm for t in said if len(t.norm) > 1)})


def _is_definite(words: Words, i: int) -> bool:
    return words.sentence.before(i, "DEFINITE") is not None


def _role_end(chunk: Chunk) -> int:
    """Where the office ends: forms of address right before the name are no part of it."""
    end = chunk.end
    for head in reversed(chunk.heads):
        if head.cls == "HONORIFIC" and head.end == end:
            end = head.start
    return end


def _named(words: Words, chunk: Chunk) -> tuple[Name | None, int]:
    """The name behind an office; a comma may stand between them."""
    name = name_at(words, chunk.end, led=True)
    if name:
        return name, name.end
    tokens = words.tokens
    comma = chunk.end < len(tokens) and tokens[chunk.end].text in ",،" and (chunk.country or chunk.filled)
    name = name_at(words, chunk.end + 1, led=True) if comma else None
    if name and len(name.units) > 1:
        closed = name.end == len(tokens) or not tokens[name.end].text.isalpha()
        if name.given or chunk.main.cls == "COUNTERPART" or (closed and not words.cased):
            return name, name.end
    return None, chunk.end


def _people(words: Words, chunk: Chunk) -> Draft | None:
    """A body or a group, with what is said of it."""
    main = chunk.main
    known = words.tag(chunk.start, "VENUE")
    if main.cls == "BODY" and known is not None and known.end > chunk.end:  # «جامعة حلب» is a place and a party
        span = (chunk.start, known.end)
        return Draft(*span, "organisation", span, country=known.value.partition("/")[0])
    name = _own_name(words, chunk)
    end = name.end if name else chunk.end
    filled = chunk.filled or main.end > main.start + 1
    said = (chunk.start, end)
    definite = bool(words.has_article(chunk.start)) or _is_definite(words, chunk.start)
    if main.cls == "GROUP":
        bare = main.value in ("people", "opposition") and (words.cased or definite)
        return Draft(chunk.start, end, "group", said, country=chunk.country) if filled or bare else None
    if main.value == "government" and chunk.country:
        return Draft(chunk.start, end, "government", said, country=chunk.country)
    if words.cased:
        capitals = any(t.capital for t in words.tokens[max(chunk.start, 1) : end])
        filled = capitals or chunk.country is not None
    if name and main.value == "team":
        return Draft(chunk.start, name.end, "organisation", (name.start, name.end), name, country=chunk.country)
    if filled or name or (definite and main.value in _BARE and not words.cased):
        return Draft(chunk.start, end, "organisation", said, country=chunk.country)
    return None


def _own_name(words: Words, chunk: Chunk) -> Name | None:
    """A team, party or company bears a name that is no word: «فريق آرسنال»."""
    if words.cased or chunk.filled or words.has_article(chunk.start) or chunk.main.cls != "BODY":
        return None
    name = name_at(words, chunk.end, led=True)
    return name if name and (name.given or chunk.main.value in ("team", "party", "company")) else None


def _unled(words: Words, i: int) -> Draft | None:
    """A name that nothing leads to; an office may stand behind it."""
    if words.cased:
        return _unled_capitals(words, i)
    known = words.tag(i, "NAME")
    name = name_at(words, i, led=False) if known else None
    if name is None or len(name.units) < 2:
        return None
    return _with_office(words, Draft(i, name.end, "person", (i, name.end), name, sure=name.given or name.linked))


def _with_office(words: Words, d: Draft) -> Draft:
    """The person with the office that stands behind the name, if it has none before it."""
    behind = _behind(words, d.end) if d.role is None else None
    if behind:
        d.role = (behind.start, behind.end)
        d.offices, d.country, d.known = _offices(words, behind, d.role), behind.country, behind.known
        d.sure = True
    return d


def _unled_capitals(words: Words, i: int) -> Draft | None:
    if not words.tokens[i].capital and not words.tag(i, "PARTICLE"):
        return None
    name = name_at(words, i, led=False)
    if name is None or len(name.units) < 2:
        return None
    if all(len(t.text) > 1 and t.text.isupper() for t in words.tokens[i : name.end] if t.text.isalpha()):
        return None  # a shout, or several acronyms
    sure = name.given or _speaks(words, name)
    return _with_office(words, Draft(i, name.end, "person", (i, name.end), name, sure=sure))


def _speaks(words: Words, name: Name) -> bool:
    """It says something, or something is done with it."""
    where = words.sentence.before(name.start, "WHERE")
    said = words.sentence.before(name.start, "SAID") or words.tag(name.end, "SAID")
    return said is not None or (where is not None and where.value in ("with", "between"))


def _behind(words: Words, end: int) -> Chunk | None:
    """The office behind a name: "Angela Merkel, the German chancellor,", «محمد بن سلمان ولي العهد»."""
    tokens = words.tokens
    comma = end < len(tokens) and tokens[end].text in ",،"
    at = end + 1 if comma else end
    if comma and words.cased and words.tag(at, "DEFINITE", "STOP"):
        at += 1
    if not comma and words.cased:
        return None
    chunk = chunk_at(words, at)
    if chunk is None or chunk.main.cls != "TITLE" or chunk.heads[0].prefix.startswith("و"):
        return None
    return None if name_at(words, chunk.end, led=True) else chunk


def _nationals(words: Words, i: int) -> Draft | None:
    """A people: "Australians", «الموريتانيون»."""
    hit = words.place(i)
    if hit is None or not hit.demonym:
        return None
    plural = words.tokens[hit.end - 1].norm.endswith(_PLURAL[words.cased])
    return Draft(i, hit.end, "group", (i, hit.end), country=hit.places[0].country) if plural else None
