"""What an article speaks of: in which sense it has words such as "session", "rally" and "match"."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from mawid.detect.trigger import ANY, Trigger
from mawid.languages import Pack, Sentence
from mawid.languages.lexicon import Tag

_NEAR: Final = 5
"""Tokens on either side in which a word must stand to decide the sense of another."""
_BY: Final = 8
"""Tokens behind a vote within which the body is named that took it."""
_ORGAN_VERBS: Final = frozenset({"meeting", "talks", "session"})
NO_SPORT: Final = "nothing else in the article speaks of sport"
NO_BODY: Final = "not said of a body that has sittings"
SPOKEN_OF: Final = 3
"""Different words of a field that make an article one on it."""
_MARKETS: Final = 2
"""The same of a sentence on markets."""
_COURTS: Final = 2
"""Different words of courts in an article on one."""
_TRIED: Final = 4
"""The same of one on a trial, where every session is the court's."""
_NAMED: Final = frozenset({"talks", "visit", "hearing", "election"})
"""Events whose nouns are counted: an article that has them may mean them where it says "session", "tour" or "vote"."""
_NEEDS_SPORT: Final = frozenset({"competition"})


_ADJECTIVES: Final = 3
"""Words between an article and its noun."""
_OBJECT: Final = 5
"""Tokens behind a verb within which the noun of its object stands."""


def senses(sentences: Sequence[Sentence]) -> Counter[str]:
    """How many different words of each CONTEXT an article has, nouns of talks and visits, bodies, and results."""
    words = {(t.value, s.tokens[t.start].norm) for s in sentences for t in s.of("CONTEXT")}
    senses = Counter(value for value, _ in words)
    senses["sport"] += any(_is_result(s, i) for s in sentences for i in range(len(s.tokens) - 2))
    senses.update(t.value for s in sentences for t in s.of("TRIGGER") if t.value in _NAMED)
    senses.update(t.value for s in sentences for t in s.of("DID") if t.value == "hearing")
    senses.update(t.value for s in sentences for t in s.of("ORGAN"))
    senses["inquiry"] += sum(_is_inquiry(s, t) for s in sentences for t in s.of("TRIGGER"))
    return senses


def _is_inquiry(sentence: Sentence, tag: Tag) -> bool:
    """A sitting named with the word for a court's: "Senate hearing"."""
    inner = (t for i in range(tag.start + 1, tag.end) for t in sentence.tags[i])
    return tag.value == "session" and any(t.cls == "TRIGGER" and t.value == "hearing" for t in inner)


def _is_result(sentence: Sentence, i: int) -> bool:
    """A result such as "3-1" begins at token `i`; two days of a month are none."""
    left, sign, right = sentence.tokens[i : i + 3]
    if not (left.norm.isdigit() and sign.text in "-–" and right.norm.isdigit() and sign.glued and right.glued):
        return False
    return sentence.at(i - 1, "MONTH") is None and sentence.at(i + 3, "MONTH") is None


def is_denied(sentence: Sentence, i: int) -> bool:
    """A negated verb stands before token `i`: "would not call a session"; who does not attend one denies nothing."""
    return sentence.before(i - 1, "NEGATION") is not None and sentence.at(i - 1, "JOINS") is None


def no_party(sentence: Sentence, tag: Tag) -> str:
    """Why the object of a verb makes it tell of no event: "met the deadline", "beat the odds"; "" where it does not."""
    for i in range(tag.end, min(tag.end + _OBJECT, len(sentence.tokens))):
        thing = next((t for t in sentence.tags[i] if t.cls == "NO_PARTY" and t.value == tag.value), None)
        if thing is not None:
            return f"said of {sentence.words(thing.start, thing.end)!r}"
        if sentence.at(i, "PREP", "WHERE", "CLAUSE", "JOIN", "CARRY") or not sentence.tokens[i].text[0].isalnum():
            break
    return ""


def decide(trigger: Trigger, sentence: Sentence, pack: Pack, sense: Counter[str], aside: frozenset[int]) -> None:
    """Give a trigger the type that its words have in this article, or reject it."""
    here = Counter(t.value for t in sentence.of("CONTEXT"))
    if sentence.at(trigger.start, "MATCH") is not None and _is_match(trigger, sentence, sense, here):
        trigger.notes.append(f"{trigger.type} in an article on sport: a competition")
        trigger.type = "competition"
    elif reason := _other_sense(trigger, sense, here):
        trigger.rejected = reason
    elif trigger.type == "visit" and trigger.weak and sense["talks"] > sense["visit"]:
        trigger.type = "talks"  # «جولة», a round of talks or a tour
    elif trigger.type == "visit" and trigger.weak and sense["music"] >= SPOKEN_OF:
        trigger.type = "festival"  # the tour of a band
    elif trigger.type == "ceremony" and _is_show(trigger, sentence, sense):
        trigger.type = "festival"  # the "party" of a singer is a concert
    elif (organ := _organ(sentence, pack, trigger, aside)) is not None:
        trigger.type = organ.value
    elif trigger.type == "hearing" and trigger.form == "noun" and sense["inquiry"] and not trigger.kinds:
        trigger.type = "session"  # of those that the article calls a committee's
    elif trigger.type == "election" and trigger.weak and _is_vote(sentence, trigger, sense):
        trigger.type = "session"
    elif trigger.type in ("session", "visit"):
        _decide_session(trigger, sentence, sense, here)


def _is_show(trigger: Trigger, sentence: Sentence, sense: Counter[str]) -> bool:
    """One word for any celebration, in an article on music, and nothing says that it is a wedding or an award."""
    word = sentence.at(trigger.start, "SHOW")
    alone = word is not None and word.end == trigger.end and trigger.form == "noun" and not trigger.kinds
    return alone and sense["music"] >= SPOKEN_OF


def _other_sense(trigger: Trigger, sense: Counter[str], here: Counter[str]) -> str:
    """Why what the article speaks of makes the word name no event; "" where it does not."""
    verb = trigger.form != "noun"
    if trigger.type in _NEEDS_SPORT and sense["sport"] < SPOKEN_OF and (trigger.weak or verb):
        return NO_SPORT
    if trigger.type in ("session", "summit", "protest", "ceremony") and trigger.weak and here["trade"] >= _MARKETS:
        return "the sentence speaks of markets"
    if trigger.type == "session" and sense["trade"] >= SPOKEN_OF and here["trade"]:
        return "a session of trading"
    if verb and ("signing" in trigger.kinds or trigger.type == "election") and _in_sport(sense, here):
        return "a transfer or an award"
    return "a referee" if trigger.type == "hearing" and trigger.weak and _in_sport(sense, here) else ""


def _is_vote(sentence: Sentence, trigger: Trigger, sense: Counter[str]) -> bool:
    """It is a word for what a body does as well, and the article names a body and no election."""
    return sitting_in(sentence, trigger) is not None and sense["session"] > 0 and not sense["election"]


def sitting_in(sentence: Sentence, trigger: Trigger) -> Tag | None:
    """A word of it that may also be what a body does: the "vote" of a "budget vote"."""
    words = (t for i in range(trigger.start, trigger.end) for t in sentence.tags[i])
    return next((t for t in words if t.cls == "POINTS" and t.value == "session"), None)


def _decide_session(trigger: Trigger, sentence: Sentence, sense: Counter[str], here: Counter[str]) -> None:
    """What a session or round is that no body is said to have."""
    if (trigger.type == "session" or trigger.weak) and _in_sport(sense, here):
        trigger.rejected = "a session or round of a sport"
    elif trigger.type == "visit":
        return
    elif trigger.weak and not sense["session"] and sentence.at(trigger.start, "PHASE"):
        trigger.type, trigger.points = ANY, True  # an edition of something
    elif trigger.form != "noun":
        told = any(sentence.at(i, "ORGAN") for i in range(trigger.start, trigger.end))  # "briefed the Security Council"
        trigger.rejected = "" if told else NO_BODY
    elif (
        (sense["court"] >= _COURTS or sense["hearing"])
        and _of_organ(sentence, trigger) is None
        and (_beside(sentence, trigger, "court") or _of_court(trigger, sentence, sense))
    ):
        trigger.notes.append("session in an article on a court: a hearing")
        trigger.type = "hearing"


def _is_match(trigger: Trigger, sentence: Sentence, sense: Counter[str], here: Counter[str]) -> bool:
    """Teams play it: the article speaks of sport, and less of talks, say on who takes part."""
    return _in_sport(sense, here) and sense["sport"] > sense["talks"] and not _of_office(trigger, sentence)


def _of_office(trigger: Trigger, sentence: Sentence) -> bool:
    """A verb of which an office is subject or object: a minister who meets a team plays no match."""
    beside = (*range(trigger.start - _NEAR, trigger.start), *range(trigger.end, trigger.end + _NEAR))
    near = (sentence.at(i, "TITLE", "HONORIFIC") for i in beside)
    return trigger.form != "noun" and any(tag is not None and tag.value != "sport" for tag in near)


def _in_sport(sense: Counter[str], here: Counter[str]) -> bool:
    """The article and the sentence speak of sport."""
    return sense["sport"] >= SPOKEN_OF and here["sport"] > 0


def _organ(sentence: Sentence, pack: Pack, trigger: Trigger, aside: frozenset[int]) -> Tag | None:
    """The body whose meeting it is."""
    if trigger.form == "noun":
        if trigger.type != "meeting":
            return None
        return _of_organ(sentence, trigger) or subject(sentence, pack, _phrase(sentence, trigger.start), 0, aside)
    at = (trigger.start, trigger.end)
    return subject(sentence, pack, *at, aside) if trigger.type in _ORGAN_VERBS else None


def _of_organ(sentence: Sentence, trigger: Trigger) -> Tag | None:
    """Whose meeting it is stands right before or behind it, or is the subject of the verb that carries it."""
    near = range(trigger.start - _NEAR, trigger.end + 3)
    return next((organ for i in near if (organ := sentence.at(i, "ORGAN"))), None)


def _phrase(sentence: Sentence, noun: int) -> int:
    """Where a noun's phrase begins: at its article, with nothing but adjectives between; behind "has an"."""
    first = next((i for i in range(noun - 1, max(-1, noun - 1 - _ADJECTIVES), -1) if sentence.at(i, "A")), noun)
    if any(sentence.at(i, "WHERE", "PREP", "CLAUSE") for i in range(first, noun)):
        return noun
    return first if sentence.before(first + 1, "CARRY") is None else first + 1


def is_voted_by(sentence: Sentence, vote: Tag) -> bool:
    """A body stands before the vote, or in or by it behind: "a council vote", "a vote by the Senate"."""
    if any(sentence.at(i, "ORGAN") for i in range(vote.start - _NEAR, vote.start)):
        return True
    organ = next((t for i in range(vote.end, vote.end + _BY) if (t := sentence.at(i, "ORGAN"))), None)
    i = organ.start if organ is not None else 0
    while i > vote.end and (sentence.tokens[i - 1].capital or sentence.before(i, "DETERMINER")):
        i -= 1
    return sentence.before(i, "WHERE", "LIMIT") is not None and i > vote.end


def subject(sentence: Sentence, pack: Pack, start: int, end: int, aside: frozenset[int]) -> Tag | None:
    """The body that a verb is said of: only its auxiliaries, a date or a place stand between, or it is right behind."""
    if pack.verb_first and (behind := sentence.at(end, "ORGAN")) is not None:
        return behind
    at = start
    while (organ := sentence.before(at, "ORGAN")) is None:
        places = ("WHERE", "PREP") if at in aside or at == start else ()  # "is due to vote"
        auxiliary = sentence.before(at, "STATUS", "CARRY", "NEGATION", "PASSIVE", "FUTURE_CUE", *places)
        if auxiliary is None and at - 1 not in aside:
            return None
        at = auxiliary.start if auxiliary is not None else at - 1
    return organ


def _of_court(trigger: Trigger, sentence: Sentence, sense: Counter[str]) -> bool:
    """The article speaks of no other body that has sessions, and it points back to one, or stands beside a trial."""
    tried = (
        any(t.value == "hearing" for cls in ("TRIGGER", "DID") for t in sentence.of(cls)) or sense["court"] >= _TRIED
    )
    return not sense["session"] and (trigger.definite or (trigger.end - trigger.start == 1 and tried))


def _beside(sentence: Sentence, trigger: Trigger, sense: str) -> bool:
    near = range(trigger.start - _NEAR, trigger.end + _NEAR)
    return any((tag := sentence.at(i, "CONTEXT")) is not None and tag.value == sense for i in near)
