"""`mawid send`: articles into the topic."""

import os
import stat
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, BinaryIO

import click

from workers.cli.services import kafka, require_topic, settings
from workers.cli.streams import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workers.settings import Settings


@click.command("send")
@FILE
def command(file: BinaryIO) -> None:
    """Send articles to Kafka, one per line, bytes untouched.

    Nothing is checked here: what is no article becomes a dead letter, as it would from any other sender.
    The key is the article's id where it has one.
    """
    current = settings()
    with kafka(current):
        require_topic(current, current.topic_articles)
        sent, refused = send(file, current)
    click.echo(f"{sent} articles sent to '{current.topic_articles}' at {current.brokers}", err=True)
    for number, reason in refused:
        click.echo(f"line {number}: {reason}", err=True)
    if refused:
        raise click.exceptions.Exit(1)


def send(file: BinaryIO, current: "Settings") -> tuple[int, list[tuple[int, str]]]:
    """Send each line that is not empty and wait until the brokers have them all.

    Returns:
        How many were sent, and the numbers of the lines that were refused, each with the reason.

    Raises:
        KafkaError: the brokers do not answer.
    """
    from kafka import KafkaProducer
    from kafka.errors import MessageSizeTooLargeError

    from workers.topics import LARGEST_MESSAGE

    sent, refused = 0, []
    options = {"linger_ms": 20, "max_request_size": LARGEST_MESSAGE, **current.kafka()}
    with closing(KafkaProducer(client_id="mawid-send", **options)) as producer, _progress(file) as advance:
        for number, line in enumerate(file, 1):
            if value := line.rstrip(b"\n"):
                try:
                    producer.send(current.topic_articles, value, key=key(value))
                    sent += 1
                except MessageSizeTooLargeError as e:
                    refused.append((number, str(e)))
            advance(len(line))
        producer.flush()
    return sent, refused


def key(line: bytes) -> bytes | None:
    """The key of a record on the article topic: the article's id, None for what is no article."""
    import orjson

    from mawid.article import id_of
    from mawid.errors import ArticleError

    try:
        value = orjson.loads(line)
        return id_of(value).encode() if isinstance(value, dict) else None
    except (orjson.JSONDecodeError, ArticleError):
        return None


@contextmanager
def _progress(file: BinaryIO) -> "Iterator[Callable[[int], None]]":
    """A bar on the terminal, by bytes; what is yielded moves it. From a pipe nobody knows how far there is to go."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    from workers.cli.render import console

    info = os.fstat(file.fileno())
    total = info.st_size if stat.S_ISREG(info.st_mode) else None
    columns = [TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()]
    out = console(stderr=True)
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        task = progress.add_task("sending", total=total)
        yield lambda size: progress.advance(task, size)
