"""A report from its card to its end: who taps what, who hears what, in which order."""

import pytest

from tests.faults.forgery import demote
from tests.town import BESIDE, EMILY, EN_STAFF, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town, finished


async def test_accepted_done_verified(either: Town) -> None:
    """On either engine. The reporter gets a new, ringing message at each change; the card changes in place."""
    zhou, lin = await either.staff(ZHOU, ZH_STAFF), await either.known(LIN)
    code = await either.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    assert (await lin.hears("已经接单")).rang
    await zhou.sees("经办：周敏", card)
    assert card.labels == ["处理好了", "问上报人…", "等外部单位…", "转给…", "吹哨…", "重复…", "地图", "进度卡", *BESIDE]
    await finished(zhou, card)
    asked = await lin.hears("解决了吗")
    assert asked.labels == ["已解决", "部分解决", "没有解决"]
    lin.tap("已解决", asked)
    await lin.sees("确认已解决", asked)
    await zhou.hears("上报人确认已解决")
    await zhou.sees("已确认解决", card)
    assert card.labels == ["地图", "进度卡", "全部照片（2）", *BESIDE]
    history = either.rows("SELECT event, actor, status FROM report_events ORDER BY id")
    assert [event for event, _, _ in history] == ["received", "accepted", "done", "verified"]


async def test_not_solved_opens_it_again_and_rings_its_holder(here: Town) -> None:
    """Closed means fixed: only who reported it knows."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await lin.hears("已经接单")
    await zhou.sees("处理中", card)
    await finished(zhou, card)
    asked = await lin.hears("解决了吗")
    lin.tap("没有解决", asked)
    rung = await zhou.hears("还没解决")
    assert rung.rang
    assert rung.labels == ["打开卡片"]
    await zhou.sees("处理中", card)
    assert here.rows("SELECT status FROM reports") == [("accepted",)]


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("没有发现", "现场没有发现隐患"),
        ("找不到", "找不到这个地方"),
        ("不归", "不归本社区管"),
    ],
)
async def test_not_valid_with_a_reason(here: Town, label: str, told: str) -> None:
    """The reasons take the place of the card's buttons; the reporter is told which."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    zhou.tap("不受理", card)
    await here.server.world.until(lambda: "上一步" in card.labels)
    zhou.tap(label, card)
    assert told in (await lin.hears("没有受理")).words
    await zhou.sees("未受理", card)


async def test_not_valid_in_own_words(here: Town) -> None:
    """Markup in what staff write comes through as they wrote it."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    zhou.tap("不受理", card)
    await here.server.world.until(lambda: "上一步" in card.labels)
    zhou.tap("其他原因", card)
    await zhou.hears("请写一句")
    zhou.text("属于<b>私人</b> & 已沟通")
    assert "属于<b>私人</b> & 已沟通" in (await lin.hears("没有受理")).words


async def test_back_from_the_reasons(here: Town) -> None:
    """Nothing happened until a reason is chosen."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    zhou.tap("不受理", card)
    await here.server.world.until(lambda: "上一步" in card.labels)
    zhou.tap("上一步", card)
    await here.server.world.until(
        lambda: card.labels == ["接单", "不受理…", "转给…", "吹哨…", "重复…", "地图", "进度卡", *BESIDE]
    )
    assert here.rows("SELECT status FROM reports") == [("received",)]


async def test_two_staff_and_one_case(here: Town) -> None:
    """Both get a card; the first accepts, the other's card says who, and their tap is answered with a word."""
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, ZH_STAFF)
    lin = await here.known(LIN)
    code = await here.reported(lin)
    first, second = await zhou.hears(code), await grace.hears(code)
    zhou.tap("接单", first)
    await lin.hears("已经接单")
    await grace.sees("周敏", second)
    grace.forge(f"accept:{code}", second)
    await here.server.world.until(lambda: any("already" in toast for toast in grace.chat.toasts))
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event = 'accepted'") == [(1,)]


async def test_undo_within_ten_minutes(here: Town) -> None:
    """The card says that it was withdrawn; later the button only gets a word, and 我的上报 still can."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    lin.tap("撤回（10")
    await zhou.sees("上报人已撤回", card)
    assert card.labels == ["地图", "进度卡", *BESIDE]
    code = await here.reported(lin)
    here.clock.advance(minutes=11)
    lin.tap("撤回（10")
    await here.server.world.until(lambda: any("时间过了" in toast for toast in lin.chat.toasts))
    lin.press("我的上报")
    lin.tap(code, await lin.hears("您最近的上报"))
    shown = await lin.hears("已收到")
    lin.tap("撤回", shown)
    await lin.sees("已撤回", shown)


async def test_danger_to_life_jumps_every_queue(here: Town) -> None:
    """Numbers for the reporter, a ring in the first lane for staff, the card changes, the list begins with it."""
    zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await here.known(HE)
    older = await here.reported(he)
    code = await here.reported(lin)
    await zhou.hears(older)
    card = await zhou.hears(code)
    lin.tap("生命危险")
    assert "119" in (await lin.hears("有人有危险")).words
    assert (await zhou.hears("生命危险")).rang
    await zhou.sees("⚠️ 生命危险", card)
    zhou.press("待办")
    listed = (await zhou.hears("待办共")).words.splitlines()
    assert code in listed[1]
    assert older in listed[2]
    assert "先打电话" in (await lin.hears("按最紧急通知")).words
    assert here.rows("SELECT COUNT(*) FROM outbox WHERE lane = 0") == [(3,)]


async def test_adding_photos_and_words(here: Town) -> None:
    """Staff get the first photo as a card, the others by [all photos]."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    lin.photo(caption="楼上也有")
    await lin.hears("会加到")
    lin.text("还有三辆")
    lin.tap("好了", await lin.hears("会加到"))
    await lin.hears("已补充")
    await zhou.hears("补充了内容")
    await zhou.sees("还有三辆", card)
    zhou.tap("全部照片", card)
    await here.quiet()
    assert len([one for one in zhou.from_bot if one.photo]) == 3


async def test_the_map_button_sends_a_pin(here: Town) -> None:
    """It opens the phone's own map."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    zhou.tap("地图", await zhou.hears(await here.reported(lin)))
    await here.server.world.until(lambda: zhou.last.location is not None)
    assert zhou.last.location == (30.6607, 104.0580)


async def test_the_kind_reaches_the_card_and_shortens_the_promise(here: Town) -> None:
    """Gas is answered within an hour; home is asked once, separately, and only by a tap."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    lin.tap("燃气")
    await zhou.sees("燃气", card)
    assert "13:00" in card.words
    assert here.rows("SELECT home_unit_id FROM people WHERE home_unit_id IS NOT NULL") == []
    asked = await lin.hears("您住在")
    lin.tap("不是", asked)
    await lin.sees("没有保存您的住处", asked)
    await here.reported(lin)
    lin.tap("电梯")
    await here.quiet()
    assert sum("顺便问一句" in one.words for one in lin.from_bot) == 0, "edited away, and not asked again"


async def test_units_above_see_it_in_their_list_without_being_rung(here: Town) -> None:
    """The nearest unit that has staff is rung; the district finds it in its list."""
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, "QY")
    lin = await here.known(LIN)
    code = await here.reported(lin)
    await zhou.hears(code)
    await here.quiet()
    assert not [one for one in grace.from_bot if code in one.words]
    grace.press("Worklist")
    grace.tap(code, await grace.hears(code))
    assert "Accept" in (await grace.hears("waiting")).labels


async def test_staff_of_another_community_see_nothing(here: Town) -> None:
    """Their list is empty, and the code means nothing to them."""
    await here.staff(ZHOU, ZH_STAFF)
    grace = await here.staff(GRACE, EN_STAFF)
    code = await here.reported(await here.known(LIN))
    grace.press("Worklist")
    await grace.hears("Nothing is open")
    grace.forge(f"card:{code}", grace.last)
    await here.server.world.until(lambda: any("Not found" in toast for toast in grace.chat.toasts))


async def test_the_worklist_has_ten_a_page(here: Town) -> None:
    """Oldest first, with turning in the same message."""
    zhou, reporters = await here.staff(ZHOU, ZH_STAFF), (await here.known(LIN), await here.known(HE))
    codes = []
    for number in range(12):
        codes.append(await here.reported(reporters[number % 2]))
        here.clock.advance(minutes=1)
    await here.quiet()
    zhou.press("待办")
    page = await zhou.hears("待办共 12 件")
    assert [line.split()[1] for line in page.words.splitlines()[1:]] == codes[:10]
    zhou.tap("下一页", page)
    await zhou.sees(codes[11], page)
    assert [line.split()[1] for line in page.words.splitlines()[1:]] == codes[10:]
    zhou.tap("上一页", page)
    await zhou.sees(codes[0], page)


async def test_each_reads_in_their_own_language(here: Town) -> None:
    """An English reporter and Chinese staff share one report."""
    zhou, emily = await here.staff(ZHOU, EN_STAFF), await here.known(EMILY)
    code = await here.reported(emily)
    card = await zhou.hears("待接单")
    assert code in card.words
    zhou.tap("接单", card)
    await emily.hears("has taken it on")


async def test_a_report_survives_its_photo_being_refused(here: Town) -> None:
    """When Telegram will not send the picture any more, staff still get the case."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    here.server.world.files.clear()
    lin.press("分享位置")
    await lin.hears("编号")
    await zhou.hears("待接单")


async def test_who_is_staff_no_longer_reads_no_more(here: Town) -> None:
    """Their card, which was kept up to date until then, says nothing more, nor does it follow what comes."""
    zhou, grace, lin = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card, theirs = await zhou.hears(code), await grace.hears(code)
    await demote(here, GRACE)
    zhou.tap("接单", card)
    await zhou.sees("处理中", card)
    await grace.sees("not yours to handle any more", theirs)
    assert theirs.labels == []
    assert "周敏" not in theirs.words
