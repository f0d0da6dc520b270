"""Who may do what, asked of the database each time something acts."""

from storage.reports import Report
from storage.store import Store


async def may_handle(store: Store, person_id: int, report: Report) -> bool:
    """Staff of the report's unit, or of any above it."""
    mine = set(await store.people.staff_units(person_id))
    for unit_id in {report.grid_id, report.unit_id} - {None}:
        if unit_id is not None and any(unit.id in mine for unit in await store.units.upwards(unit_id)):
            return True
    return False


def is_reporter(person_id: int, report: Report) -> bool:
    """Whether it is their own report."""
    return report.reporter_id == person_id
