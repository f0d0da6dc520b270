"""Whom a notice to a unit reaches: who lives there or below, and the riders who are there now, as far as they can be reached."""

from datetime import datetime

from storage.store import Store


async def size(store: Store, unit_id: int, *, now: datetime) -> int:
    """How many people that is."""
    below = await store.units.below(unit_id)
    riders = [await store.people.by_id(one) for one in await store.riders.within(below, now=now)]
    passing = [one for one in riders if one is not None and one.home_unit_id not in below]
    return await store.notices.count_residents(unit_id) + len(passing)


async def next_ones(store: Store, unit_id: int, *, after: int, limit: int, now: datetime) -> tuple[int, ...]:
    """The next ids above `after`, in order, each once; fewer than `limit` when they are the last."""
    residents = await store.notices.residents(unit_id, after=after, limit=limit)
    riders = await store.riders.within(await store.units.below(unit_id), now=now, after=after)
    return tuple(sorted({*residents, *riders}))[:limit]
