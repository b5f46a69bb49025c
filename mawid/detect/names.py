"""The names of people in the tokens of one sentence: where a name ends, and what its parts are.

Where a script has capitals, a name is a run of them. Where it has none, a name is known by what leads to it
(an office, a form of address), by a given name, and by its links («بن», «آل»); it ends at any word that the
vocabulary knows as something else.

Classes of a pack's `people.toml` that are used:

    [NAME]        given: given names; weak: given names that are ordinary words as well
    [PARTICLE]    chain: goes on with the next word; first, last: one name with the word behind or before it
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mawid.languages import Pack, Sentence
from mawid.languages.lexicon import Tag
from mawid.places.scan import Hit, cased, scan

LONGEST: Final = 12
"""Tokens of the longest name."""
_LARGE: Final = 300_000
_INSIDE: Final = frozenset({"NAME", "PARTICLE", "CONTEXT", "FILLER", "TAIL"})
"""Classes that do not keep a word out of a name."""
_NEVER: Final = frozenset(
    {"TITLE", "HONORIFIC", "BODY", "GROUP", "COUNTERPART", "ORG", "STOP", "DEMONYM", "MODIFIER", "WEEKDAY", "LINK"}
)
"""Classes that keep a word out of a name even behind a given name: "Theresa May" may be, "Theresa Monday" not."""


@dataclass(slots=True)
class Name:
    """The tokens `[start, end)` are a name.

    Attributes:
        start: its first token.
        end: behind its last token.
        units: its parts, folded, without links: ("محمد", "سلمان"), ("mohammed", "salman").
        last: where its last unit begins, with the link before it («بن سلمان»).
        given: it begins with a given name that is no other word.
        linked: its units are linked («بن»).
    """

    start: int
    end: int
    units: tuple[str, ...]
    last: int
    given: bool
    linked: bool


class Words:
    """A sentence, as far as names and offices are looked for in it.

    Args:
        sentence: tokenised and tagged by `pack`.
        pack: its language.
    """

    def __init__(self, sentence: Sentence, pack: Pack) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.tags = sentence.tags
        self.article = pack.article
        self.hits: dict[int, Hit] = {h.start: h for h in scan(sentence, pack)}
        self.cased = any(cased(t) for t in sentence.tokens if t.text.isalpha())

    def tag(self, i: int, *classes: str) -> Tag | None:
        """The longest tag of one of the classes at token `i`."""
        return self.sentence.at(i, *classes)

    def place(self, i: int) -> Hit | None:
        """What is surely a place at token `i`: a country, a large city, or what the vocabulary says."""
        hit = self.hits.get(i)
        if hit is None or hit.cls == "DATELINE":
            return None
        sure = hit.cls or hit.places[0].kind == "country" or hit.places[0].population >= _LARGE
        return hit if sure else None

    def heads_run(self, i: int) -> bool:
        """A run of words with capitals leads from token `i` to an office, body or group: "Hansard Society"."""
        return self._runs[i]

    @cached_property
    def _runs(self) -> list[bool]:
        out = [False] * (len(self.tokens) + 1)
        for i in range(len(self.tokens) - 1, -1, -1):
            if self.tokens[i].capital and not self.tag(i, "STOP"):
                ahead = self.tag(i + 1, "TITLE", "BODY", "GROUP")
                name = self.tag(i, "NAME") is not None
                out[i] = (out[i + 1] and not name) or (ahead is not None and not (name and ahead.cls != "BODY"))
        return out[:-1]

    def has_article(self, i: int) -> str:
        """The clitics before the article of token `i` and the article («وال»); "" where it has none."""
        if not self.article:
            return ""
        norm = self.tokens[i].norm
        at = norm.find(self.article, 0, len(self.article) + 2)
        if at >= 0 and len(norm) > at + len(self.article) + 1 and all(c in "وفبكل" for c in norm[:at]):
            return norm[: at + len(self.article)]
        return norm[:2] if norm.startswith("لل") and len(norm) > 4 else ""

    def closed(self, i: int, classes: frozenset[str] | None = None) -> bool:
        """The word is known as something that is in no name."""
        tags = self.tags[i]
        if any(t.cls == "NAME" and t.end == i + 1 and not t.prefix for t in tags):
            return False
        if classes is not None:
            return any(t.cls in classes for t in tags)
        return any(t.cls not in _INSIDE for t in tags)


def name_at(words: Words, i: int, led: bool) -> Name | None:
    """The name that begins at token `i`.

    Args:
        words: the sentence.
        i: where to look.
        led: an office or a form of address stands before it, so that it need not begin with a given name.
    """
    if not 0 <= i < len(words.tokens):
        return None
    return _capitals(words, i) if words.cased else _plain(words, i, led)


def _finish(words: Words, start: int, parts: Sequence[tuple[int, int, int]], given: bool, linked: bool) -> Name | None:
    """A name of `parts`: (where the link begins, where the unit begins, where it ends)."""
    if not parts:
        return None
    units = tuple("".join(t.norm for t in words.tokens[a:b] if t.text.isalpha()) for _, a, b in parts)
    return Name(start, parts[-1][2], units, parts[-1][0], given, linked)


# -- scripts with capitals ------------------------------------------------------------------------------------------


def _capitals(words: Words, i: int) -> Name | None:
    parts: list[tuple[int, int, int]] = []
    given = linked = False
    k = i
    while k < len(words.tokens) and k - i < LONGEST:
        link = words.tag(k, "PARTICLE") if parts else None
        at = link.end if link and not words.tokens[k].capital else k
        end = _unit(words, at)
        if not end or _is_no_name(words, at, given and len(parts) == 1):
            break
        if not parts:
            given = words.tag(at, "NAME") is not None
        linked = linked or at > k
        parts.append((k, at, end))
        k = end
    return _finish(words, i, parts, given, linked)


def _unit(words: Words, k: int) -> int:
    """Where the word with a capital at `k` ends, with what is glued to it ("Jae-in", "O'Brien", "al-Assad")."""
    tokens = words.tokens
    if k >= len(tokens):
        return 0
    end = k + 1
    if not tokens[k].capital:
        compound = words.tag(k, "PARTICLE") and end + 1 < len(tokens) and tokens[end].norm == "-" and tokens[end].glued
        if not (compound and tokens[end + 1].capital):
            return 0
    if len(tokens[k].text) == 1 and end < len(tokens) and tokens[end].text == "." and tokens[end].glued:
        return end + 1
    while end + 1 < len(tokens) and tokens[end].norm in ("-", "'") and tokens[end].glued and tokens[end + 1].glued:
        if tokens[end].norm == "'" and (len(tokens[end + 1].text) == 1 or len(tokens[end - 1].text) > 2):
            break  # a possessive
        end += 2
    return end


def _is_no_name(words: Words, k: int, given: bool) -> bool:
    hit = words.place(k)
    if hit and not (given and hit.end == k + 1 and hit.places[0].kind == "city"):
        return True
    follows = k + 1 < len(words.tokens) and words.tokens[k + 1].capital
    return words.closed(k, _NEVER if given and not follows else None)


# -- scripts without capitals ---------------------------------------------------------------------------------------


def _plain(words: Words, i: int, led: bool) -> Name | None:
    parts: list[tuple[int, int, int]] = []
    given = linked = family = False
    k = i
    while k < len(words.tokens) and k - i < LONGEST:
        link = words.tag(k, "PARTICLE")
        chained = link is not None and link.value == "chain" and (bool(parts) or led)
        at = link.end if link and chained else k
        if family and not chained:
            break
        end = _word(words, at, bool(parts) or chained, led)
        if not end:
            break
        known = words.tag(at, "NAME", "PARTICLE")
        if len(parts) >= 2 and not chained and not known and not words.has_article(at) and not _may_end(words, at):
            break
        if not parts:
            given = known is not None and known.value != "weak"
        linked = linked or chained
        family = bool(words.has_article(at)) and end == at + 1
        parts.append((k, at, end))
        k = end
    return _finish(words, i, parts, given, linked)


def _word(words: Words, k: int, inside: bool, led: bool) -> int:
    """Where the unit that begins at `k` ends; 0 if none does."""
    tokens = words.tokens
    if k >= len(tokens) or not tokens[k].text.isalpha():
        return 0
    link = words.tag(k, "PARTICLE")
    if link and link.value == "first":
        follows = link.end < len(tokens) and tokens[link.end].text.isalpha() and not words.closed(link.end, _NEVER)
        return link.end + 1 if follows else 0
    known = words.tag(k, "NAME")
    if known and (not known.prefix or not inside) and (inside or led or known.value != "weak"):
        # «على» is folded to «علي», a name; the preposition is written with another last letter.
        if tokens[k].text != "على":
            return _with_last(words, k + 1)
        return 0
    if words.has_article(k):
        ok = inside and words.has_article(k) == words.article and not words.closed(k, _NEVER - {"DEMONYM"})
        return _with_last(words, k + 1) if ok and not _is_timed(words, k) else 0
    if not (inside or led) or len(tokens[k].norm) < 3 or words.closed(k) or words.place(k):
        return 0
    if not inside and tokens[k].norm[0] in "يتس":
        return 0  # as most verbs of what is or will be begin
    return _with_last(words, k + 1)


def _is_timed(words: Words, k: int) -> bool:
    return words.tag(k, "WEEKDAY", "UNIT", "DAYPART", "MONTH", "PART", "DEICTIC") is not None


def _with_last(words: Words, end: int) -> int:
    """«نصر الله», «سيف الدين»."""
    link = words.tag(end, "PARTICLE")
    return link.end if link and link.value == "last" else end


def _may_end(words: Words, k: int) -> bool:
    """An unknown third word is rather a verb when it looks like one."""
    norm = words.tokens[k].norm
    return len(norm) >= 4 and norm[0] not in "يتسوبلف"
