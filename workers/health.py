"""The pages that orchestrators and Prometheus ask for: /healthz, /readyz, /metrics.

`/healthz` fails when a restart may help: the event loop does not answer, or a partition has work and does not move.
It asks neither Kafka nor Redis, because a restart repairs neither. `/readyz` says whether this process does its work.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import faust
from faust.web import Request, Response, View
from prometheus_client import REGISTRY, generate_latest
from redis.exceptions import RedisError

from workers.metrics import PROGRESS
from workers.resolver import Resolver
from workers.settings import Settings

_PING_SECONDS = 2.0

Page = Callable[[View, Request], Awaitable[Response]]


def add_pages(app: faust.App, settings: Settings, resolver: Resolver | None) -> None:
    """Add the pages to the app's web server.

    Args:
        app: the Faust app.
        settings: names and limits.
        resolver: if this process is one.
    """

    async def healthz(view: View, _: Request) -> Response:
        stalled = [f"{topic}-{number}" for topic, number in PROGRESS.stalled(settings.stall_seconds)]
        return view.json({"ok": not stalled, "stalled": stalled}, status=503 if stalled else 200)

    async def readyz(view: View, _: Request) -> Response:
        checks = await _checks(app, settings, resolver)
        return view.json({"ok": all(checks.values()), "checks": checks}, status=200 if all(checks.values()) else 503)

    async def metrics(view: View, _: Request) -> Response:
        return view.bytes(generate_latest(REGISTRY), content_type="text/plain")

    pages: dict[str, Page] = {"/healthz": healthz, "/livez": healthz, "/readyz": readyz, "/metrics": metrics}
    for path, page in pages.items():
        app.page(path, name=path)(page)


async def _checks(app: faust.App, settings: Settings, resolver: Resolver | None) -> dict[str, bool]:
    checks = {}
    if not app.producer_only:
        checks["articles assigned"] = PROGRESS.knows(settings.topic_articles)
        checks["producer up"] = bool(app.producer.started)
    if resolver is not None:
        checks["mentions assigned"] = PROGRESS.knows(settings.topic_mentions)
        checks["state recovered"] = resolver.ready
        checks["redis answers"] = await _answers(resolver.redis)
    return checks


async def _answers(redis: Any) -> bool:
    try:
        async with asyncio.timeout(_PING_SECONDS):
            return bool(await redis.ping())
    except (RedisError, OSError, TimeoutError):
        return False
