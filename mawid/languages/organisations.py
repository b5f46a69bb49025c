"""Organisations that are known by name in every language: one table, a vocabulary for each language."""

import tomllib
from functools import cache
from importlib.resources import files

from mawid.event import Names


@cache
def _all() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("organisations.toml").read_text("utf-8"))


def vocabulary(code: str) -> dict[str, dict[str, list[str]]]:
    """The class ORG of a language, as `Lexicon` takes it: key -> surfaces.

    A name that begins with a capital asks for one in the text: "the fed" is not the Fed.
    """
    return {
        "ORG": {
            key: [f"^{s}" if s[0].isupper() else s for s in names[code]]
            for key, names in _all().items()
            if code in names
        }
    }


@cache
def _names(key: str) -> Names:
    return {code: surfaces[0] for code, surfaces in _all()[key].items()}


def names(key: str) -> Names:
    """The name of an organisation in each language that there is one for.

    Raises:
        KeyError: there is no such organisation.
    """
    return dict(_names(key))


@cache
def surfaces(key: str) -> frozenset[str]:
    """All names of an organisation, as written, in all languages.

    Raises:
        KeyError: there is no such organisation.
    """
    return frozenset(s for names in _all()[key].values() for s in names)
