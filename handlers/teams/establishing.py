"""Teams as the settings want them, written down among the units: at each start, so that nobody has to load them."""

from collections.abc import Iterable
from datetime import datetime

from handlers.teams.settings import Route, Team
from storage.routes import Route as Stored
from storage.store import Store
from storage.units import NewUnit, Unit, UnitKind

_NOWHERE = '{"type": "GeometryCollection", "geometries": []}'


class Misplaced(Exception):
    """A team cannot be where the settings want it; says which setting it is, and what would be right."""


async def establish(store: Store, teams: Iterable[Team], *, now: datetime) -> None:
    """Adds and changes teams; one that is in the settings no more is given nothing any more, and keeps what it has and had. Without any
    units loaded nothing happens yet. Misplaced."""
    known = {unit.code: unit for unit in await store.units.everything()}
    if not known:
        return
    teams = tuple(teams)
    for number, team in enumerate(teams, start=1):
        _check(number, team, known)
        if not _is_as_wanted(team, known):
            await store.units.save(_unit(team), now=now)
    wanted = {team.code for team in teams}
    for unit in known.values():
        if unit.kind is UnitKind.TEAM and unit.retired_at is None and unit.code not in wanted:
            await store.units.retire(unit.id, now=now)


async def establish_routes(store: Store, routes: Iterable[Route]) -> None:
    """The rules of each unit as the settings want them, as long as nobody has changed that unit's in chat: from then on those hold, and the
    settings say nothing of them any more. To be called after establish(). Misplaced."""
    if not await store.units.roots():
        return
    wanted: dict[int, list[Stored]] = {unit_id: [] for unit_id in await store.routes.units()}
    for number, route in enumerate(routes, start=1):
        stored = await _stored(store, number, route)
        wanted.setdefault(stored.unit_id, []).append(stored)
    for unit_id, ours in wanted.items():
        there = [one.model_copy(update={"id": 0}) for one in await store.routes.of_unit(unit_id)]
        if there != ours and not await store.routes.is_of_chat(unit_id):
            await store.routes.replace(unit_id, ours)


async def _stored(store: Store, number: int, route: Route) -> Stored:
    unit = await store.units.by_code(route.unit)
    if unit is None:
        raise Misplaced(f"routes.{number}.unit = {route.unit!r}: there is no such unit; shao units list shows them all")
    team = next((one for one in await store.units.teams(unit.id) if one.code == route.team), None)
    if team is None:
        raise Misplaced(
            f"routes.{number}.team = {route.team!r}: works neither for {route.unit} nor for a unit above it"
        )
    return Stored(unit_id=unit.id, kinds=route.kinds, urgency=route.urgency, team_id=team.id, made_via="settings")


def _check(number: int, team: Team, known: dict[str, Unit]) -> None:
    here, above = known.get(team.code), known.get(team.unit)
    if here is not None and here.kind is not UnitKind.TEAM:
        raise Misplaced(
            f"teams.{number}.code = {team.code!r}: is the code of the {here.kind} {here.name}; give the team another"
        )
    if above is None:
        raise Misplaced(f"teams.{number}.unit = {team.unit!r}: there is no such unit; shao units list shows them all")
    if above.kind is UnitKind.TEAM:
        raise Misplaced(f"teams.{number}.unit = {team.unit!r}: is a team; a team works for a place")


def _is_as_wanted(team: Team, known: dict[str, Unit]) -> bool:
    here = known.get(team.code)
    if here is None or here.retired_at is not None:
        return False
    return (here.parent_id, here.name, here.name_en) == (known[team.unit].id, team.name, team.name_en)


def _unit(team: Team) -> NewUnit:
    return NewUnit(
        code=team.code,
        kind=UnitKind.TEAM,
        parent=team.unit,
        name=team.name,
        name_en=team.name_en,
        geometry=_NOWHERE,
        cells=(),
    )
