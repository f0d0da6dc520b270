"""People do not do what they are asked: keys of another question, thanks, twice the same, too late. Nothing is lost or falsified."""

import pytest

from tests.town import CODE, EMILY, HE, LIN, ZH_STAFF, ZHOU, Town, finished


@pytest.mark.parametrize("key", ["取消", "Cancel", "上一步", "不在现场，或分享不了"])
async def test_a_key_left_over_from_another_question_is_not_the_place(here: Town, key: str) -> None:
    """The keys of the place question are still below the chat when the area is asked for by buttons."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.text("菜市场后门")
    await lin.hears("地点记下了：菜市场后门")
    lin.text(key)
    await here.quiet()
    drafts = here.rows("SELECT COUNT(*) FROM dialogs WHERE step = 'area'")
    if key in ("取消", "Cancel"):
        assert (drafts, lin.last.words) == ([(0,)], "好的，这一步取消了，刚才发的没有保存。")
    elif key == "上一步":
        assert "在哪里" in lin.last.words
    else:
        assert drafts == [(1,)]
        lin.tap("不清楚", await lin.hears("地点记下了：菜市场后门。"))
        await lin.hears("编号")


async def test_keys_with_no_question_open_report_nothing(here: Town) -> None:
    """They stay below the chat after a dialog has ended by itself."""
    lin = await here.known(LIN)
    lin.text("取消")
    await lin.hears("没有要取消的事")
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]


async def test_thanks_are_no_hazard(here: Town) -> None:
    """Not for somebody known, not in the middle of a report, not from a stranger."""
    lin, emily = await here.known(LIN), here.person(EMILY)
    lin.text("谢谢！")
    await lin.hears("我在")
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]
    lin.photo()
    await lin.hears("在哪里")
    lin.text("好的")
    await lin.hears("我在")
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    emily.text("Hello")
    await emily.hears("Hello, I am Shao")
    assert here.rows("SELECT words FROM reports") == [(None,)]


async def test_a_strangers_second_sentence_is_not_the_place(here: Town) -> None:
    """Nobody had asked for a place yet."""
    lin = here.person(LIN)
    lin.text("三楼通道堵了")
    await lin.hears("先替您留着")
    lin.text("好多电动车")
    lin.tap("已满 14 岁", await lin.hears("先替您留着"))
    await lin.hears("在哪里")
    assert here.rows("SELECT step FROM dialogs") == [("place",)]


async def test_a_photo_opens_a_report_at_any_time(here: Town) -> None:
    """Also while something else is asked for that a photo cannot answer."""
    lin = await here.known(LIN)
    lin.press("我的")
    lin.tap("选我住的地方", await lin.hears("还没有填"))
    await lin.hears("您住在哪一片")
    lin.photo()
    await lin.hears("在哪里")


async def test_the_place_sent_twice_makes_one_report(here: Town) -> None:
    """A second press of the key is said to be unneeded; minutes later a place begins a new report."""
    lin = await here.known(LIN)
    await here.reported(lin)
    lin.place()
    await lin.hears("位置已经收到了")
    here.clock.advance(minutes=3)
    lin.place()
    await lin.hears("有照片吗")


async def test_words_and_a_place_are_enough_after_a_while(here: Town) -> None:
    """Where no photo comes, staff need not wait for it."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.place()
    await lin.hears("有照片吗")
    lin.text("电线冒火花")
    await lin.hears("有照片吗")
    here.clock.advance(minutes=16)
    await here.parts.keeper.dialogs_due()
    await lin.hears("编号")
    assert "电线冒火花" in (await zhou.hears("待接单")).words


async def test_the_reminder_counts_from_what_was_sent(here: Town) -> None:
    """Not from an empty question long before."""
    lin = await here.known(LIN)
    lin.press("报隐患")
    await lin.hears("请发一张")
    here.clock.advance(minutes=16)
    await here.parts.keeper.dialogs_due()
    lin.photo()
    await lin.hears("在哪里")
    here.clock.advance(minutes=16)
    await here.parts.keeper.dialogs_due()
    await lin.hears("还差一个位置")


async def test_a_reason_in_own_words_is_answered(here: Town) -> None:
    """When it counted, and when a colleague was faster."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    for late in (False, True):
        code = await here.reported(lin)
        card = await zhou.hears(code)
        zhou.tap("不受理", card)
        await here.quiet()
        zhou.tap("其他原因", card)
        await zhou.hears("请写一句")
        if late:
            zhou.forge(f"because:{code}:elsewhere", card)
            await lin.hears("没有受理")
        zhou.text("不是我们这边")
        await zhou.hears("已经有人做过了" if late else "已告诉上报人原因")
        if not late:
            await zhou.sees("原因：不是我们这边", card)


async def test_who_does_not_know_the_community_is_heard_by_their_own(here: Town) -> None:
    """A home that somebody has given is a better guess than the whole district."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.text("/me")
    lin.tap("选我住的地方", await lin.hears("还没有填"))
    lin.tap("听蕉社区", await lin.hears("您住在哪一片"))
    lin.tap("不清楚", await lin.sees("具体是哪里", lin.last))
    await lin.hears("您住在「听蕉社区」")
    lin.photo()
    await lin.hears("在哪里")
    lin.text("菜市场后门")
    lin.tap("不清楚", await lin.hears("属于哪个社区"))
    await lin.hears("社区还不清楚")
    assert "菜市场后门" in (await zhou.hears("待接单")).words


async def test_danger_after_done_opens_the_case_again(here: Town) -> None:
    """Whoever says so says that it is not fixed; and no time in the past is promised."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("处理中", card)
    await finished(zhou, card)
    await lin.hears("解决了吗")
    lin.tap("生命危险")
    await lin.hears("按最紧急通知")
    await zhou.hears("生命危险")
    assert here.rows("SELECT status, urgency FROM reports") == [("accepted", "danger")]
    lin.tap("燃气")
    await lin.sees(
        "已按最紧急处理", next(one for one in lin.from_bot if "记下了" in one.words or "哪一类" in one.words)
    )


async def test_staff_on_their_way_hear_of_a_withdrawal(here: Town) -> None:
    """It rings; before anybody has accepted, the card alone changes."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    for accepted in (False, True):
        code = await here.reported(lin)
        card = await zhou.hears(code)
        if accepted:
            zhou.tap("接单", card)
            await lin.hears("已经接单")
        lin.tap("撤回（10")
        await zhou.sees("上报人已撤回", card)
        await here.quiet()
        assert any("不用再去" in one.words for one in zhou.from_bot) is accepted


async def test_a_childs_place_says_nothing_of_the_phone(here: Town) -> None:
    """And the answer promises no message that cannot come."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), here.person(LIN)
    lin.photo()
    lin.tap("未满 14 岁", await lin.hears("请点一下"))
    await lin.hears("在哪里")
    lin.press("分享位置")
    assert "马上告诉您" not in (await lin.hears("编号")).words
    await zhou.hears("待接单")
    assert here.rows("SELECT place_source, accuracy FROM reports") == [("pin", None)]


async def test_what_is_added_reaches_staff_in_full(here: Town) -> None:
    """Also where the card has no room for it."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    await here.reported(lin)
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    lin.text("电" * 400)
    lin.tap("好了", await lin.hears("会加到"))
    assert "电" * 400 in (await zhou.hears("补充了内容")).words


async def test_labels_typed_by_hand_are_keys(here: Town) -> None:
    """In any case of letters."""
    emily = await here.known(EMILY)
    emily.text("my reports")
    await emily.hears("have not reported")


async def test_fire_in_plain_english(here: Town) -> None:
    """As people say it, not as a list does."""
    he = await here.known(HE)
    for words in ("There is a fire in building 3", "smoke from the roof", "gas smell on the 3rd floor", "楼道冒烟"):
        he.text(words)
        await he.hears("119")
        he.text("/cancel")
        await he.hears("这一步取消了")
    assert not CODE.search(he.last.words)


async def test_a_changed_message_is_answered(here: Town) -> None:
    """Its new words are not read, and that is said."""
    lin = await here.known(LIN)
    lin.text("井盖没了")
    await lin.hears("在哪里")
    lin.edit("井盖碎了")
    await lin.hears("再发一条")


async def test_an_open_case_gets_a_new_deadline(here: Town) -> None:
    """As long as it had at first, from the moment at which it was opened again, however often that is."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    zhou.tap("接单", card)
    await zhou.sees("处理中", card)
    await finished(zhou, card)
    asked = await lin.hears("解决了吗")
    here.clock.advance(hours=30)
    lin.tap("没有解决", asked)
    await zhou.sees("动手期限：5月24日 18:00", card)
    await finished(zhou, card)
    asked = await lin.hears("解决了吗")
    here.clock.advance(hours=1)
    lin.tap("没有解决", asked)
    await zhou.sees("动手期限：5月24日 19:00", card)


async def test_more_than_a_report_holds_is_said(here: Town) -> None:
    """Ten photos; the eleventh is not kept, and not dropped in silence."""
    lin = await here.known(LIN)
    await here.reported(lin, photos=11)
    assert any("最多放 10 份照片" in one.words for one in lin.from_bot)
    assert here.rows("SELECT COUNT(*) FROM report_media") == [(10,)]
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    lin.photo()
    lin.tap("好了", await lin.hears("会加到"))
    await lin.hears("最多放 10 份照片")


async def test_only_one_card_can_be_acted_on(here: Town) -> None:
    """A card opened again takes the place of the one before."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    first = await zhou.hears(code)
    zhou.text(code)
    second = await zhou.hears("待接单")
    await zhou.sees("最新的卡片在下面", first)
    assert first.labels == []
    zhou.tap("接单", second)
    await zhou.sees("处理中", second)


async def test_the_same_alarm_many_times_is_answered_once_while_it_waits(here: Town) -> None:
    """These answers go before everybody else's."""
    he = await here.known(HE)
    for _ in range(5):
        he.text("着火了")
    alarm = await he.hears("119")
    await here.quiet()
    numbers = [one for one in he.from_bot if one.words.startswith(alarm.words[:8])]
    assert len(numbers) < 5
