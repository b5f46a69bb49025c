"""Finding names in tokens: which words may be a place, before anything is decided.

A name comes from GeoNames (`gazetteer`) or from a language pack:

    [PLACE]       "US/New York City" = ["NYC"]     other names, by country and English name
    [DEMONYM]     EG = ["Egyptian"]                of a country, and its people
    [ADJECTIVE]   "FR/Paris" = ["Parisian"]        of a city: one with a word of class LOCAL, "her Parisian home"
    [CAPITAL]     with the name of a country: that city
    [NOT_PLACE]   weak, word, name: names that are more often something else
    [VENUE]       a place in the name of a well-known venue is no place by itself
    [DATELINE]    "US/New York City" = ["UNITED NATIONS"]     where it is a place only at the head of a text
    [SHORT_NAME]  name = ["Jos"]                   as short as an abbreviation, and yet written as names are
    [ORGAN]       (events.toml) bodies, of whose name a place takes nothing: "Boise City Council"
"""

from functools import lru_cache
from typing import Final, NamedTuple

from mawid.languages import Pack, Sentence
from mawid.languages.lexicon import Tag
from mawid.places.gazetteer import LONGEST, Place, capital, match, named, place
from mawid.text import Token, tokenise

CLASSES: Final = ("PLACE", "DEMONYM", "DATELINE", "ADJECTIVE")
_WHOLE: Final = 10
"""How much likelier a whole word is a name than the same word without clitics."""
_APPOSED: Final = 2
"""Tokens between a city and "capital of": a comma, an article."""
SMALL: Final = 15_000
"""Towns below it have names that are mostly other words, people and streets."""
OF_PLACES: Final = frozenset({"NOT_PLACE", "ONLY_IN", "CURRENCY"})
"""Classes of words that may name a place as well."""
SHORT: Final = 3
"""A name of up to so many letters is written in capitals ("US", "UAE"), or it is another word."""


class Hit(NamedTuple):
    """The tokens `[start, end)` may name one of `places`.

    The first `said` of them are in the vocabulary, in class `cls`, the others only in GeoNames. `text` is the name as
    GeoNames has it, folded; `other` is the value of NOT_PLACE that says that it may be something else.
    """

    start: int
    end: int
    prefix: str
    text: str
    places: tuple[Place, ...]
    said: int = 0
    cls: str | None = None
    other: str | None = None

    @property
    def demonym(self) -> bool:
        """It is an adjective or a people."""
        return self.cls == "DEMONYM"

    @property
    def small(self) -> bool:
        """A town that few know: its name is more often something else's."""
        return not self.said and all(p.kind == "city" and p.population < SMALL and not p.capital for p in self.places)


@lru_cache(maxsize=256)
def _clitics(pack: Pack, prefix: str) -> tuple[Tag | None, ...]:
    """What each clitic is as a word of its own: of class WHERE or JOIN, or nothing that stands before a place."""
    tags = (pack.lexicon.tag(tokenise(c))[0] for c in prefix.removesuffix(pack.article))
    return tuple(next((t for t in of if t.cls in ("WHERE", "JOIN")), None) for of in tags)


def clitic_role(pack: Pack, prefix: str) -> str | None:
    """The role (`WHERE`) that clitics give the word that they are written with: «بـ» is `in`."""
    return next((t.value for t in _clitics(pack, prefix) if t and t.cls == "WHERE"), None) if prefix else None


@lru_cache(maxsize=1 << 15)
def _stems(pack: Pack, word: str) -> tuple[tuple[str, str], ...]:
    """What a place in this word would be called, and the clitics before it. An article is part of a name."""
    out: dict[str, str] = {}
    for stem, prefix in pack.lexicon.forms(word):
        # A name takes no endings: what is left must be the end of the word.
        if word.endswith(stem) and len(stem) > 1 and all(_clitics(pack, prefix)):
            article = pack.article if pack.article and prefix.endswith(pack.article) else ""
            out.setdefault(article + stem, prefix)
    return tuple(out.items())


@lru_cache(maxsize=1 << 15)
def article_of(pack: Pack, word: str) -> str:
    """The clitics of a word up to its definite article («وللـ» -> «ولال»); "" where it has none."""
    prefixes = (prefix for stem, prefix in pack.lexicon.forms(word) if word.endswith(stem))
    return next((p for p in prefixes if pack.article and p.endswith(pack.article)), "")


def cased(token: Token) -> bool:
    """Its script has capital letters."""
    return token.text[0].lower() != token.text[0].upper()


def scan(sentence: Sentence, pack: Pack) -> list[Hit]:
    """Leftmost longest names, none overlapping another. Linear in the tokens, and done once for a sentence."""
    return sentence.once("names of places", lambda: _scan(sentence, pack))


def _scan(sentence: Sentence, pack: Pack) -> list[Hit]:
    tokens = sentence.tokens
    norms = [t.norm for t in tokens]
    capitals = any(t.capital for t in tokens)
    out: list[Hit] = []
    i = 0
    while i < len(tokens):
        other, venue = sentence.at(i, "NOT_PLACE"), sentence.at(i, "VENUE")
        if venue or (other and other.value == "name"):
            i = max(t.end for t in (venue, other) if t)
            continue
        hit = _best(sentence, pack, norms, i, capitals, bool(out) and out[-1].end == i)
        if hit is None:
            i += 1
            continue
        if other and other.end >= hit.end and not _has_article(pack, other):
            hit = hit._replace(other=other.value)
        out.append(hit)
        i = hit.end
    return _capitals(sentence, out)


def _capitals(sentence: Sentence, hits: list[Hit]) -> list[Hit]:
    """The hits, a country with the word "capital" replaced by that city unless its name stands beside it."""
    out: list[Hit] = []
    for n, hit in enumerate(hits):
        before, after = sentence.before(hit.start, "CAPITAL"), sentence.at(hit.end, "CAPITAL")
        country = hit.demonym or hit.places[0].kind == "country"
        city = capital(hit.places[0].country) if country and (before or after) else None
        start, end = before.start if before else hit.start, hit.end if before else after.end if after else hit.end
        beside = (
            h
            for h in (*out[-1:], *hits[n + 1 : n + 2])
            if any(p.kind == "city" for p in h.places) and start - _APPOSED <= h.end and h.start <= end + 1
        )
        if city is None or any(beside):
            out.append(hit)
        else:
            prefix = before.prefix if before else hit.prefix
            out.append(hit._replace(start=start, end=end, prefix=prefix, places=(city,), cls="CAPITAL"))
    return out


def _best(sentence: Sentence, pack: Pack, norms: list[str], i: int, capitals: bool, joined: bool) -> Hit | None:
    token = sentence.tokens[i]
    if not token.norm[:1].isalpha() or (capitals and cased(token) and not token.capital):
        return None
    said, known = _vocabulary(sentence, pack, i), _gazetteer(pack, norms, i, joined)
    if known and known.end > i + 1 and (_takes_of_body(sentence, known) or _is_hall(sentence, known)):
        known = _gazetteer(pack, norms[: known.end - 1], i, joined)
    if known and _is_word(sentence, known) and (known.small or _is_of_organisation(sentence, known)):
        known = None
    hit = known if known and (said is None or known.end > said.end or _is_country(known, said)) else said
    if hit is said and hit and known and hit.end == known.end and hit.cls == "PLACE":
        hit = hit._replace(places=tuple(dict.fromkeys((*hit.places, *known.places))), text=known.text)
    if hit and hit.end == i + 1 and cased(token) and len(token.text) <= SHORT:
        short = sentence.at(i, "SHORT_NAME") is not None and not token.text.isupper()
        return hit if short or (token.text.isupper() and hit.cls) else None
    return _as_marked(sentence, pack, hit) if hit and hit.text in pack.marked else hit


def _as_marked(sentence: Sentence, pack: Pack, hit: Hit) -> Hit:
    """The place that a diacritic tells apart from one whose name is written alike: «عُمان» is Oman, «عمّان» Amman."""
    first, last = sentence.span(hit.start, hit.end)
    written = sentence.text.original[first:last]
    meant = next((place for mark, place in pack.marked[hit.text].items() if mark in written), None)
    return hit if meant is None else hit._replace(places=(named(meant),), said=1, cls="PLACE")


def _takes_of_body(sentence: Sentence, hit: Hit) -> bool:
    """Its last word is the first of a body's name: Boise has a City Council, Boise City none."""
    body = sentence.at(hit.end - 1, "ORGAN")
    return body is not None and body.end > hit.end


def _is_hall(sentence: Sentence, hit: Hit) -> bool:
    """A town that few know is called as halls are: "Lakeside Park"."""
    return hit.small and sentence.at(hit.end - 1, "VENUE_HEAD") is not None


def _is_word(sentence: Sentence, hit: Hit) -> bool:
    """The vocabulary has another meaning for it: "the Church of"."""
    return hit.end == hit.start + 1 and any(t.cls not in OF_PLACES for t in sentence.tags[hit.start])


def _is_of_organisation(sentence: Sentence, hit: Hit) -> bool:
    """It is the end of a known organisation's name: the Bank of "the World Bank, India and China"."""
    return any(o.start < hit.start and hit.end <= o.end for o in sentence.of("ORG"))


def _is_country(known: Hit, said: Hit) -> bool:
    """The name of a country that also has the form of its adjective: «ألمانيا» is not «ألماني» with an ending."""
    return said.demonym and known.end == said.end and known.places[0].kind == "country" and known.prefix == said.prefix


def _vocabulary(sentence: Sentence, pack: Pack, i: int) -> Hit | None:
    tags = [
        t for t in sentence.tags[i] if t.cls in CLASSES and not (_has_article(pack, t) or pack.in_future(t))
    ]  # «ستدمر» is not in Palmyra
    if not tags:
        return None
    tags = [t for t in tags if t.end == tags[0].end]
    cls = min((t.cls for t in tags), key=CLASSES.index)
    places = dict.fromkeys(named(t.value) for t in tags if t.cls == cls)
    return Hit(i, tags[0].end, tags[0].prefix, "", tuple(places), len(places), cls)


def _has_article(pack: Pack, tag: Tag) -> bool:
    """An article that was taken off: it is not part of the name («صور», not «الصور»)."""
    return tag.cls not in ("DEMONYM", "ADJECTIVE") and bool(pack.article) and tag.prefix.endswith(pack.article)


def _gazetteer(pack: Pack, norms: list[str], i: int, joined: bool) -> Hit | None:
    best: Hit | None = None
    weight = 0
    rest = norms[i + 1 : i + LONGEST]
    for name, prefix in _stems(pack, norms[i]):
        size, keys = match(name, rest)
        if size == 0 or _lacks_article(pack, name, rest[: size - 1], keys):
            continue
        places = tuple(map(place, keys))
        # «وجدة» is Oujda, behind another city «و» and Jeddah.
        own = places[0].population * (1 if prefix or joined else _WHOLE)
        if best is None or (size, own) > (best.end - i, weight):
            best, weight = Hit(i, i + size, prefix, " ".join((name, *rest[: size - 1])), places), own
    return best


def _lacks_article(pack: Pack, name: str, rest: list[str], keys: tuple[int, ...]) -> bool:
    """«رياض» is a man's name: the city is «الرياض», GeoNames has both from other languages."""
    if not pack.article or name.startswith(pack.article):
        return False
    return match(pack.article + name, rest)[1][:1] == keys[:1]


def surface(sentence: Sentence, pack: Pack, start: int, end: int, prefix: str) -> str:
    """A name as written, without the clitics before it: «للدوحة» is «الدوحة»."""
    text = sentence.words(start, end)
    clitics = prefix.removesuffix(pack.article)
    if not prefix or clitics == prefix:
        return text[len(clitics) :]
    rest = text[len(clitics) :]
    return rest if rest.startswith(pack.article) else pack.article + rest[1:]
