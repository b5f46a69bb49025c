"""Blocks: the keys under which events are found as candidates for a mention.

A block joins a time (a day, a week, a year) with a subject (a city, a country, a party, a telling word, the type), so
that it stays small in a busy stream. An event is in the blocks of all its times: a report that only knows the week
finds it as well. A mention also looks into the weeks before and after its own, and for people without a time, because
dates are moved.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from mawid.event import ArticleRef, family
from mawid.identity.dates import Span, local
from mawid.identity.keys import token
from mawid.identity.match import Traits

CAP: Final = 16
"""Candidates looked at per block: the ones that end last, and of those the ones with the greatest ids."""

_MAX_DAYS: Final = 4
_MAX_WEEKS: Final = 8
_MAX_PARTIES: Final = 6
_MAX_MARKS: Final = 8


def article_blocks(kind: str, article: ArticleRef) -> list[str]:
    """The blocks of the events of one family that an article reported, by id and by address; sorted."""
    return _of(kind, {f"a:{token(article[key])}" for key in ("id", "url") if key in article})


def event_blocks(traits: Traits, articles: Iterable[ArticleRef]) -> list[str]:
    """The blocks of an event, sorted."""
    country = f"l:{traits['country']}"
    places = [] if not traits["country"] else [country] if traits["city"] else [country, f"{country}*"]
    spans = [traits["span"] or [traits["seen"], traits["seen"] + 1], *traits["old"]]
    found = _timed(traits, places, spans, 0)
    found.update(_timeless(traits))
    kind = family(traits["type"])
    return sorted({*_of(kind, found), *(block for article in articles for block in article_blocks(kind, article))})


def mention_blocks(traits: Traits, article: ArticleRef) -> list[str]:
    """The blocks whose members are the candidates of a mention, sorted."""
    country = f"l:{traits['country']}"
    places = [] if not traits["country"] else [f"{country}*"] if traits["city"] else [country]
    # Without a date, it is most likely about the days around publication.
    spans = [traits["span"] or [traits["seen"] - 7, traits["seen"] + 14], *traits["old"]]
    found = _timed(traits, places, spans, 7)
    found.update(_timeless(traits))
    kind = family(traits["type"])
    return sorted([*_of(kind, found), *article_blocks(kind, article)])


def _of(kind: str, names: Iterable[str]) -> list[str]:
    # Families do not share blocks, so that it does not matter which of them share a store.
    return sorted(f"{kind}/{name}" for name in names)


def _timed(traits: Traits, places: list[str], spans: list[Span], pad: int) -> set[str]:
    """Times joined with subjects; the weeks reach `pad` days further on both sides."""
    # People first, then organisations, then countries: the more telling ones, where there are many.
    parties = sorted(traits["parties"], key=lambda key: "poc".index(key[0]))[:_MAX_PARTIES]
    city = [f"l:{traits['city']}"] if traits["city"] else []
    subjects = [*city, *places, *parties]
    found: set[str] = set()
    for first, last in spans:
        if last - first <= _MAX_DAYS:
            found.update(f"d{day}/{name}" for day in range(first, last) for name in [f"t:{traits['type']}", *subjects])
        found.update(f"w{week}/{name}" for week in _weeks(first - pad, last + pad) for name in subjects)
        found.update(f"w{week}/{mark}" for week in _weeks(first, last) for mark in traits["marks"][:_MAX_MARKS])
        found.update(f"y{year}/{name}" for year in {local(first)[:4], local(last - 1)[:4]} for name in subjects)
    return found


def _timeless(traits: Traits) -> Iterator[str]:
    yield from (key for key in traits["parties"] if key.startswith("p:"))
    if traits["city"]:
        yield f"t:{traits['type']}/l:{traits['city']}"


def _weeks(first: int, last: int) -> range:
    """The weeks of some days, numbered; none if there are too many. They begin on Monday, and day 0 was a Thursday."""
    weeks = range((first + 3) // 7, (last + 2) // 7 + 1)
    return weeks if len(weeks) <= _MAX_WEEKS else range(0)
