"""Whom an article names in full, and by which short names and offices it speaks of them afterwards."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from mawid.detect.drafts import Draft
from mawid.detect.names import Name, Words

_LEAST: Final = 3
"""Letters of the shortest single word that is short for a name."""
_MOST: Final = 8
"""Names with a word in common, or holders of one office, that are told apart: hostile text costs linear time."""
_CONJUNCTION: Final = ("و", "ل", "ب", "ف")

Line = tuple[Words, list[Draft]]


@dataclass(slots=True)
class Known:
    """A person, or an organisation with a name of its own.

    Attributes:
        units: the parts of the longest name that the article gives, folded.
        text: that name as written, without titles.
        kind: what it is.
        role: the office as written, at first mention.
        country: ISO 3166 alpha-2.
        known: key of the well-known organisation that the office is of.
        offices: see `Draft`.
    """

    units: tuple[str, ...]
    text: str
    kind: Literal["person", "organisation"] = "person"
    role: str = ""
    country: str | None = None
    known: str = ""
    offices: set[str] = field(default_factory=set)


class Registry:
    """The names of an article.

    Args:
        lines: its sentences with their drafts. Drafts of people that turn out to be none lose their `sure`.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._by_unit: dict[str, list[Known]] = {}
        self._by_office: dict[str, list[Known]] = {}
        self._short: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        self._ordinary = _ordinary([words for words, _ in lines if words.cased])
        singles = self._singles(lines)
        for words, found in lines:
            _vouch(words, found, singles)
        drafts = [(words, d, d.name) for words, found in lines for d in found if d.name]
        full = [e for e in drafts if e[1].sure and len(e[2].units) > 1]
        for words, d, name in sorted(full, key=lambda e: not (e[1].said[0] > e[1].start or e[2].linked)):
            self._add(words, d, name)
        for words, d, name in drafts:
            if len(name.units) == 1 and self.named(name.units) is None:
                d.sure = words.cased or d.kind == "organisation" or singles[name.units[0]] > 1
                if d.sure:
                    self._add(words, d, name)
        for words, d, name in drafts:
            known = self.named(name.units) if d.sure else None
            if known:
                self._shorten(words, name, known)

    def _singles(self, lines: Sequence[Line]) -> Counter[str]:
        """Words that may be somebody's short name, by how often they stand alone."""
        out: Counter[str] = Counter()
        for words, found in lines:
            inside = {i for d in found if d.name and len(d.name.units) > 1 for i in range(*d.said)}
            for i, t in enumerate(words.tokens):
                ordinary = t.norm in self._ordinary if words.cased else words.closed(i)
                if i not in inside and not ordinary and (t.capital or not words.cased):
                    out[t.norm] += 1
        return out

    def _add(self, words: Words, d: Draft, name: Name) -> None:
        text = text_of(words, d.said)
        known = self.named(name.units)
        if known is None and d.role is None and d.start == name.start and self._is_family(name.units[0]):
            return  # «أكد شكري ضرورة»: the word behind a short name is none of it
        if known is None:
            known = Known(name.units, text, "person" if d.kind == "person" else "organisation")
        elif len(name.units) > len(known.units):
            known.units, known.text = name.units, text
        if d.role and not known.role:
            known.role = text_of(words, d.role)
        known.country = known.country or d.country
        known.known = known.known or d.known
        known.offices |= d.offices
        for unit in (known.units[0], known.units[-1]):
            _file(self._by_unit, unit, known)
        for office in d.offices:
            _file(self._by_office, office, known)

    def _is_family(self, unit: str) -> bool:
        return any(k.units[-1] == unit != k.units[0] for k in self._by_unit.get(unit, ()))

    def _shorten(self, words: Words, name: Name, known: Known) -> None:
        norms = [t.norm for t in words.tokens]
        self._abbreviate(known, norms[name.start : name.end])
        last = words.tag(name.last, "NAME")
        if last is None or last.value != "weak" or known.kind != "person":
            self._abbreviate(known, norms[name.last : name.end])
        if words.cased:
            self._abbreviate(known, norms[name.start : name.start + 1])

    def _abbreviate(self, known: Known, norms: Sequence[str]) -> None:
        """These tokens are short for it; what two persons share is short for the first."""
        if len(norms) == 1 and (len(norms[0]) < _LEAST or norms[0] in self._ordinary):
            return
        bucket = self._short.setdefault(norms[0], [])
        if len(bucket) < _MOST and all(have != tuple(norms) for have, _ in bucket):
            bucket.append((tuple(norms), known))
            bucket.sort(key=lambda e: -len(e[0]))

    def named(self, units: tuple[str, ...]) -> Known | None:
        """Who has this name, or is called by its only part."""
        same = self._by_unit.get(units[0], ())
        return next((k for k in same if len(units) == 1 or _same(k.units, units)), None)

    def holder(self, d: Draft, offices: Iterable[str], but: Known | None = None) -> Known | None:
        """Who holds one of these offices of the country or organisation that the draft names."""
        for office in sorted(offices):
            for k in self._by_office.get(office, ()):
                if k is not but and d.country in (None, k.country or d.country) and d.known in ("", k.known or d.known):
                    return k
        return None

    def match(self, words: Words, i: int) -> tuple[int, Known] | None:
        """Where the full or short name ends that begins at token `i`, and whose it is."""
        token = words.tokens[i]
        if words.cased and not token.capital:
            return None
        stems = [token.norm]
        if not words.cased and token.norm.startswith(_CONJUNCTION):
            stems.append(token.norm[1:])
        for stem in stems:
            for norms, known in self._short.get(stem, ()):
                if norms[1:] == tuple(t.norm for t in words.tokens[i + 1 : i + len(norms)]):
                    return i + len(norms), known
        return None


def _ordinary(lines: Iterable[Words]) -> set[str]:
    """Words that are written small; a headline that is small throughout shows none."""
    shown = (words.tokens for words in lines if any(t.capital for t in words.tokens))
    return {t.norm for tokens in shown for t in tokens if not t.capital}


def _file(index: dict[str, list[Known]], key: str, known: Known) -> None:
    bucket = index.setdefault(key, [])
    if len(bucket) < _MOST and all(k is not known for k in bucket):
        bucket.append(known)


def _vouch(words: Words, found: Sequence[Draft], singles: Counter[str]) -> None:
    """Say which drafts of names of two words and more are names: by their short form, or by their company."""
    for d in found:
        if d.sure or d.name is None or len(d.name.units) < 2:
            continue
        if singles[d.name.units[-1]]:
            d.sure = True
        elif words.cased and singles[d.name.units[0]]:
            d.sure, d.kind = True, "organisation"
    for a, b in [*pairwise(found), *pairwise(reversed(found))]:
        if a.sure and a.kind == b.kind == "person" and b.name and not b.sure and _is_list(words, a, b):
            b.sure = True


def _is_list(words: Words, a: Draft, b: Draft) -> bool:
    """Nothing but "and" or a comma stands between them."""
    first, second = sorted((a, b), key=lambda d: d.start)
    between = range(first.end, second.start)
    if not between:
        return words.tokens[second.start].norm.startswith("و")
    return len(between) <= 2 and all(words.tokens[i].text in ",،" or words.tag(i, "JOIN") for i in between)


def _same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Two full names of one person: one begins like the other, or they share first and last."""
    if len(a) < 2 or len(b) < 2:
        return a == b
    short = min(len(a), len(b))
    return a[:short] == b[:short] or (a[0] == b[0] and a[-1] == b[-1])


def text_of(words: Words, span: tuple[int, int]) -> str:
    """The tokens as written, without the clitics before them."""
    text = words.sentence.words(*span)
    tag = words.tag(span[0], "NAME", "TITLE", "BODY", "GROUP", "ORG", "PARTICLE", "COUNTERPART")
    hit = words.hits.get(span[0])
    prefix = tag.prefix if tag else hit.prefix if hit else ""
    if prefix.endswith("لال"):  # «للوزير»
        return words.article + text[len(prefix) - 1 :]
    return text[len(prefix.removesuffix(words.article)) :]
