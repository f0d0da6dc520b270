"""Test 17 of the bar, on either engine: many at once for what there is little of."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from storage.engine import Database
from tests.town import LIN, NOON, ZH_STAFF, Town, opened

_PEOPLE, _USES, _TAPS, _WRITES, _PROCESSES = 200, 20, 100, 100, 4
_FIRST = 90_000
_ONE = timedelta(seconds=1)


async def test_two_hundred_people_and_an_invite_for_twenty(either: Town) -> None:
    """Exactly twenty become staff; everybody is answered."""
    link = await either.invite(ZH_STAFF, uses=_USES)
    crowd = [either.stranger(_FIRST + number) for number in range(_PEOPLE)]
    for hands in crowd:
        hands.start(link)
    for hands in crowd:
        await hands.hears("", 60)
    await either.quiet()
    assert either.rows("SELECT COUNT(*), COUNT(DISTINCT person_id) FROM roles WHERE role = 'staff'") == [(_USES, _USES)]
    assert either.rows("SELECT uses_left FROM invites") == [(0,)]
    assert sum("工作人员" in hands.from_bot[0].words for hands in crowd) == _USES


async def test_a_hundred_taps_on_one_card(either: Town) -> None:
    """One of the colleagues holds it, however often and together they tap, and every card says who."""
    colleagues = [await either.staff(either.stranger(_FIRST + number).chat.actor.id, ZH_STAFF) for number in range(4)]
    lin = await either.known(LIN)
    code = await either.reported(lin)
    cards = [await hands.hears(code) for hands in colleagues]
    for _ in range(_TAPS // len(colleagues)):
        for hands, card in zip(colleagues, cards, strict=True):
            hands.tap("接单", card)
    await either.quiet()
    assert either.rows("SELECT status FROM reports") == [("accepted",)]
    assert either.rows("SELECT COUNT(*) FROM report_events WHERE event = 'accepted'") == [(1,)]
    assert sum("已经接单" in shown.words for shown in lin.from_bot) == 1
    ((holder,),) = either.rows("SELECT holder_id FROM reports")
    assert either.rows("SELECT staff_id FROM report_events WHERE event = 'accepted'") == [(holder,)]
    assert len({card.words.partition("经办：")[2].split("\n")[0] for card in cards} - {""}) == 1


@pytest.fixture
async def processes(prepared: Path, tmp_path: Path, base: str | None) -> AsyncIterator[list[Database]]:
    """The same database, opened several times, as the bot and commands beside it do."""
    (tmp_path / "shao.key").write_bytes((prepared / "shao.key").read_bytes())
    if base is None:
        (tmp_path / "shao.db").write_bytes((prepared / "shao.db").read_bytes())
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(opened(tmp_path, base)) for _ in range(_PROCESSES)]


async def test_a_hundred_who_read_and_write(processes: list[Database]) -> None:
    """Each adds one to what it read, in a transaction; none is lost, whichever process it is in."""

    async def add_one(database: Database) -> None:
        async with database.write() as store:
            before = await store.moments.get("count")
            await asyncio.sleep(0)
            await store.moments.put("count", (before or NOON) + _ONE)

    await asyncio.gather(*(add_one(processes[number % _PROCESSES]) for number in range(_WRITES)))
    async with processes[0].read() as store:
        assert await store.moments.get("count") == NOON + _WRITES * _ONE
