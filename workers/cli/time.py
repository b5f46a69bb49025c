"""`mawid time`: temporal expressions, alone."""

from datetime import datetime
from typing import BinaryIO

import click
import orjson

from mawid.errors import ArticleError
from workers.cli.streams import FILE, each_line, write_json


@click.command("time")
@FILE
def command(file: BinaryIO) -> None:
    """Resolve the temporal expressions of short texts.

    \b
    Reads lines {"id", "text", "lang", "ref"}; `ref` is the date that relative expressions count from.
    Writes lines {"id", "when": [{"start", "end", "granularity", "text"}]}; intervals are half-open.

    \b
    Example:
      echo '{"id": 1, "text": "on Monday", "lang": "en", "ref": "2017-01-20"}' | mawid time
    """
    from mawid.temporal import times

    def read(line: bytes) -> dict[str, object]:
        number, text, language, reference = _fields(line)
        return {"id": number, "when": times(text, language, reference)}

    write_json(each_line(file, read))


def _fields(line: bytes) -> tuple[object, str, str, datetime]:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as e:
        raise ArticleError("invalid_json", str(e)) from None
    if not isinstance(value, dict):
        raise ArticleError("schema_invalid", "a JSON object is needed")
    for field in ("text", "lang", "ref"):
        if not isinstance(value.get(field), str):
            raise ArticleError("schema_invalid", "text is needed", f"/{field}")
    try:
        reference = datetime.fromisoformat(value["ref"])
    except ValueError:
        raise ArticleError("absurd_date", "no date (ISO 8601)", "/ref") from None
    return value.get("id"), value["text"], value["lang"], reference
