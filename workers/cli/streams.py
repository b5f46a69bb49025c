"""Lines in, JSON lines out, and what was wrong with a line: what the commands without services share."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

import click
import orjson

from mawid.errors import ArticleError

T = TypeVar("T")
_BOM = b"\xef\xbb\xbf"

FILE = click.argument("file", type=click.File("rb"), default="-", metavar="[FILE|-]")
"""The argument that most commands have; without it they read from standard input."""


class BadInput(click.ClickException):
    """What was read cannot be used; exit code 1."""

    exit_code = 1


def each_line(file: BinaryIO, read: Callable[[bytes], T]) -> Iterator[T]:
    """What `read` makes of each line, as the lines arrive; empty lines are skipped.

    A line that it cannot use is reported on standard error, and the next one is read.

    Raises:
        click.exceptions.Exit: with code 1, at the end, if something was wrong with any line. An article in a language
            that there is no pack for is not wrong.
    """
    if file.isatty():
        click.echo("Reading from the terminal: one JSON object a line, Ctrl-D ends.", err=True)
    bad = False
    for number, line in enumerate(file, 1):
        text = line.removeprefix(_BOM) if number == 1 else line
        if not text.strip():
            continue
        try:
            result = read(text)
        except ArticleError as e:
            bad = bad or e.code != "language_unsupported"  # nothing is wrong with such an article
            click.echo(f"line {number}: {e}", err=True)
        except Exception as e:  # noqa: BLE001  one article that we fail on must not end the run
            bad = True
            click.echo(f"line {number}: detector_error: {bug(e)}", err=True)
        else:
            yield result
    if bad:
        raise click.exceptions.Exit(1)


def write_json(values: Iterable[object]) -> None:
    """Write each value as one line of JSON to standard output, as it arrives."""
    out = sys.stdout.buffer
    for value in values:
        out.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE))
        out.flush()


def bug(error: Exception) -> str:
    """Where a bug showed itself, in a line: a person can report it, a developer find it."""
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    where = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else "?"
    return f"{type(error).__name__} at {where}; this is a bug in Mawid, please report it"
