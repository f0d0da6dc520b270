"""Tests 9 and 10 of the bar for the daily job: clocks that jump, and a scheduler that was down."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import house_of
from handlers.digest.jobs import DigestJobs
from storage.case import Place, PlaceSource, Report
from storage.engine import Database
from storage.people import Person
from storage.roles import Role, Via
from tests.town import ZH_STAFF, ZHOU, HandClock, copy_files, opened, query_file, settings_in, town

EIGHT = datetime(2026, 5, 20, 0, 0, tzinfo=UTC)  # 8:00 in Chengdu
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
async def database(prepared: Path, tmp_path: Path) -> AsyncIterator[Database]:
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    async with opened(tmp_path) as database:
        yield database


async def settle(database: Database, clock: HandClock, staff: int = 1) -> None:
    """So many members of staff, and one open case."""
    async with database.write() as store:
        unit = await store.units.by_code(ZH_STAFF)
        assert unit is not None
        people: list[Person] = [
            await store.people.meet(ZHOU + 100 * one, "zh-Hans", now=clock.now) for one in range(staff)
        ]
        for person in people:
            await store.roles.grant(person.id, Role.STAFF, unit.id, via=Via.COMMAND, now=clock.now)
        await store.reports.add(_a_report(unit.id, clock.now))


def _a_report(unit_id: int, now: datetime) -> Report:
    return Report(
        id=0, code="H-0000-0000", reporter_id=None, pseudonym="R-1", grid_id=unit_id, unit_id=unit_id,
        place=Place(source=PlaceSource.MISSING), answer_by=now, created_at=now, updated_at=now,
    )  # fmt: skip


def process(database: Database, folder: Path, clock: HandClock, zone: str = "Asia/Shanghai") -> DigestJobs:
    """The job as a new process has it."""
    settings = settings_in(folder, "http://127.0.0.1:9", "424242:" + "x" * 35, community={"time_zone": zone})
    return DigestJobs(database, house_of(settings), clock, lambda: None)


def owed(folder: Path) -> int:
    return int(query_file(folder / "shao.db", "SELECT COUNT(*) FROM outbox WHERE lane = 2 AND worth = 'once'")[0][0])


def due_at(folder: Path) -> set[int]:
    return {micros for (micros,) in query_file(folder / "shao.db", "SELECT due_at FROM digests")}


@pytest.mark.parametrize(
    ("down", "sent"), [({"minutes": 1}, 3), ({"hours": 6}, 3), ({"hours": 6, "seconds": 1}, 0), ({"days": 3}, 0)]
)
async def test_a_bot_that_was_down(database: Database, tmp_path: Path, down: dict[str, float], sent: int) -> None:
    """Test 10: each that is due once, none that has expired; and every next one at its time."""
    clock = HandClock(EIGHT - timedelta(hours=1))
    await settle(database, clock, staff=3)
    await process(database, tmp_path, clock).send_digests()
    clock.now = EIGHT + timedelta(**down)
    for _ in range(3):
        await process(database, tmp_path, clock).send_digests()
    assert owed(tmp_path) == sent
    days = down.get("days", 0) + 1
    (following,) = due_at(tmp_path)
    assert datetime.fromtimestamp(following / 1_000_000, UTC) == EIGHT + timedelta(days=days)
    clock.now = EIGHT + timedelta(days=days)
    await process(database, tmp_path, clock).send_digests()
    assert owed(tmp_path) == sent + 3


async def test_it_starts_within_ten_seconds(prepared: Path, tmp_path: Path) -> None:
    """Test 10: in the whole bot, from its start to the message."""
    copy_files(prepared, tmp_path / "before", ("shao.db", "shao.key"))
    clock = HandClock()
    async with opened(tmp_path / "before") as database:
        await settle(database, clock)
        async with database.write() as store:
            (zhou,) = await store.digests.newcomers()
            await store.digests.plan(zhou, 720, clock.now)
    began = time.monotonic()
    async with town(tmp_path / "before", tmp_path / "after") as here:
        here.person(ZHOU).chat.started = True
        await here.person(ZHOU).hears("待办一览", 30)
        assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("jump", "back"),
    [
        (timedelta(hours=1), True), (timedelta(hours=-1), True), (timedelta(days=365), True), (timedelta(days=-3650), True),
        (timedelta(hours=1), False), (timedelta(hours=-1), False), (timedelta(days=365), False), (timedelta(days=-3650), False),
    ],
)  # fmt: skip
async def test_a_clock_that_jumps(database: Database, tmp_path: Path, jump: timedelta, back: bool) -> None:
    """Test 9: whichever of the two times was the right one, each morning afterwards has one digest."""
    clock = HandClock(EIGHT - timedelta(hours=12))
    await settle(database, clock)
    await process(database, tmp_path, clock).send_digests()
    clock.now += timedelta(minutes=30)
    for moment in (clock.now + jump, clock.now) if back else (clock.now + jump,):
        clock.now = moment
        await process(database, tmp_path, clock).send_digests()
    before, morning = owed(tmp_path), _next_eight(clock.now)
    for days in range(5):
        clock.now = morning + timedelta(days=days)
        for _ in range(2):
            await process(database, tmp_path, clock).send_digests()
            clock.now += timedelta(hours=6)
    assert owed(tmp_path) - before == 5


def _next_eight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0) + timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "days"),
    [
        (datetime(2026, 3, 26, tzinfo=UTC), 6),
        (datetime(2026, 10, 22, tzinfo=UTC), 6),
        pytest.param(datetime(2024, 1, 1, tzinfo=UTC), 1096, marks=pytest.mark.full),
    ],
)
async def test_every_day_has_one(database: Database, tmp_path: Path, first: datetime, days: int) -> None:
    """Test 9: at 2:30 where the clock leaps over it, shows it twice, or does neither; looked for every hour."""
    clock = HandClock(first - timedelta(hours=2))  # the day before, in Berlin
    await settle(database, clock)
    async with database.write() as store:
        (zhou,) = await store.digests.newcomers()
        await store.digests.plan(zhou, 150, clock.now + timedelta(days=30))  # as by a wrong clock
    daily, sent = process(database, tmp_path, clock, "Europe/Berlin"), []
    for _ in range(days * 24):
        await daily.send_digests()
        sent.append(owed(tmp_path))
        clock.advance(hours=1)
    assert sent[-1] == days
    assert all(later - earlier in (0, 1) for earlier, later in itertools.pairwise(sent))


async def test_one_that_cannot_be_written_holds_up_nobody(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is left out, with a line in the log, and not tried again and again."""
    clock = HandClock(EIGHT - timedelta(hours=1))
    await settle(database, clock, staff=2)
    await process(database, tmp_path, clock).send_digests()
    async with database.write() as store:
        await store._conn.run("UPDATE reports SET words = X'00'")
    clock.now = EIGHT
    for _ in range(2):
        await process(database, tmp_path, clock).send_digests()
    assert owed(tmp_path) == 0
    assert caplog.text.count("a digest could not be written: SealBroken") == 2
    async with database.write() as store:
        await store._conn.run("UPDATE reports SET words = NULL")
    clock.advance(days=1)
    await asyncio.gather(*(process(database, tmp_path, clock).send_digests() for _ in range(2)))
    assert owed(tmp_path) == 2, "two processes would not double it either"
