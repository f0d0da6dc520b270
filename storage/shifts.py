"""The roster of a unit or team: who is on duty, who is their deputy, on which days, from when to when, and the number of the duty phone."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.connection import Row
from storage.module import Module


class Days(StrEnum):
    """On which days a shift begins."""

    ALL = "all"
    WORKED = "worked"  # by the community's calendar
    FREE = "free"


class Shift(BaseModel):
    """Somebody is on duty from one minute of the day until another, which may be one of the next day; the same one means all day. A new one
    has the id 0."""

    model_config = ConfigDict(frozen=True)

    id: int = 0
    unit_id: int
    person_id: int
    deputy_id: int | None = None
    days: Days = Days.ALL
    begins: int
    ends: int
    number: str | None = None


class Shifts(Module):
    """Queries about rosters. Numbers are sealed."""

    async def of_unit(self, unit_id: int) -> tuple[Shift, ...]:
        """A unit's or team's own, by when they begin."""
        return tuple([self._shift(row) async for row in self._q.shifts.of_unit(self._conn, unit_id=unit_id)])

    async def by_id(self, shift_id: int) -> Shift | None:
        """The shift of a number that anybody can make up, if there is one."""
        row = await self._q.shifts.by_id(self._conn, shift_id=shift_id)
        return None if row is None else self._shift(row)

    async def add(self, shift: Shift) -> None:
        """Beside those that there are."""
        fields = shift.model_dump(mode="json", exclude={"id", "number"})
        await self._q.shifts.add(self._conn, **fields, number=self._seal.seal_text("words", shift.number))

    async def remove(self, shift_id: int) -> None:
        """Nobody is on duty by it any more."""
        await self._q.shifts.remove(self._conn, shift_id=shift_id)

    def _shift(self, row: Row) -> Shift:
        fields: dict[str, Any] = dict(row)
        return Shift.model_validate(fields | {"number": self._seal.open_text("words", fields["number"])})
