"""Telegram groups and channels that the bot is in: the unit of whose reports each group hears, and whose warnings are posted in each
channel. Their Telegram ids are sealed."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.connection import Row
from storage.module import Module
from storage.people import Address
from storage.recipient import Recipient


class GroupKind(StrEnum):
    """In a group people speak with each other; in a channel a few post for all who follow it."""

    GROUP = "group"
    CHANNEL = "channel"


class Group(BaseModel):
    """A group or a channel; without `unit_id` it is not bound, and gets nothing but answers."""

    model_config = ConfigDict(frozen=True)

    id: int
    kind: GroupKind
    unit_id: int | None
    language: str
    unreachable_at: datetime | None


class Groups(Module):
    """Queries about groups."""

    async def meet(self, chat_id: int, language: str) -> Group:
        """The group of a Telegram chat, which is written down, in `language`, when new; it can be written to again."""
        row = await self._q.groups.meet(
            self._conn,
            chat_hash=self._hash(chat_id),
            chat_id=self._seal.seal_text("group", str(chat_id)),
            language=language,
        )
        return _group(row)

    async def let_in(self, chat_id: int, language: str, *, by: int | None) -> Group:
        """The channel of a Telegram chat, in which the bot may post from now on: one of ours let it in, or somebody we do not know."""
        row = await self._q.groups.let_in(
            self._conn,
            chat_hash=self._hash(chat_id),
            chat_id=self._seal.seal_text("group", str(chat_id)),
            language=language,
            by=by,
        )
        return _group(row)

    async def by_chat(self, chat_id: int) -> Group | None:
        """The group of a Telegram chat, if known."""
        row = await self._q.groups.by_chat(self._conn, chat_hash=self._hash(chat_id))
        return None if row is None else _group(row)

    async def address(self, group_id: int) -> Address:
        """Where to send; KeyError when the group is gone."""
        row = await self._q.groups.by_id(self._conn, group_id=group_id)
        if row is None:
            raise KeyError(f"no group {group_id}")
        return Address(
            chat_id=int(self._seal.open_text("group", row["chat_id"])),
            language=row["language"],
            reachable=row["unreachable_at"] is None,
        )

    async def bind(self, group_id: int, unit_id: int, language: str, *, by: int, now: datetime) -> None:
        """The group hears of a unit's reports from now on, in this language."""
        await self._q.groups.bind(
            self._conn, group_id=group_id, unit_id=unit_id, language=language, by=by, now=to_micros(now)
        )

    async def bind_channel(self, group_id: int, unit_id: int, language: str, *, by: int, now: datetime) -> bool:
        """A unit's warnings are posted there from now on. False where there is no channel in which this very person let the bot."""
        found = await self._q.groups.bind_channel(
            self._conn, group_id=group_id, unit_id=unit_id, language=language, by=by, now=to_micros(now)
        )
        return found is not None

    async def unbind(self, group_id: int) -> None:
        """The group hears of nothing any more."""
        await self._q.groups.unbind(self._conn, group_id=group_id)

    async def of_units(self, unit_ids: Iterable[int]) -> tuple[Group, ...]:
        """The groups, not the channels, bound to one of these units that can be written to."""
        return await self._of_units(unit_ids, GroupKind.GROUP)

    async def channels(self, unit_ids: Iterable[int]) -> tuple[Group, ...]:
        """The channels bound to one of these units in which the bot may post."""
        return await self._of_units(unit_ids, GroupKind.CHANNEL)

    async def _of_units(self, unit_ids: Iterable[int], kind: GroupKind) -> tuple[Group, ...]:
        found = []
        for unit_id in unit_ids:
            rows = self._q.groups.of_unit(self._conn, unit_id=unit_id, kind=kind.value)
            found += [_group(row) async for row in rows]
        return tuple(found)

    async def moved(self, group_id: int, chat_id: int) -> None:
        """Telegram gave the group another id, as it does when it becomes a supergroup. What was known of that id already gives way."""
        chat_hash = self._hash(chat_id)
        other: int | None = await self._q.groups.other(self._conn, group_id=group_id, chat_hash=chat_hash)
        if other is not None:
            await self._q.outbox.forget_owed(self._conn, chat=Recipient(group_id=other).chat(self._seal))
            await self._q.groups.delete(self._conn, group_id=other)
        await self._q.groups.moved(
            self._conn, group_id=group_id, chat_hash=chat_hash, chat_id=self._seal.seal_text("group", str(chat_id))
        )

    async def lost(self, group_id: int, *, at: datetime) -> None:
        """The bot was removed, or may not write there."""
        await self._q.groups.lost(self._conn, group_id=group_id, at=to_micros(at))

    def _hash(self, chat_id: int) -> str:
        return self._seal.lookup("group", chat_id)


def _group(row: Row) -> Group:
    fields: dict[str, Any] = dict(row)
    fields["unreachable_at"] = from_micros(fields["unreachable_at"])
    return Group.model_validate(fields)
