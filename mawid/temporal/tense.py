"""Does a clause speak of the past or of the future? The words nearest to its time tell."""

from typing import Final

from mawid.languages import Sentence
from mawid.languages.lexicon import Tag
from mawid.temporal.values import Tense

_CUES: Final = ("FUTURE_CUE", "PAST_CUE", "PAST_FIRST", "PROPOSE", "PAST_MARK")
_ADJACENT: Final = 3
"""Tokens before a date in which the mark of a verb counts as much as a cue."""
_MOVED: Final = 8
"""Tokens between a verb that moves something and "to"."""
_AUXILIARY: Final = 3
"""So many tokens a future auxiliary may stand before its participle: "will also be held"."""


def guess_tense(sentence: Sentence, start: int, end: int) -> Tense:
    """The tense of what stands around the tokens `[start, end)`.

    The nearest verb before them within the clause tells; else the nearest behind them; else one that is known only by
    its ending; else one of another clause. A planned past ("was to open on Monday") is future: it looks ahead to its
    date.
    """
    if _is_new(sentence, start) or (sentence.at(start, "LIMIT") and sentence.at(start, "FUTURE_CUE")):
        return "future"  # "ahead of Sunday's vote"
    borders = [t.start for t in sentence.of("CLAUSE") if t.value != "after"]  # "during May" is no clause
    first = max((b + 1 for b in borders if b < start), default=0)
    last = min((b for b in borders if b >= end), default=len(sentence.tokens))

    def rank(verb: Tag) -> tuple[int, int]:
        doubtful = verb.cls == "PAST_MARK"
        if first <= verb.start < start:
            distance = start - verb.start
            return 2 if doubtful and distance > _ADJACENT else 0, distance
        if end <= verb.start < last:
            return 1, verb.start - end
        return 5 if doubtful else 3 if verb.start < first else 4, abs(verb.start - start)

    verb = min(_verbs(sentence, borders, start, end), key=rank, default=None)
    if verb is None:
        return "none"
    if verb.cls == "PROPOSE":  # "on Monday he called for …" but "he called for a strike on Monday"
        return "future" if verb.start < start else "past"
    auxiliary = any(sentence.at(k, "FUTURE_CUE") for k in range(verb.start - _AUXILIARY, verb.start))
    return "future" if verb.cls == "FUTURE_CUE" or auxiliary else "past"


def is_participle(sentence: Sentence, verb: Tag) -> bool:
    """A past verb behind an article only says which: "a closed session"."""
    return verb.cls in ("PAST_CUE", "PAST_MARK") and sentence.before(verb.start, "A", "THE") is not None


def _is_new(sentence: Sentence, start: int) -> bool:
    """Whether something is moved there, or away from there: "adjourned the hearing to Thursday"."""
    limit = sentence.at(start, "LIMIT")
    to = sentence.before(start, "TO", "FROM") or sentence.at(start, "TO") or limit
    if to is None or to.value not in ("to", "from", "until"):
        return False
    return any(0 <= to.start - t.end <= _MOVED for t in sentence.of("MOVED"))


def _verbs(sentence: Sentence, borders: list[int], start: int, end: int) -> list[Tag]:
    """The words outside `[start, end)` that tell tense, the longest at each token; no names, no nouns («قرر عقد»)."""
    found: dict[int, Tag] = {}
    for t in (t for cls in _CUES for t in sentence.of(cls)):
        opens = t.start == 0 or t.start - 1 in borders or not sentence.tokens[t.start - 1].norm.isalpha()
        if (t.cls == "PAST_FIRST" and not opens) or (t.cls == "PAST_MARK" and sentence.tokens[t.start].capital):
            continue
        if is_participle(sentence, t):
            continue
        if not start <= t.start < end and (t.start not in found or t.end > found[t.start].end):
            found[t.start] = t
    return list(found.values())
