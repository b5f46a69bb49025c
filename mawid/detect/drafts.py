"""What one sentence says of parties, before the rest of the article is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from mawid.detect.chunks import Chunk, chunk_at
from mawid.detect.names import Name, Words, name_at

Kind = Literal["person", "office", "counterpart", "organisation", "group", "government"]

_BARE: Final = frozenset({"government", "parliament", "court"})
"""Bodies that are parties with nothing said of them but "the"."""


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
        office: the office, comparable within an article.
        country: ISO 3166 alpha-2.
        known: key of a well-known organisation.
        sure: nothing more is needed for it to be a party.
    """

    start: int
    end: int
    kind: Kind
    said: tuple[int, int]
    name: Name | None = None
    role: tuple[int, int] | None = None
    office: str = ""
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
        found = _led(words, i) or _known(words, i) or _unled(words, i)
        if found:
            yield found
        i = found.end if found else i + 1


def _known(words: Words, i: int) -> Draft | None:
    tag = words.tag(i, "ORG")
    if tag is None or (tag.end == i + 1 and not _is_itself(words, i)):
        return None
    return Draft(i, tag.end, "organisation", (i, tag.end), known=tag.value)


def _is_itself(words: Words, i: int) -> bool:
    """A word like "WHO" or "Fed" that is another word as well stands in capitals, or within a sentence."""
    text = words.tokens[i].text
    return not words.cased or text.isupper() or len(text) > 4 or (i > 0 and not words.tag(i, "STOP", "CLAUSE"))


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
    if name:
        return Draft(
            i, end, "person", (name.start, name.end), name, role, chunk.office, chunk.country, "", _is_sure(name)
        )
    if main.cls == "COUNTERPART":
        return Draft(i, chunk.end, "counterpart", (i, chunk.end), country=chunk.country)
    if main.cls == "TITLE" and chunk.office and (chunk.filled or words.has_article(i) or _is_definite(words, i)):
        return Draft(i, chunk.end, "office", (i, chunk.end), None, role, chunk.office, chunk.country)
    return None


def _is_definite(words: Words, i: int) -> bool:
    return words.sentence.before(i, "DEFINITE") is not None


def _role_end(chunk: Chunk) -> int:
    """Where the office ends: forms of address right before the name are no part of it."""
    end = chunk.end
    for head in reversed(chunk.heads):
        if head.cls == "HONORIFIC" and head.end == end:
            end = head.start
    return end


def _is_sure(name: Name) -> bool:
    return name.given or name.linked or len(name.units) > 1


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
        if name.given or (closed and not words.cased):
            return name, name.end
    return None, chunk.end


def _people(words: Words, chunk: Chunk) -> Draft | None:
    """A body or a group, with what is said of it."""
    main = chunk.main
    end = _own_name(words, chunk) if main.cls == "BODY" else chunk.end
    filled = chunk.filled or end > chunk.end
    said = (chunk.start, end)
    definite = bool(words.has_article(chunk.start)) or _is_definite(words, chunk.start)
    if main.cls == "GROUP":
        bare = main.value in ("people", "opposition") and (words.cased or definite)
        return Draft(chunk.start, end, "group", said, country=chunk.country) if filled or bare else None
    if main.value == "government" and chunk.country:
        return Draft(chunk.start, end, "government", said, country=chunk.country)
    if filled or (definite and main.value in _BARE and not words.cased) or words.tokens[main.start].capital:
        if main.value == "team" and end > chunk.end == main.end:
            said = (main.end, end)
        return Draft(chunk.start, end, "organisation", said, country=chunk.country)
    return None


def _own_name(words: Words, chunk: Chunk) -> int:
    """A team, party, school or company bears a name that is no word: «فريق آرسنال»."""
    end = chunk.end
    if words.cased or chunk.filled or chunk.main.value in ("government", "parliament"):
        return end
    name = name_at(words, end, led=True)
    if name and (name.given or chunk.main.value in ("team", "party", "school", "company")):
        return name.end
    return end


def _unled(words: Words, i: int) -> Draft | None:
    """A name that nothing leads to; an office may stand behind it."""
    if not words.cased and not words.tag(i, "NAME"):
        return None
    if words.cased and not words.tokens[i].capital and not words.tag(i, "PARTICLE"):
        return None
    name = name_at(words, i, led=False)
    if name is None or (len(name.units) < 2 and not words.cased):
        return None
    if not words.cased:
        return Draft(i, name.end, "person", (i, name.end), name) if name.given or name.linked else None
    behind = _behind(words, name)
    if behind:
        role = (behind.start, behind.end)
        sure = len(name.units) > 1
        return Draft(i, name.end, "person", (i, name.end), name, role, behind.office, behind.country, "", sure)
    if len(name.units) > 1:
        return Draft(i, name.end, "person", (i, name.end), name, sure=name.given)
    return None


def _behind(words: Words, name: Name) -> Chunk | None:
    """The office that stands behind a name and a comma: "Angela Merkel, the German chancellor,"."""
    tokens = words.tokens
    if name.end + 1 >= len(tokens) or tokens[name.end].text != ",":
        return None
    at = name.end + 1
    if words.tag(at, "DEFINITE", "STOP"):
        at += 1
    chunk = chunk_at(words, at)
    if chunk is None or chunk.main.cls != "TITLE":
        return None
    return None if name_at(words, chunk.end, led=True) else chunk
