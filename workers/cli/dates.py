"""Intervals in words: `23 – 29 January 2017, within the week · in 3 days`. Asks no clock."""

from datetime import date, datetime, timedelta

from mawid.event import Interval, When

_DAY = timedelta(days=1)
_WITHIN = frozenset({"week", "weekend", "month", "season", "year"})
"""Granularities that say in which span the event falls, not that it fills it."""


def reading(when: When, today: date) -> str:
    """An interval and how far it is from `today`, for people."""
    text = period(when)
    if when["granularity"] in _WITHIN:
        text += f", within the {when['granularity']}"
    elif when["granularity"] == "other":
        text += ", vague"
    if zone := when.get("timezone"):
        text += f" ({zone})"
    return f"{text} · {distance(when, today)}"


def period(interval: Interval) -> str:
    """`Mon 23 January 2017`, `23 – 29 January 2017`, `January 2017`, `Mon 23 January 2017, 14:30`."""
    start, end = _instant(interval["start"]), _instant(interval["end"])
    if "T" in interval["start"]:
        return _hours(start, end)
    first, last = start.date(), (end - _DAY).date()
    if first == last:
        return f"{first:%a} {_day(first)}"
    if first.day == 1 and (last + _DAY).day == 1:
        if first.month == 1 and last.month == 12:
            return f"{first:%Y}" if first.year == last.year else f"{first:%Y} – {last:%Y}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
    if first.year != last.year:
        return f"{_day(first)} – {_day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} – {_day(last)}"
    return f"{first.day} – {_day(last)}"


def distance(interval: Interval, today: date) -> str:
    """`in 9 days`, `today`, `now` (when it is a longer interval that today lies in), `2 months ago`."""
    start, end = _instant(interval["start"]).date(), _instant(interval["end"])
    last = max(start, (end - timedelta(microseconds=1)).date())
    if start <= today <= last:
        return "today" if start == last else "now"
    if start > today:
        ahead = (start - today).days
        return "tomorrow" if ahead == 1 else f"in {_span(ahead)}"
    ago = (today - last).days
    return "yesterday" if ago == 1 else f"{_span(ago)} ago"


def _hours(start: datetime, end: datetime) -> str:
    text = f"{start:%a} {_day(start.date())}, {start:%H:%M}"
    if end - start > timedelta(hours=1):
        text += f" – {end:%H:%M}" if end - start < _DAY else f" – {_day(end.date())}, {end:%H:%M}"
    if offset := f"{start:%z}":
        text += " UTC" if offset == "+0000" else f" UTC{offset[:3]}:{offset[3:5]}"
    return text


def _span(days: int) -> str:
    if days < 60:
        return f"{days} days"
    months = round(days / 30.44)
    return f"{months} months" if months < 24 else f"{round(days / 365.25)} years"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _instant(local: str) -> datetime:
    return datetime.fromisoformat(local)
