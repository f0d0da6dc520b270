"""What is promised is told, and what is missed is told upwards, each once; as those see it who are told."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.demo.hands import Hands
from handlers.clocks.settings import CalendarSettings
from tests.dialogs.test_leaving import erased
from tests.dialogs.test_teams import asked
from tests.faults.forgery import demote
from tests.town import GRACE, HE, LIN, ZH_STAFF, ZHOU, Town, finished, town

SHEN = 1009


async def passes(here: Town, **by: float) -> None:
    """So much later the clock's job has looked."""
    here.clock.advance(**by)
    await here.parts.keeper.breaches_due()
    await here.quiet()


def rings(hands: Hands, code: str) -> list[str]:
    """What somebody was told of that is missed of a case."""
    return [one.words for one in hands.from_bot if one.words.startswith(f"⏰ {code}") and one.rang]


def levels(here: Town) -> int:
    return int(here.rows("SELECT breaches FROM reports")[0][0])


async def test_nobody_takes_it(either: Town) -> None:
    """The staff of its unit when it is missed, the district a quarter of the time later; nobody twice, and all see that it is late."""
    zhou, shen, lin = await either.staff(ZHOU, ZH_STAFF), await either.staff(SHEN, "QY"), await either.known(LIN)
    code = await either.reported(lin)
    card = await zhou.hears(code)
    assert "答复期限：明天 12:00" in card.words
    await passes(either, hours=23.99)
    assert rings(zhou, code) == []
    await passes(either, hours=0.01)
    (told,) = rings(zhou, code)
    assert "答应 今天 12:00 前有人接，到现在还没有人接" in told
    assert "现在没有人在办" in told
    assert zhou.last.labels == ["打开卡片"]
    assert "⏰ 答复已超时（应在 今天 12:00 前）" in card.words
    assert rings(shen, code) == []
    await passes(either, hours=6)
    (above,) = rings(shen, code)
    assert "已经提醒过经办的人" in above
    for _ in range(5):
        await passes(either, hours=30)
    assert (len(rings(zhou, code)), len(rings(shen, code))) == (1, 1)
    lin.press("我的上报")
    lin.tap(code, await lin.hears("您最近的上报"))
    await lin.hears("已经往上催")


async def test_it_is_taken_late_and_not_begun(here: Town) -> None:
    """Who has it is told first, by name for those above; what was told of the answer is not told again."""
    zhou, grace, lin = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, "QY"), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    await passes(here, hours=25)
    assert len(rings(zhou, code)) == 1
    zhou.tap("接单", card)
    await zhou.sees("动手期限", card)
    assert "已超时" not in card.words
    await passes(here, hours=6)
    assert rings(grace, code) == [], "it was taken before the district was to hear of it"
    await passes(here, hours=41)
    assert "答应" in rings(zhou, code)[1]
    assert "在「周敏」手上" in rings(zhou, code)[1]
    assert "请现在就办" in rings(zhou, code)[1]
    await passes(here, hours=18 * 3)
    assert len(rings(grace, code)) == 1
    assert "Zhou" in rings(grace, code)[0] or "周敏" in rings(grace, code)[0]
    await finished(zhou, card)
    await passes(here, hours=240)
    assert len(rings(zhou, code)) == 2


async def test_danger_to_life_is_past_every_queue(here: Town) -> None:
    """Five minutes, by night too."""
    here.clock.advance(hours=14)
    zhou, shen, lin = await here.staff(ZHOU, ZH_STAFF), await here.staff(SHEN, "QY"), await here.known(LIN)
    code = await here.reported(lin)
    lin.tap("生命危险")
    await zhou.hears("现在有人有生命危险")
    await passes(here, minutes=4.9)
    assert rings(zhou, code) == []
    await passes(here, minutes=0.2)
    assert len(rings(zhou, code)) == 1
    await passes(here, minutes=5)
    assert len(rings(shen, code)) == 1


async def test_two_clocks_and_a_scheduler_that_was_down(here: Town) -> None:
    """Three days later two of them look at once: each level is told once."""
    zhou, shen, lin = await here.staff(ZHOU, ZH_STAFF), await here.staff(SHEN, "QY"), await here.known(LIN)
    code = await here.reported(lin)
    here.clock.advance(days=3)
    for _ in range(4):
        await asyncio.gather(here.parts.keeper.breaches_due(), here.parts.keeper.breaches_due())
    await here.quiet()
    assert (len(rings(zhou, code)), len(rings(shen, code))) == (1, 1)
    assert levels(here) == 4
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event = 'overdue'") == [(1,)]


async def test_a_team_that_does_not_answer(here: Town) -> None:
    """It is rung as the one that is to act, with those of the staff who passed the case on."""
    zhou, he, lin, code, _ = await asked(here)
    await passes(here, hours=72)
    assert "答应" in rings(he, code)[0]
    assert len(rings(zhou, code)) == 1
    assert rings(lin, code) == []


async def goes(here: Town, hands: Hands, by: str) -> None:
    """A member of staff is none any more."""
    if by == "erase":
        await erased(here, hands)
    else:
        await demote(here, hands.chat.actor.id)
    await here.parts.keeper.reports_due()
    await here.quiet()


@pytest.mark.parametrize("by", ["erase", "command"])
async def test_the_last_of_a_unit_s_staff_leaves(either: Town, by: str) -> None:
    """Those above are rung at once, and hear in time when it is late; once, however often is looked."""
    zhou, shen, lin = await either.staff(ZHOU, ZH_STAFF), await either.staff(SHEN, "QY"), await either.known(LIN)
    code = await either.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    await goes(either, zhou, by)
    await either.parts.keeper.reports_due()
    await either.quiet()
    (told,) = [one for one in shen.from_bot if "不在这里工作" in one.words]
    assert told.rang
    shen.tap("打开卡片", told)
    assert "待接单" in (await shen.hears("地点")).words
    await passes(either, hours=24)
    assert len(rings(shen, code)) == 1
    assert "现在没有人在办" in rings(shen, code)[0]


async def test_one_of_two_goes_while_an_answer_is_waited_for(here: Town) -> None:
    """Who is left is rung; what is waited for is still waited for."""
    here.stranger(80_003)
    zhou, other, lin = await here.staff(ZHOU, ZH_STAFF), await here.staff(80_003, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    zhou.tap("问上报人", card)
    zhou.tap("具体在哪里", await zhou.hears("想问上报人什么"))
    await lin.hears("具体在哪里")
    await goes(here, zhou, "command")
    assert (await other.hears("不在这里工作")).rang
    assert here.rows("SELECT status, holder_id FROM reports") == [("waiting", None)]


async def test_the_last_member_of_a_team_goes(here: Town) -> None:
    """The case goes back to who passed it on, and the team's name from its card."""
    zhou, he, _, code, card = await asked(here)
    he.tap("收到", await he.hears(code))
    await zhou.sees("对方接手人", card)
    await demote(here, HE)
    await here.parts.keeper.reports_due()
    assert (await zhou.hears("现在没有成员了")).rang
    assert here.rows("SELECT status, team_id FROM reports") == [("accepted", None)]


@pytest.fixture
async def on_holiday(prepared: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """Noon on a Wednesday; the Thursday and Friday after it are days off, the Sunday is worked."""
    calendar = CalendarSettings(holidays=(date(2026, 5, 21), date(2026, 5, 22)), working_weekends=(date(2026, 5, 24),))
    async with town(prepared, tmp_path / "town", calendar=calendar) as here:
        yield here


async def test_over_a_holiday(on_holiday: Town) -> None:
    """A kind in working time: of the 21 hours from Wednesday noon, four are on that day and seven on the Sunday that is worked."""
    zhou, lin = await on_holiday.staff(ZHOU, ZH_STAFF), await on_holiday.known(LIN)
    code = await on_holiday.reported(lin)
    lin.tap("树木")
    await on_holiday.quiet()
    assert any("明天 12:00 前会有答复，计划 6月4日 12:00 前处理好" in one.words for one in lin.from_bot)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("动手期限：5月26日 12:00", card)
    await passes(on_holiday, hours=6 * 24 - 0.1)
    assert rings(zhou, code) == []
    await passes(on_holiday, hours=0.1)
    assert len(rings(zhou, code)) == 1


async def test_a_clock_that_was_a_year_ahead(here: Town) -> None:
    """What was promised by it is missed within the longest that anything is promised for, and told once."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    here.clock.advance(days=365)
    code = await here.reported(lin)
    here.clock.advance(days=-365)
    await passes(here, minutes=1)
    assert rings(zhou, code) == []
    await passes(here, days=90)
    assert len(rings(zhou, code)) == 1
    await passes(here, days=90)
    assert len(rings(zhou, code)) == 1
