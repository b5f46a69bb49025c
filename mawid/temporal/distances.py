"""Days counted from another day that is named beside them: "two days after Easter", "a week on Saturday".

Which words count, and which way, is vocabulary: COUNTED stands between the distance and the day, BY before a distance
that stands behind the day («قبل العيد بيومين»), ONWARD behind a weekday ("Friday week").
"""

from dataclasses import replace
from typing import Final

from mawid.languages.lexicon import Tag
from mawid.temporal.points import Points
from mawid.temporal.reader import Quantity
from mawid.temporal.values import Date, Holiday, Offset, Point, Shift

_SIGNS: Final = {"after": 1, "before": -1}


class Distances(Points):
    """Points of one sentence, and what is counted from them."""

    def point(self, i: int) -> tuple[Point, int] | None:
        """One date or time, as long as it goes, or a day so far from it."""
        if found := self._ahead(i):
            return found
        found = super().point(i)
        if found is None:
            return None
        point, end = found
        if later := self._onward(point, end):
            return later
        return self._sequel(i, point, end) or found

    def _ahead(self, i: int) -> tuple[Point, int] | None:
        """Two days after, a week before, the day after: and the day that it is counted from."""
        if named := self.tag(i, "ANAPHOR"):
            counted = self.tag(named.end - 1, "COUNTED")
            if counted is None or named.value == "0":
                return None
            return self._from_day(Offset("day", 1, int(counted.value)), named.end)
        if cue := self.tag(i, "SHIFT_BEFORE"):
            joint = (q := self.quantity(cue.end, bare=True)) and self.tag(q.end, "OF", "CONTINUES")
            if q is None or joint is None:
                return None
            if (that := self.tag(joint.end, "THAT")) and q.number:
                return Point(Shift(q.unit, q.number * int(cue.value), anaphoric=True)), that.end
            return self._from_day(Offset(q.unit, q.number, int(cue.value)), joint.end)
        if (weekday := self.tag(self.skip(i, "THE"), "WEEKDAY")) and (counted := self.tag(weekday.end, "COUNTED")):
            return self._from_feast(int(weekday.value), counted)
        q = self.quantity(i)
        joint = self.tag(q.end, "COUNTED") if q else None
        if q is None or joint is None:
            return None
        sign, _, only = joint.value.partition(" ")
        if (that := self.tag(joint.end, "THAT")) and q.number:  # "a week after that"
            return Point(Shift(q.unit, q.number * int(sign), anaphoric=True)), that.end
        if only and only != q.unit:
            return None
        return self._from_day(Offset(q.unit, q.number, int(sign)), joint.end, weekday=bool(only))

    def _from_day(self, offset: Offset, at: int, weekday: bool = False) -> tuple[Point, int] | None:
        """The day at `at` with a distance; with `weekday`, only from one that is named so."""
        found = super().point(self.skip(self.skip(at, "PREP"), "THE"))
        if found is None or not _is_day(found[0]) or (weekday and found[0].weekday is None):
            return None
        return replace(found[0], offset=offset), found[1]

    def _from_feast(self, weekday: int, counted: Tag) -> tuple[Point, int] | None:
        """The Saturday before Thanksgiving: the last such day before a feast, or the first after it."""
        found = super().point(counted.end)
        if found is None or not isinstance(found[0].base, Holiday) or counted.value not in ("1", "-1"):
            return None
        return replace(found[0], offset=Offset("day", 1, int(counted.value), weekday)), found[1]

    def _onward(self, point: Point, end: int) -> tuple[Point, int] | None:
        """Friday week: a week after the Friday to come."""
        weeks = self.tag(end, "ONWARD")
        plain = point.weekday is not None and point.base is None and point.weekday_rel is None
        if weeks is None or not plain or self.norm(weeks.end) == "-":
            return None
        return replace(point, offset=Offset("week", int(weeks.value), 1)), weeks.end

    def _sequel(self, i: int, point: Point, end: int) -> tuple[Point, int] | None:
        """«قبل العيد بيومين»: the distance stands behind the day, what counts before it."""
        limit = self.sentence.before(i, "LIMIT")
        if limit is None or limit.value not in _SIGNS or not _is_day(point):
            return None
        q = self._by(end)
        if q is None:
            return None
        return replace(point, offset=Offset(q.unit, q.number, _SIGNS[limit.value])), q.end

    def _by(self, i: int) -> Quantity | None:
        """A distance that a clitic introduces."""
        return self.quantity(i, bare=True) if self.joined_by(i, "BY") else None


def _is_day(point: Point) -> bool:
    """Whether a point is a day that can be counted from."""
    b = point.base
    if isinstance(b, Date):
        return b.day is not None
    return isinstance(b, Holiday) or (isinstance(b, Shift) and b.unit == "day") or point.weekday is not None
