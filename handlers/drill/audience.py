"""For whom a drill is: who lives there or below, can be reached, and has said that they take part in drills. There is no other way in."""

from storage.store import Store


async def takers(store: Store, unit_id: int) -> tuple[int, ...]:
    """Their ids, as it stands now."""
    found: list[int] = []
    for one in await store.units.below(unit_id):  # by units, so that nobody waits for the wishes of a whole district
        found += await store.wishes.in_drills(one)
    return tuple(found)
