"""Does a clause speak of the past or of the future? The words nearest to its time tell."""

from collections.abc import Iterable

from mawid.languages import Sentence
from mawid.temporal.values import Tense


def guess_tense(sentence: Sentence, start: int, end: int) -> Tense:
    """The tense of what stands around the tokens `[start, end)`.

    The nearest cue before them within the clause tells, then the nearest behind them, then the mark of a verb, then
    what precedes the clause. A planned past ("was to open on Monday") is future: it looks ahead to its date.
    """
    first, last = start, end
    while first > 0 and not _is_border(sentence, first - 1):
        first -= 1
    while last < len(sentence.tokens) and not _is_border(sentence, last):
        last += 1
    before, behind = range(start - 1, first - 1, -1), range(end, last)
    return (
        _cue(sentence, before)
        or _cue(sentence, behind)
        or _mark(sentence, (*before, *behind))
        or _cue(sentence, range(first - 1, -1, -1))
        or "none"
    )


def _is_border(sentence: Sentence, i: int) -> bool:
    border = sentence.at(i, "CLAUSE")
    return border is not None and border.value != "after"  # a phrase such as "during May", no clause


def _cue(sentence: Sentence, where: Iterable[int]) -> Tense | None:
    for i in where:
        if sentence.at(i, "FUTURE_CUE"):
            return "future"
        if sentence.at(i, "PAST_CUE"):
            # "will be held", "was to be opened": the participle is not the tense.
            return "future" if any(sentence.at(k, "FUTURE_CUE") for k in range(i - 3, i)) else "past"
    return None


def _mark(sentence: Sentence, where: Iterable[int]) -> Tense | None:
    for i in where:
        mark = sentence.at(i, "FUTURE_MARK", "PAST_MARK")
        if mark and not sentence.tokens[i].capital:
            return "future" if mark.cls == "FUTURE_MARK" else "past"
    return None
