"""Looking at tagged tokens: numbers, quantities and units with a direction.

Every method takes a token index and returns what it read with the index behind it, or None. The classes of words are
described at the top of `mawid/languages/en/time.toml`.
"""

from typing import Final, NamedTuple, cast

from mawid.languages import Pack, Sentence, joined_by
from mawid.languages.lexicon import Tag
from mawid.temporal.values import Unit

_DECIMAL: Final = frozenset(".,:٫٬")
_BEFORE_AMOUNT: Final = frozenset("$€£¥₪#№")
_AFTER_AMOUNT: Final = frozenset("%٪$€£°")
STEPS: Final = ("-1", "0", "1", "+1")
"""Directions that stand before a unit: "next year"; "after next" does not. "+1" is the nearest to come: of weekends
the one that "this" says as well."""
_HOSTS: Final = ("UNIT", "UNITS", "WEEKDAY", "MONTH", "MONTH_WEAK", "SEASON", "NUMBER", "DAYPART", "HOLIDAY")
"""What "next" can belong to."""


class Number(NamedTuple):
    """A whole number."""

    value: int
    end: int
    ordinal: bool


class Quantity(NamedTuple):
    """So many of a unit; `number` is None where it is vague ("a few days")."""

    number: int | None
    unit: Unit
    end: int


class Direction(NamedTuple):
    """A single unit with its direction ("next week")."""

    unit: Unit
    rel: int
    end: int


class Reader:
    """One sentence, and what can be read at a token of it."""

    def __init__(self, sentence: Sentence, pack: Pack) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.size = len(sentence.tokens)
        self.pack = pack
        self._numbers: dict[int, Number | None] = {}

    def tag(self, i: int, *classes: str) -> Tag | None:
        """The longest tag of one of the classes at `i`."""
        if 0 <= i < self.size:
            for t in self.sentence.tags[i]:
                if t.cls in classes:
                    return t
        return None

    def norm(self, i: int) -> str:
        """The folded token; empty outside the sentence."""
        return self.tokens[i].norm if 0 <= i < self.size else ""

    def glued(self, i: int) -> bool:
        """Whether there is a token at `i` with no white space before it."""
        return 0 <= i < self.size and self.tokens[i].glued

    def is_word(self, i: int) -> bool:
        """Whether the token is made of letters."""
        return self.norm(i)[:1].isalpha()

    def skip(self, i: int, *classes: str) -> int:
        """The index behind a word of one of the classes, or `i`."""
        t = self.tag(i, *classes)
        return t.end if t else i

    def introduced(self, i: int, *classes: str) -> bool:
        """Whether a word of one of the classes stands before `i`, or before its article."""
        article = self.sentence.before(i, "THE")
        return self.sentence.before(article.start if article else i, *classes) is not None

    def conjoined(self, i: int) -> bool:
        """Whether "and" is written as part of the word at `i` («والثلاثاء»)."""
        return self.joined_by(i, "AND")

    def joined_by(self, i: int, cls: str) -> bool:
        """Whether a clitic of a class is written as part of the word at `i`, before any other."""
        return i < self.size and joined_by(self.sentence, self.pack, i, cls)

    def digits(self, i: int, size: int = 4) -> int | None:
        """The digits at `i` when they are a number by themselves: no part of a decimal, a name or an amount."""
        word = self.norm(i)
        if not word.isdigit() or len(word) > size:
            return None
        before, after = self.norm(i - 1), self.norm(i + 1)
        if (before in _BEFORE_AMOUNT and self.glued(i)) or after in _AFTER_AMOUNT:
            return None
        if self.glued(i) and not self._may_precede(i - 1, before):
            return None
        if self.glued(i + 1):
            if after in _DECIMAL and self.norm(i + 2).isdigit() and self.glued(i + 2):
                return None
            if after.isascii() and after.isalpha() and not self._is_timed(i + 1):
                return None
        return int(word)

    def _may_precede(self, i: int, word: str) -> bool:
        """Whether digits may follow the token at `i` without white space: not in "G20", "F-16" and "2,000"."""
        if word in _DECIMAL:
            return not (self.norm(i - 1).isdigit() and self.glued(i))
        if word == "-":
            return not (self.glued(i) and self.is_word(i - 1) and not self._is_timed(i - 1))
        return not (word.isascii() and word.isalpha()) or self.tag(i, "PIECE", "MONTH", "MONTH_WEAK") is not None

    def _is_timed(self, i: int) -> bool:
        """Whether a word that touches digits makes them time: "mid-2018", "3rd", "10am"."""
        return self.tag(i, "PART", *_HOSTS, "WEEKDAY_WEAK", "SUFFIX", "AMPM", "ERA", "ZONE", "THE", "AND") is not None

    def number(self, i: int) -> Number | None:
        """A whole number in digits ("23", "3rd", «الـ28») or words ("twenty-third", «الثالث والعشرين»)."""
        if i not in self._numbers:
            self._numbers[i] = self._number(i)
        return self._numbers[i]

    def _number(self, i: int) -> Number | None:
        at = self.skip(i, "THE") if self.norm(i + 1).isdigit() and self.glued(i + 1) else i
        value = self.digits(at)
        if value is not None:
            suffix = self.tag(at + 1, "SUFFIX") if self.glued(at + 1) else None
            return Number(value, suffix.end if suffix else at + 1, suffix is not None)
        first = self.tag(i, "NUMBER", "ORDINAL")
        if first is None or first.value.startswith("-"):
            return None
        value, ordinal = int(first.value), first.cls == "ORDINAL"
        if value >= 20 and self.pack.article and first.prefix.endswith(self.pack.article):  # «للعشرين من مارس»
            ordinal = True
        joint = self.skip(first.end, "AND", "DASH")
        second = self.tag(joint, "NUMBER", "ORDINAL")
        other = int(second.value) if second else 0
        if second and other > 0:
            joined = self.conjoined(joint)
            if value < 10 and other in range(20, 100, 10) and (joined or joint > first.end):  # «الثالث والعشرين»
                return Number(value + other, second.end, ordinal or second.cls == "ORDINAL")
            if value in range(20, 100, 10) and other < 10 and not joined:  # "twenty-third"
                return Number(value + other, second.end, second.cls == "ORDINAL")
        return Number(value, first.end, ordinal)

    def quantity(self, i: int, bare: bool = False) -> Quantity | None:
        """Three days, «يومين», 48 hours, a few weeks; with `bare`, a unit alone is one of it («بعد أسبوع»)."""
        i = self.skip(i, "APPROX")
        if dual := self.tag(i, "DUAL"):
            return Quantity(2, unit_of(dual), dual.end)
        count: int | None = 1
        at = i
        if n := self.number(i):
            if n.ordinal or not n.value:
                return None
            count, at = n.value, n.end
        elif vague := self.tag(i, "VAGUE"):
            count, at = None, self.skip(vague.end, "OF")
        elif one := self.tag(i, "A"):
            at = one.end
        at = self.skip(self.skip(at, "DASH"), "MORE") if at > i else at
        unit = self.tag(at, "UNITS", "UNIT")
        if unit is None or (at == i and not bare):
            return None
        return Quantity(None if at == i and unit.cls == "UNITS" else count, unit_of(unit), unit.end)

    def direction(self, i: int) -> Direction | None:
        """A single unit with a direction on either side: "next week", «العام المقبل», «هذا الشهر»."""
        i = self.skip(i, "THE")
        if before := self.rel_before(i):
            unit = self.tag(before.end, "UNIT") if before.value in STEPS else None
            if unit is None:
                return None
            nearest = before.value == "+1" and unit.value == "weekend"
            return Direction(unit_of(unit), 0 if nearest else int(before.value), unit.end)
        unit = self.tag(i, "UNIT")
        rel = self.rel_after(unit.end) if unit else None
        return Direction(unit_of(unit), int(rel.value), rel.end) if unit and rel else None

    def rel_before(self, i: int) -> Tag | None:
        """The direction before its noun: "next", «هذا»; «المقبل» belongs to what stands before it."""
        return self.tag(i, "THIS") if self.pack.modifier_after else self.tag(i, "THIS", "REL")

    def rel_after(self, i: int) -> Tag | None:
        """The direction behind its noun («المقبل»), unless it belongs to what follows ("Monday next week")."""
        rel = self.tag(i, "REL")
        if rel is None or self.pack.modifier_after:
            return rel
        return None if self.tag(rel.end, *_HOSTS) or self.counts_from(i, rel.end) else rel

    def counts_from(self, i: int, end: int) -> bool:
        """What it comes behind, or before, stands there: "Tuesday following complaints"."""
        counted = self.tag(i, "COUNTED")
        said = counted is not None and counted.end >= end and self.norm(counted.end).isalpha()
        return said and not self.pack.modifier_after


def unit_of(t: Tag) -> Unit:
    """The unit that a tag of class UNIT, UNITS or DUAL says."""
    return cast("Unit", t.value)
