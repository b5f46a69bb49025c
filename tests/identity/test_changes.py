"""What subscribers are told, and what they are not."""

import pytest

from mawid.event import Report
from tests.identity.reports import Newsroom, at, city, country, day, person, report

WEEK = day("2024-03-11", "2024-03-18", "week")


def kinds(*reports: Report) -> list[str]:
    return Newsroom(*reports).kinds


def test_a_first_report_creates_the_event() -> None:
    [event] = Newsroom(report("a-1")).published
    assert (event["revision"], event["status"], event["when"]) == (1, "scheduled", day("2024-03-12"))
    assert event["change"] == {"kind": "created", "fields": [], "article_id": "a-1"}


def test_a_first_report_that_calls_it_off_creates_and_cancels() -> None:
    created, cancelled = Newsroom(report("a-1", status="cancelled")).published
    assert (created["revision"], created["status"], created["change"]["kind"]) == (1, "scheduled", "created")
    assert (cancelled["revision"], cancelled["status"], cancelled["change"]["kind"]) == (2, "cancelled", "cancelled")
    assert cancelled["change"]["fields"] == ["/status"]


def test_a_narrower_date_refines() -> None:
    room = Newsroom(report("a-1", when=WEEK), report("b-1", "2024-03-05"))
    assert room.kinds == ["created", "refined"]
    assert room.event["when"] == day("2024-03-12")
    assert room.event["change"]["fields"] == ["/title/en", "/when/end", "/when/granularity", "/when/start"][1:]


def test_an_hour_refines_a_day() -> None:
    assert kinds(report("a-1"), report("b-1", "2024-03-05", when=at("2024-03-12T10:00"))) == ["created", "refined"]


def test_a_venue_refines_a_city() -> None:
    room = Newsroom(report("a-1"), report("b-1", "2024-03-05", where=city("Geneva", "Palais des Nations")))
    assert room.kinds == ["created", "refined"]
    assert "/where/venue" in room.event["change"]["fields"]


def test_a_wider_date_or_place_takes_nothing_away() -> None:
    switzerland = {"name": {"en": "Switzerland"}, "precision": "country", "country": "CH"}
    room = Newsroom(report("a-1", when=at("2024-03-12T10:00"), where=city("Geneva", "Palais des Nations")))
    assert room.file(report("a-2", "2024-03-05", when=WEEK, where=switzerland)) == []
    assert room.event["when"] == at("2024-03-12T10:00")
    assert room.event["where"] == city("Geneva", "Palais des Nations")


def test_the_first_day_of_several_is_no_refinement() -> None:
    days = day("2024-03-12", "2024-03-22", "days")
    fair = {"type": "festival", "words": ["books", "publishers"]}
    room = Newsroom(report("a-1", when=days, **fair))
    assert room.file(report("a-2", "2024-03-05", **fair)) == []
    assert room.event["when"] == days


def test_a_proposal_that_is_agreed_refines() -> None:
    room = Newsroom(report("a-1", status="proposed"), report("b-1", "2024-03-05"))
    assert room.kinds == ["created", "refined"]
    assert room.event["change"]["fields"] == ["/status"]


def test_what_is_agreed_is_not_proposed_again() -> None:
    assert kinds(report("a-1"), report("a-2", "2024-03-05", status="proposed")) == ["created"]


def test_what_is_put_off_to_a_day_that_is_told_is_scheduled_for_it() -> None:
    moved = report("a-1", status="postponed", when={**day("2024-03-19"), "previous": []})
    assert Newsroom(moved).event["status"] == "scheduled"
    room = Newsroom(report("a-1"), report("b-1", "2024-03-05", status="postponed", when=moved["when"]))
    assert (room.event["status"], room.event["change"]["kind"]) == ("scheduled", "rescheduled")


def test_a_moved_date_is_kept_as_previous() -> None:
    room = Newsroom(report("a-1"), report("b-1", "2024-03-08", when=day("2024-03-19")))
    assert room.kinds == ["created", "rescheduled"]
    assert room.event["when"] == {
        **day("2024-03-19"),
        "previous": [{"start": "2024-03-12", "end": "2024-03-13"}],
    }


def test_postponed_to_a_date_is_rescheduled() -> None:
    room = Newsroom(report("a-1"), report("b-1", "2024-03-08", status="postponed", when=day("2024-03-19")))
    assert (room.kinds, room.event["status"]) == (["created", "rescheduled"], "scheduled")


def test_a_postponement_keeps_the_date() -> None:
    room = Newsroom(report("a-1"), report("b-1", "2024-03-08", status="postponed"))
    assert (room.kinds, room.event["when"]) == (["created", "postponed"], day("2024-03-12"))


def test_a_new_date_reinstates_what_was_postponed() -> None:
    off = report("b-1", "2024-03-08", status="postponed")
    room = Newsroom(report("a-1"), off, report("c-1", "2024-03-15", when=day("2024-03-26")))
    assert room.kinds == ["created", "postponed", "reinstated"]
    assert room.event["change"]["fields"] == ["/status", "/title/en", "/when/end", "/when/previous", "/when/start"]


def test_a_new_date_and_a_new_venue_are_two_revisions() -> None:
    off = report("b-1", "2024-03-08", status="postponed")
    moved = report("c-1", "2024-03-15", when=day("2024-03-26"), where=city("Geneva", "Hôtel Métropole"))
    room = Newsroom(report("a-1", where=city("Geneva", "Palais des Nations")), off, moved)
    assert room.kinds == ["created", "postponed", "reinstated", "relocated"]
    reinstated, relocated = room.published[2:]
    assert reinstated["where"] == city("Geneva", "Palais des Nations")
    assert relocated["where"] == city("Geneva", "Hôtel Métropole")
    assert relocated["change"]["fields"] == ["/where/name", "/where/venue"]


def test_another_city_relocates() -> None:
    words = {"words": ["desalination", "forum", "mediterranean"], "type": "conference"}
    room = Newsroom(report("a-1", **words), report("b-1", "2024-03-08", where=city("Basel"), **words))
    assert room.kinds == ["created", "relocated"]


def test_another_name_of_the_venue_does_not_relocate() -> None:
    named = report("a-1", where=city("Geneva", "Palais des Nations"))
    assert kinds(named, report("a-2", "2024-03-05", where=city("Geneva", "UN headquarters"))) == ["created"]
    arabic = report("a-2", "2024-03-05", where=city("Geneva", "قصر الأمم", "ar"), language="ar")
    assert "relocated" not in kinds(named, arabic)


def test_a_cancelled_event_is_cancelled_once() -> None:
    off = [report(f"{name}-1", "2024-03-08", status="cancelled") for name in "bc"]
    room = Newsroom(report("a-1"), *off)
    assert room.kinds == ["created", "cancelled", "corroborated"]
    assert room.event["status"] == "cancelled"


def test_an_unaware_report_does_not_resurrect_a_cancelled_event() -> None:
    off = report("b-1", "2024-03-08", status="cancelled")
    room = Newsroom(report("a-1"), off, report("a-2", "2024-03-09"))
    assert (room.kinds, room.event["status"]) == (["created", "cancelled"], "cancelled")


def test_two_sources_resurrect_a_cancelled_event() -> None:
    off = report("b-1", "2024-03-08", status="cancelled")
    room = Newsroom(report("a-1"), off, report("a-2", "2024-03-09"), report("c-1", "2024-03-10"))
    assert room.kinds == ["created", "cancelled", "reinstated"]


def test_the_source_that_cancelled_may_take_it_back() -> None:
    off = report("b-1", "2024-03-08", status="cancelled")
    assert kinds(report("a-1"), off, report("b-2", "2024-03-09")) == ["created", "cancelled", "reinstated"]


def test_an_unaware_report_does_not_move_an_event_back() -> None:
    moved = report("b-1", "2024-03-08", when=day("2024-03-19"))
    room = Newsroom(report("a-1"), moved, report("a-2", "2024-03-09"))
    assert (room.kinds, room.event["article_count"]) == (["created", "rescheduled"], 3)


def test_a_correction_by_the_same_source_moves_it_back() -> None:
    wrong = report("b-1", "2024-03-08", when=day("2024-03-19"))
    room = Newsroom(report("a-1"), wrong, report("b-2", "2024-03-09"))
    assert room.kinds == ["created", "rescheduled", "rescheduled"]
    assert room.event["when"] is not None
    assert room.event["when"]["start"] == "2024-03-12"


def test_what_took_place_has_occurred_and_is_not_refined_any_more() -> None:
    room = Newsroom(report("a-1", when=WEEK), report("b-1", "2024-03-13", status="occurred"))
    assert room.kinds == ["created", "occurred"]
    assert room.file(report("a-2", "2024-03-14", status="occurred", where=city("Geneva", "Palais des Nations"))) == []


def test_it_has_not_occurred_before_its_date() -> None:
    room = Newsroom(report("a-1"), report("a-2", "2024-03-05", status="occurred"))
    assert (room.kinds, room.event["status"]) == (["created"], "scheduled")


def test_an_event_under_way_is_corroborated() -> None:
    room = Newsroom(report("a-1"), report("a-2", "2024-03-12", status="ongoing"))
    assert room.kinds == ["created", "corroborated"]
    assert room.event["change"]["fields"] == ["/status"]


def test_the_second_day_of_talks_joins_the_first() -> None:
    yesterday = report("a-1", "2024-03-11", when=day("2024-03-12"))
    today = report("b-1", "2024-03-13", status="ongoing", when=day("2024-03-13"), words=["exchange"])
    room = Newsroom({**yesterday, "words": ["exchange"]}, today)
    assert len(room.states) == 1
    assert room.event["when"] == {**day("2024-03-12", "2024-03-14", "days")}


def test_further_sources_are_told_at_milestones_only() -> None:
    room = Newsroom(*(report(f"s{n:02}-1", f"2024-03-{4 + n // 3:02}T{n:02}:00:00Z") for n in range(21)))
    assert [(e["change"]["kind"], e["source_count"]) for e in room.published] == [
        ("created", 1),
        *(("corroborated", n) for n in (2, 3, 5, 10, 20)),
    ]
    assert room.published[1]["change"]["fields"] == ["/source_count"]


def test_a_report_in_a_further_language_gives_its_readers_a_title() -> None:
    room = Newsroom(
        report("a-1"), report("a-2", "2024-03-05", language="ar"), report("a-3", "2024-03-06", language="ar")
    )
    assert room.kinds == ["created", "corroborated"]
    assert room.published[1]["change"]["fields"] == ["/title/ar"]


def test_further_articles_of_one_source_are_silent() -> None:
    room = Newsroom(*(report(f"a-{n}", f"2024-03-0{4 + n}") for n in range(5)))
    assert room.kinds == ["created"]
    assert (room.event["article_count"], room.event["source_count"]) == (5, 1)


def test_what_changed_silently_is_told_with_the_next_revision() -> None:
    room = Newsroom(
        report("a-1"), report("a-2", "2024-03-05", participants=[*report("x")["participants"], country("IR")])
    )
    assert room.kinds == ["created"]
    [event] = room.file(report("a-3", "2024-03-08", status="cancelled"))
    assert event["change"]["fields"] == ["/participants", "/status", "/title/en"]


def test_parties_are_united_across_languages() -> None:
    arabic = [person("سيرغي لافروف", "ar")]
    room = Newsroom(report("a-1", participants=[person("Sergei Lavrov")]))
    room.file(report("a-2", "2024-03-05", language="ar", participants=arabic))
    assert room.event["participants"] == [{"name": {"en": "Sergei Lavrov", "ar": "سيرغي لافروف"}, "kind": "person"}]


@pytest.mark.parametrize("status", ["scheduled", "cancelled"])
def test_confidence_grows_with_sources_and_not_with_articles(status: str) -> None:
    room = Newsroom(report("a-1"), report("a-2", "2024-03-05", status=status))
    alone = room.event["confidence"]
    room.file(report("b-1", "2024-03-06", status=status))
    assert 0.8 == alone < room.event["confidence"] < 1
