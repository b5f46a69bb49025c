"""Which date and which place belong to which event of a sentence."""

from tests.detect.articles import reports


def _facts(body: str, language: str = "en") -> list[tuple[str, str | None, str | None]]:
    return [
        (e["type"], e["when"] and e["when"]["start"], e["where"] and e["where"].get("city", e["where"].get("country")))
        for e in reports(body, language=language)
    ]


def test_the_day_of_saying_is_not_the_day_of_the_event() -> None:
    body = "The ministry said on Monday that the summit will be held in Tunis on 12 June."
    assert _facts(body) == [("summit", "2024-06-12", "Tunis")]
    body = "قالت الوزارة يوم الاثنين إن القمة ستعقد في مسقط في 12 حزيران."
    assert _facts(body, "ar") == [("summit", "2024-06-12", "Muscat")]


def test_what_is_said_at_a_press_conference_is_said_on_its_day() -> None:
    body = "The minister said at a press conference in Oslo on Tuesday that prices fell."
    assert _facts(body) == [("press_conference", "2024-05-14", "Oslo")]


def test_each_event_takes_the_date_and_place_of_its_own_clause() -> None:
    body = "The festival in Vienna opened on Tuesday, while the summit in Bratislava will be held on 21 June."
    assert _facts(body) == [("festival", "2024-05-14", "Vienna"), ("summit", "2024-06-21", "Bratislava")]


def test_a_visit_is_at_its_destination() -> None:
    assert _facts("The premier left Oslo and will visit Hanoi on Monday.")[-1] == ("visit", "2024-05-20", "Hanoi")


def test_a_government_named_by_its_capital_is_no_place() -> None:
    body = "Talks between Moscow and Tehran will be held in Cairo on 21 June."
    assert _facts(body) == [("talks", "2024-06-21", "Cairo")]


def test_a_call_has_no_place() -> None:
    assert _facts("The two spoke by phone on Tuesday, the palace in Amman said.") == [("call", "2024-05-14", None)]
