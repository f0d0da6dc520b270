"""Transactions: all or nothing, never shared, and whole again after whatever went wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from storage.engine import Database
from storage.store import Store
from tests.storage.makers import NOW, a_person, an_update

LIN, HE, EMILY = 1, 2, 3


class Trouble(Exception):
    """What a handler might raise."""


async def known(database: Database) -> list[int]:
    """Which of our people are in the database, as others see it."""
    async with database.read() as store:
        return [number for number in (LIN, HE, EMILY) if await store.people.find(number)]


@asynccontextmanager
async def stuck(database: Database, telegram_id: int) -> AsyncIterator[asyncio.Task[None]]:
    """A task in the middle of a write, which never ends by itself."""
    written = asyncio.Event()

    async def write() -> None:
        async with database.write() as store:
            await a_person(store, telegram_id)
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await written.wait()
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class TestWrite:
    async def test_commits_at_the_end(self, database: Database) -> None:
        """Nobody sees a half of it before."""
        async with database.write() as store:
            await a_person(store, LIN)
            assert await known(database) == []
            await a_person(store, HE)
        assert await known(database) == [LIN, HE]

    @pytest.mark.parametrize("error", [Trouble, KeyboardInterrupt, asyncio.CancelledError])
    async def test_rolls_back_whole(self, database: Database, error: type[BaseException]) -> None:
        with pytest.raises(error):
            await _write_and_raise(database, error)
        assert await known(database) == []
        async with database.write() as store:
            await a_person(store, HE)
        assert await known(database) == [HE]

    async def test_a_refused_row_leaves_nothing(self, database: Database) -> None:
        """Each engine has its own error for it; what came before is undone as well."""
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            await _write_about_nobody(database)
        assert await known(database) == []

    async def test_two_tasks_never_share_one(self, database: Database) -> None:
        """The second waits for the first to end; neither commits or undoes the other's."""
        order: list[str] = []
        inside = asyncio.Event()

        async def first() -> None:
            async with database.write() as store:
                await a_person(store, LIN)
                inside.set()
                for _ in range(20):
                    await asyncio.sleep(0)
                order.append("first")
                raise Trouble

        async def second() -> None:
            await inside.wait()
            async with database.write() as store:
                order.append("second")
                await a_person(store, HE)

        results = await asyncio.gather(first(), second(), return_exceptions=True)
        assert isinstance(results[0], Trouble)
        assert order == ["first", "second"]
        assert await known(database) == [HE]

    async def test_waiting_writers_go_in_the_order_they_came(self, database: Database) -> None:
        order: list[int] = []

        async def write(number: int) -> None:
            async with database.write() as store:
                await store.inbox.add(an_update(number), now=NOW)
                order.append(number)

        await asyncio.gather(*(write(number) for number in range(20)))
        assert order == list(range(20))


class TestCancellation:
    async def test_in_the_middle_of_a_write_rolls_back(self, database: Database) -> None:
        async with stuck(database, LIN) as task:
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            async with database.write() as store:
                await a_person(store, HE)
        assert await known(database) == [HE]

    async def test_while_waiting_for_the_turn(self, database: Database) -> None:
        async with stuck(database, LIN):
            waiting = asyncio.create_task(_write_and_raise(database, Trouble))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        async with database.write() as store:
            await a_person(store, HE)
        assert await known(database) == [HE]

    @pytest.mark.parametrize("steps", range(0, 40, 2))
    async def test_at_any_step(self, database: Database, steps: int) -> None:
        """Two people are there or neither, and the next writer works, wherever in BEGIN, query, savepoint or COMMIT it hits."""

        async def write() -> None:
            async with database.write() as store:
                await a_person(store, LIN)
                async with store.savepoint():
                    await a_person(store, HE)

        task = asyncio.create_task(write())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert await known(database) in ([], [LIN, HE])
        async with database.write() as store:
            await a_person(store, EMILY)
        assert await known(database) in ([EMILY], [LIN, HE, EMILY])

    async def test_twice_in_a_row(self, database: Database) -> None:
        """The second hits while the first is still being tidied up."""
        async with stuck(database, LIN) as task:
            task.cancel()
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            async with database.write() as store:
                await a_person(store, HE)
        assert await known(database) == [HE]


class TestSavepoint:
    async def test_its_failure_leaves_the_rest(self, database: Database) -> None:
        async with database.write() as store:
            await a_person(store, LIN)
            with pytest.raises(Trouble):
                await _part_that_raises(store, HE)
            await a_person(store, EMILY)
        assert await known(database) == [LIN, EMILY]

    async def test_its_success_goes_with_the_rest(self, database: Database) -> None:
        with pytest.raises(Trouble):
            await _part_then_raise(database)
        assert await known(database) == []

    async def test_one_within_another(self, database: Database) -> None:
        async with database.write() as store, store.savepoint():
            await a_person(store, LIN)
            with pytest.raises(Trouble):
                await _part_that_raises(store, HE)
        assert await known(database) == [LIN]

    async def test_a_refused_row_is_undone_alone(self, database: Database) -> None:
        async with database.write() as store:
            await a_person(store, LIN)
            with pytest.raises(Exception, match=r"(?i)foreign key"):
                await _part_about_nobody(store)
        assert await known(database) == [LIN]


class TestRead:
    async def test_sees_one_moment(self, database: Database) -> None:
        """What is committed meanwhile belongs to the next reader; and readers do not hold up the writer."""
        async with database.read() as store:
            assert await store.people.find(LIN) is None
            async with database.write() as writing:
                await a_person(writing, LIN)
            assert await store.people.find(LIN) is None
        assert await known(database) == [LIN]

    async def test_cannot_write(self, database: Database) -> None:
        with pytest.raises(Exception, match=r"(?i)read.?only"):
            async with database.read() as store:
                await a_person(store, LIN)
        assert await known(database) == []

    async def test_works_on_after_an_error(self, database: Database) -> None:
        with pytest.raises(Trouble):
            async with database.read():
                raise Trouble
        assert await known(database) == []


async def _write_and_raise(database: Database, error: type[BaseException]) -> None:
    async with database.write() as store:
        await a_person(store, LIN)
        raise error


async def _write_about_nobody(database: Database) -> None:
    async with database.write() as store:
        lin = await a_person(store, LIN)
        await store.people.set_home(lin, 999, now=NOW)


async def _part_that_raises(store: Store, telegram_id: int) -> None:
    async with store.savepoint():
        await a_person(store, telegram_id)
        raise Trouble


async def _part_then_raise(database: Database) -> None:
    async with database.write() as store:
        async with store.savepoint():
            await a_person(store, LIN)
        raise Trouble


async def _part_about_nobody(store: Store) -> None:
    async with store.savepoint():
        await store.people.set_home(await a_person(store, HE), 999, now=NOW)
