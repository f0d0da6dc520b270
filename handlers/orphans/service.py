"""Use cases of cases whose place is in no grid or on a border, one function each, in the transaction they are given."""

from handlers import rights
from handlers.context import Work
from handlers.report import orphaned
from handlers.report import service as reports
from handlers.report.places import ringing
from handlers.report.rules import Action
from handlers.rights import Deed
from storage.case import Actor, Report
from storage.people import Person
from storage.store import Store
from storage.units import PLACE_KINDS, Unit

MOST = 200  # so many of a list are looked at


async def undecided(store: Store, person: Person, code: str) -> Report | None:
    """The case, if it is in doubt whose it is and this person may say so. Unknown and not theirs cannot be told apart."""
    report = await store.reports.by_code(code)
    orphan = None if report is None or not report.is_open else await orphaned.unsettled(store, report)
    if report is None or orphan is None:
        return None
    unit = await orphaned.deciding(store, report, orphan)
    may = await rights.may(store, person.id, Deed.SETTLE, None if unit is None else unit.id)
    return report if may else None


async def listed(store: Store, person: Person) -> tuple[Report, ...]:
    """All that this person may say it of."""
    units = await rights.units(store, person.id, Deed.SETTLE)
    codes = await store.orphans.unsettled(tuple(unit.id for unit in units), limit=MOST)
    found = [await undecided(store, person, code) for code in codes]
    return tuple(report for report in found if report is not None)


async def sides(store: Store, report: Report) -> tuple[Unit, ...]:
    """The two units that it may belong to: the one that has it, and its neighbour, if it has any."""
    orphan = await store.orphans.of(report.id)
    ids = dict.fromkeys((report.grid_id, None if orphan is None else orphan.neighbour_id))
    return tuple([await store.units.by_id(one) for one in ids if one is not None])


async def settle(work: Work, person: Person, report: Report, unit: Unit) -> Report | None:
    """It is this unit's for good; None where that is not theirs to say. Whoever holds it and does not work there has it no longer, nor has
    a team that does not work for it."""
    store = work.store
    if unit.kind not in PLACE_KINDS or not await _may_be(store, person, report, unit):
        return None
    rung, _ = await ringing(store, unit)
    given = {"grid_id": unit.id, "unit_id": rung and rung.id, "outside_metres": None}
    moved = report.model_copy(update=given)
    await store.orphans.settle(report.id, now=work.now)
    if moved.team_id is not None and moved.team_id not in [one.id for one in await store.units.teams(unit.id)]:
        moved = moved.model_copy(update={"team_id": None, "team_took_at": None, "acted_at": None})
    if moved.holder_id is not None and not await rights.may_handle(store, moved.holder_id, moved):
        moved = moved.model_copy(update={"holder_id": None})
    return await reports.act(work, moved, Action.SETTLE, Actor.STAFF, staff_id=person.id, team=unit.id)


async def say_of_area(work: Work, person: Person, code: str) -> Unit | None:
    """What is in doubt around the place of a case is from now on whose the case is, as whoever has settled it says; None where they have
    not, or may not."""
    report = await work.store.reports.by_code(code)
    if report is None or report.grid_id is None or report.place.latitude is None or report.place.longitude is None:
        return None
    settled = [one for one in await work.store.reports.events(report.id) if one.event == Action.SETTLE]
    if not settled or settled[-1].staff_id != person.id:
        return None
    if not await rights.may(work.store, person.id, Deed.SETTLE, report.grid_id):
        return None
    point = (report.place.latitude, report.place.longitude)
    await work.store.orphans.give_area(point, report.grid_id, by=person.id, now=work.now)
    return await work.store.units.by_id(report.grid_id)


async def _may_be(store: Store, person: Person, report: Report, unit: Unit) -> bool:
    """One of the two, or any that is theirs."""
    if unit.id in [one.id for one in await sides(store, report)]:
        return True
    return await rights.may(store, person.id, Deed.SETTLE, unit.id)
