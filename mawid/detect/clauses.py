"""How far two words of a sentence are from each other, in clauses rather than in letters."""

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Final

from mawid.languages import Sentence

_WORD: Final = 0.25
_COST: Final = {",": 1.5, "،": 1.5, ";": 5.0, "؛": 5.0, ":": 3.0, "(": 1.0, ")": 1.0, "\n": 6.0}
_STOP: Final = 6.0
"""A full stop that ends a clause, not an abbreviation: the space behind it was forgotten."""
_IN_NAME: Final = 0.05
_PHRASE: Final = 7
"""Tokens that a noun phrase may have behind its noun before its relative clause begins, names not counted."""
_ASIDE: Final = 24
"""Tokens of an aside, at most."""
_LISTED: Final = 4
"""Commas within one: "mediated by Qatar, Egypt and Oman"."""
_QUOTE: Final = frozenset('"“”«»')
_TAG: Final = {"that": 3.0, "which": 2.5, "and": 4.0, "after": 2.5}


class Distance:
    """Costs between token positions of one sentence.

    Each token costs a little, in the names of people and bodies hardly anything; commas, conjunctions,
    relative pronouns and "that" cost more, since what stands behind them belongs to another clause. A date between
    two commas begins none («أجلت المحكمة، اليوم الأربعاء، محاكمة»), nor do the signs in "Monday, May 6, at 7:30 (ET)".
    """

    __slots__ = ("_asides", "_relative", "_sums")

    def __init__(
        self, sentence: Sentence, names: Iterable[range], dates: Iterable[range] = (), verb_first: bool = False
    ) -> None:
        costs = [_WORD + _COST.get(t.text, 1.0 if t.text in _QUOTE else 0.0) for t in sentence.tokens]
        for i in _stops(sentence):
            costs[i] += _STOP
        for name in names:
            for i in name:
                costs[i] = _IN_NAME
        for date in dates:
            for i in date:
                costs[i] = _WORD
            around = (date.start - 1, date.stop)
            if all(0 <= i < len(costs) and sentence.tokens[i].text in ",،" for i in around):
                costs[date.start - 1] = costs[date.stop] = _WORD
        self._relative: dict[int, float] = {}
        for tag in sentence.of("CLAUSE"):
            if tag.value == "that" and not tag.prefix and sentence.before(tag.start, "STATUS", "FORMER"):
                continue  # «من المقرر أن تبدأ»: one verb
            costs[tag.start] += _TAG[tag.value]
            if tag.value in ("that", "which"):
                self._relative[tag.start] = _TAG[tag.value]
        self._sums = [0.0, *accumulate(costs)]
        self._asides = list(_asides(sentence, verb_first))

    def between(self, a: tuple[int, int], b: tuple[int, int]) -> float:
        """The cost of the way from span `a` to span `b`; 0 where they touch or overlap."""
        if a[0] > b[0]:
            a, b = b, a
        return max(0.0, self._sums[b[0]] - self._sums[min(a[1], b[0])])

    def from_noun(self, noun: tuple[int, int], to: tuple[int, int]) -> float:
        """The cost of the way from a noun, whose own relative clause is no other clause.

        "the talks that began on Monday", «الاجتماع الذي عقد أمس»: the pronoun behind the noun phrase costs nothing.
        """
        cost = self.between(noun, to)
        words = 0
        for i in range(noun[1], to[0]):
            token = self._sums[i + 1] - self._sums[i]
            if i in self._relative:
                return cost - self._relative[i]
            words += token > _WORD / 2
            if token > 2.0 or words > _PHRASE:
                break
        return cost

    def from_subject(self, noun: tuple[int, int], to: tuple[int, int]) -> float:
        """The cost of the way from a noun to what is said of it; an aside costs nothing.

        "the talks, due to begin on Monday, were put off"
        """
        aside = next((a for a in self._asides if noun[1] <= a[0] < noun[1] + _PHRASE and a[1] <= to[0]), None)
        return self.from_noun(noun, to) if aside is None else self.between(noun, aside) + self.between(aside, to)


def _stops(sentence: Sentence) -> Iterator[int]:
    """Full stops with a word right before and a new sentence right behind: "accused of.Troops left", not "U.S."."""
    tokens = sentence.tokens
    for i in range(1, len(tokens) - 1):
        if (
            tokens[i].text == "."
            and tokens[i + 1].glued
            and len(tokens[i + 1].text) > 1
            and len(tokens[i - 1].text) > 1
        ):
            cased = tokens[i + 1].text[0].lower() != tokens[i + 1].text[0].upper()
            if tokens[i + 1].text.isalpha() and (tokens[i + 1].capital or not cased):
                yield i


def _asides(sentence: Sentence, verb_first: bool) -> Iterator[tuple[int, int]]:
    """What is said of a noun between two commas: "…, originally planned for Monday, …".

    In a language whose verbs stand behind their subjects a verb right behind it shows that it was one.
    """
    commas = [i for i, t in enumerate(sentence.tokens) if t.text in ",،"]
    for a, b in pairwise(commas):
        clause = sentence.at(a + 1, "CLAUSE")
        if b - a <= _ASIDE and (sentence.at(a + 1, "STATUS", "FORMER") or (clause and clause.value == "which")):
            yield a, b + 1
    for n, b in enumerate(commas if not verb_first else ()):
        if sentence.at(b + 1, "CARRY", "STATUS", "PASSIVE"):
            yield from ((a, b + 1) for a in commas[max(0, n - _LISTED) : n] if b - a <= _ASIDE)
