"""Events that are part of another one: what a guest does on a visit, whom a minister meets at a summit.

Such an event often has no date and no place of its own: it is told when and where the whole takes place.
"""

from typing import Final

from mawid.detect.clusters import Cluster
from mawid.detect.ranking import Features
from mawid.detect.reading import Candidate

_WHOLES: Final = frozenset({"visit", "summit", "conference", "festival", "session", "competition"})
_PARTS: Final = frozenset({"meeting", "talks", "session", "conference", "ceremony", "press_conference", "summit"})
"""What guests do on a visit."""
_NAMED: Final = 7
"""Tokens between "during" and the noun of the whole: "on the sidelines of the twelfth annual"."""
_NEAR: Final = 2
"""Sentences behind one that tells of the visit, which go on about it."""


def link(clusters: list[Cluster]) -> None:
    """Tell each event which other one it is part of, by words ("during the visit") or by where it is told."""
    for k in clusters:
        said = next((w for w in clusters if w is not k and w.type in _WHOLES and _is_said(k, w)), None)
        if said is not None:
            k.whole, k.within = said, "said"
        elif k.type in _PARTS:
            visit = next((w for w in clusters if w is not k and w.type == "visit" and _goes_on(k, w)), None)
            k.whole, k.within = visit, "after" if visit is not None else ""


def signs(k: Cluster, same: bool, inside: bool, own: bool) -> Features:
    """What being part of another event says of a date or a place that competes.

    Args:
        k: the event.
        same: it is that of the whole.
        inside: it lies within that of the whole.
        own: a sentence of the event tells it.
    """
    told = "own" if own else "elsewhere"
    if inside and not same:
        return {f"in the whole, {told}": 1.0}
    of = "of the whole" if same else "not of the whole"
    return {f"{of}, {k.within}": 1.0, f"{of}, {told}": 1.0}


def _is_said(k: Cluster, whole: Cluster) -> bool:
    """A sentence says that one takes place during the other."""
    return any(
        m.line is c.line and m.trigger.form == "noun" and m.trigger.start != c.trigger.start and _is_occasion(m)
        for c in k.mentions
        for m in whole.mentions
    )


def _is_occasion(m: Candidate) -> bool:
    """The words before the noun say that something takes place within what it names."""
    s = m.line.sentence
    for i in range(m.trigger.start - 1, max(-1, m.trigger.start - 1 - _NAMED), -1):
        if s.at(i, "OCCASION_OF"):
            return True
        if s.at(i, "CARRY", "STATUS", "SAID", "TRIGGER", "WEAK", "DID", "DOES"):
            return False
    return False


def _goes_on(k: Cluster, visit: Cluster) -> bool:
    """A sentence of it, or one right behind, tells of the visit, of the same time and by one who makes it."""
    mine, theirs = ({p.key for c in x.mentions for p in c.parties} for x in (k, visit))
    if mine and theirs and not mine & theirs:
        return False
    return any(
        0 <= c.line.index - m.line.index <= _NEAR and m.line.sentence.text.field == "body" == c.line.sentence.text.field
        for c in k.mentions
        for m in visit.mentions
    )
