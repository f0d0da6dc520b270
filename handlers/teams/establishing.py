"""Teams as the settings want them, written down among the units: at each start, so that nobody has to load them."""

from collections.abc import Iterable
from datetime import datetime

from handlers.teams.settings import Team
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
