"""A place as it stands in an event."""

from mawid.places import as_where, country_names, online
from mawid.places.gazetteer import named


def test_a_city_has_its_english_name_and_the_one_written() -> None:
    where = as_where(named("KZ/Astana"), None, "أستانة", "ar")
    assert where["name"] == {"ar": "أستانة", "en": "Astana"}
    assert (where["precision"], where["city"], where["country"]) == ("city", "Astana", "KZ")
    assert where["geonames_id"] == 1526273
    assert 51 < where["latitude"] < 52
    assert 71 < where["longitude"] < 72


def test_a_country_has_its_names_and_no_city() -> None:
    where = as_where(named("EG"), None, "مصر", "ar-EG")
    assert where["name"] == country_names("EG")
    assert (where["precision"], where["country"]) == ("country", "EG")
    assert "city" not in where
    assert "latitude" not in where


def test_a_venue_makes_it_more_precise() -> None:
    where = as_where(named("CH/Geneva"), "Palais des Nations", "Geneva", "en")
    assert (where["precision"], where["venue"], where["city"]) == ("venue", "Palais des Nations", "Geneva")


def test_a_venue_without_a_known_place_keeps_its_name() -> None:
    where = as_where(None, "فندق الزهراء", None, "ar")
    assert where == {"name": {"ar": "فندق الزهراء"}, "precision": "venue", "venue": "فندق الزهراء"}


def test_a_place_that_is_not_known_is_unresolved() -> None:
    assert as_where(None, None, "Ruritania", "en") == {"name": {"en": "Ruritania"}, "precision": "unresolved"}


def test_what_is_called_a_region_is_not_the_city_of_that_name() -> None:
    where = as_where(named("SY/Aleppo"), None, "محافظة حلب", "ar", "region")
    assert where == {"name": {"ar": "محافظة حلب"}, "precision": "region", "country": "SY"}


def test_a_region_without_a_geonames_id_has_none() -> None:
    where = as_where(named("SD/Darfur"), None, "Darfur", "en")
    assert where == {"name": {"en": "Darfur"}, "precision": "region", "country": "SD"}


def test_an_event_online_has_no_country() -> None:
    assert online("عبر الفيديو", "ar") == {"name": {"ar": "عبر الفيديو"}, "precision": "online"}
