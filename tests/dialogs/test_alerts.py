"""预警: written, approved by a second one or sent alone in an emergency, answered, counted, and called off as easily."""

from bot.demo.hands import Hands
from bot.demo.state import Shown
from storage.roles import Role
from tests.dialogs.test_factor import code_of, scanned
from tests.dialogs.test_notice import lives_in, neighbours
from tests.town import GRACE, ZH_STAFF, ZHOU, Town

CHEN = 1055  # who comes later


async def officer(here: Town, person: int, unit: str = ZH_STAFF, *, factor: bool = True) -> Hands:
    """A duty officer of a community, with a second factor."""
    hands = here.person(person)
    hands.start(await here.invite(unit, Role.DUTY_OFFICER))
    await here.quiet()
    if factor:
        await scanned(here, hands)
        hands.text(await code_of(here, person))
        await hands.hears("✅")
        here.clock.advance(seconds=30)
    return hands


async def drafted(hands: Hands, *, kind: str = "暴雨", level: str = "黄色", area: str = "整个") -> Shown:
    """The card of a draft, in three taps."""
    hands.text("/alert")
    asked = await hands.hears("预警什么？")
    hands.tap(kind, asked)
    await hands.sees("什么等级？", asked)
    hands.tap(level, asked)
    await hands.sees("哪一片？", asked)
    hands.tap(area, asked)
    return await hands.hears("预警草稿")


async def goes(here: Town) -> None:
    """What was let go reaches everybody."""
    await here.parts.alerts.send_alerts()
    await here.quiet()
    for _ in range(2):
        await here.parts.alerts.send_alerts()
        await here.parts.alerts.show()
        await here.quiet()


def number_in(shown: Shown) -> str:
    """The number of a warning on a card or in a message."""
    at = shown.words.index("W-")
    return shown.words[at : at + 11]


async def sent_yellow(here: Town) -> tuple[Hands, Hands, Hands, Shown, Shown]:
    """A yellow rainstorm for the first community, out; its author, its approver, a resident; the card, and the resident's copy."""
    lin, _, _ = await neighbours(here)
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await officer(here, GRACE, factor=False)
    card = await drafted(zhou)
    zhou.tap("送去批准", card)
    grace.tap("Approve and send", await grace.hears("waits for the second person"))
    await here.quiet()
    await goes(here)
    return zhou, grace, lin, await zhou.sees("发完了", card), await lin.hears("黄色 🟡预警 · 暴雨")


async def test_blue_needs_one(here: Town) -> None:
    """Seen in both languages before it goes; who lives elsewhere gets nothing."""
    lin, emily, he = await neighbours(here)
    zhou = await here.staff(ZHOU, ZH_STAFF)
    card = await drafted(zhou, level="蓝色")
    assert "3 人" in card.words
    assert "Rainstorm warning" in card.words
    assert "蓝色的一个人就能发" in card.words
    zhou.tap("发出", card)
    await here.quiet()
    await goes(here)
    shown = await lin.hears("蓝色 🔵预警 · 暴雨")
    assert shown.labels == ["知道了"]
    assert "尽量不出门" in shown.words
    await emily.hears("Rainstorm warning, blue")
    await zhou.sees("3 人里 3 人已送达", card)
    assert not [one for one in he.from_bot if "warning" in one.words]


async def test_yellow_needs_a_second_one(here: Town) -> None:
    """Never its author; whoever gets it answers by one tap."""
    lin, emily, _ = await neighbours(here)
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await officer(here, GRACE, factor=False)
    card = await drafted(zhou)
    zhou.tap("送去批准", card)
    await zhou.sees("等第二个人批准", card)
    await goes(here)
    assert not [one for one in lin.from_bot if "预警" in one.words]
    asked = await grace.hears("waits for the second person")
    zhou.forge(asked.buttons[0][0]["callback_data"], card)
    await here.quiet()
    await goes(here)
    assert not [one for one in lin.from_bot if "预警" in one.words]
    grace.tap("Approve and send", asked)
    await here.quiet()
    await goes(here)
    shown = await lin.hears("黄色 🟡预警 · 暴雨")
    lin.tap("我安全", shown)
    emily.tap("Got it", await emily.hears("Rainstorm warning, yellow"))
    await here.quiet()
    await goes(here)
    await zhou.sees("回应 2 人：平安 1，需要帮助 0", card)


async def test_an_edit_voids_the_approval(here: Town) -> None:
    lin, _, _ = await neighbours(here)
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await officer(here, GRACE, factor=False)
    card = await drafted(zhou)
    zhou.tap("送去批准", card)
    asked = await grace.hears("waits for the second person")
    seen = asked.buttons[0][0]["callback_data"]
    zhou.tap("撤回来改", await zhou.sees("等第二个人批准", card))
    again = await zhou.hears("预警草稿")
    zhou.tap("补充情况", again)
    await zhou.hears("补充一句情况")
    zhou.text("两小时内 50 毫米")
    zhou.tap("就用这一句", await zhou.hears("英文怎么说"))
    changed = await zhou.hears("两小时内 50 毫米")
    zhou.tap("送去批准", changed)
    await here.quiet()
    grace.forge(seen, asked)
    await here.quiet()
    await goes(here)
    assert not [one for one in lin.from_bot if "预警" in one.words], "approved what nobody sends any more"
    grace.tap("Approve and send", await grace.hears("50 毫米"))
    await here.quiet()
    await goes(here)
    assert "两小时内 50 毫米" in (await lin.hears("黄色")).words


async def test_who_needs_help_has_a_case_at_once(here: Town) -> None:
    zhou, _, lin, _, shown = await sent_yellow(here)
    lin.tap("需要帮助", shown)
    await lin.hears("已经叫人了。您在哪里？")
    case = await zhou.hears("收到预警")
    assert "需要帮助" in case.words
    lin.place(30.66, 104.06)
    await lin.hears("位置告诉他们了")
    lin.tap("我安全", shown)
    await here.quiet()
    assert here.rows("SELECT answer FROM alert_answers") == [("safe",)]


async def test_the_all_clear_reaches_whoever_has_it(here: Town) -> None:
    """Two taps of one person, written beforehand; it rings, and nothing can be answered any more."""
    zhou, _, lin, card, shown = await sent_yellow(here)
    zhou.tap("解除", card)
    zhou.tap("确定解除", await zhou.hears("解除预警"))
    await here.quiet()
    await goes(here)
    clear = await lin.hears("暴雨预警解除")
    assert clear.rang
    lin.tap("我安全", shown)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM alert_answers") == [(0,)]
    lin.text("/warnings")
    await lin.hears("现在没有预警")
    zhou.tap("解除", card)
    zhou.tap("确定解除", await zhou.hears("解除预警"))
    await here.quiet()
    await goes(here)
    assert len([one for one in lin.from_bot if "预警解除" in one.words]) == 1


async def test_an_update_changes_what_people_have(here: Town) -> None:
    """Silently; graver it rings."""
    zhou, grace, lin, card, shown = await sent_yellow(here)
    zhou.tap("更新", card)
    draft = await zhou.hears("预警草稿")
    zhou.tap("补充情况", draft)
    await zhou.hears("补充一句情况")
    zhou.text("雨小了一些")
    zhou.tap("就用这一句", await zhou.hears("英文怎么说"))
    zhou.tap("送去批准", await zhou.hears("雨小了一些"))
    grace.tap("Approve and send", await grace.hears("雨小了一些"))
    await here.quiet()
    await goes(here)
    await lin.sees("雨小了一些", shown)
    assert len([one for one in lin.from_bot if "预警 · 暴雨" in one.words]) == 1


async def test_red_takes_a_second_factor(here: Town) -> None:
    lin, _, _ = await neighbours(here)
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await officer(here, GRACE, factor=False)
    zhou.tap("送去批准", await drafted(zhou, level="红色"))
    asked = await grace.hears("waits for the second person")
    grace.tap("Approve and send", asked)
    await here.quiet()
    await goes(here)
    assert not [one for one in lin.from_bot if "预警" in one.words]
    grace.text("/factor")
    await grace.hears("authenticator")


async def test_the_officer_on_duty_may_send_it_alone(here: Town) -> None:
    """Not before those who may approve were called for two minutes; with a code and a reason; all hear of it, and it is reviewed."""
    lin, _, _ = await neighbours(here)
    zhou = await officer(here, ZHOU)
    grace = await officer(here, GRACE, factor=False)
    card = await drafted(zhou, level="红色", kind="燃气泄漏")
    zhou.tap("送去批准", card)
    await grace.hears("waits for the second person")
    zhou.tap("我一个人发", await zhou.sees("等第二个人批准", card))
    await here.quiet()
    assert here.rows("SELECT state FROM alerts") == [("submitted",)]
    here.clock.advance(seconds=90)
    await here.parts.alerts.call_next()
    await here.quiet()
    here.clock.advance(seconds=31)
    await here.parts.alerts.call_next()
    await here.quiet()
    zhou.tap("我一个人发", await zhou.hears("等第二个人批准"))
    asked = await zhou.hears("为什么不等第二个人")
    zhou.tap("有人正在危险中", asked)
    await zhou.sees("6 位动态码", asked)
    zhou.text("000000")
    await zhou.hears("6 位动态码")
    zhou.text(await code_of(here, ZHOU))
    await here.quiet()
    await goes(here)
    await lin.hears("红色 🔴预警 · 燃气泄漏")
    review = await grace.hears("sent warning")
    grace.tap("Write the review", review)
    await grace.hears("Was it right")
    grace.text("Right, there was no time")
    await zhou.hears("复核了")
    assert here.rows("SELECT way, reviewed_at IS NOT NULL FROM alerts") == [("alone", 1)]


async def test_a_number_shows_the_original(here: Town) -> None:
    *_, shown = await sent_yellow(here)
    here.stranger(CHEN)
    chen = await here.known(CHEN)
    number = number_in(shown)
    chen.text(number.lower().replace("-", " "))
    assert "现在有效" in (await chen.hears(number)).words
    chen.start(f"w_{number}")
    await here.quiet()
    chen.text("W-0000-0000")
    await chen.hears("没有编号")


async def test_who_comes_to_live_there_gets_it(here: Town) -> None:
    """While it lasts."""
    await sent_yellow(here)
    here.stranger(CHEN)
    chen = await here.known(CHEN)
    await lives_in(here, chen, "QY-01-1")
    await here.parts.alerts.find_late_ones()
    await goes(here)
    await chen.hears("黄色 🟡预警 · 暴雨")


async def test_stop_drops_the_rest(here: Town) -> None:
    lin, _, _ = await neighbours(here)
    zhou = await here.staff(ZHOU, ZH_STAFF)
    card = await drafted(zhou, level="蓝色")
    zhou.tap("发出", card)
    await zhou.sees("批准了", card)
    zhou.tap("停止发送", card)
    await zhou.sees("停了", card)
    await goes(here)
    assert not [one for one in lin.from_bot if "预警" in one.words]
