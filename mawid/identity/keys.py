"""Names as keys: the same party or city, written in any script, gives the same key.

A person's key is the consonant skeleton of the surname: transliteration disagrees about vowels, w and y, about
emphatic, voiced and palatal consonants, and about h at the end, so those are merged or dropped. What is left is little,
and enough beside a date and a place: «لافروف», "Lavrov" and «Лавров» are all `LFRF`.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from mawid.event import Party, Where
from mawid.text import fold, folded

# One letter for each group of consonants that transliteration confuses. What is not listed is dropped.
_GROUPS: Final = {
    "P": "bpپبбп",
    "F": "fvفڤвф",
    "T": "dtتثدطضдт",
    "S": "sjzçşšžچجذژزسشصظسзсшщжчц",
    "K": "gkqcğغقكگкг",
    "L": "lلл",
    "R": "rرр",
    "M": "mمм",
    "N": "nنн",
    "H": "hحخهх",
}
_CONSONANT: Final = {ord(letter): group for group, letters in _GROUPS.items() for letter in letters}
_SPELLING: Final = (
    (re.compile(r"([a-zа-я])\1+"), r"\1"),  # Arabic does not write a double consonant twice
    (re.compile("ck"), "k"),
    (re.compile("tsch|dsch|tch|dj|dzh|sch|sh|ch|zh|дж|тч"), "s"),
    (re.compile("kh"), "h"),
    (re.compile("ph"), "f"),
    (re.compile("x"), "ks"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("[hحخهх]+$"), ""),
    (re.compile("(?<=[gtdb])h"), ""),
)
# The Arabic article, alone or after a conjunction or preposition that is written in one word with it.
_ARTICLE: Final = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})")


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name; names come again and again."""
    return folded(name)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The merged consonants of one word in Arabic, Latin or Cyrillic script, `""` if it has none."""
    text = _ARTICLE.sub("", fold(word))
    for letters, sound in _SPELLING:
        text = letters.sub(sound, text)
    return "".join(_CONSONANT.get(ord(c), "") for c in text)


def skeletons(names: Iterable[str]) -> set[str]:
    """The skeletons of all words of some names, without the empty one."""
    return {skeleton(word) for name in names for word in words(name)} - {""}


def surname(name: str) -> str:
    """The skeleton of the last word that has two consonants: particles and suffixes have fewer."""
    parts = [s for s in map(skeleton, words(name)) if len(s) > 1]
    return parts[-1] if parts else " ".join(words(name))


def party_keys(party: Party) -> list[str]:
    """The keys of a party, its own first: `p:` person, `o:` organisation or group, `c:` country.

    A person or organisation has its country's key as well: reports name the minister or the state, as they like.
    """
    names, kind = party["name"], party["kind"]
    country = [f"c:{party['country']}"] if "country" in party else []
    if kind == "country" and country:
        return country
    # Well-known parties have their English name in an article of any language.
    name = names.get("en") or names[min(names)]
    own = f"p:{surname(name)}" if kind == "person" else f"o:{' '.join(words(name))}"
    return [own, *country]


def city_key(where: Where | None) -> str:
    """`<country>/<English name>` of the city, `""` where none is known."""
    if where is None or "city" not in where:
        return ""
    return f"{where.get('country', '')}/{' '.join(words(where['city']))}"


def token(text: str) -> str:
    """A short name for a long one, an article or a source: 10 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]
