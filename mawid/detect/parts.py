"""Words that name only a part of an event beside them, or the same event once more.

"the opening of the fair", «الدورة الثالثة للمهرجان», "gathered for the funeral", "arguments in the trial"
"""

from itertools import pairwise
from typing import Final

from mawid.detect.trigger import ANY, Trigger
from mawid.event import family
from mawid.languages import Pack, Sentence

_NEAR: Final = 5
"""Tokens between the word for a part and that for the whole."""
_FAR: Final = 18
"""The same where the subject stands between the verb and its object."""
_CHAIN: Final = 2
"""The same where only words such as "of" stand between."""
_OPENED: Final = frozenset(
    {"conference", "festival", "summit", "session", "talks", "exercise", "competition", "meeting"}
)
"""Events of more than one part, of which the opening is one."""
_SHOWN: Final = frozenset({"conference", "festival"})
"""Two nouns that name one event together: «مؤتمر ومعرض»."""
_ONE_NAME: Final = "one name with the {} before it"
_NO_COUNT: Final = ("CLAUSE", "CARRY", "AND", "SAID", "PAST_CUE", "FUTURE_CUE")
"""What ends a noun with what counts it."""


def join(sentence: Sentence, pack: Pack, triggers: list[Trigger]) -> list[Trigger]:
    """Reject the triggers of a sentence that are parts of others; all are returned."""
    _join_openings(sentence, triggers, _FAR if pack.verb_first else _NEAR)
    _join_verbs(sentence, triggers)
    _chains(sentence, triggers)
    return triggers


def _join_openings(sentence: Sentence, triggers: list[Trigger], reach: int) -> None:
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
            behind = 0 <= noun.start - verb.end <= reach and not _parted(sentence, verb.end, noun.start)
            before = relative and 0 <= verb.start - noun.end <= _NEAR
            whole = _is_whole(verb, noun)
            if noun.form == "noun" and not noun.rejected and whole and (behind or before):
                verb.rejected = f"a part of the {noun.type} that it is said of"


def _join_verbs(sentence: Sentence, triggers: list[Trigger]) -> None:
    """A verb that carries an encounter is no second one behind the noun for it: "the meeting of envoys convened in"."""
    for noun, verb in pairwise(t for t in triggers if not t.rejected):
        carried = noun.form == "noun" != verb.form and sentence.at(verb.start, "CARRY") is not None
        if carried and not noun.points and family(noun.type) == family(verb.type) == "encounter":
            gap = range(noun.end, verb.start)
            phrase = not any(sentence.at(i, "CLAUSE", "SAID", "WHERE", "PREP", "DID", "DOES") for i in gap)
            whose = not gap or sentence.at(gap.start, "OF", "STATUS", "CARRY", "FUTURE_CUE") is not None
            if phrase and whose and all(sentence.tokens[i].text != "," for i in gap):
                verb.rejected = f"the verb of the {noun.type} before it"


def _is_whole(verb: Trigger, noun: Trigger) -> bool:
    """What the verb tells of may be a part of the noun: crowds gather for a funeral, and open nothing."""
    if verb.type == "protest":
        return noun.type == "ceremony" and not noun.demanded
    return noun.type in _OPENED if verb.type != "meeting" else family(noun.type) != "encounter"


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    """Another verb or clause begins between."""
    return any(sentence.at(i, "CLAUSE", "CARRY", "SAID", "DID", "DOES") for i in range(first, last))


def _is_within(sentence: Sentence, first: int, last: int) -> bool:
    """A preposition stands at token `first`, and nothing but the names of whose it is up to `last`: "in X's trial"."""
    if last - first > _NEAR or sentence.at(first, "WHERE", "OF") is None:
        return False
    apart = ("CARRY", "STATUS", "CLAUSE", "SAID", "JOIN", "WHERE", "PREP", "DID", "DOES")
    return all(
        sentence.tokens[i].text[0].isalnum() or sentence.tokens[i].glued for i in range(first, last)
    ) and not any(sentence.at(i, *apart) for i in range(first + 1, last))


def _chains(sentence: Sentence, triggers: list[Trigger]) -> None:
    """In "the opening session of the conference" the last noun is the event, the others are its parts."""
    b: Trigger | None = None
    for a in reversed(triggers):
        if b is not None and not a.rejected and a.form == "noun":
            _join_two(sentence, a, b)
        if not a.rejected:
            b = a


def _join_two(sentence: Sentence, a: Trigger, b: Trigger) -> None:
    """Of a noun and the event behind it, reject one if it only says more of the other."""
    which = sentence.before(b.start, "CLAUSE")
    if b.form == "did":
        if b.type == "ceremony" != a.type and which and which.value == "which" and b.start - a.end <= _NEAR:
            b.rejected = f"what was done with the {a.type} before it"
        return
    gap = range(a.end, b.start)
    if b.form != "noun":
        return
    if a.type == ANY and len(gap) <= _NEAR and gap and sentence.at(gap.start, "OF"):
        a.rejected = f"an edition of the {b.type} behind it"
    elif not gap and a.type != b.type and {a.type, b.type} == _SHOWN:
        b.rejected = f"one event with the {a.type} before it"
    elif _is_edition(sentence, a, b):
        a.rejected = f"an edition of the {b.type} behind it"
    elif len(gap) <= _CHAIN and all(sentence.at(i, "OF", "DEFINITE", "PHASE") for i in gap):
        if a.type == "ceremony" and b.type == "competition" and not sentence.at(a.start, "KIND"):
            b.rejected = "the ceremony before it opens or ends it"
        elif sentence.at(a.start, "PHASE"):
            a.rejected = f"a part of the {b.type} behind it"
        elif a.type == b.type:
            b.rejected = _ONE_NAME.format(a.type)
    elif a.type == b.type and a.weak == b.weak and not b.plural and _is_within(sentence, a.end, b.start):
        b.rejected = _ONE_NAME.format(a.type)


def _is_edition(sentence: Sentence, a: Trigger, b: Trigger) -> bool:
    """Only words that count it stand between it and what it is an edition of: «الدورة الثالثة والعشرون للمهرجان»."""
    between = range(a.end, b.start)
    counted = len(between) <= _NEAR and not any(sentence.at(i, *_NO_COUNT) for i in (*between, b.start))
    closed = all(sentence.tokens[i].text not in ",،:" for i in between)
    return a.weak and b.type in _OPENED and closed and counted and sentence.at(a.start, "PHASE") is not None
