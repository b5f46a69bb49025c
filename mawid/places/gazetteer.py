"""The places there are: GeoNames cities, countries and regions by any of their names.

The data in `data/` is built by `scripts/build_gazetteer.py` and read at first use, one script at a time: an
English text never loads the Arabic names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal

from mawid.event import Names
from mawid.text import folded

Kind = Literal["city", "region", "country"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place as GeoNames has it.

    Attributes:
        name: in English.
        kind: city, region (a part of a country) or country.
        country: ISO 3166 alpha-2.
        geonames_id: None for a few regions.
        latitude: degrees north; cities have it, and regions that are no divisions: of their seat.
        longitude: degrees east, as latitude.
        population: inhabitants, 0 where unknown.
        timezone: IANA name; None where a country has several.
        capital: it is the capital of its country.
        division: the code of the first-level division that it is or lies in ("OH"), "" where that is not known.
    """

    name: str
    kind: Kind
    country: str
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    population: int
    timezone: str | None
    capital: bool
    division: str = ""

    @property
    def folded(self) -> str:
        """The English name, as names are compared."""
        return " ".join(folded(self.name))

    @property
    def city(self) -> str | None:
        """The English name when it is a city."""
        return self.name if self.kind == "city" else None


class _Names:
    """The names of one script: folded tokens -> places."""

    def __init__(self, script: str) -> None:
        rows = (line.split("\t") for line in _read(f"names_{script}.tsv"))
        self._places: dict[str, str] = dict(rows)
        self._longest: dict[str, int] = {}
        for name in self._places:
            first, *rest = name.split(" ")
            if len(rest) >= self._longest.get(first, 0):
                self._longest[first] = len(rest) + 1

    def match(self, first: str, rest: Sequence[str]) -> tuple[int, tuple[int, ...]]:
        for size in range(min(self._longest.get(first, 0), len(rest) + 1), 0, -1):
            found = self._places.get(" ".join((first, *rest[: size - 1])))
            if found is not None:
                return size, tuple(map(int, found.split(" ")))
        return 0, ()


def _read(name: str) -> list[str]:
    return files(__package__).joinpath("data", name).read_text("utf-8").splitlines()


_names = cache(_Names)


@cache
def _rows() -> dict[int, str]:
    return {int(line[: line.index("\t")]): line for line in _read("places.tsv")}


def match(first: str, rest: Sequence[str]) -> tuple[int, tuple[int, ...]]:
    """The longest name that begins with these folded tokens.

    Args:
        first: the first token.
        rest: what follows it; more than a name needs does no harm.

    Returns:
        How many tokens it has, and the keys of the places that it may mean, largest first; (0, ()) for none.
    """
    letter = first[0]
    if letter < "ɐ":
        return _names("latn").match(first, rest)
    if "ء" <= letter <= "ی":
        return _names("arab").match(first, rest)
    if "а" <= letter <= "я":
        return _names("cyrl").match(first, rest)
    return 0, ()


LONGEST: Final = 7
"""No name has more tokens."""


@lru_cache(maxsize=1 << 13)
def place(key: int) -> Place:
    """The place of a key that `match` gave.

    Raises:
        KeyError: there is none.
    """
    _, kind, country, name, latitude, longitude, population, timezone, division = _rows()[key].split("\t")
    bare: Kind = "city" if kind == "city*" else kind  # type: ignore[assignment]  # the data has no other
    return Place(
        name=name,
        kind=bare,
        country=country,
        geonames_id=key if key > 0 else None,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        population=int(population),
        timezone=timezone or None,
        capital=kind == "city*",
        division=division,
    )


@lru_cache(maxsize=1 << 12)
def named(reference: str) -> Place:
    """The place that vocabulary refers to: "EG", "EG/Cairo", "GB/Scotland", "US/New York/region".

    Raises:
        LookupError: there is no place of that English name (and kind) in that country.
    """
    country, *name = reference.split("/")
    if not name:
        return _country(country)
    first, *rest = folded(name[0])
    size, keys = match(first, rest)
    places = map(place, keys) if size == len(rest) + 1 else ()
    found = [p for p in places if p.country == country and p.kind in (name[1:] or (p.kind,))]
    if not found:
        raise LookupError(f"no place {reference}")
    return max(found, key=lambda p: (p.name == name[0], p.population))


@cache
def _countries() -> dict[str, Place]:
    keys = (key for key, line in _rows().items() if "\tcountry\t" in line)
    return {p.country: p for p in map(place, keys)}


def _country(code: str) -> Place:
    if code not in _countries():
        raise LookupError(f"no country {code}")
    return _countries()[code]


@cache
def _country_names() -> dict[str, Names]:
    (_, *languages), *rows = (line.split("\t") for line in _read("countries.tsv"))
    return {code: dict(zip(languages, names, strict=True)) for code, *names in rows}


@cache
def _capitals() -> dict[str, Place]:
    keys = (key for key, line in _rows().items() if "\tcity*\t" in line)
    return {p.country: p for p in map(place, keys)}


def capital(code: str) -> Place | None:
    """The capital of a country; None for the few that have none."""
    return _capitals().get(code)


def country_names(code: str) -> Names:
    """The name of a country in each language that there is one for; empty for an unknown code."""
    return dict(_country_names().get(code, {}))
