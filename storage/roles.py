"""What people may do where, who let them, and the invites by which they come to it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from storage.clock import day_of, from_micros, to_micros
from storage.connection import Row
from storage.module import Module


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


class Held(BaseModel):
    """A role that somebody has now; without `unit_id` it counts everywhere. `granted_by` is the person who gave it, if it was one of ours.
    `granted_at` tells the day alone."""

    model_config = ConfigDict(frozen=True)

    id: int
    person_id: int
    role: Role
    unit_id: int | None
    granted_via: Via
    granted_by: int | None
    granted_at: datetime


class Invite(BaseModel):
    """What an invite grants, who made it (None: the command line), and how often and how long it still does."""

    model_config = ConfigDict(frozen=True)

    role: Role
    unit_id: int | None
    created_by: int | None
    token_hash: str
    uses_left: int
    expires_at: datetime


class Roles(Module):
    """Queries about roles and invites."""

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
    ) -> bool:
        """Gives a role; False when they have it already. `by` is the person who gave it, `invite` the hash of the invite's token."""
        granted: int | None = await self._q.roles.grant(
            self._conn,
            person_id=person_id,
            role=role.value,
            unit_id=unit_id,
            via=via.value,
            by=by,
            invite=invite,
            day=to_micros(day_of(now)),
        )
        return granted is not None

    async def revoke(
        self,
        person_id: int,
        role: Role,
        unit_id: int | None = None,
        *,
        via: Via,
        by: int | None = None,
        now: datetime,
    ) -> tuple[Held, ...]:
        """Takes a role away at this unit, without one wherever they have it; what was taken."""
        rows = self._q.roles.revoke(
            self._conn,
            person_id=person_id,
            role=role.value,
            unit_id=unit_id,
            via=via.value,
            by=by,
            day=to_micros(day_of(now)),
        )
        return tuple([_held(row) async for row in rows])

    async def of(self, person_id: int) -> tuple[Held, ...]:
        """What somebody may do now."""
        return tuple([_held(row) async for row in self._q.roles.of_person(self._conn, person_id=person_id)])

    async def everyone(self) -> tuple[Held, ...]:
        """Every role that anybody has now, in the order in which they were given."""
        return tuple([_held(row) async for row in self._q.roles.everyone(self._conn)])

    async def holders(self, role: Role, unit_id: int | None) -> tuple[int, ...]:
        """Ids of the people who can be reached and have this role at exactly this unit; None: everywhere."""
        query = self._q.roles.holders_everywhere if unit_id is None else self._q.roles.holders
        return tuple([row["person_id"] async for row in query(self._conn, role=role.value, unit_id=unit_id)])

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
        await self._q.roles.add_invite(
            self._conn,
            token_hash=self._token_hash(token),
            role=role.value,
            unit_id=unit_id,
            uses=uses,
            by=by,
            expires_at=to_micros(expires_at),
            now=to_micros(now),
        )

    async def invite(self, token: str) -> Invite | None:
        """The invite of a token, used up and too old ones too."""
        row = await self._q.roles.invite(self._conn, token_hash=self._token_hash(token))
        return None if row is None else _invite(row)

    async def use_invite(self, token: str, *, now: datetime) -> Invite | None:
        """Takes one use of an invite; None when it is unknown, used up or too old."""
        row = await self._q.roles.use_invite(self._conn, token_hash=self._token_hash(token), now=to_micros(now))
        return None if row is None else _invite(row)

    async def taken(self, person_id: int, token: str) -> bool | None:
        """Whether somebody still has what this invite gave them; None when they never took it."""
        rows = self._q.roles.taken(self._conn, person_id=person_id, token_hash=self._token_hash(token))
        revoked = [row["revoked_at"] async for row in rows]
        return None in revoked if revoked else None

    async def forget_invites(self, *, before: datetime) -> None:
        """Deletes those whose time was over before then."""
        await self._q.roles.forget_invites(self._conn, before=to_micros(before))

    def _token_hash(self, token: str) -> str:
        return self._seal.lookup("invite", token)


def _held(row: Row) -> Held:
    return Held.model_validate({**dict(row), "granted_at": from_micros(row["granted_at"])})


def _invite(row: Row) -> Invite:
    return Invite.model_validate({**dict(row), "expires_at": from_micros(row["expires_at"])})


def listed(roles: Iterable[Role]) -> str:
    """As a query looks one up in it, by LIKE: an array would be written otherwise for each engine."""
    return f",{','.join(roles)},"
