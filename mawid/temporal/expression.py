"""A temporal expression of a text: where it stands, and the interval that it means once the anchor is known."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mawid.event import When
from mawid.temporal.parts import Stretch
from mawid.temporal.resolve import stretch
from mawid.temporal.values import (
    Anchor,
    Base,
    Clock,
    Date,
    Duration,
    Limit,
    Period,
    Point,
    Range,
    Shift,
    Tense,
    Until,
    Value,
    Within,
)


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
        """It says how long, not when ("over three days", "runs until Friday"); `lasting` puts it to use."""
        return isinstance(self.value, Duration | Until)

    @property
    def is_clock(self) -> bool:
        """A time of day without a day ("at 10 a.m."); `at` puts it to use."""
        v = self.value
        return isinstance(v, Point) and v.clock is not None and v.base is None and v.weekday is None

    @property
    def is_vague(self) -> bool:
        """In the coming days, within two weeks: granularity `other`."""
        base = self.base
        return isinstance(base, Within) or (isinstance(base, Period) and base.count is None)

    @property
    def is_anaphoric(self) -> bool:
        """It counts from another date of the text ("the following day")."""
        base = self.base
        return isinstance(base, Shift) and base.anaphoric

    @property
    def is_deictic(self) -> bool:
        """Today, tomorrow, yesterday: counted in days from publication."""
        base = self.base
        return isinstance(base, Shift) and base.unit == "day" and not base.anaphoric

    @property
    def is_weekday(self) -> bool:
        """A weekday with nothing that says which one ("on Monday")."""
        v = self.value.last if isinstance(self.value, Until) else self.value
        return isinstance(v, Point) and v.weekday is not None and v.base is None and v.weekday_rel is None

    @property
    def has_year(self) -> bool:
        """It says which year, in digits."""
        return getattr(self.base, "year", None) is not None

    @property
    def limit(self) -> Limit | None:
        """By, before, after, since or until: it bounds a time and is not the time itself.

        "before Sunday's vote" bounds something else by the vote, whose day it tells: there it is None.
        """
        return self.value.limit if isinstance(self.value, Point) and not self.value.names else None

    @property
    def base(self) -> Base | None:
        """What it is about, without weekday, part and clock; of a range the last one's."""
        point = self.value.last if isinstance(self.value, Range) else self.value
        return point.base if isinstance(point, Point) else None

    def at(self, clock: "TimeExpression") -> "TimeExpression":
        """This day at the time of day of another expression; itself where it is no day or has a time."""
        if not isinstance(self.value, Point) or not isinstance(clock.value, Point) or self.value.clock:
            return self
        part = clock.value.daypart or self.value.daypart
        return replace(self, value=replace(self.value, clock=clock.value.clock, daypart=part))

    def lasting(self, duration: "TimeExpression") -> "TimeExpression":
        """This day and those after it, as many as a duration says; hours and ranges change nothing."""
        if isinstance(self.value, Point) and isinstance(duration.value, Until):
            return replace(self, value=Range(self.value, duration.value.last))
        if not isinstance(self.value, Point) or not isinstance(duration.value, Duration):
            return self
        days = duration.value.days
        return replace(self, value=replace(self.value, days=days)) if days and days > 1 else self

    @classmethod
    def of_day(cls, day: date, start: int, end: int, text: str) -> "TimeExpression":
        """The tokens `[start, end)`, as words for a day that is known from elsewhere."""
        return cls(start, end, Point(Date(year=day.year, month=day.month, day=day.day)), text)

    def as_last_day(self) -> "TimeExpression":
        """Of how long something lasts the last day, as a date of its own: "until Friday"; anything else as it is."""
        return replace(self, value=replace(self.value.last, limit="until")) if isinstance(self.value, Until) else self

    def as_length(self) -> "TimeExpression":
        """The last day of what lasts, as how long it does: what `as_last_day` undoes."""
        return replace(self, value=Until(replace(self.value, limit=None))) if isinstance(self.value, Point) else self

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
        if isinstance(self.value, Duration | Until):
            return None
        days = stretch(self.value, anchor, tense, _days_of(previous) if previous else None)
        if days is None:
            return None
        start, end = days.start.isoformat(), days.end.isoformat()
        when: When = {"start": start, "end": end, "granularity": days.granularity, "text": self.text}
        base = self.base
        if isinstance(base, Date) and base.calendar != "gregorian":
            when["calendar"] = base.calendar
        if days.granularity == "day" and isinstance(self.value, Point):
            if clock := self.value.clock:
                _set_clock(when, days.start, replace(clock, zone=_zone_in(clock.zone, anchor.country)))
            elif dayparts and self.value.daypart:
                first, last = self.value.daypart
                when["start"], when["end"] = _instant(days.start, first), _instant(days.start, last)
                when["granularity"] = "time"
        return when


def calibrated(anchor: Anchor, expressions: Iterable[TimeExpression]) -> Anchor:
    """The anchor on the day that the text itself calls today.

    "Today (Tuesday)" in an article of Thursday was written on Tuesday, and so were its other words. Three days at most.
    """
    for e in expressions:
        point, base = e.value, e.base
        if isinstance(point, Point) and point.weekday is not None and e.is_deictic and isinstance(base, Shift):
            named = (anchor.day + timedelta(base.count)).weekday()
            return replace(anchor, day=anchor.day + timedelta((point.weekday - named + 3) % 7 - 3))
    return anchor


def _days_of(when: When) -> Stretch:
    start, end = date.fromisoformat(when["start"][:10]), date.fromisoformat(when["end"][:10])
    return Stretch(start, max(end, start + timedelta(1)), when["granularity"])


def _instant(day: date, hour: int, minute: int = 0, zone: str | None = None) -> str:
    """Local date-time, with its offset where the zone is known; hour 24 is the next midnight."""
    at = datetime.combine(day, datetime.min.time()) + timedelta(hours=hour, minutes=minute)
    return (at.replace(tzinfo=ZoneInfo(zone)) if zone else at).isoformat(timespec="minutes")


def _zone_in(zone: str | None, country: str | None) -> str | None:
    """The zone that an abbreviation means in a country: IST is Indian, Israeli or Irish."""
    if zone is None or " " not in zone:
        return zone
    usual, *others = zone.split()
    return next((name for code, _, name in (o.partition(":") for o in others) if code == country), usual)


def _set_clock(when: When, day: date, clock: Clock) -> None:
    """Puts a time of day: the end is an hour later where the text gives none."""
    hour, minute = clock.end or (clock.hour + 1, clock.minute)
    when["start"] = _instant(day, clock.hour, clock.minute, clock.zone)
    when["end"] = _instant(day, hour, minute, clock.zone)
    when["granularity"] = "time"
    if clock.zone:
        when["timezone"] = clock.zone
