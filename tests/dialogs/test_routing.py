"""Rules say who is asked before anybody has looked: seeded from the settings, changed in chat, the next one after a refusal."""

import pytest

from bot.demo.hands import Hands
from bot.operate import establish
from handlers.teams.settings import Route
from storage.case import Urgency
from tests.town import FIRE, FIRM, GAS, GRACE, HE, LIN, TEAMS, ZH_STAFF, ZHOU, Town, settings_in

RULES = (
    Route(unit="QY", team=FIRE, urgency=Urgency.DANGER),
    Route(unit="QY", team=GAS, kinds=("gas",)),
    Route(unit=ZH_STAFF, team=FIRM, kinds=("gas", "lift")),
)


async def ruled(here: Town, *routes: Route) -> None:
    """Writes rules as a start does."""
    settings = settings_in(here.folder, here.server.url, here.server.token, here.url, teams=TEAMS, routes=routes)
    await establish(settings)


async def says_kind(here: Town, hands: Hands, kind: str) -> None:
    hands.tap(kind)
    await here.quiet()


def asked(here: Town) -> list[tuple[str | None, str]]:
    """Each report's team and status."""
    return here.rows("SELECT u.code, r.status FROM reports r LEFT JOIN units u ON u.id = r.team_id ORDER BY r.id")


async def test_the_kind_says_whose_it_is(either: Town) -> None:
    """The nearest unit's rule counts first; which one it was is read on the card, and stays in the history."""
    await ruled(either, *RULES)
    zhou, he, lin = await either.staff(ZHOU, ZH_STAFF), await either.member(HE, FIRM), await either.known(LIN)
    code = await either.reported(lin)
    card = await zhou.hears(code)
    await says_kind(either, lin, "燃气")
    theirs = await he.hears(code)
    assert theirs.rang
    assert "收到" in theirs.labels
    await zhou.sees("已转给：物业公司", card)
    assert "按规则：听蕉社区的燃气、电梯 → 物业公司" in card.words
    assert "我来跟进" in card.labels
    await lin.hears("已经转给负责的单位")
    zhou.tap("我来跟进", card)
    await zhou.sees("经办：周敏", card)
    assert asked(either) == [(FIRM, "assigned")]


async def test_another_kind_before_anybody_looked(here: Town) -> None:
    """It is another team's then; once somebody has it, the kind changes nothing."""
    await ruled(here, Route(unit="QY", team=GAS, kinds=("gas",)), Route(unit="QY", team=FIRE, kinds=("wiring",)))
    here.stranger(80_004)
    gas, fire, lin = await here.member(HE, GAS), await here.member(80_004, FIRE), await here.known(LIN)
    await here.staff(ZHOU, ZH_STAFF)
    code = await here.reported(lin)
    await says_kind(here, lin, "燃气")
    theirs = await gas.hears(code)
    lin.forge(f"kind:{code}:wiring", lin.last)
    card = await fire.hears(code)
    await gas.sees("不归您处理", theirs)
    fire.tap("收到", card)
    await fire.sees("接手人", card)
    lin.forge(f"kind:{code}:gas", lin.last)
    await here.quiet()
    assert asked(here) == [(FIRE, "in_hand")]


async def test_danger_asks_at_once(here: Town) -> None:
    """Declared afterwards, too, and in the first lane."""
    await ruled(here, *RULES)
    await here.staff(ZHOU, ZH_STAFF)
    fire, lin = await here.member(HE, FIRE), await here.known(LIN)
    code = await here.reported(lin)
    lin.tap("生命危险")
    assert "生命危险" in (await fire.hears(code)).words
    await here.quiet()
    assert asked(here) == [(FIRE, "assigned")]
    assert here.rows("SELECT COUNT(*) FROM outbox WHERE lane = 0 AND slot IS NOT NULL") == [(1,)]


async def test_what_staff_have_taken_no_rule_gives_away(here: Town) -> None:
    await ruled(here, *RULES)
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    await here.member(HE, FIRM)
    card = await zhou.hears(await here.reported(lin))
    zhou.tap("接单", card)
    await lin.hears("已经接单")
    await says_kind(here, lin, "燃气")
    assert asked(here) == [(None, "accepted")]


async def test_a_team_without_members_leaves_it_with_the_unit(here: Town) -> None:
    await ruled(here, *RULES)
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    await zhou.hears(code)
    await says_kind(here, lin, "燃气")
    assert "「物业公司」" in (await zhou.hears("还没有成员")).words
    assert asked(here) == [(None, "received")]


async def test_a_team_without_members_is_passed_over(here: Town) -> None:
    """The next rule that fits counts."""
    await ruled(here, *RULES)
    gas, lin = await here.member(HE, GAS), await here.known(LIN)
    code = await here.reported(lin)
    await says_kind(here, lin, "燃气")
    assert (await gas.hears(code)).rang
    assert asked(here) == [(GAS, "assigned")]


async def test_the_third_refusal_where_nobody_is_above(here: Town) -> None:
    """The administrators read who refused what, as nobody else would."""
    await ruled(here, *RULES, Route(unit="QY", team=FIRE))
    boss, lin = here.person(GRACE), await here.known(LIN)
    boss.start(await here.administrator_invite())
    await boss.hears("")
    members = [await here.member(HE, FIRM)]
    for number, team in enumerate((GAS, FIRE)):
        here.stranger(80_006 + number)
        members.append(await here.member(80_006 + number, team))
    code = await here.reported(lin)
    await says_kind(here, lin, "燃气")
    for hands in members:
        hands.tap("不属于我方…", await hands.hears(code))
        hands.tap("不知道", await hands.hears("应该归谁"))
        await here.quiet()
        hands.tap("不是我们的职责")
        await here.quiet()
    assert "3" in (await boss.hears("Gas company")).words


async def test_a_refusal_leads_to_the_next_rule(here: Town) -> None:
    """Never to a team that has refused; the reporter hears of the first time alone; at the end of the rules it is the unit's."""
    await ruled(here, *RULES)
    here.stranger(80_005)
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    firm, gas = await here.member(HE, FIRM), await here.member(80_005, GAS)
    code = await here.reported(lin)
    await says_kind(here, lin, "燃气")
    for hands in (firm, gas):
        hands.tap("不属于我方…", await hands.hears(code))
        hands.tap("不知道", await hands.hears("应该归谁"))
        await here.quiet()
        hands.tap("不是我们的职责")
        await here.quiet()
    rung = await zhou.hears("对方说不归他们管")
    assert "不是我们的职责" in rung.words
    assert asked(here) == [(None, "received")]
    assert sum("已经转给负责的单位" in one.words for one in lin.from_bot) == 1


async def test_staff_change_the_rules_in_chat(here: Town) -> None:
    """From then on the settings say nothing of that unit's any more."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    zhou.text("/routes")
    listed = await zhou.hears("还没有转办规则")
    for kind, when in (("燃气", "这一类都算"), ("所有类别", "只在有人")):
        zhou.tap("加一条", listed)
        question = await zhou.hears("哪一类隐患")
        zhou.tap(kind, question)
        await zhou.sees("什么时候算数", question)
        zhou.tap(when, question)
        await zhou.sees("转给谁", question)
        zhou.tap("物业公司", question)
        await zhou.hears("加好了")
    zhou.text("/routes")
    listed = await zhou.hears("第一条对得上的算数")
    assert listed.words.splitlines()[1:] == [
        "1. 听蕉社区的燃气 → 物业公司",
        "2. 听蕉社区有生命危险的所有类别 → 物业公司",
    ]
    zhou.tap("第 2 条往上", listed)
    await zhou.sees("1. 听蕉社区有生命危险", listed)
    zhou.tap("删第 1 条", listed)
    await zhou.sees("1. 听蕉社区的燃气", listed)
    await ruled(here, *RULES)
    codes = "SELECT u.code, r.kinds FROM routes r JOIN units u ON u.id = r.unit_id WHERE removed_at IS NULL ORDER BY 1"
    assert here.rows(codes) == [("QY", "[]"), ("QY", '["gas"]'), (ZH_STAFF, '["gas"]')]


@pytest.mark.parametrize("who", [HE, LIN, GRACE])
async def test_nobody_else_changes_them(here: Town, who: int) -> None:
    """Not members, nor residents, nor staff of elsewhere, with whatever buttons."""
    await ruled(here, *RULES)
    if who == HE:
        one = await here.member(HE, FIRM)
    else:
        one = await (here.known(LIN) if who == LIN else here.staff(GRACE, "QY-02"))
    before = here.rows("SELECT id, position, removed_at FROM routes ORDER BY id")
    numbers = [row[0] for row in before]
    forged = [f"{deed}:{number}" for deed in ("routeup", "routegone") for number in (*numbers, 99, "x", "9" * 40)]
    forged += ["routenew:QY", "routesof:QY", "routenew:NOWHERE"]
    await here.quiet()
    earlier = len(one.chat.toasts)
    for data in forged:
        one.forge(data, one.last)
    await here.server.world.until(lambda: len(one.chat.toasts) == earlier + len(forged))
    assert len(set(one.chat.toasts[earlier:])) == 1
    assert here.rows("SELECT id, position, removed_at FROM routes ORDER BY id") == before


async def test_a_rule_to_a_team_that_is_retired(here: Town) -> None:
    """It asks nobody, and the list says why."""
    await ruled(here, *RULES)
    zhou = await here.staff(ZHOU, ZH_STAFF)
    settings = settings_in(here.folder, here.server.url, here.server.token, here.url, teams=TEAMS[:2], routes=RULES[:2])
    async with here.parts.database.write() as store:
        unit = await store.units.by_code(ZH_STAFF)
        assert unit is not None
        await store.routes.take_over(unit.id)
    await establish(settings)
    zhou.text("/routes")
    assert "这家已停用" in (await zhou.hears("物业公司")).words
