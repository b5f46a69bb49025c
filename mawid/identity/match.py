"""How strongly a mention speaks for being a known event: a sum of weights of evidence.

The model is that of Fellegi and Sunter (A Theory for Record Linkage, 1969): each field adds the logarithm of how much
likelier its agreement or disagreement is for two reports of one event than for two of different events. Fields are
taken as independent; what depends on another field (a moved date) is a case of its own. The weights are natural
logarithms, set by hand on stories reported in several languages, rounded so as not to fit them too well.
"""

import math
from typing import Final, TypedDict

from mawid.event import Event, Report, Status
from mawid.identity.dates import Span, clock, inside, is_vague, overlap, span
from mawid.identity.fold import OFF, UPCOMING
from mawid.identity.keys import city_key, party_keys, skeleton, skeletons
from mawid.identity.keys import words as name_words

THRESHOLD: Final = 4.75
"""From here on it is the same event."""
SUBJECT: Final = 0.7
"""Place, parties and words together have to add this much: no event is known by its type and date alone."""

W: Final = {
    # type
    "type_same": 1.0,
    "type_same_rare": 1.5,
    "type_related": 0.0,  # detectors and languages disagree: talks, meeting, round, session
    "type_other": -6.0,  # a press conference is held about talks, in the same city, on the same day
    # date
    "date_clock": 4.0,  # same day and start
    "date_equal": 3.0,
    "date_equal_days": 3.5,  # several days, the same
    "date_equal_vague": 2.0,  # same week, same month
    "date_edge": 2.0,  # one begins or ends with the other: "from Monday" and "Monday to Friday"
    "date_within_vague": 1.5,  # a day of that week
    "date_within": 0.5,
    "date_sitting": -2.5,  # one day of several, of what is held in series
    "date_overlap": 0.5,
    "date_clash": -2.0,  # same day, hours apart
    "date_old": 2.0,  # a date that the event had before it was moved
    "date_said_moved": 2.0,  # another date for an event to come, and the report says that it was moved
    "date_postponed": 1.0,  # another date for an event that waits for one
    "date_cancelled": -0.5,  # another date for an event that was called off
    "date_moved": 0.0,  # another date for an event to come, or the next day, of the same parties, type and city
    "date_movable": -1.0,  # another date for an event to come
    "date_serial": -3.5,  # any of the last four, unless the report says so, of what is held in series
    "date_adjacent": -2.0,  # the next day: time zones, or talks that went on
    "date_other": -6.0,
    "date_gap": -0.03,  # each day that it lies off
    # place
    "city_same": 2.5,
    "country_same": 0.5,  # and no city, or the city of one only
    "country_polls": 2.5,  # a country has one election at a time
    "venue_shared": 1.0,  # a word of the venue's name
    "visit_anywhere": -1.5,  # a visit to a place, and a tour or a visit to who knows where
    "city_other": -3.0,  # it was moved, or one of the places is not the event's
    "country_other": -4.5,
    # parties; the host country is not telling
    "person": 2.5,
    "person_short": 1.5,  # two consonants: many surnames have the same
    "organisation": 1.5,
    "country": 0.8,
    "host": 0.3,
    "parties_max": 4.5,
    "parties_partly": -0.5,  # some in common, but each names a person or country that the other does not
    "parties_other": -1.0,  # none in common, and each names a person or country
    "parties_other_two": -3.0,  # the same, and each names two at least
    # words
    "word": 0.7,  # rare, the same in one language
    "mark": 1.0,  # the same consonants in another language: mostly a proper name
    "words_max": 3.5,
    "words_other": -0.4,  # none in common, in one language
    # how it was reported
    "article_again": 4.0,  # a newer version of an article that reported it
    "near": 0.5,  # reported within three days
    "far": -0.1,  # each week that the reports lie apart, where a date is missing
}

# Types of the encounter family that one event is often reported as, each with each other.
_RELATED: Final = (
    frozenset({"meeting", "talks", "summit", "session"}),
    frozenset({"conference", "summit", "session"}),
    frozenset({"meeting", "conference"}),
)
_RARE: Final = frozenset({"summit", "conference", "election", "hearing", "exercise", "competition", "festival"})
"""A city does not have several of them every day."""
_SERIAL: Final = frozenset({"session", "press_conference"})
"""Held in series: tomorrow's is another one, unless something says that it was moved."""


class Traits(TypedDict):
    """What is compared, of a mention or of an event; JSON-serialisable.

    Attributes:
        seen: the day on which its newest report was published.
        span: its days, None where no date is known.
        old: days that it had before it was moved.
        moved: the report says that this date takes the place of another.
        parties: keys, see `party_keys`.
        words: language -> rare words.
        marks: consonant skeletons of those words that are long enough to be telling.
    """

    type: str
    status: Status
    seen: int
    span: Span | None
    vague: bool
    clock: int | None
    old: list[Span]
    moved: bool
    country: str
    city: str
    venue: list[str]
    parties: list[str]
    words: dict[str, list[str]]
    marks: list[str]


def traits(report: Report | Event, seen: int, words: dict[str, list[str]]) -> Traits:
    """The traits of a report or of an event's snapshot.

    Args:
        report: where they are.
        seen: day of publication, of the newest report.
        words: language -> rare content words, normalised.
    """
    when, where = report["when"], report["where"]
    old = [span(interval) for interval in when.get("previous", ())] if when else []
    names = [name for party in report["participants"] for name in party["name"].values()]
    if where:
        names += [*where["name"].values(), where.get("city", ""), where.get("venue", "")]
    known = {*(word for name in names for word in name_words(name)), *(s for s in skeletons(names) if len(s) > 2)}
    rare = {language: [w for w in ws if w not in known and skeleton(w) not in known] for language, ws in words.items()}
    marks = dict.fromkeys(s for ws in rare.values() for w in ws if len(s := skeleton(w)) > 3)
    return {
        "type": report["type"],
        "status": report["status"],
        "seen": seen,
        "span": span(when) if when else None,
        "vague": is_vague(when) if when else False,
        "clock": clock(when) if when else None,
        "old": old,
        "moved": "previous" in when if when else False,
        "country": where.get("country", "") if where else "",
        "city": city_key(where),
        "venue": sorted(skeletons([where["venue"]])) if where and "venue" in where else [],
        "parties": list(dict.fromkeys(key for party in report["participants"] for key in party_keys(party))),
        "words": rare,
        "marks": list(marks),
    }


def score(m: Traits, e: Traits, again: bool) -> float:
    """The weight of evidence that a mention is an event, to be held against `THRESHOLD`.

    Args:
        m: traits of the mention.
        e: traits of the event.
        again: an older version of the mention's article reported the event.
    """
    if again:
        return (
            W["article_again"]
            + _type(m["type"], e["type"])
            + _date(m, e)
            + _place(m, e)
            + _parties(m, e)
            + _words(m, e)
        )
    date, place, parties, words = _date(m, e), _place(m, e), _parties(m, e), _words(m, e)
    subject = max(place, 0.0) + max(parties, 0.0) + max(words, 0.0)
    if place > 0 and date > W["date_equal"]:
        subject += W["country_same"]  # in the same country at the same hour, or on the same days
    if subject < SUBJECT:
        return -math.inf
    return _type(m["type"], e["type"]) + date + place + parties + words + _nearness(m, e)


def _type(a: str, b: str) -> float:
    if a == b:
        return W["type_same_rare" if a in _RARE else "type_same"]
    return W["type_related" if any(a in group and b in group for group in _RELATED) else "type_other"]


def _date(m: Traits, e: Traits) -> float:
    a, b = m["span"], e["span"]
    if a is None or b is None:
        return 0.0
    renewed = _is_later(m, e) and e["status"] in OFF and m["status"] not in OFF and a[0] > b[0] and not inside(a, b)
    if overlap(a, b) > 0 and not renewed:
        return _common_days(m, e, a, b)
    if any(overlap(a, old) > 0 for old in e["old"]) or any(overlap(b, old) > 0 for old in m["old"]):
        return W["date_old"]
    return _other_days(m, e, a, b, renewed)


def _is_later(m: Traits, e: Traits) -> bool:
    return m["seen"] >= e["seen"]


def _other_days(m: Traits, e: Traits, a: Span, b: Span, renewed: bool) -> float:
    gap = max(0, -overlap(a, b))
    to_come = _is_later(m, e) and e["status"] in UPCOMING and b[1] >= m["seen"]
    next_day = gap == 0 and m["type"] not in _SERIAL and e["type"] not in _SERIAL
    if not (renewed or to_come or next_day):
        return W["date_other"]
    return W[_move(m, e, renewed, to_come)] + W["date_gap"] * gap


def _move(m: Traits, e: Traits, renewed: bool, to_come: bool) -> str:
    """Which weight a date has that may be a new one of the same event."""
    if m["moved"] and (renewed or to_come):
        return "date_said_moved"
    if m["type"] in _SERIAL or e["type"] in _SERIAL:
        return "date_serial"
    if renewed:
        return "date_postponed" if e["status"] == "postponed" else "date_cancelled"
    if _is_whole(m, e):
        return "date_moved"
    return "date_movable" if to_come else "date_adjacent"


def _is_whole(m: Traits, e: Traits) -> bool:
    """Whether all but the date agrees: type, city, and two parties or more, all that one of them names."""
    ours, theirs = ({key for key in t["parties"] if key != f"c:{t['country']}"} for t in (m, e))
    shared = len(ours & theirs)
    same = m["type"] == e["type"] and m["city"] == e["city"] != ""
    return same and shared > 1 and shared == min(len(ours), len(theirs))


def _common_days(m: Traits, e: Traits, a: Span, b: Span) -> float:
    if a == b:
        if m["clock"] is not None and e["clock"] is not None:
            return W["date_clock" if abs(m["clock"] - e["clock"]) < 90 else "date_clash"]
        return W["date_equal_vague" if m["vague"] else "date_equal_days" if a[1] - a[0] > 1 else "date_equal"]
    (inner, outer), vague = ((a, b), e["vague"]) if inside(a, b) else ((b, a), m["vague"])
    if not inside(inner, outer):
        return W["date_overlap"]
    if vague:
        return W["date_within_vague"]
    if m["type"] in _SERIAL:
        return W["date_sitting"]
    return W["date_edge" if inner[0] == outer[0] or inner[1] == outer[1] else "date_within"]


def _place(m: Traits, e: Traits) -> float:
    if not m["country"] or not e["country"]:
        return W["visit_anywhere"] if m["type"] == "visit" and m["country"] != e["country"] else 0.0
    if m["country"] != e["country"]:
        return W["country_other"]
    venue = W["venue_shared"] if any(word in e["venue"] for word in m["venue"]) else 0.0
    if not m["city"] or not e["city"]:
        return W["country_polls" if m["type"] == "election" else "country_same"] + venue
    return W["city_same"] + venue if m["city"] == e["city"] else W["city_other"]


def _parties(m: Traits, e: Traits) -> float:
    if not m["parties"] or not e["parties"]:
        return 0.0
    hosts = {f"c:{m['country']}"} if e["country"] else set()
    shared = {key for key in m["parties"] if key in e["parties"]}
    # Organisations are written in too many ways for a difference to say anything.
    ours = [key[0] for key in m["parties"] if key not in shared and key not in hosts and key[0] != "o"]
    theirs = [key[0] for key in e["parties"] if key not in shared and key not in hosts and key[0] != "o"]
    others = max(min(ours.count(kind), theirs.count(kind)) for kind in "pc")
    if shared:
        agreed = min(W["parties_max"], sum(W["host"] if key in hosts else _party(key) for key in shared))
        return agreed + (W["parties_partly"] if others else 0.0)
    return W["parties_other_two"] if others > 1 else W["parties_other"] if others else 0.0


def _party(key: str) -> float:
    if key.startswith("c:"):
        return W["country"]
    if key.startswith("o:"):
        return W["organisation"]
    return W["person"] if len(key) > 4 else W["person_short"]


def _words(m: Traits, e: Traits) -> float:
    total = 0.0
    compared = False
    for language, words in m["words"].items():
        known = e["words"].get(language)
        if known:
            compared = compared or min(len(words), len(known)) > 3
            total += W["word"] * sum(word in known for word in words)
        else:
            total += W["mark"] * sum(mark in e["marks"] for mark in m["marks"])
    if compared and total == 0:
        return W["words_other"]
    return min(W["words_max"], total)


def _nearness(m: Traits, e: Traits) -> float:
    apart = abs(m["seen"] - e["seen"])
    if apart <= 3:
        return W["near"]
    if m["span"] is None or e["span"] is None:
        return W["far"] * (apart / 7)
    return 0.0
