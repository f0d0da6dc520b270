"""The morning digest, as staff see it: when they want it, what it says, and when it says nothing."""

import pytest

from bot.demo.hands import Hands
from tests.town import EN_STAFF, GRACE, LIN, ZH_STAFF, ZHOU, Town, finished

HEAD = "待办一览"


async def a_morning(here: Town, hours: float = 20) -> None:
    """So many hours later the clock's job has looked; noon and 20 hours is the next morning at 8."""
    here.clock.advance(hours=hours)
    await here.parts.jobs.digests.send_digests()
    await here.quiet()


async def planned(here: Town, person_id: int, unit: str) -> Hands:
    """Somebody who is staff, and whom the job has seen."""
    hands = await here.staff(person_id, unit)
    await here.parts.jobs.digests.send_digests()
    return hands


def digests(hands: Hands) -> list[str]:
    return [
        one.words for one in hands.from_bot if one.words.startswith((HEAD, "Your worklist", "今天没有", "Nothing is"))
    ]


async def test_new_staff_are_told_and_get_it_at_eight(here: Town) -> None:
    """Danger first, with a button for each case."""
    zhou = here.person(ZHOU)
    zhou.start(await here.invite(ZH_STAFF))
    assert "每天早上 8 点" in (await zhou.hears("工作人员")).words
    await here.parts.jobs.digests.send_digests()
    lin = await here.known(LIN)
    older, newer = await here.reported(lin), await here.reported(lin)
    lin.tap("生命危险")
    await zhou.hears("现在有人有生命危险")
    await a_morning(here, 19.99)
    assert digests(zhou) == []
    await a_morning(here, 0.01)
    (digest,) = digests(zhou)
    lines = digest.splitlines()
    assert lines[0] == "待办一览：还有 2 件没办完。"
    assert lines[1] == "⚠️ 其中 1 件有生命危险。"
    assert newer in lines[-2]
    assert older in lines[-1]
    assert zhou.last.labels == [newer, older]
    assert zhou.last.rang
    zhou.tap(older)
    await zhou.hears("待接单")
    await a_morning(here, 1)
    assert len(digests(zhou)) == 1, "once a day"


async def test_what_is_overdue_and_where(here: Town) -> None:
    """By grid, and the ten most urgent of many."""
    grace = await planned(here, GRACE, "QY")
    lin, zhou = await here.known(LIN), await here.staff(ZHOU, EN_STAFF)
    for _ in range(8):
        await here.reported(lin)
    for _ in range(4):
        zhou.photo()
        await zhou.hears("在哪里")
        zhou.place(30.6598, 104.0636)
        await zhou.hears("编号")
        await zhou.hears("哪一类")
    await a_morning(here)
    here.clock.advance(hours=8)
    await here.parts.keeper.breaches_due()
    await a_morning(here, 16)
    latest = digests(grace)[-1].splitlines()
    assert latest[0] == "Your worklist: 12 open."
    assert latest[1] == "⏰ 12 of them overdue."
    assert latest[2:4] == ["Lantern Lane Grid: 8", "Old Mill Grid: 4"]
    assert latest[4].startswith("The 10 most urgent")
    assert len(latest) == 15


async def test_nothing_open_says_something_only_after_a_day_with_something(here: Town) -> None:
    zhou, lin = await planned(here, ZHOU, ZH_STAFF), await here.known(LIN)
    await a_morning(here)
    assert digests(zhou) == []
    code = await here.reported(lin)
    await a_morning(here, 24)
    assert len(digests(zhou)) == 1
    lin.press("我的上报")
    lin.tap(code, await lin.hears("您最近的上报"))
    shown = await lin.hears("已收到")
    lin.tap("撤回", shown)
    await lin.sees("已撤回", shown)
    await a_morning(here, 24)
    assert digests(zhou)[1:] == ["今天没有待办，上次的都办完了，辛苦了。"]
    await a_morning(here, 24)
    assert len(digests(zhou)) == 2


@pytest.mark.parametrize(
    ("answer", "clock"), [("7:00", "7:00"), ("9:00", "9:00"), ("6点30", "6:30"), ("22：15", "22:15")]
)
async def test_the_time_is_chosen_or_written(here: Town, answer: str, clock: str) -> None:
    zhou, lin = await planned(here, ZHOU, ZH_STAFF), await here.known(LIN)
    await here.reported(lin)
    zhou.press("我的")
    mine = await zhou.hears("每天 8:00 收到待办一览")
    zhou.tap("待办一览几点发", mine)
    asked = await zhou.hears("每天什么时候")
    assert asked.labels == ["7:00", "8:00", "9:00", "不用发", "取消"]
    if answer in asked.labels:
        zhou.tap(answer, asked)
        await zhou.sees(f"每天 {clock} 发给您", asked)
    else:
        zhou.text(answer)
        await zhou.hears(f"每天 {clock} 发给您")
    hours, minutes = (int(part) for part in clock.split(":"))
    wait = (hours + minutes / 60 - 12) % 24
    await a_morning(here, wait - 0.01)
    assert digests(zhou) == []
    await a_morning(here, 0.01)
    assert len(digests(zhou)) == 1


async def test_none_at_all(here: Town) -> None:
    """And 我的 says so; written nonsense is asked again."""
    zhou, lin = await planned(here, ZHOU, ZH_STAFF), await here.known(LIN)
    await here.reported(lin)
    zhou.press("我的")
    zhou.tap("待办一览几点发", await zhou.hears("每天 8:00"))
    await zhou.hears("每天什么时候")
    zhou.text("25:00")
    await zhou.hears("用不上")
    zhou.tap("不用发", await zhou.hears("每天什么时候"))
    await here.quiet()
    await a_morning(here)
    await a_morning(here, 24)
    assert digests(zhou) == []
    zhou.press("我的")
    await zhou.hears("没有设每日待办一览")


async def test_residents_have_none(here: Town) -> None:
    """Neither the row in 我的 nor the button."""
    lin = await here.known(LIN)
    lin.press("我的")
    mine = await lin.hears("匿名上报")
    assert "待办一览几点发" not in mine.labels
    lin.forge("digesttime", mine)
    await here.server.world.until(lambda: any("不能用" in toast for toast in lin.chat.toasts))
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]


async def test_whoever_is_no_staff_any_more_gets_none(here: Town) -> None:
    """The right is looked at when it would be sent."""
    zhou, lin = await planned(here, ZHOU, ZH_STAFF), await here.known(LIN)
    await here.reported(lin)
    async with here.parts.database.write() as store:
        await store._conn.run("UPDATE roles SET revoked_at = 0, revoked_via = 'command'")
    await a_morning(here)
    assert digests(zhou) == []
    assert here.rows("SELECT COUNT(*) FROM digests") == [(0,)]


async def test_whoever_cannot_be_reached_is_left_in_peace(here: Town) -> None:
    """And gets the next one once they are back."""
    zhou, lin = await planned(here, ZHOU, ZH_STAFF), await here.known(LIN)
    await here.reported(lin)
    zhou.block()
    await here.quiet()
    await a_morning(here)
    assert here.rows("SELECT COUNT(*) FROM outbox WHERE lane = 2 AND worth = 'once'") == [(0,)]
    zhou.block(blocked=False)
    await here.quiet()
    await a_morning(here, 24)
    assert len(digests(zhou)) == 1


async def test_what_became_of_what_was_done_is_counted_apart(here: Town) -> None:
    """Not fixed, and then that nobody has looked; the next day says nothing of it."""
    zhou, lin = await planned(here, ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    await finished(zhou, card)
    lin.tap("没有解决", await lin.hears("解决了吗"))
    await zhou.hears("还没解决")
    await a_morning(here)
    assert "确认解决 0 件，没人核实就结案 0 件，没修好重新打开 1 次" in digests(zhou)[-1]
    await a_morning(here, 24)
    assert "没修好" not in digests(zhou)[-1]
