"""Text from anywhere on a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from workers.terminal import harmless, is_rtl, isolated


def test_right_to_left_text_is_isolated_and_not_reversed() -> None:
    assert isolated("مباحثات في Geneva") == "\u2068مباحثات في Geneva\u2069"
    assert isolated("שלום") == "\u2068שלום\u2069"
    assert isolated("Talks in Genève") == "Talks in Genève"


def test_marks_that_words_need_are_kept() -> None:
    assert harmless("می\u200cخواهد\u200f") == "می\u200cخواهد\u200f"


@given(st.text())
def test_nothing_is_left_that_a_terminal_obeys_and_offsets_stay_right(text: str) -> None:
    safe = harmless(text)

    assert len(safe) == len(text)
    assert not any(
        c < " " or "\x7f" <= c < "\xa0" or c in "\u2028\u2029\u202a\u202e\u2066\u2067\u2068\u2069" for c in safe
    )
    assert isolated(text).count("\u2068") == isolated(text).count("\u2069") == is_rtl(safe)
