"""Text keeps the way back to the text as received."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mawid.text import Text, fold, folded, sentences, tokenise

_MARKED = st.text(alphabet=st.sampled_from("ab ابتمؤ\u064e\u0640\u200c\u200f\u0000<>/&;#pbr\"'\n.،٢3é𝒳"), max_size=80)


def _surface(text: Text, word: str) -> str:
    at = text.plain.index(word)
    return text.original[slice(*text.span(at, at + len(word)))]


def test_plain_text_is_left_as_it_is() -> None:
    text = Text("body", "Talks in Geneva")

    assert text.plain == "Talks in Geneva"
    assert text.span(9, 15) == (9, 15)


def test_diacritics_and_tatweel_vanish_and_the_offsets_still_cover_them() -> None:
    text = Text("body", "قال إنّ المُؤتَمَـــر غداً")

    assert "المؤتمر" in text.plain
    assert _surface(text, "المؤتمر") == "المُؤتَمَـــر"
    assert _surface(text, "غدا") == "غداً"


def test_html_is_reduced_and_the_offsets_refer_to_the_html() -> None:
    text = Text("body", "<p>Talks in <b>Gen</b>eva &amp; Vienna</p><script>alert('meeting')</script><p>End.")

    assert "meeting" not in text.plain
    assert _surface(text, "Geneva") == "Gen</b>eva"
    assert _surface(text, "&") == "&amp;"
    assert [text.plain[a:b] for a, b in sentences(text.plain, lambda _: False)] == ["Talks in Geneva & Vienna", "End."]


def test_an_entity_that_is_none_and_a_lone_angle_bracket_stay() -> None:
    text = Text("body", "AT&T; 3 < 4 &nosuchthing; <b>x</b>")

    assert text.plain == "AT&T; 3 < 4 &nosuchthing; x"


def test_zero_width_and_bidi_controls_vanish() -> None:
    text = Text("body", "\u202eabc\u202c d\u200fef\u0000")

    assert text.plain == "abc def"
    assert _surface(text, "def") == "d\u200fef"


def test_a_word_with_zwnj_is_one_token() -> None:
    (token,) = tokenise("می\u200cشود")

    assert token.norm == "ميشود"


def test_characters_outside_the_basic_plane_count_as_one() -> None:
    text = Text("body", "😀 <i>قمة</i>")

    assert text.span(2, 5) == (5, 8)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("أستانة", "استانه"),
        ("إلى", "الي"),
        ("٢٠١٧", "2017"),
        ("۱۴۰۳", "1403"),
        ("ISTANBUL", "istanbul"),
        ("Şubat", "subat"),
        ("کنفرانس", "كنفرانس"),
    ],
)
def test_spellings_of_one_word_fold_together(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("قمة", "قم"), ("مايو", "يوم"), ("й", "и"), ("March", "April")])
def test_different_words_stay_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


def test_a_phrase_is_compared_token_by_token() -> None:
    assert folded("G20 finance  ministers") == ("g", "20", "finance", "ministers")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mr. Smith met U.S. envoys. They spoke.", ["Mr. Smith met U.S. envoys.", "They spoke."]),
        ("It began at 10 a.m. on Monday. Then", ["It began at 10 a.m. on Monday.", "Then"]),
        ("قال الوزير. وأضاف المتحدث؟ نعم", ["قال الوزير.", "وأضاف المتحدث؟", "نعم"]),
        ("the eastern regions.The visit", ["the eastern regions.", "The visit"]),
        ("من قبل .وتأتي الزيارة.وأضاف", ["من قبل .", "وتأتي الزيارة.", "وأضاف"]),
        ("no end", ["no end"]),
        ("3.5 million", ["3.5 million"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text, {"mr"}.__contains__)] == parts


@given(_MARKED)
def test_every_token_leads_back_to_a_non_empty_part_of_the_original(original: str) -> None:
    text = Text("body", original)
    last = 0
    for token in tokenise(text.plain):
        start, end = text.span(token.start, token.end)
        assert 0 <= start < end <= len(original)
        assert start >= last
        last = start


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize("unit", ["<", "<!--", "<a", "&", "&a", "<script>", "a<b>", "\u064e", "<p "])
def test_hostile_markup_is_read_in_one_pass(unit: str) -> None:
    """Sixteen times the text is not two hundred and fifty-six times the pieces."""
    text = Text("body", unit * 20_000)

    assert len(text.plain) <= len(text.original)
