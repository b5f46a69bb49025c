"""Venues: buildings, halls and headquarters, as written.

The classes of a pack's vocabulary that are used:

    [VENUE]       "RU/Moscow" = ["Kremlin"]: well-known ones, by their city or country
    [VENUE_HEAD]  last: "palace" has its name in front of it; first: «قصر» has it behind; room: "Hall B";
                  civic: a town's, however small the town is: "Huntingdon Town Hall"
    [DETERMINER]  what a venue's name begins behind: "the"
    [INNER]       what stands inside a name: "of"
    [WHERE], [FILLER], [HEAD], [HOST]: as in `signs`; [ON], [VISIT] count as well

An event by video or telephone says so with a word of [ONLINE].
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from mawid.languages import Pack, Sentence
from mawid.languages.lexicon import Tag
from mawid.places.gazetteer import Place, named
from mawid.places.mentions import MEDIUM, PlaceMention
from mawid.places.scan import article_of, cased, clitic_role, surface
from mawid.places.signs import Role

_LONGEST: Final = 8
"""Tokens of a venue's name."""
_PLAIN: Final = 2
"""Words without a capital letter that a name may have before its head: "ferry square", "guest house"."""
_NOUNS: Final = 3
"""Indefinite nouns in a row: more are not a name."""
_QUOTES: Final = frozenset('"«»“”')
_NO_NAME: Final = frozenset(
    (
        "WHERE ON WEEKDAY MONTH DAYPART RELATIVE NOW DATE UNIT "
        "DOES DID SAID CARRY CLAUSE STATUS NEGATION HOST VISIT ONLINE"
    ).split()
)
"""Classes of words that end a venue's name where no capital letters do."""


@dataclass(frozen=True, slots=True)
class Venue:
    """The tokens `[start, end)` of a sentence name a venue.

    Attributes:
        name: as written, without clitics and determiners.
        place: its city or country: of a well-known venue, or named in its name; None if the text must tell.
        role: as of a place. A venue without one may be its institution ("the White House said").
    """

    start: int
    end: int
    name: str
    place: Place | None
    role: Role | None


def venues(sentence: Sentence, pack: Pack, mentions: Sequence[PlaceMention]) -> list[Venue]:
    """The venues that a sentence names, from left to right, none overlapping another.

    Args:
        sentence: tokenised and tagged by `pack`.
        pack: its language.
        mentions: the places in the sentence (`find`).

    Returns:
        Well-known venues, and those with a role.
    """
    out: list[Venue] = []
    i = 0
    while i < len(sentence.tokens):
        known, head = sentence.at(i, "VENUE"), sentence.at(i, "VENUE_HEAD")
        if head and _is_place(sentence, head, mentions):
            head = None
        venue = _known(sentence, pack, known, mentions) if known else None
        if head and venue is None:
            venue = _headed(sentence, pack, head, mentions, out[-1].end if out else 0)
        if venue:
            out.append(venue)
        i = venue.end if venue else i + 1
    return out


def _is_place(sentence: Sentence, head: Tag, mentions: Sequence[PlaceMention]) -> bool:
    """Whether the word belongs to the name of a place: "the resort of Sochi", «الدار البيضاء»."""
    called = sentence.at(head.start, "HEAD")
    of_place = called is not None and (
        called.end > head.end
        or sentence.at(called.end, "HEAD") is not None
        or any(m.start == called.end for m in mentions)
    )
    return of_place or any(m.start <= head.start < m.end for m in mentions)


def _known(sentence: Sentence, pack: Pack, tag: Tag, mentions: Sequence[PlaceMention]) -> Venue:
    name = surface(sentence, pack, tag.start, tag.end, tag.prefix)
    role = _role(sentence, pack, tag.start, tag.prefix) or _hosts(sentence, tag.start, tag.end)
    # Another of that name, where its city is said: "Central Park, Leicester".
    behind = (m for m in mentions if m.start == tag.end + 1 and m.role == "in" and m.place.kind == "city")
    return Venue(tag.start, tag.end, name, next((m.place for m in behind), named(tag.value)), role)


def _headed(sentence: Sentence, pack: Pack, head: Tag, mentions: Sequence[PlaceMention], after: int) -> Venue | None:
    if not cased(sentence.tokens[head.start]):
        start, end = head.start, _definite_run(sentence, pack, head, mentions)
    elif head.value == "first" and sentence.tokens[head.start].capital:
        start, end = head.start, _capital_run(sentence, head.end)
    else:
        start, end = _left(sentence, pack, head.start, after), _capital_run(sentence, head.end, inner_first=True)
        end = _room(sentence, end) if any(t.value == "room" for t in sentence.tags[head.start]) else end
    if end - start == head.end - head.start and not _needs_no_name(sentence, pack, head):
        return None  # "the hall"
    role = _role(sentence, pack, start, head.prefix) or _hosts(sentence, start, end)
    if role is None:
        return None
    civic = any(t.value == "civic" for t in sentence.tags[head.start])
    named_in = (m.place for m in mentions if start <= m.start < end)
    inside = next((p for p in named_in if _names_city(p) or (civic and p.kind == "city")), None)
    return Venue(start, end, surface(sentence, pack, start, end, head.prefix), inside, role)


def _names_city(place: Place) -> bool:
    """A hall bears the name of a city that people know; "Lakeside Park" has its name from the lake."""
    return place.kind == "city" and (place.capital or place.population >= MEDIUM)


def _needs_no_name(sentence: Sentence, pack: Pack, head: Tag) -> bool:
    """«المطار», «مقره»."""
    own = any(t.cls == "VENUE_HEAD" and t.value == "own" for t in sentence.tags[head.start])
    return own or bool(pack.article and head.prefix.endswith(pack.article))


def _role(sentence: Sentence, pack: Pack, start: int, prefix: str) -> Role | None:
    role, i = clitic_role(pack, prefix), start
    while role is None and start - i < _LONGEST:
        where = sentence.before(i, "WHERE", "ON", "VISIT")
        other = sentence.before(i, "DETERMINER") or sentence.before(i, "FILLER") or sentence.before(i, "HEAD")
        if where:
            role = where.value
        elif other:
            i = other.start
        else:
            break
    return cast("Role | None", role)


def _hosts(sentence: Sentence, start: int, end: int) -> Role | None:
    """What takes place there is in it: "the opera house will host", «تستضيف جامعة»."""
    left, right = sentence.before(start, "HOST"), sentence.at(end, "HOST")
    hosts = (left is not None and left.value != "before") or (right is not None and right.value != "after")
    return "in" if hosts else None


def _left(sentence: Sentence, pack: Pack, head: int, after: int) -> int:
    """Where the name begins that ends in this head: "the Caglayan courthouse", "the ferry square"."""
    plain, i = 0, head
    while i > after and head - i < _LONGEST:
        if sentence.before(i, "DETERMINER") or sentence.before(i, "WHERE", "ON"):
            return i
        token = sentence.tokens[i - 1]
        inner = sentence.before(i, "INNER") or _owner(sentence, i)
        if not (token.text.isalpha() or inner) or (not token.capital and not inner and plain == _PLAIN):
            break
        if not (token.capital or inner) and _ends_name(sentence, pack, i - 1):
            break
        plain += not (token.capital or inner)
        i = inner.start if inner else i - 1
    while i < head and not sentence.tokens[i].capital:
        i += 1
    return i


def _owner(sentence: Sentence, i: int) -> Tag | None:
    """What makes a capitalised word the owner inside a name: "St Mary's Church", "Leeds Magistrates' Court"."""
    owner = sentence.before(i, "POSSESSIVE")
    known = owner is not None and owner.start > 0 and sentence.tokens[owner.start - 1].capital
    return owner if known and sentence.tokens[i].capital else None


def _capital_run(sentence: Sentence, i: int, inner_first: bool = False) -> int:
    """Over capitalised words, with "of" and the like between them; `inner_first` asks for one to begin with."""
    end = i
    while end < len(sentence.tokens) and end - i < _LONGEST:
        j = end
        while (inner := sentence.at(j, "INNER")) is not None and j - end < _PLAIN:
            j = inner.end
        if j >= len(sentence.tokens) or not sentence.tokens[j].capital or (inner_first and j == i):
            break
        if sentence.at(j, "WEEKDAY", "MONTH"):
            break
        end, inner_first = j + 1, False
    return end


def _room(sentence: Sentence, end: int) -> int:
    """With its number or letter: "Hall B", "Room 5"."""
    if end < len(sentence.tokens):
        text = sentence.tokens[end].text
        if text.isdigit() or (len(text) == 1 and text.isupper()):
            return end + 1
    return end


def _quoted(sentence: Sentence, i: int) -> int | None:
    """Behind the quotation marks that a name begins in: «مجمع "شهر آفتاب"»."""
    if i >= len(sentence.tokens) or sentence.tokens[i].text not in _QUOTES:
        return None
    rest = range(i + 2, min(i + _LONGEST, len(sentence.tokens)))
    return next((j + 1 for j in rest if sentence.tokens[j].text in _QUOTES), None)


def _definite_run(sentence: Sentence, pack: Pack, head: Tag, mentions: Sequence[PlaceMention]) -> int:
    """A head, nouns in construct, a definite or proper noun, definite adjectives: «استاد القاهرة الدولي»."""
    quoted = _quoted(sentence, head.end)
    if quoted:
        return quoted
    article = pack.article
    proper = {m.start: m for m in mentions if not m.demonym}
    definite = bool(article) and head.prefix.endswith(article)
    i, nouns, purpose, person = head.end, 0, False, False
    while i < len(sentence.tokens) and i - head.end < _LONGEST and sentence.tokens[i].text.isalpha():
        of_person = person and sentence.at(i, "NAME", "PARTICLE")
        person = bool(of_person) or sentence.at(i, "HONORIFIC", "TITLE") is not None
        if of_person:
            i = of_person.end
            continue
        mention = proper.get(i)
        if _ends_name(sentence, pack, i):
            break
        if mention and not definite:
            if mention.prefix.removesuffix(article):
                break
            i, definite = mention.end, True
            continue
        clitics = article_of(pack, sentence.tokens[i].norm)
        role = clitic_role(pack, clitics)
        nouns += not clitics
        if (definite and not clitics) or nouns > _NOUNS or role == "in":
            break
        if clitics not in ("", article) and role != "to" and not purpose:
            break  # «والـ» goes on only in «للمؤتمرات والمعارض»
        purpose = purpose or role == "to"
        definite = definite or bool(clitics)
        i += 1
    return i


def _ends_name(sentence: Sentence, pack: Pack, i: int) -> bool:
    return any(t.cls in _NO_NAME or clitic_role(pack, t.prefix) == "in" for t in sentence.tags[i])
