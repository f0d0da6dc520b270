"""SIGTERM with messages in flight, and a second process where there may be one only; with the process as it is in production."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.demo.faults import Fault
from bot.demo.process import BotProcess, CommandFailed
from bot.demo.server import DemoServer
from tests.faults.lives import STORAGE, assert_discreet, newcomer
from tests.town import assert_sound, copy_files, eventually, query_file

_PEOPLE = range(84_001, 84_031)


async def test_an_end_in_the_middle_of_sending(prepared: Path, tmp_path: Path) -> None:
    """Sends in flight are finished, the rest stays in the outbox, and the next process sends it: each message once, unmarked."""
    async with _running(prepared, tmp_path) as (server, bot):
        slow = server.misbehave(Fault.SLOW, "sendMessage", seconds=1.0)
        hands = [server.person(newcomer(server, one).id) for one in _PEOPLE]
        for one in hands:
            one.text("三单元门口堆满了电动车")
        await eventually(lambda: _owed(tmp_path).total() == len(_PEOPLE))
        await eventually(lambda: _owed(tmp_path)["sending"] >= 8)
        assert await bot.stop() == 0
        left = _owed(tmp_path)
        assert left["sending"] == 0
        assert left["sent"] >= 8
        assert left["waiting"] == len(_PEOPLE) - left["sent"] > 0
        assert left["sent"] == sum(len(one.from_bot) for one in hands), "what is written down is what they have"
        server.faults.rules.remove(slow)
        await bot.start()
        await eventually(lambda: _owed(tmp_path) == {"sent": len(_PEOPLE)}, 30)
        assert await bot.stop() == 0
        assert [len(one.from_bot) for one in hands] == [1] * len(_PEOPLE)
        assert not any("这条可能重复" in one.last.words for one in hands)
        assert_discreet(bot.log(), server)
    assert_sound(tmp_path / "shao.db")


async def test_a_second_process(prepared: Path, tmp_path: Path) -> None:
    """Refuses in one line, with the same database and with the same token; the first goes on."""
    copy_files(prepared, tmp_path / "other", ("shao.db", "shao.key"))
    async with _running(prepared, tmp_path) as (server, bot):
        newcomer(server, _PEOPLE[0])
        same_database = BotProcess(_sibling(tmp_path, "again"), "1" + server.token, server.url, _storage_of(tmp_path))
        same_token = BotProcess(tmp_path / "other", server.token, server.url, STORAGE)
        for second, what in ((same_database, "database"), (same_token, "token")):
            with pytest.raises(
                CommandFailed, match=f"^shao: another process already runs with this {what}; stop it first$"
            ):
                await second.command("run")
        server.person(_PEOPLE[0]).text("/help")
        await server.person(_PEOPLE[0]).hears("报隐患")
        assert await bot.stop() == 0


@asynccontextmanager
async def _running(prepared: Path, folder: Path) -> AsyncIterator[tuple[DemoServer, BotProcess]]:
    """A server, and a bot that has begun to poll it; both are gone afterwards."""
    copy_files(prepared, folder, ("shao.db", "shao.key"))
    server = DemoServer()
    await server.start()
    bot = BotProcess(folder, server.token, server.url, STORAGE)
    try:
        await bot.start()
        await eventually(lambda: any(call.method == "setMyCommands" for call in server.world.calls), 30)
        yield server, bot
    finally:
        await bot.kill()
        await server.stop()


def _owed(folder: Path) -> Counter[str]:
    return Counter(dict(query_file(folder / "shao.db", "SELECT state, COUNT(*) FROM outbox GROUP BY state")))


def _sibling(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


def _storage_of(folder: Path) -> str:
    """The same files, named from another folder."""
    return f'[storage]\nurl = "sqlite+aiosqlite:///{folder}/shao.db"\nkey_file = "{folder}/shao.key"\n'
