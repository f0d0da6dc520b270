"""Anonymous or named: asked once, quietly; a name is seen by the staff of that case alone, and can be taken back."""

from dataclasses import replace

from bot.demo.hands import Hands
from tests.town import GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

NAME = "林秀兰"


async def named(here: Town) -> Hands:
    """Somebody known who has chosen, under 我的, to report by name."""
    return await by_name(await here.known(LIN))


async def by_name(hands: Hands) -> Hands:
    """Chooses to report by name."""
    hands.press("我的")
    hands.tap("匿名还是实名", await hands.hears("您现在匿名上报"))
    asked = await hands.hears("要不要让工作人员知道是您")
    assert asked.labels == ["匿名", "实名"]
    hands.tap("实名", asked)
    await hands.sees(f"看到您的名字：{hands.chat.actor.first_name}", asked)
    return hands


def rename(hands: Hands, name: str) -> None:
    """Changes what Telegram calls them."""
    hands.actor = hands.chat.actor = replace(hands.actor, first_name=name)


async def test_asked_once_after_where_they_live(here: Town) -> None:
    """In the place of the question before, so that no message is added; whoever does not answer is not asked again."""
    lin = await here.known(LIN)
    await here.reported(lin)
    lin.tap("消防通道")
    home = await lin.hears("您住在")
    lin.tap("不是", home)
    await lin.sees("要不要让工作人员知道是您", home)
    assert home.labels == ["匿名", "实名"]
    assert not home.rang
    await here.reported(lin)
    lin.tap("燃气")
    await here.quiet()
    assert sum("要不要让工作人员知道" in one.words for one in lin.from_bot) == 1
    assert here.rows("SELECT reporter_name FROM reports") == [(None,), (None,)]


async def test_asked_after_the_kind_where_no_home_is_asked_for(here: Town) -> None:
    """A place outside every grid is nobody's home."""
    he = await here.known(HE)
    he.photo()
    await he.hears("在哪里")
    he.place(30.6600, 104.0400)
    kind = await he.hears("哪一类")
    he.tap("燃气", kind)
    await he.sees("要不要让工作人员知道是您", kind)
    he.tap("匿名", kind)
    await he.sees("谁也不知道是您", kind)


async def test_a_name_is_seen_by_staff_of_the_case_alone(here: Town) -> None:
    """On a card that cannot be forwarded; the report made before the choice stays anonymous."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    before = await zhou.hears(await here.reported(lin))
    await by_name(lin)
    card = await zhou.hears(await here.reported(lin))
    assert f"上报人（实名）：{NAME}" in card.words
    assert card.protected
    assert NAME not in before.words
    assert not before.protected


async def test_the_name_is_that_of_the_moment(here: Town) -> None:
    """Whoever changes their name on Telegram reports by the new one; earlier reports keep theirs."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await named(here)
    first = await zhou.hears(await here.reported(lin))
    rename(lin, "林奶奶")
    second = await zhou.hears(await here.reported(lin))
    assert "（实名）：林奶奶" in second.words
    assert f"（实名）：{NAME}" in first.words


async def test_a_report_that_runs_out_of_time_is_named_too(here: Town) -> None:
    """Nobody is there to be asked for their name then."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await named(here)
    lin.place()
    await lin.hears("有照片吗")
    lin.text("电线冒火花")
    await lin.hears("有照片吗")
    here.clock.advance(minutes=16)
    await here.parts.keeper.dialogs_due()
    assert f"（实名）：{NAME}" in (await zhou.hears("待接单")).words


async def test_made_anonymous_afterwards(here: Town) -> None:
    """The name goes from every card and from the database; the history says so, and nobody can put it back."""
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, ZH_STAFF)
    lin = await named(here)
    code = await here.reported(lin)
    cards = [await zhou.hears(code), await grace.hears(code)]
    lin.press("我的上报")
    lin.tap(code, await lin.hears("您最近的上报"))
    own = await lin.hears("这件是实名报的")
    lin.tap("改为匿名", own)
    await lin.sees("没法让他忘掉", own)
    await here.server.world.until(lambda: not any(NAME in card.words for card in cards))
    assert here.rows("SELECT reporter_name FROM reports") == [(None,)]
    assert here.rows("SELECT actor, staff_id FROM report_events WHERE event = 'anonymous'") == [("reporter", None)]
    lin.text("/myreports")
    lin.tap(code, await lin.hears("您最近的上报"))
    assert "改为匿名" not in (await lin.hears("您改成了匿名")).labels
    lin.forge(f"unname:{code}", own)
    await here.server.world.until(lambda: any("不能这样改" in toast for toast in lin.chat.toasts))


async def test_back_to_anonymous_for_what_comes(here: Town) -> None:
    """What was reported by name keeps it, and that is said; the name itself is kept no longer."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await named(here)
    await here.reported(lin)
    lin.text("/me")
    lin.tap("匿名还是实名", await lin.hears("您现在实名上报"))
    asked = await lin.hears("要不要让工作人员知道是您")
    lin.tap("匿名", asked)
    await lin.sees("以前实名报的还是实名", asked)
    assert here.rows("SELECT name FROM people WHERE naming IS NOT NULL") == [(None,)]
    code = await here.reported(lin)
    assert NAME not in (await zhou.hears(code)).words
    assert sorted(here.rows("SELECT reporter_name IS NULL FROM reports")) == [(0,), (1,)]


async def test_nobody_is_named_by_somebody_else(here: Town) -> None:
    """A report is its reporter's alone; and a choice that there is not is none."""
    he, lin = await here.known(HE), await named(here)
    code = await here.reported(lin)
    for data in (f"unname:{code}", "naming:everybody"):
        he.forge(data, he.last)
    await here.server.world.until(lambda: len(he.chat.toasts) == 2)
    assert here.rows("SELECT COUNT(*) FROM reports WHERE reporter_name IS NOT NULL") == [(1,)]
    assert here.rows("SELECT COUNT(*) FROM people WHERE naming = 'named'") == [(1,)]


async def test_without_a_name_on_telegram(here: Town) -> None:
    """Invisible signs are no name; it is said, and they stay anonymous."""
    lin = await here.known(LIN)
    rename(lin, "\u200b\u2060")
    lin.press("我的")
    lin.tap("匿名还是实名", await lin.hears("您现在匿名上报"))
    lin.tap("实名", await lin.hears("要不要让工作人员知道是您"))
    await here.server.world.until(lambda: any("没法实名" in toast for toast in lin.chat.toasts))
    assert here.rows("SELECT naming FROM people") == [(None,)]


async def test_with_the_name_goes_the_voice(here: Town) -> None:
    """Staff heard it because its owner reported by name; nobody can hear it any more from the card."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await named(here)
    lin.voice()
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("有照片吗")
    lin.tap("没有照片")
    card = await zhou.hears("待接单")
    assert "听语音（1）" in card.labels
    code = here.rows("SELECT code FROM reports")[0][0]
    lin.text(code)
    own = await lin.hears("这件是实名报的")
    lin.tap("改为匿名", own)
    await lin.sees("请打字补充", own)
    assert own.labels == ["补充照片或文字"]
    await zhou.sees("有一段语音不能放", card)
    assert not [label for label in card.labels if "听语音" in label]
    zhou.forge(f"voices:{code}", card)
    await here.quiet()
    assert not [one for one in zhou.from_bot if "上报人的语音" in one.words]
