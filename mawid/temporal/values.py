"""What a temporal expression says, before it meets an anchor: plain values without behaviour.

`rel` is always the direction that a word gave: -1 for "last", 0 for "this", +1 for "next", None where
nothing was said and tense decides.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypedDict

from mawid.temporal.calendars import Calendar

Tense = Literal["past", "future", "none"]
Unit = Literal["hour", "day", "week", "weekend", "month", "quarter", "year"]
Limit = Literal["by", "before", "after", "since", "until"]
DayPart = tuple[int, int]
"""Hours of a day, `[start, end)`."""
Part = str
"""`early`, `mid`, `late`, `end`, `later` (what is left of it), `earlier`, `eve` (the day before), or a numbered piece:
`half 1`, `third 2`, `quarter 4`, `span 10` (so many days, the last ones where it is negative), `day 1`, `week 1`,
`week -1` (the last), `weekend 2`, `week of` and `weekend of` (a day),
`weekend at` (a holiday), `nth 1` (with a weekday)."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative expressions resolve against.

    Attributes:
        day: the publication day in the source's time zone.
        country: ISO 3166 alpha-2 of the source: the order of numbers in dates.
    """

    day: date
    country: str | None = None

    @classmethod
    def of(cls, published: datetime, country: str | None = None) -> "Anchor":
        """The anchor of an article published at `published`, in its source's zone."""
        return cls(published.date(), country)


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month or year. What is None was not said.

    Attributes:
        year_rel: "in March last year". month_rel: "the 23rd of this month". rel: "next March", «شباط المقبل».
        swappable: digits such as 3/4/2017, whose order the country decides.
    """

    calendar: Calendar = "gregorian"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    rel: int | None = None
    year_rel: int | None = None
    month_rel: int | None = None
    swappable: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """This week, next month, the last two days, the coming weeks (`count` None: vague)."""

    unit: Unit
    rel: int | None
    count: int | None = 1


@dataclass(frozen=True, slots=True)
class Within:
    """Within 48 hours; within days (`count` None)."""

    unit: Unit
    count: int | None


@dataclass(frozen=True, slots=True)
class Shift:
    """Today, tomorrow, three days ago, in two weeks; with `anaphoric`, from another date of the text.

    With `after` nothing says from when: «بعد يومين» is two days from now only in what lies ahead.
    """

    unit: Unit
    count: int
    anaphoric: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Season:
    """Spring is 1, winter 4."""

    number: int
    year: int | None = None
    rel: int | None = None
    year_rel: int | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast by its rule (`calendars.holiday`)."""

    rule: str
    year: int | None = None
    rel: int | None = None
    year_rel: int | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """So far behind a day, or before it (`sign` -1); `count` None: vague ("a few days after").

    With a `weekday` the next such day, or the last one before: "the Saturday before Christmas".
    """

    unit: Unit
    count: int | None
    sign: int
    weekday: int | None = None


Base = Date | Period | Within | Shift | Season | Holiday


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `end` is (hour, minute) where it is a range; `zone` an IANA name.

    Of several zones (`Asia/Jerusalem IN:Asia/Kolkata`) it is that of the source's country.
    """

    hour: int
    minute: int = 0
    end: tuple[int, int] | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One expression: a base, what narrows it, what extends it.

    Attributes:
        base: None where only a weekday, a clock time or a part of the day was said.
        weekday: Monday is 0; beside a date it is a checksum. weekday_rel: «الاثنين المقبل».
        days: how many days it lasts, where a duration was said with it.
        names: it says which vote or talks are meant and is no bound by itself: "before Sunday's vote".
        offset: how far from it the day is that is meant: "two days after Easter".
    """

    base: Base | None = None
    weekday: int | None = None
    weekday_rel: int | None = None
    part: Part | None = None
    clock: Clock | None = None
    daypart: DayPart | None = None
    days: int | None = None
    limit: Limit | None = None
    offset: Offset | None = None
    names: bool = False


class Slots(TypedDict, total=False):
    """A point that is being read: its fields, and whether its weekday could be another word ("Sun")."""

    base: Base
    weekday: int
    weekday_rel: int
    part: Part
    clock: Clock
    daypart: DayPart
    weak: bool


@dataclass(frozen=True, slots=True)
class Range:
    """From one point to another, both included."""

    first: Point
    last: Point


@dataclass(frozen=True, slots=True)
class Duration:
    """Three days: how long something lasts."""

    count: int
    unit: Unit

    @property
    def days(self) -> int | None:
        """In days, where it is so many: "a 48-hour strike" is two."""
        if self.unit == "hour":
            return self.count // 24 if self.count % 24 == 0 else None
        return self.count * {"day": 1, "week": 7}[self.unit] if self.unit in ("day", "week") else None


@dataclass(frozen=True, slots=True)
class Until:
    """«تستمر حتى الأربعاء»: how long something lasts, by its last day."""

    last: Point


Value = Point | Range | Duration | Until
