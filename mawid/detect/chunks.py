"""Offices, bodies and groups with what belongs to them: "Russian Foreign Minister", «وفد من المعارضة السورية».

A chunk is a run of words that the vocabulary has a class for, around at least one head; behind an office the
name of a person may follow. In a language whose modifiers stand before the noun, the last head before "of" says
what it is ("UN Security Council members"), in one whose modifiers stand behind it the first does.

Classes of a pack's `people.toml` that are used, besides those of `names`:

    [TITLE]        an office, by what it is        [HONORIFIC]  a form of address
    [COUNTERPART]  whoever holds the same office   [BODY]       government, party, court …
    [GROUP]        people without a name           [PORTFOLIO]  what an office may be of, without article
    [MODIFIER]     what may stand before a head; `not` makes it another office ("former")
    [LINK]         what links an office to its place or body: "of", «لدى»
    [ORG]          (organisations.toml) an organisation that is known by name
"""

from dataclasses import dataclass
from typing import Final

from mawid.detect.names import Words
from mawid.languages.lexicon import Tag

HEADS: Final = ("TITLE", "HONORIFIC", "BODY", "GROUP", "COUNTERPART")
LONGEST: Final = 16
"""Tokens of the longest chunk."""
_OPEN: Final = frozenset(
    {"TRIGGER", "WEAK", "CONTEXT", "OF", "HEAD", "FILLER", "THING", "PLACE", "DEMONYM", "NAME", "PIECE", "TAIL"}
)
"""Classes that do not keep a word with the article out of a chunk."""
_POSTED: Final = frozenset({"ambassador", "envoy", "director", "head", "spokesman"})
"""Offices that are said to be at a place."""


@dataclass(slots=True)
class Chunk:
    """The tokens `[start, end)`.

    Attributes:
        start: its first token.
        end: behind its last token.
        heads: tags of HEADS, in order.
        main: the head that says what it is.
        country: ISO 3166 alpha-2, of its first adjective or name of a country.
        altered: it is said not to be that office (any more).
        filled: something besides its heads belongs to it.
    """

    start: int
    end: int
    heads: list[Tag]
    main: Tag
    country: str | None = None
    altered: bool = False
    filled: bool = False

    @property
    def office(self) -> str:
        """The office, comparable within an article; "" where there is none."""
        titles = [h.value for h in self.heads if h.cls == "TITLE"]
        return "" if self.altered or not titles or "deputy" in titles else titles[-1]


def chunk_at(words: Words, i: int) -> Chunk | None:
    """The chunk that begins at token `i`."""
    return _before(words, i) if words.cased else _behind(words, i)


def _nation(words: Words, i: int) -> tuple[int, str] | None:
    """Where the name or adjective of a country ends that begins at `i`, and which country it is."""
    hit = words.place(i)
    if hit and (hit.demonym or hit.places[0].kind == "country"):
        return hit.end, hit.places[0].country
    return None


# -- modifiers before the head --------------------------------------------------------------------------------------


def _before(words: Words, i: int) -> Chunk | None:
    head, country, altered = _to_head(words, i)
    if head is None:
        return None
    chunk = Chunk(i, head.end, [head], head, country, altered, head.start > i)
    while chunk.end - i < LONGEST:
        head, country, altered = _to_head(words, chunk.end)
        if head is None:
            break
        chunk.heads.append(head)
        chunk.main, chunk.end, chunk.filled = head, head.end, True
        chunk.country = chunk.country or country
        chunk.altered |= altered
    link = words.tag(chunk.end, "LINK")
    if link and chunk.main.cls != "HONORIFIC":
        _with_complement(words, chunk, link)
    return chunk


def _to_head(words: Words, i: int) -> tuple[Tag | None, str | None, bool]:
    """The head behind nothing but modifiers, the country that they name, whether they make it another office."""
    country: str | None = None
    altered = False
    j = i
    while j < len(words.tokens) and j - i < LONGEST:
        head = words.tag(j, *HEADS)
        modifier = words.tag(j, "MODIFIER")
        end = _belongs(words, j)
        if head and head.end >= max(end, modifier.end if modifier else 0):
            return head, country, altered
        nation = _nation(words, j)
        if nation:
            country = country or nation[1]
        if end:
            j = _possessed(words, end)
        elif modifier:
            altered |= modifier.value == "not"
            j = modifier.end
        elif words.tokens[j].capital and words.heads_run(j):
            j += 1
        else:
            break
    return None, None, False


def _belongs(words: Words, j: int) -> int:
    """Where the organisation or country ends that begins at token `j`; 0 for none."""
    known, nation = words.tag(j, "ORG"), _nation(words, j)
    return max(known.end if known else 0, nation[0] if nation else 0)


def _with_complement(words: Words, chunk: Chunk, link: Tag) -> None:
    """What stands behind "of": "of the European Commission", "for North Korea Policy"."""
    j = link.end
    while j < len(words.tokens) and j - link.end < LONGEST:
        nation = _nation(words, j)
        if chunk.main.cls == "GROUP" and nation and not words.hits[j].demonym:
            break  # "the leaders of Russia and Turkey": the countries are the parties
        part = words.tag(j, "BODY", "MODIFIER")
        end = _belongs(words, j) or (part.end if part else 0)
        if not end and words.tokens[j].capital and not words.closed(j) and not words.tag(j, "NAME"):
            end = j + 1
        if not end:
            break
        chunk.country = chunk.country or (nation[1] if nation else None)
        chunk.filled = True
        chunk.end = j = end


def _possessed(words: Words, j: int) -> int:
    """Behind a possessive that begins at `j`, if one does."""
    tokens = words.tokens
    if j < len(tokens) and tokens[j].norm == "'" and tokens[j].glued:
        return j + 2 if j + 1 < len(tokens) and tokens[j + 1].norm == "s" else j + 1
    return j


# -- modifiers behind the head --------------------------------------------------------------------------------------


def _behind(words: Words, i: int) -> Chunk | None:
    first = words.tag(i, *HEADS)
    if first is None:
        return None
    chunk = Chunk(i, first.end, [first], first)
    plain = (
        True  # nothing but words of an office so far: «وزير الثقافة والإعلام» goes on, «الوزير السوري والـ» does not
    )
    while chunk.end < len(words.tokens) and chunk.end - i < LONGEST:
        step = _step(words, chunk, first, plain)
        if not step:
            break
        plain = plain and _nation(words, chunk.end) is None
        chunk.end = step
    return chunk


def _step(words: Words, chunk: Chunk, first: Tag, plain: bool) -> int:
    """Where the next part of the chunk ends; 0 if there is none."""
    j = chunk.end
    name = words.tag(j, "NAME")
    if name and not name.prefix and (name.value == "given" or words.tag(j, *HEADS) is None):
        return 0
    head = words.tag(j, *HEADS)
    if head:
        return _head(chunk, first, head)
    known = words.tag(j, "ORG")
    if known and not known.prefix.startswith("و"):
        chunk.filled = True
        return known.end
    nation = _nation(words, j)
    if nation:
        return _with_nation(words, chunk, first, nation)
    part = words.tag(j, "PORTFOLIO", "MODIFIER")
    if part and (plain or not part.prefix.startswith("و")):
        chunk.altered |= part.cls == "MODIFIER"
        chunk.filled = True
        return part.end
    if words.has_article(j):
        return _with_article(words, chunk, plain)
    link = words.tag(j, "LINK")
    if link:
        return _over(words, chunk, first, link)
    hit = words.place(j)
    if hit and not hit.prefix and first.cls in ("TITLE", "BODY"):
        chunk.filled = True
        return hit.end
    return 0


def _head(chunk: Chunk, first: Tag, head: Tag) -> int:
    if head.prefix.startswith("و") or (first.cls in ("BODY", "GROUP") and head.cls in ("TITLE", "HONORIFIC")):
        return 0
    if head.cls == "COUNTERPART" or (head.cls == "TITLE" and "ال" in head.prefix and chunk.country):
        return 0
    chunk.heads.append(head)
    chunk.filled = chunk.filled or head.cls != "HONORIFIC"
    return head.end


def _with_nation(words: Words, chunk: Chunk, first: Tag, nation: tuple[int, str]) -> int:
    end, country = nation
    hit = words.hits[chunk.end]
    if hit.prefix.startswith("و") or "ب" in hit.prefix:
        return 0
    if chunk.country and country != chunk.country:
        return 0
    if first.cls == "GROUP" and not hit.demonym:
        return 0  # «وزراء خارجية روسيا وتركيا»: the countries are the parties
    chunk.country, chunk.filled = country, True
    return end


def _with_article(words: Words, chunk: Chunk, plain: bool) -> int:
    j = chunk.end
    clitics = words.has_article(j).removesuffix(words.article)
    if any(t.cls not in _OPEN for t in words.tags[j]):
        return 0
    if clitics.startswith("و") and not (plain and chunk.filled):
        return 0
    chunk.filled = True
    return j + 1


def _over(words: Words, chunk: Chunk, first: Tag, link: Tag) -> int:
    """«المستشار في الديوان», «السفير لدى الأردن», «وفد من المعارضة»."""
    j = link.end
    body = words.tag(j, "BODY", "ORG") or (words.tag(j, "GROUP", "TITLE") if link.value == "any" else None)
    if body:
        chunk.filled = True
        return body.end
    hit = words.place(j)
    if hit and first.value in _POSTED and link.value == "at" and hit.places[0].kind == "country" and not hit.demonym:
        return hit.end
    return 0
