"""`mawid dlq`: the dead letters."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import click

from mawid.errors import CODES
from workers.cli.records import BEGINNING, Since, follow
from workers.cli.services import kafka, require_topic, settings
from workers.terminal import isolated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workers.cli.records import Record
    from workers.settings import Settings

_REPLAYS: Final = "dlq.replays"
_TIMES: Final = 3
"""Replays after which a letter stays dead."""
_EXCERPT: Final = 80


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose dead letters."""
    code = click.option(
        "--code", "codes", multiple=True, type=click.Choice(list(CODES)), metavar="CODE", help="Only with this code."
    )
    since = click.option(
        "--from", "since", type=Since(), default=BEGINNING, metavar="WHEN", help="Only since -1h, 2017-01-20, …"
    )
    return code(since(command))


@click.group("dlq")
def command() -> None:
    """See the articles that could not be used, or send them again."""


@command.command("list")
@_filters
def show(codes: tuple[str, ...], since: int) -> None:
    """Show the dead letters by code: how many there are, what the code means, and the newest as an example."""
    current = settings()
    counts: Counter[str] = Counter()
    newest = {}
    with kafka(current):
        for letter in _letters(current, codes, since):
            code = _header(letter, "dlq.error.code")
            counts[code] += 1
            newest[code] = letter
    for code, count in counts.most_common():
        letter = newest[code]
        at = "-".join(_header(letter, f"__connect.errors.{name}") for name in ("topic", "partition", "offset"))
        what = f"{_header(letter, 'dlq.error.pointer')} {_header(letter, '__connect.errors.exception.message')}"
        click.echo(f"{count:>6} {click.style(code, bold=True)}: {CODES.get(code, '?')}")
        click.echo(f"       {at}: {isolated(what.strip())}")
        click.secho(f"       {isolated((letter.value or b'')[:_EXCERPT].decode(errors='replace'))}", dim=True)
    click.echo(f"{counts.total():>6} dead letters", err=True)


@command.command("replay")
@_filters
@click.option("--dry-run", is_flag=True, help="Only count them.")
def replay(codes: tuple[str, ...], since: int, dry_run: bool) -> None:
    """Send dead letters to the article topic again, bytes untouched, after what was wrong is mended.

    A letter that was replayed three times stays where it is. One that is replayed twice does no harm: the second time
    it says nothing new.
    """
    from kafka import KafkaProducer

    from workers.topics import LARGEST_MESSAGE

    current = settings()
    done: Counter[str] = Counter()
    with kafka(current):
        options = {"linger_ms": 20, "max_request_size": 2 * LARGEST_MESSAGE, **current.kafka()}
        with closing(KafkaProducer(client_id="mawid-replay", **options)) as producer:
            for letter in _letters(current, codes, since):
                replays = int(_header(letter, _REPLAYS) or 0)
                if _header(letter, "__connect.errors.topic") != current.topic_articles or replays >= _TIMES:
                    done["left"] += 1
                    continue
                done["sent"] += 1
                if not dry_run:
                    headers = [(_REPLAYS, b"%d" % (replays + 1))]
                    producer.send(current.topic_articles, letter.value, key=letter.key, headers=headers)
            producer.flush()
    verb = "would be sent" if dry_run else "sent"
    click.echo(f"{done['sent']} {verb} to '{current.topic_articles}' again, {done['left']} left alone", err=True)


def _letters(current: "Settings", codes: tuple[str, ...], since: int) -> "Iterator[Record]":
    require_topic(current, current.topic_dlq)
    with closing(follow(current, current.topic_dlq, since, until_end=True)) as records:
        for record in records:
            if not codes or _header(record, "dlq.error.code") in codes:
                yield record


def _header(record: "Record", name: str) -> str:
    return dict(record.headers).get(name, b"").decode(errors="replace")
