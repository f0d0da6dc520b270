"""Test 3 of the bar for warnings: kill -9 while one goes out. A grave one reaches everybody, and says where it may be the second time; a
yellow one is not repeated, and its card says of how many nobody knows. Rates are lifted (see doomed.py).
"""

import asyncio
import random
from pathlib import Path

import pytest

from storage.alert import Level
from tests.faults.lives import Lives, lives
from tests.faults.rush import FIRST_RESIDENT, come, settle
from tests.letting_go import let_go
from tests.town import ZHOU, copy_files, opened

_IN_FLIGHT = 8
_MARK = "（网络不稳，这条可能重复）"
_SIZES = [(200, 1), pytest.param(100_000, 10, marks=pytest.mark.full)]


@pytest.mark.parametrize("level", [Level.YELLOW, Level.ORANGE])
@pytest.mark.parametrize(("people", "kills"), _SIZES)
async def test_kill_in_a_warning(
    prepared: Path, tmp_path: Path, base: str | None, level: Level, people: int, kills: int
) -> None:
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    await settle(tmp_path / "start", base, residents=people, reporters=0)
    async with opened(tmp_path / "start", base) as database:
        await let_go(database, level)
    dice = random.Random(3)
    async with lives(tmp_path / "start", tmp_path, base) as life:
        come(life, range(FIRST_RESIDENT, FIRST_RESIDENT + people))
        life.fates += [(dice.randint(1, people // kills - 1), dice.uniform(0, 0.02)) for _ in range(kills)]
        await life.died(kills, 3600)
        await _ends(life)
        heard = [_heard(life, FIRST_RESIDENT + number) for number in range(people)]
        assert life.deaths == kills
        assert life.rows("SELECT people FROM alerts") == [(people + 1,)]
        assert life.rows("SELECT DISTINCT state FROM alert_copies") == [("owed",)]
        if level.is_grave:
            _assert_all_arrived(life, heard, kills)
        else:
            _assert_at_most_once(life, heard, kills)
        repeats = sum(len(one) - 1 for one in heard if one)
        print(f"\n{level} to {people}: {life.figures()}; {_states(life)}, {repeats} repeats")


async def _ends(life: Lives) -> None:
    """Until its author's card says so."""
    async with asyncio.timeout(3600):
        while life.rows("SELECT state FROM alerts") != [("done",)]:  # noqa: ASYNC110 - another process's file has no event
            await asyncio.sleep(0.2)
    await life.quiet()


def _heard(life: Lives, person_id: int) -> list[str]:
    return [one.words for one in life.server.world.phones[person_id].messages.values()]


def _states(life: Lives) -> dict[str, int]:
    return dict(life.rows("SELECT state, COUNT(*) FROM outbox WHERE batch = 'alert:1' GROUP BY state"))


def _assert_all_arrived(life: Lives, heard: list[list[str]], kills: int) -> None:
    """Unsent 0; repeated at most what was in flight at each death, and each repeat says that it may be one."""
    assert all(heard)
    assert sum(len(one) - 1 for one in heard) <= _IN_FLIGHT * kills
    assert [words for one in heard for words in one[1:] if not words.endswith(_MARK)] == []
    assert _states(life) == {"sent": len(heard) + 1}


def _assert_at_most_once(life: Lives, heard: list[list[str]], kills: int) -> None:
    """Repeats 0; at most what was in flight at each death is unknown, though some of it arrived, and the card says how many."""
    states = {"unknown": 0} | _states(life)
    assert max(map(len, heard)) == 1
    assert states["sent"] + states["unknown"] == len(heard) + 1
    assert states["unknown"] <= _IN_FLIGHT * kills
    card = next(one.words for one in life.server.person(ZHOU).from_bot if "发完了" in one.words)
    assert f"{states['sent']:,} 人已送达" in card
    assert (f"说不准 {states['unknown']}" in card) == (states["unknown"] > 0)
