"""Does a clause speak of the past or of the future? The words nearest to its time tell."""

from mawid.languages import Sentence
from mawid.languages.lexicon import Tag
from mawid.temporal.values import Tense


def guess_tense(sentence: Sentence, start: int, end: int) -> Tense:
    """The tense of what stands around the tokens `[start, end)`.

    The nearest cue before them within the clause tells; then the nearest behind them; then what precedes the clause.
    A planned past ("was to open on Monday") counts as future: it looks ahead to its date.
    """
    at = start
    while at > 0 and not _is_border(sentence, at - 1):
        at -= 1
    return _last(sentence, at, start) or _first(sentence, end) or _last(sentence, 0, at) or "none"


def _is_border(sentence: Sentence, i: int) -> bool:
    return sentence.at(i, "CLAUSE") is not None or sentence.tokens[i].text in ";:؛"


def _cue(sentence: Sentence, i: int) -> Tag | None:
    return sentence.at(i, "FUTURE_CUE", "PAST_CUE")


def _last(sentence: Sentence, start: int, end: int) -> Tense | None:
    for i in range(end - 1, start - 1, -1):
        cue = _cue(sentence, i)
        if cue is None:
            continue
        if cue.cls == "PAST_CUE" and any(
            (c := _cue(sentence, k)) and c.cls == "FUTURE_CUE" for k in range(max(start, i - 3), i)
        ):
            return "future"
        return _tense(cue)
    return None


def _first(sentence: Sentence, start: int) -> Tense | None:
    for i in range(start, len(sentence.tokens)):
        if _is_border(sentence, i):
            return None
        if cue := _cue(sentence, i):
            return _tense(cue)
    return None


def _tense(cue: Tag) -> Tense:
    return "future" if cue.cls == "FUTURE_CUE" else "past"
