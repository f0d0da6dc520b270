"""The bot's own process behind the page: killed and started again, or ended by itself."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.backstage import Backstage
from bot.demo.errors import ApiError
from bot.demo.process import BotProcess
from bot.demo.server import DemoServer
from tests.town import copy_files


@pytest.fixture
async def backstage(server: DemoServer, prepared: Path, tmp_path: Path) -> AsyncIterator[Backstage]:
    """A bot that polls."""
    copy_files(prepared, tmp_path / "data", ("shao.db", "shao.key"))
    backstage = Backstage(server.world, BotProcess(tmp_path, server.token, server.url))
    await backstage.start()
    yield backstage
    await backstage.stop()


def states(server: DemoServer) -> list[str]:
    """What was told of it, in order."""
    return [event["state"] for event in server.world.events if event["kind"] == "process"]


async def test_it_is_killed_once_at_a_time_and_comes_back(server: DemoServer, backstage: Backstage) -> None:
    """Whoever asks for it meanwhile is refused; after an end by itself nothing is started."""
    first = backstage.bot.process
    killing = asyncio.create_task(backstage.kill())
    await asyncio.wait_for(server.world.until(lambda: states(server)[-1] == "starting"), 15)
    with pytest.raises(ApiError, match="not running"):
        await backstage.kill()
    await killing
    assert states(server) == ["starting", "ready", "killed", "starting", "ready"]
    assert first is not None
    assert first.returncode == -signal.SIGKILL
    assert not backstage.ended.is_set()
    assert backstage.bot.process is not None
    backstage.bot.process.terminate()
    await asyncio.wait_for(backstage.ended.wait(), 30)


async def test_reports_stand_on_the_map_as_in_the_database(server: DemoServer, backstage: Backstage) -> None:
    """Nothing of who reported or what was said."""
    me = server.person(1001)
    me.photo()
    me.tap("同意", await me.hears("请点一下"))
    await me.hears("在哪里")
    me.press("分享位置")
    code = (await me.hears("编号")).words.partition("编号 ")[2].splitlines()[0]
    (shown,) = await backstage.reports()
    assert shown.keys() == {"code", "kind", "state", "danger", "point", "grid", "at", "due", "late", "tip", "steps"}
    assert (shown["code"], shown["state"], shown["kind"], shown["danger"]) == (code, "received", "unknown", False)
    assert [one["event"] for one in shown["steps"]] == ["received"]
    assert shown["late"] is False
    assert shown["due"] > shown["at"]
    assert (shown["grid"], shown["point"]) == ("QY-01-3", [30.6607, 104.0580])
