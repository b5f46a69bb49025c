"""Articles for the tests of detection."""

from datetime import UTC, datetime

from mawid.article import Article
from mawid.detect import detect
from mawid.detect.parties import People
from mawid.detect.reading import Line, read
from mawid.event import Report
from mawid.languages import get, sentences_of
from mawid.places import Context
from mawid.text import Text

PUBLISHED = datetime(2024, 5, 15, 12, tzinfo=UTC)  # a Wednesday


def article(body: str, title: str = "", language: str = "en", ident: str = "a-1", retracted: bool = False) -> Article:
    """An article of Wednesday, 15 May 2024."""
    return Article(ident, title, body, language, PUBLISHED, retracted=retracted)


def reports(body: str, title: str = "", language: str = "en") -> list[Report]:
    """The events that are found in an article."""
    return [m for m in detect(article(body, title, language)) if m["kind"] == "report"]


def lines(body: str, language: str = "en") -> list[Line]:
    """The sentences of a text with what is found in them."""
    pack = get(language)
    assert pack
    sentences = list(sentences_of(Text("body", body), pack))
    return read(sentences, pack, People(sentences, pack), Context.of(sentences, pack))


def line(body: str, language: str = "en") -> Line:
    """The only sentence of a text."""
    (only,) = lines(body, language)
    return only
