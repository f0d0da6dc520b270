"""Units: who looks after which area, from the region down to a building."""

import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.connection import Row
from storage.module import Module


class UnitKind(StrEnum):
    """From the largest to the smallest. A TEAM is a department or a partner under one of the others: people, and no place."""

    REGION = "region"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    GRID = "grid"
    BUILDING = "building"
    TEAM = "team"


PLACE_KINDS = tuple(kind for kind in UnitKind if kind is not UnitKind.TEAM)


class NewUnit(BaseModel):
    """A unit as it is loaded. `geometry` is GeoJSON in WGS-84; `cells` are H3 cells of resolution 9 that touch it."""

    model_config = ConfigDict(frozen=True)

    code: str
    kind: UnitKind
    parent: str | None
    name: str
    name_en: str
    geometry: str
    cells: tuple[str, ...]


class Unit(BaseModel):
    """A unit as it is stored; a team that is `retired_at` some time is given nothing any more."""

    model_config = ConfigDict(frozen=True)

    id: int
    code: str
    kind: UnitKind
    parent_id: int | None
    name: str
    name_en: str
    geometry: str
    retired_at: datetime | None = None

    def named(self, language: str) -> str:
        """Its name in a language; the Chinese one for every language but English."""
        return self.name_en if language == "en" else self.name


class Units(Module):
    """Queries about units."""

    async def save(self, unit: NewUnit, *, now: datetime) -> None:
        """Adds the unit, or updates the one of the same code. KeyError when its parent is not there."""
        if unit.parent is not None and await self.by_code(unit.parent) is None:
            raise KeyError(f"no unit of code {unit.parent}")
        unit_id = await self._q.units.save(
            self._conn,
            **unit.model_dump(exclude={"cells", "kind"}),
            kind=unit.kind.value,
            now=to_micros(now),
        )
        await self._q.units.forget_cells(self._conn, unit_id=unit_id)
        await self._q.units.add_cells(self._conn, [{"cell": cell, "unit_id": unit_id} for cell in unit.cells])

    async def retire(self, unit_id: int, *, now: datetime) -> None:
        """A team is given nothing any more, until it is saved again."""
        await self._q.units.retire(self._conn, unit_id=unit_id, now=to_micros(now))

    async def everything(self) -> tuple[Unit, ...]:
        """Every unit, by code."""
        return tuple([_unit(row) async for row in self._q.units.everything(self._conn)])

    async def by_id(self, unit_id: int) -> Unit:
        """The unit; KeyError where there is none."""
        row = await self._q.units.by_id(self._conn, unit_id=unit_id)
        if row is None:
            raise KeyError(f"no unit of id {unit_id}")
        return _unit(row)

    async def by_code(self, code: str) -> Unit | None:
        """The unit of a code, if any."""
        row = await self._q.units.by_code(self._conn, code=code)
        return None if row is None else _unit(row)

    async def children(self, parent_id: int) -> tuple[Unit, ...]:
        """The units directly below one, by code, without its teams."""
        return tuple([_unit(row) async for row in self._q.units.children(self._conn, parent_id=parent_id)])

    async def teams(self, unit_id: int) -> tuple[Unit, ...]:
        """The teams of a unit and of all above it that are not retired, the nearest first, then by code."""
        return tuple([_unit(row) async for row in self._q.units.teams(self._conn, unit_id=unit_id)])

    async def touching(self, cells: Iterable[str]) -> tuple[Unit, ...]:
        """Units that any of these H3 cells of resolution 9 touches: the candidates for a point in or near them."""
        rows = self._q.units.touching(self._conn, cells=json.dumps(tuple(cells)))
        return tuple([_unit(row) async for row in rows])

    async def indexed(self) -> tuple[Unit, ...]:
        """Every unit that has cells: what a place can be given to."""
        return tuple([_unit(row) async for row in self._q.units.indexed(self._conn)])

    async def upwards(self, unit_id: int) -> tuple[Unit, ...]:
        """The unit and all above it, nearest first."""
        return tuple([_unit(row) async for row in self._q.units.upwards(self._conn, unit_id=unit_id)])

    async def below(self, unit_id: int) -> tuple[int, ...]:
        """Ids of the unit and of all below it."""
        return tuple([row["id"] async for row in self._q.units.below(self._conn, unit_id=unit_id)])

    async def roots(self) -> tuple[Unit, ...]:
        """The topmost units, by code; none of them is a team."""
        return tuple([_unit(row) async for row in self._q.units.roots(self._conn)])


def _unit(row: Row) -> Unit:
    return Unit.model_validate(dict(row) | {"retired_at": from_micros(row["retired_at"])})
