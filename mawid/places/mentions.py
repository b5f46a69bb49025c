"""Which names in a sentence are places, which places, and how they stand in it."""

from dataclasses import dataclass, replace
from typing import Final

from mawid.languages import Pack, Sentence
from mawid.places.context import Context, bulk, lies_in
from mawid.places.gazetteer import Kind, Place
from mawid.places.scan import OF_PLACES, Hit, cased, scan
from mawid.places.signs import Role, Signs, is_joined, signs_of

LARGE: Final = 300_000
"""A city of so many inhabitants needs no further sign that it is meant."""
MEDIUM: Final = 50_000
"""A city of so many inhabitants is meant where its country is spoken of."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """The tokens `[start, end)` of a sentence name a place.

    Attributes:
        place: the likeliest.
        alternatives: the other places that the name may mean, likeliest first.
        demonym: it is an adjective or a people ("Egyptian"); `place` is the country.
        prefix: clitics before it («بـ», «وللـ»).
        role: what stands before it says that it is the place (`in`), the goal (`to`) or the source (`from`)
            of something, or a party (`with`, `between`).
        head: it is said to be a city, region or country («محافظة حلب» is a region).
        host: it is subject of a verb of hosting: the event is there.
        acts: it stands for its government or people ("Washington said"): a party, not a place.
        dateline: it stands where a dateline stands in its sentence; whether that sentence is the first is for
            the caller to see.
        part: it only says in what country or region the mention before it is ("Paris, Texas").
        joined: "and" or a comma of a list joins it to the mention before it, whose role it has.
    """

    start: int
    end: int
    place: Place
    alternatives: tuple[Place, ...] = ()
    demonym: bool = False
    prefix: str = ""
    role: Role | None = None
    head: Kind | None = None
    host: bool = False
    acts: bool = False
    dateline: bool = False
    part: bool = False
    joined: bool = False

    @property
    def is_place(self) -> bool:
        """It names the place itself, not its people or its government."""
        return not (self.demonym or self.acts)

    def reading(self, kind: Kind) -> Place | None:
        """The likeliest reading that is a city, region or country: «تونس» is a city and a country."""
        return next((p for p in (self.place, *self.alternatives) if p.kind == kind), None)


def find(sentence: Sentence, pack: Pack, context: Context) -> list[PlaceMention]:
    """The places that a sentence names, from left to right.

    Args:
        sentence: tokenised and tagged by `pack`.
        pack: its language.
        context: of the document (`Context.of`), or an empty one.
    """
    hits = scan(sentence, pack)
    titled = _in_title_case(sentence)
    out: list[PlaceMention] = []
    for hit, alone in zip(hits, signs_of(sentence, pack, hits), strict=True):
        signs = alone
        if signs.role is None and out and is_joined(sentence, out[-1].end, hit):
            signs = replace(alone, role=out[-1].role, joined=True, acts=alone.acts or out[-1].acts, host=False)
        if not (hit.demonym or _is_place(sentence, hit, signs, context, titled)):
            continue
        best, *others = sorted(hit.places, key=lambda p: -_score(p, hit, signs, context))
        out.append(
            PlaceMention(
                start=hit.start,
                end=hit.end,
                place=best,
                alternatives=tuple(others[:3]),
                demonym=hit.demonym,
                prefix=hit.prefix,
                role=signs.role,
                head=None if signs.head == "island" else signs.head,
                host=signs.host,
                acts=signs.acts and (best.kind == "country" or best.capital),
                dateline=signs.dateline,
                part=bool(out) and signs.follows == out[-1].start and _contains(best, out[-1].place),
                joined=signs.joined,
            )
        )
    return out


def _contains(outer: Place, inner: Place) -> bool:
    return outer.country == inner.country and outer.kind != "city" and outer != inner


def _is_place(sentence: Sentence, hit: Hit, signs: Signs, context: Context, titled: bool) -> bool:
    """A name is a place unless it is more likely another word, a person or a part of another name."""
    if hit.cls in ("DATELINE", "ADJECTIVE"):
        return signs.dateline if hit.cls == "DATELINE" else _is_local(sentence, hit)
    if sentence.before(hit.start, "NAME_OF") and not hit.prefix:
        return False
    if sentence.at(hit.end, "NAME_AFTER") and not sentence.at(hit.end, "PLACE"):
        return False
    known = context.knows(hit.places)
    local = signs.role in ("in", "to", "from")
    in_cased = cased(sentence.tokens[hit.start])
    if in_cased and not titled and (not local or hit.other) and _in_name(sentence, hit):
        return False
    called = signs.head is not None or any(p.country == w.country for w in signs.within for p in hit.places)
    if hit.other == "word":
        return called and signs.head != "region"
    if hit.other == "weak":
        return called or signs.dateline or signs.host or (known and (signs.joined or (local and signs.word)))
    if called or hit.cls:
        return True
    if hit.small and not _is_town(sentence, hit, signs, context):
        return False
    if signs.dateline or signs.host:
        return True
    # In scripts with capital letters other names than the English one are noise: "Sam" is Damascus somewhere.
    phrase = hit.end - hit.start > 1
    own = [p for p in hit.places if not in_cased or phrase or p.folded == hit.text]
    if any(p.kind != "city" or p.capital or p.population >= LARGE for p in own):
        return True
    if local and (known if not own else signs.word or known):
        return True
    return known and (phrase or any(p.population >= MEDIUM for p in own))


def _is_local(sentence: Sentence, hit: Hit) -> bool:
    """The adjective of a city stands with what is in one: "her Parisian home"."""
    return (sentence.at(hit.end, "LOCAL") or sentence.before(hit.start, "LOCAL")) is not None


def _is_town(sentence: Sentence, hit: Hit, signs: Signs, context: Context) -> bool:
    """A town that few know is meant where something is in it, goes to it or comes from it.

    The article speaks of its country, or of none, and no other place has its name. Where no capital letters tell it
    from other words it is called a town or has more than one word.
    """
    if sentence.at(hit.end, "VENUE_HEAD") or _has_determiner(sentence, hit.start):
        return False  # "Gordon House", "the southern Plains"
    in_cased = cased(sentence.tokens[hit.start])
    beside = in_cased and _in_name(sentence, hit)
    dateline = signs.dateline and sentence.tokens[hit.start].text.isupper()
    local = dateline or signs.role in ("in", "to", "from")
    if not local or not (in_cased or hit.end - hit.start > 1):
        return False
    if context.knows(hit.places):
        return not beside or signs.role == "in"
    inside = signs.role == "in" and signs.word
    return inside and not beside and len(hit.places) == 1 and context.is_about(hit.places[0].country)


def _has_determiner(sentence: Sentence, i: int) -> bool:
    while (filler := sentence.before(i, "FILLER")) is not None:
        if sentence.before(i, "DETERMINER"):
            return True
        i = filler.start
    return False


def _in_name(sentence: Sentence, hit: Hit) -> bool:
    """Beside another capitalised word that is nothing else: "Jordan Peterson"."""

    def is_name(i: int) -> bool:
        token = sentence.tokens[i]
        said = any(t.cls not in OF_PLACES and t.cls != "VENUE_HEAD" for t in sentence.tags[i])
        return token.capital and len(token.text) > 1 and not token.text.isupper() and not said

    # The first word of a sentence has its capital anyway.
    first = 1 if any(p.kind == "country" or p.capital for p in hit.places) else 0
    return (hit.start > first and is_name(hit.start - 1)) or (hit.end < len(sentence.tokens) and is_name(hit.end))


def _in_title_case(sentence: Sentence) -> bool:
    words = [t.capital for t in sentence.tokens if len(t.text) > 3 and t.norm.isalpha()]
    return len(words) > 4 and sum(words) > 0.7 * len(words)


def _score(place: Place, hit: Hit, signs: Signs, context: Context) -> float:
    """What speaks for one reading of a name, in powers of ten of population."""
    score = bulk(place, hit) + context.weight(place) + lies_in(place, signs.within)
    score += 6 * (place.kind == signs.head)
    score += 4 * (signs.dateline and place.kind == "city")
    said = hit.places[: hit.said]
    if place.kind == "city" and place in said and any(p.kind == "country" for p in said):
        # The pack says that the name is a country and a city: what is in it or hosted by it is in the city,
        # what goes to it goes to the country, if that is the same one («تونس», unlike «عمان»).
        own = any(p.kind == "country" and p.country == place.country for p in said)
        score += 4 * (signs.role == "in" or signs.host or (signs.role == "to" and not own))
    return score
