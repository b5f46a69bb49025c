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
from mawid.languages.organisations import surfaces
from mawid.places.scan import Hit, cased, scan

LONGEST: Final = 12
"""Tokens of the longest name."""
_CLITICS: Final = frozenset({"و", "ل", "ب", "ول", "وب"})
"""Conjunction and prepositions that are written in one word with a name."""
_WITH_VERBS: Final = frozenset({"", "و", "ف", "س", "وس", "فس"})
_VERBS: Final = frozenset({"DID", "DOES", "SAID"})
_MOST_UNITS: Final = 6
"""A longer run of capitals is a heading or a menu."""
_LARGE: Final = 300_000
_SHORT: Final = 3
"""Letters of a name that stands as it is written in the vocabulary, since it is soon another word."""
_TIMES: Final = frozenset(
    {
        "MONTH",
        "WEEKDAY",
        "WEEKDAY_WEAK",
        "UNIT",
        "UNITS",
        "DUAL",
        "DAY_NOUN",
        "DAYPART",
        "DEICTIC",
        "SEASON",
        "HOLIDAY",
        "NUMBER",
        "ORDINAL",
        "PART",
        "ZONE",
    }
)
_SAYING: Final = frozenset({"DID", "DOES", "CARRY", "SAID", "STATUS", "NEGATION", "CLAUSE", "WHERE", "HOST", "JOIN"})
_EVENTS: Final = frozenset({"TRIGGER", "WEAK", "ANAPHOR"})
HEADS: Final = ("TITLE", "HONORIFIC", "BODY", "GROUP", "COUNTERPART")
NEVER: Final = frozenset(
    {"TITLE", "HONORIFIC", "BODY", "GROUP", "COUNTERPART", "ORG", "STOP", "DEMONYM", "MODIFIER", "LINK", "WEEKDAY"}
)
"""Classes that keep a word out of a name even behind a given name: "Theresa May" may be, "Theresa Monday" not."""
OTHER: Final = _TIMES | _SAYING | {"STOP", "ANAPHOR"}
"""Classes of words that belong neither to a name nor to an office or body."""
_NO_FAMILY: Final = (NEVER | _TIMES | _EVENTS) - {"DEMONYM", "MODIFIER", "ORDINAL"}
"""Classes of words that with the article are no family name."""
CLOSED: Final = NEVER | OTHER | _EVENTS | {"PORTFOLIO"}
"""Classes of words that are no names."""


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
        self.ends: dict[int, Hit] = {h.end: h for h in self.hits.values() if self.place(h.start)}
        letters = [cased(t) for t in sentence.tokens if t.text.isalpha()]
        self.cased = 2 * sum(letters) > len(letters)

    def tag(self, i: int, *classes: str) -> Tag | None:
        """The longest tag of one of the classes at token `i`."""
        if 0 <= i < len(self.tags):
            for t in self.tags[i]:
                if t.cls in classes:
                    return t
        return None

    def head(self, i: int) -> Tag | None:
        """The office, form of address, body or group that begins at token `i`; «حركة السير» (traffic) is no body."""
        tag = self.tag(i, *HEADS, "STOP")
        return tag if tag and tag.cls != "STOP" else self.tag(i, *HEADS) if tag and tag.end == i + 1 else None

    def known(self, i: int) -> Tag | None:
        """The well-known organisation that begins at token `i`. "Un" is not the UN, nor "Who" the WHO."""
        tag = self.tag(i, "ORG")
        if tag and self.cased and tag.end == i + 1 and len(self.tokens[i].text) <= _SHORT:
            return tag if self.tokens[i].text in surfaces(tag.value) else None
        return tag

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
            stop = self.tag(i, "STOP")
            word = (stop is not None and stop.value == "word") or self.tag(i, *_TIMES) is not None
            if self.tokens[i].capital and not word:
                ahead = self.tag(i + 1, "TITLE", "BODY", "GROUP")
                name = self.tag(i, "NAME") is not None
                out[i] = (out[i + 1] and not name) or (ahead is not None and not (name and ahead.cls != "BODY"))
        return out[:-1]

    def names_thing(self, i: int) -> bool:
        """The word at `i` makes the run of capitals that it ends the name of a thing: "Peace Prize"."""
        tag = self.tag(i, "STOP")
        return tag is not None and tag.value == "thing" and self.tokens[i].capital

    def has_article(self, i: int) -> str:
        """The clitics before the article of token `i` and the article («وال»); "" where it has none."""
        if not self.article:
            return ""
        norm = self.tokens[i].norm
        at = norm.find(self.article, 0, len(self.article) + 2)
        if at >= 0 and len(norm) > at + len(self.article) + 1 and all(c in "وفبكل" for c in norm[:at]):
            return norm[: at + len(self.article)]
        return norm[:2] if norm.startswith("لل") and len(norm) > 4 else ""

    def closed(self, i: int, classes: frozenset[str] = CLOSED) -> bool:
        """The word is of one of the classes, and no given name."""
        tags = self.tags[i]
        if any(t.cls == "NAME" and not t.prefix for t in tags):
            return False
        return any(t.cls in classes and not self._is_other_word(t) for t in tags)

    def _is_other_word(self, t: Tag) -> bool:
        """«الشاهد» (the witness) is not «شاهد» (he watched), nor «باقر» «قر»: verbs have no article or preposition."""
        if t.cls == "ORG":
            return self.known(t.start) is None
        return t.prefix not in _WITH_VERBS and (t.value == "word" or t.cls in _VERBS)


def name_at(words: Words, i: int, led: bool) -> Name | None:
    """The name that begins at token `i`.

    Args:
        words: the sentence.
        i: where to look.
        led: an office or a form of address stands before it, so that it need not begin with a given name.
    """
    if not 0 <= i < len(words.tokens):
        return None
    return _capitals(words, i, led) if words.cased else _plain(words, i, led)


def _finish(words: Words, start: int, parts: Sequence[tuple[int, int, int]], given: bool, linked: bool) -> Name | None:
    """A name of `parts`: (where the link begins, where the unit begins, where it ends)."""
    if not parts:
        return None
    units = ["".join(t.norm for t in words.tokens[a:b] if t.text.isalpha()) for _, a, b in parts]
    known = words.tag(start, "NAME")
    units[0] = units[0][len(known.prefix) :] if known else units[0]
    return Name(start, parts[-1][2], tuple(units), parts[-1][0], given, linked)


# -- scripts with capitals ------------------------------------------------------------------------------------------


def _capitals(words: Words, i: int, led: bool) -> Name | None:
    parts: list[tuple[int, int, int]] = []
    given = linked = False
    k = i
    while k < len(words.tokens) and k - i < LONGEST:
        at, end = k, _unit(words, k)
        link = words.tag(k, "PARTICLE") if parts and not end else None
        if link:
            at, end = link.end, _unit(words, link.end)
        if not end or _is_no_name(words, at, end, len(parts), given or led):
            break
        if not parts:
            given = words.tag(at, "NAME") is not None
        linked = linked or at > k
        parts.append((k, at, end))
        k = end
    if (words.names_thing(k) and not led) or len(parts) > _MOST_UNITS:
        return None
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


def _is_no_name(words: Words, k: int, end: int, parts: int, sure: bool) -> bool:
    """The word with a capital `[k, end)` is not the next of a name.

    Args:
        words: the sentence.
        k: its first token.
        end: behind its last.
        parts: how many words the name has before it.
        sure: it is a name for certain, so that its next word may be a month or a city.
    """
    if end > k + 2:
        return words.tokens[end - 1].capital and not sure and words.closed(k)  # "Do-yun" is a name
    hit = words.place(k)
    if hit and (hit.end > k + 1 or hit.cls == "DEMONYM" or hit.places[0].kind == "country"):
        return True
    follows = end < len(words.tokens) and words.tokens[end].capital
    if not (sure and parts == 1 and not follows):
        return words.closed(k)
    stop = words.tag(k, "STOP")
    return words.closed(k, NEVER if stop is None or stop.value == "word" else NEVER - {"STOP"})  # "Rebecca Hall"


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
        end = _word(words, at, len(parts) + chained, led, given, chained)
        if not end:
            break
        known = words.tag(at, "NAME", "PARTICLE")
        if len(parts) > 1 and not chained and not known and not words.has_article(at) and not _may_end(words, at):
            break
        if not parts:
            given = known is not None and known.value != "weak"
        linked = linked or chained
        family = bool(words.has_article(at)) and end == at + 1 and not chained and not words.tag(at, "NAME")
        parts.append((k, at, end))
        k = end
    return _finish(words, i, parts, given, linked)


def _word(words: Words, k: int, before: int, led: bool, given: bool, linked: bool) -> int:
    """Where the unit that begins at `k` ends; 0 if none does.

    Args:
        words: the sentence.
        k: its first token.
        before: how many units, and links, the name has before it.
        led: see `name_at`.
        given: the name begins with a given name.
        linked: a link stands right before it.
    """
    tokens = words.tokens
    if k >= len(tokens) or not tokens[k].text.isalpha():
        return 0
    link = words.tag(k, "PARTICLE")
    if link and link.value == "first":
        follows = link.end < len(tokens) and tokens[link.end].text.isalpha() and not words.closed(link.end, NEVER)
        return link.end + 1 if follows else 0
    known = words.tag(k, "NAME")
    if known and tokens[k].text == "على":
        return 0  # "on"; it is folded to «علي»
    if known and (not known.prefix or (known.prefix in _CLITICS and not before)):
        office = before and not linked and known.value == "weak" and words.head(k)  # «أمير» is a name, too
        return 0 if office else _with_last(words, k + 1)
    article = words.has_article(k)
    if article:
        # «الشاهد» (the witness) may be a family; behind a link so may «الشيخ».
        named = _NO_FAMILY - {"STOP"} if led and given and before == 1 else _NO_FAMILY
        named = named - {"HONORIFIC", "TITLE"} if linked else named
        family = before and article == words.article and not words.closed(k, named) and not _is_place(words, k, False)
        return _with_last(words, k + 1) if family else 0
    if not (before or led) or words.closed(k) or _is_place(words, k, led) or not _may_be_name(words, k, before, given):
        return 0
    return _with_last(words, k + 1)


def _may_be_name(words: Words, k: int, before: int, given: bool) -> bool:
    """Whether an unknown word can be in a name, by its form."""
    text, norm = words.tokens[k].text, words.tokens[k].norm
    if len(norm) < 3 or norm.lstrip("ول").startswith("است") or (text[0] in "بلك" and text[1] in "إأآ"):
        return False
    if (text[0] in "بل" and text.endswith(("ه", "ها", "هم"))) or (before and norm[0] == "م" and norm[-1] == "ا"):
        return False  # «بإغلاقه», «مقدما»
    if norm[0] == "و" and before:
        return before == 1 and given and len(norm) > 4  # "and", but «ستيف ويتكوف»
    return bool(before) or norm[0] not in "يتس"  # as most verbs of what is or will be begin


def _is_place(words: Words, k: int, led: bool) -> bool:
    hit = words.place(k)
    return hit is not None and not hit.demonym and (not led or hit.places[0].kind == "country")


def _with_last(words: Words, end: int) -> int:
    """«نصر الله», «سيف الدين»."""
    link = words.tag(end, "PARTICLE")
    return link.end if link and link.value == "last" else end


def _may_end(words: Words, k: int) -> bool:
    """An unknown third word is no name when it looks like a verb or has a pronoun: «أورلوف موقفه»."""
    text, norm = words.tokens[k].text, words.tokens[k].norm
    return len(norm) >= 4 and norm[0] not in "يتسوبلف" and not text.endswith(("ه", "ها", "هم", "هما"))
