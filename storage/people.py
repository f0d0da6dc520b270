"""People, what they may do, and the invites that let them do it. Who somebody is on Telegram is sealed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import day_of, from_micros, to_micros
from storage.connection import Row
from storage.module import Module
from storage.recipient import Recipient


class Role(StrEnum):
    """What somebody is at a unit and at all below it. A RIDER needs no unit; an ADMINISTRATOR without one is that of the whole bot.
    A RESIDENT is whoever says that they live there: no role of theirs is written down, only their home."""

    RESIDENT = "resident"
    RIDER = "rider"
    VOLUNTEER = "volunteer"
    DEPARTMENT = "department"
    STAFF = "staff"
    DUTY_OFFICER = "duty_officer"
    ADMINISTRATOR = "administrator"


class Via(StrEnum):
    """How a role was given or taken: on the command line, by an invite, by themselves, by somebody in chat."""

    COMMAND = "command"
    INVITE = "invite"
    SELF = "self"
    CHAT = "chat"


class Naming(StrEnum):
    """How somebody reports."""

    ANONYMOUS = "anonymous"
    NAMED = "named"


class Person(BaseModel):
    """Someone who wrote to the bot. Without `consented_at` they are a guest, of whom nothing is kept for long.

    `area_unit_id`, where a rider last was, counts until `area_until`; `naming` is None until they have chosen.
    """

    model_config = ConfigDict(frozen=True)

    id: int
    language: str
    consented_at: datetime | None
    home_unit_id: int | None
    home_asked_at: datetime | None
    area_unit_id: int | None
    area_until: datetime | None
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


class Invitation(BaseModel):
    """What a used invite grants, and who made it."""

    model_config = ConfigDict(frozen=True)

    role: Role
    unit_id: int | None
    created_by: int | None
    token_hash: str


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
        """The name by which colleagues know a member of staff."""
        sealed: bytes | None = await self._q.people.name(self._conn, person_id=person_id)
        return self._seal.open_text("name", sealed)

    async def set_name(self, person_id: int, name: str) -> None:
        """Kept for staff only."""
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

    async def set_home(self, person_id: int, unit_id: int | None, *, now: datetime) -> None:
        """Where somebody says they live; None forgets it. Counts as asked."""
        await self._q.people.set_home(self._conn, person_id=person_id, unit_id=unit_id, now=to_micros(day_of(now)))

    async def home_asked(self, person_id: int, *, now: datetime) -> None:
        """So that the question is put only once."""
        await self._q.people.home_asked(self._conn, person_id=person_id, now=to_micros(day_of(now)))

    async def set_unreachable(self, person_id: int, at: datetime | None) -> None:
        """Since when somebody cannot be written to (blocked the bot, gone from Telegram); None when they can again."""
        await self._q.people.set_unreachable(self._conn, person_id=person_id, at=to_micros(at))

    async def lost(self, person_id: int, *, heard: int, at: datetime) -> None:
        """A message could not be delivered for good. Changes nothing when something came from them since (see Address.heard)."""
        await self._q.people.lost(self._conn, person_id=person_id, heard=heard, at=to_micros(at))

    async def forget_guests(self, *, before: datetime) -> None:
        """Deletes people who never consented, first wrote before then, and are owed nothing."""
        guests = [row["id"] async for row in self._q.people.guests(self._conn, before=to_micros(before))]
        for person_id in guests:
            if not await self._q.outbox.owes(self._conn, chat=self._chat(person_id)):
                await self.delete(person_id)

    async def delete(self, person_id: int) -> None:
        """Deletes somebody with everything that hangs on them, and what they have still to get."""
        await self._q.outbox.forget_owed(self._conn, chat=self._chat(person_id))
        await self._q.outbox.forget_slots(self._conn, chat=self._chat(person_id))
        await self._q.people.delete(self._conn, person_id=person_id)

    def _chat(self, person_id: int) -> str:
        return Recipient(person_id=person_id).chat(self._seal)

    async def grant(
        self,
        person_id: int,
        role: Role,
        unit_id: int | None,
        *,
        via: Via,
        by: int | None = None,
        invite: str | None = None,
        now: datetime,
    ) -> None:
        """Gives a role; a second time changes nothing. `by` is the person who gave it, `invite` the hash of the invite's token."""
        await self._q.people.grant(
            self._conn,
            person_id=person_id,
            role=role.value,
            unit_id=unit_id,
            via=via.value,
            by=by,
            invite=invite,
            now=to_micros(now),
        )

    async def revoke(self, person_id: int, role: Role, *, via: Via, by: int | None = None, now: datetime) -> None:
        """Takes a role away, in every unit."""
        await self._q.people.revoke(
            self._conn, person_id=person_id, role=role.value, via=via.value, by=by, now=to_micros(now)
        )

    async def staff_units(self, person_id: int) -> tuple[int, ...]:
        """Ids of the units somebody is staff of, without those below."""
        return tuple([row["unit_id"] async for row in self._q.people.staff_units(self._conn, person_id=person_id)])

    async def staff_of(self, unit_id: int) -> tuple[int, ...]:
        """Ids of the reachable staff of exactly this unit."""
        return tuple([row["person_id"] async for row in self._q.people.staff_of(self._conn, unit_id=unit_id)])

    async def administrators(self) -> tuple[int, ...]:
        """Ids of the reachable administrators."""
        return tuple([row["person_id"] async for row in self._q.people.administrators(self._conn)])

    async def add_invite(
        self,
        token: str,
        role: Role,
        unit_id: int | None,
        *,
        uses: int,
        by: int | None = None,
        expires_at: datetime,
        now: datetime,
    ) -> None:
        """Keeps the keyed hash of an invite's token; `by` is who made it, None for the command line."""
        await self._q.people.add_invite(
            self._conn,
            token_hash=self._seal.lookup("invite", token),
            role=role.value,
            unit_id=unit_id,
            uses=uses,
            by=by,
            expires_at=to_micros(expires_at),
            now=to_micros(now),
        )

    async def use_invite(self, token: str, *, now: datetime) -> Invitation | None:
        """Takes one use of an invite; None when it is unknown, used up or too old, which nobody can tell apart."""
        row = await self._q.people.use_invite(
            self._conn, token_hash=self._seal.lookup("invite", token), now=to_micros(now)
        )
        return None if row is None else Invitation.model_validate(dict(row))


def _person(row: Row) -> Person:
    fields: dict[str, Any] = dict(row)
    for name in ("consented_at", "home_asked_at", "area_until", "voice_agreed_at", "unreachable_at"):
        fields[name] = from_micros(fields[name])
    return Person.model_validate(fields)
