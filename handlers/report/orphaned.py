"""Cases whose place is in no grid or on a border: what is kept of that, and who is to say whose they are."""

from dataclasses import dataclass

from handlers.report.places import ringing
from handlers.rights import MAY, Deed
from handlers.units.borders import Found
from storage.case import Report
from storage.orphans import Orphan
from storage.store import Store
from storage.units import Unit


@dataclass(frozen=True)
class Orphaned:
    """Of a case of which nobody has said yet whose it is: who has it until then, and who is next to it."""

    owner: Unit | None
    neighbour: Unit | None


async def note(store: Store, report: Report, found: Found | None) -> None:
    """Keeps that a case is one, or that it is none any more. A border is none where the same staff look after both sides."""
    if found is None or not found.is_orphan or (found.on_border and await _is_of_same_staff(store, found)):
        await store.orphans.forget(report.id)
    else:
        await store.orphans.put(report.id, None if found.neighbour is None else found.neighbour.id)


async def orphaned(store: Store, report: Report) -> Orphaned | None:
    """What cards say of it; None where it is beyond doubt whose the case is."""
    orphan = await unsettled(store, report)
    if orphan is None:
        return None
    owner, neighbour = [
        None if one is None else await store.units.by_id(one) for one in (report.unit_id, orphan.neighbour_id)
    ]
    return Orphaned(owner, neighbour)


async def unsettled(store: Store, report: Report) -> Orphan | None:
    """The case as an orphan, as long as nobody has said whose it is."""
    orphan = await store.orphans.of(report.id)
    return None if orphan is None or orphan.settled_at is not None else orphan


async def deciding(store: Store, report: Report, orphan: Orphan) -> Unit | None:
    """Whose staff say whose it is: the nearest unit that has any above the one that was rung, and above the neighbour; where none has,
    the highest that has."""
    rung = report.unit_id or report.grid_id
    own = () if rung is None else await store.units.upwards(rung)
    beside = own if orphan.neighbour_id is None else await store.units.upwards(orphan.neighbour_id)
    shared = {unit.id for unit in beside}
    above = next((unit for unit in own[1:] if unit.id in shared), None)
    unit, _ = await ringing(store, above)
    return unit or await _highest_staffed(store, own)


async def _highest_staffed(store: Store, upwards: tuple[Unit, ...]) -> Unit | None:
    for unit in reversed(upwards):
        if any([await store.roles.holders(role, unit.id) for role in MAY[Deed.BE_RUNG]]):
            return unit
    return None


async def _is_of_same_staff(store: Store, found: Found) -> bool:
    (one, _), (other, _) = await ringing(store, found.located.unit), await ringing(store, found.neighbour)
    return one == other
