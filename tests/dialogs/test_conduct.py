"""举报: from the command to the answer. Those it is about learn nothing, by whatever way they look."""

from bot.demo.hands import Hands
from tests.dialogs.test_naming import NAME, named
from tests.town import BESIDE, CODE, FIRM, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

SAID = "叫了三次都不来看"


async def told(here: Town, lin: Hands, *path: str) -> str:
    """Somebody reports whoever is at the end of this path of buttons; its code."""
    lin.text("/conduct")
    asked = await lin.hears("您要举报")
    for label in path:
        lin.tap(label, asked)
        await here.quiet()
        asked = lin.last
    assert "发生了什么事" in asked.words
    lin.text(SAID)
    found = CODE.search((await lin.hears("举报已收到")).words)
    assert found is not None
    return found.group()


def heard(hands: Hands) -> str:
    """Everything that somebody has ever been sent."""
    return "\n".join(message.words for message in hands.from_bot)


async def test_the_unit_above_gets_it_and_the_unit_does_not(either: Town) -> None:
    """On either engine: a card for the district, nothing for the community's staff, whatever they tap or write."""
    zhou, above, lin = await either.staff(ZHOU, ZH_STAFF), await either.staff(HE, "QY"), await either.known(LIN)
    code = await told(either, lin, "栖云区", "听蕉社区", "整个「听蕉社区」")
    card = await above.hears(code)
    assert "举报的是：听蕉社区" in card.words
    assert SAID in card.words
    assert "林" not in card.words
    assert card.labels == ["接单", "不受理…", "进度卡", *BESIDE]
    assert "由栖云区处理" in lin.last.words
    for forged in everything_about(code):
        zhou.forge(forged, zhou.last)
    zhou.text(code)
    zhou.text("/worklist")
    await either.quiet()
    assert SAID not in heard(zhou)
    assert "举报" not in heard(zhou)
    assert either.rows("SELECT status, holder_id IS NULL FROM reports") == [("received", 1)]
    above.tap("接单", card)
    await lin.hears("工作人员已经接单")


async def test_about_a_team_it_goes_above_its_unit(here: Town) -> None:
    """Neither the team nor the unit that works with it every day hears of it; of the topmost unit and of others, the administrators do."""
    firm, zhou, above = await here.member(HE, FIRM), await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, "QY")
    here.stranger(80_002)
    administrator, lin = here.person(80_002), await here.known(LIN)
    administrator.start(await here.administrator_invite())
    await administrator.hears("")
    code = await told(here, lin, "栖云区", "听蕉社区", "物业公司")
    assert "Property firm" in (await above.hears(code)).words
    for path in (("栖云区", "整个「栖云区」"), ("不在里面",)):
        code = await told(here, lin, *path)
        assert "由系统的管理员处理" in lin.last.words
        assert SAID in (await administrator.hears(code)).words
        assert code not in heard(above)
    await here.quiet()
    for one in (firm, zhou):
        assert SAID not in heard(one)
        assert "举报" not in heard(one)


async def test_whoever_comes_to_work_there_sees_it_no_longer(here: Town) -> None:
    """They had it, and their card goes with the next change of it."""
    above, other, lin = await here.staff(HE, "QY"), await here.staff(GRACE, "QY"), await here.known(LIN)
    code = await told(here, lin, "栖云区", "听蕉社区", "整个「听蕉社区」")
    card = await above.hears(code)
    theirs = await other.hears(code)
    await here.staff(HE, ZH_STAFF)
    above.tap("接单", card)
    await here.quiet()
    assert here.rows("SELECT status FROM reports") == [("received",)]
    other.tap("Accept", theirs)
    await lin.hears("工作人员已经接单")
    await above.sees("不归您", card)
    assert SAID not in card.words


async def test_it_stays_what_it_is(here: Town) -> None:
    """Whoever made it can say no other kind, and gives it no place where staff of that place would find it."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await told(here, lin, "栖云区", "听蕉社区", "整个「听蕉社区」")
    lin.forge(f"kind:{code}:gas", lin.last)
    lin.tap("补充", lin.last)
    await lin.hears(code)
    lin.place(30.6607, 104.0580)
    await here.quiet()
    lin.tap("好了", lin.last)
    await here.quiet()
    assert here.rows("SELECT category, cell, latitude FROM reports") == [("conduct", None, None)]
    assert SAID not in heard(zhou)


async def test_it_is_rejected_for_reasons_of_its_own(here: Town) -> None:
    """Nobody looks for a hazard in what staff did; and neither kind takes the other's reasons."""
    above, lin = await here.staff(HE, "QY"), await here.known(LIN)
    hazard, code = await here.reported(lin), await told(here, lin, "栖云区", "听蕉社区", "整个「听蕉社区」")
    card = await above.hears(code)
    above.forge(f"because:{code}:no-hazard", card)
    above.forge(f"because:{hazard}:not-confirmed", card)
    await here.quiet()
    assert here.rows("SELECT DISTINCT status FROM reports") == [("received",)]
    above.tap("不受理", card)
    await here.quiet()
    assert any("内容太笼统" in label for label in card.labels)
    assert not [label for label in card.labels if "隐患" in label or "地方" in label]
    above.tap("不属实", card)
    await lin.hears("已经核实，情况不属实")
    assert here.rows("SELECT status FROM reports WHERE code = ?", code) == [("rejected",)]


async def test_a_name_never_goes_with_it(here: Town) -> None:
    """Not even of who otherwise reports by name."""
    above, lin = await here.staff(HE, "QY"), await named(here)
    code = await told(here, lin, "栖云区", "听蕉社区", "整个「听蕉社区」")
    assert NAME not in (await above.hears(code)).words
    assert here.rows("SELECT reporter_name FROM reports") == [(None,)]


async def test_no_group_hears_of_it(here: Town) -> None:
    """Neither that of the unit above nor any other, even when it is changed."""
    above, lin = await here.staff(HE, "QY"), await here.known(LIN)
    circle = here.server.group("区里的群", [HE, LIN])
    above.at(circle).adds_bot()
    await circle.hears("发 /bind")
    above.at(circle).text("/bind")
    await circle.hears("有新上报，会在这个群里说一声")
    before = len(circle.chat.messages)
    code = await told(here, lin, "栖云区", "听蕉社区", "整个「听蕉社区」")
    above.tap("接单", await above.hears(code))
    await lin.hears("工作人员已经接单")
    await here.quiet()
    assert len(circle.chat.messages) == before


def everything_about(code: str) -> list[str]:
    """A tap for each of what staff and teams do."""
    acts = ("accept", "take", "reject", "card", "photos", "voices", "map", "keep", "give", "same", "ask", "defer")
    return [f"{act}:{code}" for act in (*acts, "finish", "passport", "otherwise", "history")] + [
        f"giveto:{code}:{FIRM}"
    ]
