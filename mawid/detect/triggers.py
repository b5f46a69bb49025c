"""Which words of a sentence name or report an event.

Nouns name one (TRIGGER, WEAK), verbs report one (DID, DOES), some words only point to one named elsewhere
(POINTS). A word that is covered by a longer phrase of
class NOT_EVENT names none, nor does one whose sense the rest of the article rules out ("session" of
trading). What is rejected is kept with the reason, for `explain`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final, Literal

from mawid.event import family
from mawid.languages import Pack, Sentence
from mawid.languages.lexicon import Tag
from mawid.text import Token

ANY: Final = "any"
"""The type of a word for events of all types: "the event"."""
Form = Literal["noun", "did", "does"]

_CLASSES: Final[dict[str, Form]] = {"TRIGGER": "noun", "WEAK": "noun", "DID": "did", "DOES": "does", "POINTS": "noun"}
_NEAR: Final = 5
"""Tokens on either side in which a word must stand to decide the sense of another."""
_ADJECTIVES: Final = 3
"""Words that may stand between a noun and "the"."""
_PHRASE: Final = 2
"""Adjectives that may stand beside an event's noun."""
_MOST: Final = 16
"""Triggers of one sentence: no reporter comes near, and what is attached to them costs their cube."""
_SENSE: Final = {
    "protest": "labour",
    "hearing": "court",
    "competition": "sport",
    "session": "session",
    "summit": "talks",
}
"""The CONTEXT that speaks for an event of a type, against that of a RIVAL."""
_ORGAN_VERBS: Final = frozenset({"meeting", "talks", "session"})
_PLURAL: Final = frozenset({"talks", "election", "exercise"})
"""Events whose nouns are plural though one is meant."""
_COUNTED: Final = 4
"""Tokens that say the how manieth anniversary of something it is."""
_NO_SPORT: Final = "nothing else in the article speaks of sport"
_SPOKEN_OF: Final = 3
"""Different words of a field that make an article one on it."""
_MARKETS: Final = 2
"""The same of a sentence on markets."""
_COURTS: Final = 2
"""Different words of courts in an article on one."""
_TRIED: Final = 4
"""The same of one on a trial, where every session is the court's."""
_NEEDS_SPORT: Final = frozenset({"competition"})


@dataclass(slots=True)
class Trigger:
    """The tokens `[start, end)` of a sentence name an event of `type`.

    `weak`: the word alone is not enough. `points`: it can only join an event. `definite`: it may point back
    to an event named before. `future`: the verb form itself says that it is to come. `arrived`: of a visit
    that goes on, `departed`: of one that is over. `topic`: something is said about it. `demanded`: somebody
    wants it. `led`: it only says what an office or a body is for («مدير المهرجان»). `another`, `also`: it is
    told apart from one, from all named before. `kinds`: which of the events of its type it is, where the words
    say so: a funeral, a presidential election.
    """

    start: int
    end: int
    type: str
    form: Form
    weak: bool = False
    points: bool = False
    definite: bool = False
    plural: bool = False
    future: bool = False
    arrived: bool = False
    departed: bool = False
    topic: bool = False
    demanded: bool = False
    led: bool = False
    another: bool = False
    also: bool = False
    kinds: frozenset[str] = frozenset()
    rejected: str = ""
    notes: list[str] = field(default_factory=list)


def senses(sentences: Sequence[Sentence]) -> Counter[str]:
    """How many different words of each CONTEXT an article has, nouns of talks and visits, and bodies."""
    words = {(t.value, s.tokens[t.start].norm) for s in sentences for t in s.of("CONTEXT")}
    senses = Counter(value for value, _ in words)
    senses.update(t.value for s in sentences for t in s.of("TRIGGER") if t.value in ("talks", "visit", "hearing"))
    senses.update(t.value for s in sentences for t in s.of("DID") if t.value == "hearing")
    senses.update(t.value for s in sentences for t in s.of("ORGAN"))
    return senses


def find(
    sentence: Sentence,
    pack: Pack,
    sense: Counter[str],
    dates: Sequence[range],
    housed: Sequence[range],
    named: Sequence[range] = (),
) -> list[Trigger]:
    """The triggers of a sentence, leftmost and longest.

    Args:
        sentence: with its tags.
        pack: its language.
        sense: what `senses` counted in the whole article.
        dates: the token ranges of time expressions; a word of a date ("March") names no event.
        housed: those of venues; a word of their names ("Conference Centre") names none either.
        named: those of places; nor does a word of theirs ("Fair Isle").
    """
    blocked = {i: t for t in sentence.of("NOT_EVENT") for i in range(t.start, t.end)}
    aside = frozenset(i for span in (*dates, *named) for i in span)
    out: list[Trigger] = []
    done = 0
    for i, tags in enumerate(sentence.tags):
        if i < done or len(out) == _MOST:
            continue
        tag = max(
            (t for t in tags if t.cls in _CLASSES and not _is_noun_form(t, pack)),
            key=lambda t: (t.end, t.cls != "POINTS", t.value == "call"),  # who spoke by telephone did not meet
            default=None,
        )
        if tag is None:
            continue
        trigger = _trigger(sentence, pack, tag)
        blocker = blocked.get(i)
        if (
            blocker is not None
            and blocker.end - blocker.start >= tag.end - tag.start
            and not _dated(tag, blocker, dates)
        ):
            trigger.rejected = f"part of {sentence.words(blocker.start, blocker.end)!r}, no event"
        elif any(_head(tag) in r for r in dates):
            trigger.rejected = "part of a date"
        elif any(tag.start in r and tag.end <= r.stop and not _is_head(tag, r, pack) for r in housed):
            trigger.rejected = "part of a venue's name"
        elif any(r.start <= tag.start and tag.end <= r.stop and not _is_head(tag, r, pack) for r in named):
            trigger.rejected = "part of a place's name"
        elif _is_put_off_to(sentence, tag, dates, out):
            trigger.rejected = f"the day that the {out[-1].type} is put off to"
        elif _is_remembered(sentence, tag, pack):
            trigger.rejected = "what is remembered"
        elif _is_purpose(trigger, tag, pack, out):
            trigger.rejected = f"what the {out[-1].type} is held for"
        else:
            trigger.rejected = _other_thing(sentence, tag, sense)
        if not trigger.rejected:
            _decide_sense(trigger, sentence, pack, sense, aside)
        out.append(trigger)
        done = i + 1 if trigger.rejected == _NO_SPORT else tag.end  # "will play two nights"
    return out


def _dated(tag: Tag, blocker: Tag, dates: Sequence[range]) -> bool:
    """The preposition of a phrase that names no event begins a date: "strike on Friday", not "strike on Gaza"."""
    return blocker.start == tag.start and any(tag.end <= r.start <= blocker.end > tag.end for r in dates)


def _head(tag: Tag) -> int:
    """The token of a verb or of an event's name that says what it is: "visit" of a "three-day visit"."""
    return tag.end - 1 if _CLASSES[tag.cls] == "noun" else tag.start


def _is_head(tag: Tag, name: range, pack: Pack) -> bool:
    """The noun that says what a name names: the fair in "Leipzig Book Fair", not that in "Fair Grounds"."""
    return tag.start == name.start if pack.modifier_after else tag.end == name.stop


def _is_put_off_to(sentence: Sentence, tag: Tag, dates: Sequence[range], before: list[Trigger]) -> bool:
    """It only introduces the new date of an event before it: «تأجيل المحاكمة إلى جلسة 11 يونيو»."""
    whose = any((t.form == "noun" or t.type == "hearing") and not (t.rejected or t.points) for t in before)
    moved = any(t.value == "postponed" and t.end <= tag.start for t in sentence.of("STATUS"))
    to = any(n.start <= tag.start < n.end and tag.end <= n.end for n in sentence.of("NEW_DATE"))
    return whose and moved and to and any(0 <= d.start - tag.end <= 1 for d in dates)


def _is_remembered(sentence: Sentence, tag: Tag, pack: Pack) -> bool:
    """It stands behind the word for an anniversary: «الذكرى العاشرة للزيارة»; its own date is another."""
    before = range(max(0, tag.start - _COUNTED), tag.start)
    memory = any((kind := sentence.at(i, "KIND")) is not None and kind.value == "memory" for i in before)
    signs = any(sentence.tokens[i].text in ",،:;" for i in before)
    return pack.modifier_after and memory and not signs and _CLASSES[tag.cls] == "noun" and tag.cls != "POINTS"


def _is_purpose(trigger: Trigger, tag: Tag, pack: Pack, before: list[Trigger]) -> bool:
    """A weak noun with the clitic of a purpose behind a gathering: «اجتماع … للتوقيع على البروتوكول»."""
    clitics = tag.prefix.removesuffix(pack.article)
    if not trigger.weak or trigger.points or not pack.purpose or pack.purpose not in clitics:
        return False
    whose = next((t for t in reversed(before) if not (t.rejected or t.points)), None)
    return whose is not None and whose.type != "visit" and family(whose.type) == "encounter"


def _other_thing(sentence: Sentence, tag: Tag, sense: Counter[str]) -> str:
    """Why a word names no event here: "no talks", "summit" of a mountain, "concert hall"; "" where it does."""
    if sentence.before(tag.start, "NEGATION") is not None:
        return "it is denied"
    if _CLASSES[tag.cls] != "noun":
        none = sentence.at(tag.end, "NEGATION")
        if none is not None and none.value == "none":
            return "there is none"
        number = tag.end < len(sentence.tokens) and sentence.tokens[tag.end].norm.isdigit()  # «تصل إلى 400 مليون»
        return "an amount, no place" if tag.value == "visit" and number else ""
    rival = sentence.at(tag.start, "RIVAL")
    if rival is not None and rival.end >= tag.end:
        here = any(t.value == rival.value for t in sentence.of("CONTEXT"))
        if here and sense[rival.value] > sense[_SENSE.get(tag.value, "")]:
            return f"the article speaks of {rival.value}"
    denials = (sentence.at(i, "NEGATION") for i in range(tag.start - 2, tag.start))
    if any(denied is not None and denied.value == "none" for denied in denials):
        return "there is none"
    if sentence.at(tag.end, "COMPOUND") is not None:
        return f"it only says which {sentence.words(tag.end, tag.end + 1)!r}"
    return ""


def _is_noun_form(tag: Tag, pack: Pack) -> bool:
    """A verb of the vocabulary that the clitics before it make a noun: «التشاور»."""
    return _CLASSES[tag.cls] != "noun" and any(c in tag.prefix for c in pack.noun_clitics)


def _trigger(sentence: Sentence, pack: Pack, tag: Tag) -> Trigger:
    first = sentence.tokens[tag.start]

    def _is_own(j: int) -> bool:
        """An adjective behind a person is that one's: «زيارة الرئيس السابق»."""
        return not pack.modifier_after or sentence.at(j, "TITLE", "GROUP", "HONORIFIC") is None

    last = sentence.tokens[tag.end - 1]
    return Trigger(
        tag.start,
        tag.end,
        tag.value,
        _CLASSES[tag.cls],
        weak=tag.cls in ("WEAK", "POINTS"),
        points=tag.cls == "POINTS",
        definite=bool(pack.article and (pack.article in tag.prefix or first.norm.startswith(pack.article)))
        or (_CLASSES[tag.cls] == "noun" and (_has_determiner(sentence, tag.start) or _is_possessed(tag, last, pack))),
        plural=tag.value not in _PLURAL and last.norm.endswith(pack.plurals),
        future=bool(pack.future) and pack.future in tag.prefix,
        topic=_is(sentence.before(tag.start, "TOPIC"), "about"),
        demanded=any(_is(sentence.before(j, "TOPIC"), "demand") for j in range(tag.start - _PHRASE, tag.start + 1)),
        led=pack.modifier_after and _is_led(sentence, tag, pack.article),
        arrived=sentence.at(tag.start, "ARRIVED") is not None,
        departed=sentence.at(tag.start, "DEPARTED") is not None,
        another=any(_is(sentence.at(j, "ANOTHER"), "other") for j in takewhile(_is_own, _modifiers(tag, pack))),
        also=_is_also(sentence, tag),
        kinds=frozenset(k.value for j in _modifiers(tag, pack) if (k := sentence.at(j, "KIND"))),
    )


def _is_also(sentence: Sentence, tag: Tag) -> bool:
    """It is told beside events named before: "he also met", «سبق الجلسة اجتماع»."""
    if _CLASSES[tag.cls] != "noun":
        return _is(sentence.before(tag.start, "ANOTHER"), "also")
    near = range(max(0, tag.start - _ADJECTIVES), tag.start)
    return not tag.prefix and any(_is(sentence.at(i, "ANOTHER"), "beside") for i in near)


def _is_possessed(tag: Tag, word: Token, pack: Pack) -> bool:
    """The noun has a pronoun, which makes it definite: «زيارته»."""
    return tag.end - tag.start == 1 and bool(pack.possessives) and word.text.endswith(pack.possessives)


def _is_led(sentence: Sentence, tag: Tag, article: str) -> bool:
    """The noun stands right behind an office or a body whose last word has no article, and without a preposition."""
    if _CLASSES[tag.cls] != "noun" or tag.prefix not in ("", article):
        return False
    head = sentence.before(tag.start, "TITLE", "BODY")
    return head is not None and not sentence.tokens[head.end - 1].norm.startswith(article)


def _is(tag: Tag | None, value: str) -> bool:
    return tag is not None and tag.value == value


def _has_determiner(sentence: Sentence, i: int) -> bool:
    """A word such as "the" stands before the noun at token `i`, with nothing but adjectives between."""
    for j in range(i - 1, max(-1, i - 1 - _ADJECTIVES), -1):
        if sentence.at(j, "DEFINITE"):
            return True
        if sentence.at(j, "CARRY", "STATUS", "SAID", "CLAUSE"):
            return False
    return False


def _modifiers(tag: Tag, pack: Pack) -> range:
    """The tokens of an event's name: its own, and those on the side on which its adjectives stand."""
    if pack.modifier_after:
        return range(tag.start, tag.end + _PHRASE)
    return range(max(0, tag.start - _PHRASE), tag.end)


def _decide_sense(trigger: Trigger, sentence: Sentence, pack: Pack, sense: Counter[str], aside: frozenset[int]) -> None:
    here = Counter(t.value for t in sentence.of("CONTEXT"))
    if sentence.at(trigger.start, "MATCH") is not None and _in_sport(sense, here) and not _of_office(trigger, sentence):
        trigger.notes.append(f"{trigger.type} in an article on sport: a competition")
        trigger.type = "competition"
    elif reason := _other_sense(trigger, sense, here):
        trigger.rejected = reason
    elif trigger.type == "visit" and trigger.weak and sense["talks"] > sense["visit"]:
        trigger.type = "talks"  # «جولة», a round of talks or a tour
    elif trigger.type == "visit" and trigger.weak and sense["music"] >= _SPOKEN_OF:
        trigger.type = "festival"  # the tour of a band
    elif (organ := _organ(sentence, pack, trigger, aside)) is not None:
        trigger.type = organ.value
    elif trigger.type in ("session", "visit"):
        _decide_session(trigger, sentence, sense, here)


def _other_sense(trigger: Trigger, sense: Counter[str], here: Counter[str]) -> str:
    """Why what the article speaks of makes the word name no event; "" where it does not."""
    verb = trigger.form != "noun"
    if trigger.type in _NEEDS_SPORT and sense["sport"] < _SPOKEN_OF and (trigger.weak or verb):
        return _NO_SPORT
    if trigger.type in ("session", "summit", "protest", "ceremony") and trigger.weak and here["trade"] >= _MARKETS:
        return "the sentence speaks of markets"
    if trigger.type == "session" and sense["trade"] >= _SPOKEN_OF and here["trade"]:
        return "a session of trading"
    if verb and ("signing" in trigger.kinds or trigger.type == "election") and _in_sport(sense, here):
        return "a transfer or an award"
    return "a referee" if trigger.type == "hearing" and trigger.weak and _in_sport(sense, here) else ""


def _decide_session(trigger: Trigger, sentence: Sentence, sense: Counter[str], here: Counter[str]) -> None:
    """What a session or round is that no body is said to have."""
    if (trigger.type == "session" or trigger.weak) and _in_sport(sense, here):
        trigger.rejected = "a session or round of a sport"
    elif trigger.type == "visit":
        return
    elif trigger.weak and not sense["session"] and sentence.at(trigger.start, "PHASE"):
        trigger.type, trigger.points = ANY, True  # an edition of something
    elif trigger.form != "noun":
        trigger.rejected = "not said of a body that has sittings"
    elif (sense["court"] >= _COURTS or sense["hearing"]) and (
        _beside(sentence, trigger, "court") or _of_court(trigger, sentence, sense)
    ):
        trigger.notes.append("session in an article on a court: a hearing")
        trigger.type = "hearing"


def _of_office(trigger: Trigger, sentence: Sentence) -> bool:
    """A verb of which an office is subject or object: a minister who meets a team plays no match."""
    near = range(trigger.start - _NEAR, trigger.end + _NEAR)
    return trigger.form != "noun" and any(sentence.at(i, "TITLE", "HONORIFIC") for i in near)


def _in_sport(sense: Counter[str], here: Counter[str]) -> bool:
    """The article and the sentence speak of sport."""
    return sense["sport"] >= _SPOKEN_OF and here["sport"] > 0


def _organ(sentence: Sentence, pack: Pack, trigger: Trigger, aside: frozenset[int]) -> Tag | None:
    """The body whose meeting it is."""
    if trigger.form == "noun":
        return _of_organ(sentence, trigger) if trigger.type == "meeting" else None
    return _subject(sentence, pack, trigger, aside) if trigger.type in _ORGAN_VERBS else None


def _of_organ(sentence: Sentence, trigger: Trigger) -> Tag | None:
    """Whose meeting it is stands right before or behind it, or is the subject of the verb that carries it."""
    near = range(trigger.start - _NEAR, trigger.end + 2)
    return next((organ for i in near if (organ := sentence.at(i, "ORGAN"))), None)


def _subject(sentence: Sentence, pack: Pack, trigger: Trigger, aside: frozenset[int]) -> Tag | None:
    """The body that a verb is said of: only its auxiliaries, a date or a place stand between, or it is right behind."""
    if pack.verb_first and (behind := sentence.at(trigger.end, "ORGAN")) is not None:
        return behind
    at = trigger.start
    while (organ := sentence.before(at, "ORGAN")) is None:
        auxiliary = sentence.before(at, "STATUS", "CARRY", "NEGATION", *(("WHERE", "PREP") if at in aside else ()))
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
