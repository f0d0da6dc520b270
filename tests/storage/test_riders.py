"""Riders: where they last were, for half a day, and nobody else can read it."""

from storage.roles import Role, Via
from storage.store import Store
from tests.storage.makers import NOW, a_person, a_rider, after


class TestRiders:
    async def test_found_by_where_they_were_last(self, store: Store) -> None:
        lin = await a_rider(store, 1, in_unit=1, until=after(hours=12))
        he = await a_rider(store, 2, in_unit=2, until=after(hours=12))
        assert await store.riders.within((1,), now=NOW) == (lin,)
        assert await store.riders.within((1, 2, 3), now=NOW) == (lin, he)
        await store.riders.moved(he, 1, until=after(hours=13))
        assert await store.riders.within((2,), now=NOW) == ()
        assert await store.riders.within({1}, now=NOW) == (lin, he)

    async def test_not_a_moment_too_long(self, store: Store) -> None:
        lin = await a_rider(store, until=after(hours=12))
        assert await store.riders.within((1,), now=after(hours=12, microseconds=-1)) == (lin,)
        assert await store.riders.within((1,), now=after(hours=12)) == ()

    async def test_they_may_know_where_they_count_as_being(self, store: Store) -> None:
        lin, he = await a_rider(store, 1, in_unit=5, until=after(hours=12)), await a_person(store, 2)
        assert await store.riders.area(lin, now=after(hours=11)) == (5, after(hours=12))
        assert await store.riders.area(lin, now=after(hours=12)) is None
        assert await store.riders.area(he, now=NOW) is None

    async def test_only_who_rides_and_can_be_reached(self, store: Store) -> None:
        """A place of somebody else is none of a rider's."""
        lin, he = [await a_rider(store, number, until=after(hours=1)) for number in (1, 2)]
        emily = await a_person(store, 3)
        await store.riders.moved(emily, 1, until=after(hours=1))
        assert await store.riders.within((1,), now=NOW) == (lin, he)
        await store.people.set_unreachable(lin, NOW)
        await store.roles.revoke(he, Role.RIDER, via=Via.SELF, now=NOW)
        assert await store.riders.within((1,), now=NOW) == ()

    async def test_forgotten_when_it_is_over(self, store: Store) -> None:
        """The row says nothing then, not even sealed; nobody else's is touched."""
        await a_rider(store, 1, until=after(hours=1))
        he = await a_rider(store, 2, until=after(hours=2))
        await store.riders.forget(now=after(hours=1))
        assert await _marked(store) == [he]
        await store.riders.left(he)
        assert await _marked(store) == []


async def _marked(store: Store) -> list[int]:
    rows = await store._conn.fetch("SELECT id FROM people WHERE area IS NOT NULL ORDER BY id")
    return [row["id"] for row in rows]
