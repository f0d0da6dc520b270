"""Whistles that staff blow, and the teams that each summons."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import to_micros
from storage.connection import Row
from storage.module import Module, timed


class WhistleKind(StrEnum):
    """One team; several, of which one leads; all at once, to be there within half an hour. Each graver than the one before."""

    DAILY = "daily"
    HARD = "hard"
    EMERGENCY = "emergency"


class Rung(StrEnum):
    """Who was rung last about a team that is summoned; LATE: whoever is told that it is not there yet."""

    FIRST = "first"
    AGAIN = "again"
    DEPUTY = "deputy"
    OFFICER = "officer"
    LATE = "late"


class Whistle(BaseModel):
    """A whistle of a case; it is under way until `ended_at`."""

    model_config = ConfigDict(frozen=True)

    id: int
    report_id: int
    kind: WhistleKind
    blown_at: datetime
    ended_at: datetime | None = None


class Summons(BaseModel):
    """What a whistle wants of one team, and how far that is. At `next_at` the next one is rung."""

    model_config = ConfigDict(frozen=True)

    whistle_id: int
    team_id: int
    leads: bool = False
    rung: Rung = Rung.FIRST
    rung_at: datetime
    next_at: datetime | None = None
    confirmed_at: datetime | None = None
    arrived_at: datetime | None = None


class Whistles(Module):
    """Queries about whistles; of a case there is at most one under way."""

    async def blow(self, report_id: int, kind: WhistleKind, staff_id: int, *, now: datetime) -> Whistle:
        """A new one, which summons nobody yet."""
        blown = {"report_id": report_id, "kind": kind.value}
        number = await self._q.whistles.blow(self._conn, **blown, staff_id=staff_id, now=to_micros(now))
        return Whistle(id=number, report_id=report_id, kind=kind, blown_at=now)

    async def summon(self, summons: Iterable[Summons]) -> None:
        """Teams, each of them once a whistle."""
        await self._q.whistles.summon(self._conn, [_columns(one) for one in summons])

    async def by_id(self, whistle_id: int) -> Whistle:
        """The whistle; KeyError where there is none."""
        row = await self._q.whistles.by_id(self._conn, whistle_id=whistle_id)
        if row is None:
            raise KeyError(f"no whistle of id {whistle_id}")
        return _whistle(row)

    async def latest(self, report_id: int) -> Whistle | None:
        """The newest of a case, if there ever was one."""
        row = await self._q.whistles.latest(self._conn, report_id=report_id)
        return None if row is None else _whistle(row)

    async def summoned(self, whistle_id: int) -> tuple[Summons, ...]:
        """All that it summons; the one that leads first."""
        return tuple([_summons(row) async for row in self._q.whistles.summoned(self._conn, whistle_id=whistle_id)])

    async def due(self, *, now: datetime, latest: datetime) -> tuple[int, ...]:
        """Ids of those with somebody to be rung now; and those that a clock that was wrong put off beyond `latest`."""
        rows = self._q.whistles.due(self._conn, now=to_micros(now), latest=to_micros(latest))
        return tuple([row["whistle_id"] async for row in rows])

    async def ring(self, summons: Summons) -> None:
        """Writes down who was rung, and when the next one is."""
        await self._q.whistles.ring(self._conn, **_columns(summons))

    async def confirm(
        self, summons: Summons, person_id: int | None, *, next_at: datetime | None, now: datetime
    ) -> bool:
        """Somebody of the team is on the way; False where one was already."""
        named = {"whistle_id": summons.whistle_id, "team_id": summons.team_id, "person_id": person_id}
        first = await self._q.whistles.confirm(self._conn, **named, next_at=to_micros(next_at), now=to_micros(now))
        return first is not None

    async def arrive(self, summons: Summons, person_id: int, *, now: datetime) -> bool:
        """Somebody of the team is there; False where one was already."""
        named = {"whistle_id": summons.whistle_id, "team_id": summons.team_id, "person_id": person_id}
        return await self._q.whistles.arrive(self._conn, **named, now=to_micros(now)) is not None

    async def over(self) -> tuple[int, ...]:
        """Ids of those under way whose case is over."""
        return tuple([row["id"] async for row in self._q.whistles.over(self._conn)])

    async def end(self, whistle_id: int, *, now: datetime) -> None:
        """Nobody is rung any more."""
        await self._q.whistles.end(self._conn, whistle_id=whistle_id, now=to_micros(now))
        await self._q.whistles.silence(self._conn, whistle_id=whistle_id)


def _columns(summons: Summons) -> dict[str, Any]:
    return {
        "whistle_id": summons.whistle_id,
        "team_id": summons.team_id,
        "leads": int(summons.leads),
        "rung": summons.rung.value,
        "rung_at": to_micros(summons.rung_at),
        "next_at": to_micros(summons.next_at),
    }


def _whistle(row: Row) -> Whistle:
    return Whistle.model_validate(timed(row))


def _summons(row: Row) -> Summons:
    return Summons.model_validate(timed(row))
