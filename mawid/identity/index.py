"""Blocks: the keys under which events are found as candidates for a mention.

A block joins a time (a day, a week, a year) with a subject (a city, a country, a party, a telling word, the type), so
that it stays small in a busy stream. An event is in the blocks of all its times: a report that only knows the week
finds it as well. A mention also looks into the weeks before and after its own, and for people without a time, because
dates are moved.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from mawid.event import ArticleRef
from mawid.identity.dates import Span, local
from mawid.identity.keys import token
from mawid.identity.match import Traits

CAP: Final = 16
"""Candidates looked at per block: the ones that end last, and of those the ones with the greatest ids."""

_MAX_DAYS: Final = 4
_MAX_WEEKS: Final = 6
_MAX_PARTIES: Final = 6
_MAX_MARKS: Final = 8


def article_blocks(article: ArticleRef) -> list[str]:
    """The blocks of the events that an article reported, by id and by address."""
    return [f"a:{token(article[key])}" for key in ("id", "url") if key in article]


def event_blocks(traits: Traits, articles: Iterable[ArticleRef]) -> list[str]:
    """The blocks of an event, sorted."""
    subjects = _subjects(traits)
    place = f"l:{traits['country']}"
    if traits["country"]:
        subjects += [place] if traits["city"] else [place, f"{place}*"]
    spans = [traits["span"] or [traits["seen"], traits["seen"] + 1], *traits["old"]]
    found = {f"{time}/{subject}" for days in spans for time in _times(days, 0) for subject in subjects}
    found |= {f"{week}/{mark}" for days in spans for week in _weeks(days, 0) for mark in traits["marks"][:_MAX_MARKS]}
    found.update(_timeless(traits))
    found.update(block for article in articles for block in article_blocks(article))
    return sorted(found)


def mention_blocks(traits: Traits, article: ArticleRef) -> list[str]:
    """The blocks whose members are the candidates of a mention, sorted."""
    subjects = _subjects(traits)
    place = f"l:{traits['country']}"
    if traits["country"]:
        subjects.append(f"{place}*" if traits["city"] else place)
    # Without a date, it is most likely about the days around publication.
    spans = [traits["span"] or [traits["seen"] - 7, traits["seen"] + 14], *traits["old"]]
    found = {f"{time}/{subject}" for days in spans for time in _times(days, 7) for subject in subjects}
    found |= {f"{week}/{mark}" for days in spans for week in _weeks(days, 0) for mark in traits["marks"][:_MAX_MARKS]}
    found.update(_timeless(traits))
    found.update(article_blocks(article))
    return sorted(found)


def _subjects(traits: Traits) -> list[str]:
    # People first, then organisations, then countries: the more telling ones, where there are many.
    parties = sorted(traits["parties"], key=lambda key: "poc".index(key[0]))[:_MAX_PARTIES]
    city = [f"l:{traits['city']}"] if traits["city"] else []
    return [f"t:{traits['type']}", *city, *parties]


def _timeless(traits: Traits) -> Iterator[str]:
    yield from (key for key in traits["parties"] if key.startswith("p:"))
    if traits["city"]:
        yield f"t:{traits['type']}/l:{traits['city']}"


def _times(days: Span, pad: int) -> Iterator[str]:
    if days[1] - days[0] <= _MAX_DAYS:
        yield from (f"d{day}" for day in range(*days))
    yield from _weeks(days, pad)
    yield from (f"y{year}" for year in sorted({local(days[0])[:4], local(days[1] - 1)[:4]}))


def _weeks(days: Span, pad: int) -> Iterator[str]:
    first, last = (days[0] + 3 - pad) // 7, (days[1] + 2 + pad) // 7  # weeks begin on Monday, day 0 was a Thursday
    if last - first < _MAX_WEEKS + 2:
        yield from (f"w{week}" for week in range(first, last + 1))
