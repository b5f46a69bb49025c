"""Reading times of day: in digits and words, with the part of the day and the zone that belong to them."""

from dataclasses import replace
from typing import Final, NamedTuple

from mawid.languages.lexicon import Tag
from mawid.temporal.reader import Reader
from mawid.temporal.values import Clock, DayPart

_IN_DIGITS: Final = 3
"""Tokens of "16.00"."""
_SEPARATORS: Final = frozenset(":.٫,")
_NO_TIME: Final = frozenset("%٪$€£°")
_BEHIND_HOUR: Final = (
    *("AMPM", "AND", "AT", "CLAUSE", "COMMA", "DAYPART", "DAY_NOUN", "DEICTIC", "MONTH", "OCLOCK", "OF", "PREP"),
    *("REL", "THIS", "TO", "WEEKDAY", "ZONE"),
)
"""What may stand behind "half past seven"."""


class Face(NamedTuple):
    """What a clock shows; `sure` where the digits can hardly be anything else ("14:30")."""

    hour: int
    minute: int
    end: int
    sure: bool


class ClockFound(NamedTuple):
    """A time of day, the part of the day that was said with it, and the index behind."""

    clock: Clock
    daypart: DayPart | None
    end: int


class Clocks(Reader):
    """Times of day of one sentence."""

    def clock(self, i: int, beside_day: bool, in_daypart: bool) -> ClockFound | None:
        """A time of day or a range of two.

        Args:
            i: token index.
            beside_day: a day stands before it, so that "14:30" needs no other sign.
            in_daypart: a part of the day stands before it, so that "at 8" needs none.
        """
        first = self._one(i, beside_day, in_daypart) or self._half_said(i)
        if first is None:
            return None
        at = self._joined(i, first.end)
        second = self._one(at, True, False, first.end - i == _IN_DIGITS) if at else None
        if second is None:
            return first
        clock, other = first.clock, second.clock
        if second.clock.zone and not clock.zone:
            clock = replace(clock, zone=other.zone)
        if (other.hour, other.minute) <= (clock.hour, clock.minute):
            return first
        both = second.daypart if clock.hour + 12 < other.hour else None  # "8:00-10:00 in the evening"
        return ClockFound(replace(clock, end=(other.hour, other.minute)), first.daypart or both, second.end)

    def _joined(self, start: int, end: int) -> int | None:
        """Where the second of two times begins; "and" joins them only behind "between"."""
        if to := self.tag(end, "TO", "DASH"):
            return to.end
        if not self.introduced(start, "BETWEEN"):
            return None
        joint = self.tag(end, "AND")
        return joint.end if joint else end if self.conjoined(end) else None

    def _half_said(self, i: int) -> ClockFound | None:
        """The 2 of "2-4 p.m.": a bare hour that takes its half of the day from the end of its range."""
        face = self._face(self.skip(i, "CLOCK_NOUN"), False, True)
        at = self._joined(i, face.end) if face else None
        second = self._one(at, False, False) if at else None
        if face is None or second is None or not 0 < face.hour <= 12:
            return None
        hour, to = face.hour % 12, second.clock
        late = to.hour >= 12 and (hour + 12, face.minute) < (to.hour, to.minute)
        return ClockFound(Clock(hour + 12 if late else hour, face.minute), second.daypart, face.end)

    def _one(self, i: int, beside_day: bool, in_daypart: bool, ranged: bool = False) -> ClockFound | None:
        introduced = self.sentence.before(i, "AT", "FROM", "BETWEEN") is not None
        if word := self.tag(i, "CLOCK"):
            hour, minute = map(int, word.value.split(":"))
            to = self.tag(word.end, "TO", "DASH")
            until = to is not None and self.norm(to.end).isdigit()
            timed = until or self.tag(word.end, "WEEKDAY", "DEICTIC", "ZONE", "PREP", "DAY_NOUN") is not None
            return self._zoned(Clock(hour, minute), None, word.end) if beside_day or introduced or timed else None
        noun = self.tag(i, "CLOCK_NOUN")
        face = self._face(noun.end if noun else i, noun is not None, ranged or (introduced and beside_day))
        if face is None:
            return None
        hour, minute, end, sure = face
        if more := self._minutes(end):
            hour, minute = divmod(hour * 60 + more[0], 60)
            end = more[1]
        daypart = None
        if self.tag(i, "HOUR") and not (i and self.is_word(i - 1)):
            introduced = True
        counts = self.is_word(end) and not self.tag(end, *_BEHIND_HOUR)  # «صباح اليوم في 9 بلديات»
        certain = (
            noun is not None or (sure and (introduced or beside_day)) or (introduced and in_daypart and not counts)
        )
        if half := self.tag(end, "AMPM"):
            hour, certain, end = hour % 12 + int(half.value), True, half.end
        elif named := self.tag(self.skip(end, "OF"), "DAYPART"):
            if not (certain or sure or introduced or beside_day):
                return None
            daypart = daypart_of(named)
            hour, certain, end = on_24_hours(hour, daypart), True, named.end
        elif bell := self.tag(end, "OCLOCK"):
            certain, end = True, bell.end
        elif introduced and self._in_daypart(end):
            certain = True
        found = self._zoned(Clock(hour % 24, minute % 60), daypart, end)
        return found if certain or found.end > end else None

    def _in_daypart(self, i: int) -> bool:
        """Whether a day and its part stand behind: the 8 of "at 8 on Tuesday night"."""
        day = self.tag(self.skip(self.skip(i, "PREP"), "DAY_NOUN"), "WEEKDAY", "DEICTIC", "THIS")
        return day is not None and (" " in day.value or self.tag(day.end, "DAYPART") is not None)

    def _minutes(self, i: int) -> tuple[int, int] | None:
        """Minutes behind the hour: «والنصف», «و30 دقيقة»."""
        if more := self.tag(i, "MINUTE"):
            return int(more.value), more.end
        n = self.number(self.skip(i, "AND")) if self.conjoined(i) or self.tag(i, "AND") else None
        unit = self.tag(n.end, "MINUTE_UNIT") if n and n.value < 60 else None
        return (n.value, unit.end) if n and unit else None

    def _past(self, i: int) -> Face | None:
        """Half past seven, ten to five: only where "at" introduces it, and nothing that it counts stands behind."""
        past = self.tag(i, "PAST_HOUR") if self.tag(i - 1, "AT") else None
        hour = self.number(past.end) if past else None
        if past is None or hour is None or hour.ordinal or not 0 < hour.value <= 12:
            return None
        if self.is_word(hour.end) and not self.tag(hour.end, *_BEHIND_HOUR):
            return None
        minutes = (hour.value * 60 + int(past.value)) % (24 * 60)
        return Face(minutes // 60, minutes % 60, hour.end, True)

    def _face(self, i: int, named: bool, at: bool = False) -> Face | None:
        if word := self.tag(i, "HOUR"):
            return Face(int(word.value), 0, word.end, False)
        if past := self._past(i):
            return past
        hour, sep, minute = self.norm(i), self.norm(i + 1), self.norm(i + 2)
        if not hour.isdigit():
            n = self.number(i)
            return Face(n.value, 0, n.end, False) if n and not n.ordinal and n.value < 13 else None
        mark = self.tag(i + 1, "HOUR_MARK") if self.glued(i + 1) else None
        if len(hour) <= 2 and (sep in _SEPARATORS or mark) and len(minute) == 2 and minute.isdigit():
            if int(hour) > 23 or int(minute) > 59 or self._continues(i) or not self.glued(i + 2):
                return None
            if sep != ":" and not (mark or named or self._is_time(i + 3, at)):
                return None
            seconds = self.norm(i + 3) == ":" and self.norm(i + 4).isdigit()
            return Face(int(hour), int(minute), self.skip(i + (5 if seconds else 3), "HOUR_UNIT"), True)
        if len(hour) == 4 and self.tag(i + 1, "ZONE", "HOUR_UNIT") and int(hour[:2]) < 24 and int(hour[2:]) < 60:
            unit = self.tag(i + 1, "HOUR_UNIT")
            if unit and self.tag(unit.end, "OF"):
                return None
            return Face(int(hour[:2]), int(hour[2:]), unit.end if unit else i + 1, unit is not None)
        value = self.digits(i, 2)
        return Face(value, 0, i + 1, False) if value is not None and value < 25 else None

    def _is_time(self, i: int, at: bool) -> bool:
        """Whether what stands behind "10.30" makes it a time: "a.m.", or after "at" a range, or nothing counted."""
        if self.tag(i, "AMPM", "ZONE", "DAYPART", "HOUR_UNIT"):
            return True
        return at and not (self.tag(i, "THING", "UNIT", "UNITS") or self.norm(i) in _NO_TIME)

    def _continues(self, i: int) -> bool:
        """Whether the digits before are part of the same thing ("1:10:15")."""
        return self.glued(i) and self.norm(i - 1) in (":", ".") and self.norm(i - 2).isdigit()

    def _zoned(self, clock: Clock, daypart: DayPart | None, at: int) -> ClockFound:
        bracket = self.norm(at) == "("
        zone = self.tag(at + bracket, "ZONE")
        if zone is None:
            return ClockFound(clock, daypart, at)
        end, name = zone.end, zone.value
        sign = self.norm(end)
        shift = self.digits(end + 1, 2) if sign in ("+", "-") and self.glued(end + 1) else None
        if shift is not None and shift <= 14:
            # POSIX signs in Etc/ names: three hours east of Greenwich is "-3".
            name, end = f"Etc/GMT{'-' if sign == '+' else '+'}{shift}", end + 2
        if bracket and self.norm(end) == ")":
            end += 1
        return ClockFound(replace(clock, zone=None if name == "local" else name), daypart, end)


def daypart_of(t: Tag) -> DayPart:
    """The hours that a tag of class DAYPART says."""
    return hours(t.value)


def hours(value: str) -> DayPart:
    """`18-24` -> (18, 24)."""
    start, _, end = value.partition("-")
    return int(start), int(end)


def on_24_hours(hour: int, part: DayPart) -> int:
    """The hour on a 24-hour clock: 8 in the evening is 20, 12 at night 0, 2 at night 2."""
    if hour == 12:
        return 12 if 6 <= part[0] < 18 else 0
    return hour + 12 if hour < 12 <= part[0] and not (part[0] >= 20 and hour < 6) else hour
