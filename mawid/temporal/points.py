"""Reading points in time: a frame of slots that atoms fill in any order.

So one grammar serves languages that say "next Monday" and languages that say «الاثنين المقبل», "10 a.m. Tuesday" and
«الثلاثاء الساعة العاشرة».
"""

from dataclasses import replace
from typing import Final, NamedTuple, cast

from mawid.languages.lexicon import Tag
from mawid.temporal.clocks import Clocks, daypart_of, hours, on_24_hours
from mawid.temporal.dates import Dates
from mawid.temporal.reader import STEPS, Quantity, unit_of
from mawid.temporal.values import Base, Date, Holiday, Part, Period, Point, Season, Shift, Slots, Unit, Within

_FILLERS: Final[dict[str, frozenset[str]]] = {
    "clock": frozenset({"COMMA", "PREP", "AT", "OF", "OPEN", "THE"}),
    "daypart": frozenset({"COMMA", "PREP", "OF", "THE", "DAY_NOUN"}),
    "weekday": frozenset({"COMMA", "PREP", "OF", "OPEN", "DAY_NOUN", "THE"}),
    "date": frozenset({"COMMA", "PREP", "OF", "OPEN", "DAY_NOUN", "THE", "MATCHING", "DASH", "SLASH"}),
    "deictic": frozenset({"COMMA", "PREP", "OF", "OPEN", "DAY_NOUN"}),
    "period": frozenset({"COMMA", "PREP", "OF", "THE"}),
    "other": frozenset({"OF", "PREP", "THE", "DASH"}),
}
"""What may stand between an atom of this kind and what precedes it in its point."""
FILLERS: Final = tuple(sorted(frozenset().union(*_FILLERS.values())))
_RATE: Final = 10
"""Tokens from "the third" to "in eight days" within which they belong together."""
_WEEKS: Final = ("week", "weekend")
_PIECES: Final = ("day", "week", "quarter", "weekend")


class Atom(NamedTuple):
    """A piece of a point: what kind, which slots it fills, and the index behind it."""

    kind: str
    slots: Slots
    end: int


class Points(Dates, Clocks):
    """Points of one sentence."""

    def point(self, i: int) -> tuple[Point, int] | None:
        """One date or time, as long as it goes."""
        slots: Slots = {}
        end = i
        while atom := self._next(end, slots):
            if not _accept(slots, atom):
                break
            end = atom.end
        if not slots.keys() & {"base", "weekday", "clock"}:
            return None
        clock, daypart = slots.get("clock"), slots.get("daypart")
        if clock and daypart and clock.hour <= 12:  # "at 8 tomorrow evening"
            hour, end_at = on_24_hours(clock.hour, daypart), clock.end
            ends = end_at and (on_24_hours(end_at[0], daypart), end_at[1])
            clock = replace(clock, hour=hour, end=ends if ends and ends > (hour, clock.minute) else None)
        weekday, rel = slots.get("weekday"), slots.get("weekday_rel")
        found = Point(slots.get("base"), weekday, rel, slots.get("part"), clock, daypart)
        if (slots.get("weak") and not isinstance(found.base, Date)) or (is_nth(found.part) and found.base is None):
            return None
        return found, end

    def _next(self, at: int, slots: Slots) -> Atom | None:
        """The next atom, across the fillers that its kind allows."""
        k, passed = at, set[str]()
        for _ in range(4):
            atom = self._atom(k, slots)
            if atom and (not passed or self._may_follow(atom, passed, slots)):
                closes = "OPEN" in passed and self.norm(atom.end) == ")"
                return atom._replace(end=atom.end + closes)
            filler = self.tag(k, *FILLERS) if slots else None
            if filler is None:
                return None
            passed.add(filler.cls)
            k = filler.end
        return None

    @staticmethod
    def _may_follow(atom: Atom, passed: set[str], slots: Slots) -> bool:
        if not passed <= _FILLERS[atom.kind]:
            return False
        base = slots.get("base")
        if atom.kind == "date" and "PREP" in passed and "OPEN" not in passed:
            return not isinstance(base, Shift)
        if atom.kind == "weekday" and "PREP" in passed:
            whole = isinstance(base, Period) and base.unit in ("month", "year")  # "the second of this year on Tuesday"
            return not (whole or isinstance(base, Date | Shift)) and "weekday" not in slots
        if atom.kind == "period" and "weekday" in slots:
            return passed <= {"OF", "COMMA"}
        if atom.kind == "deictic":
            return bool(slots.keys() & {"clock", "daypart", "part"}) and "weekday" not in slots
        return True

    def _atom(self, i: int, slots: Slots) -> Atom | None:
        """The atom at `i`, given what its point has so far."""
        if i >= self.size:
            return None
        return (
            self._clock_atom(i, slots)
            or self._piece(i)
            or self._part(i)
            or self._deictic(i)
            or self._shift(i)
            or self._week_of(i)
            or self._period(i, slots)
            or self._yearly(i)
            or self._date_atom(i, slots)
            or self._weekday(i)
            or self._daypart(i)
        )

    def _clock_atom(self, i: int, slots: Slots) -> Atom | None:
        found = self.clock(i, bool(slots.keys() & {"base", "weekday"}), "daypart" in slots)
        if found is None:
            return None
        with_part: Slots = {"daypart": found.daypart} if found.daypart else {}
        return Atom("clock", {"clock": found.clock, **with_part}, found.end)

    def _date_atom(self, i: int, slots: Slots) -> Atom | None:
        found = self.date(i, slots)
        return Atom("date", {"base": found[0]}, found[1]) if found else None

    def _piece(self, i: int) -> Atom | None:
        """The first half of, «الأسبوع الأخير من», Q3, the first Tuesday of."""
        at = self.skip(i, "THE")
        nth = self.tag(at, "ORDINAL")
        counted = nth.end if nth else at
        if nth and nth.value in ("1", "-1") and (days := self._first_days(nth)):
            return days
        thing = self.tag(counted, "PIECE", "WEEKDAY") or self.tag(counted, "UNIT", "UNITS")
        if thing is None or (thing.cls in ("UNIT", "UNITS") and thing.value not in _PIECES):
            return None
        end = thing.end
        if nth is None and (nth := self.tag(end, "ORDINAL")):
            end = nth.end
        number = nth.value if nth else ""
        if not nth and thing.cls == "PIECE" and self.glued(end) and (digit := self.digits(end, 1)):  # Q3
            number, end = str(digit), end + 1
        whole = self.tag(end, "OF", "HOLIDAY") or self._names_whole(end)
        prep = self.tag(end, "PREP") if thing.cls == "WEEKDAY" or thing.value in _WEEKS else None
        if prep and self._names_whole(self.skip(prep.end, "THE")):  # not "last week in Rome"
            whole = prep
        if not number or not whole:
            return None
        part = self.tag(i, "PART") or self.tag(at, "PART")
        if part and part.end >= end:  # "the first days of May" are no day
            return None
        if thing.cls == "WEEKDAY":
            return Atom("other", {"part": f"nth {number}", "weekday": int(thing.value)}, end)
        return Atom("other", {"part": f"{thing.value} {number}"}, end)

    def _first_days(self, nth: Tag) -> Atom | None:
        """The first ten days of April."""
        n = self.number(nth.end)
        unit = self.tag(n.end, "UNITS") if n and not n.ordinal else None
        of = self.tag(unit.end, "OF") if unit and unit.value == "day" else None
        return Atom("other", {"part": f"span {n.value * int(nth.value)}"}, of.end) if n and of else None

    def _names_whole(self, i: int) -> bool:
        """Whether a year, a month, or "next week" begins there."""
        return bool(self.year(i) or self.direction(i) or self.month(i))

    def _part(self, i: int) -> Atom | None:
        named = self.tag(i, "PART_OF")
        if named and self.sentence.before(i, "PREP", "LIMIT"):  # "by year-end", but not "the year-end bonus"
            part, _, unit = named.value.partition(" ")
            return Atom("other", {"part": part, "base": Period(cast("Unit", unit), None)}, named.end)
        t = self.tag(i, "PART")
        longer = self.tag(i, "UNIT")  # «نهاية الأسبوع» is a weekend
        evening = t is not None and t.value == "eve" and self.tag(i, "DAYPART") is not None
        if t and evening and not self.tag(self.skip(t.end, "MONTH_NOUN"), "HOLIDAY", "MONTH", "MONTH_WEAK"):
            return None
        return Atom("other", {"part": t.value}, t.end) if t and not (longer and longer.end > t.end) else None

    def _deictic(self, i: int) -> Atom | None:
        if t := self.tag(i, "DEICTIC", "ANAPHOR"):
            if self._is_numbered(t.end):
                return None
            count, _, part = t.value.partition(" ")
            base = Shift("day", int(count), anaphoric=t.cls == "ANAPHOR")
            return Atom("deictic", {"base": base, "daypart": hours(part)} if part else {"base": base}, t.end)
        rel = self.rel_before(i)
        named = self.tag(rel.end, "DAYPART") if rel else None
        if rel and named and int(rel.value) < 1:
            return Atom("deictic", {"base": Shift("day", int(rel.value)), "daypart": daypart_of(named)}, named.end)
        return None

    def _is_numbered(self, i: int) -> bool:
        """«اليوم الثالث» is a third day; «غدا أول» and «غدا الثالث من آذار» are tomorrow."""
        article = self.pack.article
        nth = self.tag(i, "ORDINAL") if article and self.norm(i).startswith(article) else None
        return nth is not None and self.date(i, {}) is None

    def _shift(self, i: int) -> Atom | None:
        """In two weeks, three days ago, within 48 hours, two days later."""
        if self._is_rate(i):
            return None
        if (cue := self.tag(i, "WITHIN")) and (q := self._within(cue.end)):
            of = self.tag(q.end, "REL", "OF")
            return Atom("other", {"base": Within(q.unit, q.number)}, q.end) if not of else None
        if (cue := self.tag(i, "SHIFT_BEFORE")) and (q := self._length(cue.end)):
            now = self.tag(q.end, "FROM_NOW")
            if now or not self.tag(q.end, "OF", "REL", "CONTINUES"):
                return self._shifted(q, int(cue.value), now.end if now else q.end, after=now is None)
        if (cue := self.tag(i, "THEN")) and self.joined_by(cue.end, "BY"):  # «بعد ذلك بيومين»
            q = self.quantity(cue.end, bare=True)
            return self._from_then(q, int(cue.value), q.end) if q else None
        q = self.quantity(i)
        if q and (cue := self.tag(q.end, "SHIFT_AFTER")):
            return self._shifted(q, int(cue.value), cue.end)
        if q and (cue := self.tag(q.end, "LATER")):
            return self._from_then(q, int(cue.value), cue.end)
        if q and (bare := self._bare_limit(q.end)):  # "and ended two days after"
            return self._from_then(q, 1 if bare.value == "after" else -1, bare.end)
        return None

    @staticmethod
    def _from_then(q: Quantity, sign: int, end: int) -> Atom | None:
        """So far from a day that was named before."""
        if not q.number:
            return None
        return Atom("other", {"base": Shift(q.unit, q.number * sign, anaphoric=True)}, end)

    def _is_rate(self, i: int) -> bool:
        """How often: "the third game in eight days"; but "the third game will be in eight days"."""
        if not self.tag(i, "RATE"):
            return False
        near = range(max(0, i - _RATE), i)
        nth = max((k for k in near if self.tag(k, "ORDINAL")), default=None)
        if nth is None:
            return False
        verbs = near if self.pack.verb_first else range(nth, i)  # "will play its third game in eight days" is one
        return not any(
            self.tag(k, "FUTURE_CUE") and not (self.tag(k, "TO") or self.sentence.before(k, "TO")) for k in verbs
        )

    def _within(self, i: int) -> Quantity | None:
        """How long, also without a number: "within days", «في غضون أسابيع»."""
        units = self.tag(i, "UNITS")
        if units is None or units.prefix:
            return self._length(i)
        end, article = self.skip(units.end, "VAGUE"), self.pack.article
        feast = self.tag(i, "HOLIDAY") or self.tag(end, "HOLIDAY", "MONTH", "MONTH_WEAK")
        if feast or (article and self.norm(end).startswith(article)):  # «خلال أيام المعرض»
            return None
        return Quantity(None, unit_of(units), end)

    def _length(self, i: int) -> Quantity | None:
        """How far or how long. A unit alone is one («بعد أسبوع») but not where it names something («منذ عام 2011»)."""
        if not (self.pack.article and self.tag(i, "UNIT", "UNITS")):
            return self.quantity(i)
        unit = self.tag(i, "UNIT", "UNITS")
        if unit is None or unit.prefix.endswith(self.pack.article) or unit.value == "weekend":
            return None
        if self.tag(unit.end, "ORDINAL", "SEASON", "WEEKDAY", "HOLIDAY"):  # «قبل يوم الجمعة»
            return None
        return None if self.month(i) or self.year(i) else self.quantity(i, bare=True)

    @staticmethod
    def _shifted(q: Quantity, sign: int, end: int, after: bool = False) -> Atom:
        shift = Shift(q.unit, q.number * sign, after=after and sign > 0) if q.number else None
        base: Base = shift or Period(q.unit, sign, None)
        return Atom("other", {"base": base}, end)

    def _period(self, i: int, slots: Slots) -> Atom | None:
        """Next week, the coming two days, «الأيام الثلاثة المقبلة»; after a part also "the month" alone."""
        if single := self.direction(i):
            return Atom("period", {"base": Period(single.unit, single.rel)}, single.end)
        if (named := self.tag(i, "PERIOD")) and not self.tokens[i].capital:  # "in the new year", but "before New Year"
            step, _, whole = named.value.partition(" ")
            return Atom("period", {"base": Period(cast("Unit", whole), int(step))}, named.end)
        at = self.skip(i, "THE")
        if (rel := self.rel_before(at)) and rel.cls == "REL" and rel.value in STEPS:
            q = self.quantity(rel.end, bare=True) if not self.tag(rel.end, "A") else None
            return Atom("period", {"base": Period(q.unit, int(rel.value), q.number)}, q.end) if q else None
        if (q := self._counted(at)) and (rel := self.rel_after(q.end)):
            return Atom("period", {"base": Period(q.unit, int(rel.value), q.number)}, rel.end)
        unit = self.tag(at, "UNIT")
        if unit is None or unit.value in ("hour", "day") or not ("part" in slots or unit.value == "weekend"):
            return None
        if self.year(i) or self.month(i) or self.sentence.before(i, "THAT"):  # "that weekend" is one named before
            return None
        return Atom("period", {"base": Period(unit_of(unit), None)}, unit.end)

    def _counted(self, i: int) -> Quantity | None:
        """Three days; also with the number behind, or none («الأيام الثلاثة»)."""
        if q := self.quantity(i):
            return q
        units = self.tag(i, "UNITS")
        if units is None:
            return None
        n = self.number(units.end)
        vague = self.tag(units.end, "VAGUE")
        end = n.end if n else vague.end if vague else units.end
        return Quantity(n.value if n else None, unit_of(units), end)

    def _week_of(self, i: int) -> Atom | None:
        """The week of 5 March, the week beginning 5 March."""
        at = self.skip(i, "THE")
        unit = self.tag(at, "UNIT")
        if unit is None or unit.value not in _WEEKS:
            return None
        joint = self.tag(unit.end, "OF", "STARTING")
        if joint and joint.value == "verb":  # "Fashion Week starts on 25 September"
            return None
        at = self.skip(joint.end, "THE", "DAY_NOUN") if joint else i
        found = self.date(at, {}) if joint else None
        if joint and not found and (first := self.day(at)):  # "the weekend of 18 and 19 March"
            to = self.tag(first[1], "AND", "DASH", "SLASH", "TO")
            found = self.date(to.end, {}) if to else None
        if found is None or not found[0].day:
            return None
        return Atom("other", {"base": found[0], "part": f"{unit.value} of"}, found[1])

    def _weekday(self, i: int) -> Atom | None:
        at = self.skip(i, "DAY_NOUN")
        rel = (None if self.pack.modifier_after else self.tag(at, "FOLLOWING")) or self.rel_before(at)
        t = self.tag(self.skip(rel.end, "DAY_NOUN") if rel else at, "WEEKDAY", "WEEKDAY_WEAK")
        if t is None:
            return None
        end = t.end + (t.cls == "WEEKDAY_WEAK" and self.norm(t.end) == ".")
        slots: Slots = {"weekday": int(t.value)}
        if t.cls == "WEEKDAY_WEAK":
            slots["weak"] = True
        after = None if rel else self._following(end) or self.rel_after(end)
        if said := rel or after:
            if said.cls in ("REL", "THIS"):
                slots["weekday_rel"] = int(said.value)
            else:  # the one after a day that was named
                slots["base"] = Shift("week", 1 if said.value in ("1", "after") else -1, anaphoric=True)
        return Atom("weekday", slots, after.end if after else end)

    def _following(self, i: int) -> Tag | None:
        """What makes a weekday the next one behind a day that was named: «الذي يليه», "the Tuesday after"."""
        return self._bare_limit(i) or (None if self.counts_from(i, i) else self.tag(i, "FOLLOWING"))

    def _bare_limit(self, i: int) -> Tag | None:
        """An "after" or "before" that nothing follows."""
        limit = self.tag(i, "LIMIT")
        if limit is None or limit.value not in ("after", "before") or self.is_word(limit.end):
            return None
        return None if self.norm(limit.end).isdigit() or self.norm(limit.end) == "(" else limit

    def _daypart(self, i: int) -> Atom | None:
        t = self.tag(i, "DAYPART")
        return Atom("daypart", {"daypart": daypart_of(t)}, t.end) if t else None

    def _yearly(self, i: int) -> Atom | None:
        """A season or a holiday, with the year or direction that stands beside it."""
        rel = self.rel_before(i)
        at = rel.end if rel else i
        t = self.tag(at, "SEASON", "HOLIDAY") or self.tag(self.skip(at, "DAY_NOUN"), "HOLIDAY")
        if t is None or (t.cls == "SEASON" and self.month(i)):  # «ربيع الأول»
            return None
        said, end = (Date(rel=int(rel.value)), t.end) if rel else self.with_year(Date(), t.end)
        base: Base
        if t.cls == "SEASON":
            if said == Date() and (
                self.tag(end, "OF") or not self.introduced(i, "PREP", "OF", "LIMIT", "DURING", "WITHIN", "PART")
            ):
                return None  # "a spring in his step", "since the fall of the regime"
            base = Season(int(t.value), said.year, said.rel, said.year_rel)
        else:
            base = Holiday(t.value, said.year, said.rel, said.year_rel)
        if (unit := self.tag(end, "UNIT")) and unit.value == "weekend" and t.cls == "HOLIDAY":
            return Atom("date", {"base": base, "part": "weekend at"}, unit.end)
        return Atom("date", {"base": base}, end)


def is_nth(part: Part | None) -> bool:
    """Whether a part counts weekdays: the first Tuesday of something."""
    return part is not None and part.startswith("nth")


def _accept(slots: Slots, atom: Atom) -> bool:
    """Puts an atom into the frame; False where it does not go with what is there."""
    new = atom.slots.copy()
    base, other = slots.get("base"), new.get("base")
    if base is not None and other is not None:
        if isinstance(base, Date) and isinstance(other, Date) and base.calendar != other.calendar:
            new["base"] = base if base.calendar == "gregorian" else other
        elif not (isinstance(base, Shift) and base.unit in ("day", "week") and isinstance(other, Date) and other.day):
            return False
    if "weekday" in new and ("weekday" in slots or isinstance(base, Within | Holiday)):
        return False
    if "part" in new and slots.keys() & {"part", "base", "weekday", "clock"}:
        return False
    if "clock" in new and "clock" in slots:  # the same time in another zone, in brackets
        if new["clock"].zone is None:
            return False
        del new["clock"]
        new.pop("daypart", None)
    slots.update(new)
    return True
