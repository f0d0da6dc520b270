"""/alerts, and under 我的: who needs help in an emergency, who would help; as they see it, and as it is kept."""

import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from storage.alert import AlertKind
from storage.units import NewUnit, UnitKind
from storage.wishes import Wishes
from tests.dialogs.test_notice import lives_in
from tests.town import EMILY, HE, LIN, ZH_STAFF, ZHOU, Town

DOOR = "3栋2单元501"
GRID, BUILDING = "QY-01-1", "QY-01-1-3"


async def wished(here: Town, person: int) -> Wishes:
    """What is kept of somebody."""
    async with here.parts.database.read() as store:
        found = await store.people.find(person)
        assert found is not None
        return await store.wishes.get(found.id)


async def home(here: Town) -> str | None:
    """The code of where the only one lives who has a home."""
    found = here.rows("SELECT u.code FROM people p JOIN units u ON u.id = p.home_unit_id")
    return found[0][0] if found else None


async def built(here: Town) -> None:
    """A grid gets a building."""
    async with here.parts.database.write() as store:
        grid = await store.units.by_code(GRID)
        assert grid is not None
        new = NewUnit(
            code=BUILDING,
            kind=UnitKind.BUILDING,
            parent=GRID,
            name="3栋",
            name_en="3",
            geometry=grid.geometry,
            cells=(),
        )
        await store.units.save(new, now=here.clock.now)


async def needy(hands: Hands, door: str | None = DOOR) -> Shown:
    """Says that they need help; what is answered in the end."""
    hands.press("我的")
    hands.tap("我在紧急时需要帮助", await hands.hears("住"))
    asked = await hands.hears("只有值班人员看得到")
    hands.tap("同意，请记下", asked)
    await hands.sees("您家是哪一户", asked)
    if door is None:
        hands.tap("不留门牌", asked)
        return await hands.sees("记下了，紧急时", asked)
    hands.text(door)
    return await hands.hears("记下了，紧急时")


async def test_needing_help(either: Town) -> None:
    """Agreed to by a button, shown, changed, and gone by one tap."""
    lin = await either.known(LIN)
    shown = await needy(lin)
    assert f"在「{DOOR}」" in shown.words
    assert await wished(either, LIN) == Wishes(needs_help=True, door=DOOR)
    lin.press("我的")
    mine = await lin.hears(f"在「{DOOR}」")
    lin.tap("紧急帮助：查看、修改", mine)
    shown = await lin.sees("只有值班人员看得到", mine)
    lin.tap("改门牌", shown)
    await lin.hears("您家是哪一户")
    lin.text("太长" * 40)
    shown = await lin.hears("您家是哪一户")
    lin.tap("不留门牌", shown)
    await lin.sees("没有留门牌", shown)
    lin.tap("不再需要，删掉", shown)
    await lin.sees("已经删掉", shown)
    assert either.rows("SELECT * FROM wishes") == []


async def test_nothing_before_they_agree(here: Town) -> None:
    """Cancelled at either question nothing is kept; and a stranger is asked for their consent first."""
    lin = await here.known(LIN)
    lin.press("我的")
    lin.tap("我在紧急时需要帮助", await lin.hears("住"))
    await lin.hears("只有值班人员看得到")
    lin.text(DOOR)
    asked = await lin.hears("只有值班人员看得到")
    lin.tap("同意，请记下", asked)
    lin.tap("取消", await lin.sees("您家是哪一户", asked))
    await here.quiet()
    he = here.person(HE)
    he.text("/alerts")
    shown = await he.hears("预警提醒")
    for data in ("needhelp", "wouldhelp", "drills", "quiethours", "mute:fire", "changedoor", "noneed", "homebelow"):
        he.forge(data, shown)
    await he.hears("请点一下")
    await here.quiet()
    assert here.rows("SELECT * FROM wishes") == []


async def test_would_help(here: Town) -> None:
    lin = await here.known(LIN)
    lin.press("我的")
    lin.tap("我愿意帮忙", await lin.hears("住"))
    shown = await lin.sees("就近搭把手", lin.last)
    assert await wished(here, LIN) == Wishes(would_help=True)
    lin.press("我的")
    assert "不再帮忙" in (await lin.hears("您愿意在紧急时帮忙")).labels
    lin.tap("不再帮忙", shown)
    await lin.sees("不再请您帮忙", shown)
    assert here.rows("SELECT * FROM wishes") == []


async def test_which_building(here: Town) -> None:
    """Offered where the home is a grid with buildings; a report from there says no more than the grid."""
    await built(here)
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    await lives_in(here, lin, GRID)
    shown = await needy(lin)
    lin.tap("选更具体的住处（到楼栋）", shown)
    lin.tap("3栋", await lin.hears("具体是哪里"))
    await lin.hears("您住在「3栋」")
    assert await home(here) == BUILDING
    assert "门牌还是" not in lin.last.words, "a part of where they lived is no move"
    assert "选更具体的住处（到楼栋）" not in (await needy_again(lin)).labels
    lin.photo()
    await lin.hears("在哪里")
    lin.text("菜市场后门")
    lin.tap("不清楚", await lin.hears("属于哪个社区"))
    await lin.hears("社区还不清楚")
    assert "蕉园网格" in (await zhou.hears("待接单")).words
    assert here.rows("SELECT u.code FROM reports r JOIN units u ON u.id = r.grid_id") == [(GRID,)]


async def needy_again(lin: Hands) -> Shown:
    """The door once more."""
    lin.press("我的")
    lin.tap("紧急帮助：查看、修改", await lin.hears(DOOR))
    shown = await lin.sees("只有值班人员看得到", lin.last)
    lin.tap("改门牌", shown)
    await lin.hears("您家是哪一户")
    lin.text(DOOR)
    return await lin.hears("记下了，紧急时")


async def test_without_a_home_it_is_asked_for(here: Town) -> None:
    lin = await here.known(LIN)
    lin.tap("选我住的地方", await needy(lin, None))
    await lin.hears("您住在哪一片")


async def test_a_door_does_not_outlive_a_move_unnoticed(here: Town) -> None:
    """Somebody would knock there."""
    lin = await here.known(LIN)
    await lives_in(here, lin, GRID)
    await needy(lin)
    lin.press("我的")
    lin.tap("选我住的地方", await lin.hears(DOOR))
    lin.tap("听蕉社区", await lin.hears("您住在哪一片"))
    lin.tap("石桥网格", await lin.sees("具体是哪里", lin.last))
    assert "改门牌" in (await lin.hears(f"门牌还是「{DOOR}」")).labels
    lin.press("我的")
    lin.tap("删除住处", await lin.hears("石桥网格"))
    await lin.sees("门牌也一起删除了", lin.last)
    assert await wished(here, LIN) == Wishes(needs_help=True)


async def test_kinds_and_drills(here: Town) -> None:
    """Each button says how it stands, in words; it is said that what is grave always comes."""
    lin = await here.known(LIN)
    lin.text("/alerts")
    shown = await lin.hears("橙色、红色是要紧事，一定会发给您")
    assert [one for one in shown.labels if one.endswith("：收")] == shown.labels[: len(AlertKind)]
    lin.tap("高温：收", shown)
    await here.server.world.until(lambda: "高温：不收" in shown.labels)
    lin.tap("火灾：收", shown)
    await here.server.world.until(lambda: "火灾：不收" in shown.labels)
    lin.tap("高温：不收", shown)
    await here.server.world.until(lambda: "高温：收" in shown.labels)
    lin.tap("参加演练", shown)
    await lin.sees("演练：参加", shown)
    assert await wished(here, LIN) == Wishes(muted=(AlertKind.FIRE,), drills=True)
    lin.tap("不参加演练", shown)
    await lin.sees("演练：不参加", shown)
    lin.forge("mute:x", shown)
    await here.server.world.until(lambda: bool(lin.chat.toasts))
    assert await wished(here, LIN) == Wishes(muted=(AlertKind.FIRE,))


@pytest.mark.parametrize(
    ("said", "span"),
    [("22:00–7:00", (1320, 420)), ("不设", (None, None)), ("typed 22-6:30", (1320, 390))],
)
async def test_quiet_hours(here: Town, said: str, span: tuple[int | None, int | None]) -> None:
    """By a button or typed; nonsense is asked again."""
    lin = await here.known(LIN)
    lin.press("我的")
    lin.tap("预警提醒", await lin.hears("住"))
    shown = await lin.sees("安静时段：没有设", lin.last)
    lin.tap("安静时段…", shown)
    asked = await lin.hears("从几点到几点")
    if said.startswith("typed"):
        lin.text("晚上")
        await lin.hears("从几点到几点")
        lin.text(said.removeprefix("typed "))
        await lin.hears("安静时段：22:00–6:30")
    else:
        lin.tap(said, asked)
        await lin.sees("安静时段：", asked)
    await here.quiet()
    wishes = await wished(here, LIN)
    assert (wishes.quiet_begins, wishes.quiet_ends) == span


async def test_taken_back_as_a_consent(here: Town) -> None:
    """The need and the door go; what else they wish stays."""
    lin = await here.known(LIN)
    lin.press("我的")
    lin.tap("我愿意帮忙", await lin.hears("住"))
    await needy(lin)
    lin.text("/withdraw")
    shown = await lin.hears("紧急时需要帮助、门牌：✅")
    lin.tap("收回紧急帮助", shown)
    lin.tap("收回", await lin.sees("门牌马上删除", shown))
    await lin.sees("门牌也已经删除", shown)
    assert await wished(here, LIN) == Wishes(would_help=True)


async def test_in_english(here: Town) -> None:
    emily = await here.known(EMILY)
    emily.text("/alerts")
    shown = await emily.hears("always come, and always ring")
    emily.tap("Gas leak: on", shown)
    await here.server.world.until(lambda: "Gas leak: off" in shown.labels)
    emily.text("/me")
    emily.tap("I need help in an emergency", await emily.hears("live"))
    emily.tap("I agree, note it", await emily.hears("Only duty officers see it"))
    await emily.sees("Which door is yours", emily.last)
