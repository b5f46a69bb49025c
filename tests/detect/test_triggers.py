"""Which words name an event, and which only look like it."""

import pytest

from mawid.detect.trigger import Trigger
from tests.detect.articles import line, lines


def _only(body: str, language: str = "en") -> Trigger:
    (found,) = line(body, language).triggers
    return found


@pytest.mark.parametrize(
    ("body", "language", "kind", "form"),
    [
        ("A summit in Oslo.", "en", "summit", "noun"),
        ("The ministers met in Oslo.", "en", "meeting", "did"),
        ("The ministers will meet in Oslo.", "en", "meeting", "does"),
        ("A press conference in Oslo.", "en", "press_conference", "noun"),
        ("قمة في أوسلو", "ar", "summit", "noun"),
        ("التقى الوزيران في أوسلو", "ar", "meeting", "did"),
        ("يلتقي الوزيران في أوسلو", "ar", "meeting", "does"),
        ("مؤتمر صحفي في أوسلو", "ar", "press_conference", "noun"),
    ],
)
def test_nouns_name_an_event_and_verbs_report_one(body: str, language: str, kind: str, form: str) -> None:
    found = _only(body, language)
    assert (found.type, found.form, found.rejected) == (kind, form, "")


def test_the_longest_phrase_is_the_trigger() -> None:
    here = line("A joint press conference was announced.")
    (found,) = here.triggers
    assert here.sentence.words(found.start, found.end) == "joint press conference"


@pytest.mark.parametrize(
    ("body", "language", "definite"),
    [
        ("The talks failed.", "en", True),
        ("Talks failed.", "en", False),
        ("فشل الاجتماع", "ar", True),
        ("فشل هذا اللقاء", "ar", True),
        ("عقد اجتماع", "ar", False),
    ],
)
def test_a_definite_noun_may_point_back(body: str, language: str, definite: bool) -> None:
    assert _only(body, language).definite is definite


def test_the_future_of_an_arabic_verb_is_in_the_word() -> None:
    assert _only("سيلتقي الوزيران", "ar").future
    assert not _only("يلتقي الوزيران", "ar").future


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("The Congress party won.", "en"),
        ("An air strike hit the town.", "en"),
        ("The arms race goes on.", "en"),
        ("اجتمعت لجنة في مقر حزب المؤتمر", "ar"),
        ("قمة جبل", "ar"),
    ],
)
def test_part_of_a_longer_phrase_is_no_event_and_says_so(body: str, language: str) -> None:
    rejected = [t for t in line(body, language).triggers if t.rejected]
    assert rejected
    assert all("no event" in t.rejected for t in rejected)


def test_a_month_is_no_march() -> None:
    assert all(t.rejected == "part of a date" for t in line("It ends on 5 March 2025.").triggers)


def test_a_match_needs_sport_in_the_article() -> None:
    assert _only("They beat the odds.").rejected
    with_sport = lines("The coach praised the striker. The team beat Rome. The goalkeeper saved a goal.")
    assert [t.type for one in with_sport for t in one.live] == ["competition"]


def test_a_session_of_the_markets_is_none() -> None:
    text = "Shares and bonds rose. The index gained in a late session as the stock closed higher with the dollar."
    assert all(t.rejected for one in lines(text) for t in one.triggers if t.type == "session")


def test_the_last_noun_of_a_chain_is_the_event() -> None:
    part, event = line("افتتاح المهرجان", "ar").triggers
    assert part.rejected.startswith("a part of the festival")
    assert (event.type, event.rejected) == ("festival", "")
