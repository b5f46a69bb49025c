"""Posts of a social network that an article embeds: what is "today" there is the day of the post.

Talks began here today. — Name (@name) 26 January 2023
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from mawid.detect.reading import Line
from mawid.temporal import Anchor, TimeExpression

_LONG: Final = 400
"""Characters of a post and its links before the date of its signature, at most."""
_OLD: Final = timedelta(days=60)
"""An older post is quoted for something else than the news."""
_HANDLE: Final = 8
"""Tokens between the sign of a handle and the date behind it, at most."""


def anchors(lines: Sequence[Line], anchor: Anchor) -> dict[int, Anchor]:
    """The day from which the relative dates of a sentence count, by its index, where that is the day of a post.

    The date of a signature is no event's: it is taken from the times of its sentence.

    Args:
        lines: the sentences of the article.
        anchor: publication day.
    """
    out: dict[int, Anchor] = {}
    for n, line in enumerate(lines):
        signed = next((t for t in line.times if _is_signed(line, t)), None)
        day = _day(signed, anchor) if signed is not None else None
        if signed is None or day is None:
            continue
        line.times.remove(signed)
        end = line.sentence.tokens[signed.start].start
        for other in reversed(lines[: n + 1]):
            text = other.sentence.text
            far = text is not line.sentence.text or other.sentence.start < end - _LONG or other.index in out
            if far or "\n" in text.plain[other.sentence.start : end].rstrip():
                break
            out[other.index] = Anchor(day, anchor.country)
    return out


def _is_signed(line: Line, t: TimeExpression) -> bool:
    """A handle in brackets stands right before the date."""
    before = [token.text for token in line.sentence.tokens[max(0, t.start - _HANDLE) : t.start]]
    return "@" in before and before[-1] == ")"


def _day(t: TimeExpression, anchor: Anchor) -> date | None:
    when = t.resolve(anchor, "past")
    if when is None or when["granularity"] not in ("day", "time"):
        return None
    day = date.fromisoformat(when["start"][:10])
    return day if anchor.day - _OLD <= day <= anchor.day else None
