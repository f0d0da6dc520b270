"""A PostgreSQL server that ends its sessions, or crashes, under a bot that runs: waited out, nothing lost and nothing twice."""

import asyncio
from pathlib import Path

import pytest

from bot.demo.hands import Hands
from tests.postgres import PostgresServer, postgres_server, query_server
from tests.town import LIN, ZH_STAFF, ZHOU, Town, eventually, finished, prepare, town

_TROUBLES = ("storage unavailable", "waits for storage")  # where a commit is in doubt, only jobs that read say so soon
_END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shao' AND datname = current_database()"


async def test_sessions_that_are_ended_again_and_again(
    server: PostgresServer, prepared: Path, prepared_on_server: str, tmp_path: Path
) -> None:
    """While a stranger reports, staff accept and finish, and the reporter says that it is fixed."""
    with server.copy(prepared_on_server) as url:
        async with town(prepared, tmp_path, url) as here:
            zhou = await here.staff(ZHOU, ZH_STAFF)
            losses: list[int] = []
            ending = asyncio.create_task(_end_sessions(here, losses))
            await _a_whole_case(here.person(LIN), zhou)
            ending.cancel()
            await asyncio.gather(ending, return_exceptions=True)
            await here.quiet()
            assert sum(losses) > 5
            events = here.rows("SELECT event FROM report_events ORDER BY id")
            assert events == [("received",), ("accepted",), ("done",), ("verified",)]
            assert here.rows("SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]
            assert here.rows("SELECT COUNT(*) FROM outbox WHERE state <> 'sent' OR repeat <> 0") == [(0,)]


async def test_a_server_that_crashes(prepared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And comes back after a while; what came in meanwhile stays with Telegram until it can be kept."""
    with postgres_server() as own:
        url = own.url("postgres")
        await prepare(prepared, url)
        async with town(prepared, tmp_path, url) as here:
            zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
            lin.photo()
            await lin.hears("在哪里")
            await asyncio.to_thread(own.crash)
            lin.press("分享位置")
            await eventually(lambda: any(trouble in caplog.text for trouble in _TROUBLES))
            await asyncio.to_thread(own.start)
            await lin.hears("编号", 60)
            await zhou.hears("待接单", 60)
            await here.quiet()
            assert here.rows("SELECT COUNT(*) FROM reports") == [(1,)]
            assert here.rows("SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]


async def _end_sessions(here: Town, losses: list[int]) -> None:
    """At every third call to Telegram: some are idle then, some within a transaction."""
    world = here.server.world
    while True:
        calls = len(world.calls)
        await world.until(lambda: len(world.calls) >= calls + 3, 60)  # noqa: B023 - awaited at once
        losses.append(len(await asyncio.to_thread(query_server, here.url, _END)))


async def _a_whole_case(lin: Hands, zhou: Hands) -> None:
    """Patiently: each loss may cost half a second."""
    lin.photo()
    lin.tap("已满 14 岁", await lin.hears("请点一下", 60))
    await lin.hears("在哪里", 60)
    lin.press("分享位置")
    card = await zhou.hears("待接单", 60)
    zhou.tap("接单", card)
    await lin.hears("已经接单", 60)
    await zhou.sees("处理中", card)
    await finished(zhou, card, 60)
    lin.tap("已解决", await lin.hears("解决了吗", 60))
    await zhou.hears("上报人确认已解决", 60)
