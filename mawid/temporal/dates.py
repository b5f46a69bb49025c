"""Reading calendar dates: months by name, years, dates in digits and in words."""

from dataclasses import replace
from typing import Final, NamedTuple, cast

from mawid.temporal.calendars import Calendar
from mawid.temporal.reader import Reader
from mawid.temporal.values import Date, Slots

_CALENDARS: Final[dict[str, Calendar]] = {"h": "hijri", "j": "jalali"}
_HIJRI_YEARS: Final = range(1200, 1600)
_BEFORE_YEAR: Final = ("PREP", "OF", "LIMIT", "FROM", "BETWEEN", "WITHIN", "DURING")
"""What makes a number a year: "in 2018"."""
_MONTHS: Final = ("MONTH", "MONTH_WEAK")
_BEFORE_MONTH: Final = (*_BEFORE_YEAR, "TO", "AND", "OR")
"""What makes a word a month that could be another: "in May"."""


class Month(NamedTuple):
    """A month by name; `weak` where the word alone could be another ("may")."""

    calendar: Calendar
    number: int
    end: int
    weak: bool


class Year(NamedTuple):
    """A year; `calendar` where it says which."""

    value: int
    calendar: Calendar | None
    end: int


class Dates(Reader):
    """Dates of one sentence."""

    def month(self, i: int) -> Month | None:
        """A month, doubled or not: "Jan.", «شهر كانون الثاني/يناير», «يناير (كانون الثاني)»."""
        at = self.skip(i, "MONTH_NOUN")
        t = self.tag(at, "MONTH", "MONTH_WEAK")
        if t is None:
            return None
        calendar, number = _CALENDARS.get(t.value[0], "gregorian"), int(t.value.lstrip("hj"))
        end = t.end + (self.norm(t.end) == "." and self.glued(t.end) and t.end + 1 < len(self.tokens))
        bracket = self.norm(end) == "("
        joint = bracket or self.norm(end) in ("/", "-", "\\", "،", ",")
        twin = self.tag(end + joint, "MONTH", "MONTH_WEAK")
        if twin and twin.value == t.value and not (bracket and self.norm(twin.end) != ")"):
            return Month(calendar, number, twin.end + bracket, False)
        return Month(calendar, number, end, t.cls == "MONTH_WEAK" and at == i)

    def year(self, i: int) -> Year | None:
        """Four digits with or without a noun before and an era behind: «عام 1437هـ», "2018"."""
        at = self.skip(i, "YEAR_NOUN")
        if at > i and (words := self.tag(at, "YEAR_WORDS")):  # «عام ألفين وثمانية عشر»
            n = self.number(self.skip(words.end, "AND"))
            return Year(int(words.value) + (n.value if n else 0), None, n.end if n else words.end)
        value = self.digits(at)
        if value is None or len(self.norm(at)) != 4 or not 1200 <= value < 2200:
            return None
        era = self.tag(at + 1, "ERA")
        return Year(value, cast("Calendar", era.value) if era else None, era.end if era else at + 1)

    def numeric_date(self, i: int) -> tuple[Date, int] | None:
        """23/1/2017, 2017-01-23, 23.1.2017, ١/٣/١٤٣٧هـ."""
        sep = self.norm(i + 1)
        parts = [self.norm(i + k) for k in (0, 2, 4)]
        if sep not in ("/", "-", ".") or self.norm(i + 3) != sep or not all(p.isdigit() and len(p) <= 4 for p in parts):
            return None
        if self.norm(i + 5) == sep and self.norm(i + 6).isdigit():
            return None
        spaced = sep == "/" and len(parts[2]) == 4  # «29 / 3 / 2017»
        if not (spaced or all(self.glued(i + k) for k in (1, 2, 3, 4))):
            return None
        if self.glued(i) and self.norm(i - 1) in ("/", "-", ".", ":"):
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
        named = cast("Calendar", era.value) if era else None
        calendar = named or ("hijri" if year in _HIJRI_YEARS else "gregorian")
        return Date(calendar, year, month, day, swappable=swappable), era.end if era else i + 5

    def short_date(self, i: int) -> tuple[Date, int] | None:
        """23/1, which only a weekday or «يوم» before it makes a date."""
        if self.norm(i + 1) != "/" or not (self.glued(i + 1) and self.glued(i + 2)) or self.norm(i + 3) == "/":
            return None
        a, b = self.norm(i), self.norm(i + 2)
        if not (a.isdigit() and b.isdigit() and len(a) <= 2 and len(b) <= 2):
            return None
        day, month = (int(a), int(b)) if int(b) <= 12 else (int(b), int(a))
        swappable = int(a) <= 12 and int(b) <= 12
        ok = 1 <= month <= 12 and 1 <= day <= 31
        return (Date(month=month, day=day, swappable=swappable), i + 3) if ok else None

    def day(self, i: int) -> tuple[int, int] | None:
        """A day of a month: 1 to 31, in digits or as an ordinal."""
        n = self.number(i)
        if n is None or not 1 <= n.value <= 31:
            return None
        return (n.value, n.end) if n.ordinal or self.norm(n.end - 1).isdigit() else None

    def _day_in_words(self, i: int) -> tuple[int, int] | None:
        """«عشرين مارس»: a cardinal is a day where the month stands right behind it, unless things of it are counted."""
        n = None if self.pack.month_first else self.number(i)
        return (n.value, n.end) if n and 1 <= n.value <= 31 and self.month(n.end) else None

    def date(self, i: int, slots: Slots) -> tuple[Date, int] | None:
        """A date in any form, as far as the words go: a day, a month or a year.

        Args:
            i: token index.
            slots: what its point has so far; it tells whether a doubtful word can be a month.
        """
        at = i if self.norm(i + 1).isdigit() else self.skip(i, "THE")
        if found := self.numeric_date(at):
            return found
        if (slots.get("weekday") is not None or self.sentence.before(at, "DAY_NOUN")) and (
            short := self.short_date(at)
        ):
            return self.with_year(*short)
        rel = self.rel_before(at)
        if month := self.month(rel.end if rel else at):
            base = Date(month.calendar, month=month.number, rel=int(rel.value) if rel else None)
            return self._by_month(at, base, month.end, month.weak and not rel and "part" not in slots)
        if day := self.day(at) or self._day_in_words(at):
            return self._by_day(*day)
        return self._by_year(i, slots)

    def _by_month(self, at: int, base: Date, end: int, weak: bool) -> tuple[Date, int] | None:
        """March 5, March 2018, "in March"."""
        if self.pack.month_first and base.rel is None and (day := self.day(self.skip(end, "THE"))):
            number, behind = day
            if not (self.tag(behind, "UNIT", "UNITS", "AMPM", "THING") or self._is_clock(behind)):
                return self.with_year(replace(base, day=number), behind)
        date, behind = self.with_year(base, end) if base.rel is None else (base, end)
        whose = self.tag(end, "POSSESSIVE") if weak else None
        if whose and not self.tag(whose.end, "TRIGGER", "WEAK"):  # "in May's view"
            return None
        if weak and behind == end and not self._is_told_as_month(at, end):
            to, since = self.tag(end, "DASH", "SLASH"), self.sentence.before(at, "DASH", "SLASH")  # "May/June"
            twin = to and self.tag(to.end, "MONTH", "MONTH_WEAK")
            twin = twin or (since and self.sentence.before(since.start, "MONTH", "MONTH_WEAK"))
            named = self.sentence.before(at, "THE", "A") and self.tag(end, "TRIGGER", "WEAK")  # "the May election"
            return (date, behind) if twin or named else None
        return date, behind

    def _is_told_as_month(self, at: int, end: int) -> bool:
        """A word before it makes it a month ("in May"), and no person: "Li and May", "since May took office"."""
        joint = self.sentence.before(at, "AND", "OR")
        if joint is not None and not self.sentence.before(at, *_BEFORE_YEAR):
            return self.norm(joint.start - 1).isdigit() or self.sentence.before(joint.start, *_MONTHS) is not None
        if self.sentence.before(at, "BETWEEN") and (joint := self.tag(end, "AND")):
            return self.tag(joint.end, *_MONTHS) is not None
        person = self.sentence.before(at, "LIMIT") and self.tag(end, "SAID", "PAST_CUE")
        return not person and self.introduced(at, *_BEFORE_MONTH)

    def _is_clock(self, i: int) -> bool:
        return self.norm(i) == ":" and self.glued(i) and self.glued(i + 1)

    def _by_day(self, number: int, end: int) -> tuple[Date, int] | None:
        """23 January, «الثالث والعشرين من كانون الثاني», "the 23rd of this month"."""
        if (same := self.tag(end, "SAME")) and same.value == "it":  # the month of another date
            return None
        of = end + 1 if self.norm(end) == "." and self.glued(end) else self.skip(end, "OF")
        slash = end + 1 if self.norm(end) in ("/", "-") and self.glued(end) else of
        if month := self.month(self.skip(of, "THE")) or self.month(slash):
            date, behind = self.with_year(Date(month.calendar, month=month.number, day=number), month.end)
            short = self.digits(behind + 1, 2) if self.norm(end) == self.norm(behind) == "-" else None
            if short is not None and self.glued(behind + 1) and date.year is None:  # 3-May-19
                return replace(date, year=2000 + short), behind + 2
            return date, behind
        if of == end:
            same = self.tag(end, "SAME")  # «22 الجاري»
            return (Date(day=number, month_rel=0), same.end) if same and same.value == "current" else None
        if (named := self.direction(of)) and named.unit == "month":
            return Date(day=number, month_rel=named.rel), named.end
        unit = self.tag(self.skip(of, "THE"), "UNIT")
        return (Date(day=number, month_rel=0), unit.end) if unit and unit.value == "month" else None

    def _by_year(self, i: int, slots: Slots) -> tuple[Date, int] | None:
        """«عام 2018», "in 2018"; a bare number is no year here."""
        year = self.year(i)
        if year is None or (year.calendar is None and self.counts(year.end)):
            return None
        named = year.calendar or self.tag(i, "YEAR_NOUN") or "part" in slots
        if not named and not (1500 <= year.value < 2100 and self.introduced(i, *_BEFORE_YEAR)):
            return None
        calendar: Calendar = year.calendar or ("hijri" if 1300 <= year.value < 1500 else "gregorian")
        return Date(calendar, year=year.value), year.end

    def counts(self, i: int) -> bool:
        """Whether the word at `i` makes the number before it an amount."""
        return self.tag(i, "UNIT", "UNITS", "THING", "ZONE") is not None

    def with_year(self, date: Date, at: int) -> tuple[Date, int]:
        """The date with the year, or the direction, that stands behind it."""
        if rel := self.rel_after(at):
            return replace(date, rel=int(rel.value)), rel.end
        k = at + (self.norm(at) in (",", "،", "/", "-") or (self.norm(at) == "." and self.glued(at)))
        of = self.skip(k, "OF", "PREP")
        year = self.year(of)
        if year and year.calendar in (None, date.calendar) and not (year.calendar is None and self.counts(year.end)):
            if (year.value in _HIJRI_YEARS) == (date.calendar != "gregorian"):
                return replace(date, year=year.value), year.end
        elif k == at and (named := self.direction(of)) and named.unit == "year":
            return replace(date, year_rel=named.rel), named.end
        return date, at
