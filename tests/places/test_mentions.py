"""Places in sentences: what decides between them, and what no text can break."""

import sys
from collections import Counter
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mawid import languages
from mawid.languages import Pack, Sentence, sentences_of
from mawid.places import Context, PlaceMention, find, surface, venues
from mawid.text import Text

WORDS = (
    "Geneva Paris Texas, and in at the of city . ( ) - : GENEVA Nice Reading Washington said between hotel palace's "
    "Hall B جنيف بالرياض والقاهرة في مدينة العاصمة الإيرانية عمان سلطنة قالت بين وموسكو قصر الأمم فندق « » ، للدوحة 12"
).split()


def _pack(code: str) -> Pack:
    pack = languages.get(code)
    assert pack
    return pack


def _read(text: str, code: str, country: str | None = None) -> list[tuple[Sentence, list[PlaceMention]]]:
    pack = _pack(code)
    sentences = list(sentences_of(Text("body", text), pack))
    context = Context.of(sentences, pack, country)
    return [(s, find(s, pack, context)) for s in sentences]


def _places(text: str, code: str, country: str | None = None) -> list[str]:
    return [f"{m.place.country}/{m.place.name}" for _, found in _read(text, code, country) for m in found]


@pytest.mark.parametrize(("country", "expected"), [("LB", "LB/Tripoli"), ("LY", "LY/Tripoli"), (None, "LY/Tripoli")])
def test_the_country_of_the_source_decides_between_namesakes(country: str | None, expected: str) -> None:
    assert _places("اجتمع النواب في طرابلس أمس.", "ar", country) == [expected]


def test_a_country_that_the_text_speaks_of_weighs_more_than_that_of_the_source() -> None:
    assert _places("اجتمع الليبيون في ليبيا. عاد الوفد الليبي إلى طرابلس.", "ar", "LB")[-1] == "LY/Tripoli"


def test_a_weak_name_is_a_place_where_its_country_is_spoken_of() -> None:
    assert _places("A march was held in Bath.", "en") == []
    assert _places("A march was held in Bath.", "en", "GB") == ["GB/Bath"]


def test_a_word_is_no_place_even_in_its_country() -> None:
    assert _places("A decision in March follows.", "en", "GB") == []


def test_a_name_for_a_country_and_its_capital_has_both_readings() -> None:
    ((_, (mention,)),) = _read("تستضيف تونس الجولة.", "ar")
    city, country = mention.reading("city"), mention.reading("country")
    assert city
    assert country
    assert (city.name, country.name) == ("Tunis", "Tunisia")
    assert mention.reading("region") is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("عاد إلى الدوحة.", "الدوحة"),
        ("سافر للدوحة.", "الدوحة"),
        ("وبالرياض التقاه.", "الرياض"),
        ("لموسكو دور.", "موسكو"),
    ],
)
def test_the_name_is_written_without_clitics(text: str, written: str) -> None:
    ((sentence, (mention,)),) = _read(text, "ar")
    assert surface(sentence, _pack("ar"), mention.start, mention.end, mention.prefix) == written


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(languages.CODES))
def test_mentions_and_venues_lie_in_their_sentence_in_order(words: list[str], code: str) -> None:
    for sentence, mentions in _read(" ".join(words), code):
        for spans in (mentions, venues(sentence, _pack(code), mentions)):
            ends = [0, *(m.end for m in spans)]
            assert all(end <= m.start < m.end <= len(sentence.tokens) for end, m in zip(ends, spans, strict=False))


@given(st.text(max_size=300), st.sampled_from(languages.CODES))
def test_no_text_breaks_it(text: str, code: str) -> None:
    for sentence, mentions in _read(text, code):
        assert all(v.name for v in venues(sentence, _pack(code), mentions))


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(languages.CODES))
def test_the_same_text_is_read_in_the_same_way(words: list[str], code: str) -> None:
    text = " ".join(words)
    assert [m for _, m in _read(text, code)] == [m for _, m in _read(text, code)]


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("Geneva Paris New York ", "en"),
        ("A", "en"),
        ("A ", "en"),
        ("the Palace of the Hall of the ", "en"),
        ("in the city of the ", "en"),
        ("visit Paris and ", "en"),
        ("GENEVA (", "en"),
        ("القاهرة والرياض ", "ar"),
        ("قصر المؤتمرات للمؤتمرات والمعارض ", "ar"),
        ("في مدينة العاصمة ", "ar"),
        ("زار وزير ", "ar"),
        ("و", "ar"),
    ],
)
def test_the_work_grows_with_the_text_and_no_faster(unit: str, code: str) -> None:
    def calls(size: int) -> int:
        count: Counter[str] = Counter()

        def profile(_frame: FrameType, event: str, _arg: object) -> None:
            count[event] += 1

        text = unit * (size // len(unit))
        _read(text, code)  # what is cached and loaded at first use is no part of it
        sys.setprofile(profile)
        try:
            for sentence, mentions in _read(text, code):
                venues(sentence, _pack(code), mentions)
        finally:
            sys.setprofile(None)
        return count["call"] + count["c_call"]

    assert calls(5_000) < 2.5 * calls(2_500) + 1_000
