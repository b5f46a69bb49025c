"""The messages, as typed JSON objects: what orjson reads and writes, with no layer in between.

The contracts are the JSON Schemas in `schemas/`; these types follow them. All dates are ISO 8601;
intervals are half-open, `[start, end)`; offsets count Unicode code points of the original text.
"""

from typing import Final, Literal, NotRequired, TypedDict

Status = Literal["proposed", "scheduled", "ongoing", "occurred", "postponed", "cancelled"]
Granularity = Literal["time", "day", "days", "week", "weekend", "month", "season", "year", "other"]
Precision = Literal["venue", "city", "region", "country", "online", "unresolved"]
ChangeKind = Literal[
    "created",
    "refined",
    "corroborated",
    "rescheduled",
    "postponed",
    "cancelled",
    "reinstated",
    "relocated",
    "occurred",
    "retracted",
]
Names = dict[str, str]
"""language (BCP 47) -> name in that language."""

ENCOUNTER: Final = (
    "meeting",
    "talks",
    "summit",
    "conference",
    "session",
    "call",
    "press_conference",
    "visit",
)
TYPES: Final = (
    *ENCOUNTER,
    "election",
    "hearing",
    "ceremony",
    "protest",
    "exercise",
    "competition",
    "festival",
)
FAMILIES: Final = ("encounter", *TYPES[len(ENCOUNTER) :])
"""The shards: all reports of one event fall into one family."""


def family(kind: str) -> str:
    """The family of an event type: `encounter`, or the type itself."""
    return "encounter" if kind in ENCOUNTER else kind


class Interval(TypedDict):
    """Half-open: the start is in it, the end is not."""

    start: str
    end: str


class When(Interval):
    """When it takes place, on the calendar of the place."""

    granularity: Granularity
    timezone: NotRequired[str | None]
    text: NotRequired[str]
    calendar: NotRequired[Literal["gregorian", "hijri", "jalali"]]
    previous: NotRequired[list[Interval]]


class Where(TypedDict):
    """Where it takes place."""

    name: Names
    precision: Precision
    venue: NotRequired[str]
    city: NotRequired[str]
    country: NotRequired[str]
    geonames_id: NotRequired[int]
    latitude: NotRequired[float]
    longitude: NotRequired[float]


class Party(TypedDict):
    """Who takes part."""

    name: Names
    kind: Literal["person", "country", "organisation", "group"]
    country: NotRequired[str]
    role: NotRequired[str]


class Span(TypedDict):
    """What a part of a quote says, in offsets of the quote."""

    label: Literal["trigger", "when", "where", "participant", "status"]
    start: int
    end: int


class Evidence(TypedDict):
    """A sentence that says so, verbatim, with its offsets in the field of the article."""

    article_id: str
    url: NotRequired[str]
    source: NotRequired[str]
    language: str
    published_at: NotRequired[str]
    field: Literal["title", "body"]
    start: int
    end: int
    quote: str
    spans: NotRequired[list[Span]]


class Change(TypedDict):
    """What a revision did."""

    kind: ChangeKind
    fields: list[str]
    article_id: NotRequired[str]


class Event(TypedDict):
    """One revision of one event: the value of a record on `events` (schemas/event.v1)."""

    schema: Literal["event.v1"]
    id: str
    revision: int
    change: Change
    type: str
    title: Names
    status: Status
    when: When | None
    where: Where | None
    participants: list[Party]
    confidence: float
    article_count: int
    source_count: int
    evidence: list[Evidence]
    first_seen_at: str
    updated_at: str
    detector: str


class ArticleRef(TypedDict):
    """What a mention keeps of its article. Instants are UTC and end in Z."""

    id: str
    language: str
    published_at: str
    updated_at: NotRequired[str]
    url: NotRequired[str]
    source: NotRequired[str]
    country: NotRequired[str]


class Retraction(TypedDict):
    """An article was withdrawn: every family is told (schemas/mention.v1, kind `retraction`)."""

    schema: Literal["mention.v1"]
    kind: Literal["retraction"]
    id: str
    family: str
    ordinal: int
    article: ArticleRef


class Report(TypedDict):
    """What one article says of one event (schemas/mention.v1, kind `report`)."""

    schema: Literal["mention.v1"]
    kind: Literal["report"]
    id: str
    family: str
    ordinal: int
    article: ArticleRef
    type: str
    title: Names
    status: Status
    when: When | None
    where: Where | None
    participants: list[Party]
    confidence: float
    evidence: list[Evidence]
    words: list[str]
    detector: str


Mention = Report | Retraction
