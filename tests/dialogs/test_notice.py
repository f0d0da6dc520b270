"""Staff write to the people of their unit: seen before it goes, taken back while it may be, counted while it goes."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.demo.faults import Fault
from bot.demo.hands import Hands
from bot.demo.state import Shown
from storage.roles import Role
from tests.town import EMILY, EN_STAFF, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

WORDS = "明天 9 点到 12 点停水，请提前<b>接水</b> & 互相转告"
NIGHT = datetime.fromisoformat("2026-05-20T22:30:00+08:00")


async def lives_in(here: Town, hands: Hands, code: str) -> None:
    """Somebody said so in 我的, some time ago."""
    async with here.parts.database.write() as store:
        person = await store.people.find(hands.chat.actor.id)
        unit = await store.units.by_code(code)
        assert person is not None
        assert unit is not None
        await store.people.set_home(person.id, unit.id, now=here.clock.now)


async def neighbours(here: Town) -> tuple[Hands, Hands, Hands]:
    """Lin and Emily live in two grids of the first community, He in the second one."""
    lin, emily, he = await here.known(LIN), await here.known(EMILY), await here.known(HE)
    for hands, code in ((lin, "QY-01-1"), (emily, "QY-01-2"), (he, EN_STAFF)):
        await lives_in(here, hands, code)
    return lin, emily, he


async def previewed(here: Town, staff: Hands, words: str = WORDS, unit: str = "整个") -> Shown:
    """The look at a notice to a whole community."""
    staff.press("发通知")
    asked = await staff.hears("发给哪一片")
    staff.tap(unit, asked)
    await staff.sees("写成一条文字", asked)
    staff.text(words)
    return await staff.hears("大家看到的是这样")


async def sent(here: Town, staff: Hands) -> Shown:
    """A notice that waits for its half minute; its card."""
    staff.tap("发出", await previewed(here, staff))
    return await staff.hears("秒后发给")


async def goes(here: Town, seconds: float = 30) -> None:
    """The clock reaches the moment at which it is due, and everything is sent."""
    here.clock.advance(seconds=seconds)
    await here.parts.jobs.notices.send_notices()
    await here.quiet()
    await here.parts.jobs.notices.tell_authors()
    await here.quiet()


def heard(hands: Hands) -> list[str]:
    """The notices that somebody got."""
    return [one.words for one in hands.from_bot if one.words.startswith("📢")]


async def test_everybody_of_the_unit_gets_it(here: Town) -> None:
    """In half a minute; in its writer's words, from the unit and nobody by name; and nobody elsewhere."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, emily, he = await neighbours(here)
    preview = await previewed(here, zhou)
    assert preview.labels == ["发出", "改一改", "取消"]
    assert f"📢 听蕉社区：{WORDS}" in preview.words
    assert "现在有 2 人能收到，不到 1 分钟发完。收到时会响铃" in preview.words
    zhou.tap("发出", preview)
    card = await zhou.hears("秒后发给")
    assert card.labels == ["撤回"]
    assert "30 秒后发给「听蕉社区」的 2 人" in card.words
    await goes(here, 29)
    assert heard(lin) == []
    await goes(here, 1)
    assert heard(lin) == [f"📢 听蕉社区：{WORDS}"]
    assert heard(emily)[0].endswith(WORDS)
    assert "听蕉社区" not in heard(emily)[0], "its English name"
    assert heard(he) == []
    assert next(one for one in lin.from_bot if one.words.startswith("📢")).rang
    await zhou.sees("发完了：「听蕉社区」2 人，2 人已收到", card)
    assert card.labels == []
    assert "周敏" not in heard(lin)[0]


async def test_the_clock_sends_it_by_itself(here: Town) -> None:
    """Within a second or two of its time: nothing else has to happen."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    card = await sent(here, zhou)
    here.clock.advance(seconds=30)
    async with asyncio.timeout(15):
        await lin.hears("停水")
        await zhou.sees("发完了", card)


async def test_undo_within_half_a_minute(here: Town) -> None:
    """Nobody got anything, then or later."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, emily, _ = await neighbours(here)
    card = await sent(here, zhou)
    here.clock.advance(seconds=29)
    zhou.tap("撤回", card)
    await zhou.sees("谁也没有收到", card)
    assert card.labels == []
    await goes(here, 3600)
    assert heard(lin) == heard(emily) == []
    assert here.rows("SELECT COUNT(*) FROM outbox WHERE batch IS NOT NULL") == [(0,)]
    zhou.forge("unnotice:1", card)
    await here.server.world.until(lambda: any("已经停了" in toast for toast in zhou.chat.toasts))


async def test_undo_later_says_who_has_it_and_stops_the_rest(here: Town) -> None:
    """What is on its way at that moment may still arrive; nothing else does."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, emily, _ = await neighbours(here)
    card = await sent(here, zhou)
    here.server.misbehave(Fault.TOO_MANY, "sendMessage", chat=EMILY, seconds=1800)
    await goes(here)
    await zhou.sees("正在发给「听蕉社区」的 2 人，1 人已收到", card)
    assert card.labels == ["停止发送"]
    zhou.tap("停止发送", card)
    await zhou.sees("1 人已经收到，其余的人不会再收到", card)
    assert any("1 人已经收到" in toast for toast in zhou.chat.toasts)
    await goes(here, 3600)
    assert (len(heard(lin)), len(heard(emily))) == (1, 0)
    assert here.rows("SELECT state, ended_at IS NULL FROM notices") == [("cancelled", 0)]
    assert here.rows("SELECT COUNT(*) FROM outbox WHERE settled_at IS NULL") == [(0,)]


async def test_what_may_or_may_not_have_arrived_is_listed_and_not_repeated(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, emily, _ = await neighbours(here)
    card = await sent(here, zhou)
    here.server.misbehave(Fault.LOST, "sendMessage", chat=EMILY)
    await goes(here)
    await zhou.sees("发完了：「听蕉社区」2 人，1 人已收到", card)
    assert "1 人收没收到说不准" in card.words
    await goes(here, 3600)
    assert len(heard(lin)) == len(heard(emily)) == 1


async def test_two_taps_on_send_are_one_notice(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    preview = await previewed(here, zhou)
    for _ in range(2):
        zhou.forge("choose:notice:1:preview:send", preview)
    await zhou.hears("秒后发给")
    await here.quiet()
    await goes(here)
    assert here.rows("SELECT COUNT(*) FROM notices") == [(1,)]
    assert len(heard(lin)) == 1


async def test_rights_are_asked_for_again_when_it_is_sent(here: Town) -> None:
    """And when it is stopped: somebody who is staff of another unit by then can do neither."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    card = await sent(here, zhou)
    preview = await previewed(here, zhou, "第二条")
    async with here.parts.database.write() as store:
        await store._conn.run("UPDATE roles SET unit_id = (SELECT id FROM units WHERE code = 'QY-02')")
    zhou.forge("choose:notice:1:preview:send", preview)
    await zhou.hears("不归您处理")
    zhou.forge("unnotice:1", card)
    await here.server.world.until(lambda: any("不归您处理" in toast for toast in zhou.chat.toasts))
    await goes(here)
    assert [one for one in heard(lin) if "第二条" in one] == []
    assert len(heard(lin)) == 1, "the first one was sent by rights"


@pytest.mark.parametrize("data", ["unnotice:1", "unnotice:2", "unnotice:x", "unnotice:-1", "unnotice:" + "9" * 40])
async def test_nobody_else_can_stop_it(here: Town, data: str) -> None:
    """Staff of another community see no difference between theirs and none."""
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, EN_STAFF)
    lin, _, _ = await neighbours(here)
    await sent(here, zhou)
    grace.forge(data, grace.last)
    await here.server.world.until(lambda: any("Not found" in toast for toast in grace.chat.toasts))
    await goes(here)
    assert len(heard(lin)) == 1


async def test_residents_cannot_write_notices(here: Town) -> None:
    lin = await here.known(LIN)
    lin.text("/notice 大家好")
    await lin.hears("只给工作人员用")
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]


async def test_words_after_the_command_and_a_grid(here: Town) -> None:
    """One line, one tap for the grid, one look, one tap: a notice is out in under a minute."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, emily, _ = await neighbours(here)
    zhou.text("/notice 三单元电梯停用")
    asked = await zhou.hears("发给哪一片")
    assert asked.labels[0] == "整个「听蕉社区」"
    zhou.tap("蕉园", asked)
    await zhou.sees("现在有 1 人能收到", asked)
    zhou.tap("发出", asked)
    await zhou.hears("秒后发给")
    await goes(here)
    assert (len(heard(lin)), len(heard(emily))) == (1, 0)


async def test_whoever_has_one_grid_is_not_asked_for_it(here: Town) -> None:
    zhou = await here.staff(ZHOU, "QY-01-1")
    await neighbours(here)
    zhou.press("发通知")
    asked = await zhou.hears("写成一条文字")
    assert asked.labels == ["取消"]


async def test_too_long_is_said_with_numbers(here: Town) -> None:
    """And what was written before is not lost sight of: nothing went out."""
    zhou = await here.staff(ZHOU, "QY-01-1")
    await neighbours(here)
    zhou.press("发通知")
    await zhou.hears("写成一条文字")
    zhou.text("水" * 1001)
    await zhou.hears("这条有 1,001 个字，最多 1,000 个")
    zhou.text("水" * 1000)
    assert "水" * 1000 in (await zhou.hears("大家看到的是这样")).words


async def test_changing_the_words(here: Town) -> None:
    """By the button, or simply by writing again."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    preview = await previewed(here, zhou, "第一稿")
    zhou.tap("改一改", preview)
    await zhou.sees("写成一条文字", preview)
    zhou.text("第二稿")
    await zhou.hears("第二稿")
    zhou.text("第三稿")
    zhou.tap("发出", await zhou.hears("第三稿"))
    await zhou.hears("秒后发给")
    await goes(here)
    assert heard(lin) == ["📢 听蕉社区：第三稿"]


async def test_nobody_to_be_reached(here: Town) -> None:
    """There is nothing to send then."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    zhou.press("发通知")
    asked = await zhou.hears("发给哪一片")
    zhou.tap("整个", asked)
    await zhou.sees("写成一条文字", asked)
    zhou.text("有人吗")
    assert (await zhou.hears("没有人能收到")).labels == ["改一改", "取消"]


async def test_at_night_it_does_not_ring(here: Town) -> None:
    """Its author is told so before."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    here.clock.now = NIGHT
    preview = await previewed(here, zhou)
    assert "收到时不响铃" in preview.words
    zhou.tap("发出", preview)
    await zhou.hears("秒后发给")
    await goes(here)
    assert not next(one for one in lin.from_bot if one.words.startswith("📢")).rang


async def test_who_blocked_the_bot_is_counted_as_not_reached(here: Town) -> None:
    """And is not counted at all the next time."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    _, emily, _ = await neighbours(here)
    card = await sent(here, zhou)
    emily.chat.blocked = True
    await goes(here)
    await zhou.sees("2 人，1 人已收到", card)
    assert "1 人没送到" in card.words
    assert "现在有 1 人能收到" in (await previewed(here, zhou)).words


async def test_riders_who_are_there_now_get_it(here: Town) -> None:
    """Until their area is too old; a rider who also lives there gets it once."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, he = await neighbours(here)
    await _rides_through(here, lin, "QY-01-2")
    await _rides_through(here, he, "QY-01-1")
    preview = await previewed(here, zhou)
    assert "现在有 3 人能收到" in preview.words
    zhou.tap("发出", preview)
    card = await zhou.hears("秒后发给")
    await goes(here)
    assert (len(heard(lin)), len(heard(he))) == (1, 1)
    await zhou.sees("3 人，3 人已收到", card)
    here.clock.advance(hours=13)
    assert "现在有 2 人能收到" in (await previewed(here, zhou)).words


async def _rides_through(here: Town, hands: Hands, code: str) -> None:
    hands.start(await here.invite(None, Role.RIDER))
    await hands.hears("骑手")
    async with here.parts.database.write() as store:
        person, unit = await store.people.find(hands.chat.actor.id), await store.units.by_code(code)
        assert person is not None
        assert unit is not None
        await store.riders.moved(person.id, unit.id, until=here.clock.now + timedelta(hours=12))
