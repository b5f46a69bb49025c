"""The AsyncAPI document says what the workers do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from workers.settings import Settings
from workers.topics import Topic, topics

ROOT = Path(__file__).parents[2] / "schemas"
DOCUMENT = yaml.safe_load((ROOT / "asyncapi.yaml").read_text(encoding="utf-8"))
TOPICS = topics(Settings())


def references(node: Any) -> Iterator[str]:
    """The target of every $ref."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for child in node.values():
            yield from references(child)
    elif isinstance(node, list):
        for child in node:
            yield from references(child)


def test_a_channel_is_a_topic() -> None:
    addresses = {channel["address"] for channel in DOCUMENT["channels"].values()}

    assert {topic.name for topic in TOPICS} == addresses


@pytest.mark.parametrize("topic", TOPICS, ids=lambda t: t.name)
def test_a_channel_has_the_policy_of_its_topic(topic: Topic) -> None:
    [channel] = [c for c in DOCUMENT["channels"].values() if c["address"] == topic.name]
    stated = channel["bindings"]["kafka"]["topicConfiguration"]

    assert topic.config == {k: ",".join(v) if isinstance(v, list) else str(v) for k, v in stated.items()}


def test_the_groups_are_those_of_the_workers() -> None:
    operations = DOCUMENT["operations"]

    assert operations["readArticles"]["bindings"]["kafka"]["groupId"]["const"] == Settings().detector_group
    assert operations["readMentions"]["bindings"]["kafka"]["groupId"]["const"] == Settings().resolver_group


@pytest.mark.parametrize("reference", sorted(set(references(DOCUMENT))))
def test_a_reference_leads_somewhere(reference: str) -> None:
    file, _, pointer = reference.partition("#")
    node = DOCUMENT if not file else yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    for step in pointer.removeprefix("/").split("/") if pointer else []:
        node = node[step]

    assert node
