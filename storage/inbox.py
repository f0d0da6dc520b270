"""Updates as they came, kept until they are handled; their ids for 8 days longer, so that none is handled twice."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.module import AT_ONCE, Module

KEPT = timedelta(days=8)  # longer than update ids keep counting up after an idle week
TRIES = 3
_CONTENT = ("photo", "document", "video", "voice", "audio", "location", "venue", "text", "data")
_NAME = re.compile(r"[a-z_]{1,40}")
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


class Letter(BaseModel):
    """An update that was given up. `kind` says what it was, None once its content is forgotten; `error` is of its last try."""

    model_config = ConfigDict(frozen=True)

    update_id: int
    kind: str | None
    error: str
    tries: int
    died_at: datetime


def kind_of(update: dict[str, Any]) -> str:
    """What an update is, by the names that Telegram gives to its parts and nothing that anybody has written."""
    name = next((one for one in update if one != "update_id" and _NAME.fullmatch(one)), "nothing")
    content = update.get(name)
    part = next((one for one in _CONTENT if isinstance(content, dict) and one in content), None)
    return name if part is None else f"{name} with {part}"


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

    async def oldest(self) -> datetime | None:
        """When the oldest came of those that wait; None when none does."""
        received: int | None = await self._q.inbox.oldest(self._conn)
        return from_micros(received)

    async def died(self, *, since: datetime | None) -> int:
        """How many have become dead letters since then."""
        return int(await self._q.inbox.died(self._conn, since=to_micros(since) or 0))

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
        """Drops the ids of updates handled long enough ago, so many at a time that nobody waits for it; ask again for more."""
        await self._q.inbox.forget(self._conn, before=to_micros(now - KEPT), limit=AT_ONCE)

    async def bury(self, *, before: datetime) -> None:
        """Erases what is in the letters that were dead before then; that there were any stays."""
        await self._q.inbox.bury(self._conn, before=to_micros(before))

    async def letters(self) -> tuple[Letter, ...]:
        """Every dead letter, in the order in which they came."""
        return tuple([self._letter(dict(row)) async for row in self._q.inbox.letters(self._conn)])

    async def revive(self, update_id: int) -> bool:
        """A dead letter waits again, where it stood among those of its sender; False when there is none, or its content is forgotten."""
        return await self._q.inbox.revive(self._conn, update_id=update_id) is not None

    async def drop(self, update_id: int, *, now: datetime) -> bool:
        """Erases a dead letter; False when there is none."""
        return await self._q.inbox.drop(self._conn, update_id=update_id, now=to_micros(now)) is not None

    async def count(self, state: str) -> int:
        """How many updates are 'waiting', 'done' or 'dead'."""
        return int(await self._q.inbox.count(self._conn, state=state))

    def _letter(self, fields: dict[str, Any]) -> Letter:
        body = self._seal.open_text("update", fields.pop("body"))
        died_at = from_micros(fields.pop("done_at"))
        return Letter(kind=None if body is None else kind_of(json.loads(body)), died_at=died_at, **fields)

    def _waiting(self, row: Any) -> Waiting:
        fields = dict(row)
        return Waiting(update=json.loads(self._seal.open_text("update", fields.pop("body"))), **fields)
