"""People. Who somebody is on Telegram is sealed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import day_of, from_micros, to_micros
from storage.connection import Row
from storage.module import Module
from storage.recipient import Recipient
from storage.reports import author

_GUESTS = 100  # in one transaction


class Naming(StrEnum):
    """How somebody reports."""

    ANONYMOUS = "anonymous"
    NAMED = "named"


class Person(BaseModel):
    """Someone who wrote to the bot. Without `consented_at` they are a guest, of whom nothing is kept for long.

    `naming` is None until they were asked. No time here tells more than the day.
    """

    model_config = ConfigDict(frozen=True)

    id: int
    language: str
    consented_at: datetime | None
    home_unit_id: int | None
    home_asked_at: datetime | None
    naming: Naming | None
    voice_agreed_at: datetime | None
    unreachable_at: datetime | None


class Address(BaseModel):
    """Where a message goes, and in which language. `heard` counts what came from there so far."""

    model_config = ConfigDict(frozen=True)

    chat_id: int
    language: str
    reachable: bool
    heard: int = 0


class People(Module):
    """Queries about people."""

    async def meet(self, telegram_id: int, language: str, *, now: datetime) -> Person:
        """The person of a Telegram account, who is written down, in `language`, when new."""
        row = await self._q.people.meet(
            self._conn,
            telegram_hash=self._seal.lookup("telegram", telegram_id),
            telegram_id=self._seal.seal_text("telegram", str(telegram_id)),
            language=language,
            now=to_micros(now),
        )
        return _person(row)

    async def find(self, telegram_id: int) -> Person | None:
        """The person of a Telegram account, if known."""
        row = await self._q.people.find(self._conn, telegram_hash=self._seal.lookup("telegram", telegram_id))
        return None if row is None else _person(row)

    async def by_id(self, person_id: int) -> Person | None:
        """The person, if they are still kept."""
        row = await self._q.people.by_id(self._conn, person_id=person_id)
        return None if row is None else _person(row)

    async def address(self, person_id: int) -> Address:
        """Where to send; KeyError when the person is gone."""
        row = await self._q.people.address(self._conn, person_id=person_id)
        if row is None:
            raise KeyError(f"no person {person_id}")
        return Address(
            chat_id=int(self._seal.open_text("telegram", row["telegram_id"])),
            language=row["language"],
            reachable=row["unreachable_at"] is None,
            heard=row["heard"],
        )

    async def prove_seal(self) -> None:
        """SealBroken when the seal does not open what is stored: with another key everybody would become a stranger."""
        sealed: bytes | None = await self._q.people.any_sealed(self._conn)
        self._seal.open_text("telegram", sealed)

    async def name(self, person_id: int) -> str | None:
        """The name by which colleagues know a member of staff, or by which somebody reports."""
        sealed: bytes | None = await self._q.people.name(self._conn, person_id=person_id)
        return self._seal.open_text("name", sealed)

    async def set_name(self, person_id: int, name: str) -> None:
        """Kept for staff, and for who reports by name."""
        await self._q.people.set_name(self._conn, person_id=person_id, name=self._seal.seal_text("name", name))

    async def consent(self, person_id: int, *, now: datetime) -> None:
        """Writes down the general consent, and its day alone: the minute would say whose the report is that began then."""
        await self._q.people.consent(self._conn, person_id=person_id, day=to_micros(day_of(now)))

    async def set_language(self, person_id: int, language: str) -> None:
        """The language of every later message."""
        await self._q.people.set_language(self._conn, person_id=person_id, language=language)

    async def agree_voice(self, person_id: int, *, now: datetime) -> None:
        """They know that a voice can be recognised, and that staff hear theirs."""
        await self._q.people.agree_voice(self._conn, person_id=person_id, day=to_micros(day_of(now)))

    async def unagree_voice(self, person_id: int) -> None:
        """Staff are not to hear their voice any more."""
        await self._q.people.unagree_voice(self._conn, person_id=person_id)

    async def set_home(self, person_id: int, unit_id: int | None, *, now: datetime) -> None:
        """Where somebody says they live; None forgets it. Counts as asked."""
        await self._q.people.set_home(self._conn, person_id=person_id, unit_id=unit_id, now=to_micros(day_of(now)))

    async def home_asked(self, person_id: int, *, now: datetime) -> None:
        """So that the question is put only once."""
        await self._q.people.home_asked(self._conn, person_id=person_id, now=to_micros(day_of(now)))

    async def set_naming(self, person_id: int, naming: Naming, *, name: str | None) -> None:
        """How somebody reports from now on; `name` takes the place of the one that was kept, unless colleagues know them by that."""
        sealed = self._seal.seal_text("name", name)
        await self._q.people.set_naming(self._conn, person_id=person_id, naming=naming.value, name=sealed)

    async def set_unreachable(self, person_id: int, at: datetime | None) -> None:
        """Since when somebody cannot be written to (blocked the bot, gone from Telegram); None when they can again."""
        await self._q.people.set_unreachable(self._conn, person_id=person_id, at=to_micros(at and day_of(at)))

    async def lost(self, person_id: int, *, heard: int, at: datetime) -> None:
        """A message could not be delivered for good. Changes nothing when something came from them since (see Address.heard)."""
        await self._q.people.lost(self._conn, person_id=person_id, heard=heard, at=to_micros(day_of(at)))

    async def forget_guests(self, *, before: datetime, after: int = 0) -> int | None:
        """Deletes people who never consented, first wrote before then, have no dialog open and are owed nothing. Of those with an id above
        `after` some are looked at: the last of them, None when there are no more."""
        found = self._q.people.guests(self._conn, before=to_micros(before), after=after, limit=_GUESTS)
        guests = [row["id"] async for row in found]
        for person_id in guests:
            chat = self._chat(person_id)
            talking = await self._q.dialogs.get(self._conn, chat=chat)
            if talking is None and not await self._q.outbox.owes(self._conn, chat=chat):
                await self.delete(person_id)
        return max(guests, default=None)

    async def delete(self, person_id: int) -> None:
        """Deletes somebody with everything that hangs on them, and what they have still to get."""
        chat = self._chat(person_id)
        await self._q.outbox.forget_owed(self._conn, chat=chat)
        await self._q.outbox.forget_slots(self._conn, chat=chat)
        await self._q.dialogs.end(self._conn, chat=chat)
        await self._q.reports.forget_authored(self._conn, who=author(self._seal, person_id))
        await self._q.people.delete(self._conn, person_id=person_id)

    def _chat(self, person_id: int) -> str:
        return Recipient(person_id=person_id).chat(self._seal)


def _person(row: Row) -> Person:
    fields: dict[str, Any] = dict(row)
    for name in ("consented_at", "home_asked_at", "voice_agreed_at", "unreachable_at"):
        fields[name] = from_micros(fields[name])
    return Person.model_validate(fields)
