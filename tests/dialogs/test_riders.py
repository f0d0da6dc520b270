"""Riders: two taps at the kerb, nothing asked but the kind, and an area for half a day."""

import pytest

from bot.demo.hands import Hands
from storage.roles import Role
from tests.dialogs.test_passport import link_in
from tests.town import EN_STAFF, HE, ZHOU, Town

MA, GRID = 1005, "磨坊网格"


async def rider(here: Town) -> Hands:
    """Somebody known who said that they ride."""
    ma = await here.known(MA)
    ma.press("我的")
    page = await ma.hears("您现在匿名上报")
    ma.tap("我是骑手", page)
    await ma.sees("好的，骑手", page)
    return ma


async def reports(ma: Hands) -> str:
    """A photo and a place; what is asked then."""
    ma.photo()
    await ma.hears("在哪里？点")
    ma.press("分享位置")
    await ma.hears("✅ 收到，编号 H-")
    return (await ma.hears("哪一类？不点也行")).words


async def test_two_actions_and_short_answers(here: Town) -> None:
    """Photo, place, done; after the kind nothing more is asked."""
    zhou, ma = await here.staff(ZHOU, EN_STAFF), await rider(here)
    await reports(ma)
    await zhou.hears("待接单")
    ma.tap("井盖")
    await ma.sees("记下了：井盖道路", ma.last)
    await here.quiet()
    asked = [one for one in ma.from_bot if "您住在" in one.words or "要不要让工作人员知道" in one.words]
    assert asked == []
    assert ma.last.labels == []
    assert here.rows("SELECT COUNT(*) FROM people WHERE naming IS NOT NULL OR home_asked_at IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(("first", "missing"), [("photo", "还差个位置"), ("place", "还差张照片")])
async def test_reminders_are_short(here: Town, first: str, missing: str) -> None:
    """And say what is missing, whichever it is."""
    ma = await rider(here)
    getattr(ma, first)()
    await ma.hears("在哪里？点" if first == "photo" else "拍一张")
    here.clock.advance(minutes=16)
    await here.parts.keeper.dialogs_due()
    assert len((await ma.hears(missing)).words) < 20


async def test_by_an_invite(here: Town) -> None:
    """The same as by their own word; no name is kept."""
    ma = await here.known(MA)
    ma.start(await here.invite(None, Role.RIDER))
    await ma.hears("骑手朋友")
    await reports(ma)
    assert here.rows("SELECT name FROM people") == [(None,)]
    assert here.rows("SELECT role, granted_via FROM roles") == [("rider", "invite")]


async def test_an_area_for_half_a_day(here: Town) -> None:
    """Where the last place was that they sent; under 我的 they see it themselves; then nothing is left of it."""
    ma = await rider(here)
    await reports(ma)
    ma.text("/me")
    assert f"现在算您在「{GRID}」，到明天 00:00" in (await ma.hears("您是骑手")).words
    assert await found(here) == 1
    here.clock.advance(hours=2)
    ma.photo()
    await ma.hears("在哪里？点")
    ma.press("分享位置")
    await ma.hears("✅ 收到，编号 H-")
    here.clock.advance(hours=11)
    await here.parts.keeper.forget()
    assert await found(here) == 1
    here.clock.advance(hours=1)
    assert await found(here) == 0
    await here.parts.keeper.forget()
    assert here.rows("SELECT COUNT(*) FROM people WHERE area IS NOT NULL") == [(0,)]


async def test_a_place_that_says_nothing_of_where_they_are(here: Town) -> None:
    """In words, or outside every grid."""
    ma = await rider(here)
    ma.photo()
    await ma.hears("在哪里？点")
    ma.text("菜市场后门")
    ma.tap("不清楚", await ma.hears("属于哪个社区"))
    await ma.hears("✅ 收到，编号 H-")
    ma.photo()
    await ma.hears("在哪里？点")
    ma.place(30.6600, 104.0400)
    await ma.hears("不在划好的网格里")
    assert here.rows("SELECT COUNT(*) FROM people WHERE area IS NOT NULL") == [(0,)]


async def test_no_longer_a_rider(here: Town) -> None:
    """Where they were is forgotten at once, and they are told and asked as others are."""
    ma = await rider(here)
    await reports(ma)
    ma.press("我的")
    page = await ma.hears("您是骑手")
    ma.tap("不再当骑手", page)
    await ma.sees("也删了", page)
    assert await found(here) == 0
    assert here.rows("SELECT COUNT(*) FROM people WHERE area IS NOT NULL") == [(0,)]
    ma.photo()
    await ma.hears("照片收到了。在哪里？")
    ma.press("分享位置")
    await ma.hears("收到了，谢谢您")
    ma.tap("燃气", await ma.hears("这是哪一类"))
    await ma.hears("您住在")
    ma.press("我的")
    assert "我是骑手" in (await ma.hears("您现在匿名上报")).labels


async def test_residents_leave_no_area(here: Town) -> None:
    """Nobody's whereabouts are kept who did not ask to be a rider; and a stranger becomes none by a forged tap."""
    he = await here.known(HE)
    await here.reported(he)
    stranger = here.stranger(80_001)
    stranger.text("你好")
    asked = await stranger.hears("请点一下")
    stranger.forge("ride", asked)
    await here.server.world.until(lambda: bool(stranger.chat.toasts))
    assert here.rows("SELECT COUNT(*) FROM people WHERE area IS NOT NULL") == [(0,)]
    assert here.rows("SELECT COUNT(*) FROM roles") == [(0,)]


async def found(here: Town) -> int:
    """How many riders are where the report was."""
    async with here.parts.database.read() as store:
        units = await store.units.everything()
        return len(await store.riders.within([unit.id for unit in units if unit.name == GRID], now=here.clock.now))


async def test_proof_for_the_platform(here: Town) -> None:
    """When, roughly where, and a code that anybody can check; no name, and no exact place."""
    ma, stranger = await rider(here), here.stranger(7001)
    await reports(ma)
    ma.tap("给平台看的证明")
    proof = await ma.hears("骑手上报证明")
    assert proof.photo
    assert not proof.protected
    assert any("谁就知道是您报的" in toast for toast in ma.chat.toasts)
    for said in ("停车 2 分钟上报隐患", "时间：2026年5月20日 12:00", f"地点：{GRID}一带", "编号：H-"):
        assert said in proof.words
    for hidden in ("马", "30.6", "104.0"):
        assert hidden not in proof.words
    stranger.start(link_in(proof))
    assert "上报时间：2026年5月20日 12:00" in (await stranger.hears("✅ 这张卡是真的")).words


async def test_no_proof_for_who_does_not_ride(here: Town) -> None:
    """Nor of somebody else's report."""
    ma, he = await rider(here), await here.known(HE)
    await reports(ma)
    await here.reported(he)
    assert not any("证明" in label for one in he.from_bot for label in one.labels)
    for (code,) in here.rows("SELECT code FROM reports"):
        he.forge(f"proof:{code}", he.last)
    await here.quiet()
    assert not any("骑手上报证明" in one.words for one in he.from_bot)
    assert here.rows("SELECT by_rider, COUNT(*) FROM reports GROUP BY by_rider ORDER BY by_rider") == [(0, 1), (1, 1)]
