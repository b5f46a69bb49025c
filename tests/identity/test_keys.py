"""Names in many scripts, as keys."""

import pytest

from mawid.identity.keys import city_key, party_keys, skeleton, surname
from tests.identity.reports import city, country, person


@pytest.mark.parametrize(
    ("names", "key"),
    [
        ("لافروف Lavrov Лавров Lavroff", "LFRF"),
        ("أردوغان اردوغان Erdoğan Erdogan Эрдоган", "RTKN"),
        ("السيسي al-Sisi Sissi ас-Сиси", "SS"),
        ("روحاني روحانی Rouhani Rohani Рухани", "RHN"),
        ("غوتيريش Guterres Гутерреш", "KTRS"),
        ("حفتر Haftar Хафтар", "HFTR"),
        ("الدبيبة Dbeibah Dbeibeh Дбейба", "TPP"),
        ("تبون Tebboune Теббун", "TPN"),
        ("عراقجي عراقچی Araghchi Araqchi Аракчи", "RKS"),
        ("بلينكن Blinken Блинкен", "PLNKN"),
    ],
)
def test_a_surname_has_one_key_in_every_script(names: str, key: str) -> None:
    assert {surname(name) for name in names.split()} == {key}


def test_given_names_and_particles_do_not_matter() -> None:
    assert surname("سيرغي فيكتوروفيتش لافروف") == surname("Sergei Lavrov") == surname("Lavrov")
    assert surname("Abdel Fattah el-Sisi") == surname("السيسي")


def test_the_article_is_taken_off_with_what_is_written_before_it() -> None:
    assert skeleton("والبرهان") == skeleton("للبرهان") == skeleton("البرهان") == skeleton("برهان")


def test_different_people_have_different_keys() -> None:
    assert len({surname(name) for name in ("Lavrov", "Blinken", "Macron", "Scholz", "Erdoğan", "السيسي")}) == 6


def test_a_name_without_consonants_keeps_its_letters() -> None:
    assert surname("Ai Oe") == "ai oe"
    assert skeleton("42") == ""


def test_a_country_is_its_code_and_a_person_has_that_of_the_state_as_well() -> None:
    assert party_keys(country("RU")) == ["c:RU"]
    assert party_keys(person("Lavrov", country="RU")) == ["p:LFRF", "c:RU"]


def test_an_organisation_goes_by_its_english_name_where_it_has_one() -> None:
    arabic = {"ar": "مجلس الأمن", "en": "Security Council"}
    assert party_keys({"name": arabic, "kind": "organisation"}) == ["o:security council"]
    assert party_keys({"name": {"de": "Bahngewerkschaft"}, "kind": "group"}) == ["o:bahngewerkschaft"]


def test_cities_of_one_name_in_two_countries_differ() -> None:
    tripoli = {"name": {"en": "Tripoli"}, "precision": "city", "city": "Tripoli"}
    assert city_key({**tripoli, "country": "LY"}) != city_key({**tripoli, "country": "LB"})
    assert city_key(None) == city_key({"name": {"en": "Libya"}, "precision": "country", "country": "LY"}) == ""
    assert city_key(city("Geneva", "Palais des Nations")) == city_key(city("Geneva"))
