"""`mawid resolve`: what many articles report together."""

import sys
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

import click

from workers.cli.streams import FILE, each_line, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mawid.event import Event


@click.command("resolve")
@FILE
@click.option("--json", "as_json", is_flag=True, help="JSON lines on a terminal, too.")
def command(file: BinaryIO, as_json: bool) -> None:
    """Merge what articles report into events: article.v1 lines in, in order, event.v1 revisions out.

    Needs no Kafka and no Redis; the state is in memory, and gone at the end. What comes out is what the workers
    publish for the same articles in the same order.

    \b
    Example:
      mawid resolve seeds/articles.jsonl
    """
    if as_json or not sys.stdout.isatty():
        write_json(_revisions(file))
    else:
        _show(_revisions(file))


def _revisions(file: BinaryIO) -> "Iterator[Event]":
    from mawid.article import decode
    from mawid.detect import detect
    from mawid.identity import View, resolve

    view = View()

    def read(line: bytes) -> "list[Event]":
        return [event for mention in detect(decode(line)) for event in resolve(view, mention)]

    for events in each_line(file, read):
        yield from events


def _show(events: "Iterator[Event]") -> None:
    from workers.cli.render import console, picture

    out = console()
    for event in events:
        out.print(picture(event, date.fromisoformat(event["updated_at"][:10]), out))
        out.print()
