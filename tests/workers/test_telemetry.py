"""Lines for eyes and lines for machines."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from tests.workers.samples import EVENT
from workers import telemetry
from workers.settings import Settings


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    handlers, level = logging.root.handlers, logging.root.level
    yield
    logging.root.handlers, logging.root.level = handlers, level
    structlog.reset_defaults()


def said(form: str, level: str = "INFO", **settings: Any) -> tuple[io.StringIO, Any]:
    stream = io.StringIO()
    telemetry.configure(Settings(log_format=form, log_level=level, **settings), stream)
    return stream, structlog.get_logger("workers.test")


def test_a_published_revision_is_one_json_object_with_ecs_names() -> None:
    stream, log = said("json")
    log.info("published", **telemetry.published(EVENT))

    line = json.loads(stream.getvalue())
    assert list(line)[:3] == ["@timestamp", "log.level", "message"]
    assert line["log.level"] == "info"
    assert line["service.name"] == "mawid"
    assert line["mawid.event.id"] == "mabcdefgh"
    assert line["mawid.event.when"] == "2017-02-01/2017-02-11 days"
    assert line["mawid.event.where"] == "Geneva, CH"
    assert line["mawid.event.title"] == "مباحثات في جنيف"


def test_what_is_no_terminal_gets_json_unless_told_otherwise() -> None:
    stream, log = said("auto")
    log.info("hello", partition=3)

    assert json.loads(stream.getvalue())["messaging.destination.partition.id"] == 3


def test_right_to_left_text_is_isolated_on_a_terminal_and_not_reversed() -> None:
    stream, log = said("console")
    log.info("published", **telemetry.published(EVENT))

    line = stream.getvalue()
    assert "\u2068مباحثات في جنيف\u2069" in line
    assert "postponed" in line
    assert line.count("\n") == 1


def test_columns_before_the_title_are_aligned() -> None:
    stream, log = said("console")
    log.info("published", **telemetry.published(EVENT))
    log.info(
        "published", **telemetry.published({**EVENT, "type": "press_conference", "when": None, "source_count": 12})
    )

    first, second = stream.getvalue().splitlines()
    assert first.index("Geneva") == second.index("Geneva")


def test_an_article_cannot_write_escape_sequences_to_the_terminal() -> None:
    stream, log = said("console")
    log.info("published", **telemetry.published({**EVENT, "title": {"en": "bad\x1b[2Jtitle\u202e"}}))

    assert "\x1b[2J" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()


def test_a_warning_is_said_once_for_each_code() -> None:
    stream, log = said("json")
    for _ in range(5):
        log.warning("recovering", code="Lost")
        log.warning("recovering", code="Moved")
        log.info("recovering")

    codes = [json.loads(line).get("error.code") for line in stream.getvalue().splitlines()]
    assert sorted(codes, key=str) == ["Lost", "Moved", None, None, None, None, None]


def test_lines_of_libraries_take_the_same_way_and_their_chatter_is_left_out() -> None:
    stream, _ = said("json")
    logging.getLogger("faust.app").info("chatter")
    logging.getLogger("faust.app").error("broken: %s", "pipe")

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["message"], line["log.logger"]) for line in lines] == [("broken: pipe", "faust.app")]


def test_debug_lines_need_the_level() -> None:
    quiet, log = said("json")
    log.debug("article")
    loud, log = said("json", "DEBUG")
    log.debug("article")

    assert not quiet.getvalue()
    assert json.loads(loud.getvalue())["log.level"] == "debug"


def test_an_exception_comes_with_its_stack() -> None:
    stream, log = said("json")
    try:
        int("why")
    except ValueError:
        log.exception("failed", code="x")

    assert "ValueError: invalid literal" in json.loads(stream.getvalue())["error.stack_trace"]
