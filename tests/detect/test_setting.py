"""Where an article is set."""

from mawid.detect.parties import People
from mawid.detect.reading import read
from mawid.detect.setting import Setting, setting
from mawid.languages import get, sentences_of
from mawid.places import Context
from mawid.text import Text


def _setting(body: str, title: str = "") -> Setting:
    pack = get("en")
    assert pack
    sentences = [s for text in (Text("title", title), Text("body", body)) for s in sentences_of(text, pack)]
    context = Context.of(sentences, pack)
    return setting(context, read(sentences, pack, People(sentences, pack), context))


def test_a_dateline_says_where_an_article_is_set() -> None:
    found = _setting("LIMA, May 14 (Agency) - Teachers marched. They want to be heard in Cusco.")
    assert found.country == "PE"
    assert found.dateline is not None
    assert found.city == found.dateline


def test_an_article_on_another_country_is_not_set_where_it_is_written() -> None:
    found = _setting("GENEVA - Libya's rivals spoke of Libya. Libya waits, the Libyan press says.")
    assert (found.country, found.city) == ("LY", None)
    assert found.dateline is not None


def test_the_one_city_of_the_lead_is_the_city_of_the_article() -> None:
    found = _setting("A baker in Dayton, Ohio, has closed his shop. He left no word.")
    assert found.city is not None
    assert found.city.name == "Dayton"


def test_of_several_cities_none_is() -> None:
    assert _setting("Roads in Turin, in Milan and in Naples were closed. Italy waits.").city is None
