"""A place in no grid, or on a border: somebody has it at once, the other side sees it, and whoever is above says whose it is."""

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.dialogs.test_teams import given, toasted
from tests.faults.forgery import demote
from tests.town import CODE, EMILY, EN_STAFF, FIRM, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

# Five metres inside Tingjiao Community, whose border with Shisui runs there; and fifty metres north of both.
BORDER = (30.65770, 104.05906)
NOWHERE = (30.66580, 104.05990)
INSIDE = (30.66300, 104.05600)


async def reported_at(here: Town, hands: Hands, point: tuple[float, float]) -> str:
    """A report by somebody known at a point; its code."""
    hands.photo()
    await hands.hears("在哪里")
    hands.place(*point)
    found = CODE.search((await hands.hears("编号")).words)
    assert found is not None
    await here.quiet()
    return found.group()


async def three(here: Town) -> tuple[Hands, Hands, Hands, Hands]:
    """Staff on both sides and above, and somebody who reports."""
    zhou, emily = await here.staff(ZHOU, ZH_STAFF), await here.staff(EMILY, EN_STAFF)
    above, lin = await here.staff(HE, "QY"), await here.known(LIN)
    return zhou, emily, above, lin


def owners(here: Town) -> list[tuple[str, str, str]]:
    return here.rows(
        "SELECT g.code, u.code, r.status FROM reports r JOIN units g ON g.id = r.grid_id JOIN units u ON u.id = r.unit_id ORDER BY r.id"
    )


async def test_on_a_border_between_two_staffs(either: Town) -> None:
    """On either engine. The nearest has it and is rung, the other side may read it, whoever is above gives it away for good."""
    zhou, emily, above, lin = await three(either)
    code = await reported_at(either, lin, BORDER)
    card, theirs = await zhou.hears(code), await emily.hears(code)
    assert card.rang
    assert "归谁还没定" in card.words
    assert not theirs.rang
    assert "“Tingjiao Community” is seeing to it" in theirs.words
    assert theirs.labels == ["Map", "Progress card"]
    assert owners(either) == [("QY-01-3", "QY-01", "received")]
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    for forged in (
        f"accept:{code}",
        f"finish:{code}",
        f"give:{code}",
        f"take:{code}",
        f"orphan:{code}",
        f"settle:{code}:QY-01-3",
    ):
        emily.forge(forged, theirs)
    await either.quiet()
    assert owners(either) == [("QY-01-3", "QY-01", "accepted")]
    above.text("/orphans")
    asked = await above.hears("有 1 件还没定归谁")
    above.tap(code, asked)
    await above.sees("归谁管？", asked)
    assert asked.labels[:2] == ["归灯笼巷网格", "归渡口网格"]
    above.tap("归渡口网格", asked)
    await above.sees("定了，归「渡口网格」", asked)
    assert owners(either) == [("QY-02-3", "QY-02", "received")]
    await zhou.sees("不归您处理", card)
    assert (await zhou.hears("不用您再办")).rang
    assert (await emily.hears("for good; please open the card")).rang
    await emily.sees("waiting for someone to take it", theirs)
    assert "Accept" in theirs.labels
    await either.quiet()
    assert not [one for one in lin.from_bot if "渡口" in one.words]


async def settled(here: Town, hands: Hands, code: str, unit: str) -> Shown:
    """Whoever is above gives a case to a unit by its name; the message in which they did."""
    hands.text("/orphans")
    asked = await hands.hears("件还没定归谁")
    hands.tap(code, asked)
    await hands.sees("归谁管？", asked)
    hands.tap(unit, asked)
    await here.quiet()
    return asked


async def test_said_for_the_whole_area_the_next_is_none(here: Town) -> None:
    """Nobody above hears of it, nobody beside sees it; what is well inside a grid stays there."""
    zhou, emily, above, lin = await three(here)
    first = await reported_at(here, lin, NOWHERE)
    assert owners(here) == [("QY-01-3", "QY-01", "received")]
    await emily.hears(first)
    said = await settled(here, above, first, "麦浪网格")
    above.tap("这一带以后都归麦浪网格", said)
    await above.sees("不用再一件件定", said)
    here.clock.advance(minutes=5)
    second = await reported_at(here, lin, NOWHERE)
    third = await reported_at(here, lin, INSIDE)
    assert [one[:2] for one in owners(here)] == [("QY-02-1", "QY-02"), ("QY-02-1", "QY-02"), ("QY-01-1", "QY-01")]
    assert "Accept" in (await emily.hears(second)).labels
    await zhou.hears(third)
    above.text("/orphans")
    await above.hears("都有人管")
    assert here.rows("SELECT COUNT(*) FROM orphans WHERE settled_at IS NULL") == [(0,)]


async def test_on_a_border_the_area_counts_for_its_two_sides_alone(here: Town) -> None:
    """Another border through the same area is not meant."""
    _, _, above, lin = await three(here)
    first = await reported_at(here, lin, BORDER)
    said = await settled(here, above, first, "别的单位")
    for label in ("栖云区", "听蕉社区", "蕉园网格", "这一带以后都归蕉园网格"):
        above.tap(label, said)
        await here.quiet()
    assert "不用再一件件定" in said.words
    here.clock.advance(minutes=5)
    await reported_at(here, lin, BORDER)
    assert [one[:2] for one in owners(here)] == [("QY-01-1", "QY-01"), ("QY-01-3", "QY-01")]


async def test_between_two_grids_of_the_same_staff_nothing_is_in_doubt(here: Town) -> None:
    """Whoever is rung is the same on either side."""
    zhou, _, above, lin = await three(here)
    await reported_at(here, lin, (30.65800, 104.05603))
    assert here.rows("SELECT COUNT(*) FROM orphans") == [(0,)]
    above.text("/orphans")
    await above.hears("都有人管")
    assert "归谁还没定" not in zhou.last.words


async def test_two_say_it_at_once(here: Town) -> None:
    """The first counts, and the other is told."""
    zhou, _, above, lin = await three(here)
    here.stranger(80_010)
    other = await here.staff(80_010, "QY")
    code = await reported_at(here, lin, BORDER)
    for hands, unit in ((above, "QY-02-3"), (other, "QY-01-3")):
        hands.forge(f"settle:{code}:{unit}", hands.last)
    said = ("定好了", "已经有人定了")
    await here.server.world.until(lambda: all(any(toasted(one, words) for one in (above, other)) for words in said))
    assert toasted(above, "定好了") != toasted(other, "定好了")
    assert toasted(above, "已经有人定了") != toasted(other, "已经有人定了")
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event = 'settled'") == [(1,)]
    late = next(hands for hands in (above, other) if not toasted(hands, "定好了"))
    late.forge(f"orphanarea:{code}", late.last)
    zhou.forge(f"orphanarea:{code}", zhou.last)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM areas") == [(0,)]


async def test_whoever_was_above_says_nothing_any_more(here: Town) -> None:
    """Rights are asked when something acts."""
    _, _, above, lin = await three(here)
    code = await reported_at(here, lin, BORDER)
    above.text("/orphans")
    asked = await above.hears("件还没定归谁")
    above.tap(code, asked)
    await above.sees("归谁管？", asked)
    await demote(here, HE)
    above.tap("归渡口网格", asked)
    above.text("/orphans")
    await above.hears("要由上一级的工作人员来定")
    await here.server.world.until(lambda: toasted(above, "不归您"))
    assert owners(here) == [("QY-01-3", "QY-01", "received")]


async def test_danger_rings_the_other_side_once(here: Town) -> None:
    """Once, as they might be nearer; what comes after rings who has it alone."""
    zhou, emily, _, lin = await three(here)
    code = await reported_at(here, lin, BORDER)
    await emily.hears(code)
    for _ in range(2):
        lin.forge(f"danger:{code}", lin.last)
        await here.quiet()
    assert "right next to you" in (await emily.hears("danger to life")).words
    assert len([one for one in emily.from_bot if one.rang and code in one.words]) == 1
    assert (await zhou.hears("现在有人有生命危险")).rang


async def test_without_anybody_above_the_highest_staff_say_it(here: Town) -> None:
    """Who has it may give it to the other side, or keep it."""
    zhou, emily, lin = await here.staff(ZHOU, ZH_STAFF), await here.staff(EMILY, EN_STAFF), await here.known(LIN)
    code = await reported_at(here, lin, BORDER)
    emily.forge(f"settle:{code}:QY-02-3", emily.last)
    await here.server.world.until(lambda: toasted(emily, "not yours") or toasted(emily, "no longer"))
    await settled(here, zhou, code, "归渡口网格")
    assert owners(here) == [("QY-02-3", "QY-02", "received")]


async def test_a_better_place_ends_the_doubt(here: Town) -> None:
    """And begins it, where the better one is on a border."""
    _, emily, _, lin = await three(here)
    code = await reported_at(here, lin, BORDER)
    theirs = await emily.hears(code)
    for point, left in ((INSIDE, 0), (BORDER, 1)):
        lin.forge(f"add:{code}", lin.last)
        await lin.hears("要补充的照片或文字")
        lin.place(*point)
        await lin.hears("还可以继续发")
        lin.tap("好了")
        await here.quiet()
        assert here.rows("SELECT COUNT(*) FROM orphans WHERE settled_at IS NULL") == [(left,)]
        assert ("is seeing to it" in theirs.words) == bool(left)


async def test_the_passport_says_whose_it_is(here: Town) -> None:
    """From the moment on at which it was said."""
    _, _, above, lin = await three(here)
    code = await reported_at(here, lin, BORDER)
    here.clock.advance(hours=1)
    await settled(here, above, code, "归渡口网格")
    lin.forge(f"passport:{code}", lin.last)
    shown = await lin.hears("办理进度卡")
    assert "定下来归渡口网格管" in shown.words
    assert "拾穗社区（2026" in shown.words
    assert "13:00" in shown.words.split("拾穗社区（")[1][:30]


async def test_the_team_and_the_group_of_where_it_is_now(here: Town) -> None:
    """A team that does not work for the unit has it no longer; the unit's own group hears of it, and only now."""
    zhou, emily, above, lin = await three(here)
    here.stranger(80_001)
    firm = await here.member(80_001, FIRM)
    group = here.server.group("拾穗值班群", [EMILY, GRACE])
    emily.at(group).adds_bot()
    await group.hears("/bind")
    emily.at(group).text("/bind")
    await here.quiet()
    code = await reported_at(here, lin, BORDER)
    card = await zhou.hears(code)
    await given(here, zhou, card, "物业公司")
    theirs = await firm.hears(code)
    assert not [one for one in group.from_bot if code in one.words]
    await settled(here, above, code, "归渡口网格")
    await group.hears(code)
    await firm.sees("不归", theirs)
    assert theirs.labels == []
    assert here.rows("SELECT status, team_id FROM reports") == [("received", None)]
