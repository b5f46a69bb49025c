"""The resolver's state store: Redis, a view of the changelog that may lose anything at any moment.

One `Store` serves one shard. `store.lua` says what is kept where, and guards it: a caller that does not hold the state
that it believes to hold gets `Lost`, and builds the state again from the changelog.
"""

from collections.abc import Awaitable, Iterable, Mapping
from importlib import resources
from typing import Any, Final, cast

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from workers.settings import Settings

_SCRIPT: Final = (resources.files(__package__) / "store.lua").read_text(encoding="utf-8")
_TIMEOUT: Final = 5.0  # seconds for one call; the slowest, applying 200 states, takes some milliseconds


class Lost(Exception):  # noqa: N818  it is news, not an error
    """The store does not hold the state that the caller believes: another owner, lost writes, or a new Redis."""


def connect(settings: Settings) -> Redis:
    """A client for the stores.

    It never tries again by itself: a call that was executed and whose reply was lost must not be executed once more
    behind the back of the protocol.
    """
    return Redis.from_url(
        settings.redis_url,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=_TIMEOUT,
        socket_connect_timeout=_TIMEOUT,
        client_name="mawid",
    )


class Store:
    """The state of one shard.

    Every method raises `redis.RedisError` when Redis cannot be reached, is full, or still loads.

    Args:
        redis: from `connect`.
        shard: number of the partition.
    """

    def __init__(self, redis: Redis, shard: int) -> None:
        self._redis = redis
        self._prefix = f"mawid:{{{shard}}}:"
        self._script = redis.register_script(_SCRIPT)

    async def acquire(self, token: str) -> tuple[int, dict[str, bytes]]:
        """Become the owner.

        Args:
            token: a name for this acquisition that was never used before.

        Returns:
            The changelog offset up to which the store is its fold, and the marks: articles partition -> position.
        """
        out, marks = await self._call("acquire", token)
        pairs = iter(marks)
        return int(out), {partition.decode(): position for partition, position in zip(pairs, pairs, strict=True)}

    async def read(self, token: str, out: int, day: int, cap: int, blocks: Iterable[str]) -> list[bytes]:
        """States, each once, in no useful order.

        Args:
            token: of the acquisition.
            out: where the store is.
            day: those that are kept until a day before this are among them.
            cap: and so many of every block, the ones that are kept longest.
            blocks: of the index.

        Raises:
            Lost: the store is not at `out`, or not ours.
        """
        return list(await self._call("read", token, out, day, cap, *blocks))

    async def apply(
        self, token: str, out: int, new_out: int, marks: Mapping[str, bytes], states: Mapping[str, bytes]
    ) -> None:
        """Apply the committed changelog records of `[out, new_out)`.

        Args:
            token: of the acquisition.
            out: where the store is.
            new_out: where it is then.
            marks: articles partition -> position.
            states: event id -> the changelog's value; empty bytes remove the event.

        Raises:
            Lost: the store is not at `out`, or not ours.
        """
        pairs = [text for pair in (*marks.items(), *states.items()) for text in pair]
        await self._call("apply", token, out, new_out, len(marks), *pairs)

    async def clear(self) -> None:
        """Delete all keys of the shard, for a Redis that belongs to another log. Whoever owns it gets `Lost`."""
        async for key in self._redis.scan_iter(match=f"{self._prefix}*", count=1000):
            await self._redis.unlink(key)

    async def _call(self, operation: str, *args: str | int | bytes) -> list[Any]:
        reply = await cast("Awaitable[list[Any]]", self._script(keys=[self._prefix], args=[operation, *args]))
        if reply[0] == b"LOST":
            raise Lost
        return reply[1:]
