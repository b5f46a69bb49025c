"""Reading times of day: in digits and words, with the part of the day and the zone that belong to them."""

from dataclasses import replace
from typing import NamedTuple

from mawid.languages.lexicon import Tag
from mawid.temporal.reader import Reader
from mawid.temporal.values import Clock, DayPart


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
        to = self.tag(first.end, "TO", "DASH", "AND")
        second = self._one(to.end, True, False) if to else None
        if second is None:
            return first
        clock, other = first.clock, second.clock
        if second.clock.zone and not clock.zone:
            clock = replace(clock, zone=other.zone)
        if (other.hour, other.minute) <= (clock.hour, clock.minute):
            return first
        both = second.daypart if clock.hour + 12 < other.hour else None  # "8:00-10:00 in the evening"
        return ClockFound(replace(clock, end=(other.hour, other.minute)), first.daypart or both, second.end)

    def _half_said(self, i: int) -> ClockFound | None:
        """The 2 of "2-4 p.m.": a bare hour that takes its half of the day from the end of its range."""
        to = self.tag(i + 1, "TO", "DASH")
        hour = self.digits(i, 2) if to else None
        second = self._one(to.end, False, False) if to and hour is not None else None
        if hour is None or second is None or not 0 < hour <= 12 or second.clock.end:
            return None
        late = second.clock.hour >= 12 and hour % 12 + 12 < second.clock.hour
        return ClockFound(Clock(hour % 12 + 12 if late else hour % 12), second.daypart, i + 1)

    def _one(self, i: int, beside_day: bool, in_daypart: bool) -> ClockFound | None:
        introduced = self.sentence.before(i, "AT") is not None
        if word := self.tag(i, "CLOCK"):
            hour, minute = map(int, word.value.split(":"))
            ok = beside_day or introduced or self.tag(word.end, "WEEKDAY", "DEICTIC", "ZONE", "PREP", "DAY_NOUN")
            return self._zoned(Clock(hour, minute), None, word.end) if ok else None
        noun = self.tag(i, "CLOCK_NOUN")
        face = self._face(noun.end if noun else i, noun is not None)
        if face is None:
            return None
        hour, minute, end, sure = face
        if more := self.tag(end, "MINUTE"):
            hour, minute = divmod(hour * 60 + int(more.value), 60)
            end = more.end
        daypart = None
        if self.tag(i, "HOUR") and not (i and self.is_word(i - 1)):
            introduced = True
        certain = noun is not None or (sure and (introduced or beside_day)) or (introduced and in_daypart)
        if half := self.tag(end, "AMPM"):
            hour, certain, end = hour % 12 + int(half.value), True, half.end
        elif named := self.tag(self.skip(end, "OF"), "DAYPART"):
            if not (certain or sure or introduced or beside_day):
                return None
            daypart = daypart_of(named)
            hour, certain, end = on_24_hours(hour, daypart), True, named.end
        elif bell := self.tag(end, "OCLOCK"):
            certain, end = True, bell.end
        found = self._zoned(Clock(hour % 24, minute % 60), daypart, end)
        return found if certain or found.end > end else None

    def _face(self, i: int, named: bool) -> Face | None:
        if word := self.tag(i, "HOUR"):
            return Face(int(word.value), 0, word.end, False)
        hour, sep, minute = self.norm(i), self.norm(i + 1), self.norm(i + 2)
        if not hour.isdigit():
            n = self.number(i)
            return Face(n.value, 0, n.end, False) if n and not n.ordinal and n.value < 13 else None
        if len(hour) <= 2 and sep in (":", ".", "٫") and len(minute) == 2 and minute.isdigit() and self.glued(i + 2):
            if int(hour) > 23 or int(minute) > 59 or self._continues(i):
                return None
            if sep != ":" and not (named or self.tag(i + 3, "AMPM", "ZONE", "DAYPART", "HOUR_UNIT")):
                return None
            seconds = self.norm(i + 3) == ":" and self.norm(i + 4).isdigit()
            return Face(int(hour), int(minute), i + (5 if seconds else 3), True)
        if len(hour) == 4 and self.tag(i + 1, "ZONE", "HOUR_UNIT") and int(hour[:2]) < 24 and int(hour[2:]) < 60:
            return Face(int(hour[:2]), int(hour[2:]), self.skip(i + 1, "HOUR_UNIT"), False)
        value = self.digits(i, 2)
        return Face(value, 0, i + 1, False) if value is not None and value < 25 else None

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
