"""What holds for every text: no exception, sound intervals, every way of writing a date."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from mawid import languages
from mawid.languages import Pack, sentences_of
from mawid.temporal import Anchor, Tense, find, times
from mawid.text import Text

DATES: Final = st.dates(date(1960, 1, 1), date(2060, 12, 31))
ENGLISH: Final = "January February March April May June July August September October November December".split()
WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
LEVANT: Final = "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول".split(",")
EGYPT: Final = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
MAGHREB: Final = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split()
AYYAM: Final = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
ARABIC_INDIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _suffix(n: int) -> str:
    return "th" if 10 < n < 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def _forms(d: date) -> list[tuple[str, str]]:
    """A date in every way that a text may write it, with the language."""
    month, weekday = ENGLISH[d.month - 1], WEEKDAYS[d.weekday()]
    sham, misr, maghreb = LEVANT[d.month - 1], EGYPT[d.month - 1], MAGHREB[d.month - 1]
    digits = f"{d.day}/{d.month}/{d.year}"
    return [
        (f"{d.day} {month} {d.year}", "en"),
        (f"{month} {d.day}, {d.year}", "en"),
        (f"{month if len(month) < 5 else month[:3] + '.'} {d.day}, {d.year}", "en"),
        (f"the {d.day}{_suffix(d.day)} of {month} {d.year}", "en"),
        (f"{weekday}, {month} {d.day}, {d.year}", "en"),
        (f"{d.day} {month} {d.year} ({weekday})", "en"),
        (d.isoformat(), "en"),
        (f"{d.day}.{d.month}.{d.year}", "en"),
        (f"{d.day} {sham} {d.year}", "ar"),
        (f"{d.day} {misr} {d.year}", "ar"),
        (f"{d.day} {maghreb} {d.year}", "ar"),
        (f"{d.day} {sham}/{misr} {d.year}", "ar"),
        (f"{d.day} {misr} ({sham}) {d.year}م", "ar"),
        (f"{AYYAM[d.weekday()]} {d.day} {misr} {d.year}", "ar"),
        (f"يوم {AYYAM[d.weekday()]} الموافق {d.day} {misr} عام {d.year}", "ar"),
        (digits, "ar"),
        (digits.translate(ARABIC_INDIC), "ar"),
        (digits.translate(PERSIAN), "ar"),
        (f"{d.day} {sham} {d.year}".translate(ARABIC_INDIC), "ar"),
    ]


@given(DATES, DATES)
@settings(max_examples=60)
def test_a_date_is_found_in_every_form_that_it_is_written_in(d: date, published: date) -> None:
    expected = (d.isoformat(), (d + timedelta(1)).isoformat())
    for text, code in _forms(d):
        assert [(w["start"], w["end"]) for w in times(text, code, published)] == [expected], text


@given(DATES, st.integers(0, 18), st.sampled_from([("Reporters waited outside", "near the river"), ("", "")]))
@settings(max_examples=60)
def test_words_around_a_date_change_nothing(d: date, which: int, around: tuple[str, str]) -> None:
    text, code = _forms(d)[which]
    before, behind = around if code == "en" else ("الأهالي قرب", "عند النهر")
    alone = times(text, code, date(2020, 1, 1))
    assert [w["start"] for w in times(f"{before} {text} {behind}", code, date(2020, 1, 1))] == [
        w["start"] for w in alone
    ]


@given(DATES, st.integers(1, 20))
@settings(max_examples=60)
def test_a_range_within_a_month_has_both_its_ends(d: date, length: int) -> None:
    last = d + timedelta(length)
    if last.month != d.month:
        return
    expected = [(d.isoformat(), (last + timedelta(1)).isoformat())]
    month, misr = ENGLISH[d.month - 1], EGYPT[d.month - 1]
    for text, code in (
        (f"from {d.day} to {last.day} {month} {d.year}", "en"),
        (f"{month} {d.day}-{last.day}, {d.year}", "en"),
        (f"between {month} {d.day} and {last.day}, {d.year}", "en"),
        (f"من {d.day} إلى {last.day} {misr} {d.year}", "ar"),
        (f"{d.day}-{last.day} {misr} {d.year}", "ar"),
    ):
        assert [(w["start"], w["end"]) for w in times(text, code, date(2020, 1, 1))] == expected, text


def _time_words(code: str) -> list[str]:
    tables = tomllib.loads(files(f"mawid.languages.{code}").joinpath("time.toml").read_text("utf-8"))
    return [w.lstrip("^=~") for table in tables.values() for surfaces in table.values() for w in surfaces]


NOISE: Final = ". , ، - / ( ) : 3 23 2017 31 0 99999 ٣ 10:30 1/2/2017".split()
SOUP: Final = {
    code: st.lists(st.sampled_from([*_time_words(code), *NOISE * 20]), max_size=25).map(" ".join)
    for code in languages.CODES
}
PUBLISHED: Final = st.dates(date(1900, 1, 1), date(2199, 12, 31))  # what an article may say
TENSES: Final[st.SearchStrategy[Tense]] = st.sampled_from(["past", "future", "none"])


def _check(text: str, pack: Pack, day: date, tense: Tense) -> None:
    for sentence in sentences_of(Text("body", text), pack):
        end = 0
        for e in find(sentence, pack):
            assert end <= e.start < e.end <= len(sentence.tokens)
            end = e.end
            for dayparts in (True, False):
                when = e.resolve(Anchor(day, "US"), tense, dayparts=dayparts)
                assert when is None or when["start"] < when["end"], (e.text, when)


@given(st.data(), st.sampled_from(languages.CODES), PUBLISHED, TENSES)
@settings(max_examples=400)
def test_any_soup_of_time_words_gives_sound_intervals(data: st.DataObject, code: str, day: date, tense: Tense) -> None:
    pack = languages.get(code)
    assert pack
    _check(data.draw(SOUP[code]), pack, day, tense)


@given(st.text(max_size=200), st.sampled_from(languages.CODES))
@settings(max_examples=200)
def test_any_text_is_read_without_an_exception(text: str, code: str) -> None:
    pack = languages.get(code)
    assert pack
    _check(text, pack, date(2017, 1, 18), "none")
