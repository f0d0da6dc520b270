"""Meeting the bot, and what works anywhere: start, consent, help, privacy, cancel, language, links, odd messages."""

import pytest

from storage.roles import Role
from tests.town import EMILY, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town


async def test_two_lines_and_one_tap(here: Town) -> None:
    """What it is for, what it is not, one tap; then the lasting menu."""
    lin = here.person(LIN)
    lin.start()
    asked = await lin.hears("110、119、120")
    assert asked.labels == ["已满 14 岁，同意", "未满 14 岁", "取消"]
    lin.tap("已满 14 岁", asked)
    await lin.hears("以后看到隐患")
    keys = [[key["text"] for key in row] for row in lin.chat.keyboard]
    assert keys == [["报隐患", "我的上报"], ["我的", "帮助"]]


async def test_start_again_changes_nothing(here: Town) -> None:
    """For a stranger the same question, for somebody known the menu."""
    lin = here.person(LIN)
    lin.start()
    await lin.hears("请点一下")
    lin.start()
    lin.tap("已满 14 岁", await lin.hears("请点一下"))
    await lin.hears("以后看到隐患")
    lin.start()
    await lin.hears("以后看到隐患")
    assert here.rows("SELECT COUNT(*) FROM people") == [(1,)]


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/help", "直接发一张照片"),
        ("/privacy", "谁能看到"),
        ("/language", "Choose a language"),
        ("/nonsense", "没有这个命令"),
    ],
)
async def test_commands_work_in_the_middle_of_a_report(here: Town, command: str, answer: str) -> None:
    """Where an answer brings the menu, the question and its keys come back after it, and the report goes on."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.text(command)
    await lin.hears(answer)
    await here.quiet()
    lin.press("分享位置")
    await lin.hears("编号")


async def test_help_and_privacy_before_consent(here: Town) -> None:
    """Whoever has not agreed may still ask; the consent question stays open."""
    lin = here.person(LIN)
    lin.text("/privacy")
    await lin.hears("谁能看到")
    lin.text("/help")
    await lin.hears("两步就好")
    lin.photo()
    await lin.hears("请点一下")


async def test_cancel_with_and_without_something_to_cancel(here: Town) -> None:
    """Both are answered, and the menu is there."""
    lin = await here.known(LIN)
    lin.text("/cancel")
    await lin.hears("没有要取消的事")
    lin.text("井盖没了")
    await lin.hears("在哪里")
    lin.text("/cancel")
    await lin.hears("这一步取消了")
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]


async def test_language_changes_everything_after_it(here: Town) -> None:
    """The menu, the open question, and every later message."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.text("/language")
    lin.tap("English", await lin.hears("Choose a language"))
    await lin.hears("English from now on")
    await lin.hears("Where is it")
    lin.press("Share my location")
    await lin.hears("Code")
    assert any("Report a hazard" in key["text"] for row in lin.chat.keyboard for key in row)


async def test_a_stranger_may_change_the_language_first(here: Town) -> None:
    """The consent question comes again in the language chosen."""
    emily = here.person(EMILY)
    emily.text("/language")
    emily.tap("简体中文", await emily.hears("Choose a language"))
    await emily.hears("以后用中文")
    emily.start()
    await emily.hears("请点一下")


async def test_an_invite_makes_staff_once(here: Town) -> None:
    """The menu gets the worklist; a second person with the same link is told, as anyone with rubbish is."""
    link = await here.invite(ZH_STAFF)
    zhou, he = here.person(ZHOU), here.person(HE)
    zhou.start(link)
    await zhou.hears("的工作人员")
    assert any("待办" in key["text"] for row in zhou.chat.keyboard for key in row)
    he.start(link)
    used = await he.hears("不能用")
    he.start("i_rubbish")
    assert (await he.hears("不能用")).words == used.words
    assert here.rows("SELECT COUNT(*) FROM roles") == [(1,)]


async def test_an_invite_that_is_too_old(here: Town) -> None:
    """After its hours it is answered like one that never was."""
    link = await here.invite(ZH_STAFF, hours=24)
    here.clock.advance(hours=24)
    zhou = here.person(ZHOU)
    zhou.start(link)
    await zhou.hears("不能用")
    assert here.rows("SELECT COUNT(*) FROM roles") == [(0,)]


async def test_an_invite_while_something_waits_for_consent(here: Town) -> None:
    """Opening the link is the consent; what waited goes on."""
    zhou = here.person(ZHOU)
    zhou.photo()
    await zhou.hears("请点一下")
    zhou.start(await here.invite(ZH_STAFF))
    await zhou.hears("的工作人员")
    await here.quiet()
    zhou.press("分享位置")
    await zhou.hears("编号")


async def test_administrators_see_everything(here: Town) -> None:
    """Those of the whole bot; nobody rings them as long as there are staff."""
    zhou, grace, lin = await here.staff(ZHOU, ZH_STAFF), here.person(GRACE), await here.known(LIN)
    grace.start(await here.invite(None, Role.ADMINISTRATOR))
    await grace.hears("administrator")
    code = await here.reported(lin)
    await zhou.hears(code)
    await here.quiet()
    assert not [one for one in grace.from_bot if code in one.words]
    grace.press("Worklist")
    grace.tap(code, await grace.hears("1 open"))
    grace.tap("Accept", await grace.hears("waiting"))
    await lin.hears("已经接单")


async def test_duty_officers_are_rung_where_there_are_no_staff(here: Town) -> None:
    """Nearest first; with staff at the same unit, those alone."""
    officer, above, lin = here.person(ZHOU), here.person(GRACE), await here.known(LIN)
    officer.start(await here.invite(ZH_STAFF, Role.DUTY_OFFICER))
    above.start(await here.invite("QY"))
    await officer.hears("值班负责人")
    first = await here.reported(lin)
    officer.tap("接单", await officer.hears(first))
    await lin.hears("已经接单")
    he = await here.staff(HE, ZH_STAFF)
    second = await here.reported(lin)
    await he.hears(second)
    await here.quiet()
    assert not [one for one in (*officer.from_bot, *above.from_bot) if second in one.words]
    assert not [one for one in above.from_bot if first in one.words]


async def test_start_with_rubbish(here: Town) -> None:
    """An unknown payload is a plain start."""
    lin = here.person(LIN)
    lin.start("x_" + "9" * 60)
    await lin.hears("请点一下")


async def test_a_message_that_nobody_understands_is_answered(here: Town) -> None:
    """A kind of message that we cannot read, to a known person and to a stranger."""
    lin, he = await here.known(LIN), here.person(HE)
    for hands in (lin, he):
        hands.sticker()
    await lin.hears("表情收到了")
    await he.hears("请点一下")


async def test_a_typed_code_opens_what_one_may_see(here: Town) -> None:
    """The card for its staff, the own report for its reporter, and for others the same as for a code that never was."""
    zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await here.known(HE)
    code = await here.reported(lin)
    await zhou.hears(code)
    zhou.text(code.lower())
    assert "接单" in (await zhou.hears("待接单")).labels
    lin.text(code)
    assert "撤回" in (await lin.hears("等工作人员接单")).labels
    he.text(code)
    refused = (await he.hears("没有找到")).words
    he.text("H-0000-0000")
    assert (await he.hears("没有找到")).words == refused.replace(code, "H-0000-0000")


async def test_home_is_chosen_by_name_and_forgotten(here: Town) -> None:
    """From the community down to the grid; [not sure] stops at the community."""
    lin = await here.known(LIN)
    lin.press("我的")
    lin.tap("选我住的地方", await lin.hears("还没有填"))
    lin.tap("听蕉社区", await lin.hears("您住在哪一片"))
    lin.tap("蕉园网格", await lin.sees("具体是哪里", lin.last))
    await lin.hears("您住在「蕉园网格」")
    assert here.rows("SELECT u.code FROM people p JOIN units u ON u.id = p.home_unit_id") == [("QY-01-1",)]
    lin.press("我的")
    lin.tap("删除住处", await lin.hears("蕉园网格"))
    await lin.sees("没有保存您的住处", lin.last)
    assert here.rows("SELECT home_unit_id FROM people") == [(None,)]


async def test_home_by_a_place_that_is_not_kept(here: Town) -> None:
    """The grid is kept, the point is not; outside every grid nothing is."""
    lin = await here.known(LIN)
    lin.press("我的")
    lin.tap("选我住的地方", await lin.hears("还没有填"))
    await lin.hears("您住在哪一片")
    lin.place()
    await lin.hears("好的，记下了")
    assert here.rows("SELECT home_unit_id IS NOT NULL FROM people") == [(1,)]
    lin.press("我的")
    lin.tap("选我住的地方", await lin.hears("您填的住处"))
    await lin.hears("您住在哪一片")
    lin.place(31.5, 105.0)
    await lin.hears("不在我们负责的范围")


async def test_a_dialog_that_holds_something_is_not_replaced(here: Town) -> None:
    """Half a report is not lost by a tap on an old button; its question comes again."""
    lin = await here.known(LIN)
    code = await here.reported(lin)
    lin.photo()
    await lin.hears("在哪里")
    lin.tap("补充照片")
    await lin.hears("还没办完")
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    assert here.rows("SELECT COUNT(*) FROM reports") == [(2,)]
    assert code


async def test_a_choice_that_was_never_offered(here: Town) -> None:
    """A forged answer to an open question changes nothing."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.text("三号院小卖部")
    asked = await lin.hears("属于哪个社区")
    lin.forge("choose:report:1:area:QY-01-1", asked)
    await here.server.world.until(lambda: any("不能用" in toast for toast in lin.chat.toasts))
    assert here.rows("SELECT COUNT(*) FROM reports") == [(0,)]


async def test_blocked_and_back(here: Town) -> None:
    """Who blocks the bot is not written to; who comes back is."""
    lin = await here.known(LIN)
    lin.block()
    await here.quiet()
    assert here.rows("SELECT unreachable_at IS NOT NULL FROM people") == [(1,)]
    lin.block(blocked=False)
    lin.text("/help")
    await lin.hears("两步就好")
    assert here.rows("SELECT unreachable_at FROM people") == [(None,)]
