"""How it stands with an event: the tense of its clause and its status."""

from datetime import date, timedelta
from typing import Final

from mawid.detect.cues import Cues
from mawid.detect.trigger import Trigger
from mawid.event import Status, When
from mawid.temporal import Tense

_SHARED: Final = frozenset({"meeting", "talks", "summit", "conference", "visit", "election"})
"""What others must agree to: called for, it is proposed even with a date. Who calls a strike or a session holds it."""
_LONG: Final = frozenset({"festival", "competition", "exercise", "protest"})
"""Events that fill the month or year that they are said to be in."""
_STAYS: Final = {"festival": 3, "competition": 3, "exercise": 3, "protest": 3, "talks": 3, "visit": 2, "conference": 1}
"""Days since an event that lasts began, within which it still goes on."""
LASTING: Final = frozenset({"protest", "exercise"})
"""Events that are called off when they have lasted for a while, and so are over."""
_CONTINUED: Final = frozenset({*_STAYS, "hearing"})
"""Events that go on for longer than that, if a verb says so."""


def tense(trigger: Trigger, cues: Cues) -> Tense:
    """The side on which a date without a year lies."""
    if (trigger.form == "did" and not trigger.future) or cues.done:
        return "past"
    if trigger.future or cues.future:
        return "future"
    if not {"scheduled", "proposed", "called", "agreed", "postponed"}.isdisjoint(cues.near):
        return "future"
    if "past" in cues.carry or "began" in cues.carry:
        return "past"
    if trigger.form == "does" or "present" in cues.carry or "cancelled" in cues.near:
        return "future"
    return "none"


def status(trigger: Trigger, cues: Cues, when: When | None, published: date, around: Tense = "none") -> Status:
    """The status of an event at the time of publication.

    Words that postpone or cancel it win; then the date decides, and where the event may be on the day of
    publication, the tense does: that of the event's own verb, or of the clause `around` it.
    """
    t = tense(trigger, cues)
    today = published.isoformat()
    if "cancelled" in cues.near:
        over = when is not None and when["end"][:10] <= today and "began" in cues.carry
        return "occurred" if over and trigger.type in LASTING else "cancelled"
    if "postponed" in cues.near:
        return "postponed"
    if when is not None:
        start, end = when["start"][:10], when["end"][:10]
        if end <= today and start < today:
            return "ongoing" if _just_began(trigger, cues, when, published) else "occurred"
        if start > today:
            asked = "called" in cues.near and trigger.type in _SHARED
            return "proposed" if asked or "proposed" in cues.near else "scheduled"
    undated = when is None and not {"called", "agreed"}.isdisjoint(cues.near)
    if ("proposed" in cues.near or undated) and t != "past":
        return "proposed"
    if cues.ended and t != "future" and not _lasts_beyond(when, published):  # "opened on Monday and ends on Friday"
        return "occurred"
    if _lasts(cues) or trigger.arrived or _goes_on(trigger, when, t, published):
        return "ongoing"
    planned = trigger.future or cues.future or cues.near or (cues.infinitive and not cues.done)
    is_today = when is not None and when["start"][:10] == today
    present = trigger.form == "does" and not (planned or cues.done)
    if present and (when is None or (is_today and trigger.type == "protest")):
        return "ongoing" if trigger.type == "visit" else "occurred"  # the present tense of headlines
    if t == "none" and is_today:
        t = around  # "will discuss it at a session today"
    return "scheduled" if t == "future" else "occurred"


def _lasts(cues: Cues) -> bool:
    """A verb says that it began, or goes on now."""
    return "began" in cues.carry or "now" in cues.carry


def _just_began(trigger: Trigger, cues: Cues, when: When, published: date) -> bool:
    """It began some days ago, and events of its type last longer: "the fair that opened on Monday", an arrival.

    Or it is said to go on: "the ongoing strike, which commenced on 4 May".
    """
    if "now" in cues.carry and not cues.ended and when["granularity"] == "day" and trigger.type in _CONTINUED:
        return True
    recent = (published - timedelta(_STAYS.get(trigger.type, 0))).isoformat()
    began = trigger.arrived or (_lasts(cues) and not cues.ended and when["granularity"] == "day")
    return began and when["start"] >= recent


def _lasts_beyond(when: When | None, published: date) -> bool:
    """The day of publication is not the last of its days."""
    return (
        when is not None and when["granularity"] == "days" and when["end"][:10] > (published + timedelta(1)).isoformat()
    )


def _goes_on(trigger: Trigger, when: When | None, t: Tense, published: date) -> bool:
    """The day of publication is not the last of its days, or lies in the month or year that it fills."""
    if when is None:
        return False
    if _lasts_beyond(when, published) and (t != "future" or when["start"][:10] < published.isoformat()):
        return True
    if t == "future":
        return False
    if "strike" in trigger.kinds and when["granularity"] == "day":
        return True  # the day of publication, on which work still rests
    return t == "none" and trigger.type in _LONG and when["granularity"] in ("month", "season", "year")
