"""People, what they may do, and the invites that let them do it. Who somebody is on Telegram is sealed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.adapter import Row
from storage.clock import from_micros, to_micros
from storage.module import Module


class Role(StrEnum):
    """STAFF of a unit and of all below it; OPERATOR of the whole bot, who gets its alarms."""

    STAFF = "staff"
    OPERATOR = "operator"


class Person(BaseModel):
    """Someone who wrote to the bot. Without `consented_at` they are a guest, of whom nothing is kept for long."""

    model_config = ConfigDict(frozen=True)

    id: int
    language: str
    consented_at: datetime | None
    home_unit_id: int | None
    home_asked_at: datetime | None
    unreachable_at: datetime | None


class Address(BaseModel):
    """Where a message to a person goes, and in which language."""

    model_config = ConfigDict(frozen=True)

    chat_id: int
    language: str
    reachable: bool


class Invitation(BaseModel):
    """What a used invite grants."""

    model_config = ConfigDict(frozen=True)

    role: Role
    unit_id: int | None


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
        """Writes down the general consent."""
        await self._q.people.consent(self._conn, person_id=person_id, now=to_micros(now))

    async def set_language(self, person_id: int, language: str) -> None:
        """The language of every later message."""
        await self._q.people.set_language(self._conn, person_id=person_id, language=language)

    async def set_home(self, person_id: int, unit_id: int | None, *, now: datetime) -> None:
        """Where somebody says they live; None forgets it. Counts as asked."""
        await self._q.people.set_home(self._conn, person_id=person_id, unit_id=unit_id, now=to_micros(now))

    async def home_asked(self, person_id: int, *, now: datetime) -> None:
        """So that the question is put only once."""
        await self._q.people.home_asked(self._conn, person_id=person_id, now=to_micros(now))

    async def set_unreachable(self, person_id: int, at: datetime | None) -> None:
        """Since when somebody cannot be written to (blocked the bot, gone from Telegram); None when they can again. Changes nothing when
        they have written since `at`, or are known to be unreachable."""
        await self._q.people.set_unreachable(self._conn, person_id=person_id, at=to_micros(at))

    async def forget_guests(self, *, before: datetime) -> None:
        """Deletes people who never consented, last wrote before then, and are owed nothing."""
        await self._q.people.forget_guests(self._conn, before=to_micros(before))

    async def grant(self, person_id: int, role: Role, unit_id: int | None, *, now: datetime) -> None:
        """Gives a role; a second time changes nothing."""
        await self._q.people.grant(
            self._conn, person_id=person_id, role=role.value, unit_id=unit_id, now=to_micros(now)
        )

    async def revoke(self, person_id: int, role: Role, *, now: datetime) -> None:
        """Takes a role away, in every unit."""
        await self._q.people.revoke(self._conn, person_id=person_id, role=role.value, now=to_micros(now))

    async def staff_units(self, person_id: int) -> tuple[int, ...]:
        """Ids of the units somebody is staff of, without those below."""
        return tuple([row["unit_id"] async for row in self._q.people.staff_units(self._conn, person_id=person_id)])

    async def staff_of(self, unit_id: int) -> tuple[int, ...]:
        """Ids of the reachable staff of exactly this unit."""
        return tuple([row["person_id"] async for row in self._q.people.staff_of(self._conn, unit_id=unit_id)])

    async def operators(self) -> tuple[int, ...]:
        """Ids of the reachable operators."""
        return tuple([row["person_id"] async for row in self._q.people.operators(self._conn)])

    async def add_invite(
        self, token: str, role: Role, unit_id: int | None, *, uses: int, expires_at: datetime, now: datetime
    ) -> None:
        """Keeps the keyed hash of an invite's token."""
        await self._q.people.add_invite(
            self._conn,
            token_hash=self._seal.lookup("invite", token),
            role=role.value,
            unit_id=unit_id,
            uses=uses,
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
    for name in ("consented_at", "home_asked_at", "unreachable_at"):
        fields[name] = from_micros(fields[name])
    return Person.model_validate(fields)
