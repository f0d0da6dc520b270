"""Units: who looks after which area, from the region down to a building."""

import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import h3
from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.connection import Row
from storage.module import Module
from storage.nearness import Point, closest, lowest_rung, rungs

CELL_RESOLUTION = 9  # H3 cells of about 0.1 square kilometres


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
        """Units that any of these cells touches: the candidates for a point in one of them."""
        rows = self._q.units.touching(self._conn, cells=json.dumps(tuple(cells)))
        return tuple([_unit(row) async for row in rows])

    async def near(self, point: Point) -> tuple[Unit, ...]:
        """A few units with cells, of which one is the nearest to a point, however far it is; none where there are none."""
        held = await self._holding(rungs(point, CELL_RESOLUTION))
        cells = closest(lowest_rung(held, point), point) or h3.get_res0_cells()
        for resolution in range(h3.get_resolution(cells[0]) + 1, CELL_RESOLUTION + 1):
            parts = [part for cell in cells for part in h3.cell_to_children(cell, resolution)]
            cells = closest(await self._holding(parts), point)
        return await self.touching(cells)

    async def _holding(self, cells: Iterable[str]) -> list[str]:
        """Of these cells of any size those in which there is a part of any unit."""
        ranges = [(cell, h3.cell_to_center_child(cell, CELL_RESOLUTION)) for cell in cells]
        return [row["cell"] async for row in self._q.units.holding(self._conn, ranges=json.dumps(ranges))]

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
