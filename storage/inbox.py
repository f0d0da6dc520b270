"""Updates as they came, kept until they are handled; their ids for 8 days longer, so that none is handled twice."""

import json
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.module import Module

KEPT = timedelta(days=8)  # longer than update ids keep counting up after an idle week
TRIES = 3
_RETRY_AFTER = timedelta(seconds=1)


class Waiting(BaseModel):
    """An update that has not been handled. `lane` stands for its sender; `update` is Telegram's JSON."""

    model_config = ConfigDict(frozen=True)

    seq: int
    update_id: int
    lane: str
    update: dict[str, Any]
    tries: int

    @property
    def sender(self) -> int | None:
        """Telegram's id of whoever caused it."""
        return sender_of(self.update)

    @property
    def is_private(self) -> bool:
        """Rather than from a group, where whoever speaks is not written down."""
        contents = [one for one in self.update.values() if isinstance(one, dict)]
        contents += [one["message"] for one in contents if isinstance(one.get("message"), dict)]
        chats = [one["chat"] for one in contents if isinstance(one.get("chat"), dict)]
        return not any(chat.get("type") in ("group", "supergroup", "channel") for chat in chats)


def sender_of(update: dict[str, Any]) -> int | None:
    """Telegram's id of whoever caused an update, without trusting its shape."""
    for content in update.values():
        sender = content.get("from") if isinstance(content, dict) else None
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return None


class Inbox(Module):
    """Queries about updates."""

    async def add(self, update: dict[str, Any], *, now: datetime) -> bool:
        """Keeps an update, whatever else it holds beside its id; False when that is known already."""
        sender = sender_of(update)
        lane = "" if sender is None else self._seal.lookup("lane", sender)
        body = self._seal.seal_text("update", json.dumps(update, separators=(",", ":")))
        seq = await self._q.inbox.add(
            self._conn, update_id=update["update_id"], lane=lane, body=body, now=to_micros(now)
        )
        return seq is not None

    async def ready(self, *, limit: int, now: datetime) -> tuple[Waiting, ...]:
        """What may be handled now, oldest first; nothing of a person one of whose earlier updates waits for another try."""
        rows = self._q.inbox.ready(self._conn, limit=limit, now=to_micros(now))
        return tuple([self._waiting(row) async for row in rows])

    async def next_retry(self) -> datetime | None:
        """When the next waiting update may be tried, those behind an earlier one of their lane aside; None when none waits."""
        retry: int | None = await self._q.inbox.next_retry(self._conn)
        return from_micros(retry)

    async def done(self, seq: int, *, now: datetime) -> None:
        """Its work commits with this; its content and its sender are erased."""
        await self._q.inbox.done(self._conn, seq=seq, now=to_micros(now))

    async def failed(self, waiting: Waiting, error: str, *, now: datetime) -> bool:
        """Counts a failed try; True when that was the last and the update is now a dead letter."""
        state = await self._q.inbox.failed(
            self._conn,
            seq=waiting.seq,
            error=error,
            retry_at=to_micros(now + _RETRY_AFTER * (waiting.tries + 1)),
            most=TRIES,
            now=to_micros(now),
        )
        return bool(state == "dead")

    async def forget(self, *, now: datetime) -> None:
        """Drops the ids of updates handled long enough ago."""
        await self._q.inbox.forget(self._conn, before=to_micros(now - KEPT))

    async def bury(self, *, before: datetime) -> None:
        """Erases what is in the letters that were dead before then; that there were any stays."""
        await self._q.inbox.bury(self._conn, before=to_micros(before))

    async def count(self, state: str) -> int:
        """How many updates are 'waiting', 'done' or 'dead'."""
        return int(await self._q.inbox.count(self._conn, state=state))

    def _waiting(self, row: Any) -> Waiting:
        fields = dict(row)
        return Waiting(update=json.loads(self._seal.open_text("update", fields.pop("body"))), **fields)
