"""What an article is about, as far as that tells homonyms apart.

No article says of each of its towns in which country it is, but they lie together: the names of an article are decided
jointly, by the countries that it speaks of, by what is there only, by what stands beside one of the mentions ("San
Antonio, Zambales") and by how near the candidates are to each other. Which of them is larger counts last.

The classes of a pack's vocabulary that are used:

    [CURRENCY]    AU = ["A$"]: a sign that stands before a number
    [ONLY_IN]     NG = ["naira"]: institutions, currencies, words that a country's news alone has
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mawid.languages import Pack, Sentence
from mawid.places.gazetteer import Place
from mawid.places.scan import Hit, cased, scan
from mawid.places.signs import Signs, is_joined, signs_of
from mawid.text import Token

_SHARE: Final = 4.0
"""What a country weighs that an article speaks of alone, in powers of ten of population."""
_SOURCE: Final = 2.5
"""What the country of the source weighs."""
_NEAR: Final = 2.5
"""What it weighs that other places of the article are near."""
_KM: Final = 80.0
"""Towns so far from each other are still neighbours."""
_DIVISION: Final = 0.3
"""How near two towns are to each other, 0 to 1, that are in the same state and no neighbours."""
_FAR: Final = 0.1
"""How near places are that are not."""
_HOPELESS: Final = 5.0
"""A place that is so much smaller than the largest of its name is not meant, unless it is said where it is."""
_SOFT: Final = 0.5
"""Votes of a name that may be in several countries, all together."""
_MOST: Final = 16
"""Places of a name that are looked at."""
_NAMES: Final = 60
"""Names of an article that are looked at."""
_DOUBT: Final = 0.25
"""Votes that no country gets: what is said once is less sure."""
_SAID: Final = 3
"""How often a word that betrays a country counts."""
_ABOUT: Final = 0.3
"""The share of a country that an article speaks of."""
_ROUNDS: Final = 3
"""How often the names look at each other."""
_WITHIN: Final = 7.0
"""What it weighs that the country of a place stands beside it."""
_CLEAR: Final = 1_000_000
"""A city of so many inhabitants is meant by its name, whatever else is called so."""
_LARGE: Final = 300_000
_TOWN: Final = 50_000
_SHADOW: Final = 2.5
"""How much less likely a town is meant that has the name of a capital or of a city of millions."""
_PER_DEGREE: Final = 111.0


@dataclass(frozen=True, slots=True)
class Context:
    """What a document is about, as far as that tells homonyms apart.

    Attributes:
        country: ISO 3166 alpha-2 of the source, if known.
        counts: how often each country is spoken of, or betrayed by what is only there.
        shares: of the countries, also by names that may be in several, adding up to less than 1.
        favours: what speaks for the places of its names.
        elsewhere: the share of their country by all but their own name.
    """

    country: str | None = None
    counts: Counter[str] = field(default_factory=Counter)
    shares: Mapping[str, float] = field(default_factory=dict)
    favours: Mapping[Place, float] = field(default_factory=dict)
    elsewhere: Mapping[Place, float] = field(default_factory=dict)

    @classmethod
    def of(cls, sentences: Sequence[Sentence], pack: Pack, country: str | None = None) -> "Context":
        """The context that a document's sentences and the country of its source make."""
        found: dict[tuple[Place, ...], tuple[Hit, set[Place]]] = {}
        counts, betrayed = Counter[str](), Counter[str]()
        for sentence in sentences:
            betrayed.update(_betrayed(sentence))
            hits = scan(sentence, pack)
            counts.update(countries(hits))
            last = -1
            for hit, signs in zip(hits, signs_of(sentence, pack, hits), strict=True):
                if not (_is_placed(signs) or (last >= 0 and is_joined(sentence, last, hit))):
                    last = -1
                    if not _is_large(sentence, hit):
                        continue
                else:
                    last = hit.end
                if (hit.places in found or len(found) < _NAMES) and _may_be_meant(sentence, hit, signs):
                    found.setdefault(hit.places, (hit, set()))[1].update(signs.within)
        counts.update({c: min(n, _SAID) for c, n in betrayed.items()})
        return _together(country, counts, [_Name(*name) for name in found.values()])

    def knows(self, places: Iterable[Place]) -> bool:
        """One of the places is in a country that the document or its source is about."""
        return any(
            p.country == self.country
            or p.country in self.counts
            or self.elsewhere.get(p, self.shares.get(p.country, 0.0)) >= _ABOUT
            for p in places
        )

    def is_about(self, country: str) -> bool:
        """No other country is spoken of for sure."""
        return all(c == country for c in self.counts)

    def weight(self, place: Place) -> float:
        """0 to 9: how much speaks for a place."""
        favour = self.favours.get(place)
        return self.of_country(place.country) if favour is None else favour

    def of_country(self, country: str) -> float:
        """0 to 7: how much speaks for the places of a country."""
        return _SHARE * self.shares.get(country, 0.0) + _SOURCE * (country == self.country)


class _Name:
    """A name, what it may mean and how likely each is."""

    def __init__(self, hit: Hit, within: Iterable[Place]) -> None:
        weighed = ((p, bulk(p, hit), lies_in(p, within)) for p in hit.places)
        ranked = sorted(weighed, key=lambda r: -(r[1] + r[2]))
        least = ranked[0][1] + ranked[0][2] - _HOPELESS
        likely = [r for r in ranked[:_MOST] if r[1] + r[2] > least]
        self.rest = [p for p, _, _ in ranked[len(likely) :]]
        self.places = [p for p, _, _ in likely]
        self.bulks = [size for _, size, _ in likely]
        self.within = [inside for _, _, inside in likely]
        self.odds: list[float] = []
        self.favours: list[float] = []
        self.weigh([0.0] * len(likely))

    def weigh(self, favours: Sequence[float]) -> None:
        """How likely each of its places is, with what the rest of the article says for them."""
        self.favours = [w + f for w, f in zip(self.within, favours, strict=True)]
        scores = [b + f for b, f in zip(self.bulks, self.favours, strict=True)]
        powers = [10.0 ** (s - max(scores)) for s in scores]
        self.odds = [p / sum(powers) for p in powers]


def _together(country: str | None, counts: Counter[str], names: list[_Name]) -> Context:
    neighbours = _neighbours(names)
    spoken = _spoken(counts, names)
    for _ in range(_ROUNDS):
        roots = [[math.sqrt(o) for o in name.odds] for name in names]
        for n, name in enumerate(names):
            about = Context(country, counts, _shares(_without(spoken, name)))
            near = (_nearness(neighbours[n, i], roots) for i in range(len(name.places)))
            name.weigh([about.of_country(p.country) + _NEAR * k for p, k in zip(name.places, near, strict=True)])
        spoken = _spoken(counts, names)
    favours = dict.fromkeys((p for name in names for p in name.rest), 0.0)
    favours |= {p: f for name in names for p, f in zip(name.places, name.favours, strict=True)}
    elsewhere: dict[Place, float] = {}
    for name in names:
        shares = _shares(_without(spoken, name))
        elsewhere.update((p, shares[p.country]) for p in name.places)
    return Context(country, counts, _shares(spoken), favours, elsewhere)


def _spoken(counts: Mapping[str, float], names: Iterable["_Name"]) -> Mapping[str, float]:
    """How often countries are spoken of, by what is sure and by what the names may mean."""
    out: dict[str, float] = defaultdict(float)
    out.update(counts)
    for name in names:
        for p, odds in zip(name.places, name.odds, strict=True):
            out[p.country] += _SOFT * odds
    return out


def _without(spoken: Mapping[str, float], name: "_Name") -> Mapping[str, float]:
    """How often countries are spoken of but by this name: it does not speak for itself."""
    others = dict(spoken)
    for p, odds in zip(name.places, name.odds, strict=True):
        others[p.country] = others.get(p.country, 0.0) - _SOFT * odds
    return others


def _shares(votes: Mapping[str, float]) -> dict[str, float]:
    total = sum(votes.values()) + _DOUBT
    return {c: n / total for c, n in votes.items()}


def _neighbours(names: Sequence[_Name]) -> Mapping[tuple[int, int], list[tuple[int, int, float]]]:
    """For the places of each name the places of other names that are near them, and how near."""
    out: dict[tuple[int, int], list[tuple[int, int, float]]] = defaultdict(list)
    places = [(n, i, p) for n, name in enumerate(names) for i, p in enumerate(name.places)]
    by_country: dict[str, list[tuple[int, int, Place]]] = defaultdict(list)
    for n, i, p in places:
        for m, j, q in by_country[p.country]:
            near = _closeness(p, q) if m != n and p != q else 0.0
            if near > _FAR:
                out[n, i].append((m, j, near))
                out[m, j].append((n, i, near))
        by_country[p.country].append((n, i, p))
    return out


def _closeness(a: Place, b: Place) -> float:
    """0 to 1: how near two places of a country are to each other."""
    same = 0.0
    if a.division and a.division == b.division:
        same = _DIVISION if a.kind == b.kind else 1.0
    return max(same, math.exp(-distance(a, b) / _KM))


def _nearness(neighbours: Iterable[tuple[int, int, float]], roots: Sequence[Sequence[float]]) -> float:
    """0 to 1: how near a place is to what other names mean."""
    by_name: dict[int, float] = defaultdict(float)
    for m, j, near in neighbours:
        by_name[m] = max(by_name[m], near * roots[m][j])
    return min(1.0, sum(by_name.values()))


def distance(a: Place, b: Place) -> float:
    """Kilometres from one place to another; infinite where one has no position."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return math.inf
    x = (a.longitude - b.longitude) * math.cos(math.radians(a.latitude))
    return _PER_DEGREE * math.hypot(x, a.latitude - b.latitude)


def lies_in(place: Place, within: Iterable[Place]) -> float:
    """What speaks for a place in what it is said to be in: a country, a region, its division or its neighbourhood."""
    best = 0.0
    for w in within:
        if w.country != place.country or w == place or w.kind == place.kind:
            continue
        score = _WITHIN
        if w.kind == "region" and place.kind == "city":
            if w.division and place.division:
                score += 3.0 if w.division == place.division else -3.0
            else:
                score += 3.0 * math.exp(-distance(w, place) / (2 * _KM))
        best = max(best, score)
    return best


def bulk(place: Place, hit: Hit) -> float:
    """What speaks for one reading of a name before anything is known of the text, in powers of ten of population."""
    if place.kind == "region":
        score = 6.5 if place.division and place.latitude is None else 5.5
    else:
        score = math.log10(place.population + 10)
    said = hit.places[: hit.said]
    score += 3 * (place.kind == "country" and (not said or place in said))  # «مراكش» is no country, in Arabic
    score += 1.5 * place.capital + (1.5 if _is_called(place, hit.text) else -1.5 if hit.text.isascii() else 0.0)
    score -= _SHADOW * (place.kind == "city" and place.population < _TOWN and any(map(_is_world, hit.places)))
    return score + 4 * (place in said)


def _is_called(place: Place, name: str) -> bool:
    """It is its own name, or the first words of it: "Newcastle" upon Tyne. Others are old, foreign or a part of it."""
    own = place.folded
    return own == name or own.startswith(f"{name} ")


def _is_world(place: Place) -> bool:
    """All the world knows it: a small town of its name must be told where it is."""
    return place.capital or place.population >= _CLEAR


def _is_placed(signs: Signs) -> bool:
    """Something is there, goes there or comes from there, or it is said to be a place."""
    return signs.role in ("in", "to", "from") or signs.dateline or signs.head is not None or bool(signs.within)


def _is_large(sentence: Sentence, hit: Hit) -> bool:
    """It is known as a place; in a script without capital letters also a city of some size."""
    known = hit.cls is not None or any(p.kind != "city" for p in hit.places)
    return known or (hit.places[0].population >= _LARGE and not cased(sentence.tokens[hit.start]))


def _may_be_meant(sentence: Sentence, hit: Hit, signs: Signs) -> bool:
    """It is a place, and not only a word, a person or a hall that is called so."""
    if hit.demonym or hit.cls == "DATELINE" or (hit.other and hit.other != "weak" and not signs.within):
        return False
    if sentence.at(hit.end, "NAME_AFTER"):
        return False
    return _is_large(sentence, hit) or hit.places[0].population >= _LARGE or not sentence.at(hit.end, "VENUE_HEAD")


def _betrayed(sentence: Sentence) -> list[str]:
    """The countries that currencies and institutions betray."""
    tokens = sentence.tokens
    before = (t for t in sentence.of("CURRENCY") if t.end < len(tokens))
    out = [
        t.value for t in before if tokens[t.end].text.isdigit() and (tokens[t.end].glued or _is_long(tokens[t.start]))
    ]
    return out + [country for t in sentence.of("ONLY_IN") for country in t.value.split(" ")]


def _is_long(token: Token) -> bool:
    return len(token.text) > 1


def countries(hits: Iterable[Hit]) -> list[str]:
    """The countries that names without ambiguity speak of, one for each name."""
    found = (_countries(h) for h in hits if not h.other)
    return [of.pop() for of in found if len(of) == 1]


def _countries(hit: Hit) -> set[str]:
    """Where a name that is clear may be. The towns called Jamaica and Malta do not make these countries less clear."""
    places = hit.places[: hit.said or None]
    nations = {p.country for p in places if p.kind == "country"}
    if nations and not hit.said:
        return nations
    clear = hit.cls is not None or any(p.kind == "region" for p in places[:1]) or _is_clear(places[0])
    return {p.country for p in places} if clear else set()


def _is_clear(place: Place) -> bool:
    return place.population >= _CLEAR
