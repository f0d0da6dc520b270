"""Which team is asked about which cases: each unit's own rules, in their order."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.case import Urgency
from storage.clock import to_micros
from storage.connection import Row
from storage.module import Module


class Route(BaseModel):
    """Of the cases of a unit, and of all below it, those of these kinds (none: of all) and of this urgency (None: of either) go to a team.
    `made_via` is "settings", until anybody changes the unit's rules in "chat". A new one has the id 0."""

    model_config = ConfigDict(frozen=True)

    id: int = 0
    unit_id: int
    kinds: tuple[str, ...] = ()
    urgency: Urgency | None = None
    team_id: int
    made_via: str = "chat"


class Routes(Module):
    """Queries about rules."""

    async def of_unit(self, unit_id: int) -> tuple[Route, ...]:
        """A unit's own, the first to be tried first."""
        return tuple([_route(row) async for row in self._q.routes.of_unit(self._conn, unit_id=unit_id)])

    async def by_id(self, route_id: int) -> Route | None:
        """The rule of a number that anybody can make up, if there is one."""
        row = await self._q.routes.by_id(self._conn, route_id=route_id)
        return None if row is None else _route(row)

    async def above(self, unit_id: int) -> tuple[Route, ...]:
        """Those of a unit and of all above it, the nearest unit's first; none whose team is retired."""
        return tuple([_route(row) async for row in self._q.routes.above(self._conn, unit_id=unit_id)])

    async def add(self, route: Route) -> None:
        """As the last of its unit."""
        await self._q.routes.add(
            self._conn,
            **route.model_dump(include={"unit_id", "team_id", "made_via"}),
            kinds=json.dumps(route.kinds),
            urgency=route.urgency,
        )

    async def remove(self, route: Route, *, now: datetime) -> None:
        """It counts no more."""
        await self._q.routes.remove(self._conn, route_id=route.id, now=to_micros(now))

    async def move_up(self, route: Route) -> None:
        """Before the one that was tried before it; the first stays the first."""
        ids = [one.id for one in await self.of_unit(route.unit_id)]
        place = ids.index(route.id)
        before = max(place - 1, 0)
        ids[before], ids[place] = ids[place], ids[before]
        for position, route_id in enumerate(ids, start=1):
            await self._q.routes.place(self._conn, route_id=route_id, position=position)

    async def take_over(self, unit_id: int) -> None:
        """From now on the unit's rules are changed in chat alone."""
        await self._q.routes.take_over(self._conn, unit_id=unit_id)

    async def is_of_chat(self, unit_id: int) -> bool:
        """Whether anybody has changed them in chat."""
        return bool(await self._q.routes.is_of_chat(self._conn, unit_id=unit_id))

    async def units(self) -> tuple[int, ...]:
        """Ids of the units that have or had rules."""
        return tuple([row["unit_id"] async for row in self._q.routes.units(self._conn)])

    async def replace(self, unit_id: int, routes: Iterable[Route]) -> None:
        """These are all that a unit has."""
        await self._q.routes.clear(self._conn, unit_id=unit_id)
        for route in routes:
            await self.add(route)


def _route(row: Row) -> Route:
    fields: dict[str, Any] = dict(row)
    return Route.model_validate(fields | {"kinds": json.loads(fields["kinds"])})
