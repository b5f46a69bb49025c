"""What a person sees of an event."""

import io
from collections import Counter
from datetime import date
from typing import Literal

import pytest
from rich.cells import cell_len
from rich.console import Console

from mawid.event import Event, Evidence, Span
from workers.cli import render
from workers.cli.render import picture, place
from workers.cli.summary import agenda, totals

FRIDAY = date(2017, 1, 20)
QUOTE = "تعقد الأسبوع المقبل في أستانة مباحثات بين الحكومة والمعارضة"


def span(label: Literal["trigger", "when", "where", "participant", "status"], words: str) -> Span:
    start = QUOTE.index(words)
    return {"label": label, "start": start, "end": start + len(words)}


EVIDENCE: Evidence = {
    "article_id": "b",
    "source": "صحيفة ضفاف",
    "language": "ar",
    "published_at": "2017-01-20T09:00:00Z",
    "field": "body",
    "start": 0,
    "end": len(QUOTE),
    "quote": QUOTE,
    "spans": [span("when", "الأسبوع المقبل"), span("where", "أستانة"), span("trigger", "مباحثات")],
}
EVENT: Event = {
    "schema": "event.v1",
    "id": "mabcdefgh",
    "revision": 2,
    "change": {"kind": "rescheduled", "fields": ["/when"], "article_id": "b"},
    "type": "press_conference",
    "title": {"ar": "مباحثات في أستانة", "en": "Talks in Astana"},
    "status": "scheduled",
    "when": {
        "start": "2017-01-23",
        "end": "2017-01-30",
        "granularity": "week",
        "previous": [{"start": "2017-01-20", "end": "2017-01-21"}],
    },
    "where": {
        "name": {"en": "Astana"},
        "precision": "venue",
        "venue": "فندق ريكسوس",
        "city": "Astana",
        "country": "KZ",
    },
    "participants": [
        {"name": {"ar": "الحكومة السورية"}, "kind": "organisation", "role": "وفد"},
        {"name": {"ar": "روسيا", "en": "Russia"}, "kind": "country"},
    ],
    "confidence": 0.87,
    "article_count": 3,
    "source_count": 2,
    "evidence": [{**EVIDENCE, "article_id": "a", "quote": "An older sentence.", "spans": []}, EVIDENCE],
    "first_seen_at": "2017-01-20T09:00:00Z",
    "updated_at": "2017-01-20T09:00:00Z",
    "detector": "mawid/0",
}


def terminal(width: int = 100, *, colour: bool = False) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        soft_wrap=True,
        highlight=False,
        markup=False,
        emoji=False,
    )


def printed(event: Event, out: Console) -> str:
    out.print(picture(event, FRIDAY, out))
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def test_a_revision_shows_what_when_where_who_and_the_sentence_that_says_so() -> None:
    assert printed(EVENT, terminal()) == (
        "rescheduled  press conference  scheduled  87%  2 sources  mabcdefgh:2\n"
        "  what ar \u2068مباحثات في أستانة\u2069\n"
        "  what en Talks in Astana\n"
        "  when    23 – 29 January 2017, within the week · in 3 days\n"
        "  before  Fri 20 January 2017\n"
        "  where   \u2068فندق ريكسوس\u2069\n"
        "          Astana, Kazakhstan\n"
        "  who     \u2068الحكومة السورية\u2069\n"
        "          \u2068وفد\u2069\n"
        "          Russia\n"
        "  says    \u2068صحيفة ضفاف, 2017-01-20\u2069\n"
        "          \u2068تعقد الأسبوع المقبل في أستانة مباحثات بين الحكومة والمعارضة\u2069\n"
    )


def test_an_event_of_which_little_is_known_shows_no_empty_fields() -> None:
    bare: Event = {**EVENT, "when": None, "where": None, "participants": [], "source_count": 1}

    text = printed(bare, terminal())

    assert "when" not in text
    assert "where" not in text
    assert "who" not in text
    assert "sources" not in text


def test_every_line_is_isolated_for_itself_and_none_is_wider_than_the_terminal() -> None:
    text = printed({**EVENT, "title": {"ar": "مباحثات في أستانة " * 20}}, terminal(50))

    for line in text.splitlines()[1:]:
        assert cell_len(line) <= 50
        assert line.count("\u2068") == line.count("\u2069") <= 1
        assert ("\u2068" in line) == any("\u0600" <= c <= "\u06ff" for c in line)


def test_no_word_is_reversed_or_lost_when_a_line_is_wrapped() -> None:
    title = " ".join(f"كلمة{n}" for n in range(60))

    text = printed({**EVENT, "title": {"ar": title}}, terminal(40))

    assert [word.strip("\u2068\u2069") for word in text.split() if "كلمة" in word] == title.split()


def test_what_says_when_where_and_what_is_coloured() -> None:
    text = printed(EVENT, terminal(colour=True))

    assert "\x1b[1;36mالأسبوع المقبل\x1b[0m" in text
    assert "\x1b[1;32mأستانة\x1b[0m" in text
    assert "\x1b[1;35mمباحثات\x1b[0m" in text


def test_there_are_no_colours_without_a_terminal_or_with_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not render.console().is_terminal

    monkeypatch.setenv("FORCE_COLOR", "1")
    assert render.console().color_system is not None
    monkeypatch.setenv("NO_COLOR", "1")
    assert render.console().no_color


def test_only_evidence_of_the_article_that_made_the_change_is_shown() -> None:
    assert "An older sentence." not in printed(EVENT, terminal())

    nobody: Event = {**EVENT, "change": {"kind": "occurred", "fields": ["/status"]}}
    assert "An older sentence." in printed(nobody, terminal())


def test_a_sentence_that_is_quoted_for_two_of_its_words_is_shown_once_with_both_coloured() -> None:
    twice: Event = {
        **EVENT,
        "evidence": [
            {**EVIDENCE, "spans": [span("where", "أستانة")]},
            {**EVIDENCE, "spans": [span("trigger", "مباحثات")]},
        ],
    }

    text = printed(twice, terminal(colour=True))

    assert text.count("تعقد") == 1
    assert text.count("says") == 1
    assert "\x1b[1;32mأستانة\x1b[0m" in text
    assert "\x1b[1;35mمباحثات\x1b[0m" in text


@pytest.mark.parametrize("nasty", ["\x1b[2J", "\x9b2J", "\x00", "\u202e", "\u2067", "\u2069", "\r", "\n", "\u2028"])
def test_nothing_in_an_article_moves_the_cursor_or_turns_the_line_around(nasty: str) -> None:
    event: Event = {
        **EVENT,
        "title": {"en": f"A{nasty}B"},
        "participants": [{"name": {"en": f"A{nasty}B"}, "kind": "person", "role": f"A{nasty}B"}],
        "where": {"name": {"en": f"A{nasty}B"}, "precision": "unresolved", "venue": f"A{nasty}B"},
        "evidence": [{**EVIDENCE, "source": f"A{nasty}B", "quote": f"A{nasty}B", "spans": []}],
    }

    text = printed(event, terminal())

    assert nasty not in text.replace("\n  ", "")[:-1]
    assert len(text.splitlines()) == len(printed({**event, "title": {"en": "AB"}}, terminal()).splitlines())


def test_a_place_reads_from_the_venue_to_the_country() -> None:
    assert place({"name": {"ar": "جنيف"}, "precision": "city", "city": "Geneva", "country": "CH"}) == [
        "Geneva, Switzerland"
    ]
    assert place({"name": {"ar": "سويسرا"}, "precision": "country", "country": "CH"}) == ["Switzerland"]
    assert place({"name": {"en": "online"}, "precision": "online"}) == ["online"]
    assert place({"name": {"ar": "القصر"}, "precision": "unresolved", "venue": "القصر"}) == ["القصر"]
    assert place({"name": {"en": "Kosovo"}, "precision": "country", "country": "XK"}) == ["Kosovo"]


def test_the_agenda_has_each_event_once_by_date_with_its_title_below() -> None:
    later: Event = {**EVENT, "id": "mlater", "when": {"start": "2017-03-01", "end": "2017-03-02", "granularity": "day"}}
    unknown: Event = {
        **EVENT,
        "id": "munknown",
        "when": None,
        "where": None,
        "title": {"en": "Some day on which something is to happen"},
    }

    assert agenda([unknown, later, {**EVENT, "revision": 1}, EVENT], terminal(60)).plain == (
        "EVENT             STATUS     WHEN                        WHERE\n"
        "press conference  scheduled  23 – 29 January 2017        Astana, Kazakhstan\n"
        "  3 reports, 2 revisions     \u2068مباحثات في أستانة\u2069\n"
        "press conference  scheduled  Wed 1 March 2017            Astana, Kazakhstan\n"
        "  3 reports, 2 revisions     \u2068مباحثات في أستانة\u2069\n"
        "press conference  scheduled  ?                           ?\n"
        "  3 reports, 2 revisions     Some day on which something is…"
    )


def test_the_totals_say_what_became_of_the_articles() -> None:

    counts = Counter({"articles": 5, "mentions": 7, "merged": 4, "dead invalid_json": 1})

    assert totals([EVENT, {**EVENT, "id": "mother"}, EVENT], counts).plain == (
        "\narticles in      5"
        "\nmentions in them 7"
        "\nevents           2"
        "\nrevisions        3 (3 rescheduled)"
        "\nsuppressed       4 mentions that say nothing new"
        "\ndead letters     1 (1 invalid_json)"
    )
