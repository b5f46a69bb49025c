"""Moments to begin reading a topic at."""

import time

import click
import pytest

from workers.cli.records import BEGINNING, Since


def moment(text: str) -> int:
    return Since().convert(text, None, None)


def test_the_beginning_is_before_everything() -> None:
    assert moment("beginning") == BEGINNING == 0


@pytest.mark.parametrize(
    ("text", "seconds"), [("-30s", 30), ("-5m", 300), ("-1h", 3600), ("-2d", 172800), ("-1w", 604800)]
)
def test_a_span_counts_back_from_now(text: str, seconds: int) -> None:
    before = time.time() - seconds
    assert before * 1000 - 1 <= moment(text) <= (time.time() - seconds) * 1000 + 1


def test_a_date_time_counts_in_its_zone() -> None:
    assert moment("2017-01-20T09:00:00Z") == moment("2017-01-20T12:00:00+03:00") == 1_484_902_800_000


@pytest.mark.parametrize("text", ["", "now", "1h", "-1x", "-h", "-99999999999h", "2017-13-01", "٣"])
def test_anything_else_is_refused_with_what_would_do(text: str) -> None:
    with pytest.raises(click.BadParameter, match="is not 'beginning'"):
        moment(text)


def test_a_moment_before_1970_is_the_beginning() -> None:
    assert moment("1900-01-01") == BEGINNING
    assert moment("-999999w") == BEGINNING
