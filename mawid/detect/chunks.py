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

from mawid.detect.names import OTHER, Words
from mawid.languages.lexicon import Tag

LONGEST: Final = 16
"""Tokens of the longest chunk."""
_UNIQUE: Final = frozenset(
    {
        "president",
        "vice_president",
        "prime_minister",
        "foreign_minister",
        "defence_minister",
        "interior_minister",
        "finance_minister",
        "king",
        "crown_prince",
        "emir",
        "pope",
        "chancellor",
        "speaker",
        "secretary_general",
        "chief_of_staff",
    }
)
"""Offices that one person at a time holds in a country."""
_WITHIN: Final = frozenset({"", "ال", "و", "وال", "لال"})
"""Clitics of a word that goes on with what an office is of."""
_FEMININE: Final = ("ه", "ات")
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
        known: key of the well-known organisation that it is of.
    """

    start: int
    end: int
    heads: list[Tag]
    main: Tag
    country: str | None = None
    altered: bool = False
    filled: bool = False
    known: str = ""

    @property
    def offices(self) -> frozenset[str]:
        """Those that one person holds in a country. The office that somebody is aide, envoy or deputy to is not his."""
        out: set[str] = set()
        aide = self.altered
        for head in self.heads:
            if head.cls == "TITLE":
                if head.value in _UNIQUE and not aide:
                    out.add(head.value)
                aide = self.altered or head.value not in _UNIQUE
        return frozenset(out)


def chunk_at(words: Words, i: int) -> Chunk | None:
    """The chunk that begins at token `i`."""
    return _before(words, i) if words.cased else _behind(words, i)


def _nation(words: Words, i: int) -> tuple[int, str] | None:
    """Where the name or adjective of a country ends that begins at `i`, and which country it is."""
    hit = words.place(i)
    if hit is None:
        return None
    place = hit.places[0]
    government = place.capital and _possessed(words, hit.end) > hit.end  # "Moscow's envoy"
    return (hit.end, place.country) if hit.demonym or place.kind == "country" or government else None


# -- modifiers before the head --------------------------------------------------------------------------------------


def _before(words: Words, i: int) -> Chunk | None:
    head, said = _to_head(words, i)
    if head is None:
        return None
    chunk = Chunk(i, head.end, [head], head, said.country, said.altered, head.start > i, said.known)
    while chunk.end - i < LONGEST:
        head, said = _to_head(words, _possessed(words, chunk.end))
        if head is None:
            break
        chunk.heads.append(head)
        chunk.main, chunk.end, chunk.filled = head, head.end, True
        chunk.country, chunk.known = chunk.country or said.country, chunk.known or said.known
        chunk.altered |= said.altered
    if chunk.main.cls == "BODY" and words.names_thing(chunk.end):
        return None
    link = words.tag(chunk.end, "LINK")
    if link and chunk.main.cls != "HONORIFIC" and (link.value != "to" or chunk.main.value in _POSTED):
        _with_complement(words, chunk, link)
    return chunk


@dataclass(slots=True)
class _Modifiers:
    """What modifiers say; see `Chunk`."""

    country: str | None = None
    altered: bool = False
    known: str = ""


def _to_head(words: Words, i: int) -> tuple[Tag | None, _Modifiers]:
    """The head behind nothing but modifiers, and what they say."""
    said = _Modifiers()
    j = i
    while j < len(words.tokens) and j - i < LONGEST:
        head = words.head(j)
        modifier = words.tag(j, "MODIFIER")
        end = _belongs(words, j)
        if head and head.end >= max(end, modifier.end if modifier else 0):
            return head, said
        hit = words.place(j)
        if hit and hit.end > j + 1 and not end and words.head(hit.end - 1):
            break  # New York City
        if end:
            nation, known = _nation(words, j), words.known(j)
            said.country = said.country or (nation[1] if nation else None)
            said.known = said.known or (known.value if known else "")
            j = _possessed(words, end)
        elif modifier:
            said.altered |= modifier.value == "not"
            j = modifier.end
        elif words.tokens[j].capital and words.heads_run(j):
            j += 1
        else:
            break
    return None, said


def _belongs(words: Words, j: int) -> int:
    """Where the organisation or country ends that begins at token `j`; 0 for none."""
    known, nation = words.known(j), _nation(words, j)
    return max(known.end if known else 0, nation[0] if nation else 0)


def _with_complement(words: Words, chunk: Chunk, link: Tag) -> None:
    """What stands behind "of": "of the European Commission", "for North Korea Policy"."""
    j = link.end
    while j < len(words.tokens) and j - link.end < LONGEST:
        nation = _nation(words, j)
        if chunk.main.cls == "GROUP" and nation and not words.hits[j].demonym:
            break  # "the leaders of Russia and Turkey": the countries are the parties
        part = words.tag(j, "BODY", "MODIFIER")
        hit = words.place(j) if chunk.main.cls == "BODY" else None
        end = _belongs(words, j) or (part.end if part else hit.end if hit else 0)
        if not end and j > link.end and words.tag(j, "JOIN") and _is_word(words, j + 1):
            end = j + 2  # "Department for Rural Affairs and Forests"
        if not end and _is_word(words, j):
            end = j + 1
        if not end:
            break
        chunk.country = chunk.country or (nation[1] if nation else None)
        chunk.filled = True
        chunk.end = j = end


def _is_word(words: Words, j: int) -> bool:
    """It has a capital, and is no name or word with a class."""
    if j >= len(words.tokens) or not words.tokens[j].capital or words.place(j):
        return False
    return not words.closed(j) and not words.tag(j, "NAME")


def _possessed(words: Words, j: int) -> int:
    """Behind a possessive that begins at `j`, if one does."""
    tokens = words.tokens
    if j < len(tokens) and tokens[j].norm == "'" and tokens[j].glued:
        return j + 2 if j + 1 < len(tokens) and tokens[j + 1].norm == "s" else j + 1
    return j


# -- modifiers behind the head --------------------------------------------------------------------------------------


def _behind(words: Words, i: int) -> Chunk | None:
    first, known = words.head(i), words.known(i)
    if first is None or (known and known.end > first.end):
        return None
    chunk = Chunk(i, first.end, [first], first)
    while chunk.end < len(words.tokens) and chunk.end - i < LONGEST:
        step = _step(words, chunk)
        if not step:
            break
        chunk.end = step
    return chunk


def _step(words: Words, chunk: Chunk) -> int:
    """Where the next part of the chunk ends; 0 if there is none."""
    j = chunk.end
    name, head, known = words.tag(j, "NAME"), words.head(j), words.known(j)
    if name and not name.prefix and (name.value == "given" or head is None):
        return 0
    if known and (head is None or known.end > head.end):
        if known.prefix.startswith("و"):
            return 0
        chunk.known = chunk.known or known.value
        return _fill(chunk, known.end)
    if head:
        return _with_head(chunk, head)
    nation = _nation(words, j)
    if nation:
        return _with_nation(words, chunk, nation)
    part = words.tag(j, "PORTFOLIO", "MODIFIER")
    within = part and (part.prefix in _WITHIN or (part.prefix == "ل" and part.value == "sport"))
    if part and within and _goes_on(chunk, part.prefix):
        chunk.altered |= part.cls == "MODIFIER"
        return _fill(chunk, part.end)
    if words.has_article(j):
        return _with_article(words, chunk)
    link = words.tag(j, "LINK")
    if link:
        return _over(words, chunk, link)
    return _with_noun(words, chunk)


def _with_noun(words: Words, chunk: Chunk) -> int:
    """A place («جامعة حلب»), or a word that the next belongs to («جمعية رعاية الأيتام»)."""
    j = chunk.end
    hit = words.hits.get(j) if words.sentence.before(j, "HEAD") else words.place(j)
    if chunk.main.value in ("team", "sport") or words.has_article(j - 1) or words.ends.get(j):
        return 0  # «فريق تشيلسي» is no place
    if hit:
        return 0 if hit.prefix else _fill(chunk, hit.end)
    if chunk.main.cls != "BODY" or chunk.filled or j + 1 >= len(words.tokens):
        return 0
    norm = words.tokens[j].norm
    noun = norm.isalpha() and norm[0] not in "يتس" and not norm.endswith("ت") and not words.closed(j)
    return _fill(chunk, j + 2) if noun and words.has_article(j + 1) == words.article and not words.closed(j + 1) else 0


def _fill(chunk: Chunk, end: int) -> int:
    chunk.filled = True
    return end


def _goes_on(chunk: Chunk, clitics: str) -> bool:
    """What "and" begins belongs to an office («وزير الثقافة والإعلام»), behind a country it is something new."""
    return not clitics.startswith("و") or (chunk.filled and chunk.country is None)


def _with_head(chunk: Chunk, head: Tag) -> int:
    if head.prefix.startswith("و") or (chunk.main.cls in ("BODY", "GROUP") and head.cls in ("TITLE", "HONORIFIC")):
        return 0
    if chunk.main.cls == "BODY" and head.cls == "GROUP" and chunk.filled:
        return 0
    if head.cls == "COUNTERPART" or (head.cls == "TITLE" and "ال" in head.prefix and chunk.country):
        return 0
    chunk.heads.append(head)
    chunk.filled = chunk.filled or head.cls != "HONORIFIC"
    return head.end


def _with_nation(words: Words, chunk: Chunk, nation: tuple[int, str]) -> int:
    end, country = nation
    hit = words.hits[chunk.end]
    if hit.prefix.startswith("و") or "ب" in hit.prefix or (chunk.country and country != chunk.country):
        return 0
    if chunk.main.cls == "GROUP" and not hit.demonym:
        return 0  # «وزراء خارجية روسيا وتركيا»: the countries are the parties
    chunk.country = country
    return _fill(chunk, end)


def _with_article(words: Words, chunk: Chunk) -> int:
    j = chunk.end
    clitics = words.has_article(j).removesuffix(words.article)
    if words.closed(j, OTHER) or not _goes_on(chunk, clitics) or not _agrees(words, chunk):
        return 0
    bare = chunk.end == chunk.main.end and not words.has_article(chunk.start)
    if words.tag(j, "TRIGGER", "WEAK") and not (bare or clitics == "لل"):
        return 0  # «لجنة الانتخابات» is of elections, «المعارضة السورية» is not of what follows
    if words.place(j) and chunk.filled:
        return 0
    if clitics == "لل" and not (chunk.country is None and chunk.heads[-1].end >= j - 1):
        return 0  # «الهيئة العامة للشباب» goes on, «مجلس النواب اللبناني للنظر» does not
    return _fill(chunk, j + 1)


def _agrees(words: Words, chunk: Chunk) -> bool:
    """What may be an adjective has the gender of the one before it, or of its noun: «هيئة السوق المالية»."""
    j = chunk.end
    hit = words.ends.get(j)
    if hit and not hit.demonym:
        return False  # «ملك المغرب الضيوف»
    feminine = words.tokens[j].norm.endswith(_FEMININE)
    last = words.tokens[j - 1].norm.endswith(_FEMININE)
    if chunk.main.cls != "BODY":
        return hit is None or last == feminine
    if hit or words.has_article(chunk.start):
        return last == feminine
    return chunk.end == chunk.main.end or feminine in (last, words.tokens[chunk.start].norm.endswith(_FEMININE))


def _over(words: Words, chunk: Chunk, link: Tag) -> int:
    """«المستشار في الديوان», «السفير لدى الأردن», «وفد من المعارضة»."""
    j = link.end
    classes = ("BODY", "GROUP", "TITLE") if link.value == "any" else ("BODY",)
    body = words.tag(j, *classes) or words.known(j)
    if body:
        chunk.known = chunk.known or (body.value if body.cls == "ORG" else "")
        return _fill(chunk, body.end)
    hit = words.place(j)
    if hit is None or hit.demonym or hit.places[0].kind != "country":
        return 0
    return hit.end if chunk.main.value in _POSTED and link.value == "at" else 0
