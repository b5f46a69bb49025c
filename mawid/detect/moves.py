"""What a sentence says of an event that is moved: its old and its new date, its old and its new place."""

from typing import Final

from mawid.detect.reading import Candidate
from mawid.languages.lexicon import Tag
from mawid.places import PlaceMention
from mawid.temporal import TimeExpression

_REACH: Final = 3.0
_FAR: Final = 5.0
"""How far behind the noun and the verb the new place may stand."""
_FORMER: Final = 5.0
"""How far behind "originally" the old date may stand."""


def mover(c: Candidate) -> Tag | None:
    """The word that moves or postpones the event, if one does."""
    if c.trigger.form == "did":
        return None
    postponed = c.cues.near.get("postponed")
    if postponed is not None:
        return postponed
    moved = [t for t in c.line.sentence.of("MOVED") if c.cost((t.start, t.end)) <= _REACH]
    return min(moved, key=lambda t: c.cost((t.start, t.end)), default=None)


def is_new_date(c: Candidate, t: TimeExpression) -> bool:
    """A word that moves stands before it, and the preposition of a new date: «أرجئت إلى 19 شباط»."""
    moved = mover(c)
    if moved is None or t.start <= moved.start or is_left(c, t.start):
        return False  # "delayed until 5 July" is one word and a date that share "until"
    return _is_goal(c, t) and not _is_moved_again(c, t)


def _is_goal(c: Candidate, t: TimeExpression) -> bool:
    s = c.line.sentence
    return t.limit == "until" or (s.before(t.start, "NEW_DATE") or s.at(t.start, "NEW_DATE")) is not None


def _is_moved_again(c: Candidate, t: TimeExpression) -> bool:
    """It went on from that day: "was postponed to 4 June and has now been moved to 9 June"."""
    s = c.line.sentence
    later = [o for o in c.line.times if o.start >= t.end and s.before(o.start, "NEW_DATE")]
    return any(t.end <= w.start and w.end <= o.start for w in s.of("MOVED") for o in later)


def is_next_sitting(c: Candidate, t: TimeExpression) -> bool:
    """It is the day of the sitting to which something is put off, however far the trial: «إلى جلسة 11 يونيو»."""
    s = c.line.sentence
    to = s.before(t.start, "NEW_DATE")
    return to is not None and any(s.at(i, "TRIGGER", "WEAK") for i in range(to.start, to.end))


def is_former_date(c: Candidate, t: TimeExpression, *values: str) -> bool:
    """The event was to be on that day: «كانت مقررة الخميس», "originally planned for Thursday".

    Args:
        c: a mention of it.
        t: a date of its sentence.
        values: of the words that say so; all if none are given.
    """
    for word in (tag for tag in c.line.sentence.of("FORMER") if not values or tag.value in values):
        first = next((o for o in c.line.times if o.start >= word.end and not o.is_duration), None)
        if first is t and c.line.distance.between((word.start, word.end), (t.start, t.end)) <= _FORMER:
            return True
    return is_left(c, t.start)


def is_left(c: Candidate, i: int) -> bool:
    """The day or place that begins at token `i` is given up: "instead of Thursday", "moved from Aswan to Cairo"."""
    s = c.line.sentence
    return s.before(i, "INSTEAD") is not None or (s.before(i, "FROM") is not None and mover(c) is not None)


def is_new_place(c: Candidate, p: PlaceMention) -> bool:
    """It goes there: «نقل من … إلى …», "moved to Cairo"."""
    moved = mover(c)
    if p.role != "to" or moved is None or p.start < moved.end:
        return False
    return c.line.distance.between((max(moved.start, c.trigger.start),) * 2, (p.start, p.end)) <= _FAR
