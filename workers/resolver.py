"""The resolver: mentions to events, one owner for each shard.

It reads through a consumer of its own and not through a Faust agent: an owner has to go back to the committed position
after every surprise, while the other shards go on, and its offsets are committed by its transactions. An agent's stream
hides the position, buffers records of all partitions, and commits offsets by itself.
"""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any, Final

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from mode import Service

from workers.ledger import AtLeastOnce, Transactions, has_transactions
from workers.metrics import PROGRESS
from workers.settings import Settings
from workers.shard import Shard
from workers.store import Store, connect
from workers.topics import LARGEST_MESSAGE

log: Final = structlog.get_logger(__name__)

_NEVER_MS: Final = 24 * 60 * 60 * 1000
"""How long a member may go without reading: a shard that waits for Redis does not read, and must keep its place."""


class Resolver(Service):
    """Owns the partitions of the mentions that the group gives it.

    Args:
        settings: names and limits.
    """

    logger = logging.getLogger("mode.resolver")  # for what the base class says about starting and stopping

    def __init__(self, settings: Settings, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._settings = settings
        self._shards: dict[int, Shard] = {}
        self._ledger: type[Transactions | AtLeastOnce] = Transactions

    async def on_start(self) -> None:
        """Join the group."""
        settings = self._settings
        if settings.transactions == "auto" and not await has_transactions(settings):
            self._ledger = AtLeastOnce
            log.warning("no transactions", delivery="at least once", brokers=settings.brokers, code="no_transactions")
        self.redis = connect(settings)
        self._consumer = AIOKafkaConsumer(
            group_id=settings.resolver_group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_poll_interval_ms=_NEVER_MS,
            rebalance_timeout_ms=int(settings.rebalance_timeout * 1000),
            max_partition_fetch_bytes=LARGEST_MESSAGE,
            **settings.kafka(),
        )
        await self._consumer.start()  # before it subscribes: it would wait for its partitions, and we with it
        self._consumer.subscribe([settings.topic_mentions], listener=_Listener(self))

    async def on_stop(self) -> None:
        """Finish the batches that are being written, and leave the group."""
        await self.release()
        await self._consumer.stop()
        await self.redis.aclose()

    async def take(self, partitions: Iterable[int]) -> None:
        """These are ours from now on."""
        numbers = sorted(partitions)
        PROGRESS.assign(self._settings.topic_mentions, numbers)
        log.info(
            "partitions assigned",
            topic=self._settings.topic_mentions,
            partitions=numbers,
            group=self._settings.resolver_group,
        )
        for number in numbers:
            ledger = self._ledger(self._settings, number, self._consumer)
            store = Store(self.redis, number)
            self._shards[number] = Shard(self._settings, number, self._consumer, ledger, store)

    async def release(self) -> None:
        """None are ours any more."""
        shards, self._shards = self._shards, {}
        await asyncio.gather(*(shard.stop(self._settings.shutdown_seconds) for shard in shards.values()))

    @property
    def ready(self) -> bool:
        """Whether every shard of ours has its state."""
        return all(shard.ready for shard in self._shards.values())


class _Listener(ConsumerRebalanceListener):
    """The group takes all partitions of a member before it gives new ones."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        del revoked
        await self._resolver.release()

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        await self._resolver.take(partition.partition for partition in assigned)
