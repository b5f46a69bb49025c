"""Events that are parts or other names of those beside them: "the opening of the fair", "arguments in the trial"."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from mawid.detect.triggers import Trigger
from mawid.event import family
from mawid.languages import Sentence

_NEAR: Final = 5
"""Tokens between an event and its part."""
_OPENED: Final = frozenset(
    {"conference", "festival", "summit", "session", "talks", "exercise", "competition", "meeting"}
)
"""Events of more than one part, of which the opening is one."""
_ONE_NAME: Final = "one name with the {} before it"


def join(sentence: Sentence, triggers: Sequence[Trigger]) -> None:
    """Reject the triggers of a sentence that only name a part of another one, or it once more."""
    _join_openings(sentence, triggers)
    _chains(sentence, triggers)


def _join_openings(sentence: Sentence, triggers: Sequence[Trigger]) -> None:
    """To open an event is a part of it, and so is to gather for it; a building is none.

    "the fair, which opened on Monday", «افتتح المهرجان», "gathered in Cork for the funeral"
    """
    for verb in triggers:
        phase = sentence.at(verb.start, "PHASE")
        if verb.rejected or verb.form == "noun" or phase is None:
            continue
        which = sentence.before(verb.start, "CLAUSE")
        relative = which is not None and which.value == "which"
        for noun in triggers:
            behind = 0 <= noun.start - verb.end <= _NEAR
            before = relative and 0 <= verb.start - noun.end <= _NEAR
            whole = noun.type in _OPENED if verb.type != "meeting" else family(noun.type) != "encounter"
            if noun.form == "noun" and not noun.rejected and whole and (behind or before):
                verb.rejected = f"a part of the {noun.type} that it is said of"


def _is_within(sentence: Sentence, first: int, last: int) -> bool:
    """A preposition stands at token `first`, and nothing but the names of whose it is up to `last`: "in X's trial"."""
    if last - first > _NEAR or sentence.at(first, "WHERE", "OF") is None:
        return False
    apart = ("CARRY", "STATUS", "CLAUSE", "SAID", "JOIN", "WHERE", "PREP", "DID", "DOES")
    return all(
        sentence.tokens[i].text[0].isalnum() or sentence.tokens[i].glued for i in range(first, last)
    ) and not any(sentence.at(i, *apart) for i in range(first + 1, last))


def _chains(sentence: Sentence, triggers: Sequence[Trigger]) -> None:
    """In "the opening session of the conference" the last noun is the event, the others are its parts."""
    for a, b in pairwise(triggers):
        if a.rejected or b.rejected or a.form != "noun":
            continue
        which = sentence.before(b.start, "CLAUSE")
        if b.form == "did":
            if b.type == "ceremony" != a.type and which and which.value == "which" and b.start - a.end <= _NEAR:
                b.rejected = f"what was done with the {a.type} before it"
            continue
        if b.form != "noun":
            continue
        gap = b.start - a.end
        if gap == 0 or (gap <= 2 and all(sentence.at(i, "OF", "DEFINITE") for i in range(a.end, b.start))):
            if sentence.at(a.start, "PHASE"):
                a.rejected = f"a part of the {b.type} behind it"
            elif a.type == b.type:
                b.rejected = _ONE_NAME.format(a.type)
        elif a.type == b.type and a.weak == b.weak and not b.plural and _is_within(sentence, a.end, b.start):
            b.rejected = _ONE_NAME.format(a.type)
