"""Vocabulary as data: which class a word or phrase is, and finding it in tokens.

A vocabulary file is TOML. A table is a class, a key is a value, the list holds the surfaces:

    [MONTH]
    2 = ["February", "Feb", "شباط", "فبراير"]

Surfaces are compared folded (`mawid.text.fold`). `^March` asks for a capital letter in the text.
`=الأول` asks for the word as it stands: no clitic may be stripped to reach it. `~ed` may be what the
morphology made of a word even in a table whose words keep their endings. `spoke … by phone` is "spoke"
where "by phone" follows in the sentence, at most sixteen words behind it.
"""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from mawid.text import Token, fold, folded

Form = tuple[str, str]
"""A stem that a word may have, and the clitics before it that were taken off ("" for none)."""
Table = dict[str, dict[str, list[str]]]
"""A vocabulary file: class -> value -> surfaces."""
Forms = Callable[[str], tuple[Form, ...]]
"""Folded word -> its possible forms, the word itself first."""


_FAR: Final = 16
"""Words behind a phrase within which what it asks for begins."""


class Tag(NamedTuple):
    """The tokens `[start, end)` of a sentence are of class `cls` with this `value`.

    `prefix` holds the clitics before the first word («وبال»), `cls` and `value` come from the data.
    """

    cls: str
    value: str
    start: int
    end: int
    prefix: str = ""


class _Entry(NamedTuple):
    rest: tuple[str, ...]
    cls: str
    value: str
    capital: bool
    bare: bool
    whole: bool
    open: bool
    far: tuple[str, ...]


class Lexicon:
    """All vocabulary of one language, and the search for it.

    Args:
        tables: class -> value -> surfaces.
        forms: the morphology: which stems a folded word may have.
        whole: tables whose words keep their endings, so that «اليومين» (two days) is not «اليوم» (today).
        closing: letters that end a word for good: «معارضة» is not «معارض» with a pronoun, as «معارضه» may be, and
            «دورة» is not «دوره».
    """

    def __init__(self, tables: Iterable[Table], forms: Forms, whole: Iterable[Table] = (), closing: str = "") -> None:
        self._by_first: dict[str, list[_Entry]] = {}
        self._inner: set[str] = set()
        self.forms = forms
        self._closing = frozenset(closing)
        self._alike = frozenset(fold(letter) for letter in closing)
        for table, keeps in (*((t, False) for t in tables), *((t, True) for t in whole)):
            for cls, values in table.items():
                for value, surfaces in values.items():
                    for surface in surfaces:
                        self._add(cls, value, surface, keeps)
        for entries in self._by_first.values():
            entries.sort(key=lambda e: (-len(e.rest), -len(e.far)))  # the more words, the surer
        self.stems = lru_cache(maxsize=1 << 15)(self._stems)
        self._entries = lru_cache(maxsize=1 << 15)(self._beginning)
        self._words = lru_cache(maxsize=1 << 15)(self._words_of)

    def _add(self, cls: str, value: str, surface: str, whole: bool) -> None:
        marks = surface[: len(surface) - len(surface.lstrip("^=~"))]
        near, _, behind = surface[len(marks) :].partition("…")
        words, far = folded(near), folded(behind)
        assert words, f"{cls}.{value}: {surface!r} has no word"
        last = near.split()[0][-1]
        open_ = last not in self._closing and fold(last) in self._alike
        entry = _Entry(words[1:], cls, value, "^" in marks, "=" in marks, whole and "~" not in marks, open_, far)
        bucket = self._by_first.setdefault(words[0], [])
        if entry not in bucket:
            bucket.append(entry)
        self._inner.update(words[1:], far)

    def _stems(self, word: str) -> tuple[Form, ...]:
        return tuple(f for f in self.forms(word) if f[0] in self._by_first or f[0] in self._inner)

    def _words_of(self, word: str) -> frozenset[str]:
        return frozenset(stem for stem, _ in self.stems(word))

    def tag(self, tokens: Sequence[Token]) -> list[list[Tag]]:
        """For each token the tags that begin there, longest first."""
        out: list[list[Tag]] = []
        for i, token in enumerate(tokens):
            closed = token.text[-1] in self._closing
            after = self._words(tokens[i + 1].norm) if i + 1 < len(tokens) else frozenset()
            here = [
                Tag(e.cls, e.value, i, i + 1 + len(e.rest), prefix)
                for e, prefix, ends in self._entries(token.norm)
                if (token.capital or not e.capital)
                and (not closed or (ends and not e.open))
                and (not e.rest or e.rest[0] in after)
                and (not (e.rest or e.far) or self._goes_on(e, tokens, i + 1))
            ]
            here.sort(key=lambda t: (-t.end, len(t.prefix)))
            out.append(here)
        return out

    def _beginning(self, word: str) -> tuple[tuple[_Entry, str, bool], ...]:
        """The entries that may begin with a word, the clitics before it, and whether the word ends as they say."""
        return tuple(
            (e, prefix, word.endswith(stem))
            for stem, prefix in self.stems(word)
            for e in self._by_first.get(stem, ())
            if not (e.bare and prefix) and (word.endswith(stem) or not e.whole)
        )

    def _goes_on(self, entry: _Entry, tokens: Sequence[Token], start: int) -> bool:
        """The further words of an entry stand there."""
        if not self._stand(entry.rest, entry.whole, tokens, start):
            return False
        end = start + len(entry.rest)
        return not entry.far or any(self._stand(entry.far, entry.whole, tokens, j) for j in range(end, end + _FAR))

    def _stand(self, words: tuple[str, ...], whole: bool, tokens: Sequence[Token], start: int) -> bool:
        if start + len(words) > len(tokens):
            return False
        for token, word in zip(tokens[start : start + len(words)], words, strict=True):
            if not any(stem == word for stem, _ in self.stems(token.norm)) or (whole and not token.norm.endswith(word)):
                return False
        return True


def load(package: str, *names: str) -> list[Table]:
    """The vocabulary files of a package.

    Raises:
        tomllib.TOMLDecodeError: a file is not TOML.
    """
    return [tomllib.loads(files(package).joinpath(n).read_text("utf-8")) for n in names]
