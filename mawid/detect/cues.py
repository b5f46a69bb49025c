"""What the clause of an event says of how it stands: words such as "postponed", and the verbs that carry it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mawid.detect.asides import OFF, is_aside_of, is_no_cue
from mawid.detect.clauses import Distance
from mawid.detect.trigger import Trigger
from mawid.languages import Pack, Sentence
from mawid.languages.lexicon import Tag
from mawid.temporal import guess_tense

_REACH: Final = {"postponed": 3.0, "cancelled": 3.0, "proposed": 3.0, "scheduled": 5.0, "called": 5.0, "agreed": 5.0}
"""How far a word of each status reaches."""
_BY_SUBJECT: Final = 2.0
"""How much nearer a verb in the passive is to what stands before it: that was put off, not what stands behind."""
_CARRY_REACH: Final = 4.0
_MAIN: Final = 3.0
"""How much farther the main verb of a sentence reaches."""
_NEARER: Final = 1.0
"""How much nearer a verb of the past must be than a word that plans, to count alone."""
_OBJECT: Final = 5
"""Tokens between the verb of what was told and where: "announced this at a news conference"."""
_SETTING: Final = 3
"""Tokens between the verb that says what was told there and a press conference."""
_ENDS: Final = frozenset(",،–—")
"""What ends the opening of a sentence."""
_OPENING: Final = 6
"""Tokens between the preposition that opens a sentence and its event: "after the second round of"."""
_FAR: Final = 99.0


@dataclass(slots=True)
class Cues:
    """What the clause of a trigger says of its status. `near` maps a status to its nearest word.

    `ended`: a word says that the event is over. `done`: something was done for it, or after it. `carriers`: the
    verbs behind the trigger that it may be subject of. `infinitive`: it is what somebody is to do.
    """

    near: dict[str, Tag]
    carry: dict[str, Tag]
    future: bool
    ended: bool
    done: bool
    infinitive: bool
    carriers: list[tuple[int, int]]

    def spans(self, status: str) -> Iterable[tuple[int, int]]:
        """The tokens that said so."""
        tag = self.near.get(status)
        return [(tag.start, tag.end)] if tag else []


def cues(
    sentence: Sentence,
    trigger: Trigger,
    distance: Distance,
    rivals: Sequence[Trigger],
    dates: Sequence[range],
    pack: Pack,
) -> Cues:
    """The status words that belong to a trigger and not to one of its rivals in the sentence.

    Args:
        sentence: with its tags.
        trigger: whose cues are wanted.
        distance: of the sentence.
        rivals: all triggers of the sentence, rejected ones among them.
        dates: the tokens of its dates, whose words carry no event: «مارس الجاري».
        pack: of its language.
    """
    here = (trigger.start, trigger.end)
    others = [(r.start, r.end) for r in rivals if r is not trigger and not r.rejected]
    behind = [
        (r.start, r.end) for r in rivals if not (r.form == "noun" or r.rejected) and r.start >= trigger.end
    ]  # "… and will play"
    left = _setting_end(sentence, trigger)
    after = sets_time(sentence, trigger)
    offs = (t.start for t in sentence.of("STATUS") if t.value in OFF and t.start >= trigger.end)
    moved = next(offs, len(sentence.tokens))

    def cost(tag: Tag) -> float:
        span = (tag.start, tag.end)
        if trigger.start <= tag.start and tag.end <= trigger.end:
            return 0.0 if trigger.form == "noun" else _FAR
        if tag.start >= left or _is_setting_behind(sentence, tag, trigger):
            return _FAR
        if any(v[0] <= tag.start < v[1] for v in behind) or any(_is_object(sentence, tag, o[0]) for o in others):
            return _FAR
        if after and tag.cls == "STATUS" and (tag.value != "scheduled" or tag.start > moved):
            return _FAR  # «أعلن بعد الاجتماع … تأجيلها إلى العام المقبل»: what was put off or called for there
        mine = (distance.from_subject if trigger.form == "noun" else distance.between)(here, span)
        if tag.value in OFF and sentence.before(tag.start, "PASSIVE") is not None:
            mine = _FAR if trigger.start >= tag.end else mine - _BY_SUBJECT
        if tag.end <= trigger.start and _is_second(sentence, trigger.start):
            return mine
        between = (o for o in others if min(span[0], here[0]) < o[0] < max(span[0], here[0]))
        return _FAR if any(distance.between(span, o) + 0.5 < mine for o in between) else mine

    near = _stands(sentence, trigger, rivals, cost)
    verbs = (t for t in sentence.of("CARRY") if not (any(t.start in d for d in dates) or _is_no_verb(sentence, t)))
    carry = _nearest((cost(t), _tense_of(t, pack), t) for t in verbs)
    governs = min((c for c, _ in carry.values()), default=_FAR) + 1.0  # the nearest verb, and one beside it
    carry = {value: found for value, found in carry.items() if found[0] <= _CARRY_REACH}
    told = min((carry[value][0] for value in ("past", "began") if value in carry), default=_FAR)
    if "scheduled" in near and told + _NEARER < near["scheduled"][0]:
        del near["scheduled"]  # the date or verb of something else
    if (told_there := _told_at(sentence, trigger)) is not None:
        near, carry = {}, {"past": (0.0, told_there)}
    carriers = [v for v in _carriers(sentence, trigger, others) if v[0] < left]
    for value in OFF:
        if value in near and any(near[value][1].end <= v[0] and _is_future(sentence, v, pack) for v in carriers):
            del near[value]  # "the talks, put off last week, will now be held on Monday"
    return Cues(
        near={value: tag for value, (_, tag) in near.items()},
        carry={value: tag for value, (c, tag) in carry.items() if c <= governs},
        future=trigger.future or "future" in carry,
        ended=any(
            distance.from_noun(here, (e.start, e.end)) <= _CARRY_REACH
            for e in sentence.of("ENDED")
            if not _is_setting_behind(sentence, e, trigger)
        ),
        done=_is_done(sentence, trigger, rivals),
        infinitive=_is_intended(sentence, trigger),
        carriers=carriers,
    )


def _stands(
    sentence: Sentence, trigger: Trigger, rivals: Sequence[Trigger], cost: Callable[[Tag], float]
) -> dict[str, tuple[float, Tag]]:
    """For each status the word that says it of the event, and what it costs."""
    if trigger.form == "did":  # it took place, unless it "was to have"; what is put off or planned is something else
        was_to = sentence.before(trigger.start, "STATUS") or sentence.before(trigger.start + 1, "STATUS")
        if was_to is None or was_to.start >= trigger.start or was_to.value not in OFF:
            return {}
        return {was_to.value: (0.0, was_to)}
    words = (t for t in sentence.of("STATUS") if t.value in _REACH)
    words = (t for t in words if not (is_no_cue(sentence, t) or is_aside_of(sentence, t, trigger)))
    near = _nearest((c, t.value, t) for t in words if (c := cost(t)) <= _reach(sentence, t, trigger))
    if (off := _put_off_by(sentence, trigger, rivals)) is not None:
        near.setdefault(off.value, (0.0, off))
    return near


def _reach(sentence: Sentence, tag: Tag, trigger: Trigger) -> float:
    """How far a word of a status reaches: farther if it is the verb that would carry the event, "will not be held".

    What it was, said of the event in between, leads to what became of it: "the talks that were due on Monday were
    called off".
    """
    if tag.value in OFF and any(trigger.end <= f.start and f.end <= tag.start for f in sentence.of("FORMER")):
        return _FAR - 1.0
    verb = tag.value == "cancelled" and any(sentence.at(i, "CARRY") for i in range(tag.start, tag.end))
    return _REACH[tag.value] + (_MAIN if verb else 0.0)


def _put_off_by(sentence: Sentence, trigger: Trigger, rivals: Iterable[Trigger]) -> Tag | None:
    """The verb of the decision before it, where that puts off or cancels: «أجلت محكمة …، اليوم، محاكمة»."""
    if trigger.form != "noun":
        return None
    before = [r for r in rivals if r.start < trigger.start and not r.rejected]
    if not before or before[-1].form != "did" or before[-1].type != trigger.type:
        return None
    off = sentence.at(before[-1].start, "STATUS")
    return off if off is not None and off.value in OFF else None


def infinitive_to(sentence: Sentence, verb: Trigger) -> Tag | None:
    """What makes a verb an infinitive: "to meet"."""
    to = sentence.at(verb.start, "WHERE") or sentence.before(verb.start, "WHERE")
    return to if verb.form == "does" and to is not None and to.value == "to" else None


def _is_intended(sentence: Sentence, verb: Trigger) -> bool:
    """Somebody is to do it: "agreed to meet", not "stormed the capital to protest"."""
    to = infinitive_to(sentence, verb)
    if to is None:
        return False
    intends = sentence.before(to.start, "INTENDS", "STATUS", "FUTURE_CUE") is not None
    return intends or guess_tense(sentence, verb.start, verb.end) != "past"


def _since(sentence: Sentence, noun: int) -> bool:
    """It is what something has lasted from: "since the early election of 3 June"."""
    limits = (sentence.before(i, "LIMIT") for i in range(noun - _SETTING, noun + 1))
    return any(limit is not None and limit.value == "since" for limit in limits)


def _is_done(sentence: Sentence, verb: Trigger, rivals: Iterable[Trigger]) -> bool:
    """Something was done for it, or after it: "flew to Cairo to meet her", "after a brief hearing"."""
    first = verb.start
    if verb.introduced:
        first = next((i for i in range(first - 1, first - 1 - _SETTING, -1) if sentence.at(i, "A")), first)
    behind = sentence.before(first, "COUNTED")
    if (verb.form == "does" or verb.introduced) and behind is not None and behind.value == "1":
        return True
    if verb.form == "noun" and _since(sentence, verb.start):
        return True
    to = infinitive_to(sentence, verb)
    if to is None or _is_intended(sentence, verb):
        return False
    journey = any(r.type == "visit" and not r.rejected and r.end <= verb.start for r in rivals)
    ahead = sentence.at(to.start - 1, "STATUS", "FUTURE_CUE") is not None
    return (journey or verb.type == "protest") and not ahead


def _is_setting_behind(sentence: Sentence, tag: Tag, trigger: Trigger) -> bool:
    """It is said of what stands behind, after which the event is: "a briefing after the end of the talks"."""
    after = sentence.at(tag.start, "CLAUSE") or sentence.before(tag.start, "CLAUSE")
    return tag.start >= trigger.end and after is not None and after.value == "after"


def sets_time(sentence: Sentence, trigger: Trigger) -> bool:
    """It only says when something else was: "after the meeting he announced …"."""
    setting = sentence.before(trigger.start, "CLAUSE")
    return trigger.form == "noun" and setting is not None and setting.value == "after"


def _told_at(sentence: Sentence, trigger: Trigger) -> Tag | None:
    """The verb of what was told at a press conference, which has taken place: "told a news conference that …"."""
    if trigger.type != "press_conference" or not trigger.introduced:
        return None
    opens = sentence.at(0, "PREP", "WHERE", "CLAUSE")
    behind = opens is not None and 0 <= trigger.start - opens.end <= _SETTING  # "At a news conference, he said …"
    said = range(trigger.end, len(sentence.tokens)) if behind else range(max(0, trigger.start - _OBJECT), trigger.start)
    return next((t for i in said if (t := sentence.at(i, "SAID"))), None)


def _setting_end(sentence: Sentence, trigger: Trigger) -> int:
    """Where what only sets the scene ends: "At a meeting in Rome on Monday, they agreed …" says nothing else of it.

    Nor does what is told there: "told a press conference that the vote would be held".
    """
    last = len(sentence.tokens)
    if trigger.type == "press_conference" and trigger.introduced:
        return trigger.end if _told_at(sentence, trigger) is not None else last
    opens = sentence.at(0, "PREP", "CLAUSE")
    if (
        opens is None
        or opens.value == "and"
        or trigger.form != "noun"
        or not (opens.start == trigger.start or 0 <= trigger.start - opens.end <= _OPENING)
    ):
        return last
    return next((i for i in range(trigger.end, last) if sentence.tokens[i].text in _ENDS), last)


def _is_second(sentence: Sentence, noun: int) -> bool:
    """The word "and" joins what the noun is object of to what stands before: "may visit Kyiv and hold talks"."""
    return any(sentence.before(i, "JOIN") is not None for i in (noun, noun - 1))


def _is_object(sentence: Sentence, verb: Tag, noun: int) -> bool:
    """Nothing but an article stands between a verb and the event that it is said of: "agreed to hold a summit"."""
    return noun == verb.end or (noun == verb.end + 1 and sentence.at(verb.end, "DEFINITE", "A") is not None)


def _nearest(found: Iterable[tuple[float, str, Tag]]) -> dict[str, tuple[float, Tag]]:
    """For each value its cheapest word."""
    out: dict[str, tuple[float, Tag]] = {}
    for cost, value, tag in found:
        if value not in out or cost < out[value][0]:
            out[value] = (cost, tag)
    return out


def _tense_of(tag: Tag, pack: Pack) -> str:
    return "future" if tag.value == "present" and pack.in_future(tag) else tag.value


def _is_no_verb(sentence: Sentence, verb: Tag) -> bool:
    """A verb with a capital in the body is part of a name, one behind an article a noun: "Italian Open", "a host".

    "the ongoing strike" is one that goes on; "during which" begins what else is done then.
    """
    relative = sentence.at(verb.end, "CLAUSE")
    if relative is not None and relative.value == "which":
        return True
    if verb.value != "now" and sentence.before(verb.start, "A", "THE") is not None:
        return True
    return sentence.text.field == "body" and verb.start > 0 and sentence.tokens[verb.start].capital


def _carriers(sentence: Sentence, trigger: Trigger, others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Verbs behind the trigger with no other event between: what it is, was or will be."""
    last = min((o[0] for o in others if o[0] >= trigger.end), default=len(sentence.tokens))
    tags = [t for cls in ("CARRY", "STATUS") for t in sentence.of(cls)]
    return sorted((t.start, t.end) for t in tags if trigger.end <= t.start < last)


def _is_future(sentence: Sentence, verb: tuple[int, int], pack: Pack) -> bool:
    """A word such as "will" with a verb that carries events right behind it, or the future in one word."""
    tag = sentence.at(verb[0], "CARRY")
    if tag is not None and _tense_of(tag, pack) == "future":
        return True
    scheduled = sentence.at(verb[0], "STATUS")
    if scheduled is None or scheduled.value != "scheduled":
        return False
    if any(f.start <= verb[0] < f.end for f in sentence.of("FORMER")):
        return False  # "was due to open on Monday"
    return any((c := sentence.at(i, "CARRY")) is not None and c.value == "present" for i in range(verb[1], verb[1] + 3))
