"""Which words of a sentence name or report an event.

Nouns name one (TRIGGER, WEAK), verbs report one (DID, DOES), some words only point to one named elsewhere
(POINTS). A word that is covered by a longer phrase of
class NOT_EVENT names none, nor does one whose sense the rest of the article rules out ("session" of
trading). What is rejected is kept with the reason, for `explain`.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from mawid.detect.asides import OFF
from mawid.detect.senses import (
    NO_BODY,
    NO_SPORT,
    SPOKEN_OF,
    decide,
    is_denied,
    is_voted_by,
    no_party,
    sitting_in,
    subject,
)
from mawid.detect.trigger import Form, Trigger
from mawid.event import family
from mawid.languages import Pack, Sentence
from mawid.languages.lexicon import Tag
from mawid.temporal import guess_tense
from mawid.text import Token

_CLASSES: Final[dict[str, Form]] = {"TRIGGER": "noun", "WEAK": "noun", "DID": "did", "DOES": "does", "POINTS": "noun"}
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
_KIND_OF: Final = {
    kind: type_
    for type_, kinds in (
        ("election", "presidential parliamentary local primary professional by_election student referendum"),
        ("competition", "final semifinal quarterfinal"),
        ("protest", "strike march"),
    )
    for kind in kinds.split()
}
"""Kinds that only events of one type are of: the students who strike elect nobody."""
_PLURAL: Final = frozenset({"talks", "election", "exercise"})
"""Events whose nouns are plural though one is meant."""
_COUNTED: Final = 4
"""Tokens that say the how manieth anniversary of something it is."""


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
    blocked: dict[int, list[Tag]] = {}
    for t in (t for tags in sentence.tags for t in tags if t.cls == "NOT_EVENT"):
        for i in range(t.start, t.end):
            blocked.setdefault(i, []).append(t)
    aside = frozenset(i for span in (*dates, *named) for i in span)

    def judged(tag: Tag) -> Trigger:
        trigger = _trigger(sentence, pack, tag, dates)
        trigger.points &= pack.modifier_after or not _is_of_day(sentence, tag, dates)
        trigger.rejected = (
            _no_event(sentence, pack, tag, blocked.get(tag.start, ()), (dates, housed, named))
            or _of_another(sentence, pack, trigger, tag, dates, out)
            or _other_thing(sentence, tag, sense)
        )
        if not trigger.rejected:
            decide(trigger, sentence, pack, sense, aside)
        return trigger

    def rank(tag: Tag) -> tuple[int, bool, bool, bool]:
        sitting = tag.value == "session" and subject(sentence, pack, tag.start, tag.end, aside) is not None
        return -tag.end, tag.cls == "POINTS", tag.value != "call", not sitting  # who telephoned did not meet

    out: list[Trigger] = []
    done = 0
    for i, tags in enumerate(sentence.tags):
        if i < done or len(out) == _MOST:
            continue
        named_here = [
            t
            for t in tags
            if t.cls in _CLASSES and not (_is_noun_form(sentence, t, pack, dates) or _is_carrier(sentence, t))
        ]
        named_here.sort(key=rank)
        if not named_here:
            continue
        trigger = judged(named_here[0])
        points = next((t for t in named_here if t.cls == "POINTS"), None)
        shown = next((t for t in named_here if t.value == "festival"), None) if sense["music"] >= SPOKEN_OF else None
        if trigger.rejected == NO_BODY and points is not None:
            trigger = judged(points)  # "the vote on Monday", not "parliament will vote"
        elif trigger.rejected == NO_SPORT and shown is not None and not sentence.at(i + 1, "DOES"):
            trigger = judged(shown)  # a band will play in an arena; "play two nights" says more
        sitting = sitting_in(sentence, trigger) if trigger.form == "noun" and trigger.weak else None
        if sitting is not None and is_voted_by(sentence, sitting):
            trigger = judged(sitting)
            trigger.weak = trigger.points = False
        out.append(trigger)
        done = i + 1 if trigger.rejected == NO_SPORT else trigger.end  # "will play two nights"
    return out


def _dated(sentence: Sentence, tag: Tag, blocker: Tag, dates: Sequence[range]) -> bool:
    """The preposition of a phrase that names no event begins a date: "strike on Friday", not "strike on Gaza".

    "Calls for Friday protests" are no calls.
    """
    within = blocker.end > tag.end or sentence.at(blocker.end - 1, "PREP") is not None
    begins = any(tag.end <= r.start <= blocker.end for r in dates)
    return within and blocker.start == tag.start and tag.value != "call" and begins


def _is_of_day(sentence: Sentence, tag: Tag, dates: Sequence[range]) -> bool:
    """The noun is told by its day, and so is an event of its own: "the 30 January poll", "Sunday's vote"."""
    start = tag.start - 2 if sentence.tokens[tag.start - 1].norm == "s" else tag.start
    return _CLASSES[tag.cls] == "noun" and any(r.stop in (start, tag.start) for r in dates)


def _no_event(
    sentence: Sentence, pack: Pack, tag: Tag, blockers: Sequence[Tag], spans: tuple[Sequence[range], ...]
) -> str:
    """Why the words are part of something that is no event: a name, a date, a venue, a place; "" where they are not."""
    dates, housed, named = spans
    longer = (b for b in blockers if b.end - b.start >= tag.end - tag.start and not _dated(sentence, tag, b, dates))
    if (blocker := next(longer, None)) is not None:
        return f"part of {sentence.words(blocker.start, blocker.end)!r}, no event"
    listed = sentence.at(tag.start, "MONTH", "MONTH_WEAK") and any(
        sentence.before(tag.start - k, "MONTH") for k in (0, 1)
    )
    if listed or any(_head(tag) in r for r in dates):
        return "part of a date"
    if any(tag.start in r and tag.end <= r.stop and not _is_head(tag, r, pack) for r in housed):
        return "part of a venue's name"
    if any(_is_within(tag, r) and not _is_head(tag, r, pack) for r in named):
        return "part of a place's name"
    return ""


def _of_another(
    sentence: Sentence, pack: Pack, trigger: Trigger, tag: Tag, dates: Sequence[range], before: list[Trigger]
) -> str:
    """Why the words only say more of another event: its new date, its purpose, or that it is remembered."""
    if _is_put_off_to(sentence, tag, dates, before):
        return f"the day that the {before[-1].type} is put off to"
    if _is_remembered(sentence, tag, pack):
        return "what is remembered"
    return f"what the {before[-1].type} is held for" if _is_purpose(trigger, tag, pack, before) else ""


def _head(tag: Tag) -> int:
    """The token of a verb or of an event's name that says what it is: "visit" of a "three-day visit"."""
    return tag.end - 1 if _CLASSES[tag.cls] == "noun" else tag.start


def _is_within(tag: Tag, name: range) -> bool:
    """It is a part of a longer name."""
    return name.start <= tag.start and tag.end <= name.stop and len(name) > tag.end - tag.start


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
    if _is_negated(sentence, tag) and not _is_called_off(sentence, tag):
        return "it is denied"
    for rival in (t for t in sentence.tags[tag.start] if t.cls == "RIVAL" and t.end >= tag.end):
        here = any(t.value == rival.value for t in sentence.of("CONTEXT"))
        if here and sense[rival.value] > sense[_SENSE.get(tag.value, "")]:
            return f"the article speaks of {rival.value}"
    if _CLASSES[tag.cls] != "noun":
        none = sentence.at(tag.end, "NEGATION")
        if none is not None and none.value == "none":
            return "there is none"
        if tag.value == "visit" and _is_amount(sentence, tag.end):
            return "an amount, no place"
        return no_party(sentence, tag)
    denials = (sentence.at(i, "NEGATION") for i in range(tag.start - 2, tag.start))
    if any(denied is not None and denied.value == "none" for denied in denials):
        return "there is none"
    near = range(max(0, tag.start - _ADJECTIVES), tag.start)
    if any(sentence.at(i, "ANY") and sentence.before(i, "NEGATION") for i in near):
        return "it is denied"
    if any(is_denied(sentence, i) for i in near if sentence.at(i, "A", "ANY")):
        return "it is denied"
    if sentence.at(tag.end, "COMPOUND") is not None:
        return f"it only says which {sentence.words(tag.end, tag.end + 1)!r}"
    return ""


def _is_called_off(sentence: Sentence, tag: Tag) -> bool:
    """The words that deny it call it off: "will not go on strike"."""
    return any(t.value in OFF and t.start < tag.start < t.end for t in sentence.of("STATUS"))


def _is_negated(sentence: Sentence, tag: Tag) -> bool:
    """It stands behind a negation; before a verb its auxiliaries may stand between: "is not planning to visit"."""
    at = tag.start
    while sentence.before(at, "NEGATION") is None:
        auxiliary = sentence.before(at, "STATUS", "PASSIVE", "FUTURE_CUE") if _CLASSES[tag.cls] != "noun" else None
        if auxiliary is None:
            return False
        at = auxiliary.start
    return True


def _is_amount(sentence: Sentence, i: int) -> bool:
    """A number stands there: «تصل إلى 400 مليون»."""
    return i < len(sentence.tokens) and sentence.tokens[i].norm.isdigit()


def _is_noun_form(sentence: Sentence, tag: Tag, pack: Pack, dates: Sequence[range]) -> bool:
    """A verb that the clitics before it or an article make a noun: «التشاور», "the June vote", "a student march"."""
    if any(c in tag.prefix for c in pack.noun_clitics) and _CLASSES[tag.cls] != "noun":
        return True
    if tag.cls != "DOES" or sentence.at(tag.start, "POINTS", "WEAK", "TRIGGER") is None:
        return False
    if sentence.at(tag.start, "POINTS") is not None and _has_determiner(sentence, tag.start, "DEFINITE"):
        return True
    if tag.value == "protest" and sentence.at(tag.start - 1, "DEFINITE") is not None:
        return True  # "close to the protest against the dam"
    if any(r.stop == tag.start and any(sentence.at(i, "DEFINITE") for i in (r.start - 1, *r)) for r in dates):
        return True  # "the January 2019 protests in Caracas"
    return not sentence.tokens[tag.start].norm.endswith(pack.plurals) and _has_determiner(sentence, tag.start, "A")


def _is_carrier(sentence: Sentence, tag: Tag) -> bool:
    """A verb that a longer phrase makes one which carries an event's noun: "a dinner hosted by the premier"."""
    carrier = sentence.at(tag.start, "CARRY")
    return _CLASSES[tag.cls] != "noun" and carrier is not None and carrier.end > tag.end


def _trigger(sentence: Sentence, pack: Pack, tag: Tag, dates: Sequence[range]) -> Trigger:
    first = sentence.tokens[tag.start]

    def _is_own(j: int) -> bool:
        """An adjective behind a person is that one's: «زيارة الرئيس السابق»."""
        return not pack.modifier_after or sentence.at(j, "TITLE", "GROUP", "HONORIFIC") is None

    last = sentence.tokens[tag.end - 1]
    polled = _CLASSES[tag.cls] != "noun" and tag.value == "election"  # "polls opened" does not say which election
    return Trigger(
        tag.start,
        tag.end,
        tag.value,
        "did" if _opens(sentence, pack, tag) else _CLASSES[tag.cls],
        weak=tag.cls in ("WEAK", "POINTS"),
        points=tag.cls == "POINTS",
        definite=bool(pack.article and (pack.article in tag.prefix or first.norm.startswith(pack.article)))
        or (
            _CLASSES[tag.cls] == "noun"
            and (_has_determiner(sentence, tag.start, "DEFINITE", dates) or _is_possessed(tag, last, pack))
        ),
        introduced=_CLASSES[tag.cls] == "noun" and _has_determiner(sentence, tag.start, "A", dates),
        plural=_CLASSES[tag.cls] == "noun" and tag.value not in _PLURAL and last.norm.endswith(pack.plurals),
        future=pack.in_future(tag),
        topic=_is(sentence.before(tag.start, "TOPIC"), "about"),
        demanded=any(
            _is(sentence.before(j, "TOPIC"), "demand") and not any(j <= r.start < tag.start for r in dates)
            for j in range(tag.start - _PHRASE, tag.start + 1)
        ),
        led=pack.modifier_after and _is_led(sentence, tag, pack.article),
        arrived=sentence.at(tag.start, "ARRIVED") is not None,
        departed=(gone := sentence.at(tag.start, "DEPARTED")) is not None and gone.end >= tag.end,
        another=any(_is(sentence.at(j, "ANOTHER"), "other") for j in takewhile(_is_own, _modifiers(tag, pack))),
        also=_is_also(sentence, tag),
        kinds=_kinds(sentence, _modifiers(tag, pack) if not polled else range(0), tag.value),
    )


def _kinds(sentence: Sentence, words: range, kind: str) -> frozenset[str]:
    """Which of the events of its type it is; a word of a longer phrase says nothing: "plea and trial preparation"."""
    kinds = (k.value for k in sentence.of("KIND") if k.start < words.stop and k.end > words.start)
    return frozenset(k for k in kinds if _KIND_OF.get(k, kind) == kind)


def _opens(sentence: Sentence, pack: Pack, tag: Tag) -> bool:
    """A verb before its subject has the tense of what that did: "Appearing in court on Monday, he denied it"."""
    first = tag.cls == "DOES" and tag.start == 0 and sentence.text.field == "body" and not pack.verb_first
    return first and guess_tense(sentence, tag.start, tag.end) == "past"


def _is_also(sentence: Sentence, tag: Tag) -> bool:
    """It is told beside events named before: "he also met", «كما عقد جلسة», «سبق الجلسة اجتماع»."""
    noun = _CLASSES[tag.cls] == "noun"
    if noun and (tag.prefix or _has_determiner(sentence, tag.start, "DEFINITE")):
        return False
    held = sentence.before(tag.start, "CARRY") if noun else tag
    if _is(sentence.at(0, "ANOTHER"), "apart") or (held and _is(sentence.before(held.start, "ANOTHER"), "also")):
        return True
    near = range(max(0, tag.start - _ADJECTIVES), tag.start) if noun else range(0)
    return any(_is(sentence.at(i, "ANOTHER"), "beside") for i in near)


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


def _has_determiner(sentence: Sentence, i: int, cls: str, dates: Sequence[range] = ()) -> bool:
    """A word such as "the" or "a" stands before the noun at token `i`, with only adjectives or a date between."""
    words, j = 0, i - 1
    while j >= 0 and words < _ADJECTIVES:
        date = next((r for r in dates if j in r), None)
        if any(sentence.at(k, cls) for k in date or (j,)):
            return True
        if date is None and sentence.at(j, "CARRY", "STATUS", "SAID", "CLAUSE"):
            return False
        words += date is None and sentence.tokens[j].text != "-"
        j = (date or range(j, j)).start - 1
    return False


def _modifiers(tag: Tag, pack: Pack) -> range:
    """The tokens of an event's name: its own, and those on the side on which its adjectives stand."""
    if pack.modifier_after:
        return range(tag.start, tag.end + _PHRASE)
    return range(max(0, tag.start - _PHRASE), tag.end)
