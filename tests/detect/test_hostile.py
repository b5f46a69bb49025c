"""Texts that nobody wrote to be read: no exception, and work in proportion to the text, counted in function calls."""

import sys
from types import FrameType

import pytest

from mawid.article import MAX_BODY
from mawid.detect import detect, explain
from tests.detect.articles import article

WORST = {
    "one word": ("en", "word "),
    "digits without an end": ("en", "7"),
    "names of cities, a sentence each": ("en", "It is in Geneva. "),
    "triggers in one sentence": ("en", "meeting "),
    "triggers that all have a date": ("en", "a meeting on Monday, "),
    "events, a sentence each": ("en", "Talks will be held in Geneva on Monday. "),
    "events without a date, a sentence each": ("en", "The talks in Geneva failed. "),
    "verbs of meeting": ("en", "will meet "),
    "status words": ("en", "postponed cancelled proposed "),
    "denials": ("en", "not "),
    "conjunctions": ("en", "which that and after "),
    "brackets that open": ("en", "("),
    "brackets within brackets": ("en", "(a meeting [on Monday "),
    "markup that never ends": ("en", "<p <b "),
    "entities": ("en", "&amp;lt;"),
    "presidents": ("en", "the president of "),
    "capitals": ("en", "Karl "),
    "bidi overrides": ("en", "\u202emeeting\u202c \u2067on Monday\u2069 "),
    "Arabic, one word": ("ar", "كلمة "),
    "Arabic triggers": ("ar", "اجتماع "),
    "Arabic events, a sentence each": ("ar", "تعقد محادثات في جنيف يوم الاثنين. "),
    "Arabic cities": ("ar", "في جنيف "),
    "Arabic conjunctions": ("ar", "و"),
    "harakat": ("ar", "َُِّ"),
    "tatweel": ("ar", "ـ"),
    "ministers": ("ar", "وزير خارجية "),
}
"""language, what is repeated"""

LARGEST = {
    "a megabyte of one word": ("en", "word " * (MAX_BODY // 5)),
    "a megabyte without a space": ("ar", "ا" * MAX_BODY),
    "fifty thousand digits": ("en", "7" * 50_000),
    "ten thousand months": ("en", "January " * 10_000),
    "ten thousand cities": ("en", "Geneva, " * 10_000),
    "five thousand triggers in a sentence": ("en", "meeting " * 5_000),
    "ten thousand brackets": ("ar", "(" * 10_000 + "اجتماع في جنيف غدا" + ")" * 10_000),
    "no full stop at all": ("ar", "يلتقي الوزير نظيره في جنيف غدا " * 2_000),
}

ODD = [
    "\0meeting\0 in Geneva on Monday",
    "\ufeffThe meeting in Geneva on Monday",
    "\u202eThe meeting\u202c in \u2066Geneva\u2069 on Monday",
    "The m\u0301e\u0301e\u0301ting in Geneva on Monday",
    "meeting\u200b in\u00ad Geneva\u2028on Monday",
    "meeting in Geneva on 31 February 9999999999 at 99:99",
    "<script>meeting in Geneva on Monday",
    "<p>The <b>meet</b>ing in <i>Gene</i>va on &#77;onday &#0; &#xFFFFFFF; &bogus;",
    "\U0001f600 meeting \U0001f468\u200d\U0001f469\u200d\U0001f467 in Geneva on Monday",
    ". . . ! ? ؟ ، ؛",
    " \n\t\r\n ",
    "次の会議は月曜日にジュネーブで開かれる。",
]


def _calls(language: str, body: str) -> int:
    """How many functions are called while an article is read."""
    count = 0

    def tick(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        detect(article(body, language=language))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("case", WORST)
def test_three_times_the_text_costs_three_times_the_calls(case: str) -> None:
    language, unit = WORST[case]
    _calls(language, unit)  # what is loaded and cached once
    small, large = (_calls(language, unit * (size // len(unit))) for size in (4_000, 12_000))
    assert large < 1.5 * 3 * small + 2000


def test_three_times_the_events_in_as_many_places_cost_three_times_the_calls() -> None:
    cities = (
        "Paris Rome Madrid Oslo Vienna Cairo Tunis Rabat Amman Lima Quito Kyiv Sofia Riga Baku Doha Accra Dakar "
        "Lagos Nairobi Kigali Harare Lusaka Maputo Hanoi Seoul Tokyo Osaka Delhi Berlin London Dublin Athens Ankara"
    ).split()
    said = ("The ministers met in", "The leaders held a summit in", "A court held a hearing in", "Workers marched in")
    events = [f"{said[n % 4]} {cities[n % 34]} on {1 + n % 28} May {2000 + n % 20}. " for n in range(150)]
    _calls("en", "".join(events))
    small, large = (_calls("en", "".join(events[:size])) for size in (50, 150))
    assert large < 1.5 * 3 * small


@pytest.mark.parametrize("case", LARGEST)
def test_the_largest_is_read(case: str) -> None:
    language, body = LARGEST[case]
    for mention in detect(article(body, language=language)):
        assert mention["kind"] == "report"
        assert len(mention["evidence"]) <= 20


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("body", ODD)
def test_odd_characters_do_no_harm(body: str, language: str) -> None:
    detect(article(body, body, language))
    list(explain(article(body, body, language)))
