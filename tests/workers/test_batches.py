"""What a batch gives does not depend on where it begins, and nothing in it stops the shard."""

import asyncio
import random
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from mawid.event import Mention, Report
from mawid.identity import CAP, State, View
from workers.batches import CLOCK, Marks, Read, cap, decide_all, unseen
from workers.messages import encode_position, mention_record
from workers.settings import Settings
from workers.store import Store, connect

DAY_MS = 86_400_000


def report(number: int, city: str, day: str, published: str, *words: str, source: str = "s", **rest: Any) -> Report:
    return {
        "schema": "mention.v1",
        "kind": "report",
        "id": f"m{number:020}",
        "family": "encounter",
        "ordinal": 0,
        "article": {"id": f"a{number}", "language": "en", "published_at": f"{published}T08:00:00Z", "source": source},
        "type": "meeting",
        "title": {"en": f"Meeting {number}"},
        "status": "scheduled",
        "when": {"start": day, "end": f"{day[:8]}{int(day[8:]) + 1:02}", "granularity": "day"},
        "where": {"name": {"en": city}, "precision": "city", "city": city, "country": "CH"},
        "participants": [],
        "confidence": 0.8,
        "evidence": [
            {"article_id": f"a{number}", "language": "en", "field": "title", "start": 0, "end": 7, "quote": "Meeting"}
        ],
        "words": list(words),
        "detector": "mawid/0",
        **rest,  # type: ignore[typeddict-item]
    }


def record(mention: object, offset: int, timestamp: int = 30_000 * DAY_MS) -> Any:
    made = mention_record({"family": "encounter", "schema": mention}, 0, offset, 0)  # type: ignore[typeddict-item]
    return SimpleNamespace(
        topic="mentions",
        partition=0,
        offset=offset,
        key=made.key,
        value=orjson.dumps(mention),
        headers=made.headers,
        timestamp=timestamp,
        timestamp_type=0,
    )


def stream(seed: int, count: int) -> list[Any]:
    """Records of reports in which more events share blocks than a read looks at, and which end one after the other."""
    rng = random.Random(seed)  # noqa: S311  a stream that can be repeated
    records = []
    for number in range(count):
        month = 1 + number * 9 // count
        day = f"2016-{month:02}-{rng.randint(1, 27):02}"
        words = [f"topic{rng.randrange(40)}", f"word{rng.randrange(40)}"]
        mention: Mention = report(number, "Bern", day, f"2016-{month:02}-01", *words, source=f"s{number % 5}")
        if number % 17 == 16:
            article = report(rng.randrange(number), "Bern", day, f"2016-{month:02}-28")["article"]
            mention = {
                "schema": "mention.v1",
                "kind": "retraction",
                "id": f"r{number}",
                "family": "encounter",
                "ordinal": 0,
                "article": article,
            }
        records.append(record(mention, number))
    return records


class Noted(View):
    """A view that notes which events it was looked through for."""

    def __init__(self, seen: list[list[str]], day: int = 0) -> None:
        super().__init__(day=day)
        self._seen = seen

    def candidates(self, mention: Mention) -> list[State]:
        found = super().candidates(mention)
        self._seen.append([state["id"] for state in found])
        return found


Outcome = tuple[list[tuple[bytes | None, bytes | None]], list[list[str]]]
"""Keys and values of the events, and the candidates of each mention."""


def in_memory(records: list[Any]) -> Outcome:
    """Decided in one go."""
    seen: list[list[str]] = []
    done = decide_all(unseen(records, {})[0], Noted(seen), "test")
    return [(event.key, event.value) for event in done.events], seen


def through_redis(redis_url: str, records: list[Any], sizes: random.Random) -> Outcome:
    """Decided in batches of random size, with the states in Redis."""

    async def main() -> Outcome:
        redis = connect(Settings(redis_url=redis_url))
        await redis.flushall()
        store, out, rest, marks = Store(redis, 0), 0, records, Marks()
        found: Outcome = ([], [])
        await store.acquire("t")
        while rest:
            size = sizes.randint(1, 40)
            batch, rest = rest[:size], rest[size:]
            view = Noted(found[1], day=marks.get(CLOCK, (0, 0))[0])
            new, _ = unseen(batch, marks)
            keys = {block for read in new for block in read.blocks}
            for blob in await store.read("t", out, marks[CLOCK][0], cap(new), keys):
                view.put(orjson.loads(blob))
            done = decide_all(new, view, "test")
            await store.apply("t", out, out + 1, {k: encode_position(v) for k, v in marks.items()}, done.states)
            out += 1
            found[0].extend((event.key, event.value) for event in done.events)
        await redis.aclose()
        return found

    return asyncio.run(main())


def test_the_events_do_not_depend_on_where_batches_begin(redis_url: str) -> None:
    records = stream(seed=1, count=300)
    expected = in_memory(records)

    assert sum(value is None for _, value in expected[0]) > 20  # events are removed
    assert max(map(len, expected[1])) > CAP  # and blocks are full
    for seed in range(5):
        assert through_redis(redis_url, records, random.Random(seed)) == expected  # noqa: S311  as above


def test_what_was_decided_is_skipped_and_marks_rise() -> None:
    marks: Marks = {"0": (4, 0)}
    records = [record(report(n, "Bern", "2016-01-10", "2016-01-01"), n) for n in (3, 4, 5, 5, 6)]
    new, dead = unseen(records, marks)

    assert [read.position for read in new] == [(5, 0), (6, 0)]
    assert not dead
    assert marks["0"] == (6, 0)


def test_the_clock_follows_the_articles_but_never_passes_the_records() -> None:
    past, future = report(1, "Bern", "2016-01-10", "2016-01-01"), report(2, "Bern", "2150-01-10", "2150-01-01")
    marks: Marks = {}
    new, _ = unseen([record(past, 1), record(future, 2, timestamp=17_000 * DAY_MS), record(past, 3)], marks)

    assert [read.day for read in new] == [16_801, 17_000, 17_000]
    assert marks[CLOCK] == (17_000, 0)


@pytest.mark.parametrize("value", [b"", b"{bad", b"null", b"[]", b"{}", b'{"kind":"report"}'])
def test_what_is_no_mention_is_set_aside_and_does_not_move_the_marks(value: bytes) -> None:
    broken = record(None, 7)
    broken.value = value
    marks: Marks = {}
    new, dead = unseen([broken], marks)

    assert (new, marks) == ([], {})
    assert [d.error.code for d in dead] == ["schema_invalid"]
    assert dead[0].source.value == value


def test_a_mention_that_meets_a_bug_is_set_aside_and_the_next_one_is_decided() -> None:
    good = report(2, "Bern", "2016-01-10", "2016-01-01")
    bad = report(1, "Bern", "2016-01-10", "2016-01-01", evidence=None)
    new, _ = unseen([record(bad, 1), record(good, 2)], {})
    done = decide_all(new, View(), "test")

    assert [(d.error.code, d.record.offset) for d in done.dead] == [("detector_error", 1)]
    assert [event["id"] for _, event in done.revisions] == [good["id"]]


def test_an_event_that_fits_into_no_message_is_not_created() -> None:
    huge = report(1, "Bern", "2016-01-10", "2016-01-01", title={"en": "x" * (3 * 1024 * 1024)})
    new, _ = unseen([record(huge, 1)], {})
    done = decide_all(new, View(), "test")

    assert [d.error.code for d in done.dead] == ["event_too_large"]
    assert not done.events
    assert not done.states


def test_a_retraction_widens_the_reads_after_it_by_all_that_it_may_change() -> None:
    def read(kind: str) -> Read:
        return Read(None, (0, 0), {"kind": kind}, [], 0)  # type: ignore[arg-type, typeddict-item]

    assert cap([read("report")]) == CAP
    assert cap([read("report"), read("report"), read("report")]) == CAP + 2
    assert cap([read("retraction"), read("report")]) == 3 * CAP
