"""kill -9 between two parts of an album: one report, every part, one answer."""

from pathlib import Path

import pytest

from bot.demo.hands import Hands
from storage.clock import utc_now
from tests.faults.lives import Lives, lives, newcomer
from tests.faults.places import Place
from tests.town import CODE, ZH_STAFF, ZHOU, copy_files, eventually, invite, opened

_FIRST_REPORTER = 52_001
_PARTS = 4
_REPEATED = "这条可能重复"

SHORT = (Place.INTAKE_AFTER, Place.HANDLING_BEFORE, Place.HANDLING_AFTER, Place.CALL_AFTER)


@pytest.mark.parametrize(
    "places", [SHORT, pytest.param(tuple(Place) * 3, marks=pytest.mark.full)], ids=["short", "full"]
)
async def test_kill_in_an_album(prepared: Path, tmp_path: Path, places: tuple[Place, ...]) -> None:
    """Before its place and after it; nothing is lost, and nothing is there twice."""
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    async with opened(tmp_path / "start") as database:
        link = await invite(database, ZH_STAFF, now=utc_now())
    async with lives(tmp_path / "start", tmp_path) as life:
        staff = life.server.person(ZHOU)
        staff.start(link)
        await staff.hears("工作人员", 30)
        for number, place in enumerate(places):
            reporter = life.server.person(newcomer(life.server, _FIRST_REPORTER + number).id)
            await _consent(reporter)
            await (_place_first if number % 2 else _album_first)(life, reporter, place)
            await life.died(number + 1)
            await life.quiet()
            _assert_one_report(life, reporter, number + 1)
        assert len({code for one in staff.from_bot for code in CODE.findall(one.words)}) == len(places)


async def _consent(reporter: Hands) -> None:
    reporter.start()
    reporter.tap("已满 14 岁", await reporter.hears("请点一下", 30))
    await reporter.hears("以后看到隐患", 30)


async def _album_first(life: Lives, reporter: Hands, place: Place) -> None:
    await _send_album(life, reporter, place)
    await reporter.hears("在哪里", 30)
    reporter.place()
    await reporter.hears("编号", 30)


async def _place_first(life: Lives, reporter: Hands, place: Place) -> None:
    reporter.place()
    await reporter.hears("有照片吗", 30)
    await _send_album(life, reporter, place)
    await reporter.hears("编号", 30)


async def _send_album(life: Lives, reporter: Hands, place: Place) -> None:
    """One part after the other; it dies at the second one, or at what comes of it."""
    world = reporter.world
    reporter.album([None] * _PARTS)
    updates = [world.pending.popitem()[1][1]["message"] for _ in range(_PARTS)]
    before = _handled(life)
    for number, message in enumerate(reversed(updates), 1):
        if number == 2:
            life.dies_at(place)
        world.queue("message", message)
        await eventually(lambda number=number: _handled(life) >= before + number, 30)  # type: ignore[misc]


def _handled(life: Lives) -> int:
    return int(life.rows("SELECT COUNT(*) FROM inbox WHERE state = 'done'")[0][0])


def _assert_one_report(life: Lives, reporter: Hands, reports: int) -> None:
    assert life.rows("SELECT COUNT(*) FROM reports") == [(reports,)]
    assert life.rows("SELECT COUNT(*) FROM report_media GROUP BY report_id") == [(_PARTS,)] * reports
    answers = [one.words for one in reporter.from_bot if "编号" in one.words]
    assert len([words for words in answers if _REPEATED not in words]) == 1
