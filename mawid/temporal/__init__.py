"""Temporal expressions: what a text says of time, and the interval it means.

`find` reads a sentence without knowing the publication date; `TimeExpression.resolve` gives the interval once anchor
and tense are known. It knows calendars and no language: words come from the packs' `time.toml`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from zoneinfo import ZoneInfo

from mawid import languages
from mawid.event import When
from mawid.languages import Pack, Sentence, sentences_of
from mawid.temporal.grammar import Grammar
from mawid.temporal.resolve import Stretch, stretch
from mawid.temporal.tense import guess_tense
from mawid.temporal.values import (
    Anchor,
    Clock,
    Date,
    Duration,
    Limit,
    Period,
    Point,
    Range,
    Shift,
    Tense,
    Value,
    Within,
)
from mawid.text import Text

__all__ = ["Anchor", "Tense", "TimeExpression", "find", "guess_tense", "times"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """The tokens `[start, end)` of a sentence, and what they say.

    Attributes:
        value: unresolved.
        text: as written.
        weak: it may be something else: four digits that could be a year.
    """

    start: int
    end: int
    value: Value
    text: str
    weak: bool = False

    @property
    def is_duration(self) -> bool:
        """It says how long, not when ("over three days"); `lasting` puts it to use."""
        return isinstance(self.value, Duration)

    @property
    def is_clock(self) -> bool:
        """A time of day without a day ("at 10 a.m."); `at` gives it one."""
        return (
            isinstance(self.value, Point)
            and self.value.clock is not None
            and self._base() is None
            and self.value.weekday is None
        )

    @property
    def is_vague(self) -> bool:
        """In the coming days, within two weeks: granularity `other`."""
        base = self._base()
        return isinstance(base, Within) or (isinstance(base, Period) and base.count is None)

    @property
    def is_anaphoric(self) -> bool:
        """It counts from another date of the text ("the following day")."""
        base = self._base()
        return isinstance(base, Shift) and base.anaphoric

    @property
    def is_deictic(self) -> bool:
        """Today, tomorrow, yesterday: counted in days from publication."""
        base = self._base()
        return isinstance(base, Shift) and base.unit == "day" and not base.anaphoric

    @property
    def has_year(self) -> bool:
        """It says which year, in digits."""
        base = self._base()
        return isinstance(base, Date) and base.year is not None

    @property
    def limit(self) -> Limit | None:
        """By, before, after, since or until: it bounds a time and is not the time itself."""
        return self.value.limit if isinstance(self.value, Point) else None

    def _base(self) -> object:
        value = self.value.last if isinstance(self.value, Range) else self.value
        return value.base if isinstance(value, Point) else None

    def at(self, clock: "TimeExpression") -> "TimeExpression":
        """This day at the time of day of another expression of the same event."""
        if not isinstance(self.value, Point) or not isinstance(clock.value, Point) or self.value.clock:
            return self
        return replace(
            self, value=replace(self.value, clock=clock.value.clock, daypart=clock.value.daypart or self.value.daypart)
        )

    def lasting(self, duration: "TimeExpression") -> "TimeExpression":
        """This day and those after it, as many as a duration says; hours and ranges change nothing."""
        if not isinstance(self.value, Point) or not isinstance(duration.value, Duration):
            return self
        days = duration.value.count * {"day": 1, "week": 7}.get(duration.value.unit, 0)
        return replace(self, value=replace(self.value, days=days)) if days > 1 else self

    def resolve(
        self, anchor: Anchor, tense: Tense = "none", previous: When | None = None, dayparts: bool = False
    ) -> When | None:
        """The interval that is meant.

        Args:
            anchor: publication day and country.
            tense: of the clause; chooses the side where no word does ("on Monday").
            previous: the date that an anaphoric expression counts from.
            dayparts: give "Monday evening" as hours; else it is the day.

        Returns:
            None for durations, and where there is no such time.
        """
        if isinstance(self.value, Duration):
            return None
        before = Stretch(date.fromisoformat(previous["start"][:10]), _last_day(previous), "days") if previous else None
        days = stretch(self.value, anchor, tense, before)
        if days is None:
            return None
        when: When = {
            "start": days.start.isoformat(),
            "end": days.end.isoformat(),
            "granularity": days.granularity,
            "text": self.text,
        }
        base = self._base()
        if isinstance(base, Date) and base.calendar != "gregorian":
            when["calendar"] = base.calendar
        point = self.value.first if isinstance(self.value, Range) else self.value
        if days.granularity == "day" and isinstance(self.value, Point):
            if point.clock:
                _set_clock(when, days.start, point.clock)
            elif dayparts and point.daypart:
                start, end = (_instant(days.start, h, 0, None) for h in point.daypart)
                when |= {"start": _iso(start), "end": _iso(end), "granularity": "time"}
        return when


def _last_day(when: When) -> date:
    end = datetime.fromisoformat(when["end"])
    return end.date() if "T" not in when["end"] else date.fromisoformat(when["start"][:10]) + timedelta(1)


def _instant(day: date, hour: int, minute: int, zone: str | None) -> datetime:
    at = datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=minute)
    return at.replace(tzinfo=ZoneInfo(zone)) if zone else at


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def _set_clock(when: When, day: date, clock: Clock) -> None:
    start = _instant(day, clock.hour, clock.minute, clock.zone)
    end = _instant(day, *clock.end, clock.zone) if clock.end else start + timedelta(hours=1)
    when |= {"start": _iso(start), "end": _iso(end), "granularity": "time"}
    if clock.zone:
        when["timezone"] = clock.zone


def find(sentence: Sentence, pack: Pack) -> list[TimeExpression]:
    """The expressions of a sentence, leftmost and longest, none overlapping another. Linear time."""
    return [
        TimeExpression(f.start, f.end, f.value, sentence.words(f.start, f.end), f.weak)
        for f in Grammar(sentence, pack).find()
    ]


def times(text: str, lang: str, ref: date | datetime, country: str | None = None) -> list[When]:
    """Every time that a text speaks of.

    Args:
        text: plain text or HTML.
        lang: BCP 47 code; a language without a pack gives an empty list.
        ref: the publication date, in the source's zone.
        country: ISO 3166 alpha-2 of the source.

    Returns:
        The intervals in order of appearance. A clock time or a duration is put to the day before it in its sentence.
    """
    pack = languages.get(lang)
    if pack is None:
        return []
    anchor = Anchor(ref.date() if isinstance(ref, datetime) else ref, country)
    out: list[When] = []
    for sentence in sentences_of(Text("body", text), pack):
        for expression in _composed(find(sentence, pack)):
            tense = guess_tense(sentence, expression.start, expression.end)
            when = expression.resolve(anchor, tense, out[-1] if out else None, dayparts=True)
            if when:
                out.append(when)
    return out


def _composed(found: list[TimeExpression]) -> Iterator[TimeExpression]:
    last: TimeExpression | None = None
    for e in found:
        if e.weak:
            continue
        if last and (e.is_clock or e.is_duration):
            last = last.at(e) if e.is_clock else last.lasting(e)
            continue
        if last:
            yield last
        last = e
    if last:
        yield last
