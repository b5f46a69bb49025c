"""The detector: articles to mentions, and what is no article to the dead-letter topic. Stateless.

The offset of an article is released only after all that it gave is acknowledged. Records are written one after the
other, each until the brokers have it, so that the mentions of a shard carry every position of a partition of `articles`
in order and without a gap: the resolver's marks would turn a gap into a loss. Repeats, after a crash or a rebalance, do
no harm: the marks skip them.
"""

import asyncio
import random
import time
from typing import Any, Final, NamedTuple

import faust
import structlog
from aiokafka.errors import KafkaError
from faust.exceptions import FaustError
from faust.types import EventT, StreamT

from mawid.article import Article, decode
from mawid.detect import detect
from mawid.errors import ArticleError
from workers.deadletters import Source, dead_letter, stage_of
from workers.ledger import PATIENCE, ROOM
from workers.messages import Record, mention_record, shard_of
from workers.metrics import DEAD, DETECT, ERRORS, PROGRESS, RECEIVED, SKIPPED
from workers.settings import Settings

log: Final = structlog.get_logger(__name__)

_BACKOFF: Final = (0.1, 10.0)  # seconds: the first one, and the longest


class _Outcome(NamedTuple):
    """What an article gives: records for the mentions, by partition, or why it gives none."""

    mentions: list[tuple[int, Record]]
    error: ArticleError | None = None
    article: Article | None = None
    attempts: int = 1


class Detector:
    """The agent on the articles.

    Args:
        app: the Faust app; its producer writes.
        settings: names and limits.
    """

    def __init__(self, app: faust.App, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        topic = app.topic(settings.topic_articles, key_serializer="raw", value_serializer="raw", allow_empty=True)
        app.agent(topic, name="detector")(self._read)

    async def _read(self, stream: StreamT[Any]) -> None:
        """While the records of one article are on their way, the next one is looked at."""
        sending: asyncio.Task[None] | None = None
        async for event in stream.noack().events():  # type: ignore[attr-defined]  # StreamT lacks it
            source = _source(event)
            # In a thread: an article takes milliseconds, an unusual one many, and the resolver beside us has deadlines.
            outcome = await asyncio.to_thread(self._look, source)
            if sending is not None:
                await sending
            sending = asyncio.create_task(self._deliver(stream, event, source, outcome))

    def _look(self, source: Source) -> _Outcome:
        article: Article | None = None
        error: ArticleError | None = None
        for attempt in range(1, self._settings.max_attempts + 1):
            try:
                article = decode(source.value or b"")
                with DETECT.labels(article.language).time():
                    mentions = detect(article)
                return _Outcome(self._records(mentions, source), article=article, attempts=attempt)
            except ArticleError as e:
                return _Outcome([], e, article, attempt)
            except Exception as e:  # noqa: BLE001  an article must not stop the stream, whatever bug it meets
                error = ArticleError("detector_error", f"{type(e).__name__} in the detector")
                error.__cause__ = e
        return _Outcome([], error, article, self._settings.max_attempts)

    def _records(self, mentions: Any, source: Source) -> list[tuple[int, Record]]:
        records = []
        for number, mention in enumerate(mentions):
            record = mention_record(mention, source.partition, source.offset, number)
            if len(record.value or b"") > ROOM:
                raise ArticleError("event_too_large", f"mention {number} has more than {ROOM} bytes")
            records.append((shard_of(mention["family"], self._settings.partitions), record))
        return records

    async def _deliver(self, stream: StreamT[Any], event: EventT[bytes], source: Source, outcome: _Outcome) -> None:
        """Write what the article gave, then release its offset."""
        if outcome.error is not None:
            letter = dead_letter(source, outcome.error, group=self._settings.detector_group, attempts=outcome.attempts)
            await self._send(self._settings.topic_dlq, None, letter)
        for partition, record in outcome.mentions:
            await self._send(self._settings.topic_mentions, partition, record)
        await stream.ack(event)
        self._tell(source, outcome)

    async def _send(self, topic: str, partition: int | None, record: Record) -> None:
        """Write a record; go on trying until the brokers have it."""
        backoff = _BACKOFF[0]
        while True:
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._app.producer.send_and_wait(
                        topic, record.key, record.value, partition, None, record.headers
                    )
            except (KafkaError, FaustError, OSError, TimeoutError) as e:
                ERRORS.labels(type(e).__name__, "produce").inc()
                log.warning("waiting for the brokers", code=type(e).__name__, error=str(e) or None, topic=topic)
                await asyncio.sleep(random.uniform(backoff / 2, backoff))  # noqa: S311  spreads the workers
                backoff = min(2 * backoff, _BACKOFF[1])
            else:
                return

    def _tell(self, source: Source, outcome: _Outcome) -> None:
        """Log and count an article that is dealt with."""
        article, error = outcome.article, outcome.error
        at = {
            "topic": source.topic,
            "partition": source.partition,
            "offset": source.offset,
            "article": article.id if article else None,
        }
        RECEIVED.labels(source.topic, article.language if article else "").inc()
        PROGRESS.done(source.topic, source.partition, source.offset + 1, source.timestamp / 1000)
        if error is not None:
            DEAD.labels(error.code, stage_of(error)).inc()
            log.error("dead letter", code=error.code, error=error.message, pointer=error.pointer or None, **at)
        elif not outcome.mentions:
            SKIPPED.labels("no_event").inc()
        log.debug("article", mentions=len(outcome.mentions), **at)


def _source(event: EventT[bytes]) -> Source:
    message = event.message
    return Source(
        message.topic,
        message.partition,
        message.offset,
        message.key,
        message.value,
        list(dict(message.headers or ()).items()),
        int((message.timestamp or time.time()) * 1000),
        message.timestamp_type or 0,
    )
