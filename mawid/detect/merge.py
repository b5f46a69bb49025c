"""All mentions of one event in an article become one: anaphora joined, events of one kind kept apart."""

from collections.abc import Set as AbstractSet
from typing import Final

from mawid.detect.asides import OFF
from mawid.detect.clusters import LOOSE, Cluster, contradicts, may_be_of, overlap
from mawid.detect.costs import is_of_feast
from mawid.detect.cues import infinitive_to
from mawid.detect.reading import Candidate
from mawid.detect.trigger import ANY

_SHOW: Final = "festival"
"""What a word for events of all types most often names where it names an event by itself."""
_AGAIN: Final = frozenset({"festival", "conference", "competition", "exercise", "summit"})
"""What has editions."""
_OF_MANY: Final = frozenset({"summit", "conference", "session"})
_OCCASIONS: Final = frozenset({"summit", "conference"})
"""Those at which, or beside which, people meet."""
_JOIN: Final = 1.5
_ONCE: Final = 1.5
"""What `LOOSE` is for elections, of which a country has few."""
_LEAD: Final = 2
"""The sentence behind the lead, where the headline is the first of all."""
_NAMED: Final = 7
"""Tokens between an event's noun and what it is said with: "on the sidelines of the twelfth"."""
_PHRASE: Final = 3
"""Tokens between a year and the noun that it tells which is meant."""
_OBJECT: Final = 5
"""Tokens between a verb and the noun that says what kind of event it is."""
_UPCOMING: Final = frozenset({"scheduled", "proposed", "postponed", "cancelled"})
_BY_PARTY: Final = frozenset({"meeting", "talks", "visit", "call", "press_conference", "competition"})
"""Events that are other ones where others take part; of an election or a protest each sentence names somebody else."""
_MOST: Final = 300
"""Mentions of events that are read of a body. News has some dozens; each is compared with all before it."""


def cluster(candidates: list[Candidate]) -> list[Cluster]:
    """The events of an article.

    Args:
        candidates: not rejected ones, in order of the text. The body is read first: a headline
            points to what the text tells.
    """
    out: list[Cluster] = []
    body = [c for c in candidates if c.line.sentence.text.field == "body"][:_MOST]
    title = [c for c in candidates if c.line.sentence.text.field == "title"]
    for c in body + title:
        if c.continues is not None:
            told = (k for k in out if any(m is c.continues for m in k.mentions))
            if (whole := next(told, None)) is not None:
                whole.mentions.append(c)
            continue
        scored = [(_affinity(c, k), -i, k) for i, k in enumerate(out)]
        best = max(scored, default=None, key=lambda s: s[:2])
        if best is not None and best[0] >= _JOIN:
            _forget_passing(c, best[2].mentions[-1])
            if c.trigger.type == ANY:
                c.trigger.type = best[2].type
            best[2].mentions.append(c)
            best[2].notes.append(f"joined {c.line.sentence.words(c.trigger.start, c.trigger.end)!r} ({best[0]:.1f})")
        elif not c.trigger.points or (c.trigger.type == ANY and not c.trigger.plural):
            c.trigger.type = _edition_of(c, out) if c.trigger.type == ANY else c.trigger.type
            out.append(Cluster([c]))
    return _undated_joined(out)


def _edition_of(c: Candidate, told: list[Cluster]) -> str:
    """What "the next edition" is one of: the last thing named that comes again, unless "an event" is something new."""
    again = (k.type for k in reversed(told) if k.type in _AGAIN)
    return _SHOW if c.trigger.introduced else next(again, _SHOW)


def _forget_passing(c: Candidate, last: Candidate) -> None:
    """What points back to an event has no date or place of its own that it is not clearly said to have.

    Nor has what `last` was done for.
    """
    if _is_purpose(c) and _told_twice(last, c):
        c.time, c.when, c.status = None, None, last.status
    if not c.trigger.definite or c.cues.carry:
        return
    if c.time_cost > LOOSE:
        c.time = c.when = None
    if c.place_cost > LOOSE:
        c.place = None


def _undated_joined(clusters: list[Cluster]) -> list[Cluster]:
    """What is told without a date is the one event with a date that it may be: in one city, or spoken of as known."""
    out = list(clusters)
    for a in clusters:
        if a.dated is not None:
            continue
        same = [b for b in out if b is not a and b.dated is not None and _may_be_one(a, b) and _is_known(a, b)]
        if len(same) == 1:
            same[0].mentions = sorted(same[0].mentions + a.mentions, key=_order)
            same[0].notes += [*a.notes, "joined the same event told without a date"]
            out.remove(a)
    return out


def _is_known(a: Cluster, b: Cluster) -> bool:
    """They are in one city, or what is told without a date is only pointed to."""
    if a.city is not None and a.city == b.city:
        return True
    known = all((c.trigger.definite and not c.trigger.plural) or c.trigger.weak for c in a.mentions)
    return known and a.type == b.type and all(_facts(c, None, b.placed) is not None for c in a.mentions)


def _order(c: Candidate) -> tuple[bool, int, int]:
    return c.line.sentence.text.field == "title", c.line.index, c.trigger.start


def _may_be_one(a: Cluster, b: Cluster) -> bool:
    return may_be_of(a.type, b.type) and not any(
        _is_another(c, b) or _is_off_beside(c, m) for c in a.mentions for m in b.mentions
    )


def _affinity(c: Candidate, k: Cluster) -> float:
    """How much speaks for the mention being of that event; below _JOIN it is another one."""
    kind, last = k.type, k.mentions[-1]
    echo = c.trigger.type != kind and _echoes(c, k)
    mine = kind if c.trigger.type == ANY or echo else c.trigger.type
    if not _may_be_of(c, mine, kind):
        return -9.0
    dated, placed = k.dated, k.placed
    title = c.line.sentence.text.field == "title"
    if (_told_twice(last, c) and not _is_setting(c, last)) or _is_apposition(c, last):
        return 9.0
    facts = _facts(c, dated, placed)
    if facts is None or _is_apart(c, k, mine):
        return -9.0
    if c.trigger.definite and last.trigger.type == mine and last.line is c.line and not last.trigger.definite:
        return 9.0  # "a meeting …, and this meeting …"
    pointing = c.trigger.definite or title or ("meeting" in (kind, mine) and _on_one_day(c, dated))
    score = (1.0 if kind == mine else 0.0 if pointing else -1.0) + facts + echo + title + c.trigger.definite
    score += c.former and c.trigger.definite  # "the summit was originally due in May"
    if (c.when is None and c.place is None) or not (dated or placed):
        score += 0.5  # says nothing of its own
    if _is_told_as_new(c) and last.line is not c.line and c.parties:
        score -= 1.0
    near = abs(last.line.index - c.line.index) <= 1
    score += 0.5 * near
    others, words = (1.0 if mine in _BY_PARTY else 0.5), 0.5
    dates = near and dated is None and mine == kind and not _is_to_come(c)  # the day of what the sentence before tells
    if c.trigger.definite and not (c.trigger.plural or (c.when and not dates) or c.place):
        others = words = 0.0  # it says nothing else of its own, and points back
    score += _common({p.key for p in c.parties}, {p.key for m in k.mentions for p in m.parties}, others)
    score += _common(c.words, {w for m in k.mentions for w in m.words}, words)
    if _is_detail(c, last):
        score += 1.0
    other = (c.status in _UPCOMING) != (k.status in _UPCOMING) and not (_is_end(c) or c.former)
    told = c.status in _UPCOMING or c.cues.near or (c.when and not c.cues.future)  # "was to be held"
    if other and told:
        score -= 1.5
    return score


def _is_of_year(c: Candidate) -> bool:
    """The noun is told by another year: "last year's conference" is not the one that the article is about."""
    if c.trigger.type not in _AGAIN or c.time is None or c.when is None:
        return False
    return c.when["granularity"] == "year" and 0 <= c.trigger.start - c.time.end <= _PHRASE


def _is_detail(c: Candidate, last: Candidate) -> bool:
    """What the lead reports, or the headline, without saying when, the next sentence tells with its day.

    "The officer has appeared in court … The 48-year-old was brought before magistrates on Saturday"
    """
    both = c.trigger.type == last.trigger.type and c.trigger.form == last.trigger.form == "did"
    return both and last.when is None and c.when is not None and last.line.index + 1 == c.line.index <= _LEAD


def _is_apart(c: Candidate, k: Cluster, mine: str) -> bool:
    """The words, or the time in which it is told, say that it is another event."""
    last = k.mentions[-1]
    if _is_another(c, k) or _at_other_times(c, k) or _is_beside(c, mine, k.type) or _is_setting(c, last):
        return True
    other = (_is_of_year(c) and k.dated is None) or (last.line is c.line and _is_ahead(last, c))
    return other or _is_part(c, k.dated) or _is_off_beside(c, last)


def _may_be_of(c: Candidate, mine: str, kind: str) -> bool:
    """A mention of one type may be of an event of another."""
    if c.trigger.type == ANY and c.trigger.introduced:
        return False  # "at an event in Austin"
    many = c.trigger.plural and not c.trigger.definite  # "the summit will follow several meetings"
    return may_be_of(mine, kind) and (kind == mine or not many)


def _on_one_day(c: Candidate, dated: Candidate | None) -> bool:
    """It is a noun, or what a body does, with the same day for its date."""
    if (c.trigger.form != "noun" and c.trigger.type != "session") or not (c.when and dated and dated.when):
        return False
    return c.when["granularity"] == "day" and c.when["start"] == dated.when["start"]


def _echoes(c: Candidate, k: Cluster) -> bool:
    """A definite noun that says in short what the last mention of the event names in full: "the conference"."""
    last = k.mentions[-1]
    if not c.trigger.definite or c.trigger.form != "noun" or c.trigger.end - c.trigger.start > 1:
        return False
    return last.trigger.end - last.trigger.start > 1 and bool(c.head & last.head)


def _is_told_as_new(c: Candidate) -> bool:
    """It is spoken of as something not named before: "he will hold a meeting with the Kazakh premier"."""
    return c.trigger.type in _BY_PARTY and c.trigger.introduced and c.line.sentence.text.field == "body"


def _is_end(c: Candidate) -> bool:
    """Its date is that of the end of an event that is known: "the exercise, which ends on 24 May"."""
    return c.trigger.definite and c.cues.ended


def _is_part(c: Candidate, dated: Candidate | None) -> bool:
    """What is introduced with a day of its own is only a part of what lasts some days: "a concert on 22 June"."""
    if not c.trigger.introduced or c.line.sentence.text.field == "title" or c.when is None or c.time_cost > LOOSE:
        return False
    lasts = dated is not None and dated.when is not None and dated.when["granularity"] == "days"
    return lasts and c.when["granularity"] in ("time", "day") and dated is not None and dated.line is not c.line


def _is_beside(c: Candidate, mine: str, kind: str) -> bool:
    """What is introduced as a summit or conference is no talks of before, nor are talks introduced beside one.

    Nor is it the conference where some of those who are there meet.
    """
    new = c.trigger.introduced or (c.trigger.form == "did" and bool(c.parties))
    return new and c.line.sentence.text.field == "body" and mine != kind and bool({mine, kind} & _OF_MANY)


def _is_apposition(c: Candidate, last: Candidate) -> bool:
    """It says behind a comma what the event is that was just named: "the forum, a gathering of bankers"."""
    s, gap = c.line.sentence, range(last.trigger.end, c.trigger.start)
    if last.line is not c.line or last.trigger.form != "noun" or c.trigger.form != "noun" or len(gap) < 2:
        return False
    return s.tokens[gap.start].text in ",،" and c.trigger.introduced and len(gap) <= _OBJECT and not c.trigger.another


def _is_setting(c: Candidate, last: Candidate) -> bool:
    """One is the occasion on which the other takes place: "met the premier at the summit", "talks during the forum"."""
    if last.line is not c.line or (c.trigger.type in _OCCASIONS) == (last.trigger.type in _OCCASIONS):
        return False
    whole, part = (c, last) if c.trigger.type in _OCCASIONS else (last, c)
    s = c.line.sentence
    for i in range(whole.trigger.start - 1, max(-1, whole.trigger.start - 1 - _NAMED), -1):
        beside, at = s.at(i, "CLAUSE"), s.at(i, "WHERE")
        if beside is not None and beside.value == "after":
            return whole.trigger.form == "noun"
        if at is not None and at.value == "in":
            partner = not c.line.pack.verb_first and any(last.trigger.end <= p.start < i for p in c.line.parties)
            return whole is c and whole.trigger.form == "noun" and (part.trigger.form == "noun" or partner)
        if s.at(i, "CARRY", "STATUS", "SAID", "PREP", "TRIGGER", "WEAK", "DID", "DOES"):
            return False
    return False


def _is_within(c: Candidate) -> bool:
    """It is introduced behind a known event, during which it is: "During the event, he will hold a meeting with"."""
    s, first = c.line.sentence, next(iter(c.line.live), c.trigger)
    opener, link = s.at(0, "CLAUSE", "WHERE"), s.at(c.trigger.end, "WHERE")
    if opener is None or opener.value not in ("in", "after") or first is c.trigger or first.start - opener.end > 1:
        return False
    known = first.definite and first.form == "noun"
    return known and not c.trigger.definite and link is not None and link.value == "with"


def _is_another(c: Candidate, k: Cluster) -> bool:
    """The words say that it is not that event: "another meeting", "he also met", the funeral and the wedding."""
    if c.trigger.also or _is_within(c):
        return True
    counted = c.time is not None and any(m.time is c.time for m in k.mentions)  # "a visit on Monday, his second"
    same = any(m.trigger.another for m in k.mentions) and not c.trigger.introduced
    another = c.trigger.another and not counted and not same
    if another and c.line.sentence.text.field == "body":
        return True
    kinds = frozenset[str]().union(*(m.trigger.kinds for m in k.mentions if m.trigger.type == c.trigger.type))
    return bool(kinds and c.trigger.kinds) and not kinds & c.trigger.kinds


def _at_other_times(c: Candidate, k: Cluster) -> bool:
    """What took place, by its verb, is not what is still to come."""
    if c.line.sentence.text.field == "title" or (c.when and k.dated and k.dated.when and overlap(c.when, k.dated.when)):
        return False
    if c.trigger.form == "did":
        return any(_is_to_come(m) for m in k.mentions)
    if c.status == "occurred" and c.when and c.time_cost < LOOSE and not c.former:
        return any(m.status in ("scheduled", "proposed") and m.cues.near for m in k.mentions)
    return _is_to_come(c) and any(m.trigger.form == "did" for m in k.mentions)


def _is_off_beside(c: Candidate, last: Candidate) -> bool:
    """One sentence says that an event takes place and that another, known one does not."""
    if last.line is not c.line or not c.trigger.definite or last.when is None:
        return False
    return last.status == "scheduled" and not last.cues.near.keys() & OFF and bool(c.cues.near.keys() & OFF)


def _is_to_come(c: Candidate) -> bool:
    return c.status in _UPCOMING and (c.when is not None or bool(c.cues.near))


def _is_purpose(c: Candidate) -> bool:
    """It says what something else is done for: "gathered to protest against the law"."""
    return infinitive_to(c.line.sentence, c.trigger) is not None


def _told_twice(verb: Candidate, noun: Candidate) -> bool:
    """A verb and, close behind it, the noun of what it tells of: "will meet for talks", «يفتتح المهرجان»."""
    return (
        noun.line is verb.line
        and verb.trigger.form != "noun"
        and not (verb.trigger.form == "did" and (_is_moved_by(verb, noun) or _is_ordered(verb, noun)))
        and not _is_ahead(verb, noun)
        and (noun.trigger.form == "noun" or _is_purpose(noun))
        and noun.trigger.start - verb.trigger.end >= 0
        and (
            noun.time.start == verb.time.start
            if noun.time and verb.time
            else noun.trigger.start - verb.trigger.end <= _OBJECT
        )
    )


def _is_ahead(verb: Candidate, noun: Candidate) -> bool:
    """What was done comes before the event that the noun names: "was remanded ahead of a trial"."""
    planned = (t for t in noun.line.sentence.of("STATUS") if t.value == "scheduled")
    between = any(verb.trigger.end <= t.start and t.end <= noun.trigger.start for t in planned)
    return between and verb.trigger.form == "did" and noun.status in _UPCOMING


def _is_ordered(verb: Candidate, aim: Candidate) -> bool:
    """It is what somebody is to do on a later day: "was remanded in custody to appear on 8 June"."""
    behind = aim.time is not None and aim.time.start >= aim.trigger.end
    return behind and aim.trigger.type == verb.trigger.type and _is_purpose(aim) and aim.status == "scheduled"


def _is_moved_by(verb: Candidate, noun: Candidate) -> bool:
    """The verb tells of a decision, and the noun of what was put off by it to another day."""
    return (noun.moved or noun.status in OFF) and noun.time is not verb.time


def _facts(c: Candidate, dated: Candidate | None, placed: Candidate | None) -> float | None:
    """What date and place speak for; None where one of them speaks against, and is the mention's own for sure."""
    score = 0.0
    if c.when and dated and dated.when:
        once = c.trigger.type == "election"
        if overlap(c.when, dated.when):
            score += 1.5
        elif c.former or dated.former or _is_end(c) or _is_of_feast(c) or _is_of_feast(dated):
            pass  # it was moved from one day to the other, or lasts from one to the other
        elif max(c.time_cost, dated.time_cost) < (_ONCE if once else LOOSE) or not (c.trigger.definite or once):
            return None
    if c.place and placed and placed.place:
        if not contradicts(c.place.place, placed.place.place):
            score += 1.0
        elif max(c.place_cost, placed.place_cost) < LOOSE:
            return None
    return score


def _is_of_feast(c: Candidate) -> bool:
    """It is named after a feast, on which it need not be: "the Christmas parade"."""
    return c.time is not None and is_of_feast(c, c.time)


def _common(mine: AbstractSet[str], theirs: AbstractSet[str], against: float) -> float:
    """1 where two sets have something in common, -`against` where they might and have not."""
    if not mine or not theirs:
        return 0.0
    return 1.0 if mine & theirs else -against
