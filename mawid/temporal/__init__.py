"""Temporal expressions: what a text says of time, and the interval it means.

`find` reads a sentence without knowing the publication date; `TimeExpression.resolve` gives the interval once anchor
and tense are known. The package knows calendars and no language: words come from the packs' `time.toml`.

    text -> reader (numbers, units) -> dates, clocks -> points -> grammar (ranges, lists) -> expression -> interval
"""

from collections.abc import Iterator
from datetime import date, datetime

from mawid import languages
from mawid.event import When
from mawid.languages import Pack, Sentence, sentences_of
from mawid.temporal.expression import TimeExpression, calibrated
from mawid.temporal.grammar import Grammar
from mawid.temporal.tense import guess_tense
from mawid.temporal.values import Anchor, Tense
from mawid.text import Text

__all__ = ["Anchor", "Tense", "TimeExpression", "calibrated", "find", "guess_tense", "times"]


def find(sentence: Sentence, pack: Pack) -> list[TimeExpression]:
    """The expressions of a sentence, leftmost and longest, none overlapping another. Linear time."""
    return [
        TimeExpression(f.start, f.end, f.value, sentence.words(f.start, f.end), f.weak)
        for f in Grammar(sentence, pack).find()
    ]


def times(text: str, lang: str, ref: date | datetime, country: str | None = None) -> list[When]:
    """Every time that a text speaks of, in order of appearance.

    Args:
        text: plain text or HTML.
        lang: BCP 47 code; a language without a pack gives an empty list.
        ref: the publication date, in the source's zone.
        country: ISO 3166 alpha-2 of the source.

    Returns:
        Intervals. A time of day or a duration is put to the day before it in its sentence.
    """
    pack = languages.get(lang)
    if pack is None:
        return []
    anchor = Anchor(ref.date() if isinstance(ref, datetime) else ref, country)
    out: list[When] = []
    found = [(s, find(s, pack)) for s in sentences_of(Text("body", text), pack)]
    anchor = calibrated(anchor, (e for _, expressions in found for e in expressions))
    for sentence, expressions in found:
        for expression in _joined(expressions, sentence):
            tense = guess_tense(sentence, expression.start, expression.end)
            when = expression.resolve(anchor, tense, out[-1] if out else None, dayparts=True)
            if when:
                out.append(when)
    return out


def _is_over(sentence: Sentence, duration: TimeExpression) -> bool:
    """Whether a length lies before the day that is told: "flew home on Tuesday after a two-day visit"."""
    article = sentence.before(duration.start, "A", "THE")
    limit = sentence.before(article.start if article else duration.start, "LIMIT")
    return limit is not None and limit.value == "after"


def _is_start(sentence: Sentence, e: TimeExpression) -> bool:
    """Whether something is said to begin then: "a three-day visit that begins here on Monday"."""
    begins = any(t.value != "from" and t.end <= e.start for t in sentence.of("STARTING"))
    return begins or sentence.before(e.start, "STARTING") is not None


def _joined(found: list[TimeExpression], sentence: Sentence) -> Iterator[TimeExpression]:
    """The expressions of a sentence with clock times and durations put to the days that they belong to."""
    last: TimeExpression | None = None
    for e in found:
        if e.weak:
            continue
        if last and e.is_clock:
            last = last.at(e)
        elif last and not last.is_duration and e.is_duration:
            last = last if _is_over(sentence, e) else last.lasting(e)
        else:
            starts = last is not None and last.is_duration and _is_start(sentence, e)
            if last and not last.is_duration:
                yield last
            last = e.lasting(last) if last and starts else e
    if last:
        yield last
