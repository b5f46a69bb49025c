"""The five topics and their policies: create them, and check that they are what the guarantees need.

`articles` may belong to somebody else: a deviation there is reported like any other, and a worker runs with it. So it
does with all deviations but a missing topic and a wrong number of partitions of the three topics that hold shards.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import TopicAlreadyExistsError, for_code

from workers.settings import Settings

DAY_MS: Final = 24 * 60 * 60 * 1000
LARGEST_MESSAGE: Final = 4 * 1024 * 1024
"""Bytes. An article has up to a million characters; the state of an event some hundred kilobytes at most."""
LARGEST_LETTER: Final = LARGEST_MESSAGE + 64 * 1024
"""Bytes of a dead letter: the largest message and what went wrong with it."""

_MEANING_OF_CLEANUP: Final = {
    "articles": "articles are kept for a while, not for ever",
    "mentions": "compaction would remove reports of the same family: they would be lost",
    "events": "without compaction new subscribers miss older events, with deletion events vanish",
    "events_state": "anything but compaction loses the state of events: they would be created a second time",
    "dlq": "compaction would remove dead letters that share a key",
}
_MEANING: Final = {
    "min.compaction.lag.ms": "subscribers that are behind miss revisions in between",
    "delete.retention.ms": "a subscriber that is behind misses that an event was removed",
    "retention.ms": "records are removed sooner, or later, than the documentation says",
    "max.message.bytes": "the brokers refuse large messages that Mawid accepts",
}


@dataclass(frozen=True)
class Topic:
    """What a topic has to be.

    Attributes:
        role: which of the five it is, as in the setting `topic_<role>`.
        name: its name on the brokers.
        config: Kafka's settings of the topic.
    """

    role: str
    name: str
    config: Mapping[str, str]


@dataclass(frozen=True)
class Finding:
    """One deviation: what is, what should be, and what the difference means."""

    topic: str
    setting: str
    found: str
    expected: str
    meaning: str


def topics(settings: Settings) -> list[Topic]:
    """The five topics and the policies that they need."""
    delete = {"cleanup.policy": "delete"}
    compact = {"cleanup.policy": "compact"}
    size = {"max.message.bytes": str(LARGEST_MESSAGE)}
    return [
        Topic("articles", settings.topic_articles, {**delete, "retention.ms": str(7 * DAY_MS), **size}),
        Topic("mentions", settings.topic_mentions, {**delete, "retention.ms": str(7 * DAY_MS), **size}),
        Topic(
            "events",
            settings.topic_events,
            {
                **compact,
                "min.compaction.lag.ms": str(7 * DAY_MS),
                "delete.retention.ms": str(7 * DAY_MS),
                **size,
            },
        ),
        Topic("events_state", settings.topic_events_state, {**compact, **size}),
        Topic(
            "dlq",
            settings.topic_dlq,
            {**delete, "retention.ms": str(14 * DAY_MS), "max.message.bytes": str(LARGEST_LETTER)},
        ),
    ]


def create(settings: Settings) -> list[str]:
    """Create the topics that do not exist, and wait until they can be used.

    Returns:
        The names of those that were created; existing ones are left as they are.

    Raises:
        KafkaError: the brokers cannot be reached, or refuse.
    """
    wanted = topics(settings)
    with closing(_admin(settings)) as admin:
        missing = [topic for topic in wanted if topic.name not in set(admin.list_topics())]
        if missing:
            answer = admin.create_topics(
                {
                    topic.name: {
                        "num_partitions": settings.partitions,
                        "replication_factor": settings.replication,
                        "configs": topic.config,
                    }
                    for topic in missing
                },
                raise_errors=False,
            )
            _raise_errors(answer)
        admin.wait_for_topics([topic.name for topic in wanted], timeout_ms=30_000)
    return [topic.name for topic in missing]


def check(settings: Settings) -> list[Finding]:
    """What is not as it should be; empty when all is well.

    Raises:
        KafkaError: the brokers cannot be reached, or refuse.
    """
    wanted = topics(settings)
    with closing(_admin(settings)) as admin:
        # Asked by name, a broker may create a missing topic; so ask for all.
        counts = {entry["name"]: len(entry["partitions"]) for entry in admin.describe_topics()}
        existing = [topic for topic in wanted if topic.name in counts]
        resources = [ConfigResource(ConfigResourceType.TOPIC, topic.name) for topic in existing]
        actual = admin.describe_configs(resources, config_filter="all")["topic"] if existing else {}
    findings = []
    for topic in wanted:
        if topic.name not in counts:
            findings.append(Finding(topic.name, "topic", "missing", "exists", "create it: mawid topics create"))
        else:
            findings += _partitions(settings, topic, counts[topic.name])
            findings += _config(topic, actual.get(topic.name, {}))
    return findings


def _partitions(settings: Settings, topic: Topic, count: int) -> list[Finding]:
    if count == settings.partitions or topic.role in {"articles", "dlq"}:  # theirs; ours takes any number
        return []
    meaning = "the partition is the shard: workers do not start with another number"
    return [Finding(topic.name, "partitions", str(count), str(settings.partitions), meaning)]


def _config(topic: Topic, actual: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    findings = []
    for setting, expected in topic.config.items():
        # A broker that does not tell a setting (the embedded one tells only what was set) has nothing to compare.
        found = str(actual.get(setting, {}).get("value") or "")
        if actual and found and not _satisfies(setting, found, expected):
            meaning = _MEANING_OF_CLEANUP[topic.role] if setting == "cleanup.policy" else _MEANING[setting]
            findings.append(Finding(topic.name, setting, found, expected, meaning))
    return findings


def _satisfies(setting: str, found: str, expected: str) -> bool:
    """Whether the value found does; a larger allowance of bytes, or a longer lag, does as well."""
    if setting in {"max.message.bytes", "min.compaction.lag.ms", "delete.retention.ms"}:
        return int(found) >= int(expected)
    return found == expected


def _raise_errors(answer: Mapping[str, Any]) -> None:
    for topic in answer["topics"]:
        error = for_code(topic["error_code"])
        if topic["error_code"] and error is not TopicAlreadyExistsError:  # somebody else was faster
            raise error(f"{topic['name']}: {topic['error_message'] or error.__name__}")


def _admin(settings: Settings) -> KafkaAdminClient:
    return KafkaAdminClient(
        client_id="mawid-topics", request_timeout_ms=15_000, bootstrap_timeout_ms=10_000, **settings.kafka()
    )
