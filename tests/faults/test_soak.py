"""Test 20 of the bar, in short: a steady trickle of reports for half an hour, with a kill -9 every two minutes and a backup before it."""

import asyncio
import shutil
import statistics
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from bot.backup.make import make
from bot.backup.restore import restore
from bot.config import Storage, load_settings
from storage.clock import utc_now
from tests.faults.crowd import Crowd
from tests.faults.lives import Lives, lives, newcomer
from tests.town import ZH_STAFF, ZHOU, assert_sound, copy_files, invite, opened, query, url_in

_FIRST_RESIDENT = 70_001
_RESIDENTS = 40
_MANY = "[limits]\nreports_per_hour = 1000\nmedia_per_hour = 1000\nreports_per_hour_overall = 100000\n"
_MOST_WAL = 64 << 20
_MOST_GROWTH = 0.05
_WARM_AFTER = 60.0  # seconds
_MOST_IN_SHORT = 0.10  # lives of a few seconds are still warming up
_OF_A_LIFE = 0.75  # what is measured before that is still warming up


@dataclass
class Meter:
    """What each life of the bot weighs towards its end, in bytes, and how long the log grew."""

    life: Lives
    seconds: float
    weights: dict[int, list[int]] = field(default_factory=dict)
    wal: int = 0

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(self.seconds / 40)
            self.wal = max(self.wal, _size(self.life.bot.home / "shao.db-wal"))
            if self.life.age() > self.seconds * _OF_A_LIFE:
                self._weigh()

    def _weigh(self) -> None:
        process = self.life.bot.process
        with suppress(psutil.NoSuchProcess):
            if process is not None and process.returncode is None:
                weight = psutil.Process(process.pid).memory_info().rss
                self.weights.setdefault(self.life.deaths, []).append(weight)

    @property
    def by_life(self) -> list[float]:
        """In the order of the lives."""
        return [statistics.median(self.weights[one]) for one in sorted(self.weights)]

    @property
    def growth(self) -> float:
        """Of the last third of the lives over the first third, as a share."""
        third = max(1, len(self.by_life) // 3)
        return statistics.median(self.by_life[-third:]) / statistics.median(self.by_life[:third]) - 1


@pytest.mark.parametrize(
    ("lifetimes", "seconds", "per_second"), [(2, 4.0, 25.0), pytest.param(15, 120.0, 5.0, marks=pytest.mark.full)]
)
async def test_soak(prepared: Path, tmp_path: Path, lifetimes: int, seconds: float, per_second: float) -> None:
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    link = await _settle(tmp_path / "start")
    async with lives(tmp_path / "start", tmp_path, more=_MANY) as life:
        crowd, meter = await _gathered(life, link, per_second), Meter(life, seconds)
        watching = asyncio.create_task(meter.watch())
        killing = asyncio.create_task(_kill_now_and_then(life, lifetimes - 1, seconds, tmp_path / "backups"))
        await crowd.live(lifetimes * seconds)
        known = await killing
        watching.cancel()
        await life.quiet()
        _assert_nothing_lost(life, crowd)
        assert known == sorted(set(known)), "each backup holds more than the one before"
        print(f"\nsoak: {_figures(life, crowd, meter)}")
        assert meter.wal <= _MOST_WAL
        assert meter.growth <= (_MOST_GROWTH if seconds > _WARM_AFTER else _MOST_IN_SHORT)


async def _settle(folder: Path) -> str:
    """Everybody has consented; the invite of who looks after the place."""
    async with opened(folder) as database:
        async with database.write() as store:
            for number in range(_RESIDENTS):
                person = await store.people.meet(_FIRST_RESIDENT + number, "zh-Hans", now=utc_now())
                await store.people.consent(person.id, now=utc_now())
        return await invite(database, ZH_STAFF, now=utc_now())


async def _gathered(life: Lives, link: str, per_second: float) -> Crowd:
    life.server.person(ZHOU).start(link)
    await life.server.person(ZHOU).hears("工作人员", 30)
    ids = [newcomer(life.server, _FIRST_RESIDENT + number).id for number in range(_RESIDENTS)]
    return Crowd([life.server.person(one) for one in ids], life.server.person(ZHOU), per_second, updates=1)


async def _kill_now_and_then(life: Lives, kills: int, seconds: float, backups: Path) -> list[int]:
    """How many updates each backup knows of."""
    known = []
    for kill in range(kills):
        await asyncio.sleep(seconds - life.age())
        known.append(await _backed_up(life, backups / str(kill)))
        life.kill()
        await life.died(kill + 1)
    return known


async def _backed_up(life: Lives, folder: Path) -> int:
    """A backup of the running bot, restored in a folder of its own; how many updates it knows of."""
    storage = load_settings(life.bot.config).storage
    copy_files(life.bot.home, folder, ("shao.key",))
    made = await make(storage, folder, None, now=utc_now(), watch=_unwatched)
    there = Storage(url=url_in(folder), media_dir=folder / "media", key_file=folder / "shao.key")
    await restore(there, made.path, None, clock=utc_now, watch=_unwatched)
    assert_sound(there.url)
    ((updates,),) = query(there.url, "SELECT COUNT(*) FROM inbox")
    shutil.rmtree(folder)
    return int(updates)


def _unwatched(_done: int, _total: int) -> None:
    """Nobody looks on."""


def _assert_nothing_lost(life: Lives, crowd: Crowd) -> None:
    """Every update was handled, once; every report went all the way, and has its pictures, before and after."""
    cases = len(crowd.codes)
    assert life.rows("SELECT state, tries, COUNT(*) FROM inbox GROUP BY state, tries") == [("done", 0, crowd.updates)]
    assert sorted(crowd.codes) == [code for (code,) in life.rows("SELECT code FROM reports ORDER BY code")]
    assert life.rows("SELECT status, COUNT(*) FROM reports GROUP BY status") == [("verified", cases)]
    assert life.rows("SELECT state, COUNT(*), COUNT(DISTINCT report_id) FROM report_media GROUP BY state") == [
        ("kept", 2 * cases, cases)
    ]
    assert life.rows("SELECT COUNT(*) FROM outbox WHERE state NOT IN ('sent', 'unknown')") == [(0,)]
    assert life.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]


def _figures(life: Lives, crowd: Crowd, meter: Meter) -> str:
    heaviest = max(meter.by_life) / 1e6
    unknown = life.rows("SELECT COUNT(*) FROM outbox WHERE state = 'unknown'")[0][0]
    return (
        f"{crowd.updates} updates, {len(crowd.codes)} cases, lost 0, {life.figures()}; {unknown} notices unknown; "
        f"{life.deaths} of {life.deaths} backups restored; "
        f"RSS {heaviest:.1f} MB at most, growth {meter.growth:+.1%}; WAL {meter.wal / 1e6:.2f} MB at most"
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # between two lives
        return 0
