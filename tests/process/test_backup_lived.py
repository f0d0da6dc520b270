"""Backups of a town that is alive: one moment of it, and where everybody goes on."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.app import assembled
from bot.backup.make import make
from bot.backup.restore import restore
from bot.config import Storage, load_settings
from bot.demo.server import DemoServer
from storage.case import Actor
from storage.engine import Database
from tests.process.safe import Safe
from tests.storage.makers import NOW, a_person, a_report
from tests.town import (
    LIN,
    ZH_STAFF,
    ZHOU,
    HandClock,
    Town,
    assert_sound,
    copy_files,
    opened,
    query,
    settings_in,
    url_in,
)

BACKUPS = 3
WRITERS = 3


def unwatched(_done: int, _total: int) -> None:
    """Nobody looks on."""


async def restored(made: Path, folder: Path, key: Path) -> Storage:
    """A backup in a folder of its own."""
    copy_files(key.parent, folder, (key.name,))
    storage = Storage(url=url_in(folder), media_dir=folder / "media", key_file=folder / key.name)
    await restore(storage, made, None, clock=HandClock(), watch=unwatched)
    return storage


async def test_in_a_storm_of_writes(safe: Safe, tmp_path: Path) -> None:
    """Each is one moment: what is written in one transaction is in it together, or not at all."""
    numbers, stop = itertools.count(), asyncio.Event()

    async def write(database: Database) -> None:
        while not stop.is_set():
            async with database.write() as store:
                report = await store.reports.add(a_report(f"H-{next(numbers)}", reporter_id=await a_person(store, 1)))
                await store.moments.put(f"moment {report.id}", NOW)
                await store.reports.add_event(report, "received", Actor.REPORTER, now=NOW)

    storage, data = load_settings(safe.shell.config).storage, safe.shell.database.parent
    async with opened(data, safe.url) as first, opened(data, safe.url) as second:
        writers = [asyncio.create_task(write(database)) for database in (first, second) for _ in range(WRITERS)]
        moments = (NOW + timedelta(seconds=number) for number in range(BACKUPS))
        made = [await make(storage, safe.folder, None, now=now, watch=unwatched) for now in moments]
        stop.set()
        await asyncio.gather(*writers)
    written = []
    for number, one in enumerate(made):
        there = await restored(one.path, tmp_path / str(number), safe.shell.key)
        assert_sound(there.url)
        ((reports, events, noted),) = query(
            there.url,
            "SELECT (SELECT COUNT(*) FROM reports), (SELECT COUNT(*) FROM report_events), (SELECT COUNT(*) FROM moments)",
        )
        assert reports == events == noted + 1
        written.append(reports)
    assert written == sorted(set(written)), "there was a storm all the time"


@asynccontextmanager
async def bot(folder: Path, server: DemoServer, clock: HandClock) -> AsyncIterator[Town]:
    """On the database of a folder, with a Telegram that was there before and will be there after."""
    async with assembled(settings_in(folder, server.url, server.token), clock) as parts:
        stop = asyncio.Event()
        running = asyncio.create_task(parts.run_until(stop))
        try:
            yield Town(folder, clock, server, parts, url_in(folder))
        finally:
            stop.set()
            await running


async def test_a_conversation_goes_on_at_its_step(prepared: Path, tmp_path: Path) -> None:
    """A report is half told when the backup is made; the rest of it comes in after the restore, with the
    picture from before."""
    old, new, backups = tmp_path / "old", tmp_path / "new", tmp_path / "backups"
    copy_files(prepared, old, ("shao.db", "shao.key"))
    backups.mkdir()
    clock = HandClock()
    server = DemoServer(clock=clock)
    await server.start()
    try:
        async with bot(old, server, clock) as town:
            await town.staff(ZHOU, ZH_STAFF)
            lin = await town.known(LIN)
            lin.photo()
            await lin.hears("在哪里")
            await town.quiet()
            storage = settings_in(old, server.url, server.token).storage
            made = await make(storage, backups, None, now=clock.now, watch=unwatched)
        await restored(made.path, new, old / "shao.key")
        async with bot(new, server, clock) as town:
            lin.press("分享位置")
            await lin.hears("编号")
            await town.person(ZHOU).hears("待接单")
            assert town.rows("SELECT COUNT(*) FROM report_media") == [(1,)]
    finally:
        await server.stop()
