"""Dead letters: the original bytes and key, and in the headers what went wrong where.

Only of a message that is larger than any that Mawid reads, the first 4 MiB are kept.

The header names are those of Kafka Connect where it has one, so that browsers of dead-letter topics know them.
"""

import traceback
from datetime import UTC, datetime
from typing import Final, Literal, NamedTuple

from mawid import __version__
from mawid.errors import ArticleError
from workers.messages import Headers, Record
from workers.topics import LARGEST_MESSAGE

Stage = Literal["decode", "validate", "detect", "resolve", "produce"]

_MESSAGE_BYTES: Final = 1024
_STACK_BYTES: Final = 8 * 1024
_KEPT: Final = ("traceparent", "dlq.replays")
_STAGES: Final[dict[str, Stage]] = {"invalid_json": "decode", "detector_error": "detect", "event_too_large": "produce"}


class Source(NamedTuple):
    """The record that cannot be used, as it was read; `timestamp` in milliseconds since 1970."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp: int
    timestamp_type: int


def dead_letter(source: Source, error: ArticleError, *, group: str, attempts: int = 1) -> Record:
    """The record for the dead-letter topic.

    Args:
        source: what cannot be used.
        error: why; its cause, if it has one, is the exception that a bug raised.
        group: the consumer group that read it.
        attempts: how often it was tried.
    """
    cause = error.__cause__ or error
    headers = {
        "__connect.errors.topic": source.topic,
        "__connect.errors.partition": source.partition,
        "__connect.errors.offset": source.offset,
        "__connect.errors.stage": stage_of(error),
        "__connect.errors.exception.class.name": f"{type(cause).__module__}.{type(cause).__qualname__}",
        "__connect.errors.exception.message": _cut(error.message, _MESSAGE_BYTES),
        "dlq.error.code": error.code,
        "dlq.error.pointer": error.pointer,
        "dlq.attempts": attempts,
        "dlq.failed_at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "dlq.original.timestamp": source.timestamp,
        "dlq.original.timestamp.type": "LogAppendTime" if source.timestamp_type else "CreateTime",
        "dlq.consumer.group": group,
        "dlq.worker.version": __version__,
    }
    if error.__cause__:  # a bug of ours; what is wrong with an article needs no stack
        headers["__connect.errors.exception.stacktrace"] = _stack(error.__cause__)
    value = source.value or b""
    if len(value) > LARGEST_MESSAGE:  # a record that does not fit would stop the stream for ever
        headers["dlq.original.bytes"] = len(value)
        value = value[:LARGEST_MESSAGE]
    kept = [(name, value) for name, value in source.headers if name in _KEPT]
    encoded = [(name, str(value).encode()) for name, value in headers.items()]
    return Record(source.key, value, encoded + kept)


def stage_of(error: ArticleError) -> Stage:
    """The stage in which an error shows itself: most of them say that the article is not valid."""
    return _STAGES.get(error.code, "validate")


def _stack(error: BaseException) -> str:
    """Where it happened, without the exception's text: that may quote the article."""
    return _cut("".join(traceback.format_tb(error.__traceback__)), _STACK_BYTES)


def _cut(text: str, size: int) -> str:
    """The text in at most `size` bytes of UTF-8; lone surrogates become question marks."""
    return text.encode(errors="replace")[:size].decode(errors="ignore")
