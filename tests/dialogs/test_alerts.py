"""预警: written, approved by a second one or sent alone in an emergency, answered, counted, and called off as easily."""

from datetime import timedelta

from bot.demo.hands import Hands
from bot.demo.state import Shown
from handlers.alerts import sharing
from handlers.factor.rules import new_secret
from storage.alert import AlertKind, Level
from storage.roles import Role, Via
from storage.wishes import Wishes
from tests.dialogs.test_factor import code_of
from tests.dialogs.test_notice import lives_in, neighbours
from tests.letting_go import let_go_in
from tests.storage.makers import work_on
from tests.town import EN_STAFF, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

CHEN, BOSS = 1055, 1056  # who comes later; who works for the whole district


async def officer(here: Town, person: int, unit: str = ZH_STAFF, *, factor: bool = True) -> Hands:
    """A duty officer of a community, with a second factor."""
    hands = here.person(person)
    hands.start(await here.invite(unit, Role.DUTY_OFFICER))
    await here.quiet()
    if factor:
        async with here.parts.database.write() as store:
            known = await store.people.find(person)
            assert known is not None
            await store.factors.put(known.id, new_secret())
            await store.factors.confirm(known.id, 0, now=here.clock.now)
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
    await here.parts.jobs.alerts.send_alerts()
    await here.quiet()
    for _ in range(2):
        await here.parts.jobs.alerts.send_alerts()
        await here.parts.jobs.alerts.show()
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
    return zhou, grace, lin, await zhou.sees("发完了", card), await lin.hears("🟡 暴雨黄色预警")


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
    shown = await lin.hears("🔵 暴雨蓝色预警")
    assert shown.labels == ["知道了", "🆘 需要帮助"]
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
    shown = await lin.hears("🟡 暴雨黄色预警")
    lin.tap("我安全", shown)
    emily.tap("Got it", await emily.hears("Rainstorm warning, yellow"))
    await here.quiet()
    await goes(here)
    await zhou.sees("回应 2 人：平安 1，需要帮助 0", card)


async def test_whoever_hands_it_in_cannot_approve_it(here: Town) -> None:
    """Even where somebody else has written it first."""
    await neighbours(here)
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await officer(here, GRACE, factor=False)
    card = await drafted(zhou)
    zhou.tap("送去批准", card)
    asked = await grace.hears("waits for the second person")
    approve = asked.buttons[0][0]["callback_data"]
    grace.forge(f"wedit:{approve.split(':')[1]}", asked)
    again = await grace.hears("Draft of warning")
    grace.tap("Hand in for approval", again)
    await here.quiet()
    grace.forge(approve, asked)
    await here.quiet()
    assert here.rows("SELECT state FROM alerts") == [("submitted",)]
    zhou.tap("批准，发出", await zhou.hears("等第二个人批准"))
    await here.quiet()
    assert here.rows("SELECT way FROM alerts") == [("two",)]


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
    assert "Tapped “I need help”" in case.words, "staff may read either"
    lin.place(30.66, 104.06)
    await lin.hears("位置告诉他们了")
    said = [one.words for one in lin.from_bot]
    assert not [one for one in said if "哪一类" in one or "已补充" in one], "asked of whoever needs help, or told twice"
    assert not [one for one in lin.from_bot if any("生命危险" in label for label in one.labels)], "it is known already"
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
    gone = (await zhou.hears("✅ 暴雨预警解除")).words
    assert "送达" in gone
    assert "平安" not in gone, "nobody said so to the all clear"
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
    assert len([one for one in lin.from_bot if "暴雨黄色预警" in one.words]) == 1


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
    asked = await grace.hears("waits for the second person")
    assert asked.labels == ["Approve and send"], "no emergency path beside the short one"
    zhou.tap("我一个人发", await zhou.sees("等第二个人批准", card))
    await here.quiet()
    assert here.rows("SELECT state FROM alerts") == [("submitted",)]
    here.clock.advance(seconds=90)
    await here.parts.jobs.alerts.call_next()
    await here.quiet()
    here.clock.advance(seconds=31)
    await here.parts.jobs.alerts.call_next()
    await here.quiet()
    again = await zhou.hears("等第二个人批准")
    zhou.tap("我一个人发", again)
    asked = await zhou.hears("为什么不等第二个人")
    zhou.tap("有人正在危险中", asked)
    await zhou.sees("6 位动态码", asked)
    zhou.text("000000")
    await zhou.hears("6 位动态码")
    zhou.text(await code_of(here, ZHOU))
    await here.quiet()
    await goes(here)
    await lin.hears("🔴 燃气泄漏红色预警")
    review = await grace.hears("sent warning")
    assert "Reason: People are in danger now." in review.words
    await zhou.sees("理由：有人正在危险中", again)
    grace.tap("Write the review", review)
    await grace.hears("Was it right")
    grace.text("Right, there was no time")
    await zhou.hears("复核了")
    assert here.rows("SELECT way, reviewed_at IS NOT NULL FROM alerts WHERE way IS NOT NULL") == [("alone", 1)]


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
    chen.text("/warnings")
    chen.tap("选我住的地方", await chen.hears("告诉我您住在哪一片"))
    chen.tap("取消", await chen.hears("您住在哪一片？"))
    await lives_in(here, chen, "QY-01-1")
    await here.parts.jobs.alerts.find_late_ones()
    await goes(here)
    await chen.hears("🟡 暴雨黄色预警")


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


async def test_red_is_a_draft_next_door(here: Town) -> None:
    """Ready to be approved by the officer there; once, and no further by itself."""
    await neighbours(here)
    he = here.person(HE)
    zhou = await officer(here, ZHOU)
    grace = await officer(here, GRACE, EN_STAFF)
    here.stranger(BOSS)
    boss = await officer(here, BOSS, "QY")
    zhou.tap("送去批准", await drafted(zhou, level="红色"))
    boss.tap("批准，发出", await boss.hears("等第二个人批准"))
    await boss.hears("6 位动态码")
    boss.text(await code_of(here, BOSS))
    await here.quiet()
    await goes(here)
    shared = await grace.hears("waits for the second person")
    assert here.rows("SELECT COUNT(*) FROM alerts") == [(2,)]
    assert not [one for one in he.from_bot if "warning" in one.words], "only a draft"
    grace.tap("Approve and send", shared)
    await grace.hears("6 digits")
    grace.text(await code_of(here, GRACE))
    await here.quiet()
    await goes(here)
    await he.hears("红色")
    assert here.rows("SELECT COUNT(*) FROM alerts") == [(2,)]


async def test_what_was_shared_is_found_again(here: Town) -> None:
    """By whoever may write there, though it was somebody else who was called; until it is over."""
    he = await here.staff(HE, EN_STAFF)
    grace = await officer(here, GRACE, EN_STAFF)
    zhou = await here.staff(ZHOU, ZH_STAFF)
    async with here.parts.database.write() as store:
        work = work_on(store, here.clock.now)
        red = await let_go_in(work, Level.RED)
        await sharing.share(work, red.model_copy(update={"origin": None}))
    he.text("/alert")
    assert not (await he.hears("等第二个人批准")).labels, "a red one is not theirs to approve"
    await he.hears("预警什么？")
    assert (await grace.hears("waits for the second person")).labels == ["Approve and send"]
    zhou.text("/alert")
    await zhou.hears("预警什么？")
    assert not [one for one in zhou.from_bot if "等第二个人批准" in one.words], "it is not theirs"
    here.clock.advance(hours=7)
    before = len(he.from_bot)
    he.text("/alert")
    await here.quiet()
    assert not [one for one in he.from_bot[before:] if "等第二个人批准" in one.words]


async def test_around_a_place_and_around_a_case(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin = await here.known(LIN)
    code = await here.reported(lin)
    zhou.text("/alert")
    asked = await zhou.hears("预警什么？")
    zhou.tap("燃气泄漏", asked)
    zhou.tap("红色", await zhou.sees("什么等级？", asked))
    await zhou.sees("哪一片？", asked)
    zhou.text(code)
    around = await zhou.hears("周围多少米")
    zhou.tap("200 米", around)
    card = await zhou.hears("预警草稿")
    assert "200 米以内" in card.words
    zhou.tap("改范围", card)
    await zhou.hears("哪一片？")
    zhou.place(30.6607, 104.0580)
    await zhou.hears("周围多少米")
    zhou.text("1 公里")
    assert "1,000 米以内" in (await zhou.hears("预警草稿")).words


async def test_a_rider_who_comes_by_gets_it(here: Town) -> None:
    await sent_yellow(here)
    here.stranger(CHEN)
    chen = await here.known(CHEN)
    async with here.parts.database.write() as store:
        person = await store.people.find(CHEN)
        unit = await store.units.by_code("QY-01-1")
        assert person is not None
        assert unit is not None
        await store.roles.grant(person.id, Role.RIDER, None, via=Via.SELF, now=here.clock.now)
        await store.riders.moved(person.id, unit.id, until=here.clock.now + timedelta(hours=1))
    await here.parts.jobs.alerts.find_late_ones()
    await goes(here)
    await chen.hears("🟡 暴雨黄色预警")


async def test_what_somebody_does_not_want_does_not_come(here: Town) -> None:
    """Yellow of a kind that was left out; orange and red always come."""
    lin, emily, _ = await neighbours(here)
    async with here.parts.database.write() as store:
        person = await store.people.find(LIN)
        assert person is not None
        await store.wishes.save(person.id, Wishes(muted=(AlertKind.RAINSTORM,)))
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await officer(here, GRACE, factor=False)
    card = await drafted(zhou)
    assert "发给" in card.words
    zhou.tap("送去批准", card)
    grace.tap("Approve and send", await grace.hears("waits for the second person"))
    await here.quiet()
    await goes(here)
    await emily.hears("Rainstorm warning, yellow")
    assert not [one for one in lin.from_bot if "暴雨黄色预警" in one.words]
    lin.text("/warnings")
    await lin.hears("暴雨黄色预警")


async def test_a_mistake_is_corrected(here: Town) -> None:
    zhou, _, lin, card, _ = await sent_yellow(here)
    zhou.tap("发错了", card)
    zhou.tap("确定更正", await zhou.hears("更正预警"))
    await here.quiet()
    await goes(here)
    assert "没有这回事" in (await lin.hears("预警发错了")).words


async def test_two_agree_beforehand_that_gas_cannot_wait(here: Town) -> None:
    """Then the officer on duty sends it at once."""
    lin, _, _ = await neighbours(here)
    zhou, grace = await officer(here, ZHOU), await officer(here, GRACE, factor=False)
    zhou.text("/immediate")
    zhou.tap("同意：燃气泄漏", await zhou.hears("哪些预警不能等"))
    await here.quiet()
    zhou.tap("取消：燃气泄漏")
    await here.quiet()
    zhou.tap("同意：燃气泄漏")
    grace.text("/immediate")
    listed = await grace.hears("which warnings cannot wait")
    assert "one more to go" in listed.words
    grace.tap("Agree: Gas leak", listed)
    await grace.sees("may be sent at once", listed)
    card = await drafted(zhou, level="红色", kind="燃气泄漏")
    zhou.tap("送去批准", card)
    zhou.tap("我一个人发", await zhou.sees("等第二个人批准", card))
    zhou.text((await zhou.hears("为什么不等第二个人")).words[:5])
    await zhou.hears("6 位动态码")
    zhou.text(await code_of(here, ZHOU))
    await here.quiet()
    await goes(here)
    await lin.hears("🔴 燃气泄漏红色预警")


async def test_roll_call(here: Town) -> None:
    """Each grid is called; whoever is silent is rung again, then their deputy; then staff get the list. The sheet is timed."""
    await neighbours(here)
    zhou, grace = await officer(here, ZHOU), await officer(here, GRACE)
    card = await drafted(zhou, level="橙色")
    zhou.tap("送去批准", card)
    grace.tap("Approve and send", await grace.hears("waits for the second person"))
    await grace.hears("6 digits")
    grace.text(await code_of(here, GRACE))
    await here.quiet()
    await goes(here)
    grids = here.rows("SELECT COUNT(*) FROM roll_calls")[0][0]
    assert grids > 1
    grace.tap("Heard", await grace.hears("Roll call"))
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM roll_calls WHERE confirmed_at IS NOT NULL") == [(1,)]
    for _ in range(3):
        here.clock.advance(seconds=90)
        await here.parts.jobs.alerts.ring_silent()
        await here.quiet()
    assert f"{grids - 1} 个网格没有人答" in (await zhou.hears("没有人答，请打电话")).words
    zhou.tap("叫应表", card)
    sheet = await zhou.hears("叫应表 W-")
    assert "0 分 0 秒答" in sheet.words
    assert sheet.words.count("没人答，给了名单") == grids - 1
