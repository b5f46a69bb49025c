"""Each trigger gets the time, the place, the parties and the status that its clause gives it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, takewhile
from typing import Final

from mawid.detect import costs, dating, moves, offsets, placing
from mawid.detect.asides import OFF
from mawid.detect.clusters import overlap
from mawid.detect.cues import cues, infinitive_to, sets_time
from mawid.detect.parties import PartyMention
from mawid.detect.reading import Candidate, Line
from mawid.detect.status import status, tense
from mawid.detect.trigger import Trigger
from mawid.event import Status, family
from mawid.languages import joined_by
from mawid.temporal import Anchor, guess_tense

_STRONG: Final = 2.5
"""A date that a weak word may count on costs no more."""
_LOOSE: Final = 4.0
"""A date at this cost says nothing of a weak word."""
_SURE: Final = 1.0
_PARTY_REACH: Final = 5.0
_BEHIND: Final = 5
"""Tokens behind a verb within which the one whom it is said of stands."""
_BENCH: Final = 3.0
"""Cost from a court to the verb of what it does."""
_OFTEN: Final = 1.5
"""Cost from what happens again and again to the word that says so."""
_EVERY: Final = 2
"""Tokens on either side of its date within which such a word stands."""
_AFFAIR: Final = 2.5
"""Cost from a verb to the private affair that it tells of."""
_CROWD: Final = 0.75
"""Cost from a crowd or a thing to the verb that it is subject of."""
_SUBJECT: Final = 2.0
"""Cost from a subject to its verb."""
_ARGUMENT: Final = 14
"""Tokens behind a verb within which its object stands."""
_LIST: Final = 12
"""Tokens between two nouns of which one "and" makes a list."""
_NO_LIST: Final = ("CLAUSE", "CARRY", "SAID")
"""What begins something new between them."""
_SIGNS: Final = frozenset(",،;؛:.()")
_YEAR: Final = 366
"""Days that the vague date of an event may span."""
_SHARED: Final = 1.0
"""What a date costs that the other noun of a list has."""


def compose(line: Line, anchor: Anchor, told: Sequence[Candidate] = ()) -> list[Candidate]:
    """The candidates of a sentence: each trigger that was not rejected, with its attachments.

    Args:
        line: the sentence.
        anchor: publication day.
        told: the candidates of the sentences before; "the following day" counts from their last date.
    """
    previous = next((c.when for c in reversed(told) if c.when), None)
    out: list[Candidate] = []
    for trigger in line.live:
        if _lacks_person(line, trigger):
            trigger.points = trigger.arrived and _is_awaited(line, told)
            trigger.rejected = "" if trigger.points else "said of nobody"
    live, dates = line.live, line.dates
    for trigger in live:
        said = cues(line.sentence, trigger, line.distance, line.triggers, dates, line.pack)
        c = Candidate(line, trigger, said, "occurred")
        dating.attach(c, anchor, previous)
        if earlier := _earlier(c, told, anchor):
            dating.extend(c, earlier, anchor)
        offsets.attach(c, out, told, anchor)
        _forget_foreign(c, anchor.day)
        placing.attach(c)
        _attach_parties(c)
        c.status = _status(c, anchor)
        c.former = c.former or (c.status == "postponed" and not c.moved)
        if trigger.led or (trigger.points and not (c.cues.carry and len(live) == 1)):
            _forget_loose(c)
        c.words = _words(c)
        if trigger.weak and trigger.form == "noun" and not c.cues.carry and c.time_cost > _LOOSE:
            c.time = c.when = None
        if _is_named_after(c):
            c.place = None
        if out and _is_coordinated(out[-1], c):
            _share(out[-1], c)
        elif out and _is_what_for(out[-1], c):
            _leave(out[-1], c)
        _judge(c)
        out.append(c)
        more = placing.stops(c)
        c.stop = bool(more)
        out += [replace(c, place=p) for p in more]
    for a, b in combinations(out, 2):
        _contend(a, b, anchor)
    return out


def _contend(a: Candidate, b: Candidate, anchor: Anchor) -> None:
    """Two events of a sentence do not have one date behind them on two days: it is that of the nearer.

    "was remanded in custody and will reappear on 7 November"
    """
    if a.when is None or b.when is None or overlap(a.when, b.when) or a.dates[0].first is not b.dates[0].first:
        return
    if a.dates[0].first.start < max(a.trigger.end, b.trigger.end):
        return
    far = max(a, b, key=lambda c: c.time_cost)
    far.dates = [told for told in far.dates if told.first is not far.dates[0].first]
    far.time = far.when = None
    far.status = _status(far, anchor)
    _judge(far)


def _is_awaited(line: Line, told: Sequence[Candidate]) -> bool:
    """A visit was told of in the sentence before: "The envoy arrived on Friday" says when it began."""
    return any(c.trigger.type == "visit" for c in told if c.line.index == line.index - 1)


def _status(c: Candidate, anchor: Anchor) -> Status:
    """Its status, by the words, the date and the tense; what got a new day or place is yet to come."""
    if c.moved:
        return "postponed" if "postponed" in c.cues.near else "scheduled"
    around = guess_tense(c.line.sentence, c.time.start, c.time.end) if c.time else "none"
    found = status(c.trigger, c.cues, c.when, anchor.day, around)
    ends = c.time is not None and costs.is_last_day(c, c.time) and not c.cues.future
    if found == "scheduled" and ends and c.when and c.when["start"] <= anchor.day.isoformat():
        return "ongoing"  # "the fair runs until Friday"
    if found != "occurred":
        return found
    if "now" in c.cues.carry and c.time is not None and c.time.limit == "since":
        return "ongoing"
    relocated = c.place is not None and c.when is None and moves.is_new_place(c, c.place)
    return "scheduled" if relocated else found


def _is_coordinated(a: Candidate, b: Candidate) -> bool:
    """Two nouns are object or subject of one verb: «افتتاح السفارة وتوقيع مذكرة», "talks followed by a dinner"."""
    s = a.line.sentence
    if a.trigger.form != "noun" or b.trigger.form != "noun" or a.trigger.points or b.trigger.points:
        return False
    article = s.before(b.trigger.start, "A")
    first = article.start if article is not None else b.trigger.start
    then = s.before(first, "THEN_ALSO")
    joined = then is not None or s.before(first, "AND") is not None or joined_by(s, a.line.pack, b.trigger.start, "AND")
    between = range(a.trigger.end, then.start if then is not None else b.trigger.start)
    if not joined or len(between) > _LIST:
        return False
    parted = any(s.at(i, *_NO_LIST) or s.tokens[i].text in _SIGNS for i in between)
    return not parted and not any(v[0] in between for v in a.line.verbs)


def _is_what_for(a: Candidate, b: Candidate) -> bool:
    """The first noun is held for the second, and date and place are the first's: «الاجتماع الفني للمباراة»."""
    pack, tags = a.line.pack, a.line.sentence.tags[b.trigger.start]
    purpose = bool(pack.purpose) and any(pack.purpose in t.prefix.removesuffix(pack.article) for t in tags)
    near = 0 <= b.trigger.start - a.trigger.end <= 1
    return purpose and near and a.trigger.form == b.trigger.form == "noun" and a.trigger.type != b.trigger.type


def _leave(a: Candidate, b: Candidate) -> None:
    """The date of the first event is not also the second's, which without one is only named."""
    if b.time is a.time:
        b.time = b.when = None
    if b.when is None:
        b.trigger.rejected = f"what the {a.trigger.type} before it is for"


def _is_named_after(c: Candidate) -> bool:
    """A competition bears the name of a place: «كأس مصر»; only a date may say more of it."""
    named = c.place is not None and c.place.role is None and c.place.start == c.trigger.end and not c.place.host
    return named and c.when is None and c.trigger.type == "competition"


def _share(a: Candidate, b: Candidate) -> None:
    """Date and status that only one of two coordinated events has are those of both."""
    for told, other in ((a, b), (b, a)):
        if told.when is not None and other.when is None and not other.cues.near:
            other.time, other.when, other.time_cost = told.time, told.when, told.time_cost + _SHARED
            other.status = told.status
            return
    if a.when is None and b.when is None and not (b.cues.near or b.cues.carry):
        b.status = a.status


def _forget_foreign(c: Candidate, today: date) -> None:
    """Forget a span of years, what has happened since, the day of a decision, and what an event only sets the time of.

    "the first visit since the minister took office in May", "voted on Monday to strike",
    «أعلن بعد الاجتماع تأجيل البطولة إلى العام المقبل»
    """
    if c.when is None or c.time is None:
        return
    start, end = (date.fromisoformat(c.when[edge][:10]) for edge in ("start", "end"))
    others = any(c.trigger.end <= r.start < c.time.start for r in c.line.live if not r.points)
    years = c.when["granularity"] == "other" and (end - start).days > _YEAR
    off = (t.start for t in c.line.sentence.of("STATUS") if t.value in OFF)
    moved = any(c.trigger.end <= i < c.time.start for i in off)
    since = (t for t in c.line.sentence.of("LIMIT") if t.value == "since")
    meanwhile = c.time.limit != "since" and any(c.trigger.end <= t.start < c.time.start for t in since)
    setting = sets_time(c.line.sentence, c.trigger) and (moved or (others and c.trigger.definite))
    aim = infinitive_to(c.line.sentence, c.trigger) is not None  # "agreed on Monday to meet"
    decided = aim and c.time.end <= c.trigger.start and (start < today or _is_of_past(c.line, c.time.start))
    if meanwhile or decided:
        c.dates = [told for told in c.dates if told.first.start != c.time.start]
    if years or meanwhile or setting or decided:
        c.time = c.when = None


def _is_of_past(line: Line, i: int) -> bool:
    """A verb of the past stands right before token `i`, or before the preposition there: "voted on Monday"."""
    past = (line.sentence.before(j, "PAST_CUE") for j in (i, i - 1))
    return any(t is not None and line.sentence.at(t.start, "PASSIVE") is None for t in past)


def _earlier(c: Candidate, told: Sequence[Candidate], anchor: Anchor) -> Candidate | None:
    """The mention right before it, of the same type: "the final is on Saturday; kick-off is at 7 p.m.".

    What began was not on a day to come: "the trial was put off to Monday. The session began at noon".
    """
    near = takewhile(lambda t: c.line.index - t.line.index <= 1, reversed(told))
    ends = c.time is not None and costs.is_last_day(c, c.time)
    last = anchor.day.isoformat() if tense(c.trigger, c.cues) == "past" and not ends else "~"
    same = (t for t in near if _may_point(c.trigger, t.trigger))
    return next((t for t in same if t.when and t.when["start"][:10] <= last), None)


def _may_point(mine: Trigger, told: Trigger) -> bool:
    """It is of the same type, or a definite noun of the same family: "the meeting" of a council's session."""
    return mine.type == told.type or (mine.definite and family(mine.type) == family(told.type))


def _attach_parties(c: Candidate) -> None:
    for p in c.line.parties:
        cost = c.cost((p.start, p.end))
        if c.trigger.type != "press_conference" and _speaks(c.line, p):
            cost += costs.VERB_NEARER
        if cost <= _PARTY_REACH:
            c.parties.append(p)


def _speaks(line: Line, p: PartyMention) -> bool:
    """A verb of saying stands at the party: it speaks of the event and need not take part."""
    return line.sentence.before(p.start, "SAID") is not None or line.sentence.at(p.end, "SAID") is not None


def _forget_loose(c: Candidate) -> None:
    """A word that only points to an event, beside others, tells its date or place where that is beyond doubt."""
    if c.time_cost > _SURE:
        c.time = c.when = None
    if c.place_cost > _SURE:
        c.place = None


def _words(c: Candidate) -> frozenset[str]:
    """The unknown words of the noun phrase behind (and in front of) the trigger."""
    s = c.line.sentence
    near = range(max(0, c.trigger.start - 4), min(len(s.tokens), c.trigger.end + 6))
    return frozenset(
        s.tokens[i].norm.removeprefix(c.line.pack.article)
        for i in near
        if len(s.tokens[i].norm) > 3 and not s.tags[i] and s.tokens[i].norm.isalpha()
    )


def _lacks_person(line: Line, t: Trigger) -> bool:
    """The verb tells of an event only with a person where its subject or object stands, and there is none."""
    verb = line.sentence.at(t.start, "PERSON")
    if verb is None or verb.end != t.end or verb.value == "anyone" or t.type == "competition":
        return False  # teams host, visit and beat
    people = [(p.start, p.end) for p in line.parties if p.party["kind"] in ("person", "group")]
    people += [(tag.start, tag.end) for cls in ("TITLE", "SURNAME", "COUNTERPART") for tag in line.sentence.of(cls)]
    here = (t.start, t.end)
    if verb.value in ("goal", "guest"):
        aimless = not any(0 <= p.start - t.end <= 1 and not p.demonym for p in line.places)
        if aimless or verb.value == "goal":
            return aimless
        people = [(p.start, p.end) for p in line.parties if "role" in p.party]  # what others do there is their affair
    if verb.value == "bench":
        courts = ((b.start, b.end) for b in line.sentence.of("BENCH") if b.end <= t.start)
        return not any(line.distance.between(b, here) <= _BENCH for b in courts)
    if verb.value == "partner":
        partners = [(p.start, p.end) for p in line.parties] + people
        with_ = [
            w.end for w in line.sentence.of("WHERE") if w.value == "with" and t.end <= w.start <= t.end + _ARGUMENT
        ]
        return not any(0 <= start - end <= 1 for start, _ in partners for end in with_)
    if verb.value in ("official", "office"):  # one speaks by telephone to a president, to anybody else in passing
        abroad = verb.value == "official"
        offices = [p.start for p in line.parties if "role" in p.party and (not abroad or "country" in p.party)]
        return not any(0 <= start - t.end <= 1 for start in offices)
    if verb.value == "object" and line.sentence.before(t.start, "PASSIVE") is not None:
        who = any(p[1] <= t.start and line.distance.between(p, here) <= _SUBJECT for p in people)
        by = any(0 <= p[0] - t.end <= _ARGUMENT for p in people)
        return not (who and by)  # "the talks will be hosted by Oslo"
    if verb.value == "object" or line.pack.verb_first:
        return not any(0 <= start - t.end <= _BEHIND for start, _ in people)
    return not any(p[1] <= t.start and line.distance.between(p, here) <= _SUBJECT for p in people)


def _is_private(c: Candidate) -> bool:
    """A journey or a meeting for, or with, one's family, or of a crowd or a thing.

    "flew to Crete on holiday", "met his wife", "tourists arrived in Crete"
    """
    t, s, distance = c.trigger, c.line.sentence, c.line.distance
    if t.form == "noun" or t.type not in ("visit", "meeting", "call"):
        return False
    behind = c.line.pack.verb_first and s.at(t.end, "CROWD") is not None
    crowds = ((w.start, w.end) for w in s.of("CROWD") if w.end <= t.start)
    if t.type == "visit" and (behind or any(distance.between(c.here, w) <= _CROWD for w in crowds)):
        return True
    return any(
        p.start >= t.end
        and distance.between(c.here, (p.start, p.end)) <= _AFFAIR
        and not ((link := s.before(p.start, "JOIN", "WHERE")) and link.value in ("any", "with"))  # "… and his wife"
        for p in s.of("PRIVATE")
    )


def _is_of_state(line: Line, verb: Trigger) -> bool:
    """The verb's subject is a country or its capital, which protests in a note."""
    return any(p.end == verb.start and p.role is None and not p.demonym for p in line.places)


def _is_since(line: Line, verb: Trigger) -> bool:
    """It stands behind "since" and its subject: "the first since the premier took office"."""
    near = range(max(0, verb.start - _BEHIND), verb.start)
    return any((t := line.sentence.at(i, "LIMIT")) is not None and t.value == "since" for i in near)


def _is_habit(c: Candidate) -> bool:
    """It has no date and a word such as "often" is said of it, or its date is "every Monday", "in March every year"."""
    if c.time is not None:
        around = (*range(c.time.start - _EVERY, c.time.start), *range(c.time.end, c.time.end + _EVERY))
        known = c.trigger.definite or not any(c.line.sentence.at(i, "HABIT") for i in around)
        return not known or c.line.sentence.before(c.time.start, "HABIT") is not None
    return any(c.line.distance.between(c.here, (h.start, h.end)) <= _OFTEN for h in c.line.sentence.of("HABIT"))


def _judge(c: Candidate) -> None:
    """Reject what lacks what its words need; what may only point back to an event is marked so."""
    t, line = c.trigger, c.line
    behind = [p for p in line.parties if t.end <= p.start <= t.end + _ARGUMENT]
    vague = c.when is None or c.when["granularity"] == "other"
    if t.demanded and not any(x is not None and x.start >= t.end for x in (c.time, c.place)):
        t.rejected = "what somebody demands"
    elif _is_private(c):
        t.rejected = "a private affair"
    elif t.type == "protest" and t.form != "noun" and _is_of_state(line, t):
        t.rejected = "a protest of a government"
    elif t.type == "ceremony" and t.form == "did" and _is_since(line, t):
        t.rejected = "since when something else has been so"
    elif _is_habit(c):
        t.rejected = "what happens again and again"
    elif t.type == "session" and t.form == "did" and c.when is None:
        t.rejected = "what a body did, on no day that is told"
    elif t.points:
        c.pointer = True
    elif t.form == "noun":
        strong = c.when is not None and c.time_cost <= _STRONG
        carried = bool(c.cues.carry) and (c.when is not None or c.place is not None)
        unsupported = t.weak and not (strong and (c.place is not None or c.venue is not None or carried))
        unspecific = vague and (c.place is None or (t.plural and not t.definite))
        c.pointer = unsupported or unspecific or (t.topic and not strong)
    elif t.type == "visit":
        c.pointer = c.place is None or c.place.start < t.end
    elif t.type in ("meeting", "talks", "call"):
        c.pointer = not behind and c.when is None and c.place is None
    else:
        c.pointer = c.when is None and c.place is None
