"""Where a source is at home, by its address or its name.

`data/sources.tsv` is written by hand: news of one country. Agencies and channels of the world are not in it.
"""

from functools import cache
from importlib.resources import files
from typing import Final

from mawid.places.gazetteer import country_names

_ANYWHERE: Final = frozenset("ai am cc co eu fm gg io la ly me sh to tv vc ws".split())
"""Domains of countries that are sold to everybody."""
_BRITISH: Final = "uk"


@cache
def _sources() -> dict[str, str]:
    lines = files(__package__).joinpath("data", "sources.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines[1:])


def home(*names: str | None) -> str | None:
    """The country (ISO 3166 alpha-2) where a source is at home; None if it may be anywhere.

    Args:
        names: its name, its domain, an address of an article; the first one that tells counts.
    """
    return next(filter(None, (_home(name) for name in names if name)), None)


def _home(name: str) -> str | None:
    host = name.lower().partition("://")[2] or name.lower()
    *labels, last = host.partition("/")[0].split(".")
    if labels and len(last) == len(_BRITISH) and last not in _ANYWHERE:
        code = "GB" if last == _BRITISH else last.upper()
        return code if country_names(code) else None
    return next((_sources()[label] for label in (*labels, last) if label in _sources()), None)
