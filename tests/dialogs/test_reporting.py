"""Reporting, from the first photo to the code, as people see it."""

from tests.town import BESIDE, EMILY, HE, LIN, ZH_STAFF, ZHOU, Town


async def test_a_known_person_needs_two_actions(here: Town) -> None:
    """Photo, share place: it is in, and the staff of that place are rung."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.press("分享位置")
    received = await lin.hears("编号")
    assert received.labels == ["⚠️ 现在有人有生命危险", "补充照片或文字", "撤回（10 分钟内）"]
    assert received.rang
    asked = await lin.hears("哪一类")
    assert not asked.rang
    card = await zhou.hears("待接单")
    assert card.rang
    assert card.photo is not None
    assert card.labels == ["接单", "不受理…", "转给…", "吹哨…", "重复…", "地图", "进度卡", *BESIDE]
    assert any(link.startswith("https://uri.amap.com/") and "coordinate=wgs84" in link for link in card.links)


async def test_a_stranger_needs_one_action_more(here: Town) -> None:
    """What was sent before consent waits, and goes on after it."""
    emily = here.person(EMILY)
    emily.photo(caption="bikes in the fire lane")
    asked = await emily.hears("Tap once")
    assert not here.rows("SELECT 1 FROM reports")
    emily.tap("14 or older", asked)
    await emily.hears("Where is it")
    emily.press("Share my location")
    await emily.hears("Code")
    assert here.rows("SELECT status, place_source FROM reports") == [("received", "live")]


async def test_everything_sent_before_consent_is_kept_in_order(here: Town) -> None:
    """Photo, words and place of a stranger, and then one tap: the report is complete."""
    lin = here.person(LIN)
    lin.photo()
    lin.text("井盖没了")
    lin.place()
    await lin.hears("请点一下")
    lin.tap("已满 14 岁", await lin.hears("先替您留着"))
    await lin.hears("编号")
    assert here.rows("SELECT COUNT(*) FROM report_media") == [(1,)]


async def test_place_first(here: Town) -> None:
    """A place alone asks for a photo."""
    lin = await here.known(LIN)
    lin.place()
    await lin.hears("有照片吗")
    lin.photo()
    await lin.hears("编号")


async def test_place_and_words_without_a_photo(here: Town) -> None:
    """Words do where there is no photo."""
    lin = await here.known(LIN)
    lin.place()
    lin.tap("没有照片", await lin.hears("有照片吗"))
    lin.text("井盖没了")
    await lin.hears("编号")


async def test_words_first(here: Town) -> None:
    """Words, place, and then a photo if there is one."""
    lin = await here.known(LIN)
    lin.text("三单元门口堆满了电动车")
    await lin.hears("记下了。在哪里")
    lin.press("分享位置")
    lin.tap("没有照片", await lin.hears("有照片吗"))
    await lin.hears("编号")


async def test_the_key_begins_a_report_too(here: Town) -> None:
    """报隐患 asks for a photo, and says what else does."""
    lin = await here.known(LIN)
    lin.press("报隐患")
    await lin.hears("请发一张隐患的照片")
    lin.photo()
    await lin.hears("在哪里")
    lin.text("/report")
    await lin.hears("在哪里")


async def test_words_instead_of_a_place(here: Town) -> None:
    """Whoever cannot share writes where it is, and says in which community."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.text("三号院小卖部对面")
    asked = await lin.hears("属于哪个社区")
    lin.tap("不清楚", asked)
    await lin.hears("编号")
    assert here.rows("SELECT place_source, latitude FROM reports") == [("words", None)]
    assert not zhou.from_bot[-1].words.startswith("H-"), (
        "the root has no staff, and a community's are not asked upwards"
    )


async def test_words_and_a_community(here: Town) -> None:
    """The staff of the community that was chosen are rung, and the card has the words and no map."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.press("不在现场")
    await lin.hears("任选一种")
    lin.text("三号院小卖部对面")
    unit_name = here.rows("SELECT name FROM units WHERE code = ?", ZH_STAFF)[0][0]
    lin.tap(unit_name, await lin.hears("属于哪个社区"))
    await lin.hears("编号")
    card = await zhou.hears("待接单")
    assert "三号院小卖部对面" in card.words
    assert card.labels == ["接单", "不受理…", "转给…", "吹哨…", "重复…", "进度卡", *BESIDE]


async def test_a_client_that_sends_the_keys_text_cannot_share(here: Town) -> None:
    """One web client sends the button's words: that is taken as 'cannot share'."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.text("📍 分享位置（同意用精确位置办这次上报）")
    await lin.hears("任选一种")


async def test_a_pin_is_told_from_a_measured_place(here: Town) -> None:
    """A pin can be put anywhere: its source is kept."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.place(accuracy=None)
    await lin.hears("编号")
    assert here.rows("SELECT place_source, accuracy FROM reports") == [("pin", None)]


async def test_a_place_outside_every_grid(here: Town) -> None:
    """Accepted, given to the nearest unit, and marked so for both sides."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    he = await here.known(HE)
    he.photo()
    await he.hears("在哪里")
    he.place(30.6600, 104.0400)
    assert "不在划好的网格里" in (await he.hears("编号")).words
    assert "在网格之外约" in (await zhou.hears("待接单")).words
    assert here.rows("SELECT outside_metres FROM reports")[0][0] > 500


async def test_nobody_is_staff(here: Town) -> None:
    """The reporter is told honestly, and the administrators are alarmed, who can act themselves."""
    zhou = here.person(ZHOU)
    zhou.start(await here.administrator_invite())
    await zhou.hears("管理员")
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.press("分享位置")
    assert "还没有工作人员" in (await lin.hears("编号")).words
    zhou.tap("打开卡片", await zhou.hears("没有任何工作人员"))
    zhou.tap("接单", await zhou.hears("待接单"))
    await lin.hears("已经接单")


async def test_a_child_leaves_no_trace(here: Town) -> None:
    """Under 14: the hazard is reported, nothing about the child is kept, and nothing is asked afterwards."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin = here.person(LIN)
    lin.photo()
    lin.tap("未满 14 岁", await lin.hears("请点一下"))
    await lin.hears("在哪里")
    lin.press("分享位置")
    received = await lin.hears("编号")
    assert "一点也没有保存" in received.words
    assert received.labels == []
    await zhou.hears("待接单")
    await here.quiet()
    assert not [one for one in lin.from_bot if "哪一类" in one.words]
    assert here.rows("SELECT reporter FROM reports") == [(None,)]
    assert here.rows("SELECT COUNT(*) FROM authorship") == [(0,)]
    here.clock.advance(hours=1)
    await here.parts.keeper.forget()
    assert here.rows("SELECT COUNT(*) FROM people") == [(1,)], "only the member of staff is left"


async def test_fire_shows_the_numbers_before_anything_else(here: Town) -> None:
    """Before consent, and inside a dialog as well; with the caption of a photo too."""
    lin = here.person(LIN)
    lin.text("楼下着火了")
    assert "119" in (await lin.hears("有人有危险")).words
    await lin.hears("请点一下")
    emily = await here.known(EMILY)
    emily.photo(caption="I smell gas here")
    assert "119" in (await emily.hears("If anyone is in danger")).words


async def test_back_and_cancel(here: Town) -> None:
    """Back undoes a step, cancel ends it; nothing is reported."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.press("不在现场")
    await lin.hears("任选一种")
    lin.press("上一步")
    await lin.hears("照片收到了")
    lin.press("取消")
    await lin.hears("刚才发的没有保存")
    assert here.rows("SELECT COUNT(*) FROM reports") == [(0,)]
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]
    assert any("报隐患" in key["text"] for row in lin.chat.keyboard for key in row), "the menu is back"


async def test_an_old_question_only_gets_a_word(here: Town) -> None:
    """A button of a question that was answered meanwhile changes nothing."""
    lin = await here.known(LIN)
    lin.place()
    asked = await lin.hears("有照片吗")
    lin.photo()
    await lin.hears("编号")
    await here.quiet()
    lin.forge("choose:report:1:photo:no_photo", asked)
    await here.server.world.until(lambda: any("过期" in toast for toast in lin.chat.toasts))
    assert here.rows("SELECT COUNT(*) FROM reports") == [(1,)]
