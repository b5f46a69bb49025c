"""Words that postpone, cancel or propose, and yet say nothing of the event beside them.

They are denied, only thought of, said of something else, or ask for what stands behind them.
"""

from typing import Final

from mawid.detect.trigger import Trigger
from mawid.languages import Sentence
from mawid.languages.lexicon import Tag

OFF: Final = frozenset({"postponed", "cancelled"})
"""What does not take place when it was to."""
_ADJECTIVE: Final = 2
"""Tokens between an adjective such as "planned" and the event that it is said of."""
_AUXILIARY: Final = 2
"""Tokens behind a verb such as "may" within which the verb stands that it belongs to."""
_CONDITION: Final = 6
"""Tokens between a verb that puts off and the condition on which it would."""


def is_no_cue(sentence: Sentence, tag: Tag) -> bool:
    """A word that postpones or cancels is denied («نفى تأجيل»), or only what may be: "could be put off"."""
    if tag.value not in OFF:
        return False
    if _asker(sentence, tag) is not None or _is_conditional(sentence, tag):
        return True
    denied = any(d.end <= tag.start and not _parted(sentence, d.end, tag.start) for d in sentence.of("DENIES"))
    return denied or any(0 <= tag.start - n.end <= 2 for n in sentence.of("NEGATION"))


def _asker(sentence: Sentence, off: Tag) -> Tag | None:
    """What only thinks of putting off or asks for it: "may be postponed", "threatened to cancel".

    In the infinitive others may stand between: "urged the league to call off the final".
    """
    i, other, to = off.start, False, False
    while i > 0:
        asks = sentence.before(i, "MODAL", "ASKS")
        if asks is not None and not sentence.at(asks.start, "MONTH_WEAK"):
            return asks
        word = sentence.before(i, "PASSIVE", "WHERE", "A", "DEFINITE", "PAST_CUE")
        to = to or (word is not None and word.value == "to")
        if word is None and (other or sentence.tags[i - 1] or not sentence.tokens[i - 1].text.isalpha()):
            break
        other = other or word is None
        i = word.start if word is not None else i - 1
    asking = (t for cls in ("PROPOSE", "ASKS") for t in sentence.of(cls) if to and t.end <= off.start and t != off)
    return next((t for t in asking if t.start != off.start and not _parted(sentence, t.end, off.start)), None)


def _asks_off(sentence: Sentence, tag: Tag) -> bool:
    """It asks for something to be put off."""
    askers = (_asker(sentence, off) for off in sentence.of("STATUS") if off.value in OFF)
    return any(asker is not None and asker.start == tag.start for asker in askers)


def _is_conditional(sentence: Sentence, off: Tag) -> bool:
    """It would be so on a condition: "if the game is called off", "would be cancelled if it rains"."""
    for condition in sentence.of("CONDITION"):
        first, last = min(condition.end, off.end), max(condition.start, off.start)
        behind = off.end <= condition.start
        ahead = not behind or any(sentence.at(i, "FUTURE_CUE") for i in range(off.start - _AUXILIARY, off.start))
        signs = any(sentence.tokens[i].text in ",،;" for i in range(first, last))
        if ahead and last - first <= (_CONDITION if behind else 2 * _CONDITION) and not signs:
            return True
    return False


def is_aside_of(sentence: Sentence, tag: Tag, trigger: Trigger) -> bool:
    """A verb such as "may" that says of an event not that it may take place, but what may come of it or who may come.

    "the summit may bring peace", "he may skip the summit"; not "the summit may be held", "he may hold a summit". Nor
    does a verb that asks for something say anything of what stands before it: "a session on the law, calling for …".
    """
    if trigger.end <= tag.start and sentence.at(tag.start, "ASKS") is not None:
        return True
    if _is_adjective(sentence, tag) and not _is_before_noun(sentence, tag, trigger.start):
        return True
    if tag.value == "proposed" and _asks_off(sentence, tag):
        return True  # "may be postponed"
    if sentence.at(tag.start, "MODAL", "ASKS") is None or tag.end == trigger.start:
        return False
    verb = next(
        (t for i in range(tag.end, tag.end + _AUXILIARY) if (t := sentence.at(i, "CARRY", "STATUS", "JOINS"))), None
    )
    return verb.cls == "JOINS" if verb is not None else trigger.end <= tag.start


def _is_before_noun(sentence: Sentence, adjective: Tag, noun: int) -> bool:
    """Nothing but another adjective stands between them: "the planned trade talks", not "the plan at a meeting"."""
    between = range(adjective.end, noun)
    return 0 <= noun - adjective.end <= _ADJECTIVE and not any(sentence.at(i, "PREP", "WHERE", "OF") for i in between)


def _is_adjective(sentence: Sentence, tag: Tag) -> bool:
    """It says which of another noun: "a meeting about the proposed bridge", "protests over planned cuts"."""
    about = sentence.before(tag.start, "TOPIC")
    if sentence.at(tag.end, "OF") is not None:
        return False  # "the cancellation of the fair"
    return sentence.before(tag.start, "A", "THE", "DEFINITE", "POSSESSIVE") is not None or (
        about is not None and about.value == "about"
    )


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether another clause begins between the verb that ends at `first` and `last`: "denied it, and put off …"."""
    for i in range(first, last):
        sign, clause = sentence.tokens[i].text, sentence.at(i, "CLAUSE")
        joined = sign in ",،" and any(t.cls == "AND" or t.prefix for t in sentence.tags[i + 1])
        if joined or sign in ";؛:" or (clause is not None and clause.value in ("and", "after")):
            return True
    return False
