"""Cases that are nobody's, and what was said of an area: on either engine."""

from storage.case import Status, Urgency
from storage.store import Store
from tests.storage.makers import NOW, a_member_of_staff, a_report, a_town, after

HERE, BESIDE = (30.66, 104.06), (30.75, 104.20)


async def test_listed_until_somebody_has_said_whose_it_is(store: Store) -> None:
    """Those below the unit, and open; danger first, then the oldest."""
    town = await a_town(store)
    for code, grid, fields in (
        ("new", "G1", {"created_at": after(hours=2)}),
        ("old", "G2", {}),
        ("danger", "G1", {"created_at": after(hours=3), "urgency": Urgency.DANGER}),
        ("elsewhere", "G3", {}),
        ("over", "G1", {"status": Status.WITHDRAWN}),
    ):
        report = await store.reports.add(a_report(code, grid_id=town[grid].id, **fields))
        await store.orphans.put(report.id, town["G3"].id)
    assert await store.orphans.unsettled((town["C1"].id,), limit=9) == ("danger", "old", "new")
    assert await store.orphans.unsettled((town["C1"].id, town["D"].id), limit=2) == ("danger", "old")
    assert await store.orphans.unsettled((town["D"].id,), limit=3) == ("danger", "old", "elsewhere")
    old = await store.reports.by_code("old")
    assert old is not None
    await store.orphans.settle(old.id, now=NOW)
    found = await store.orphans.of(old.id)
    assert found is not None
    assert (found.neighbour_id, found.settled_at) == (town["G3"].id, NOW)
    assert await store.orphans.unsettled((town["C1"].id,), limit=9) == ("danger", "new")
    await store.orphans.put(old.id, None)
    assert await store.orphans.unsettled((town["C1"].id,), limit=1) == ("danger",)
    await store.orphans.forget(old.id)
    assert await store.orphans.of(old.id) is None


async def test_the_last_word_about_an_area_counts(store: Store) -> None:
    """For every point of its cell, and for no other."""
    town = await a_town(store)
    zhou = await a_member_of_staff(store, town["D"], 1)
    assert await store.orphans.area(HERE) is None
    for grid in ("G1", "G2"):
        await store.orphans.give_area(HERE, town[grid].id, by=zhou, now=NOW)
    assert await store.orphans.area(HERE) == town["G2"].id
    assert await store.orphans.area(BESIDE) is None
