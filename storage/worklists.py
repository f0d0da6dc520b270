"""What somebody has to see to: open cases in the order in which they are to be seen to, by pages, counted, in numbers; and what each
looks at of them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.case import Report, Status
from storage.clock import to_micros
from storage.module import Module
from storage.roles import Role, listed


class Scope(StrEnum):
    """All that is theirs to see, what they have themselves, or what their teams were asked to deal with."""

    ALL = "all"
    MINE = "mine"
    TEAM = "team"


class Stand(StrEnum):
    """Where a case stands, as somebody asks who looks for work."""

    URGENT = "urgent"  # danger to life, or overdue
    NEW = "new"
    DOING = "doing"
    WAITING = "waiting"


_STANDS = {
    Stand.NEW: (Status.RECEIVED,),
    Stand.DOING: (Status.ACCEPTED, Status.ASSIGNED, Status.IN_HAND),
    Stand.WAITING: (Status.WAITING, Status.DEFERRED),
}
_URGENT_RANK = 1
NO_KIND = ""  # of whose kind nothing was said


class View(BaseModel):
    """What of a worklist is looked at: of a scope, a kind (NO_KIND: none was said), a unit with all below it, a stand; None: of any."""

    model_config = ConfigDict(frozen=True)

    scope: Scope = Scope.ALL
    kind: str | None = None
    unit_id: int | None = None
    stand: Stand | None = None


class GridLoad(BaseModel):
    """How many open reports a grid has (None: outside every unit), how many of danger to life, and how many are overdue."""

    model_config = ConfigDict(frozen=True)

    grid_id: int | None
    reports: int
    danger: int
    overdue: int


EVERYTHING = View()


class Worklists(Module):
    """Queries about worklists. `roles` are those that let somebody see the cases of a unit and of all below it; nobody sees what is about
    a unit where they work, or about one above that."""

    async def page(
        self, person_id: int, roles: Iterable[Role], view: View = EVERYTHING, *, limit: int, offset: int = 0
    ) -> tuple[int, ...]:
        """Ids of open reports: danger to life first, then what is overdue, then the oldest."""
        found = self._q.worklists.page(self._conn, **_asked(person_id, roles, view), limit=limit, offset=offset)
        return tuple([row["id"] async for row in found])

    async def count(
        self,
        person_id: int,
        roles: Iterable[Role],
        view: View = EVERYTHING,
        *,
        before: Report | None = None,
        at_most: int | None = None,
    ) -> int:
        """How many there are, or how many come before a report, which need not be one of them; not further than `at_most`."""
        key = (None, None, None) if before is None else (before.rank, to_micros(before.created_at), before.id)
        count: int = await self._q.worklists.count(
            self._conn,
            **_asked(person_id, roles, view),
            **dict(zip(("rank", "created_at", "report_id"), key, strict=True)),
            at_most=at_most,
        )
        return count

    async def load(self, person_id: int, roles: Iterable[Role]) -> tuple[GridLoad, ...]:
        """All of it in numbers, by grid, the most first."""
        rows = self._q.worklists.load(self._conn, person_id=person_id, roles=listed(roles))
        return tuple([GridLoad.model_validate(dict(row)) async for row in rows])

    async def view(self, person_id: int) -> View:
        """What somebody looked at last."""
        row = await self._q.worklists.view(self._conn, person_id=person_id)
        return EVERYTHING if row is None else View.model_validate(dict(row))

    async def keep_view(self, person_id: int, view: View) -> None:
        """What somebody looks at from now on."""
        await self._q.worklists.keep_view(self._conn, person_id=person_id, **view.model_dump(mode="json"))


def _asked(person_id: int, roles: Iterable[Role], view: View) -> dict[str, Any]:
    statuses = None if view.stand not in _STANDS else f",{','.join(_STANDS[view.stand])},"
    return {
        "person_id": person_id,
        "roles": listed(roles),
        "holder": person_id if view.scope is Scope.MINE else None,
        "by_team": view.scope is Scope.TEAM,
        "kind": view.kind,
        "unit_id": view.unit_id,
        "statuses": statuses,
        "worst": _URGENT_RANK if view.stand is Stand.URGENT else None,
    }
