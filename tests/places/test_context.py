"""What an article is about: what its places, currencies and institutions say together."""

import math

import pytest

from mawid import languages
from mawid.languages import sentences_of
from mawid.places import Context
from mawid.places.context import distance, lies_in
from mawid.places.gazetteer import match, named, place
from mawid.text import Text


def _context(text: str, code: str = "en", country: str | None = None) -> Context:
    pack = languages.get(code)
    assert pack
    return Context.of(list(sentences_of(Text("body", text), pack)), pack, country)


@pytest.mark.parametrize(
    ("text", "code", "country"),
    [
        ("It will cost £4m.", "en", "GB"),
        ("He was fined N340,000.", "en", "NG"),
        ("The sale brought A$17.8 billion.", "en", "AU"),
        ("Gardai closed the road.", "en", "IE"),
        ("The Lok Sabha sits on Monday.", "en", "IN"),
        ("دفع ألفي جنيه.", "ar", "EG"),
        ("يفتتح المعرض في 3 نونبر.", "ar", "MA"),
    ],
)
def test_currencies_and_institutions_betray_a_country(text: str, code: str, country: str) -> None:
    assert list(_context(text, code).counts) == [country]


@pytest.mark.parametrize(
    "text", ["Vitamin R 5 and N. 7.", "Plan N was dropped.", "A pound of sugar, 3 R.", "K2 is high."]
)
def test_a_letter_is_no_currency(text: str) -> None:
    assert _context(text.replace("K2", "K 2")).counts.total() == 0


def test_a_word_that_betrays_a_country_counts_a_few_times_only() -> None:
    assert _context("It costs £4. " * 20 + "France and Spain.").counts == {"GB": 3, "FR": 1, "ES": 1}


def test_a_name_does_not_speak_for_itself() -> None:
    context = _context("A march was held in Bath.")
    assert context.shares["GB"] > 0
    assert not context.knows([named("GB/Bath")])


def test_towns_of_one_country_speak_for_each_other() -> None:
    context = _context("Marches were held in Huddersfield and in Brighouse.")
    assert context.knows([named("GB/Halifax")])
    assert not context.knows([named("CA/Halifax")])


def test_what_is_nearer_to_the_other_places_weighs_more() -> None:
    context = _context("The strike in Springfield goes on. Buses from Holyoke and from Chicopee are late.")
    towns = [place(key) for key in match("springfield", [])[1]]
    assert max(towns, key=context.weight).division == "MA"


def test_a_region_weighs_more_than_its_country_for_what_lies_in_it() -> None:
    ohio = named("US/Ohio")
    in_ohio, in_kentucky = named("US/Columbus"), named("US/Louisville")
    assert (in_ohio.division, ohio.division) == ("OH", "OH")
    assert lies_in(in_ohio, [ohio]) > lies_in(in_kentucky, [ohio]) > lies_in(named("FR/Paris"), [ohio]) == 0


def test_a_region_that_is_no_division_is_where_its_seat_is() -> None:
    devon = named("GB/Devon")
    assert lies_in(named("GB/Exeter"), [devon]) > lies_in(named("GB/Leeds"), [devon])


def test_distances_are_in_kilometres() -> None:
    assert distance(named("GB/London"), named("GB/Birmingham")) == pytest.approx(163, rel=0.1)
    assert distance(named("GB/London"), named("GB")) == math.inf


def test_an_article_about_one_country_speaks_of_no_other() -> None:
    assert _context("Kenya voted.").is_about("KE")
    assert not _context("Kenya and Uganda voted.").is_about("KE")
