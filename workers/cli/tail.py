"""`mawid tail`: the events as they are published."""

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
import orjson

from mawid.event import TYPES
from workers.cli.records import Record, Since, follow
from workers.cli.services import kafka, require_topic, settings
from workers.cli.streams import write_json

if TYPE_CHECKING:
    from mawid.event import Event


@click.command("tail")
@click.option("--from", "since", type=Since(), metavar="WHEN", help="beginning, -1h (s, m, h, d, w), or a date-time.")
@click.option("--type", "types", multiple=True, type=click.Choice(TYPES), metavar="TYPE", help="Only these, as summit.")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="Only events in this country, as SA.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only events reported in it, as ar.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines on a terminal, too.")
@click.option("--until-eos", is_flag=True, help="End at what is now the end of the topic.")
def command(
    since: int | None,
    types: tuple[str, ...],
    countries: tuple[str, ...],
    languages: tuple[str, ...],
    as_json: bool,
    until_eos: bool,
) -> None:
    """Show events as they are published: new ones, and what changed about old ones.

    Without --from, those from now on. An option to filter by may be given several times. Piped, the output is
    event.v1 lines.

    \b
    Examples:
      mawid tail --from -1h --country SA --country AE
      mawid tail --from beginning --until-eos | jq .title
    """
    current = settings()

    def wanted(event: "Event") -> bool:
        country = event["where"].get("country", "") if event["where"] else ""
        return (
            (not types or event["type"] in types)
            and (not countries or country in map(str.upper, countries))
            and (not languages or not event["title"].keys().isdisjoint(languages))
        )

    with kafka(current):
        require_topic(current, current.topic_events)
        with closing(follow(current, current.topic_events, since, until_end=until_eos)) as records:
            found = filter(wanted, _events(records))
            if as_json or not sys.stdout.isatty():
                write_json(found)
            else:
                _show(found)


def _events(records: Iterator[Record]) -> "Iterator[Event]":
    for record in records:
        if record.value is not None:
            yield orjson.loads(record.value)


def _show(events: "Iterator[Event]") -> None:
    from workers.cli.render import console, picture

    out = console()
    for event in events:
        today = datetime.now(UTC).astimezone().date()
        out.print(picture(event, today, out))
        out.print()
