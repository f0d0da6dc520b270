"""领奖码: a reward without a name, once; and nobody else's."""

from bot.demo.hands import Hands
from tests.dialogs.test_teams import toasted
from tests.town import EN_STAFF, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town, finished


async def solved(here: Town) -> tuple[Hands, Hands, str]:
    """A case that is verified, its staff, and whoever reported it."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    await finished(zhou, card)
    lin.tap("已解决", await lin.hears("解决了吗"))
    await here.server.world.until(lambda: any("确认已解决" in one.words for one in lin.from_bot))
    return zhou, lin, code


async def claim_of(lin: Hands, code: str) -> str:
    """What somebody shows at the counter."""
    lin.press("我的上报")
    lin.tap(code, await lin.hears("您最近的上报"))
    lin.tap("领奖码", await lin.hears("已确认解决"))
    shown = (await lin.hears("的领奖码：")).words
    return shown.partition("的领奖码：")[2].splitlines()[0].strip()


async def test_once_and_without_a_name(either: Town) -> None:
    """Staff read that it fits, and nothing of who it is; noted once, on the history, and whoever it was hears of it."""
    zhou, lin, code = await solved(either)
    claim = await claim_of(lin, code)
    zhou.text(f"/claim {claim.lower()}")
    right = await zhou.hears("对得上")
    assert "第一个报的" in right.words
    assert "林" not in right.words
    zhou.tap("已发，记下来", right)
    await zhou.sees("奖励已发", right)
    assert (await lin.hears("奖励已在服务点发放")).rang
    zhou.forge(f"claimed:{code}", right)
    await either.server.world.until(lambda: toasted(zhou, "已经记过了"))
    zhou.text(f"/claim {claim}")
    await zhou.hears("发过了")
    assert either.rows("SELECT COUNT(*) FROM report_events WHERE event = 'claimed'") == [(1,)]


async def test_not_before_it_is_fixed_and_not_with_another_s(here: Town) -> None:
    """A guess, another report's code, staff of elsewhere, a resident: alike, nothing is said."""
    zhou, lin, code = await solved(here)
    claim = (await claim_of(lin, code)).split()[1]
    other = await here.reported(lin)
    grace, he = await here.staff(GRACE, EN_STAFF), await here.known(HE)
    for words in (f"{other} {claim}", f"{code} AAAA-AAAA", code, "", f"H-0000-0000 {claim}"):
        zhou.text(f"/claim {words}")
        await zhou.hears("对不上")
    grace.text(f"/claim {code} {claim}")
    await grace.hears("does not fit")
    he.text(f"/claim {code} {claim}")
    await he.hears("由工作人员核对")
    lin.forge(f"claim:{other}", lin.last)
    await here.server.world.until(lambda: toasted(lin, "确认解决以后才有"))
    he.forge(f"claim:{code}", he.last)
    he.forge(f"claimed:{code}", he.last)
    await here.server.world.until(lambda: len(he.chat.toasts) > 1)
    assert here.rows("SELECT COUNT(*) FROM reports WHERE claimed_at IS NOT NULL") == [(0,)]
