"""Does a clause speak of the past or of the future? The words nearest to its time tell."""

from collections.abc import Iterable
from typing import Final

from mawid.languages import Sentence
from mawid.temporal.values import Tense

_CUES: Final = ("FUTURE_CUE", "PAST_CUE", "PAST_FIRST", "PROPOSE")
_MARKS: Final = ("PAST_MARK",)
_ADJACENT: Final = 3
"""Tokens before a date in which the mark of a verb counts as much as a cue."""
_AUXILIARY: Final = 3
"""So many tokens a future auxiliary may stand before its participle: "will also be held"."""


def guess_tense(sentence: Sentence, start: int, end: int) -> Tense:
    """The tense of what stands around the tokens `[start, end)`.

    The nearest verb before them within the clause tells; then what is nearest behind them, be it a cue or only the mark
    of a verb; then a mark before them; then the other clauses. A planned past ("was to open on Monday") is future: it
    looks ahead to its date.
    """
    first, last = start, end
    while first > 0 and not _is_border(sentence, first - 1):
        first -= 1
    while last < len(sentence.tokens) and not _is_border(sentence, last):
        last += 1
    before, behind = range(start - 1, first - 1, -1), range(end, last)
    return (
        _nearest(sentence, start, before[:_ADJACENT], _CUES + _MARKS)
        or _nearest(sentence, start, before, _CUES)
        or _nearest(sentence, start, behind, _CUES + _MARKS)
        or _nearest(sentence, start, before, _MARKS)
        or _nearest(sentence, start, range(first - 1, -1, -1), _CUES)
        or _nearest(sentence, start, range(last, len(sentence.tokens)), _CUES)
        or "none"
    )


def _is_border(sentence: Sentence, i: int) -> bool:
    border = sentence.at(i, "CLAUSE")
    return border is not None and border.value != "after"  # a phrase such as "during May", no clause


def _nearest(sentence: Sentence, start: int, where: Iterable[int], classes: tuple[str, ...]) -> Tense | None:
    for i in where:
        said = sentence.at(i, *classes)
        if said is None or not _is_verb(sentence, i, said.cls):
            continue
        if said.cls == "PROPOSE":  # "on Monday he called for …" but "he called for a strike on Monday"
            return "future" if i < start else "past"
        auxiliary = any(sentence.at(k, "FUTURE_CUE") for k in range(i - _AUXILIARY, i))
        return "future" if said.cls == "FUTURE_CUE" or auxiliary else "past"
    return None


def _is_verb(sentence: Sentence, i: int, cls: str) -> bool:
    """Whether a doubtful word is a verb: no name ("Ahmed"), no noun in the middle of a clause («قرر عقد»)."""
    if cls in _MARKS:
        return not sentence.tokens[i].capital
    return cls != "PAST_FIRST" or i == 0 or _is_border(sentence, i - 1) or not sentence.tokens[i - 1].norm.isalpha()
