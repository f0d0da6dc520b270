"""A drill: seen before it begins, taken back while it may be, for those alone who take part; answered, counted and ended."""

import asyncio
from datetime import datetime

import pytest

from bot.demo.faults import Fault
from bot.demo.hands import Hands
from bot.demo.state import Shown
from storage.wishes import Wishes
from tests.dialogs.test_notice import lives_in
from tests.town import EMILY, EN_STAFF, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

NIGHT = datetime.fromisoformat("2026-05-20T22:30:00+08:00")
ZH, EN = "【演练】", "[DRILL]"


async def takes_part(here: Town, hands: Hands, *, drills: bool = True) -> None:
    """Somebody has said so under /alerts."""
    async with here.parts.database.write() as store:
        person = await store.people.find(hands.chat.actor.id)
        assert person is not None
        await store.wishes.save(person.id, Wishes(drills=drills, would_help=True))


async def neighbours(here: Town) -> tuple[Hands, Hands, Hands]:
    """Lin and Emily live in two grids of the first community, He in the second one; Lin and He take part."""
    lin, emily, he = await here.known(LIN), await here.known(EMILY), await here.known(HE)
    for hands, code in ((lin, "QY-01-1"), (emily, "QY-01-2"), (he, EN_STAFF)):
        await lives_in(here, hands, code)
    await takes_part(here, lin)
    await takes_part(here, emily, drills=False)
    await takes_part(here, he)
    return lin, emily, he


async def previewed(staff: Hands, words: str = "") -> Shown:
    """The look at a drill of a red fire in the whole community."""
    staff.text(f"/drill {words}")
    asked = await staff.hears("练哪一种")
    staff.tap("火灾", asked)
    await staff.sees("当作哪一级", asked)
    staff.tap("当作红色预警", asked)
    await staff.sees("在哪一片", asked)
    staff.tap("整个", asked)
    return await staff.sees("【演练】🟣", asked)


async def begun(here: Town, staff: Hands, words: str = "") -> Shown:
    """A drill that waits for its half minute; its card."""
    preview = await previewed(staff, words)
    await staff.sees("愿意参加", preview)
    staff.tap("开始演练", preview)
    return await staff.hears("秒后开始")


async def goes(here: Town, seconds: float = 30) -> None:
    """The clock moves on, and what is due then is done and sent."""
    here.clock.advance(seconds=seconds)
    await here.parts.jobs.drills.go_on()
    await here.quiet()
    await here.parts.jobs.drills.tell_authors()
    await here.quiet()


def heard(hands: Hands) -> list[Shown]:
    """What somebody was sent of drills."""
    return [one for one in hands.from_bot if one.words.startswith((ZH, EN))]


async def test_those_who_take_part_get_it(either: Town) -> None:
    """And nobody else: neither a neighbour who does not, nor somebody elsewhere who does."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    lin, emily, he = await neighbours(either)
    preview = await previewed(zhou)
    await zhou.sees("「听蕉社区」有 1 人愿意参加演练，不到 1 分钟发完，别人都收不到。收到时会响铃", preview)
    assert preview.labels[0] == "开始演练"
    zhou.tap("开始演练", preview)
    card = await zhou.hears("30 秒后开始，发给「听蕉社区」愿意参加的 1 人")
    assert card.labels == ["撤回"]
    await goes(either, 29)
    assert heard(lin) == []
    await goes(either, 1)
    (got,) = heard(lin)
    assert got.words in preview.words, "exactly what was shown"
    assert got.words.startswith(f"{ZH}🟣 火灾演练（当作红色预警）· 听蕉社区{ZH}\n")
    assert got.words.endswith(f"\n{ZH}这是演练，不是真的预警{ZH}")
    assert (got.labels, got.rang) == (["我收到了"], True)
    assert heard(emily) == heard(he) == []
    await zhou.sees("1 人参加，1 人已收到，0 人回了", card)
    assert card.labels == ["结束演练"]
    assert either.rows("SELECT COUNT(*) FROM alert_copies") == [(0,)]
    assert either.rows("SELECT DISTINCT lane, worth, batch FROM outbox WHERE batch IS NOT NULL") == [
        (4, "once", "drill:1")
    ]


async def test_answered_and_ended(either: Town) -> None:
    """Counted without a sound on the author's card; whoever has it is told that it is over."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    lin, emily, _ = await neighbours(either)
    await takes_part(either, emily)
    card = await begun(either, zhou)
    await goes(either)
    for hands, label, toast, seconds in ((lin, "我收到了", "记下了", 40), (emily, "I have it", "Noted", 50)):
        either.clock.advance(seconds=seconds)
        (got,) = heard(hands)
        hands.tap(label, got)
        await either.server.world.until(lambda: got.labels == [])  # noqa: B023
        assert any(toast in one for one in hands.chat.toasts)
        assert all(one.startswith((ZH, EN)) and one.endswith((ZH, EN)) for one in hands.chat.toasts[-1:])
    lin.forge("drillgot:" + await code(either), heard(lin)[0])
    messages = len(zhou.from_bot)
    await goes(either, 1)
    await zhou.sees("2 人参加，2 人已收到，2 人回了「我收到了」", card)
    assert "一半在 40 秒以内" in card.words
    assert len(zhou.from_bot) == messages, "an edit, which rings nobody"
    zhou.tap("结束演练", card)
    await zhou.sees("演练结束了：2 人参加，2 人收到，2 人回了", card)
    assert card.labels == []
    await goes(either, 1)
    assert [one.words for one in heard(lin)][1:] == [
        f"{ZH}🟣「听蕉社区」的火灾演练结束了，谢谢您参加。没有真的险情。{ZH}"
    ]
    assert heard(emily)[-1].words.endswith(f"There is no danger. {EN}")
    lin.forge("drillgot:" + await code(either), heard(lin)[0])
    await either.server.world.until(lambda: any("已经结束了" in toast for toast in lin.chat.toasts))
    await goes(either, 5)
    assert (len(heard(lin)), len(heard(emily))) == (2, 2)
    assert either.rows("SELECT state, ended_at IS NULL FROM drills") == [("done", 0)]


async def code(here: Town) -> str:
    """The code of the only drill."""
    ((found,),) = here.rows("SELECT code FROM drills")
    return str(found)


async def test_undone_within_half_a_minute(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    card = await begun(here, zhou)
    here.clock.advance(seconds=29)
    zhou.tap("撤回", card)
    await zhou.sees("谁也没有收到", card)
    await goes(here, 3600)
    assert heard(lin) == []
    zhou.forge("drillend:" + await code(here), card)
    await here.server.world.until(lambda: any("已经结束了" in toast for toast in zhou.chat.toasts))


async def test_the_clock_does_it_by_itself(here: Town) -> None:
    """Begun in a second or two, and over after two hours though nobody ends it."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    card = await begun(here, zhou)
    here.clock.advance(seconds=30)
    async with asyncio.timeout(20):
        await lin.hears("这是演练")
        await zhou.sees("1 人已收到", card)
        here.clock.advance(hours=2)
        await lin.hears("演练结束了")
        await zhou.sees("演练结束了", card)


async def test_whoever_opts_out_in_mid_send_gets_nothing_more(here: Town) -> None:
    """Neither what waits to be sent, nor that it is over."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, emily, _ = await neighbours(here)
    await takes_part(here, emily)
    card = await begun(here, zhou)
    here.server.misbehave(Fault.TOO_MANY, "sendMessage", chat=EMILY, seconds=600)
    await goes(here)
    await zhou.sees("2 人参加，1 人已收到", card)
    await _opts_out(here, EMILY)  # as the button does, whose answer Telegram would have wait as well
    lin.text("/alerts")
    shown = await lin.hears("演练：参加")
    lin.tap("不参加演练", shown)
    await lin.sees("演练：不参加", shown)
    await goes(here, 700)
    zhou.tap("结束演练", card)
    await zhou.sees("演练结束了：2 人参加，1 人收到", card)
    await goes(here, 1)
    assert (len(heard(lin)), heard(emily)) == (1, [])
    assert here.rows("SELECT COUNT(*) FROM outbox WHERE settled_at IS NULL") == [(0,)]


async def _opts_out(here: Town, telegram_id: int) -> None:
    async with here.parts.database.write() as store:
        person = await store.people.find(telegram_id)
        assert person is not None
        await store.drills.opt_out(person.id)
        await store.wishes.save(person.id, Wishes())


async def test_ended_before_it_came(here: Town) -> None:
    """Whoever has not got it yet hears nothing of it at all."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, emily, _ = await neighbours(here)
    await takes_part(here, emily)
    card = await begun(here, zhou)
    here.server.misbehave(Fault.TOO_MANY, "sendMessage", chat=EMILY, seconds=600)
    await goes(here)
    zhou.tap("结束演练", card)
    await zhou.sees("1 人收到", card)
    await goes(here, 700)
    await goes(here, 5)
    assert (len(heard(lin)), heard(emily)) == (2, [])
    assert here.rows("SELECT state, ended_at IS NULL FROM drills") == [("done", 0)]


async def test_at_night_it_does_not_ring(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    here.clock.now = NIGHT
    preview = await previewed(zhou)
    await zhou.sees("收到时不响铃", preview)
    zhou.tap("开始演练", preview)
    await zhou.hears("秒后开始")
    await goes(here)
    assert [one.rang for one in heard(lin)] == [False]


async def test_words_of_their_own(here: Town) -> None:
    """With the command or at the preview; between the marks, and as they were written."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    preview = await previewed(zhou, "到<b>小广场</b>集合")
    await zhou.sees("到<b>小广场</b>集合", preview)
    zhou.tap("不要补充", preview)
    await here.server.world.until(lambda: "小广场" not in preview.words)
    zhou.text("长" * 301)
    await zhou.hears("有 301 个字，最多 300 个")
    zhou.text("到南门集合")
    zhou.tap("开始演练", await zhou.hears("到南门集合"))
    await zhou.hears("秒后开始")
    await goes(here)
    assert "到南门集合\n" in heard(lin)[0].words


async def test_nobody_takes_part(here: Town) -> None:
    """There is nothing to begin then, not by a forged button either."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    await takes_part(here, lin, drills=False)
    preview = await previewed(zhou)
    await zhou.sees("还没有人愿意参加", preview)
    assert "开始演练" not in preview.labels
    zhou.forge("choose:drill:1:preview:start", preview)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM drills") == [(0,)]


@pytest.mark.parametrize("data", ["drillend:{}", "drillend:D-0000-0000", "drillend:", "drillgot:{}", "drillgot:x"])
async def test_nobody_else_can_end_or_answer_it(here: Town, data: str) -> None:
    """Staff of another community see no difference between theirs and none; whoever takes no part has nothing to answer."""
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, EN_STAFF)
    await neighbours(here)
    await begun(here, zhou)
    await goes(here)
    grace.forge(data.format(await code(here)), grace.last)
    await here.server.world.until(lambda: any("Not found" in toast for toast in grace.chat.toasts))
    assert here.rows("SELECT state FROM drills") == [("sending",)]
    assert here.rows("SELECT COUNT(answered_at) FROM drill_copies") == [(0,)]


async def test_residents_hold_none(here: Town) -> None:
    lin = await here.known(LIN)
    lin.text("/drill")
    await lin.hears("只有工作人员能发起演练")
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]


async def test_rights_are_asked_for_again_when_it_begins(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await neighbours(here)
    preview = await previewed(zhou)
    await zhou.sees("愿意参加", preview)
    async with here.parts.database.write() as store:
        await store._conn.run("UPDATE roles SET unit_id = (SELECT id FROM units WHERE code = 'QY-02')")
    zhou.forge("choose:drill:1:preview:start", preview)
    await zhou.hears("不归您处理")
    assert here.rows("SELECT COUNT(*) FROM drills") == [(0,)]


async def test_it_is_told_to_whoever_asks_for_everything(here: Town) -> None:
    """What they wrote, and what they took part in."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    await begun(here, zhou, "到南门集合")
    await goes(here)
    async with here.parts.database.read() as store:
        for hands in (zhou, lin):
            person = await store.people.find(hands.chat.actor.id)
            assert person is not None
            made, part = (await store.personal.made(person.id))["drills"], await store.personal.drills(person.id)
            assert [one["words"] for one in made] == (["到南门集合"] if hands is zhou else [])
            assert [one["state"] for one in part] == ([] if hands is zhou else ["owed"])
