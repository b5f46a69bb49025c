"""The topics on a real broker: made once, and every deviation found with what it means."""

import time
from collections.abc import Mapping
from contextlib import closing
from uuid import uuid4

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType

from workers import topics
from workers.embedded import Server
from workers.settings import Settings


@pytest.fixture
def settings(kafka: Server) -> Settings:
    name = uuid4().hex[:8]
    names = {f"topic_{role}": f"{name}-{role}" for role in ("articles", "mentions", "events", "events_state", "dlq")}
    return Settings(brokers=kafka.address, partitions=3, **names)


def change(settings: Settings, changes: Mapping[str, Mapping[str, str]]) -> None:
    """Change settings of topics, and return when the broker tells the new ones, which is a moment after its answer."""
    with closing(KafkaAdminClient(bootstrap_servers=settings.brokers)) as admin:
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, new) for name, new in changes.items()])
        asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in changes]
        while any(
            told[setting]["value"] != value
            for name, told in admin.describe_configs(asked, config_filter="all")["topic"].items()
            for setting, value in changes[name].items()
        ):
            time.sleep(0.1)


def test_topics_that_were_created_are_as_they_should_be(settings: Settings) -> None:
    wanted = [topic.name for topic in topics.topics(settings)]

    assert topics.create(settings) == wanted
    assert topics.check(settings) == []
    assert topics.create(settings) == []


def test_missing_topics_are_findings_and_are_not_created_by_the_question(settings: Settings) -> None:
    for _ in range(2):
        assert {finding.found for finding in topics.check(settings)} == {"missing"}


def test_every_deviation_says_what_it_means(settings: Settings) -> None:
    topics.create(settings)
    changed = {
        settings.topic_events: {"cleanup.policy": "delete", "min.compaction.lag.ms": "1"},
        settings.topic_events_state: {"max.message.bytes": "1000"},
    }
    change(settings, changed)
    found = {(f.topic, f.setting): f for f in topics.check(settings)}

    assert set(found) == {(name, setting) for name, new in changed.items() for setting in new}
    assert found[settings.topic_events, "cleanup.policy"].meaning.startswith("without compaction new subscribers")
    assert all(finding.meaning and finding.found != finding.expected for finding in found.values())


def test_a_larger_allowance_is_no_deviation(settings: Settings) -> None:
    topics.create(settings)
    change(settings, {settings.topic_events: {"max.message.bytes": str(10 * topics.LARGEST_MESSAGE)}})

    assert topics.check(settings) == []


def test_shards_need_the_number_of_partitions_that_they_began_with(settings: Settings) -> None:
    topics.create(settings)
    other = settings.model_copy(update={"partitions": 4})

    assert [(f.topic, f.setting, f.found, f.expected) for f in topics.check(other)] == [
        (name, "partitions", "3", "4")
        for name in (settings.topic_mentions, settings.topic_events, settings.topic_events_state)
    ]
