"""How the bot is at this moment: whether it can work, and what waits."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

from prometheus_client.core import GaugeMetricFamily

from bot.contact import Contact
from bot.patience import Patience
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.health import Depths, Queue
from storage.outbox import Lane

_SILENT_FOR = timedelta(minutes=2)
_STORAGE_SECONDS = 2.0


class Health:
    """Asked from outside. `stopping` is set when the end has begun."""

    def __init__(self, database: Database, contact: Contact, patiences: tuple[Patience, ...], clock: Clock) -> None:
        self._database = database
        self._contact = contact
        self._patiences = patiences
        self._clock = clock
        self.stopping = False

    async def reasons(self) -> list[str]:
        """Why it is not ready; none when it is."""
        contact = self._contact
        silent = contact.failing and self._clock() - contact.answered_at >= _SILENT_FOR
        found = {
            "stopping": self.stopping,
            "Telegram does not answer": silent,
            "Telegram cannot reach telegram.webhook_url": contact.unreached is not None,
            "storage is unavailable": not await self._storage_works(),
        }
        return [reason for reason, stands in found.items() if stands]

    async def _storage_works(self) -> bool:
        """Read, and written to: a transaction takes the writer's turn and lock, and changes nothing."""
        if any(one.troubled_at is not None for one in self._patiences):
            return False
        try:
            async with asyncio.timeout(_STORAGE_SECONDS), self._database.write() as store:
                await store.inbox.oldest()
        except (TimeoutError, StorageUnavailable):
            return False
        return True

    async def gauges(self) -> "Gauges":
        """What waits, as the database has it now. StorageUnavailable."""
        now = self._clock()
        async with self._database.read() as store:
            return Gauges(await store.health.depths(), self._contact.answered_at, now)


class Gauges:
    """A collector for one scrape."""

    def __init__(self, depths: Depths, polled_at: datetime, now: datetime) -> None:
        self._depths = depths
        self._polled_at = polled_at
        self._now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """prometheus-client's."""
        polled = "When Telegram last answered the intake; the start, before it ever did."
        yield GaugeMetricFamily("shao_last_poll_timestamp_seconds", polled, self._polled_at.timestamp())
        inbox = self._depths.updates
        yield GaugeMetricFamily("shao_inbox_updates", "Updates that wait to be handled.", inbox.waiting)
        yield GaugeMetricFamily("shao_inbox_oldest_age_seconds", "Age of the oldest of them.", self._age(inbox))
        yield GaugeMetricFamily("shao_dead_letters", "Updates that were put aside.", self._depths.dead)
        lanes = {lane: self._depths.messages.get(lane, Queue(waiting=0, since=None)) for lane in Lane}
        depth = GaugeMetricFamily("shao_outbox_messages", "Messages still owed.", labels=["lane"])
        age = GaugeMetricFamily("shao_outbox_oldest_age_seconds", "Age of the oldest of them.", labels=["lane"])
        for lane, queue in lanes.items():
            depth.add_metric([lane.name.lower()], queue.waiting)
            age.add_metric([lane.name.lower()], self._age(queue))
        yield from (depth, age)

    def _age(self, queue: Queue) -> float:
        return 0.0 if queue.since is None else max((self._now - queue.since).total_seconds(), 0.0)
