"""Language packs: what is said how. One folder per language, nothing of it anywhere else.

A pack is data (TOML vocabularies), a small morphology and the corpora that prove them. `get` gives the
pack of an article's language, `sentences_of` a text's sentences with their tokens and tags.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import import_module
from typing import Final, Literal, TypeVar, cast

from mawid.languages.lexicon import Lexicon, Tag
from mawid.text import MAX_SENTENCE_TOKENS, Text, Token, sentences, tokenise

Made = TypeVar("Made")

CODES: Final = ("ar", "en")
"""The languages that there is a pack for."""


@dataclass(frozen=True)
class Pack:
    """One language.

    Attributes:
        code: BCP 47 primary subtag.
        direction: of its script.
        lexicon: its vocabulary.
        abbreviations: folded words after which a full stop does not end a sentence.
        modifier_after: "next" stands behind its noun («الأسبوع القادم»).
        day_first: order of numeric dates where the source's country does not say otherwise.
        month_first: "March 5" is a date in prose.
        future: the clitic that makes a present verb a future one («سـ»).
        noun_clitics: those before a word that is a noun: no verb stands behind them.
        possessives: the pronouns behind a noun («ـه»), as written.
        purpose: the clitic before a noun that says what something is for («لـ»).
        verb_first: the subject stands behind its verb.
        plurals: endings of nouns that are more than one.
        article: the definite article where it is written with the word («ال»).
        marked: folded names that a diacritic tells apart, if it is written: the name -> the diacritic -> the place, by
            country and English name; the first that the word has counts.
    """

    code: str
    direction: Literal["ltr", "rtl"]
    lexicon: Lexicon
    abbreviations: frozenset[str] = frozenset()
    modifier_after: bool = False
    day_first: bool = True
    month_first: bool = False
    verb_first: bool = False
    plurals: tuple[str, ...] = ()
    article: str = ""
    future: str = ""
    noun_clitics: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    purpose: str = ""
    marked: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)

    def in_future(self, tag: Tag) -> bool:
        """Whether the clitic of the future stands before the word: «ستدمر»."""
        return bool(self.future) and self.future in tag.prefix


@cache
def get(code: str) -> Pack | None:
    """The pack of a language ("ar", "ar-EG", …), or None."""
    primary = code.partition("-")[0].lower()
    if primary not in CODES:
        return None
    pack: Pack = import_module(f"mawid.languages.{primary}").PACK
    return pack


@dataclass(slots=True)
class Sentence:
    """A sentence with its tokens, and for each token the tags that begin there (longest first).

    `start` and `end` are offsets in `text.plain`.
    """

    text: Text
    start: int
    end: int
    tokens: list[Token]
    tags: list[list[Tag]]
    _of: dict[str, list[Tag]] = field(init=False)
    _ends: dict[int, list[Tag]] = field(init=False)
    _made: dict[str, object] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._of, self._ends = {}, {}
        for here in self.tags:
            for t in here:
                self._ends.setdefault(t.end, []).append(t)
                kept = self._of.setdefault(t.cls, [])
                if not kept or t.start >= kept[-1].end:
                    kept.append(t)

    def at(self, i: int, *classes: str) -> Tag | None:
        """The longest tag of one of the classes that begins at token `i`; None outside the sentence."""
        if 0 <= i < len(self.tags):
            for t in self.tags[i]:
                if t.cls in classes:
                    return t
        return None

    def before(self, i: int, *classes: str) -> Tag | None:
        """The longest tag of one of the classes that ends where token `i` begins."""
        for t in self._ends.get(i, ()):
            if t.cls in classes:
                return t
        return None

    def of(self, cls: str) -> Sequence[Tag]:
        """All tags of a class, leftmost and longest, none overlapping another."""
        return self._of.get(cls, ())

    def once(self, key: str, make: Callable[[], Made]) -> Made:
        """What `make` gave when it was first called for this key: what several readers need is read once."""
        if key not in self._made:
            self._made[key] = make()
        return cast("Made", self._made[key])

    def words(self, start: int, end: int) -> str:
        """The plain text of the tokens `[start, end)`."""
        return self.text.plain[self.tokens[start].start : self.tokens[end - 1].end]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The interval of the original that the tokens `[start, end)` stand in."""
        return self.text.span(self.tokens[start].start, self.tokens[end - 1].end)


def sentences_of(text: Text, pack: Pack) -> Iterator[Sentence]:
    """The sentences of a text, tokenised and tagged; over-long ones in pieces."""
    for start, end in sentences(text.plain, pack.abbreviations.__contains__):
        tokens = tokenise(text.plain, start, end)
        for i in range(0, len(tokens), MAX_SENTENCE_TOKENS):
            part = tokens[i : i + MAX_SENTENCE_TOKENS]
            yield Sentence(text, part[0].start, part[-1].end, part, pack.lexicon.tag(part))


def joined_by(sentence: Sentence, pack: Pack, i: int, cls: str) -> bool:
    """Whether a clitic of a class is written as part of the word at `i`, before any other: «والثلاثاء» has an "and"."""
    return any(t.prefix and _is_clitic(pack, t.prefix[0], cls) for t in sentence.tags[i])


@lru_cache(maxsize=256)
def _is_clitic(pack: Pack, clitic: str, cls: str) -> bool:
    return any(t.cls == cls for t in pack.lexicon.tag([Token(clitic, 0, 1, False)])[0])
