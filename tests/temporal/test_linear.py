"""Reading costs time in proportion to the text, whatever the text is: counted in function calls."""

import sys
from datetime import date
from types import FrameType

import pytest

from mawid.temporal import times

WORST = {
    "one number of many digits": ("en", "7", ""),
    "numbers": ("en", "12", " "),
    "month names": ("en", "January", " "),
    "weekdays in a list": ("en", "Monday", ", "),
    "numbers that wait for their month": ("en", "5", " and "),
    "a range that goes on": ("en", "3", "-"),
    "units that wait for a number": ("en", "the next", " "),
    "parts of parts": ("en", "the first week of", " "),
    "opening brackets": ("en", "Monday (", ""),
    "clock times": ("en", "10:30", " "),
    "fillers": ("en", "on the", " "),
    "distances": ("en", "two days after", " "),
    "a day after a day after": ("en", "the day after", " "),
    "weekdays that wait for their dates": ("en", "Monday and Tuesday", " "),
    "half past half past": ("en", "at half past", " "),
    "months in Arabic": ("ar", "كانون الثاني", " "),
    "days joined in Arabic": ("ar", "5", " و"),
    "ordinals joined in Arabic": ("ar", "الثالث والعشرين", " "),
    "weekdays joined in Arabic": ("ar", "يومي الخميس", " و"),
    "before and after": ("ar", "قبل بعد", " "),
}


def _calls(text: str, code: str) -> int:
    """How many functions are called while a text is read."""
    count = 0

    def tick(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        times(text, code, date(2017, 1, 18))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("case", WORST)
def test_four_times_the_text_costs_four_times_the_calls(case: str) -> None:
    code, word, joint = WORST[case]
    _calls(word, code)  # what is loaded and cached once
    small, large = (_calls(joint.join([word] * n), code) for n in (300, 1200))
    assert large < 4.8 * small + 1000


def test_fifty_thousand_digits_and_ten_thousand_months_are_read() -> None:
    assert times("7" * 50_000, "en", date(2017, 1, 18)) == []
    assert len(times("January 5, " * 10_000, "en", date(2017, 1, 18))) > 1000
