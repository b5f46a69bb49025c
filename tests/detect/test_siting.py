"""Which place of an article is an event's."""

import pytest

from mawid.detect import candidates, explain
from mawid.detect.ranking import ranked
from mawid.detect.settle import Settled
from mawid.detect.weights import weights
from tests.detect.articles import article, reports


def settled(body: str, title: str = "", language: str = "en") -> Settled:
    """The only event of an article."""
    ((only, _),) = [c for c in candidates(article(body, title, language)) if not c[0].rejected]
    return only


def test_the_probabilities_of_all_options_are_one_together() -> None:
    s = settled("LIMA - The ministers of Peru and Chile met in Arica on Tuesday.")
    shares = [share for _, share in ranked(s.options, weights()["where"])]
    assert sum(shares) == pytest.approx(1.0)
    assert shares == sorted(shares, reverse=True)
    assert s.site_probability == shares[0]


def test_unsaid_is_always_an_option_and_the_only_one_where_there_is_no_place() -> None:
    s = settled("The two ministers met on Tuesday.")
    assert [o.place for o in s.options] == [None]
    assert s.site_probability == 1.0


@pytest.mark.parametrize(
    ("body", "city"),
    [
        ("The concert, slated for Sunday at the national ground in Nairobi, has been cancelled.", "Nairobi"),
        ("The energy ministers of Austria and Hungary will meet in Vienna on Monday.", "Vienna"),
        ("The talks on the war in Sudan will be held in Geneva on Monday.", "Geneva"),
    ],
)
def test_a_place_of_the_event_wins_over_one_of_a_party_or_a_topic(body: str, city: str) -> None:
    place = settled(body).place
    assert place
    assert place.name == city


def test_a_government_that_speaks_is_no_place() -> None:
    (event,) = reports("Washington said on Monday that the two sides will hold talks next week.")
    assert event["where"] is None


def test_a_call_has_no_place() -> None:
    s = settled("The presidents of Peru and Chile spoke by phone on Tuesday, an official in Lima said.")
    assert s.options == []
    assert s.place is None


def test_of_a_list_of_thousands_of_places_the_first_are_looked_at() -> None:
    cities = (
        "Paris, Rome, Madrid, Oslo, Vienna, Cairo, Tunis, Rabat, Amman, Lima, Quito, Kyiv, Sofia, Riga, Baku, Doha "
    )
    names = cities + "Accra, Dakar, Lagos, Nairobi, Kigali, Harare, Lusaka, Maputo, Hanoi, Seoul, Tokyo, Osaka, Delhi "
    more = names + "France Italy Spain Norway Austria Egypt Jordan Peru Ecuador Ukraine Latvia Ghana Senegal Nigeria "
    most = more + "Kenya Rwanda Zambia Vietnam Japan India Brazil Chile Cuba Haiti Panama Fiji Samoa Tonga Nauru Palau "
    s = settled(f"The two ministers met in Paris on Tuesday. {most * 20}")
    assert len(s.options) <= 61
    assert s.place
    assert s.place.name == "Paris"


def test_it_is_explained_what_spoke_for_a_place_and_against_the_others() -> None:
    told = list(explain(article("The ministers of Peru and Chile met in Arica on Tuesday.")))
    (chosen,) = [line for line in told if line.startswith("    where Arica, CL")]
    assert "same sentence" in chosen or "role in" in chosen
