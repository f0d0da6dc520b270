"""Test 18 of the bar: people report, with photos, while a warning goes to everybody, at the real rates and in a real process."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from storage.alert import Alert, Level
from storage.clock import utc_now
from tests.faults.lives import Lives, lives
from tests.faults.measured import figures_in, share
from tests.faults.memory import Memory, watched_memory
from tests.faults.rush import FIRST_REPORTER, FIRST_RESIDENT, STEPS, Rush, come, settle
from tests.letting_go import let_go
from tests.town import copy_files, opened

_SECONDS_EACH = 70 * 60 / 100_000  # of a broadcast
_LATE = 5.0  # what a broadcast of a few seconds needs beyond that: the warning is looked for every second
_LATE_ONES = 30.0  # so often it is looked who has come to live there since; the short form is over before
# The card of its author changes every few seconds, as long as answers may come.
_TROUBLES = "SELECT COUNT(*) FROM outbox WHERE state NOT IN ('waiting', 'sending', 'sent') OR repeat <> 0"
_WARNING = "暴雨橙色预警"
_P95, _P99 = 2.0, 5.0
_MOST_MEMORY = 512 << 20
_SIZES = [
    (100, 2),
    pytest.param(10_000, 150, marks=pytest.mark.full),
    pytest.param(100_000, 1_000, marks=pytest.mark.full),
]


@pytest.mark.parametrize(("residents", "reporters"), _SIZES)
async def test_load(prepared: Path, tmp_path: Path, base: str | None, residents: int, reporters: int) -> None:
    """Answers come soon, the broadcast takes no longer than it may, nothing is lost."""
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    await settle(tmp_path / "start", base, residents=residents, reporters=reporters)
    seconds = residents * _SECONDS_EACH
    async with lives(tmp_path / "start", tmp_path, base, program="tests.faults.measured") as life:
        come(life, range(FIRST_RESIDENT, FIRST_RESIDENT + residents))
        come(life, range(FIRST_REPORTER, FIRST_REPORTER + reporters))
        await life.server.world.until(lambda: life.ready_after, 30)
        assert life.bot.process is not None
        rush = Rush(life, reporters, think=(min(3.0, seconds / 16), min(10.0, seconds / 8)))
        async with watched_memory(life.bot.process.pid) as memory:
            began = utc_now()
            alert = await _warn(tmp_path, base, began)
            await rush.report(within=max(1.0, seconds - 50))
            took = await _broadcast_ends(life, residents, began)
            if seconds > _LATE_ONES:
                await _late_ones_have_it(life, rush, alert)
        await life.quiet()
        _assert_nothing_lost(life, residents, rush)
        _assert_in_time(rush, took, residents, memory)
    print(f"; loop late {share(figures_in(life.bot.figures).lags, 0.99) * 1000:.0f} ms (p99)")


async def _warn(folder: Path, url: str | None, now: datetime) -> Alert:
    """Two have let it go, for the community in which they all live."""
    async with opened(folder, url) as database:
        return await let_go(database, Level.ORANGE, now=now)


async def _broadcast_ends(life: Lives, residents: int, began: datetime) -> float:
    """How many seconds it took from the moment at which it was due to the last arrival."""
    world, everybody = life.server.world, range(FIRST_RESIDENT, FIRST_RESIDENT + residents)
    async with asyncio.timeout(3 * residents * _SECONDS_EACH + 30):
        while not all(world.phones[one].messages for one in everybody):  # noqa: ASYNC110 - none of 100,000 bells
            await asyncio.sleep(0.2)
    return max((next(iter(world.phones[one].messages.values())).at - began).total_seconds() for one in everybody)


async def _late_ones_have_it(life: Lives, rush: Rush, alert: Alert) -> None:
    """The reporters have said while it went out that they live there; it is over when they have it too."""
    async with asyncio.timeout(3 * _LATE_ONES + rush.people * _SECONDS_EACH):
        while _warned(life, FIRST_REPORTER, rush.people) != [1] * rush.people or not _is_done(life, alert):  # noqa: ASYNC110
            await asyncio.sleep(0.2)


def _warned(life: Lives, first: int, people: int) -> list[int]:
    """How often each of them has it."""
    phones = life.server.world.phones
    return [sum(_WARNING in one.words for one in phones[first + number].messages.values()) for number in range(people)]


def _is_done(life: Lives, alert: Alert) -> bool:
    return life.rows("SELECT state FROM alerts WHERE id = ?", alert.id) == [("done",)]


def _assert_nothing_lost(life: Lives, residents: int, rush: Rush) -> None:
    heard = [len(life.server.world.phones[FIRST_RESIDENT + number].messages) for number in range(residents)]
    assert set(heard) == {1}
    assert set(_warned(life, FIRST_RESIDENT, residents)) == {1}
    assert max(_warned(life, FIRST_REPORTER, rush.people)) <= 1
    assert rush.missed == []
    assert len(rush.waits) == rush.people * len(STEPS)
    assert life.rows("SELECT state, COUNT(*) FROM inbox GROUP BY state") == [("done", rush.people * len(STEPS))]
    assert life.rows("SELECT COUNT(*) FROM reports") == [(rush.people,)]
    assert life.rows(_TROUBLES) == [(0,)]


def _assert_in_time(rush: Rush, took: float, residents: int, memory: Memory) -> None:
    p95, p99 = share(rush.waits, 0.95), share(rush.waits, 0.99)
    print(
        f"\nload: {rush.people} reports in a broadcast to {residents} of {took:.0f} s; answers {share(rush.waits, 0.5):.2f} s (p50), "
        f"{p95:.2f} s (p95), {p99:.2f} s (p99); {memory.most >> 20} MB",
        end="",
    )
    assert p95 <= _P95
    assert p99 <= _P99
    assert took <= residents * _SECONDS_EACH + _LATE
    assert memory.most <= _MOST_MEMORY
