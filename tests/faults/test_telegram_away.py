"""Test 6 of the bar: Telegram is away for ten minutes, 23 hours, 25 hours, and comes back.

The hours leap by in steps, after each of which the bot has tried again; what follows Telegram's return takes its own time.
"""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import cast

import pytest

from bot.demo.faults import Fault
from storage.clock import utc_now
from storage.outbox import Lane, Worth
from storage.roles import Role, Via
from tests.delivery.parts import Arrival
from tests.faults.lives import assert_discreet
from tests.faults.skipping import SkippingLoop, Weather, in_skipped_time, weather
from tests.town import CHENGDU, ZHOU

_FIRST = 310_001
_BACK_WITHIN = 30.0  # seconds
_KEPT = timedelta(hours=24)
_MARK = "\n（网络不稳，这条可能重复）"
_SHORT = timedelta(minutes=10)
_EXPECTED = re.compile(r"Telegram (cannot be reached|was not asked)")  # what the log may call an error


class Way(StrEnum):
    """How Telegram is away."""

    REFUSING = "connections are refused"
    SILENT = "connections are taken, and nothing is answered"


@pytest.mark.parametrize("steps", [6, pytest.param(150, marks=pytest.mark.full)])
@pytest.mark.parametrize("way", list(Way))
@pytest.mark.parametrize("away", [timedelta(minutes=10), timedelta(hours=23), timedelta(hours=25)])
def test_telegram_away(
    prepared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    away: timedelta,
    way: Way,
    steps: int,
) -> None:
    """Nothing is lost but what Telegram itself forgets, and then operators hear from when to when."""
    in_skipped_time(monkeypatch, _away(prepared, tmp_path, caplog, away, way, steps))


async def _away(
    prepared: Path, folder: Path, caplog: pytest.LogCaptureFixture, away: timedelta, way: Way, steps: int
) -> None:
    async with weather(prepared, folder) as here:
        people = await here.meet(_FIRST, steps)
        await _administrator(here)
        port = int(here.server.url.rpartition(":")[2])
        began = utc_now()
        await _goes(here, way)
        for number, person in enumerate(people):
            worth = Worth.ONCE if way is Way.REFUSING and number % 2 else Worth.MUST
            await here.owe(number, worth, Lane.ANSWERS, person_id=person)
        written = [await _time_passes(here, caplog, away / steps, number) for number in range(steps)]
        silence = await _comes_back(here, way, port)
        assert silence <= _BACK_WITHIN
        returned = utc_now()
        await here.drained()
        await _operators_know(here, began, returned)
        await here.drained()
        _assert_nothing_lost(here, steps, sum(at > returned - _KEPT for at in written))
        assert_discreet("\n".join(one for one in caplog.text.splitlines() if not _EXPECTED.search(one)), here.server)
        print(f"\n{way} for {away}: polling again after {silence:.1f} s")


async def _administrator(here: Weather) -> None:
    async with here.parts.database.write() as store:
        zhou = await store.people.meet(ZHOU, "zh-Hans", now=utc_now())
        await store.roles.grant(zhou.id, Role.ADMINISTRATOR, None, via=Via.COMMAND, now=utc_now())
    here.server.person(ZHOU).text("/privacy")  # so that something has come before
    await here.drained()


async def _goes(here: Weather, way: Way) -> None:
    if way is Way.REFUSING:
        await here.server.stop()
    else:
        here.server.misbehave(Fault.HANG, seconds=timedelta(days=2).total_seconds())


async def _time_passes(here: Weather, caplog: pytest.LogCaptureFixture, time: timedelta, number: int) -> datetime:
    """Somebody writes after it; when."""
    cast(SkippingLoop, asyncio.get_running_loop()).ahead += time.total_seconds()
    here.server.person(_FIRST + number).text("楼道里堆满了纸箱")
    written = utc_now()
    await _comes_true(_one_more(lambda: caplog.text.count("polling failed")))
    return written


async def _comes_back(here: Weather, way: Way, port: int) -> float:
    """At the worst moment: just after it was asked in vain. How many seconds later it is asked again."""
    arrivals, time = _polls(here), asyncio.get_running_loop().time
    if way is Way.REFUSING:
        await here.server.start(port)
    else:
        await here.server.world.until(lambda: len(_polls(here)) > len(arrivals), 1000)
        here.server.faults.rules.clear()
    returned, known = time(), len(_polls(here))
    await here.server.world.until(lambda: len(_polls(here)) > known, 1000)
    return _polls(here)[known].at - returned


def _polls(here: Weather) -> list[Arrival]:
    return [one for one in here.server.arrivals if one.method == "getUpdates"]


def _one_more(count: Callable[[], int]) -> Callable[[], bool]:
    before = count()
    return lambda: count() > before


async def _comes_true(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(1000):
        while not true():  # noqa: ASYNC110 - a log has no event to wait for
            await asyncio.sleep(0.5)


def _assert_nothing_lost(here: Weather, people: int, kept: int) -> None:
    """Each was written by somebody else, the last ones are not too old, and are answered once."""
    assert here.rows("SELECT state, COUNT(*) FROM inbox GROUP BY state") == [("done", 1 + kept)]
    assert here.rows("SELECT DISTINCT state FROM outbox") == [("sent",)]
    for number in range(people):
        heard = [one.words for one in here.server.person(_FIRST + number).from_bot]
        assert heard[0].removesuffix(_MARK) == f"message-{number}"
        assert len(heard) == 1 + (number >= people - kept)


async def _operators_know(here: Weather, began: datetime, ended: datetime) -> None:
    """From when to when, and whether something is gone."""
    if ended - began < timedelta(hours=12):
        return
    alarm = (await here.server.person(ZHOU).hears("没有收 Telegram 的消息", 300)).words
    assert all(f"{one.astimezone(CHENGDU):%H:%M}" in alarm for one in (began, ended))
    assert ("很可能丢了" in alarm) == (ended - began > _KEPT)
