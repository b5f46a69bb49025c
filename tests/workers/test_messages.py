"""Keys, headers and positions."""

import orjson
import pytest

from mawid.errors import ArticleError
from mawid.event import FAMILIES, Event, Retraction
from tests.workers.samples import EVENT
from workers.deadletters import Source, dead_letter
from workers.messages import (
    decode_position,
    encode_position,
    event_record,
    mention_record,
    shard_of,
    source_of,
)
from workers.topics import LARGEST_MESSAGE

MENTION: Retraction = {
    "schema": "mention.v1",
    "kind": "retraction",
    "id": "m1",
    "family": "hearing",
    "ordinal": 0,
    "article": {"id": "a", "language": "ar", "published_at": "2017-01-20T10:00:00Z"},
}
SOURCE = Source("articles", 2, 77, b"key", b'{"bad', [("traceparent", b"00-1"), ("x", b"y")], 1_500_000_000_000, 0)


def test_an_event_is_a_binary_cloud_event_keyed_by_its_id() -> None:
    event: Event = {**EVENT, "title": {**EVENT["title"], "en": "Talks in Geneva"}}
    record = event_record(event, "desk")

    assert record.key == b"mabcdefgh"
    assert orjson.loads(record.value or b"") == event
    assert dict(record.headers) == {
        "content-type": b"application/json",
        "ce_specversion": b"1.0",
        "ce_id": b"mabcdefgh:2",
        "ce_source": b"/mawid/desk",
        "ce_type": b"org.mawid.event.postponed.v1",
        "ce_subject": b"mabcdefgh",
        "ce_time": b"2017-01-21T10:00:00Z",
        "ce_dataschema": b"urn:mawid:schema:event:v1",
        "ce_partitionkey": b"mabcdefgh",
        "type": b"talks",
        "country": b"CH",
        "language": b"ar,en",
    }


def test_an_event_nowhere_has_no_country_header() -> None:
    assert "country" not in dict(event_record({**EVENT, "where": None}, "desk").headers)


def test_the_families_keep_their_shards() -> None:
    assert {name: shard_of(name, 8) for name in FAMILIES} == {
        "encounter": 0,
        "election": 1,
        "hearing": 2,
        "ceremony": 3,
        "protest": 4,
        "exercise": 5,
        "competition": 6,
        "festival": 7,
    }
    assert {shard_of(name, 3) for name in FAMILIES} == {0, 1, 2}


def test_a_mention_carries_the_position_of_its_article() -> None:
    record = mention_record(MENTION, 4, 1234, 2)

    assert record.key == b"hearing"
    assert source_of(record.headers) == ("4", (1234, 2))


@pytest.mark.parametrize("missing", range(3))
def test_a_record_without_a_position_is_no_mention(missing: int) -> None:
    headers = mention_record(MENTION, 4, 1234, 2).headers
    with pytest.raises(ValueError, match="is missing"):
        source_of(headers[:missing] + headers[missing + 1 :])


def test_positions_survive_the_changelog_and_keep_their_order() -> None:
    positions = [(9, 0), (9, 1), (10, 0)]

    assert [decode_position(encode_position(p)) for p in positions] == sorted(positions)


def test_a_dead_letter_has_the_original_bytes_and_says_what_went_wrong() -> None:
    record = dead_letter(SOURCE, ArticleError("schema_invalid", "no number", "/id"), group="g", attempts=1)
    headers = dict(record.headers)

    assert (record.key, record.value) == (SOURCE.key, SOURCE.value)
    assert headers["__connect.errors.topic"] == b"articles"
    assert headers["__connect.errors.partition"] == b"2"
    assert headers["__connect.errors.offset"] == b"77"
    assert headers["__connect.errors.stage"] == b"validate"
    assert headers["dlq.error.code"] == b"schema_invalid"
    assert headers["dlq.error.pointer"] == b"/id"
    assert headers["dlq.consumer.group"] == b"g"
    assert headers["dlq.original.timestamp"] == b"1500000000000"
    assert headers["traceparent"] == b"00-1"
    assert "x" not in headers
    assert "__connect.errors.exception.stacktrace" not in headers


def test_a_bug_has_its_stack_in_the_dead_letter_but_not_the_text_of_the_article() -> None:
    error = ArticleError("detector_error", "ValueError in the detector")
    article = "secret sentence of the article"
    try:
        int(article)
    except ValueError as e:
        error.__cause__ = e
    headers = dict(dead_letter(SOURCE, error, group="g", attempts=3).headers)

    assert headers["__connect.errors.stage"] == b"detect"
    assert headers["__connect.errors.exception.class.name"] == b"builtins.ValueError"
    assert b"test_messages.py" in headers["__connect.errors.exception.stacktrace"]
    assert headers["dlq.attempts"] == b"3"
    assert b"secret" not in b"".join(headers.values())


def test_a_message_of_lone_surrogates_still_makes_a_header() -> None:
    record = dead_letter(SOURCE, ArticleError("schema_invalid", "\ud800 " + "ä" * 2000), group="g")

    assert len(dict(record.headers)["__connect.errors.exception.message"]) <= 1024


def test_what_is_too_large_for_any_topic_is_cut_and_says_so() -> None:
    huge = SOURCE._replace(value=b"x" * (LARGEST_MESSAGE + 5))
    record = dead_letter(huge, ArticleError("body_too_large", "too large"), group="g")

    assert len(record.value or b"") == LARGEST_MESSAGE
    assert dict(record.headers)["dlq.original.bytes"] == b"%d" % (LARGEST_MESSAGE + 5)


def test_a_message_without_a_value_becomes_an_empty_dead_letter() -> None:
    record = dead_letter(SOURCE._replace(key=None, value=None), ArticleError("invalid_json", "empty"), group="g")

    assert (record.key, record.value) == (None, b"")
