"""Which date of an article is an event's."""

import pytest

from mawid.detect import candidates, explain
from mawid.detect.ranking import ranked
from mawid.detect.settle import Settled
from mawid.detect.weights import weights
from mawid.event import When
from tests.detect.articles import article, reports


def settled(body: str, title: str = "", language: str = "en") -> list[Settled]:
    """The events of an article of Wednesday 15 May 2024."""
    return [s for s, _ in candidates(article(body, title, language)) if not s.rejected]


def day(when: When | None) -> str | None:
    return when["start"] if when else None


def test_unsaid_is_always_an_option_and_the_only_one_where_there_is_no_date() -> None:
    (s,) = settled("The two ministers met in Lima.")
    assert [o.when for o in s.dates] == [None]
    assert s.when is None
    assert s.date_probability == 1.0


def test_every_date_of_the_article_is_an_option_once_and_a_weekday_is_a_past_and_a_coming_one() -> None:
    (s,) = settled("The ministers met in Lima on Monday. Exports rose on 3 April. They last rose on 3 April.")
    assert sorted(o.when["start"] for o in s.dates if o.when) == ["2024-04-03", "2024-05-13", "2024-05-20"]
    assert s.date_probability == ranked(s.dates, weights()["when"])[0][1]


@pytest.mark.parametrize(
    ("body", "start"),
    [
        ("The ministers will meet in Lima on 22 May, an official said on Tuesday.", "2024-05-22"),
        ("The minister announced on Monday that the summit will open in Cairo on 3 June.", "2024-06-03"),
        ("The fair, founded in 1998, opened in Leipzig on Tuesday.", "2024-05-14"),
    ],
)
def test_the_date_of_the_event_wins_over_that_of_what_is_said_of_it(body: str, start: str) -> None:
    assert [day(s.when) for s in settled(body)] == [start]


def test_a_date_of_another_sentence_is_marked_as_borrowed() -> None:
    told = settled(
        "The presidents of Peru and Chile met in Arica on Tuesday. At a press conference in Arica they smiled."
    )
    assert [(s.cluster.type, day(s.when), s.borrowed) for s in told] == [
        ("meeting", "2024-05-14", False),
        ("press_conference", "2024-05-14", True),
    ]


def test_what_was_moved_has_the_date_that_is_said_of_it_and_no_other() -> None:
    (s,) = settled("The talks in Oslo were postponed from Monday to 2 June. Exports rose on 3 April.")
    assert s.dates == []
    assert day(s.when) == "2024-06-02"


def test_a_date_that_is_over_is_no_date_of_what_is_announced() -> None:
    (event,) = reports("Prices fell on 2 May. The two presidents will meet in Lima.")
    assert day(event["when"]) is None
    assert event["status"] == "scheduled"


def test_of_a_list_of_thousands_of_dates_the_first_are_looked_at() -> None:
    dates = " ".join(f"Prices rose on {1 + n % 28} March {1900 + n // 28}." for n in range(1_000))
    (s, *_) = settled(f"The two ministers met in Paris on Tuesday. {dates}")
    assert len(s.dates) <= 42  # a weekday is two
    assert day(s.when) == "2024-05-14"


def test_it_is_explained_what_spoke_for_a_date_and_against_the_others() -> None:
    told = list(explain(article("The ministers of Peru and Chile met in Arica on Tuesday.")))
    (chosen,) = [line for line in told if line.startswith("    when 2024-05-14 to 2024-05-15")]
    assert "attached" in chosen
