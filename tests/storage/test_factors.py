"""Second factors: one of each person, a code of it once, locked after too many wrong ones, on either engine."""

import asyncio

from storage.clock import day_of
from storage.engine import Database
from storage.store import Store
from tests.storage.makers import NOW, a_person, after

FAR = 1_000_000  # later than any step here


async def with_factor(store: Store, telegram_id: int = 1, *, step: int = 10) -> int:
    """Somebody whose factor was confirmed at a step."""
    person = await a_person(store, telegram_id)
    await store.factors.put(person, "SECRET")
    assert await store.factors.confirm(person, step, now=NOW)
    return person


async def use(store: Store, person: int, step: int, latest: int = FAR) -> bool:
    return await store.factors.use(person, step, latest=latest)


async def fail(store: Store, person: int) -> bool:
    return await store.factors.fail(person, most=5, until=after(minutes=15))


class TestFactors:
    async def test_put_and_confirmed(self, store: Store) -> None:
        """The day alone is kept: a minute would say more."""
        person = await a_person(store)
        assert await store.factors.get(person) is None
        await store.factors.put(person, "SECRET")
        factor = await store.factors.get(person)
        assert factor is not None
        assert (factor.secret, factor.confirmed_at, factor.locked_until) == ("SECRET", None, None)
        assert "SECRET" not in repr(factor)
        assert await store.factors.confirm(person, 10, now=NOW)
        assert not await store.factors.confirm(person, 11, now=NOW), "it is confirmed already"
        factor = await store.factors.get(person)
        assert factor is not None
        assert factor.confirmed_at == day_of(NOW)

    async def test_no_code_before_it_is_confirmed(self, store: Store) -> None:
        person = await a_person(store)
        assert not await use(store, person, 10)
        await store.factors.put(person, "SECRET")
        assert not await use(store, person, 10)
        assert not await store.factors.confirm(person + 1, 10, now=NOW)

    async def test_each_step_once_and_only_forwards(self, store: Store) -> None:
        """The one that confirmed it is used up too; other people's codes are their own."""
        lin, he = await with_factor(store, 1), await with_factor(store, 2)
        assert [await use(store, lin, step) for step in (10, 9, 11, 11, 10, 13, 12)] == [
            False, False, True, False, False, True, False,
        ]  # fmt: skip
        assert await use(store, he, 11)

    async def test_a_step_that_cannot_have_been_yet_does_not_count(self, store: Store) -> None:
        """A clock that was far ahead shuts nobody out; from then on the right one counts."""
        lin = await with_factor(store, step=5_000)
        assert not await use(store, lin, 100, latest=5_000)
        assert await use(store, lin, 100, latest=4_999)
        assert not await use(store, lin, 100, latest=4_999)
        assert await use(store, lin, 101, latest=4_999)

    async def test_locked_after_five(self, store: Store) -> None:
        """A right one in between begins anew, and so does the time after it."""
        lin = await with_factor(store)
        assert [await fail(store, lin) for _ in range(4)] == [False] * 4
        assert await use(store, lin, 11)
        assert [await fail(store, lin) for _ in range(5)] == [False] * 4 + [True]
        factor = await store.factors.get(lin)
        assert factor is not None
        assert factor.locked_until == after(minutes=15)
        assert not await fail(store, lin)
        factor = await store.factors.get(lin)
        assert factor is not None
        assert factor.locked_until is None
        assert not await store.factors.fail(lin + 1, most=5, until=NOW), "of nobody"

    async def test_a_new_one_begins_anew(self, store: Store) -> None:
        lin = await with_factor(store)
        for _ in range(5):
            await fail(store, lin)
        await store.factors.put(lin, "ANOTHER")
        factor = await store.factors.get(lin)
        assert factor is not None
        assert (factor.secret, factor.confirmed_at, factor.locked_until) == ("ANOTHER", None, None)
        assert await store.factors.confirm(lin, 1, now=NOW)
        assert [await fail(store, lin) for _ in range(4)] == [False] * 4

    async def test_removed_and_gone_with_the_person(self, store: Store) -> None:
        lin, he = await with_factor(store, 1), await with_factor(store, 2)
        assert [await store.factors.remove(lin) for _ in range(2)] == [True, False]
        assert await store.factors.get(lin) is None
        await store.people.delete(he)
        assert await store._conn.fetch("SELECT * FROM factors", {}) == []

    async def test_told_without_the_secret(self, store: Store) -> None:
        lin, he = await with_factor(store, 1), await a_person(store, 2)
        await store.factors.put(he, "SECRET")
        told = [(await store.personal.work(one))["second_factor"] for one in (lin, he)]
        assert told == [[{"confirmed_at": day_of(NOW)}], []]


async def test_of_two_at_once_one_is_taken(database: Database) -> None:
    """The same code from two places: each in a transaction of its own."""
    async with database.write() as store:
        lin = await with_factor(store)

    async def once() -> bool:
        async with database.write() as store:
            return await use(store, lin, 11)

    assert sorted(await asyncio.gather(*(once() for _ in range(10)))) == [False] * 9 + [True]
