"""What the processes say: log lines, and the names of their fields.

Lines of all libraries take the same way. On a terminal a line is for eyes: coloured, aligned, right-to-left text
isolated (never reversed: the terminal does that). Otherwise it is one JSON object with the names of the Elastic Common
Schema and, for messaging, of OpenTelemetry.

INFO is what a person watches: one line for each published revision, for the start, for each assignment of partitions,
and a summary every 30 seconds. DEBUG has a line for each article. A warning or error is said once in 10 seconds.
"""

import logging
import sys
import time
from collections.abc import Mapping, MutableMapping
from typing import Any, Final, TextIO

import orjson
import structlog

from mawid import __version__
from mawid.event import Event, When, Where
from workers.settings import Settings
from workers.terminal import isolated

FIELDS: Final = {
    "timestamp": "@timestamp",
    "level": "log.level",
    "logger": "log.logger",
    "event": "message",
    "exception": "error.stack_trace",
    "code": "error.code",
    "error": "error.message",
    "topic": "messaging.destination.name",
    "partition": "messaging.destination.partition.id",
    "offset": "messaging.kafka.offset",
    "group": "messaging.consumer.group.name",
    "version": "service.version",
    "article": "mawid.article.id",
    "id": "mawid.event.id",
    "revision": "mawid.event.revision",
    "change": "mawid.event.change",
    "type": "mawid.event.type",
    "status": "mawid.event.status",
    "when": "mawid.event.when",
    "where": "mawid.event.where",
    "sources": "mawid.event.source_count",
    "title": "mawid.event.title",
}
"""Our name of a field -> its name in JSON; every other field gets the prefix `mawid.`."""

_CONSTANT: Final = {"service.name": "mawid", "service.version": __version__, "ecs.version": "8.11.0"}
_FIRST: Final = ("timestamp", "level", "event")
_QUIET: Final = {
    "aiohttp": "ERROR",
    "aiokafka": "ERROR",
    "asyncio": "ERROR",
    "faust": "ERROR",
    "kafka": "CRITICAL",  # whatever it meets reaches us as an exception, and we say what is done about it
    "mode": "ERROR",
}
"""Libraries, and the least level of theirs that is logged; at our DEBUG it is INFO."""
_REPEAT_SECONDS: Final = 10.0

_RESET, _DIM, _BOLD = "\x1b[0m", "\x1b[2m", "\x1b[1m"
_RED, _GREEN, _YELLOW, _BLUE, _MAGENTA, _CYAN = (f"\x1b[{n}m" for n in range(31, 37))
_SHORT: Final = {"warning": "warn", "critical": "crit"}
_LEVEL_COLOURS: Final = {"debug": _DIM, "info": _GREEN, "warning": _YELLOW, "error": _RED, "critical": _RED}
_CHANGE_COLOURS: Final = {
    "created": _GREEN,
    "refined": _CYAN,
    "corroborated": _BLUE,
    "occurred": _BLUE,
    "reinstated": _GREEN,
    "cancelled": _RED,
    "retracted": _RED,
}  # the others say that plans changed: yellow

Line = MutableMapping[str, Any]


def configure(settings: Settings, stream: TextIO = sys.stdout) -> None:
    """Send all log lines of this process to `stream`, as `log_format` and `log_level` say."""
    console = settings.log_format == "console" or (settings.log_format == "auto" and stream.isatty())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.addFilter(_OncePerWhile())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                for_eyes if console else for_machines,
            ],
        )
    )
    logging.root.handlers = [handler]
    logging.root.setLevel(settings.log_level)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel("INFO" if settings.log_level == "DEBUG" else level)


def published(event: Event) -> dict[str, Any]:
    """The fields of the line that says that a revision was published."""
    return {
        "id": event["id"],
        "revision": event["revision"],
        "change": event["change"]["kind"],
        "type": event["type"],
        "status": event["status"],
        "when": _when(event["when"]),
        "where": _where(event["where"]),
        "sources": event["source_count"],
        "title": next(iter(event["title"].values())),
    }


def for_machines(_: object, __: str, line: Line) -> str:
    """One JSON object in one line."""
    ordered = {**{name: line.get(name) for name in _FIRST}, **line}
    renamed = {FIELDS.get(name, f"mawid.{name}"): value for name, value in ordered.items() if value is not None}
    return orjson.dumps({**renamed, **_CONSTANT}, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def for_eyes(_: object, __: str, line: Line) -> str:
    """A coloured, aligned line; what came with it (a stack trace) below."""
    clock = str(line.pop("timestamp", ""))[11:19]
    level = str(line.pop("level", "info"))
    trace = line.pop("exception", None)
    line.pop("logger", None)
    message = str(line.pop("event", ""))
    text = _published_row(line) if message == "published" else _plain_row(message, line)
    row = f"{_DIM}{clock}{_RESET} {_LEVEL_COLOURS.get(level, '')}{_SHORT.get(level, level):<5}{_RESET} {text}"
    return f"{row}\n{trace}" if trace else row


class _OncePerWhile(logging.Filter):
    """Lets the same warning or error through once in 10 seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[object, ...], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        line = record.msg if isinstance(record.msg, Mapping) else {"event": record.msg}
        key = (record.name, line.get("event"), line.get("code"))
        now = time.monotonic()
        if now - self._said.get(key, -_REPEAT_SECONDS) < _REPEAT_SECONDS:
            return False
        self._said[key] = now
        return True


def _published_row(line: Mapping[str, Any]) -> str:
    """Columns, and last what may be right-to-left, so that no column moves."""
    change = f"{_CHANGE_COLOURS.get(line['change'], _YELLOW)}{line['change']:<12}{_RESET}"
    sources = f"{line['sources']} source{'s' if line['sources'] != 1 else ''}"
    columns = f"{line['type']:<16} {line['status']:<9} {line['when'] or '?':<29} {sources:<10}"
    where = f"{isolated(line['where'])}{_DIM} · {_RESET}" if line["where"] else ""
    revision = f"{_DIM}{line['id']}:{line['revision']}{_RESET}"
    return f"{change} {columns} {where}{_BOLD}{isolated(line['title'])}{_RESET} {revision}"


def _plain_row(message: str, line: Mapping[str, Any]) -> str:
    pairs = " ".join(f"{_DIM}{name}={_RESET}{_value(value)}" for name, value in line.items() if value is not None)
    return f"{isolated(message):<20} {pairs}"


def _value(value: object) -> str:
    return isolated(", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def _when(when: When | None) -> str | None:
    """`2017-01-23/2017-01-30 week`; the end is exclusive, as in the message, and left out when it is the next day."""
    if when is None:
        return None
    single = when["granularity"] in {"day", "time"}
    return when["start"] if single else f"{when['start']}/{when['end']} {when['granularity']}"


def _where(where: Where | None) -> str | None:
    if where is None:
        return None
    name = where.get("city") or next(iter(where["name"].values()))
    return f"{name}, {where['country']}" if "country" in where else name
