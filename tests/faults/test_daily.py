"""Test 9 of the bar for the other daily job: forgetting, on each of the community's days, whatever its clock does on them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.retention import Retention
from storage.engine import Database
from tests.town import HandClock, assert_sound, copy_files, opened, query_file, url_in

_STEP = timedelta(minutes=30)


@pytest.fixture
async def database(prepared: Path, tmp_path: Path) -> AsyncIterator[Database]:
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    async with opened(tmp_path) as database:
        yield database
    assert_sound(url_in(tmp_path))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Shanghai"])
@pytest.mark.parametrize(
    ("first", "days"),
    [
        (datetime(2024, 2, 27, 12, tzinfo=UTC), 4),
        (datetime(2026, 3, 7, 12, tzinfo=UTC), 24),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), 10),
        pytest.param(datetime(2024, 1, 1, 12, tzinfo=UTC), 1096, marks=pytest.mark.full),
    ],
)
async def test_every_day_once(database: Database, tmp_path: Path, zone: str, first: datetime, days: int) -> None:
    """Over 29 February, the hour that is left out and the one that comes twice; looked for every half an hour."""
    clock, ran = HandClock(first), list[datetime]()
    retention = Retention(database, ZoneInfo(zone), clock)
    while clock.now < first + timedelta(days=days):
        await retention.daily()
        ((at,),) = query_file(tmp_path / "shao.db", "SELECT at FROM moments WHERE name = 'retention'")
        ran += [clock.now] if at == int(clock.now.timestamp() * 1_000_000) else []
        clock.now += _STEP
    local = [one.astimezone(ZoneInfo(zone)).date() for one in ran]
    assert local == [local[0] + timedelta(days=number) for number in range(len(local))]
    assert len(local) in (days, days + 1), "the first and the last of them are half days"


@pytest.mark.parametrize("leap", [{"hours": 1}, {"hours": -1}, {"days": 365}, {"days": -3650}])
async def test_after_a_leap_and_back(database: Database, tmp_path: Path, leap: dict[str, float]) -> None:
    """It goes on once a day from the day after at the latest."""
    clock = HandClock()
    retention = Retention(database, ZoneInfo("Asia/Shanghai"), clock)
    await retention.daily()
    for by in (timedelta(**leap), -timedelta(**leap)):
        clock.now += by
        await retention.daily()
    ran = set()
    for _ in range(5 * 24):
        clock.advance(hours=1)
        await retention.daily()
        ran.add(query_file(tmp_path / "shao.db", "SELECT at FROM moments WHERE name = 'retention'")[0])
    assert len(ran) in (5, 6)
