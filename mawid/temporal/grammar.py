"""From points to expressions: ranges, lists and durations.

Neighbours lend one another what only one of them says: the month of "23 and 24 January", the day that "for three
days" extends.
"""

from dataclasses import dataclass, replace
from itertools import pairwise, starmap
from typing import Final, cast

from mawid.languages import Pack, Sentence
from mawid.temporal.distances import Distances
from mawid.temporal.points import FILLERS
from mawid.temporal.reader import Quantity
from mawid.temporal.resolve import adjoin
from mawid.temporal.values import Date, Duration, Limit, Period, Point, Range, Unit, Until, Value

_STARTERS: Final = frozenset({
    "A", "ANAPHOR", "APPROX", "BETWEEN", "BLOCK", "CLOCK", "CLOCK_NOUN", "DAYPART", "DAY_NOUN", "DEICTIC", "DUAL",
    "DURING", "EVERY", "FROM", "HOLIDAY", "HOUR", "LENGTH", "LIMIT", "MONTH", "MONTH_NOUN", "MONTH_WEAK", "NUMBER",
    "ORDINAL", "PART", "PART_OF", "PERIOD", "PIECE", "REL", "SEASON", "SHIFT_BEFORE", "THEN", "THIS", "UNIT", "UNITS",
    "VAGUE", "WEEKDAY", "WEEKDAY_WEAK", "WITHIN", "YEAR_NOUN",
})  # fmt: skip
"""Classes that an expression can begin with."""
_HEADS: Final = frozenset({
    "ANAPHOR", "CLOCK", "DAYPART", "DEICTIC", "DUAL", "HOLIDAY", "HOUR", "MONTH", "MONTH_WEAK", "PART_OF", "PERIOD",
    "SEASON", "UNIT", "UNITS", "WEEKDAY", "WEEKDAY_WEAK",
})  # fmt: skip
"""Classes without one of which, or digits, there is no expression."""
_REACH: Final = 8
"""Tokens from the beginning of an expression to its head: "from the beginning of the first week of"."""
_LONGEST_LIST: Final = 8
_LONGEST_SPAN: Final = 50
"""Years of a span such as "1950-53"."""
_MIDNIGHT: Final = 24


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens `[start, end)` say `value`; `weak` where it may be something else (a bare year)."""

    start: int
    end: int
    value: Value
    weak: bool = False


class Grammar(Distances):
    """All expressions of one sentence."""

    def __init__(self, sentence: Sentence, pack: Pack) -> None:
        super().__init__(sentence, pack)
        self._seen: dict[int, tuple[Point, int] | None] = {}
        self._month: Date | None = None

    def find(self) -> list[Found]:
        """Leftmost, longest, none overlapping another."""
        out: list[Found] = []
        i = 0
        for head in self._heads():
            i = max(i, head - _REACH)
            while i <= head:
                if not self._starts(i):
                    i += 1
                elif passed := self._no_date(i):
                    i = passed
                else:
                    found = self.expression(i)
                    named = found and (self.tag(found[-1].end, "NAMED") or self._is_term(found[-1]))  # "14 July Street"
                    out += [] if named else found
                    self._month = next((m for f in reversed(found) if (m := _month_of(f.value))), self._month)
                    i = found[-1].end if found else i + 1
        return out

    def _is_term(self, found: Found) -> bool:
        """It is the first of two years, or both, that only say which budget it is: "the 2013-14 budget"."""
        end = found.end + 2 if self.norm(found.end) in ("-", "/") else found.end
        return self.norm(end - 2) in ("-", "/") and self.glued(end - 1) and self.tag(end, "TERM") is not None

    def _heads(self) -> list[int]:
        """The tokens without which there is no expression, in order."""
        pairs = enumerate(zip(self.tokens, self.sentence.tags, strict=True))
        return [i for i, (t, tags) in pairs if t.norm.isdigit() or any(tag.cls in _HEADS for tag in tags)]

    def _starts(self, i: int) -> bool:
        return self.norm(i).isdigit() or any(t.cls in _STARTERS for t in self.sentence.tags[i])

    def _no_date(self, i: int) -> int | None:
        """The index behind words that look like a date and are none: a habit, a street, a revolution."""
        if block := self.tag(i, "BLOCK"):
            return block.end
        if every := self.tag(i, "EVERY"):
            point = self.point(every.end) or self._partial(every.end)
            return point[1] if point else every.end
        of = self.sentence.before(i, "OF")
        if self._is_name(i) or (of and self.sentence.before(of.start, "LAW")):
            n, point = self.number(i), self.point(i) or self._partial(i)
            end = point[1] if point else n.end if n else None
            return (self._year_of(end) or end) if end else None
        return None

    def _is_name(self, i: int) -> bool:
        """Whether a word before `i` makes a date a name. "Left the city Thursday" («المدينة الخميس») is none."""
        name = self.sentence.before(i, "NAMES")
        if name is None or self.tag(i, "DEICTIC", "THIS", "REL"):
            return False
        article = self.pack.article
        construct = bool(article) and not name.prefix.endswith(article)
        return construct or self.norm(i).isdigit() or not self.tag(i, "WEEKDAY", "DAY_NOUN", "DAYPART")

    def _year_of(self, i: int) -> int | None:
        """The index behind the year of a thing with a number: "Act No. 5 of 2020", «القانون رقم 10 لسنة 2018»."""
        at = self.skip(i, "OF", "PREP", "SLASH")
        year = self.year(at)
        return year.end if year and (at > i or self.tag(at, "YEAR_NOUN")) else None

    def expression(self, i: int) -> list[Found]:
        """The expressions that begin at `i`: none, one, or the members of a list."""
        if long := self._duration(i):
            return [long]
        if parallel := self._parallel(i):
            return parallel
        limit = self.tag(i, "LIMIT")
        opening = self.tag(i, "FROM", "BETWEEN")
        start = self._fill(opening.end) if opening else i
        first = self._member(start)
        if first is None and limit:
            start = self._fill(limit.end)
            first = self._member(start)
        if first is None:
            return self._bare_year(i)
        members, last = self._members(first, opening is not None)
        points = _lend([m[0] for m in members])
        if (same := self.sentence.before(members[-1][1], "SAME")) and same.value == "it" and self._month:
            points = _lend([*points, Point(self._month)])[:-1]
        if any(_is_partial(p) for p in points) and not self._days_alone(start, [m[1] for m in members]):
            return self._bare_year(i)
        if len(points) == 1:
            bound = cast("Limit", limit.value) if limit and start > i else None
            if bound == "until" and self.sentence.before(i, "LASTS"):
                return [Found(i, members[0][1], Until(points[0]))]
            point = replace(points[0], limit=bound, names=bound is not None and self._names(start, *members[0]))
            return [self._extended(i if bound else start, point, members[0][1])]
        spans = last in ("TO", "DASH") or opening is not None
        if opening is None and last != "AND" and _is_night(points):
            return [Found(start, members[-1][1], points[0])]
        if last == "DASH" or not self._moved(i) if spans else all(starmap(adjoin, pairwise(points))):
            return [self._matched(Found(i, members[-1][1], _span(points[0], points[-1])))]
        starts = (start, *(m[1] for m in members))
        return [Found(s, m[1], p) for s, m, p in zip(starts, members, points, strict=False)]

    def _matched(self, found: Found) -> Found:
        """A range of another calendar with the Gregorian one that is the same: «… الموافق 22 - 26 يناير»."""
        same, span = self.tag(self.skip(found.end, "COMMA"), "MATCHING"), found.value
        base = span.last.base if isinstance(span, Range) else None
        if same is None or not isinstance(base, Date) or base.calendar == "gregorian":
            return found
        twin = self.expression(self._fill(same.end))
        return replace(twin[0], start=found.start) if len(twin) == 1 and isinstance(twin[0].value, Range) else found

    def _names(self, start: int, point: Point, end: int) -> bool:
        """Whether a date says which thing is meant: "Sunday's vote", "the 8 June vote"."""
        whose = self.sentence.before(start, "THE") is not None and _is_day_date(point) and not self.tag(end, *FILLERS)
        return self.tag(end, "POSSESSIVE") is not None or (whose and self.is_word(end))

    def _parallel(self, i: int) -> list[Found] | None:
        """Weekdays and then their dates: «يومي الخميس والجمعة 16 و17 مارس»; the dates say more."""
        at, count = self.skip(self.skip(i, "DAY_NOUN"), "REL"), 0
        while count < _LONGEST_LIST and (day := self.tag(at, "WEEKDAY", "WEEKDAY_WEAK")):
            at, count = day.end, count + 1
            joint = self._joint(at, False)
            if joint is None or not self.tag(joint[1], "WEEKDAY", "WEEKDAY_WEAK"):
                break
            at = joint[1]
        at = self.skip(at, "REL")
        start = self._fill(self.skip(at, "COMMA", "OPEN", "MATCHING")) if count > 1 else i
        if start == i or self.tag(start, "WEEKDAY", "WEEKDAY_WEAK") or (first := self._member(start)) is None:
            return None
        found = self.expression(start) if _is_day_date(first[0]) else []
        if found and self.norm(found[-1].end) == ")" and self.tag(at, "OPEN"):
            found[-1] = replace(found[-1], end=found[-1].end + 1)
        listed = len(found) == count or (len(found) == 1 and isinstance(found[0].value, Range))
        return [replace(found[0], start=i), *found[1:]] if listed else None

    def _fill(self, i: int) -> int:
        """The index behind "on the", «يومي»."""
        for _ in range(3):
            i = self.skip(i, "PREP", "THE", "DAY_NOUN")
        return i

    # -- lists and ranges

    def _members(self, first: tuple[Point, int], opened: bool) -> tuple[list[tuple[Point, int]], str]:
        """The points that are joined to the first, and how the last of them is."""
        members, joints = [first], [""]
        while len(members) < _LONGEST_LIST and (joint := self._joint(members[-1][1], opened)):
            how, at = joint
            at = self._fill(at) if how in ("TO", "OR") else self.skip(at, "THE") if how == "AND" else at
            nxt = self._member(at) or self._year_like(members[-1][0], at)
            if nxt is None or not _fit(members[-1][0], nxt[0], how):
                break
            members.append(nxt)
            joints.append(how)
            if how in ("TO", "DASH"):
                break
        while len(members) > 1 and _is_partial(members[-1][0]) and not self._closes(members, joints[-1]):
            members.pop()
            joints.pop()
        return members, joints[-1]

    def _joint(self, i: int, opened: bool) -> tuple[str, int] | None:
        """What joins two members, and where the second begins."""
        t = self.tag(i, "TO")
        if t is None and self.conjoined(i):  # «وحتى» is no list
            return "AND", self.skip(i, "AND")
        t = t or self.tag(i, "AND", "OR", "DASH", "SLASH", "COMMA")
        if t is None:
            return None
        if t.cls == "COMMA":
            more = self.tag(t.end, "TO", "AND")
            return (more.cls, more.end) if more else ("COMMA", t.end)
        return ("TO" if t.cls == "DASH" and opened else t.cls), t.end

    def _member(self, i: int) -> tuple[Point, int] | None:
        """A point, or a day whose month stands with another member of its list."""
        if i not in self._seen:
            self._seen[i] = self._read_member(i)
        return self._seen[i]

    def _read_member(self, i: int) -> tuple[Point, int] | None:
        found, partial = self.point(i), self._partial(i)
        return partial if partial and (found is None or found[1] < partial[1]) else found

    def _year_like(self, neighbour: Point, i: int) -> tuple[Point, int] | None:
        """The second year of "2014 and 2017", which nothing introduces."""
        year = self.year(i) if _kind(neighbour) == "year" else None
        return (Point(Date(year=year.value)), year.end) if year and not self.counts(year.end) else None

    def _partial(self, i: int) -> tuple[Point, int] | None:
        at = self.skip(i, "DAY_NOUN")
        weekday = self.tag(at, "WEEKDAY")
        day = self.day(self.skip(self.skip(weekday.end, "COMMA"), "THE") if weekday else at)
        if day is None or self.counts(day[1]):
            return None
        date, end = self.with_year(Date(day=day[0]), day[1])
        if date.year is None:
            date, end = Date(day=day[0]), self.skip(day[1], "SAME")
        return Point(date, weekday=int(weekday.value) if weekday else None), end

    def _closes(self, members: list[tuple[Point, int]], joint: str) -> bool:
        """Whether a last bare number is a day: "March 20 and 22", but not "March 20 and 22 people"."""
        if all(_is_partial(m[0]) for m in members):
            return True
        if joint != "AND":
            return joint != "COMMA"
        end = members[-1][1]
        return (
            not self.is_word(end) or self.tag(end, *FILLERS, "REL") is not None or self.tag(end - 1, "SAME") is not None
        )

    def _moved(self, i: int) -> bool:
        """«أرجئ من الاثنين إلى الخميس» names an old and a new date, no range; behind «كان مقررا» it is one."""
        near = [t.cls for tags in self.sentence.tags[max(0, i - 12) : i] for t in tags if t.cls in ("MOVED", "FORMER")]
        opened = self.sentence.before(i, "FROM") is not None or self.tag(i, "FROM") is not None
        return "MOVED" in near and not (near[-1] == "FORMER" and opened)

    def _days_alone(self, start: int, ends: list[int]) -> bool:
        """«يومي 23 و24», "on the 23rd": days of a month that is not named, where nothing else is counted."""
        named = self.sentence.before(start, "THE") or self.tag(start, "WEEKDAY")  # "Monday, the 3rd"
        ordinal = self.tag(ends[0] - 1, "SUFFIX") and named
        if not ordinal and not (self.norm(ends[0] - 1).isdigit() and self.sentence.before(start, "DAY_NOUN")):
            return False
        return not self.is_word(ends[-1]) or self.tag(ends[-1], *FILLERS) is not None

    def _bare_year(self, i: int) -> list[Found]:
        """Four digits: "2017-18" is a span of years, "2018" may be a year."""
        year = self.year(i)
        if year is None or self.counts(year.end):
            return []
        other = self.digits(year.end + 1) if self.norm(year.end) in ("-", "/") and self.glued(year.end + 1) else None
        to = other if other is None or other > 99 else year.value // 100 * 100 + other
        if to is not None and -2 < to - year.value < _LONGEST_SPAN:  # «2017/2016» runs from right to left
            first, last = sorted((year.value, to))
            return [Found(i, year.end + 2, Range(Point(Date(year=first)), Point(Date(year=last))))]
        if year.calendar is None and 1950 <= year.value < 2100:
            return [Found(i, year.end, Point(Date(year=year.value)), weak=True)]
        return []

    # -- durations

    def _duration(self, i: int) -> Found | None:
        """«على مدى يومين», "a three-day visit": how long; with "starting Monday" also when."""
        if whole := self.tag(i, "LENGTH"):
            count, _, unit = whole.value.partition(" ")
            return Found(i, whole.end, Duration(int(count), cast("Unit", unit)))
        cue = self.tag(i, "DURING")
        if cue is not None and self.tag(cue.end, "DEICTIC"):
            return None  # «تتواصل اليوم عمليات التصويت»
        q = self.quantity(cue.end if cue else i, bare=cue is not None)
        clitic = cue is None and q is not None and q.end - i <= 2 and self.joined_by(i, "DURING")  # «ليومين»
        if q is None or q.number is None or q.unit not in ("hour", "day", "week", "month"):
            return None
        starting = self.tag(q.end, "STARTING")
        sure = starting and (cue or starting.value != "from")  # "two weeks from Monday" is a day
        if starting and sure and (point := self.point(self._fill(starting.end))):
            return Found(i, point[1], replace(point[0], days=_days(q)))
        if self.tag(q.end, "SHIFT_AFTER", "LATER", "REL"):
            return None
        hyphen = any(self.norm(k) == "-" for k in range(i, q.end))
        since = self.sentence.before(i, "LIMIT") and self.sentence.before(i, "SHIFT_BEFORE")  # «بعد أسبوعين من زيارة»
        since = since or self.sentence.before(i, "WITHIN")
        told = cue or hyphen or clitic or (self.tag(q.end, "OF") and not since)
        return Found(i, q.end, Duration(q.number, q.unit)) if told else None

    def _extended(self, start: int, point: Point, end: int) -> Found:
        """The point with the length that is said right behind it: "on Monday for three days"."""
        comma = self.skip(end, "COMMA")
        cue = self.tag(comma, "DURING") or self.tag(self.skip(comma, "AND"), "DURING")
        q = self.quantity(cue.end, bare=True) if cue else None
        days = _days(q) if q else None
        return Found(start, q.end, replace(point, days=days)) if q and days else Found(start, end, point)


def _month_of(value: Value) -> Date | None:
    """The date with the month that "of the same month" points to."""
    point = value.last if isinstance(value, Range | Until) else value
    base = point.base if isinstance(point, Point) else None
    return base if isinstance(base, Date) and (base.month is not None or base.month_rel is not None) else None


def _span(first: Point, last: Point) -> Range:
    """A range; a direction behind the last of two weekdays is that of the first: «من الأحد إلى الخميس المقبلين»."""
    plain = first.weekday is not None and first.base is None and first.weekday_rel is None
    if not plain or last.base is not None or not last.weekday_rel:
        return Range(first, last)
    return Range(replace(first, weekday_rel=last.weekday_rel), replace(last, weekday_rel=None))


def _is_day_date(point: Point) -> bool:
    return isinstance(point.base, Date) and point.base.day is not None and point.clock is None


def _is_night(points: list[Point]) -> bool:
    """«ليل الثلاثاء - الأربعاء», "the night of 3 to 4 May" is the night of the first."""
    a, b = points[0], points[-1]
    night = a.daypart is not None and a.daypart[1] == _MIDNIGHT and b.daypart is None
    return night and len(points) == 2 and adjoin(replace(a, daypart=None), b)


def _is_partial(point: Point) -> bool:
    b = point.base
    return isinstance(b, Date) and b.day is not None and b.month is None and b.month_rel is None


def _kind(point: Point) -> str:
    base = point.base
    if base is None or (isinstance(base, Period) and point.weekday is not None):
        return "weekday" if point.weekday is not None else "clock"
    if isinstance(base, Date):
        return "day" if base.day else "month" if base.month else "year"
    return type(base).__name__


def _fit(a: Point, b: Point, joint: str) -> bool:
    """Whether two neighbours can be members of one list: alike, or one lends the other its month."""
    days = [p for p in (a, b) if isinstance(p.base, Date) and p.base.day is not None]
    if _is_partial(b) and not _is_partial(a):
        return len(days) == 2
    if _is_partial(a):
        return len(days) == 2
    if joint == "TO" and {_kind(a), _kind(b)} <= {"weekday", "day", "Shift"}:
        return True
    return _kind(a) == _kind(b) != "clock" and (joint != "COMMA" or _kind(a) == "weekday")


def _lend(points: list[Point]) -> list[Point]:
    """Gives a day without a month, or a weekday without a week, that of a neighbour: first of the one behind."""
    out = list(points)
    for k in (*range(len(out) - 2, -1, -1), *range(1, len(out))):
        here = out[k].base
        for there in (p.base for p in out[k + 1 : k + 2] + out[max(k - 1, 0) : k]):
            if here is None and isinstance(there, Period):
                out[k] = replace(out[k], base=there)
            elif not (_is_partial(out[k]) and isinstance(here, Date) and isinstance(there, Date)):
                continue
            elif there.month is not None or there.month_rel is not None:
                out[k] = replace(out[k], base=replace(there, day=here.day, year=here.year or there.year))
    return out


def _days(q: Quantity) -> int | None:
    return Duration(q.number, q.unit).days if q.number else None
