"""Use cases of reports about staff, in the transaction they are given."""

from handlers.conduct.rules import owner
from handlers.context import Work
from handlers.report import making
from handlers.report.flow import Draft
from handlers.report.making import Apart, Submitted
from handlers.report.places import Given, ringing_about
from storage.people import Person
from storage.store import Store
from storage.units import Unit, UnitKind

_ASKED_FOR = tuple(kind for kind in UnitKind if kind is not UnitKind.BUILDING)


async def below(store: Store, unit: Unit | None) -> tuple[Unit, ...]:
    """Whom one can report directly below a unit, its teams last; without one, the topmost units."""
    if unit is None:
        return await store.units.roots()
    teams = [team for team in await store.units.teams(unit.id) if team.parent_id == unit.id]
    parts = [part for part in await store.units.children(unit.id) if part.kind in _ASKED_FOR]
    return (*parts, *teams)


async def submit(work: Work, draft: Draft, reporter: Person, about: Unit | None) -> Submitted:
    """Keeps a report about a unit (None: none of ours) and says who is to be rung."""
    above = None if about is None else owner(await work.store.units.upwards(about.id))
    apart = Apart(about, Given(grid=above, outside_metres=None, unit=above, staff=()))
    submitted = await making.submit(work, draft, reporter, apart=apart)
    unit, staff = await ringing_about(work.store, submitted.report)
    return Submitted(submitted.report, Given(grid=above, outside_metres=None, unit=unit, staff=staff))
