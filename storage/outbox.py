"""Messages owed: committed with what caused them, sent afterwards by the one sender."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import day_of, from_micros, to_micros
from storage.connection import Row
from storage.module import AT_ONCE, Module
from storage.recipient import Recipient
from storage.seal import SealBroken
from storage.tally import Tally, tally_of

TOO_MANY = "429"  # the error of a message whose chat is to be left alone for a while


class Lane(IntEnum):
    """Which queue a message waits in; a lower number goes first."""

    LIFE_SAFETY = 0
    ANSWERS = 1
    NOTICES = 2
    WARNINGS = 3
    BULK = 4

    @property
    def is_broadcast(self) -> bool:
        """Whether its messages are many of one, which leave some of what may be sent to whoever waits for an answer."""
        return self in (Lane.WARNINGS, Lane.BULK)


class Worth(StrEnum):
    """What is done when nobody knows whether a message arrived: MUST is sent again, ONCE is listed as unknown."""

    MUST = "must"
    ONCE = "once"


class Owed(BaseModel):
    """A message to a person or a group. `payload` is the composer's; `slot` names it for a later edit; of several with the same `dedupe`
    only the first is owed; of those that wait under the same `latest` only the newest is said; `batch` is what it is one of
    many of, and `part` which part of that."""

    model_config = ConfigDict(frozen=True)

    person_id: int | None = None
    group_id: int | None = None
    payload: dict[str, Any]
    lane: Lane = Lane.ANSWERS
    worth: Worth = Worth.MUST
    slot: str | None = None
    dedupe: str | None = None
    latest: str | None = None
    batch: str | None = None
    part: int | None = None
    not_before: datetime | None = None

    @property
    def recipient(self) -> Recipient:
        """To whom."""
        return Recipient(person_id=self.person_id, group_id=self.group_id)


class Claimed(BaseModel):
    """A message that is being sent. `chat` and `slot` are keyed hashes; `repeat` counts how often it may have arrived before.

    `payload` and `recipient` are None when they cannot be opened: that is for the sender to write down, and must not hold up what comes
    after it.
    """

    model_config = ConfigDict(frozen=True)

    id: int
    chat: str
    recipient: Recipient | None
    lane: Lane
    worth: Worth
    payload: dict[str, Any] | None
    slot: str | None
    tries: int
    repeat: int


class Paused(BaseModel):
    """A chat that Telegram wants left alone until then."""

    model_config = ConfigDict(frozen=True)

    chat: str
    lane: Lane
    until: datetime


class Slot(BaseModel):
    """A message that was sent and can be edited; `form` is 'text' or 'caption'."""

    model_config = ConfigDict(frozen=True)

    message_id: int
    form: str


class Outbox(Module):
    """Queries about messages owed."""

    async def add(self, *owed: Owed, now: datetime) -> None:
        """Owes messages, many in one step. To one chat those of a lane go in the order in which they were owed."""
        anew = [self._row(one, now) for one in owed if one.latest is None or not await self._renew(one)]
        if anew:
            await self._q.outbox.add(self._conn, anew)

    def _row(self, owed: Owed, now: datetime) -> dict[str, Any]:
        return {
            "chat": owed.recipient.chat(self._seal),
            "recipient": owed.recipient.sealed(self._seal),
            "lane": owed.lane.value,
            "worth": owed.worth.value,
            "payload": self._sealed(owed.payload),
            **{name: self._hash(name, getattr(owed, name)) for name in ("slot", "dedupe", "latest")},
            "batch": owed.batch,
            "part": owed.part,
            "not_before": to_micros(owed.not_before) or 0,
            "now": to_micros(now),
        }

    async def _renew(self, owed: Owed) -> bool:
        """Puts the newer words in the place of those that still wait; False when none do."""
        renewed = await self._q.outbox.renew(
            self._conn,
            chat=owed.recipient.chat(self._seal),
            payload=self._sealed(owed.payload),
            **{name: self._hash(name, getattr(owed, name)) for name in ("slot", "latest")},
        )
        return renewed is not None

    async def claim(self, lane: Lane, *, limit: int, busy: Iterable[str], now: datetime) -> tuple[Claimed, ...]:
        """Takes up to `limit` messages, at most one a chat and none of the `busy` chats; commit before sending them."""
        listed = f",{','.join(busy)},"
        rows = self._q.outbox.claim(self._conn, lane=lane.value, limit=limit, busy=listed, now=to_micros(now))
        return tuple(sorted([self._claimed(dict(row)) async for row in rows], key=lambda claimed: claimed.id))

    async def next_due(self, *, now: datetime) -> datetime | None:
        """When the next postponed message may be sent."""
        due: int | None = await self._q.outbox.next_due(self._conn, now=to_micros(now))
        return from_micros(due)

    async def paused(self, *, now: datetime) -> tuple[Paused, ...]:
        """The chats for which a pause that Telegram asked for is not over."""
        rows = self._q.outbox.paused(self._conn, now=to_micros(now), error=TOO_MANY)
        return tuple(
            [Paused(chat=row["chat"], lane=row["lane"], until=from_micros(row["not_before"])) async for row in rows]
        )

    async def settle(self, claimed: Claimed, state: str, *, error: str | None = None, now: datetime) -> bool:
        """Ends it as 'sent', 'failed', 'blocked' or 'unknown', and the next one may go. False when it was forgotten
        meanwhile."""
        day = to_micros(day_of(now))
        settled = await self._q.outbox.settle(self._conn, id=claimed.id, state=state, error=error, day=day)
        await self._q.outbox.promote(self._conn, chat=claimed.chat, lane=claimed.lane.value)
        return settled is not None

    async def postpone(
        self,
        claimed: Claimed,
        *,
        until: datetime,
        unsure: bool = False,
        error: str | None = None,
        payload: dict[str, Any] | None = None,
    ) -> None:
        """Puts a message back, with another `payload` where it is to go differently; `unsure` marks what follows as a repeat."""
        await self._q.outbox.postpone(
            self._conn,
            id=claimed.id,
            not_before=to_micros(until),
            repeat=claimed.repeat + unsure,
            error=error,
            payload=None if payload is None else self._sealed(payload),
        )

    async def recover(self, *, now: datetime) -> int:
        """After a crash: what was being sent may have arrived or not. Returns how many there were."""
        found = [row async for row in self._q.outbox.recover(self._conn, day=to_micros(day_of(now)))]
        await self._q.outbox.promote_all(self._conn)
        return len(found)

    async def put_slot(self, claimed: Claimed, sent: Slot, *, now: datetime) -> None:
        """Remembers which message the slot of a sent message names."""
        if claimed.recipient is not None:
            await self._q.outbox.put_slot(
                self._conn,
                chat=claimed.chat,
                recipient=claimed.recipient.sealed(self._seal),
                slot=claimed.slot,
                now=to_micros(now),
                **sent.model_dump(),
            )

    async def slot(self, claimed: Claimed) -> Slot | None:
        """The message that the slot of a claimed one names, if it was sent."""
        row = await self._q.outbox.slot(self._conn, chat=claimed.chat, slot=claimed.slot)
        return None if row is None else Slot.model_validate(dict(row))

    async def holders(self, slot: str) -> tuple[int, ...]:
        """Ids of the people who have, or are about to get, the message of this name."""
        return tuple(sorted({one.person_id for one in await self._having(slot) if one.person_id is not None}))

    async def groups_with(self, slot: str) -> tuple[int, ...]:
        """Ids of the groups that have, or are about to get, the message of this name."""
        return tuple(sorted({one.group_id for one in await self._having(slot) if one.group_id is not None}))

    async def waiting(self, recipient: Recipient, slot: str) -> tuple[int, dict[str, Any]] | None:
        """(id, payload) of the message of this name that they have still to get and that is not being sent."""
        row = await self._q.outbox.waiting(self._conn, chat=recipient.chat(self._seal), slot=self._hash("slot", slot))
        return None if row is None else (row["id"], json.loads(self._seal.open_text("message", row["payload"])))

    async def reword(self, message_id: int, payload: dict[str, Any]) -> None:
        """Changes what a message that is not being sent will say."""
        await self._q.outbox.reword(self._conn, id=message_id, payload=self._sealed(payload))

    async def forget_slot(self, slot: str) -> None:
        """No message of this name will be edited any more."""
        await self._q.outbox.forget_slot(self._conn, slot=self._hash("slot", slot))

    async def owes(self, recipient: Recipient) -> int:
        """How many messages they have still to get."""
        return int(await self._q.outbox.owes(self._conn, chat=recipient.chat(self._seal)))

    async def tally(self, batch: str) -> Tally:
        """What became of a batch so far."""
        return tally_of([row async for row in self._q.outbox.tally(self._conn, batch=batch)])

    async def tally_parts(self, batch: str) -> Mapping[int | None, Tally]:
        """What became of each part of a batch so far."""
        parts: dict[int | None, list[Row]] = {}
        async for row in self._q.outbox.tally_parts(self._conn, batch=batch):
            parts.setdefault(row["part"], []).append(row)
        return {part: tally_of(rows) for part, rows in parts.items()}

    async def waiting_in(self, lane: Lane) -> int:
        """How many chats' next message waits in this lane."""
        return int(await self._q.outbox.waiting_in(self._conn, lane=lane.value))

    async def withdraw(self, batch: str, *, limit: int) -> int:
        """Takes back up to so many messages of a batch that are not being sent; how many there were."""
        heads = await self._withdraw(batch, "waiting", limit)
        for row in heads:
            await self._q.outbox.promote(self._conn, chat=row["chat"], lane=row["lane"])
        return len(heads) + len(await self._withdraw(batch, "behind", limit - len(heads)))

    async def forget(self, *, before: datetime) -> None:
        """Drops what was settled before then, so much at a time that nobody waits for it; ask again for more."""
        await self._q.outbox.forget(self._conn, before=to_micros(day_of(before)), limit=AT_ONCE)

    async def count(self, state: str) -> int:
        """How many messages are in a state."""
        return int(await self._q.outbox.count(self._conn, state=state))

    async def _withdraw(self, batch: str, state: str, limit: int) -> list[Row]:
        rows = self._q.outbox.withdraw(self._conn, batch=batch, state=state, limit=limit)
        return [row async for row in rows]

    async def _having(self, slot: str) -> list[Recipient]:
        rows = self._q.outbox.holders(self._conn, slot=self._hash("slot", slot))
        return [Recipient.opened(self._seal, row["recipient"]) async for row in rows]

    def _hash(self, purpose: str, value: str | None) -> str | None:
        return None if value is None else self._seal.lookup(purpose, value)

    def _sealed(self, payload: dict[str, Any]) -> bytes:
        return self._seal.seal_text("message", json.dumps(payload))

    def _claimed(self, fields: dict[str, Any]) -> Claimed:
        return Claimed.model_validate(
            fields | {"payload": self._payload(fields["payload"]), "recipient": self._recipient(fields["recipient"])}
        )

    def _payload(self, sealed: bytes) -> dict[str, Any] | None:
        try:
            payload = json.loads(self._seal.open_text("message", sealed))
        except (SealBroken, ValueError):
            return None
        return payload if isinstance(payload, dict) else None

    def _recipient(self, sealed: bytes) -> Recipient | None:
        try:
            return Recipient.opened(self._seal, sealed)
        except (SealBroken, ValueError):
            return None
