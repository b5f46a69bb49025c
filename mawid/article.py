"""The article, decoded and validated: `article.v1` and the other names its fields go by.

The contract is `schemas/article.v1.schema.json`; `decode` gives each way of breaking it a stable code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson

from mawid.errors import ArticleError
from mawid.languages.detect import language_of

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_BODY: Final = 1_000_000
MAX_TITLE: Final = 2_000
MAX_ID: Final = 512
YEARS: Final = range(1900, 2200)

_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    # ours: ninjs, schema.org NewsArticle, feed items
    "id": ("uri", "@id", "guid"),
    "url": ("link",),
    "title": ("headline", "name"),
    "body": ("body_text", "articleBody", "content", "body_html", "description"),
    "language": ("inLanguage", "lang"),
    "published_at": ("firstcreated", "datePublished", "pubDate", "published"),
    "updated_at": ("versioncreated", "dateModified", "updated"),
}
_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?$")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_COUNTRY: Final = re.compile(r"[A-Z]{2}$")


@dataclass(frozen=True, slots=True)
class Article:
    """A valid article.

    `published` and `updated` are aware; their date is the local date of the source, which relative
    expressions ("on Monday") resolve against.
    """

    id: str
    title: str
    body: str
    language: str
    published: datetime
    updated: datetime | None = None
    url: str | None = None
    source: str | None = None
    domain: str | None = None
    country: str | None = None
    retracted: bool = False


def decode(data: bytes | str) -> Article:
    """An article from the bytes of a message.

    Args:
        data: one JSON object, UTF-8.

    Raises:
        ArticleError: with a code that says what is wrong and the JSON pointer of the field.
    """
    if len(data) > MAX_BYTES:
        raise ArticleError("body_too_large", f"the message has {len(data)} bytes, at most {MAX_BYTES} are read")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as e:
        raise ArticleError("invalid_json", str(e)) from None
    if not isinstance(value, dict):
        raise ArticleError("schema_invalid", f"the message is a JSON {_kind(value)}, an object is needed")
    return from_json(value)


def from_json(value: Mapping[str, Any]) -> Article:
    """An article from a decoded JSON object. Raises `ArticleError` like `decode`."""
    source = value.get("source")
    source = {"name": source} if isinstance(source, str) else source
    if source is not None and not isinstance(source, dict):
        raise ArticleError("schema_invalid", f"an object is needed, this is a {_kind(source)}", "/source")
    source = source or {}
    country, domain = _text(source, "country", 2, "/source"), _text(source, "domain", 512, "/source")
    zone = _zone(_text(source, "timezone", 64, "/source"))
    body = _body(value)
    title = _text(value, "title", MAX_TITLE) or ""
    published = _instant(value, "published_at", zone)
    if published is None:
        raise ArticleError("missing_anchor_date", "without it no relative date can be resolved", "/published_at")
    retracted = value.get("retracted", False)
    if not isinstance(retracted, bool):
        raise ArticleError("schema_invalid", f"true or false is needed, this is a {_kind(retracted)}", "/retracted")
    language = _text(value, "language", 35)
    if language is not None and not _LANGUAGE.match(language):
        raise ArticleError("schema_invalid", "not a BCP 47 tag", "/language")
    return Article(
        id=id_of(value),
        title=title,
        body=body,
        language=language.lower() if language else language_of(f"{title}\n{body[:4000]}"),
        published=published,
        updated=_instant(value, "updated_at", zone),
        url=_text(value, "url", 8192),
        source=_text(source, "name", 512, "/source") or domain,
        domain=domain,
        country=country if country and _COUNTRY.match(country) else None,
        retracted=retracted,
    )


def id_of(value: Mapping[str, Any]) -> str:
    """The id in a decoded JSON object. Raises `ArticleError` when there is none."""
    found = _text(value, "id", MAX_ID)
    if not found:
        raise ArticleError("schema_invalid", "the article has no id", "/id")
    return found


def utc(instant: datetime) -> str:
    """`2017-01-20T09:00:00Z`: how instants are written in messages."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _body(value: Mapping[str, Any]) -> str:
    body = _text(value, "body", None)
    if body is None or not body.strip():
        raise ArticleError("schema_invalid", "the article has no text", "/body")
    if len(body) > MAX_BODY:
        raise ArticleError("body_too_large", f"{len(body)} characters, at most {MAX_BODY} are read", "/body")
    return body


def _text(value: Mapping[str, Any], key: str, longest: int | None, parent: str = "") -> str | None:
    names = (key, *_ALIASES.get(key, ())) if not parent else (key,)
    name = next((n for n in names if value.get(n) is not None), None)
    if name is None:
        return None
    found = value[name]
    if name == "guid" and isinstance(found, dict):  # RSS as JSON: {"isPermaLink": …, "value": …}
        found = found.get("value")
    if not isinstance(found, str):
        raise ArticleError("schema_invalid", f"text is needed, this is a {_kind(found)}", f"{parent}/{name}")
    if longest is not None and len(found) > longest:
        raise ArticleError("schema_invalid", f"{len(found)} characters, at most {longest}", f"{parent}/{name}")
    return found


def _instant(value: Mapping[str, Any], key: str, zone: tzinfo | None) -> datetime | None:
    text = _text(value, key, 64)
    if text is None or not text.strip():
        return None
    pointer = "/" + next(n for n in (key, *_ALIASES[key]) if value.get(n) is not None)
    found = _parse(text.strip(), zone)
    if found is None:
        raise ArticleError("absurd_date", f"{text!r} is no date-time with an offset (RFC 3339)", pointer)
    if found.year not in YEARS:
        raise ArticleError("absurd_date", f"the year {found.year} lies outside 1900 to 2199", pointer)
    return found


def _parse(text: str, zone: tzinfo | None) -> datetime | None:
    if alone := _DATE.match(text):
        # A date without a time is the source's local date, whatever its zone.
        try:
            return datetime.combine(date.fromisoformat(alone[1]), datetime.min.time(), zone or UTC)
        except ValueError:
            return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)  # RFC 5322, what feeds have in pubDate
        except (ValueError, TypeError, OverflowError):
            return None
    if found.tzinfo is None:
        return found.replace(tzinfo=zone) if zone else None
    if found.utcoffset() is None or abs(found.utcoffset() or timedelta()) >= timedelta(hours=24):
        return None
    try:
        return found.astimezone(zone) if zone else found.astimezone(timezone(found.utcoffset() or timedelta()))
    except OverflowError:
        return None


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        raise ArticleError("schema_invalid", f"{name!r} is no IANA time zone", "/source/timezone") from None


def _kind(value: object) -> str:
    names = {dict: "object", list: "list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "number")
