"""How a database is: which engine, how large, what waits in it, and what may make it slow."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.module import Module
from storage.outbox import Lane


class Queue(BaseModel):
    """How many wait, and since when the oldest does."""

    model_config = ConfigDict(frozen=True)

    waiting: int
    since: datetime | None


class Facts(BaseModel):
    """`unplanned` are tables of which the engine has no statistics, so that it may look through them where an index would do."""

    model_config = ConfigDict(frozen=True)

    version: str
    bytes: int
    unplanned: tuple[str, ...]
    updates: Queue
    messages: Queue


class Depths(BaseModel):
    """What waits: updates, and messages of each lane that has any, bulk and what may not be sent yet among them; and dead letters."""

    model_config = ConfigDict(frozen=True)

    updates: Queue
    messages: dict[Lane, Queue]
    dead: int


class Health(Module):
    """Queries for whoever looks after the bot."""

    async def facts(self, *, now: datetime) -> Facts:
        """Messages of bulk, and those that may not be sent yet, do not count as waiting."""
        engine = await self._q.health.engine(self._conn)
        messages = await self._q.health.messages(self._conn, now=to_micros(now), bulk=Lane.WARNINGS.value)
        return Facts(
            version=engine["version"],
            bytes=engine["bytes"],
            unplanned=tuple([row["name"] async for row in self._q.health.unplanned(self._conn)]),
            updates=_queue(dict(await self._q.health.updates(self._conn))),
            messages=_queue(dict(messages)),
        )

    async def depths(self) -> Depths:
        """Cheap enough to be asked every few seconds."""
        lanes = [dict(row) async for row in self._q.health.lanes(self._conn)]
        return Depths(
            updates=_queue(dict(await self._q.health.updates(self._conn))),
            messages={Lane(row["lane"]): _queue(row) for row in lanes},
            dead=await self._q.health.dead(self._conn),
        )

    async def touch_disk(self) -> None:
        """Makes the commit that follows as expensive as any, and changes nothing."""
        await self._q.health.touch_disk(self._conn)


def _queue(fields: dict[str, Any]) -> Queue:
    return Queue(waiting=fields["waiting"] or 0, since=from_micros(fields["since"]))
