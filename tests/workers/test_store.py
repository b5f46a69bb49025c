"""The store's Lua, run by a real Redis."""

import asyncio
from collections.abc import Awaitable, Callable

import orjson
import pytest
from redis import Redis as Client
from redis.exceptions import RedisError

from workers.settings import Settings
from workers.store import Lost, Store, connect

Scenario = Callable[[Store], Awaitable[None]]


def state(name: str, *blocks: str, exp: int = 1) -> bytes:
    return orjson.dumps({"id": name, "blocks": list(blocks), "exp": exp})


def run(redis_url: str, scenario: Scenario) -> None:
    async def main() -> None:
        redis = connect(Settings(redis_url=redis_url))
        try:
            await scenario(Store(redis, 3))
        finally:
            await redis.aclose()

    asyncio.run(main())


def test_an_empty_store_starts_at_zero_without_marks(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        assert await store.acquire("a") == (0, {})

    run(redis_url, scenario)


def test_what_is_applied_is_read_by_block_and_marks_come_back(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("a")
        one, two = state("one", "w1", "w2"), state("two", "w2")
        await store.apply("a", 0, 3, {"5": b"[7,0]"}, {"one": one, "two": two})

        assert await store.read("a", 3, 0, 10, ["w1"]) == [one]
        assert sorted(await store.read("a", 3, 0, 10, ["w1", "w2"])) == sorted([one, two])
        assert await store.read("a", 3, 0, 10, ["w3"]) == []
        assert await store.acquire("b") == (3, {"5": b"[7,0]"})

    run(redis_url, scenario)


def test_a_read_gives_the_events_of_a_block_that_end_last(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("a")
        states = {f"e{n}": state(f"e{n}", "w", exp=n) for n in range(9)}
        await store.apply("a", 0, 9, {}, states)

        assert await store.read("a", 9, 0, 2, ["w"]) == [states["e8"], states["e7"]]

    run(redis_url, scenario)


def test_a_read_gives_the_events_that_are_kept_no_longer_whatever_their_blocks(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("a")
        states = {f"e{n}": state(f"e{n}", "w", exp=n) for n in range(5)}
        await store.apply("a", 0, 5, {}, states)
        await store.apply("a", 5, 6, {}, {"e0": state("e0", "w", exp=9), "e1": b""})

        assert await store.read("a", 6, 3, 10, []) == [states["e2"]]

    run(redis_url, scenario)


def test_an_event_leaves_the_blocks_that_it_is_no_longer_in(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("a")
        await store.apply("a", 0, 1, {}, {"one": state("one", "w1", "w2")})
        moved = state("one", "w2", "w3")
        await store.apply("a", 1, 2, {}, {"one": moved})

        assert await store.read("a", 2, 0, 10, ["w1"]) == []
        assert await store.read("a", 2, 0, 10, ["w2", "w3"]) == [moved]

    run(redis_url, scenario)


def test_an_empty_value_removes_an_event_and_leaves_no_trace(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("a")
        await store.apply("a", 0, 1, {}, {"one": state("one", "w1", "w2")})
        await store.apply("a", 1, 2, {}, {"one": b"", "never-seen": b""})

        assert await store.read("a", 2, 0, 10, ["w1", "w2"]) == []

    run(redis_url, scenario)
    with Client.from_url(redis_url) as client:
        assert client.keys() == [b"mawid:{3}:m"]


def test_the_latest_to_acquire_owns_the_shard(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("old")
        await store.acquire("new")

        with pytest.raises(Lost):
            await store.apply("old", 0, 1, {}, {"one": state("one", "w")})
        with pytest.raises(Lost):
            await store.read("old", 0, 0, 10, ["w"])
        assert await store.read("new", 0, 0, 10, ["w"]) == []

    run(redis_url, scenario)


@pytest.mark.parametrize("believed", [0, 4, 6])
def test_who_is_at_another_offset_is_lost(redis_url: str, believed: int) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("a")
        await store.apply("a", 0, 5, {}, {"one": state("one", "w")})

        with pytest.raises(Lost):
            await store.read("a", believed, 0, 10, ["w"])
        with pytest.raises(Lost):
            await store.apply("a", believed, 9, {}, {})
        assert await store.acquire("a") == (5, {})

    run(redis_url, scenario)


def test_an_emptied_redis_is_noticed_and_asks_for_everything(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("a")
        await store.apply("a", 0, 5, {"0": b"[1,0]"}, {"one": state("one", "w")})
        with Client.from_url(redis_url) as client:
            client.flushall()
            client.script_flush()

        with pytest.raises(Lost):
            await store.read("a", 5, 0, 10, ["w"])
        assert await store.acquire("b") == (0, {})

    run(redis_url, scenario)


def test_an_evicted_state_sets_the_store_back_to_the_start(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("a")
        await store.apply("a", 0, 5, {}, {"one": state("one", "w")})
        with Client.from_url(redis_url) as client:
            client.delete("mawid:{3}:e:one")

        with pytest.raises(Lost):
            await store.read("a", 5, 0, 10, ["w"])
        assert await store.acquire("b") == (0, {})

    run(redis_url, scenario)


def test_clearing_a_shard_leaves_the_others_alone(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("a")
        await store.apply("a", 0, 5, {"0": b"[1,0]"}, {"one": state("one", "w")})
        other = Store(store._redis, 33)
        await other.acquire("b")
        await store.clear()

        with pytest.raises(Lost):
            await store.read("a", 5, 0, 10, ["w"])
        assert await other.read("b", 0, 0, 10, ["w"]) == []

    run(redis_url, scenario)


def test_thousands_of_events_in_a_block_are_read(redis_url: str) -> None:
    async def scenario(store: Store) -> None:
        await store.acquire("a")
        await store.apply("a", 0, 1, {}, {f"e{n}": state(f"e{n}", "w", exp=n) for n in range(2500)})

        assert len(await store.read("a", 1, 0, 10_000, ["w"])) == 2500

    run(redis_url, scenario)


def test_a_redis_that_is_not_there_is_an_error_at_once() -> None:
    async def scenario(store: Store) -> None:
        with pytest.raises(RedisError):
            await store.acquire("a")

    run("redis://127.0.0.1:1/0", scenario)
