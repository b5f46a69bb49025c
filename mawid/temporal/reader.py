"""Reading the atoms of temporal expressions off tagged tokens: numbers, months, dates, clock times, quantities.

Every method takes a token index and returns what it read with the index behind it, or None. The classes of
words are documented at the top of each language's `time.toml`.
"""

from dataclasses import replace
from typing import Final, NamedTuple

from mawid.languages import Pack, Sentence
from mawid.languages.lexicon import Tag
from mawid.temporal.calendars import Calendar
from mawid.temporal.values import Clock, Date, Unit
from mawid.text import Token

_CALENDARS: Final[dict[str, Calendar]] = {"h": "hijri", "j": "jalali"}
_DECIMAL: Final = frozenset(".,:٫٬")
_MONEY: Final = frozenset("$€£¥₪#№")


class Number(NamedTuple):
    value: int
    end: int
    ordinal: bool


class Month(NamedTuple):
    calendar: Calendar
    number: int
    end: int
    weak: bool


class Year(NamedTuple):
    value: int
    calendar: Calendar | None
    end: int


class Quantity(NamedTuple):
    """`count` is None where it is vague ("a few days")."""

    count: int | None
    unit: Unit
    end: int


class Reader:
    """The atoms of one sentence."""

    def __init__(self, sentence: Sentence, pack: Pack) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.pack = pack

    def tag(self, i: int, *classes: str) -> Tag | None:
        return self.sentence.at(i, *classes)

    def norm(self, i: int) -> str:
        return self.tokens[i].norm if 0 <= i < len(self.tokens) else ""

    def skip(self, i: int, *classes: str) -> int:
        """The index behind a word of one of the classes, or `i`."""
        t = self.tag(i, *classes)
        return t.end if t else i

    def conjoined(self, i: int) -> bool:
        """Whether "and" is written as part of the word («والثلاثاء»)."""
        return (
            any(t.prefix and self._is_and(t.prefix[0]) for t in self.sentence.tags[i])
            if i < len(self.tokens)
            else False
        )

    def _is_and(self, clitic: str) -> bool:
        return any(t.cls == "AND" for t in self.pack.lexicon.tag([Token(clitic, 0, 1, False)])[0])

    # -- numbers

    def digits(self, i: int, size: int = 4) -> int | None:
        """The digits at `i` when they are a number by themselves: no part of a decimal, a name, an amount."""
        word = self.norm(i)
        if not word or len(word) > size or not word.isdigit():
            return None
        token, before, after = self.tokens[i], self.norm(i - 1), self.norm(i + 1)
        if before in _MONEY or after in ("%", "٪"):
            return None
        if token.glued and i:
            if before in _DECIMAL and self.norm(i - 2).isdigit() and self.tokens[i - 1].glued:
                return None
            if (
                before.isascii()
                and before.isalpha()
                and not self.tag(i - 1, "PIECE", "AND", "THE", "MONTH", "MONTH_WEAK")
            ):
                return None
            if before == "-" and self.tokens[i - 1].glued and self.norm(i - 2).isalpha() and not self._timed(i - 2):
                return None
        if i + 1 < len(self.tokens) and self.tokens[i + 1].glued:
            if after in _DECIMAL and self.norm(i + 2).isdigit() and self.tokens[i + 2].glued:
                return None
            if after.isascii() and after.isalpha() and not self._timed(i + 1):
                return None
        return int(word)

    def _timed(self, i: int) -> bool:
        return (
            self.tag(i, "PART", "MONTH", "MONTH_WEAK", "WEEKDAY", "WEEKDAY_WEAK", "SUFFIX", "AMPM", "ERA", "UNIT")
            is not None
        )

    def number(self, i: int) -> Number | None:
        """A whole number in digits ("23", "3rd", «الـ28») or words ("twenty-third", «الثالث والعشرين»)."""
        at = self.skip(i, "THE") if self.norm(i + 1).isdigit() else i
        value = self.digits(at)
        if value is not None:
            suffix = self.tag(at + 1, "SUFFIX")
            return Number(value, suffix.end if suffix else at + 1, suffix is not None)
        first = self.tag(i, "NUMBER", "ORDINAL")
        if first is None or first.value.startswith("-"):
            return None
        value, end, ordinal = int(first.value), first.end, first.cls == "ORDINAL"
        joint = self.skip(end, "AND", "DASH")
        second = self.tag(joint, "NUMBER", "ORDINAL")
        if second and not second.value.startswith("-"):
            other = int(second.value)
            joined = self.conjoined(joint) or joint > end
            if value < 10 and other in range(20, 100, 10) and joined:  # «الثالث والعشرين»
                return Number(value + other, second.end, ordinal or second.cls == "ORDINAL")
            if value in range(20, 100, 10) and other < 10 and not self.conjoined(joint):  # "twenty-third"
                return Number(value + other, second.end, second.cls == "ORDINAL")
        return Number(value, end, ordinal)

    def quantity(self, i: int, bare: bool = False) -> Quantity | None:
        """Three days, «يومين», 48 hours, a few weeks; with `bare` a unit alone is one («بعد أسبوع»)."""
        i = self.skip(i, "APPROX")
        if dual := self.tag(i, "DUAL"):
            return Quantity(2, _unit(dual), dual.end)
        count: int | None
        n = self.number(i)
        if n:
            if n.ordinal:
                return None
            count, at = n.value, n.end
        elif vague := self.tag(i, "VAGUE"):
            count, at = None, vague.end
        elif a := self.tag(i, "A"):
            count, at = 1, a.end
        elif bare:
            count, at = 1, i
        else:
            return None
        at = self.skip(self.skip(self.skip(at, "OF") if count is None else at, "DASH"), "MORE")
        unit = self.tag(at, "UNITS", "UNIT")
        if unit is None or (bare and at == i and unit.cls == "UNITS"):
            return Quantity(None, _unit(unit), unit.end) if unit else None
        return Quantity(count, _unit(unit), unit.end)

    # -- dates

    def month(self, i: int) -> Month | None:
        """A month by name, doubled or not: "Jan.", «شهر كانون الثاني/يناير», «يناير (كانون الثاني)»."""
        at = self.skip(i, "MONTH_NOUN")
        t = self.tag(at, "MONTH", "MONTH_WEAK")
        if t is None:
            return None
        calendar = _CALENDARS.get(t.value[0], "gregorian")
        end = t.end
        if self.norm(end) == "." and self.tokens[end].glued:
            end += 1
        bracket = self.norm(end) == "("
        if bracket or self.norm(end) in ("/", "-", "\\", "،", ","):
            twin = self.tag(end + 1, "MONTH", "MONTH_WEAK")
            if twin and twin.value == t.value and not (bracket and self.norm(twin.end) != ")"):
                return Month(calendar, int(t.value.lstrip("hj")), twin.end + bracket, False)
        return Month(calendar, int(t.value.lstrip("hj")), end, t.cls == "MONTH_WEAK" and at == i)

    def year(self, i: int) -> Year | None:
        """A year in digits, with or without its noun and era: «عام 1437هـ», "2018"."""
        at = self.skip(i, "YEAR_NOUN")
        value = self.digits(at)
        if value is None or len(self.norm(at)) != 4:
            return None
        era = self.tag(at + 1, "ERA")
        calendar: Calendar | None = era.value if era else None  # type: ignore[assignment]  # the data says one of them
        if not 1200 <= value < 2200 or (
            value < 1800 and calendar in (None, "gregorian") and at == i and not 1300 <= value < 1500
        ):
            return None
        return Year(value, calendar, era.end if era else at + 1)

    def numeric_date(self, i: int) -> tuple[Date, int] | None:
        """23/1/2017, 2017-01-23, 23.1.2017, ١/٣/١٤٣٧هـ."""
        sep = self.norm(i + 1)
        parts = [self.norm(i + k) for k in (0, 2, 4)]
        if sep not in ("/", "-", ".") or self.norm(i + 3) != sep or not all(p.isdigit() and len(p) <= 4 for p in parts):
            return None
        if not all(self.tokens[i + k].glued for k in (1, 2, 3, 4)):
            return None
        before, after = i and self.tokens[i].glued and self.norm(i - 1), self.norm(i + 5)
        if before in ("/", "-", ".") or (after == sep and self.norm(i + 6).isdigit()):
            return None
        a, b, c = map(int, parts)
        if len(parts[0]) == 4:
            year, month, day, swappable = a, b, c, False
        elif len(parts[2]) in (2, 4) and len(parts[0]) <= 2:
            year = c if len(parts[2]) == 4 else c + (2000 if c < 70 else 1900)
            day, month = (a, b) if b <= 12 else (b, a)
            swappable = a <= 12 and b <= 12
        else:
            return None
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        era = self.tag(i + 5, "ERA")
        calendar: Calendar = "hijri" if 1300 <= year < 1500 else "gregorian"
        if era:
            calendar = era.value  # type: ignore[assignment]  # the data says one of them
        return Date(calendar, year, month, day, swappable=swappable), era.end if era else i + 5

    def day(self, i: int) -> tuple[int, int] | None:
        """A day of a month: 1 to 31, in digits or as an ordinal."""
        n = self.number(i)
        if n is None or not 1 <= n.value <= 31 or not (n.ordinal or self.norm(n.end - 1).isdigit() or n.value == 1):
            return None
        return n.value, n.end

    def with_year(self, date: Date, at: int) -> tuple[Date, int]:
        """The date with the year, or the direction, that stands behind it."""
        if rel := self.rel_after(at):
            return replace(date, rel=int(rel.value)), rel.end
        k = at
        if (self.norm(k) == "." and self.tokens[k].glued) or self.norm(k) in (",", "،", "/"):
            k += 1
        k = self.skip(k, "OF", "ON")
        year = self.year(k)
        if year and (year.calendar in (None, date.calendar)) and self._right_century(date.calendar, year.value):
            return replace(date, year=year.value), year.end
        if k == at or self.tag(at, "OF"):
            period = self.rel_unit(k)
            if period and period[0] == "year":
                return replace(date, year_rel=period[1]), period[2]
        return date, at

    @staticmethod
    def _right_century(calendar: Calendar, year: int) -> bool:
        return year >= 1500 if calendar == "gregorian" else 1200 <= year < 1600

    def rel_unit(self, i: int) -> tuple[Unit, int, int] | None:
        """A single unit with a direction on either side: "next week", «العام المقبل», «هذا الشهر»."""
        i = self.skip(i, "THE")
        if before := self.tag(i, "THIS", "REL"):
            unit = self.tag(before.end, "UNIT")
            return (_unit(unit), int(before.value), unit.end) if unit else None
        unit = self.tag(i, "UNIT")
        rel = self.rel_after(unit.end) if unit else None
        return (_unit(unit), int(rel.value), rel.end) if unit and rel else None

    def rel_after(self, i: int) -> Tag | None:
        """The direction behind its noun («المقبل»), unless it belongs to the next one ("Monday next week")."""
        rel = self.tag(i, "REL")
        if (
            rel
            and not self.pack.modifier_after
            and self.tag(rel.end, "UNIT", "UNITS", "WEEKDAY", "MONTH", "MONTH_WEAK", "SEASON", "NUMBER", "DAYPART")
        ):
            return None
        return rel

    # -- clock times

    def clock(self, i: int, beside_day: bool) -> tuple[Clock, tuple[int, int] | None, int] | None:
        """A time of day with the part of the day and the zone that belong to it.

        Args:
            i: token index.
            beside_day: a day stands before it, so that "14:30" needs no other sign.
        """
        first = self._clock(i, beside_day)
        if first is None:
            return None
        clock, daypart, end = first
        to = self.tag(end, "TO", "DASH")
        if to and (second := self._clock(to.end, True)):
            other, late, end = second
            if late and not daypart and clock.hour + 12 <= other.hour:
                clock = replace(clock, hour=clock.hour + 12)
            if (other.hour, other.minute) > (clock.hour, clock.minute):
                clock = replace(clock, end=(other.hour, other.minute), zone=clock.zone or other.zone)
        return clock, daypart, end

    def _clock(self, i: int, beside_day: bool) -> tuple[Clock, tuple[int, int] | None, int] | None:
        if word := self.tag(i, "CLOCK"):
            hour, minute = map(int, word.value.split(":"))
            return self._zoned(Clock(hour, minute), None, word.end)
        noun = self.tag(i, "CLOCK_NOUN")
        at = noun.end if noun else i
        sure = noun is not None or self.tag(i - 1, "AT") is not None
        face = self._face(at, sure or beside_day)
        if face is None:
            return None
        hour, minute, end, sure_face = face
        sure = (sure and (noun is not None or sure_face)) or (sure_face and beside_day)
        if more := self.tag(end, "MINUTE"):
            hour, minute = divmod(hour * 60 + int(more.value), 60)
            end = more.end
        daypart = None
        if half := self.tag(end, "AMPM"):
            hour, sure, end = hour % 12 + int(half.value), True, half.end
        elif named := self.tag(self.skip(end, "OF"), "DAYPART"):
            if not (sure_face or noun) and not self.tag(i - 1, "AT", "ON"):
                return None
            daypart = hours(named.value)
            hour, sure, end = in_daypart(hour, daypart), True, named.end
        elif bell := self.tag(end, "OCLOCK"):
            sure, end = True, bell.end
        found = self._zoned(Clock(hour % 24, minute), daypart, end)
        return found if sure or found[0].zone else None

    def _face(self, i: int, dotted: bool) -> tuple[int, int, int, bool] | None:
        """Hour, minute, index behind, and whether it can hardly be anything else."""
        if named := self.tag(i, "HOUR"):
            return int(named.value), 0, named.end, False
        hour, sep, minute = self.norm(i), self.norm(i + 1), self.norm(i + 2)
        if not hour.isdigit() or len(hour) > 4:
            n = self.number(i)
            return (n.value, 0, n.end, False) if n and not n.ordinal and n.value < 13 else None
        if (
            sep in (":", ".", "٫")
            and len(minute) == 2
            and minute.isdigit()
            and self.tokens[i + 2].glued
            and len(hour) <= 2
        ):
            if sep != ":" and not (dotted or self.tag(i + 3, "AMPM", "ZONE")):
                return None
            ok = int(hour) < 24 and int(minute) < 60
            end = i + 5 if self.norm(i + 3) == ":" and self.norm(i + 4).isdigit() else i + 3
            return (int(hour), int(minute), end, True) if ok else None
        if len(hour) == 4 and self.tag(i + 1, "ZONE", "HOUR_UNIT") and int(hour[:2]) < 24 and int(hour[2:]) < 60:
            return int(hour[:2]), int(hour[2:]), i + 1, False
        value = self.digits(i, 2)
        return (value, 0, i + 1, False) if value is not None and value < 25 else None

    def _zoned(
        self, clock: Clock, daypart: tuple[int, int] | None, at: int
    ) -> tuple[Clock, tuple[int, int] | None, int]:
        bracket = self.norm(at) == "("
        zone = self.tag(at + bracket, "ZONE")
        if zone is None:
            return clock, daypart, at
        end, name = zone.end, zone.value
        shift = self.digits(end + 1, 2) if self.norm(end) in ("+", "-") else None
        if shift is not None and shift <= 14:
            # POSIX signs in Etc/ names: three hours east of Greenwich is "-3".
            name, end = f"Etc/GMT{'-' if self.norm(end) == '+' else '+'}{shift}", end + 2
        return (
            replace(clock, zone=None if name == "local" else name),
            daypart,
            end + (bracket and self.norm(end) == ")"),
        )


def _unit(t: Tag) -> Unit:
    return t.value  # type: ignore[return-value]  # the data says one of them


def hours(value: str) -> tuple[int, int]:
    start, _, end = value.partition("-")
    return int(start), int(end)


def in_daypart(hour: int, part: tuple[int, int]) -> int:
    """The hour on a 24-hour clock: 8 in the evening is 20, 12 at night 0, 2 at night 2."""
    if hour == 12:
        return 12 if part[0] < 18 else 0
    return hour + 12 if hour < 12 <= part[0] and not (part[0] >= 20 and hour < 6) else hour
