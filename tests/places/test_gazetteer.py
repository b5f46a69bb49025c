"""The places that there are, by name."""

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mawid import languages
from mawid.languages.lexicon import load
from mawid.places import country_names, gazetteer
from mawid.places.gazetteer import LONGEST, capital, match, named, place
from mawid.text import folded

ROOT = Path(__file__).parents[2]
DATA = ROOT / "mawid" / "places" / "data"
REFERENCES = [
    reference
    for code in languages.CODES
    for table in load(f"mawid.languages.{code}", "places.toml", "place_names.toml")
    for cls in ("PLACE", "DEMONYM", "DATELINE", "VENUE")
    for reference in table.get(cls, ())
]


def _keys(name: str) -> tuple[int, ...]:
    first, *rest = folded(name)
    size, keys = match(first, rest)
    return keys if size == len(rest) + 1 else ()


@pytest.mark.parametrize(
    ("name", "country", "english"),
    [
        ("Geneva", "CH", "Geneva"),
        ("الدار البيضاء", "MA", "Casablanca"),
        ("Москва", "RU", "Moscow"),
        ("Genève", "CH", "Geneva"),
        ("Minnesota", "US", "Minnesota"),
    ],
)
def test_a_name_in_any_script_leads_to_its_place(name: str, country: str, english: str) -> None:
    assert (country, english) in {(p.country, p.name) for p in map(place, _keys(name))}


def test_the_longest_name_is_found() -> None:
    assert match("new", ["york", "city", "hall"])[0] == 3


def test_the_largest_place_comes_first() -> None:
    assert place(_keys("Paris")[0]).country == "FR"


@pytest.mark.parametrize("first", ["东京", "", "12", "?", "the"])
def test_what_is_no_name_gives_nothing(first: str) -> None:
    assert match(first or " ", []) == (0, ())


def test_a_city_has_all_that_an_event_says_of_it() -> None:
    riyadh = named("SA/Riyadh")
    assert (riyadh.kind, riyadh.geonames_id, riyadh.timezone, riyadh.capital) == ("city", 108410, "Asia/Riyadh", True)
    assert riyadh.latitude == pytest.approx(24.69, abs=0.01)
    assert riyadh.longitude == pytest.approx(46.72, abs=0.01)


def test_a_region_and_a_city_of_one_name_are_told_apart() -> None:
    assert named("US/Washington").kind == "city"
    assert named("US/Washington/region").kind == "region"


@pytest.mark.parametrize("reference", ["QQ", "QQ/Geneva", "FR/Geneva", "CH/Nowhere"])
def test_a_reference_to_nowhere_is_an_error(reference: str) -> None:
    with pytest.raises(LookupError):
        named(reference)


def test_each_reference_of_a_pack_is_a_place() -> None:
    assert [ref for ref in REFERENCES if named(ref).country != ref[:2]] == []


def test_a_country_has_names_in_eight_languages() -> None:
    assert set(country_names("EG")) == {"ar", "de", "en", "es", "fa", "fr", "ru", "tr"}
    assert country_names("SA")["ar"] == "السعودية"
    assert country_names("ZZ") == {}


def test_a_capital_is_found_by_its_country() -> None:
    found = capital("KZ")
    assert found
    assert found.name == "Astana"
    assert capital("AQ") is None


@given(st.text(min_size=1, max_size=20), st.lists(st.text(max_size=10), max_size=10))
def test_any_text_can_be_looked_up(first: str, rest: list[str]) -> None:
    size, keys = match(first, rest)
    assert size <= min(LONGEST, len(rest) + 1)
    assert all(place(k).name for k in keys)


def test_no_name_is_longer_than_the_longest() -> None:
    rows = (line for script in ("latn", "arab", "cyrl") for line in gazetteer._read(f"names_{script}.tsv"))
    assert max(len(row.partition("\t")[0].split(" ")) for row in rows) <= LONGEST


def test_the_data_is_what_the_script_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["build_gazetteer.py", str(tmp_path)])
    runpy.run_path(str(ROOT / "scripts" / "build_gazetteer.py"), run_name="__main__")
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert built.keys() == {path.name for path in DATA.iterdir()} - {"regions.tsv", "sources.tsv"}
    assert [name for name, text in built.items() if text != (DATA / name).read_bytes()] == []
