"""The commands that talk to Kafka, against Kafka itself and against the embedded broker."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer
from kafka import KafkaProducer

from mawid.errors import ArticleError
from mawid.event import Event
from workers import embedded, topics
from workers.cli.records import BEGINNING, Record, follow
from workers.deadletters import Source, dead_letter
from workers.messages import event_record
from workers.settings import Settings

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds" / "articles.jsonl"
EXAMPLE: Event = json.loads((ROOT / "schemas/examples/event.v1/created.json").read_text())


@pytest.fixture(scope="module")
def tansu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Server]:
    with embedded.broker(tmp_path_factory.mktemp("broker")) as server:
        yield server


@pytest.fixture(params=["kafka", "tansu"])
def settings(request: pytest.FixtureRequest) -> Settings:
    """A deployment with topics of its own, which do not exist yet."""
    server: embedded.Server = request.getfixturevalue(request.param)
    name = uuid4().hex[:8]
    roles = ("articles", "mentions", "events", "events_state", "dlq")
    return Settings(brokers=server.address, partitions=2, **{f"topic_{role}": f"cli-{name}-{role}" for role in roles})


@pytest.fixture
def deployment(settings: Settings) -> Settings:
    """A deployment whose topics exist."""
    topics.create(settings)
    return settings


def mawid(settings: Settings, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    given = {f"MAWID_{name.upper()}": str(getattr(settings, name)) for name in settings.model_fields_set}
    return subprocess.run(
        [sys.executable, "-m", "workers", *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **given},
        timeout=120,
        check=False,
    )


def publish(settings: Settings, *events: Event) -> None:
    with closing(KafkaProducer(bootstrap_servers=settings.brokers)) as producer:
        for event in events:
            record = event_record(event, "test")
            producer.send(settings.topic_events, record.value, key=record.key, headers=record.headers, partition=0)
        producer.flush()


def records(settings: Settings, topic: str) -> list[Record]:
    return list(follow(settings, topic, BEGINNING, until_end=True))


def ids(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["id"] for line in done.stdout.splitlines()]


def test_missing_topics_are_named_before_they_are_created_and_right_afterwards(settings: Settings) -> None:
    before = mawid(settings, "topics", "check")
    assert before.returncode == 1
    assert before.stdout.count(b"mawid topics create") == 5

    assert mawid(settings, "topics", "create").stdout.count(b": created") == 5
    assert mawid(settings, "topics", "create").stdout.count(b": exists") == 5
    assert mawid(settings, "topics", "check").returncode == 0


def test_a_topic_that_is_missing_is_not_created_by_reading_or_writing_it(settings: Settings) -> None:
    for arguments in (["send", str(SEEDS)], ["tail", "--until-eos"], ["dlq", "list"]):
        done = mawid(settings, *arguments)

        assert done.returncode == 3
        assert b"mawid topics create" in done.stderr
        assert {finding.found for finding in topics.check(settings)} == {"missing"}


def test_articles_are_sent_with_their_id_as_key_and_every_byte_as_it_was(deployment: Settings) -> None:
    lines = [*SEEDS.read_bytes().splitlines()[:5], b'{ "id" :"x"}\r', b"\xff\xfe no JSON", b" "]

    done = mawid(deployment, "send", "-", stdin=b"\n".join(lines) + b"\n\n")

    assert done.returncode == 0, done.stderr
    assert b"8 articles sent" in done.stderr
    found = records(deployment, deployment.topic_articles)
    assert sorted(record.value or b"" for record in found) == sorted(lines)
    assert {record.key for record in found} == {None, *(json.loads(line)["id"].encode() for line in lines[:6])}


def test_a_line_that_fits_into_no_message_is_named_and_the_rest_is_sent(deployment: Settings) -> None:
    done = mawid(deployment, "send", "-", stdin=b"one\n" + b"x" * 5_000_000 + b"\ntwo\n")

    assert done.returncode == 1
    assert b"line 2: " in done.stderr
    assert sorted(record.value or b"" for record in records(deployment, deployment.topic_articles)) == [b"one", b"two"]


def test_tail_shows_what_is_there_and_filters(deployment: Settings) -> None:
    talks: Event = {**EXAMPLE, "id": "mtalks000000", "type": "talks", "title": {"ar": "مباحثات"}, "where": None}
    visit: Event = {
        **EXAMPLE,
        "id": "mvisit000000",
        "type": "visit",
        "title": {"en": "Visit"},
        "where": {"name": {"en": "Riyadh"}, "precision": "city", "city": "Riyadh", "country": "SA"},
    }
    publish(deployment, talks, visit)
    tail = ("tail", "--from", "beginning", "--until-eos")

    assert ids(mawid(deployment, *tail)) == ["mtalks000000", "mvisit000000"]
    assert ids(mawid(deployment, *tail, "--type", "visit", "--type", "summit")) == ["mvisit000000"]
    assert ids(mawid(deployment, *tail, "--country", "sa")) == ["mvisit000000"]
    assert ids(mawid(deployment, *tail, "--language", "ar")) == ["mtalks000000"]
    assert ids(mawid(deployment, *tail, "--language", "en", "--country", "KZ")) == []


def test_tail_begins_where_it_is_told(deployment: Settings) -> None:
    publish(deployment, EXAMPLE)

    assert ids(mawid(deployment, "tail", "--until-eos")) == []
    assert ids(mawid(deployment, "tail", "--until-eos", "--from", "-1h")) == [EXAMPLE["id"]]
    assert ids(mawid(deployment, "tail", "--until-eos", "--from", "2099-01-01")) == []


def test_tail_waits_for_what_comes_and_ends_quietly_with_its_reader(deployment: Settings) -> None:
    given = {f"MAWID_{name.upper()}": str(getattr(deployment, name)) for name in deployment.model_fields_set}
    command = [sys.executable, "-m", "workers", "tail", "--from", "beginning"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env={**os.environ, **given}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        publish(deployment, EXAMPLE)
        assert json.loads(process.stdout.readline())["id"] == EXAMPLE["id"]
        process.stdout.close()
        publish(deployment, EXAMPLE)
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize("settings", ["kafka"], indirect=True)
def test_the_end_of_a_topic_is_found_behind_the_marks_of_transactions(deployment: Settings) -> None:

    async def write() -> None:
        name = deployment.topic_events
        options = {"bootstrap_servers": deployment.brokers, "transactional_id": f"writer-of-{name}"}
        async with AIOKafkaProducer(**options) as producer:
            for value, commit in ((b"committed", True), (b"aborted", False)):
                await producer.begin_transaction()
                await producer.send_and_wait(name, value, b"key")
                await (producer.commit_transaction() if commit else producer.abort_transaction())

    asyncio.run(write())

    assert [record.value for record in records(deployment, deployment.topic_events)] == [b"committed"]


def bury(settings: Settings, *letters: tuple[bytes, str]) -> None:
    """Put dead letters with these values and codes onto the topic, as a worker does."""
    with closing(KafkaProducer(bootstrap_servers=settings.brokers)) as producer:
        for offset, (value, code) in enumerate(letters):
            source = Source(settings.topic_articles, 0, offset, b"key", value, [], 0, 0)
            letter = dead_letter(source, ArticleError(code, "why", "/id"), group="test")
            producer.send(settings.topic_dlq, letter.value, key=letter.key, headers=letter.headers, partition=0)
        producer.flush()


def test_dead_letters_are_shown_by_code_with_an_example(deployment: Settings) -> None:
    bury(deployment, (b"first", "invalid_json"), (b"\x1b[2Jsecond", "invalid_json"), (b"{}", "schema_invalid"))

    done = mawid(deployment, "dlq", "list")

    lines = done.stdout.decode().splitlines()
    assert lines[0] == "     2 invalid_json: the message is not JSON (or not UTF-8)"
    assert lines[1] == f"       {deployment.topic_articles}-0-1: /id why"
    assert lines[2] == "       \ufffd[2Jsecond"
    assert lines[3].startswith("     1 schema_invalid: ")
    assert b"3 dead letters" in done.stderr
    assert mawid(deployment, "dlq", "list", "--code", "absurd_date").stdout == b""


def test_dead_letters_are_replayed_as_they_were_but_not_for_ever(deployment: Settings) -> None:
    bury(deployment, (b"first", "invalid_json"), (b"\xff second ", "schema_invalid"))

    assert b"1 would be sent" in mawid(deployment, "dlq", "replay", "--dry-run", "--code", "invalid_json").stderr
    assert records(deployment, deployment.topic_articles) == []

    assert b"2 sent" in mawid(deployment, "dlq", "replay").stderr
    found = records(deployment, deployment.topic_articles)
    assert {(record.key, record.value) for record in found} == {(b"key", b"first"), (b"key", b"\xff second ")}
    assert [record.headers for record in found] == [[("dlq.replays", b"1")]] * 2

    source = Source(deployment.topic_articles, 0, 9, b"key", b"third", [("dlq.replays", b"3")], 0, 0)
    letter = dead_letter(source, ArticleError("invalid_json", "still"), group="test")
    with closing(KafkaProducer(bootstrap_servers=deployment.brokers)) as producer:
        producer.send(deployment.topic_dlq, letter.value, key=letter.key, headers=letter.headers)
        producer.flush()
    assert b"2 sent" in (again := mawid(deployment, "dlq", "replay")).stderr
    assert b"1 left alone" in again.stderr
