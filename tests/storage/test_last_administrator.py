"""Two administrators who take each other's role in the same moment, from two processes: one of them stays."""

import asyncio

import pytest

from handlers.staff import service
from storage.engine import Database
from storage.roles import Role, Via
from storage.seal import Seal
from tests.storage.makers import NOW, a_person


async def _revoke(database: Database, person_id: int, by: int, start: asyncio.Barrier) -> str:
    await start.wait()
    async with database.write() as store:
        try:
            await service.revoke(store, person_id, Role.ADMINISTRATOR, via=Via.CHAT, by=by, now=NOW)
        except service.LastAdministrator:
            return "stays"
    return "gone"


async def _leave(database: Database, person_id: int, start: asyncio.Barrier) -> str:
    await start.wait()
    async with database.write() as store:
        if not await service.may_leave(store, person_id):
            return "stays"
        await store.people.delete(person_id)
    return "gone"


async def _administrators(database: Database, count: int) -> list[int]:
    async with database.write() as store:
        ids = [await a_person(store, number) for number in range(1, count + 1)]
        for one in ids:
            await store.roles.grant(one, Role.ADMINISTRATOR, None, via=Via.COMMAND, now=NOW)
    return ids


@pytest.mark.parametrize("count", [2, 5])
async def test_one_administrator_stays(database: Database, url: str, seal: Seal, count: int) -> None:
    """Each takes the next one's role, on connections of their own."""
    ids, others = await _administrators(database, count), [await Database.open(url, seal) for _ in range(count)]
    start = asyncio.Barrier(count)
    try:
        found = await asyncio.gather(
            *(
                _revoke(opened, one, ids[number - 1], start)
                for number, (one, opened) in enumerate(zip(ids, others, strict=True))
            )
        )
    finally:
        for opened in others:
            await opened.close()
    assert sorted(found) == ["gone"] * (count - 1) + ["stays"]
    async with database.read() as store:
        assert len(await store.roles.holders(Role.ADMINISTRATOR, None)) == 1


async def test_one_takes_and_the_other_leaves(database: Database, url: str, seal: Seal) -> None:
    """Whoever is forgotten counts as gone too."""
    first, second = await _administrators(database, 2)
    other, start = await Database.open(url, seal), asyncio.Barrier(2)
    try:
        found = await asyncio.gather(_leave(database, first, start), _revoke(other, second, first, start))
    finally:
        await other.close()
    assert sorted(found) == ["gone", "stays"]
    async with database.read() as store:
        assert len(await store.roles.holders(Role.ADMINISTRATOR, None)) == 1
