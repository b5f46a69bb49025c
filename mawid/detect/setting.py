"""Where an article is set: the country that it is about, the city that it is written from, the one it speaks of."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from mawid.detect.reading import Line
from mawid.places import Context, Place, PlaceMention

_SHARE: Final = 1.0
"""How much more often than all others together a country is meant in an article that is about it."""
_LEAD: Final = 2
"""Sentences of the body that say what it is about, and where a dateline stands."""
_OFTEN: Final = 2
"""Mentions of a city that the lead does not name, and that the article still speaks of."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an article is set.

    Attributes:
        country: ISO 3166 alpha-2 of the country that it is about.
        dateline: the city that it is written from.
        city: the one city of that country that it speaks of, or speaks of more than of all others.
    """

    country: str | None
    dateline: Place | None
    city: Place | None


def setting(context: Context, lines: list[Line]) -> Setting:
    """Where an article is set, as far as its places tell.

    Args:
        context: which countries it speaks of.
        lines: its sentences.
    """
    lead = [line for line in lines if line.sentence.text.field == "body"][:_LEAD]
    dateline = next((p.place for line in lead for p in line.places if p.dateline), None)
    about = _about(context, lines)
    if dateline is not None and dateline.country == about and dateline.kind == "city":
        return Setting(about, dateline, dateline)
    titles = [line for line in lines if line.sentence.text.field == "title"]
    cities, told = _cities(lines, about), _cities([*titles, *lead], about)
    often = max(cities, key=lambda p: cities[p], default=None)
    main = often is not None and cities[often] >= cities.total() - cities[often]
    known = often in told if len(told) == 1 else often is not None and cities[often] >= _OFTEN
    return Setting(about, dateline, often if main and known else None)


def _about(context: Context, lines: list[Line]) -> str | None:
    counts = context.counts or Counter(p.place.country for line in lines for p in line.places)
    if not counts:
        return context.country
    code, n = counts.most_common(1)[0]
    return code if n >= _SHARE * (counts.total() - n) else None


def _cities(lines: list[Line], country: str | None) -> Counter[Place]:
    return Counter(p.place for line in lines for p in line.places if p.place.country == country and _is_city(p))


def _is_city(p: PlaceMention) -> bool:
    return p.place.kind == "city" and not (p.acts or p.demonym or p.role in ("with", "between"))
