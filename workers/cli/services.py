"""Kafka and Redis for commands: the settings, clients, and one sentence when a service is not there."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workers.settings import Settings

_PATIENCE = 3.0
"""Seconds until a silent broker counts as unreachable. The clients' own patience is half a minute."""


class Unreachable(click.ClickException):
    """A service does not answer; the message says which, where, and how to start it. Exit code 3."""

    exit_code = 3


def settings() -> "Settings":
    """The settings of this run.

    Raises:
        click.UsageError: a variable has a value that it cannot have.
    """
    from pydantic import ValidationError

    from workers.settings import PREFIX, Settings

    try:
        return Settings()
    except ValidationError as e:
        wrong = (
            f"{PREFIX}{'_'.join(map(str, x['loc'])).upper()}: {x['msg']}" if x["loc"] else x["msg"] for x in e.errors()
        )
        raise click.UsageError("\n".join(wrong)) from None


@contextmanager
def kafka(settings: "Settings") -> Iterator[None]:
    """A block that talks to the brokers.

    Raises:
        Unreachable: they do not answer, or not as they should.
    """
    from kafka.errors import KafkaError

    if not any(_listens(address.strip()) for address in settings.brokers.split(",")):
        raise Unreachable(
            f"Kafka does not answer at {settings.brokers} (MAWID_BROKERS).\n"
            "Start one with `docker compose up -d kafka`; `mawid demo` brings its own."
        )
    try:
        yield
    except KafkaError as e:
        raise Unreachable(f"Kafka at {settings.brokers} (MAWID_BROKERS): {e}") from None


def _listens(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
    except (OSError, ValueError):
        return False
    return True


def require_topic(settings: "Settings", name: str) -> None:
    """Nothing, if the topic exists; a client that asks for a missing one would have it created, with wrong policies.

    Raises:
        Unreachable: there is no such topic.
        KafkaError: the brokers do not answer.
    """
    from workers.topics import check

    if any(finding.topic == name and finding.found == "missing" for finding in check(settings)):
        raise Unreachable(f"There is no topic '{name}' at {settings.brokers}. To create it: `mawid topics create`.")
