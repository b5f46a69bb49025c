"""How it stands with an event: words, date and tense."""

import pytest

from mawid.detect import detect
from tests.detect.articles import article


def _statuses(body: str, language: str = "en") -> list[str]:
    return [m["status"] for m in detect(article(body, language=language)) if m["kind"] == "report"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("The ministers met in Vienna on Tuesday.", "occurred"),
        ("The ministers will meet in Vienna on Tuesday.", "scheduled"),
        ("The summit in Vienna on 3 June has been postponed.", "postponed"),
        ("The summit in Vienna on 3 June has been cancelled.", "cancelled"),
        ("The ministers may meet in Vienna on 3 June.", "proposed"),
        ("Talks are under way in Vienna.", "ongoing"),
        ("The summit takes place in Vienna on 3 May 2025.", "scheduled"),
    ],
)
def test_words_and_tense_decide_in_english(body: str, status: str) -> None:
    assert _statuses(body) == [status]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("التقى الوزيران في فيينا أمس.", "occurred"),
        ("سيلتقي الوزيران في فيينا الثلاثاء المقبل.", "scheduled"),
        ("تأجلت القمة المقررة في فيينا في 3 حزيران.", "postponed"),
        ("ألغيت القمة المقررة في فيينا في 3 حزيران.", "cancelled"),
        ("اقترحت النمسا عقد قمة في فيينا في 3 حزيران.", "proposed"),
        ("تتواصل المحادثات في فيينا.", "ongoing"),
    ],
)
def test_words_and_tense_decide_in_arabic(body: str, status: str) -> None:
    assert _statuses(body, "ar") == [status]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("The host denied postponing the summit in Vienna on 3 June.", "en"),
        ("The summit in Vienna has not been cancelled and will be held on 3 June.", "en"),
        ("نفت النمسا تأجيل القمة المقررة في فيينا في 3 حزيران.", "ar"),
    ],
)
def test_what_is_denied_does_not_count(body: str, language: str) -> None:
    assert _statuses(body, language) == ["scheduled"]


def test_each_event_of_a_sentence_has_its_own_status() -> None:
    body = "The concert in Oslo on 3 June was cancelled, but the conference in Bergen will be held on 5 June."
    assert _statuses(body) == ["cancelled", "scheduled"]


@pytest.mark.parametrize(("verb", "status"), [("postponed", "postponed"), ("moved", "scheduled")])
def test_an_event_that_got_a_new_day_has_it_and_says_whether_it_was_put_off(verb: str, status: str) -> None:
    (event,) = detect(article(f"The summit in Vienna was {verb} to 3 June."))
    assert event["kind"] == "report"
    assert event["when"]
    assert (event["status"], event["when"]["start"], event["when"]["previous"]) == (status, "2024-06-03", [])


def test_an_event_put_off_before_will_happen_on_its_day() -> None:
    assert _statuses("The talks, put off last week, will now be held on Monday in Vienna.") == ["scheduled"]
