"""A worker process: the detector, the resolver, or both, with the web pages that say how they are."""

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from typing import Any, Final, NoReturn

import faust
import mode
import structlog
from faust import SASLCredentials, SSLCredentials
from kafka.errors import KafkaError
from mode import Service, ServiceT

from mawid import __version__
from mawid.languages import CODES
from workers import telemetry, topics
from workers.detector import Detector
from workers.health import add_pages
from workers.metrics import DEAD, EMITTED, MENTIONS, PROGRESS, RECEIVED, total
from workers.resolver import Resolver
from workers.settings import Role, Settings
from workers.topics import LARGEST_LETTER, LARGEST_MESSAGE

log: Final = structlog.get_logger(__name__)

ROLES: Final[tuple[Role, ...]] = ("detector", "resolver")
_SUMMARY_SECONDS: Final = 30.0
_SAMPLE_SECONDS: Final = 5.0
_RETRY_SECONDS: Final = 2.0


def run_worker(settings: Settings, roles: Collection[Role] = ROLES) -> NoReturn:
    """Run a worker until it is told to stop: SIGTERM or SIGINT; a second SIGINT ends it at once.

    Waits for the brokers, and for the topics.

    Args:
        settings: of the deployment.
        roles: what this process does.

    Raises:
        SystemExit: always; 0 after a stop, 1 when it cannot go on.
    """
    telemetry.configure(settings)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until there is something to finish
    _wait_for_topics(settings)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    app = build(settings, roles)
    resolver = Resolver(settings) if "resolver" in roles else None
    add_pages(app, settings, resolver)
    services = [service for service in (resolver, Reporter(app, settings)) if service is not None]
    log.info(
        "started",
        version=__version__,
        roles=sorted(roles),
        brokers=settings.brokers,
        topics=[topic.name for topic in topics.topics(settings)],
        groups=[getattr(settings, f"{role}_group") for role in sorted(roles)],
        languages=list(CODES),
        web=f"http://{settings.web_host}:{settings.web_port}",
    )
    worker = _Worker(*services, app, patience=settings.shutdown_seconds, loop=loop, override_logging=False, quiet=True)
    worker.execute_from_commandline()


def build(settings: Settings, roles: Collection[Role]) -> faust.App:
    """The Faust app: the web server, and the detector if it is among the roles."""
    app = _App(
        settings.detector_group,
        broker=[f"kafka://{address}" for address in settings.kafka()["bootstrap_servers"]],
        broker_credentials=_credentials(settings),
        broker_rebalance_timeout=settings.rebalance_timeout,
        broker_session_timeout=10.0,
        broker_heartbeat_interval=3.0,
        broker_request_timeout=40.0,
        broker_commit_interval=1.0,
        broker_max_poll_interval=24 * 60 * 60.0,  # an agent that waits for the brokers must keep its place
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=LARGEST_MESSAGE,
        producer_max_request_size=LARGEST_LETTER,
        producer_request_timeout=40.0,
        stream_buffer_maxsize=256,
        topic_disable_leader=True,
        topic_allow_declare=False,
        autodiscover=False,
        web_bind=settings.web_host,
        web_host=settings.web_host,
        web_port=settings.web_port,
        web_enabled=True,
    )
    if "detector" in roles:
        Detector(app, settings)
    else:
        app.producer_only = True
    return app


class Reporter(Service):
    """Samples how far the articles are read, and says every 30 seconds what was done.

    Args:
        app: the Faust app.
        settings: names and limits.
    """

    logger = logging.getLogger("mode.reporter")  # for what the base class says about starting and stopping

    def __init__(self, app: faust.App, settings: Settings, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._app = app
        self._topic = settings.topic_articles
        self._group = settings.detector_group
        self._before: dict[str, float] = {}
        app.on_partitions_assigned.connect(self._assigned, weak=False)  # type: ignore[arg-type]  # it may be async

    async def _assigned(self, _: object, assigned: Collection[Any], **__: Any) -> None:
        numbers = sorted(tp.partition for tp in assigned if tp.topic == self._topic)
        PROGRESS.assign(self._topic, numbers)
        log.info("partitions assigned", topic=self._topic, partitions=numbers, group=self._group)

    @Service.task
    async def _sample(self) -> None:
        since = time.monotonic()
        while not self.should_stop:
            await self.sleep(_SAMPLE_SECONDS)
            if not self._app.producer_only and self._app.consumer.started:
                for tp in self._app.consumer.assignment():
                    with suppress(Exception):  # between two assignments it knows nothing
                        PROGRESS.ends(tp.topic, tp.partition, self._app.consumer.highwater(tp))
            if (passed := time.monotonic() - since) >= _SUMMARY_SECONDS:
                since = time.monotonic()
                self._summary(passed)

    def _summary(self, seconds: float) -> None:
        totals = {
            "articles": total(RECEIVED).get("", 0),
            "published": total(EMITTED).get("", 0),
            **{f"mentions {outcome}": count for outcome, count in total(MENTIONS, "outcome").items()},
            **{f"dead {code}": count for code, count in total(DEAD, "code").items()},
        }
        new = {name: int(count - self._before.get(name, 0)) for name, count in totals.items()}
        self._before = totals
        log.info(
            "summary",
            articles=new["articles"],
            rate=f"{new['articles'] / seconds:.1f}/s",
            lag=PROGRESS.lag(),
            published=new["published"],
            duplicates=new.get("mentions merged", 0),
            repeats=new.get("mentions repeated", 0),
            dead={name.removeprefix("dead "): n for name, n in new.items() if name.startswith("dead ") and n} or None,
        )


class _App(faust.App):
    """Faust's app, without folders for tables that we do not have."""

    logger = logging.getLogger("faust.app")

    def _create_directories(self) -> None:
        pass


class _Worker(mode.Worker):
    """Ends at once on the second SIGINT, and in any case some time after the first signal.

    Args:
        services: to run.
        patience: seconds; without brokers, clients would try to say good-bye for ever. Nothing is lost by then: what is
            not committed is done again.
    """

    logger = logging.getLogger("mode.mawid")  # mode replaces its own by one with our name

    def __init__(self, *services: ServiceT, patience: float, **kwargs: Any) -> None:
        super().__init__(*services, **kwargs)
        self._patience = patience
        self._interrupted = False

    def _on_sigint(self) -> None:
        if self._interrupted:
            os._exit(130)
        self._interrupted = True
        self._schedule_shutdown(signal.SIGINT)

    def _schedule_shutdown(self, number: signal.Signals) -> None:
        log.info("stopping", signal=number.name)
        end = threading.Timer(self._patience, self._give_up)
        end.daemon = True
        end.start()
        super()._schedule_shutdown(number)

    def _give_up(self) -> None:
        log.warning("stopped without a good-bye", seconds=self._patience, code="shutdown_timeout")
        os._exit(0)


def _credentials(settings: Settings) -> SASLCredentials | SSLCredentials | None:
    context = settings.ssl_context()
    if settings.security_protocol.startswith("SASL"):
        return SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password.get_secret_value(),
            mechanism=settings.sasl_mechanism,
            ssl_context=context,
        )
    return SSLCredentials(context) if context else None


def _wait_for_topics(settings: Settings) -> None:
    """Return when the topics are there.

    Raises:
        SystemExit: a topic that holds shards has the wrong number of partitions.
    """
    while True:
        try:
            findings = topics.check(settings)
        except (KafkaError, OSError) as e:
            log.warning(
                "waiting for the brokers", brokers=settings.brokers, code=type(e).__name__, error=str(e) or None
            )
        else:
            missing = [finding.topic for finding in findings if finding.setting == "topic"]
            wrong = [finding for finding in findings if finding.setting == "partitions"]
            for finding in wrong:
                log.error("wrong number of partitions", **vars(finding), code="partitions")
            if wrong:
                raise SystemExit(1)
            if not missing:
                return
            log.warning("waiting for topics: mawid topics create", missing=missing, code="topics_missing")
        time.sleep(_RETRY_SECONDS)
