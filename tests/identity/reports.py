"""Reports of made-up events, and a newsroom that files them one after the other."""

import base64
import hashlib
from typing import Any, Final

import orjson

from mawid.event import ArticleRef, Event, Mention, Party, Report, Retraction, When, Where, family
from mawid.identity import State, View, resolve
from mawid.identity.decision import decide

CITIES: Final = {
    "Geneva": ("CH", 2660646, 46.2, 6.1),
    "Vienna": ("AT", 2761369, 48.2, 16.4),
    "Basel": ("CH", 2661604, 47.6, 7.6),
    "Cairo": ("EG", 360630, 30.1, 31.2),
}


def day(start: str, end: str | None = None, granularity: Any = "day") -> When:
    """A date: `day("2024-03-12")`, `day("2024-03-11", "2024-03-18", "week")`."""
    year, month, number = (int(part) for part in start[:10].split("-"))
    return {
        "start": start,
        "end": end or f"{year}-{month:02}-{number + 1:02}",
        "granularity": granularity,
        "timezone": "Europe/Zurich",
    }


def at(start: str) -> When:
    """A clock time, "2024-03-12T10:00"."""
    return {"start": start, "end": f"{start[:11]}{int(start[11:13]) + 1:02}:{start[14:]}", "granularity": "time"}


def city(name: str, venue: str | None = None, language: str = "en") -> Where:
    """A city of `CITIES`, or a venue in it."""
    country, geonames_id, latitude, longitude = CITIES[name]
    where: Where = {
        "name": {"en": name},
        "precision": "city",
        "city": name,
        "country": country,
        "geonames_id": geonames_id,
        "latitude": latitude,
        "longitude": longitude,
    }
    return {**where, "name": {language: venue}, "precision": "venue", "venue": venue} if venue else where


def person(name: str, language: str = "en", **more: Any) -> Party:
    """A person."""
    return {"name": {language: name}, "kind": "person", **more}


def country(code: str) -> Party:
    """A country."""
    return {"name": {"en": code}, "kind": "country", "country": code}


DAY: Final = day("2024-03-12")
MINISTERS: Final = [country("RU"), country("TR")]


def report(article: str, published: str = "2024-03-04", **fields: Any) -> Report:
    """A report of talks in Geneva on 12 March 2024 between two countries, unless `fields` say otherwise.

    Args:
        article: id of the article; its source is the part before the first hyphen.
        published: its day, or its instant.
    """
    ordinal = fields.pop("ordinal", 0)
    language = fields.pop("language", "en")
    instant = published if "T" in published else f"{published}T09:00:00Z"
    reference: ArticleRef = {
        "id": article,
        "source": article.split("-", maxsplit=1)[0],
        "language": language,
        "published_at": instant,
    }
    for key in ("updated_at", "url"):
        if key in fields:
            reference[key] = fields.pop(key)  # type: ignore[literal-required]
    version = reference.get("updated_at", instant)
    digest = hashlib.sha256(f"{article}\0{version}\0{ordinal}".encode()).digest()
    kind = fields.get("type", "talks")
    mention: Report = {
        "schema": "mention.v1",
        "kind": "report",
        "id": "m" + base64.b32encode(digest)[:20].decode().lower(),
        "family": family(kind),
        "ordinal": ordinal,
        "article": reference,
        "type": kind,
        "title": {language: f"What {article} says"},
        "status": "scheduled",
        "when": DAY,
        "where": city("Geneva"),
        "participants": MINISTERS,
        "confidence": 0.8,
        "evidence": [
            {
                "article_id": article,
                "language": language,
                "field": "body",
                "start": 100 * ordinal,
                "end": 100 * ordinal + 30,
                "quote": "They will meet in the morning.",
                "spans": [{"label": "trigger", "start": 10, "end": 14}],
            }
        ],
        "words": [],
        "detector": "mawid/0.1.0",
    }
    return {**mention, **fields}  # type: ignore[typeddict-item]


def retraction(article: str, published: str = "2024-03-20") -> Retraction:
    """The withdrawal of an article."""
    return {
        "schema": "mention.v1",
        "kind": "retraction",
        "id": "m" + "a" * 20,
        "family": "encounter",
        "ordinal": 0,
        "article": {"id": article, "language": "en", "published_at": f"{published}T09:00:00Z"},
    }


class Newsroom:
    """Files mentions and keeps what was published."""

    def __init__(self, *mentions: Mention) -> None:
        self.view = View()
        self.published: list[Event] = []
        self.file(*mentions)

    def file(self, *mentions: Mention) -> list[Event]:
        """Decide about mentions; returns what is published for them."""
        events = [event for mention in mentions for event in resolve(self.view, mention)]
        self.published += events
        return events

    @property
    def states(self) -> dict[str, State]:
        """All states by id, as they come back from the store."""
        return {state["id"]: stored(state) for state in self.view.states()}

    @property
    def kinds(self) -> list[str]:
        """The kinds of all published revisions, in order."""
        return [event["change"]["kind"] for event in self.published]

    @property
    def event(self) -> Event:
        """The snapshot of the only event."""
        [state] = self.states.values()
        return state["event"]


def stored(state: State) -> State:
    """A state after a round trip through the store."""
    return orjson.loads(orjson.dumps(state))  # type: ignore[no-any-return]


def decided(mention: Mention, *states: State) -> bytes:
    """What is decided about a mention, as bytes."""
    return orjson.dumps([tuple(change) for change in decide(mention, states)])
