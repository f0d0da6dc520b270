"""Test 12 of the bar: single bytes of a database that flipped on the disk. It is refused in one line, or sound; never a traceback."""

import asyncio
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.demo.process import BotProcess
from bot.demo.server import DemoServer
from storage.connection import StorageDamaged
from storage.engine import Database
from storage.migrate import SchemaRefused, migrate
from storage.seal import SealBroken, load_seal
from tests.faults.lives import STORAGE
from tests.process.shell import Shell
from tests.storage.test_sealed import leave_traces
from tests.town import LIN, assert_sound, copy_files, opened, query_file, url_in

_FLIPS = 50
_PAGE = 4096


@pytest.fixture
def shell(tmp_path: Path, prepared: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """With a database that has something in every table."""
    shell = Shell(tmp_path, capsys, monkeypatch)
    shell.settle(prepared)
    asyncio.run(_fill(shell.database.parent))
    return shell


async def _fill(folder: Path) -> None:
    async with opened(folder) as database, database.write() as store:
        await leave_traces(store)
    with closing(sqlite3.connect(folder / "shao.db")) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_flipped_bytes(shell: Shell) -> None:
    """Fifty of them, one at a time: the start of a bot refuses, or the database is sound."""
    whole, dice, refused = shell.database.read_bytes(), random.Random(12), 0
    for _ in range(_FLIPS):
        flipped = bytearray(whole)
        flipped[_where(dice, len(whole))] ^= dice.randrange(1, 256)
        _put(shell, bytes(flipped))
        if _starts(shell):
            assert_sound(shell.database)
        else:
            refused += 1
            shell("check").refused("backup")
    print(f"\n{refused} of {_FLIPS} flips were refused by a start, the others left the database sound")
    assert refused >= _FLIPS // 10


def test_what_an_operator_is_told(shell: Shell) -> None:
    """Of an index that does not fit its table, which ordinary work would hardly notice."""
    _spoil(shell.database, "ix_reports_created_at")
    shell("check").refused("the database is damaged", "restore it from a backup")
    assert not _starts(shell)


def test_a_name_that_is_no_text_any_more(shell: Shell) -> None:
    """Of a table, in the schema: Python cannot read it, where SQLite does not mind."""
    whole = shell.database.read_bytes()
    assert b"tablepeoplepeople" in whole
    _put(shell, whole.replace(b"tablepeoplepeople", b"table\xeeeoplepeople"))
    shell("check").refused("backup")
    assert not _starts(shell)


def _where(dice: random.Random, size: int) -> int:
    """Anywhere; often in what holds pages together, which is at their beginning."""
    if dice.random() < 0.5:
        return dice.randrange(size)
    return dice.randrange(size // _PAGE) * _PAGE + dice.randrange(24)


def _put(shell: Shell, content: bytes) -> None:
    for path in shell.database.parent.glob("shao.db*"):
        path.unlink()
    shell.database.write_bytes(content)


def _starts(shell: Shell) -> bool:
    """Whether what a bot does first goes through; otherwise one line says what to do."""
    try:
        asyncio.run(_opened_alone(url_in(shell.database.parent), shell.key))
    except (SchemaRefused, StorageDamaged, SealBroken) as refused:
        said = str(refused)
    else:
        return True
    assert "\n" not in said
    assert "backup" in said
    return False


async def _opened_alone(url: str, key: Path) -> None:
    await migrate(url)
    database = await Database.open(url, load_seal(key), alone=True)
    await database.close()


async def test_a_page_that_goes_bad_under_a_running_bot(prepared: Path, tmp_path: Path) -> None:
    """It ends with one line that says what to do, rather than try for ever or take the updates for broken."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    server = DemoServer()
    await server.start()
    bot = BotProcess(tmp_path, server.token, server.url, STORAGE)
    try:
        await bot.start()
        await server.world.until(lambda: server.world.allowed is not None, 30)
        _spoil(tmp_path / "shao.db", "people")
        server.person(LIN).text("/help")
        assert bot.process is not None
        async with asyncio.timeout(30):
            assert await bot.process.wait() == 1
        *_, said = bot.log().splitlines()
        assert said.startswith("shao: the database is damaged")
        assert said.endswith("restore it from a backup: shao restore FILE")
        assert "Traceback" not in bot.log()
        assert len(server.world.pending) == 1 or query_file(tmp_path / "shao.db", "SELECT state FROM inbox") == [
            ("waiting",)
        ]
    finally:
        await bot.kill()
        await server.stop()


def _spoil(path: Path, what: str) -> None:
    """The first pages of an index, or of a table and its indexes, on the disk and in the log, as a bad block does."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = [
            page
            for (page,) in conn.execute("SELECT rootpage FROM sqlite_master WHERE ? IN (name, tbl_name)", (what,))
            if page
        ]
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * _PAGE)
            file.write(b"\xff" * _PAGE)
