"""Lines in, and what becomes of bad ones."""

import io

import click
import pytest

from mawid.errors import ArticleError
from workers.cli.streams import each_line


def read(line: bytes) -> str:
    if line == b"foreign\n":
        raise ArticleError("language_unsupported", "no pack for 'ja'", "/language")
    if line == b"bad\n":
        raise ArticleError("schema_invalid", "text is needed", "/id")
    if line == b"bug\n":
        raise KeyError("secret text")
    return line.decode().strip()


def test_lines_are_read_one_by_one_as_they_arrive() -> None:
    lines = each_line(io.BytesIO(b"one\ntwo\n"), read)

    assert next(lines) == "one"
    assert next(lines) == "two"


def test_empty_lines_and_a_byte_order_mark_are_skipped_and_the_last_line_needs_no_end() -> None:
    assert list(each_line(io.BytesIO(b"\xef\xbb\xbfone\n\n \r\ntwo"), read)) == ["one", "two"]


def test_a_bad_line_is_reported_the_next_is_read_and_the_exit_code_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    lines = each_line(io.BytesIO(b"one\n\nbad\ntwo\n"), read)

    assert [next(lines), next(lines)] == ["one", "two"]
    with pytest.raises(click.exceptions.Exit) as end:
        next(lines)
    assert end.value.exit_code == 1
    assert capsys.readouterr().err == "line 3: schema_invalid at /id: text is needed\n"


def test_an_article_in_a_language_without_a_pack_is_reported_and_does_not_fail_the_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert list(each_line(io.BytesIO(b"foreign\none\n"), read)) == ["one"]
    assert capsys.readouterr().err == "line 1: language_unsupported at /language: no pack for 'ja'\n"


def test_a_bug_is_reported_with_its_place_and_without_the_text_of_the_article(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = each_line(io.BytesIO(b"bug\none\n"), read)

    assert next(lines) == "one"
    error = capsys.readouterr().err
    assert error.startswith("line 1: detector_error: KeyError at test_streams.py:")
    assert "secret" not in error
