"""From atoms to expressions: one grammar over classes of words, for every language.

A point ("Monday evening at 8 next week") is a frame of slots that atoms fill in any order, so that one grammar
serves languages that say "next Monday" and languages that say «الاثنين المقبل». Points make ranges and lists,
which lend one another what only one of them says ("23 and 24 January").
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple

from mawid.temporal.reader import Quantity, Reader, hours
from mawid.temporal.resolve import stretch
from mawid.temporal.values import (
    Anchor,
    Base,
    Date,
    Duration,
    Holiday,
    Period,
    Point,
    Range,
    Season,
    Shift,
    Value,
    Within,
)

_STARTERS: Final = frozenset(
    "MONTH MONTH_WEAK WEEKDAY WEEKDAY_WEAK UNIT UNITS DUAL REL THIS PART PIECE ORDINAL NUMBER VAGUE A DAYPART SEASON "
    "HOLIDAY DEICTIC ANAPHOR CLOCK CLOCK_NOUN HOUR YEAR_NOUN MONTH_NOUN DAY_NOUN SHIFT_BEFORE WITHIN DURING LIMIT "
    "FROM BETWEEN EVERY BLOCK".split()
)
_FILLERS: Final = {
    "clock": ("COMMA", "ON", "AT", "OF", "OPEN", "THE"),
    "daypart": ("ON", "OF", "THE", "DAY_NOUN", "COMMA"),
    "weekday": ("COMMA", "ON", "OF", "OPEN", "DAY_NOUN", "THE"),
    "date": ("COMMA", "ON", "OF", "OPEN", "DAY_NOUN", "THE", "MATCHING", "DASH", "SLASH"),
    "deictic": ("OF", "ON", "DAY_NOUN", "COMMA"),
    "period": ("OF", "THE", "ON", "COMMA"),
    "other": ("OF", "THE", "ON", "DASH"),
}
"""What may stand between an atom of this kind and what precedes it in its point."""
_ANY: Final = tuple({c for classes in _FILLERS.values() for c in classes})
_DAY_UNITS: Final = {"hour": 0, "day": 1, "week": 7}


class Atom(NamedTuple):
    kind: str
    slots: dict[str, Any]
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens `[start, end)` say `value`; `weak` where it may be something else (a bare year)."""

    start: int
    end: int
    value: Value
    weak: bool = False


class Grammar(Reader):
    """All expressions of one sentence."""

    def find(self) -> list[Found]:
        """Leftmost, longest, none overlapping another."""
        out: list[Found] = []
        i, size = 0, len(self.tokens)
        while i < size:
            if not self._may_start(i):
                i += 1
                continue
            if skipped := self._blocked(i):
                i = skipped
                continue
            found = self.expression(i)
            out += found
            i = max(found[-1].end, i + 1) if found else i + 1
        return out

    def _may_start(self, i: int) -> bool:
        return self.norm(i).isdigit() or any(t.cls in _STARTERS for t in self.sentence.tags[i])

    def _blocked(self, i: int) -> int | None:
        """The index behind words that look like a date and are none: "every Monday", a street, a revolution."""
        if block := self.tag(i, "BLOCK"):
            return block.end
        if every := self.tag(i, "EVERY"):
            point = self.point(every.end)
            return point[1] if point else every.end
        if named := self.sentence.before(i, "NAMED"):
            point = self.point(i)
            return point[1] if point and named else None
        return None

    # -- ranges and lists

    def expression(self, i: int) -> list[Found]:
        """The expressions that begin at `i`: one, or the members of a list."""
        if long := self._duration(i):
            return [long]
        limit = self.tag(i, "LIMIT")
        opening = self.tag(i, "FROM", "BETWEEN")
        at = self.skip(opening.end, "DAY_NOUN", "THE") if opening else i
        at = self._fill(at) if opening else at
        start, first = at, self._member(at)
        if first is None and limit:
            start = self._fill(limit.end)
            first = self._member(start)
        if first is None:
            return self._bare_year(i)
        members = [first]
        seps: list[str] = []
        while len(members) < 8 and (sep := self._separator(members[-1][1], opening is not None)):
            nxt = self._member(self._fill(sep[1]) if sep[0] == "TO" else sep[1])
            if nxt is None or not self._fits(members[-1][0], nxt[0], sep[0]):
                break
            members.append(nxt)
            seps.append(sep[0])
        return self._joined(i, start, members, seps, limit.value if limit else None, opening is not None)

    def _fill(self, i: int) -> int:
        for _ in range(3):
            i = self.skip(i, "ON", "THE", "DAY_NOUN")
        return i

    def _separator(self, i: int, opened: bool) -> tuple[str, int] | None:
        if i >= len(self.tokens):
            return None
        if self.conjoined(i):
            return "AND", i
        t = self.tag(i, "TO", "AND", "OR", "DASH", "SLASH", "COMMA")
        if t is None or (t.cls == "COMMA" and opened):
            return None
        if t.cls == "COMMA":
            return "COMMA", self.skip(t.end, "AND")
        return ("TO" if t.cls == "DASH" and opened else t.cls), t.end

    def _member(self, i: int) -> tuple[Point, int] | None:
        """A point, or a day whose month stands with another member of the list."""
        found = self.point(i)
        partial = self._partial(i)
        if partial and (found is None or found[1] <= partial[1]):
            return partial
        return found

    def _partial(self, i: int) -> tuple[Point, int] | None:
        weekday = self.tag(self.skip(i, "DAY_NOUN"), "WEEKDAY")
        at = self.skip(weekday.end if weekday else i, "COMMA") if weekday else i
        day = self.day(self.skip(at, "THE") if self.norm(at + 1).isdigit() else at)
        if day is None:
            return None
        number, end = day
        same = self.tag(end, "SAME")
        point = Point(Date(day=number), weekday=int(weekday.value) if weekday else None)
        return point, same.end if same else end

    @staticmethod
    def _is_partial(point: Point) -> bool:
        b = point.base
        return isinstance(b, Date) and b.day is not None and b.month is None and b.month_rel is None

    def _fits(self, a: Point, b: Point, sep: str) -> bool:
        """Whether two neighbours can be members of one list or range: alike, or one lends the other its month."""
        if self._is_partial(a) and not self._is_partial(b):
            return isinstance(b.base, Date) and b.base.day is not None
        if self._is_partial(b):
            return isinstance(a.base, Date) and a.base.day is not None and sep != "COMMA" or self._is_partial(a)
        if sep == "TO":
            return _kind(a) == _kind(b) or {_kind(a), _kind(b)} <= {"weekday", "day"}
        return _kind(a) == _kind(b) and (sep != "COMMA" or _kind(a) == "weekday")

    def _joined(
        self, i: int, start: int, members: list[tuple[Point, int]], seps: list[str], limit: Any, opened: bool
    ) -> list[Found]:
        while len(members) > 1 and self._is_partial(members[-1][0]) and not self._closes(members, seps):
            members.pop()
            seps.pop()
        points = _lend([m[0] for m in members])
        if any(self._is_partial(p) for p in points):
            if len(points) == 1 and (whole := self._day_alone(start, members[0])):
                return [whole]
            return []
        if len(points) == 1:
            end = members[0][1]
            point = replace(points[0], limit=limit if start > i else None)
            return [self._extended(i if point.limit else start, point, end)]
        if self._moved(i):
            return self._apart(start, members, points)
        last = seps[-1]
        if last in ("TO", "DASH") or opened or _consecutive(points):
            return [Found(i, members[-1][1], Range(points[0], points[-1]))]
        return self._apart(start, members, points)

    def _closes(self, members: list[tuple[Point, int]], seps: list[str]) -> bool:
        """Whether a last bare number is a day: "March 20 and 22" but not "March 20 and 22 people"."""
        if any(not self._is_partial(m[0]) for m in members[:-1]) and seps[-1] == "AND":
            following = self.norm(members[-1][1])
            return not following[:1].isalpha() or self.tag(members[-1][1], *_ANY, "REL", "SAME") is not None
        return True

    def _moved(self, i: int) -> bool:
        """«أرجئ من الاثنين إلى الخميس» names an old and a new date, no range."""
        return any(t.cls == "MOVED" for tags in self.sentence.tags[max(0, i - 8) : i] for t in tags)

    @staticmethod
    def _apart(start: int, members: list[tuple[Point, int]], points: list[Point]) -> list[Found]:
        out = []
        for (_, end), point in zip(members, points, strict=True):
            out.append(Found(start, end, point))
            start = end
        return out

    def _day_alone(self, start: int, member: tuple[Point, int]) -> Found | None:
        """«يوم 23», "on the 23rd", where nothing else is counted."""
        point, end = member
        ordinal = self.tag(end - 1, "SUFFIX") is not None and self.sentence.before(start, "THE") is not None
        if not ordinal and not (self.norm(end - 1).isdigit() and self.sentence.before(start, "DAY_NOUN")):
            return None
        following = self.norm(end)
        if following[:1].isalpha() and not self.tag(end, *_ANY):
            return None
        return Found(start, end, point)

    def _bare_year(self, i: int) -> list[Found]:
        year = self.year(i)
        if (
            year
            and year.calendar is None
            and 1950 <= year.value < 2100
            and not self.tag(year.end, "UNIT", "UNITS", "THING")
        ):
            return [Found(i, year.end, Point(Date(year=year.value)), weak=True)]
        return []

    # -- durations

    def _duration(self, i: int) -> Found | None:
        """«على مدى يومين», "a three-day visit": how long, and with "starting Monday" when."""
        cue = self.tag(i, "DURING")
        q = self.quantity(cue.end if cue else i, bare=cue is not None)
        if q is None or q.count is None or q.unit not in ("hour", "day", "week", "month"):
            return None
        hyphen = any(self.tag(k, "DASH") for k in range(i, q.end))
        starting = self.tag(q.end, "STARTING")
        if starting and (point := self.point(self._fill(starting.end))):
            return Found(i, point[1], replace(point[0], days=_days(q)))
        if cue or hyphen or self.tag(q.end, "OF"):
            return Found(i, q.end, Duration(q.count, q.unit))
        return None

    def _extended(self, start: int, point: Point, end: int) -> Found:
        cue = self.tag(self.skip(self.skip(end, "COMMA"), "AND"), "DURING")
        if cue and (q := self.quantity(cue.end, bare=True)) and (days := _days(q)):
            return Found(start, q.end, replace(point, days=days))
        return Found(start, end, point)

    # -- points

    def point(self, i: int) -> tuple[Point, int] | None:
        """One date or time, as long as it goes."""
        slots: dict[str, Any] = {}
        at = end = i
        while at < len(self.tokens) and len(slots) < 8:
            atom, brackets = self._next(at, slots)
            if atom is None or not _accept(slots, atom):
                break
            at = end = atom.end + (brackets and self.norm(atom.end) == ")")
        if not slots or not (slots.keys() & {"base", "weekday", "clock"}):
            return None
        if slots.pop("weak", False) and not isinstance(slots.get("base"), Date):
            return None
        return Point(**slots), end

    def _next(self, at: int, slots: dict[str, Any]) -> tuple[Atom | None, bool]:
        """The next atom, across the fillers that its kind allows."""
        k, passed, bracket = at, [], False
        for _ in range(4):
            atom = self.atom(k, slots)
            if atom and (not passed or self._passes(atom, passed, slots)):
                return atom, bracket
            if not slots:
                return None, False
            filler = self.tag(k, *_ANY)
            if filler is None:
                return None, False
            passed.append(filler.cls)
            bracket = bracket or filler.cls == "OPEN"
            k = filler.end
        return None, False

    def _passes(self, atom: Atom, passed: list[str], slots: dict[str, Any]) -> bool:
        if not set(passed) <= set(_FILLERS.get(atom.kind, _FILLERS["other"])):
            return False
        base = slots.get("base")
        if "ON" in passed and "OPEN" not in passed:
            if atom.kind == "date":
                return "part" in slots or "weekday" in slots or "clock" in slots or "daypart" in slots
            if atom.kind == "weekday":
                return not isinstance(base, Date | Shift) and "weekday" not in slots
        if atom.kind == "period" and "weekday" in slots:
            return set(passed) <= {"OF"}
        if atom.kind == "deictic":
            return "clock" in slots or "daypart" in slots or "part" in slots
        return True

    def atom(self, i: int, slots: dict[str, Any]) -> Atom | None:
        """The atom at `i`, given what the point has so far."""
        beside_day = bool(slots.keys() & {"base", "weekday"})
        if found := self.clock(i, beside_day):
            clock, daypart, end = found
            if clock.hour < 12 and daypart is None and "daypart" in slots:
                clock = replace(clock, hour=(clock.hour + 12) if slots["daypart"][0] >= 12 else clock.hour)
            return Atom("clock", {"clock": clock} | ({"daypart": daypart} if daypart else {}), end)
        return (
            self._piece(i)
            or self._part(i)
            or self._deictic(i)
            or self._shift(i)
            or self._period(i, slots)
            or self._date(i, slots)
            or self._weekday(i)
            or self._daypart(i)
            or self._yearly(i)
        )

    def _piece(self, i: int) -> Atom | None:
        """The first half of, «الأسبوع الأخير من», Q3, the first Tuesday of."""
        at = self.skip(i, "THE")
        nth = self.tag(at, "ORDINAL")
        thing = self.tag(nth.end if nth else at, "PIECE", "WEEKDAY") or (
            (unit := self.tag(nth.end if nth else at, "UNIT")) and unit.value in ("week", "quarter", "weekend") and unit
        )
        if not thing:
            return None
        end = thing.end
        if nth is None:
            nth = self.tag(end, "ORDINAL")
            number = nth.value if nth else self.norm(end) if thing.cls == "PIECE" and self.digits(end, 1) else None
            end = nth.end if nth else end + 1
        else:
            number = nth.value
        if number is None or not (self.tag(end, "OF") or self.year(end) or self.rel_unit(end) or self.month(end)):
            return None
        if thing.cls == "WEEKDAY":
            return Atom("piece", {"part": f"nth {number}", "weekday": int(thing.value)}, end)
        return Atom("piece", {"part": f"{thing.value.replace('weekend', 'week')} {number}"}, end)

    def _part(self, i: int) -> Atom | None:
        t = self.tag(i, "PART")
        longer = self.tag(i, "UNIT")  # «نهاية الأسبوع» is a weekend
        return Atom("part", {"part": t.value}, t.end) if t and not (longer and longer.end > t.end) else None

    def _deictic(self, i: int) -> Atom | None:
        if t := self.tag(i, "DEICTIC"):
            if self.tag(t.end, "ORDINAL"):  # «اليوم الثالث» is a third day
                return None
            count, _, part = t.value.partition(" ")
            return Atom("deictic", {"base": Shift("day", int(count))} | _daypart(part), t.end)
        if t := self.tag(i, "ANAPHOR"):
            return Atom("deictic", {"base": Shift("day", int(t.value), anaphoric=True)}, t.end)
        rel = self.tag(i, "THIS", "REL")
        part = self.tag(rel.end, "DAYPART") if rel else None
        if rel and part and rel.value != "1":
            return Atom("deictic", {"base": Shift("day", int(rel.value))} | _daypart(part.value), part.end)
        return None

    def _shift(self, i: int) -> Atom | None:
        if (cue := self.tag(i, "WITHIN")) and (q := self.quantity(cue.end, bare=True)) and q.count:
            if not (self.tag(q.end, "REL") or self.tag(q.end, "OF")):
                return Atom("other", {"base": Within(q.unit, q.count)}, q.end)
        if (cue := self.tag(i, "SHIFT_BEFORE")) and (q := self.quantity(cue.end, bare=self.pack.modifier_after)):
            if self.tag(q.end, "FROM_NOW"):
                return self._shifted(q, int(cue.value), self.skip(q.end, "FROM_NOW"))
            if not self.tag(q.end, "OF", "REL"):
                return self._shifted(q, int(cue.value), q.end)
        q = self.quantity(i)
        if q and (cue := self.tag(q.end, "SHIFT_AFTER")):
            return self._shifted(q, int(cue.value), cue.end)
        if q and (cue := self.tag(q.end, "LATER")) and q.count:
            return Atom("other", {"base": Shift(q.unit, q.count * int(cue.value), anaphoric=True)}, cue.end)
        return None

    @staticmethod
    def _shifted(q: Quantity, sign: int, end: int) -> Atom:
        base: Base = Shift(q.unit, q.count * sign) if q.count else Period(q.unit, sign, None)
        return Atom("other", {"base": base}, end)

    def _period(self, i: int, slots: dict[str, Any]) -> Atom | None:
        """Next week, the coming two days, «الأيام المقبلة»; after a part also "the month" alone."""
        if single := self.rel_unit(i):
            unit, rel, end = single
            return Atom("period", {"base": Period(unit, rel)}, end)
        at = self.skip(i, "THE")
        rel_tag = self.tag(at, "REL", "THIS")
        if rel_tag and not (rel_tag.cls == "THIS"):
            q = self.quantity(rel_tag.end)
            if q:
                return Atom("period", {"base": Period(q.unit, int(rel_tag.value), q.count)}, q.end)
            if units := self.tag(rel_tag.end, "UNITS"):
                return Atom("period", {"base": Period(units.value, int(rel_tag.value), None)}, units.end)  # type: ignore[arg-type]
        q = self.quantity(at)
        end = q.end if q else 0
        if q is None and (units := self.tag(at, "UNITS")):
            n = self.number(units.end)
            end = n.end if n else units.end
            q = Quantity(n.value if n else None, units.value, end)  # type: ignore[arg-type]  # the data says one of them
        if q and (rel_tag := self.rel_after(end)):
            return Atom("period", {"base": Period(q.unit, int(rel_tag.value), q.count)}, rel_tag.end)
        unit_tag = self.tag(at, "UNIT")
        if unit_tag and ("part" in slots or unit_tag.value == "weekend") and unit_tag.value not in ("hour", "day"):
            year = self.year(i)
            if year is None:
                return Atom("period", {"base": Period(unit_tag.value, None)}, unit_tag.end)  # type: ignore[arg-type]
        return None

    def _date(self, i: int, slots: dict[str, Any]) -> Atom | None:
        at = self.skip(i, "THE") if self.tag(i, "THE") and not self.norm(i + 1).isdigit() else i
        if numeric := self.numeric_date(at):
            return Atom("date", {"base": numeric[0]}, numeric[1])
        rel = self.tag(at, "THIS", "REL")
        month = self.month(rel.end if rel else at)
        if month:
            base = Date(month.calendar, month=month.number, rel=int(rel.value) if rel else None)
            return self._month_date(at, base, month.end, month.weak and not rel, slots)
        day = self.day(at)
        if day:
            number, end = day
            k = self.skip(end, "OF")
            if self.norm(end) == "." and self.tokens[end].glued:
                k = end + 1
            if found := self.month(self.skip(k, "THE")):
                base, end = self.with_year(Date(found.calendar, month=found.number, day=number), found.end)
                return Atom("date", {"base": base}, end)
            if (unit := self.rel_unit(k)) and unit[0] == "month" and k > end:
                return Atom("date", {"base": Date(day=number, month_rel=unit[1])}, unit[2])
            bare = self.tag(self.skip(k, "THE"), "UNIT")
            if bare and bare.value == "month" and k > end:
                return Atom("date", {"base": Date(day=number, month_rel=0)}, bare.end)
        return self._year_date(i, slots)

    def _month_date(self, at: int, base: Date, end: int, weak: bool, slots: dict[str, Any]) -> Atom | None:
        if self.pack.month_first and base.rel is None and (day := self.day(self.skip(end, "THE"))):
            if not self.tag(day[1], "UNIT", "UNITS"):
                base, end = replace(base, day=day[0]), day[1]
                weak = False
        dated, behind = self.with_year(base, end) if base.rel is None else (base, end)
        if (
            weak
            and behind == end
            and "part" not in slots
            and not self.sentence.before(at, "ON", "OF", "LIMIT", "FROM", "BETWEEN")
        ):
            return None
        return Atom("date", {"base": dated}, behind)

    def _year_date(self, i: int, slots: dict[str, Any]) -> Atom | None:
        """«عام 2018», "in 2018", 2017-18."""
        year = self.year(i)
        if year is None:
            return None
        if not (
            self.tag(i, "YEAR_NOUN")
            or year.calendar
            or "part" in slots
            or self.sentence.before(i, "ON", "LIMIT", "FROM", "BETWEEN", "TO")
        ):
            return None
        if year.calendar is None and self.tag(year.end, "UNIT", "UNITS", "THING"):
            return None
        calendar = year.calendar or ("hijri" if year.value < 1500 else "gregorian")
        return Atom("date", {"base": Date(calendar, year=year.value)}, year.end)

    def _weekday(self, i: int) -> Atom | None:
        at = self.skip(i, "DAY_NOUN")
        rel = self.tag(at, "THIS", "REL")
        t = self.tag(self.skip(rel.end, "DAY_NOUN") if rel else at, "WEEKDAY", "WEEKDAY_WEAK")
        if t is None or self.tag(t.start, "EVERY"):
            return None
        end = t.end + (t.cls == "WEEKDAY_WEAK" and self.norm(t.end) == ".")
        after = self.rel_after(end) if rel is None else None
        slots: dict[str, Any] = {"weekday": int(t.value)} | ({"weak": True} if t.cls == "WEEKDAY_WEAK" else {})
        if rel or after:
            slots["weekday_rel"] = int((rel or after).value)  # type: ignore[union-attr]
        return Atom("weekday", slots, after.end if after else end)

    def _daypart(self, i: int) -> Atom | None:
        t = self.tag(i, "DAYPART")
        return Atom("daypart", _daypart(t.value), t.end) if t else None

    def _yearly(self, i: int) -> Atom | None:
        """A season or a holiday, with the year or direction that stands beside it."""
        rel = self.tag(i, "THIS", "REL")
        at = rel.end if rel else i
        t = self.tag(at, "SEASON", "HOLIDAY")
        if t is None:
            return None
        said, end = (
            self.with_year(Date(rel=int(rel.value) if rel else None), t.end)
            if rel is None
            else (Date(rel=int(rel.value)), t.end)
        )
        year = said.year
        if said.year_rel is not None:
            return Atom("date", {"base": _yearly(t.cls, t.value, None, said.year_rel)}, end)
        return Atom("date", {"base": _yearly(t.cls, t.value, year, said.rel)}, end)


def _yearly(cls: str, value: str, year: int | None, rel: int | None) -> Base:
    return Season(int(value), year, rel) if cls == "SEASON" else Holiday(value, year, rel)


def _daypart(text: str) -> dict[str, Any]:
    return {"daypart": hours(text)} if text else {}


def _accept(slots: dict[str, Any], atom: Atom) -> bool:
    """Puts an atom into the frame; False where it does not go with what is there."""
    new = dict(atom.slots)
    base = slots.get("base")
    if base is not None and "base" in new:
        other = new["base"]
        if isinstance(base, Date) and isinstance(other, Date) and base.calendar != other.calendar:
            new["base"] = base if base.calendar == "gregorian" else other
        elif isinstance(base, Shift) and base.unit == "day" and isinstance(other, Date) and other.day:
            pass
        else:
            return False
    if "weekday" in new and ("weekday" in slots or isinstance(base, Within)):
        return False
    if "part" in new and (slots.keys() & {"part", "base", "weekday"}):
        return False
    if "clock" in new and "clock" in slots:
        del new["clock"]
    slots |= new
    return True


def _kind(point: Point) -> str:
    base = point.base
    if base is None:
        return "weekday" if point.weekday is not None else "clock"
    if isinstance(base, Date):
        return "day" if base.day else "month" if base.month else "year"
    return type(base).__name__


def _lend(points: list[Point]) -> list[Point]:
    """Gives days without a month that of their neighbour: behind first («23 و24 كانون الثاني»), else before."""
    out = list(points)
    for order in (range(len(out) - 2, -1, -1), range(1, len(out))):
        step = 1 if order.step < 0 else -1
        for k in order:
            here, there = out[k], out[k + step]
            if (
                Grammar._is_partial(here)
                and isinstance(there.base, Date)
                and (there.base.month or there.base.month_rel is not None)
            ):
                assert isinstance(here.base, Date)
                out[k] = replace(here, base=replace(there.base, day=here.base.day))
    return out


def _consecutive(points: list[Point]) -> bool:
    """Whether the members of a list follow one another, as far as that can be told without an anchor."""
    at = stretch(points[0], Anchor(date(2017, 6, 1)), "future")
    for point in points[1:]:
        if at is None:
            return False
        nxt = stretch(point, Anchor(at.start), "future")
        if nxt is None or nxt.start != at.end or nxt.granularity != at.granularity:
            return False
        at = nxt
    return True


def _days(q: Quantity) -> int | None:
    return q.count * _DAY_UNITS[q.unit] or None if q.count and q.unit in _DAY_UNITS else None
