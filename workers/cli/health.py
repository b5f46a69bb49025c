"""`mawid health`: is everything there?"""

import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Final

import click

from workers.cli.services import Unreachable, kafka, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from workers.settings import Settings

_PATIENCE: Final = 5.0
"""Seconds."""


@click.command("health")
def command() -> None:
    """Ask Kafka, the topics, Redis and the worker how they are. Exit code 3 if one of them is missing."""
    current = settings()
    well = True
    for name, check in _CHECKS.items():
        try:
            answer = check(current)
        except Unreachable as e:
            well = False
            click.secho(f"{name:7} {e.message}".replace("\n", " "), fg="red")
        else:
            click.echo(f"{name:7} {answer}")
    if not well:
        raise click.exceptions.Exit(Unreachable.exit_code)


def _kafka(current: "Settings") -> str:
    from workers import topics

    with kafka(current):
        findings = topics.check(current)
    if missing := [finding.topic for finding in findings if finding.found == "missing"]:
        raise Unreachable(f"no topic {', '.join(missing)} at {current.brokers}; create them: `mawid topics create`")
    return current.brokers + (", but topics are not as they should be: `mawid topics check`" if findings else "")


def _redis(current: "Settings") -> str:
    from redis import Redis, RedisError

    where = current.redis_url.rpartition("@")[2]  # without the password
    try:
        with Redis.from_url(current.redis_url, socket_timeout=_PATIENCE) as client:
            client.ping()
    except RedisError as e:
        raise Unreachable(f"{where} (MAWID_REDIS_URL): {e}; start it: `docker compose up -d redis`") from None
    return where


def _worker(current: "Settings") -> str:
    url = f"http://{current.web_host}:{current.web_port}/readyz"
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE):
            return url
    except urllib.error.HTTPError as e:
        raise Unreachable(f"{url} is not ready: {e.read(2000).decode(errors='replace')}") from None
    except OSError as e:
        raise Unreachable(f"{url}: {getattr(e, 'reason', e)}; start it: `mawid worker`") from None


_CHECKS: Final[dict[str, "Callable[[Settings], str]"]] = {"kafka": _kafka, "redis": _redis, "worker": _worker}
