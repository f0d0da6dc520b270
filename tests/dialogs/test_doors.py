"""敲门: who is silent after a grave warning, and has said that they need help, is knocked at; nobody sees a door who does not go there."""

import logging
from dataclasses import dataclass

import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from storage.copies import Copy, CopyState
from storage.roles import Role, Via
from storage.wishes import Wishes
from tests.dialogs.test_alerts import drafted, goes, officer, sent_yellow
from tests.dialogs.test_factor import code_of
from tests.dialogs.test_leaving import erased
from tests.dialogs.test_notice import lives_in
from tests.dialogs.test_wishes import BUILDING, DOOR, GRID, built
from tests.town import EMILY, HE, LIN, ZH_STAFF, ZHOU, Town

LI, NEAR, ELSEWHERE, GRID_WORKER = (
    1060,
    1061,
    1062,
    1063,
)  # who writes the warning, a neighbour, somebody in another building, a grid worker


@dataclass
class Storm:
    """An orange warning that is out. Lin and Emily need help in one building, and have said nothing."""

    li: Hands  # staff of the community, who wrote it
    zhou: Hands  # duty officer, who let it go
    lin: Hands
    emily: Hands
    near: Hands  # lives in the building, and would help
    card: Shown
    officers_card: Shown
    copy: Shown


async def wishes(here: Town, hands: Hands, **wished: object) -> None:
    """Said under 我的, some time ago."""
    async with here.parts.database.write() as store:
        person = await store.people.find(hands.chat.actor.id)
        assert person is not None
        await store.wishes.save(person.id, Wishes.model_validate(wished))


async def lives(here: Town, person: int, unit: str, **wished: object) -> Hands:
    """Somebody of a unit, with what they wish."""
    if person > LI:
        here.stranger(person)
    hands = await here.known(person)
    await lives_in(here, hands, unit)
    await wishes(here, hands, **wished)
    return hands


async def sent_orange(here: Town, *, near: bool = True) -> Storm:
    """For the first community; it takes two, and the second one's code."""
    await built(here)
    lin = await lives(here, LIN, BUILDING, needs_help=True, door=DOOR)
    emily = await lives(here, EMILY, BUILDING, needs_help=True, door="3-2-502")
    neighbour = await lives(here, NEAR, BUILDING, would_help=near)
    here.stranger(LI)
    li, zhou = await here.staff(LI, ZH_STAFF), await officer(here, ZHOU)
    card = await drafted(li, level="橙色")
    li.tap("送去批准", card)
    officers = await zhou.hears("等第二个人批准")
    zhou.tap("批准，发出", officers)
    await zhou.hears("6 位动态码")
    zhou.text(await code_of(here, ZHOU))
    await here.quiet()
    await goes(here)
    await li.sees("发完了", card)
    copy = await lin.hears("🟠 暴雨橙色预警")
    return Storm(li, zhou, lin, emily, neighbour, card, await zhou.sees("发完了", officers), copy)


async def looks(here: Town, **by: float) -> None:
    """The job looks, that much later."""
    await here.quiet()
    here.clock.advance(**by)
    await here.parts.jobs.doors.look()
    await here.quiet()


async def asked(here: Town, storm: Storm) -> Shown:
    """Staff send people; what the neighbour is asked."""
    storm.li.tap("敲门名单", storm.card)
    storm.li.tap("派人敲门", await storm.li.hears("敲门名单 W-"))
    await looks(here)
    return await storm.near.hears("请您去敲敲门")


async def gone(here: Town, storm: Storm) -> Shown:
    """The neighbour goes; their list."""
    storm.near.tap("我去", await asked(here, storm))
    return await storm.near.hears("还有 2 户没敲")


def see_a_door(*people: Hands) -> list[str]:
    """Everything that anybody's phone shows of a door now, of those who are not at home there."""
    shown = [one for hands in people for one in hands.from_bot]
    return [
        one.words
        for one in shown
        if any(door in (one.words + "".join(one.labels)) for door in (DOOR, "3-2-502", "501"))
    ]


def all_gone(here: Town) -> bool:
    """Whether the database knows nothing of whose door it was."""
    return here.rows("SELECT COUNT(*) FROM doors") == [(0,)]


async def test_what_staff_see(here: Town) -> None:
    """How many by building, and no door."""
    storm = await sent_orange(here)
    storm.li.tap("敲门名单", storm.card)
    sheet = await storm.li.hears("敲门名单 W-")
    assert "3栋：平安 0，需要帮助 0，知道了 0，没有回应 3，其中 2 户说过需要帮助、留了门牌" in sheet.words
    assert see_a_door(storm.li, storm.zhou) == []
    storm.lin.tap("我安全", storm.copy)
    await here.quiet()
    storm.li.tap("派人敲门", sheet)
    await storm.li.sees("平安 1", sheet)
    assert here.rows("SELECT COUNT(*) FROM doors") == [(1,)]
    storm.li.tap("敲门名单", storm.card)
    again = await storm.li.hears("名单 1 份，0 份有人去")
    assert "派人敲门" not in again.labels
    assert see_a_door(storm.li, storm.zhou, storm.near) == []


async def test_a_neighbour_goes(either: Town) -> None:
    """Only then they see the doors; what they find counts as the answer of whoever lives there."""
    storm = await sent_orange(either)
    first = await asked(either, storm)
    assert "3栋有 2 户" in first.words
    assert first.rang
    assert see_a_door(storm.near) == []
    storm.near.tap("我去", first)
    shown = await storm.near.hears("还有 2 户没敲")
    await storm.near.sees("已经有人去敲门了", first)
    assert shown.labels[:2] == [DOOR, "3-2-502"]
    storm.near.tap(DOOR, shown)
    await storm.near.sees("里面的人怎么样", shown)
    storm.near.tap("◀ 回到名单", shown)
    storm.near.tap(DOOR, await storm.near.sees("还有 2 户没敲", shown))
    storm.near.tap("✔ 平安", await storm.near.sees("里面的人怎么样", shown))
    await storm.near.sees("还有 1 户没敲", shown)
    assert f"{DOOR} ✔ 平安" in shown.labels
    storm.near.tap("3-2-502", shown)
    storm.near.tap("没人应", await storm.near.sees("里面的人怎么样", shown))
    await storm.near.sees("都敲过了", shown)
    assert either.rows("SELECT answer FROM alert_answers") == [("safe",)]
    assert sorted(either.rows("SELECT result FROM doors")) == [("absent",), ("safe",)]
    sheet = storm.li.last
    await looks(either)
    await storm.li.sees("1 份有人去；平安 1，需要帮助 0，没人应 1，还没敲 0", sheet)


async def test_who_needs_help_has_a_case(here: Town) -> None:
    """As by their own button; the door is in no case and no group, and duty officers alone see it."""
    storm = await sent_orange(here)
    shown = await gone(here, storm)
    storm.zhou.tap("敲门名单", storm.officers_card)
    sheet = await storm.zhou.hears("敲门名单 W-")
    storm.near.tap(DOOR, shown)
    storm.near.tap("需要帮助", await storm.near.sees("里面的人怎么样", shown))
    await storm.near.sees("还有 1 户没敲", shown)
    await storm.lin.hears("我们替您报上去了")
    case = await storm.li.hears("没有回应，上门的人敲开门")
    assert DOOR not in case.words
    await looks(here)
    await storm.zhou.sees(f"需要帮助：3栋，{DOOR}", sheet)
    assert see_a_door(storm.li) == []
    assert here.rows("SELECT urgency FROM reports") == [("danger",)]
    storm.near.tap(DOOR, shown)
    assert "没人应" not in (await storm.near.sees("里面的人怎么样", shown)).labels
    storm.near.tap("✔ 平安", shown)
    await storm.near.sees("还有 1 户没敲", shown)
    assert here.rows("SELECT answer FROM alert_answers") == [("safe",)]


@pytest.mark.parametrize("end", ["解除", "更正", "过期"])
async def test_when_it_is_over_every_door_vanishes(here: Town, end: str) -> None:
    storm = await sent_orange(here)
    shown = await gone(here, storm)
    storm.zhou.tap("敲门名单", storm.officers_card)
    storm.near.tap(DOOR, shown)
    storm.near.tap("没人应", await storm.near.sees("里面的人怎么样", shown))
    await looks(here)
    assert see_a_door(storm.zhou)
    if end == "过期":
        await looks(here, hours=7)
    else:
        storm.li.tap("解除" if end == "解除" else "发错了，更正", storm.card)
        storm.li.tap("确定", await storm.li.hears("收到过的人马上"))
        await here.quiet()
        await goes(here)
        await looks(here)
    await storm.near.sees("敲门名单已经收回", shown)
    assert see_a_door(storm.near, storm.zhou, storm.li) == []
    assert all_gone(here)
    storm.near.forge("dlist:1", shown)
    storm.near.forge("dknock:1:0", shown)
    await here.quiet()
    assert see_a_door(storm.near) == []


async def test_the_next_ones_are_asked(here: Town) -> None:
    """After five minutes those of the grid, then staff hear of it."""
    storm = await sent_orange(here)
    here.stranger(GRID_WORKER)
    worker = await here.staff(GRID_WORKER, GRID)
    await asked(here, storm)
    await looks(here, minutes=4)
    assert not [one for one in worker.from_bot if "敲" in one.words]
    await looks(here, minutes=2)
    await worker.hears("请您去敲敲门")
    await looks(here, minutes=6)
    await storm.li.hears("还没有人去敲门")
    told = await storm.zhou.hears("还没有人去敲门")
    await looks(here, minutes=6)
    assert len([one for one in storm.li.from_bot if "还没有人去敲门" in one.words]) == 1
    storm.zhou.tap("我去", told)
    await storm.zhou.hears("还有 2 户没敲")


async def test_staff_are_told_at_once_where_nobody_is_near(here: Town) -> None:
    storm = await sent_orange(here, near=False)
    storm.li.tap("敲门名单", storm.card)
    storm.li.tap("派人敲门", await storm.li.hears("敲门名单 W-"))
    await looks(here)
    await storm.li.hears("还没有人去敲门")
    assert not [one for one in storm.near.from_bot if "敲门" in one.words]


async def test_two_taps_one_list(here: Town) -> None:
    """The first has it; the other is told, and sees nothing."""
    storm = await sent_orange(here)
    other = await lives(here, ELSEWHERE, BUILDING, would_help=True)
    first = await asked(here, storm)
    second = await other.hears("请您去敲敲门")
    storm.near.tap("我去", first)
    other.tap("我去", second)
    await here.quiet()
    assert sorted(len(see_a_door(one)) for one in (storm.near, other)) == [0, 1]


async def test_who_may_not_see_a_door(here: Town) -> None:
    """Another building's neighbour, somebody who would not help, a stranger, one whose own door is on the list; by no forged button."""
    storm = await sent_orange(here)
    elsewhere = await lives(here, ELSEWHERE, "QY-01-2", would_help=True)
    he = await lives(here, HE, BUILDING)
    await wishes(here, storm.emily, needs_help=True, door="3-2-502", would_help=True)
    first = await asked(here, storm)
    data = first.buttons[0][0]["callback_data"]
    for hands in (elsewhere, he, storm.emily):
        hands.forge(data, hands.last)
    await here.quiet()
    assert here.rows("SELECT taken_by FROM door_lists") == [(None,)]
    storm.near.tap("我去", first)
    await storm.near.hears("还有 2 户没敲")
    for hands in (elsewhere, he, storm.emily, storm.li):
        for forged in ("dlist:1", "dknock:1:0", "dsaid:1:0:safe", "dback:1", "dsaid:1:x:y", "dgo:x:y", "dgo:9:9", data):
            hands.forge(forged, hands.last)
    for hands in (elsewhere, he):
        for forged in ("doors:1", "dsend:1"):
            hands.forge(forged, hands.last)
    storm.near.forge("dsaid:1:0:nonsense", storm.near.last)
    storm.near.forge("dknock:1:77", storm.near.last)
    await here.quiet()
    assert see_a_door(elsewhere, he, storm.li) == []
    assert here.rows("SELECT answer FROM alert_answers") == []
    assert here.rows("SELECT DISTINCT result FROM doors") == [(None,)]


@pytest.mark.parametrize("how", ["moved", "no longer", "demoted"])
async def test_who_may_not_any_more(here: Town, how: str) -> None:
    """The doors vanish from their message, and others are asked."""
    storm = await sent_orange(here)
    async with here.parts.database.write() as store:
        unit, near = await store.units.by_code(BUILDING), await store.people.find(NEAR)
        assert unit is not None
        assert near is not None
        if how == "demoted":
            await store.people.set_home(near.id, None, now=here.clock.now)
            await store.roles.grant(near.id, Role.VOLUNTEER, unit.id, via=Via.COMMAND, now=here.clock.now)
    shown = await gone(here, storm)
    other = await lives(here, ELSEWHERE, BUILDING, would_help=True)
    match how:
        case "moved":
            await lives_in(here, storm.near, "QY-01-2")
        case "no longer":
            await wishes(here, storm.near)
        case _:
            async with here.parts.database.write() as store:
                await store.roles.revoke(near.id, Role.VOLUNTEER, via=Via.COMMAND, now=here.clock.now)
    storm.near.forge("dknock:1:0", shown)
    await looks(here)
    await storm.near.sees("名单交回了", shown)
    assert see_a_door(storm.near) == []
    other.tap("我去", await other.hears("请您去敲敲门"))
    await other.hears("还有 2 户没敲")


async def test_handed_back(here: Town) -> None:
    storm = await sent_orange(here)
    shown = await gone(here, storm)
    storm.near.tap("我去不了，交回名单", shown)
    await storm.near.sees("名单交回了", shown)
    await storm.li.hears("还没有人去敲门")
    assert see_a_door(storm.near) == []


@pytest.mark.parametrize("how", ["answers", "takes it back", "moves", "erased"])
async def test_a_door_that_is_not_to_be_knocked_at(here: Town, how: str) -> None:
    """It vanishes from the list within one look."""
    storm = await sent_orange(here)
    shown = await gone(here, storm)
    match how:
        case "answers":
            storm.lin.tap("知道了", storm.copy)
        case "takes it back":
            storm.lin.press("我的")
            mine = await storm.lin.hears(f"在「{DOOR}」")
            storm.lin.tap("紧急帮助：查看、修改", mine)
            storm.lin.tap("不再需要，删掉", await storm.lin.sees("只有值班人员看得到", mine))
        case "moves":
            await lives_in(here, storm.lin, GRID)
        case _:
            await erased(here, storm.lin)
    await here.quiet()
    await looks(here)
    assert shown.labels[0] == "3-2-502"
    assert DOOR not in shown.words + "".join(shown.labels)
    storm.near.forge("dsaid:1:0:safe", shown)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM alert_answers WHERE answer = 'safe'") == [(0,)]


async def test_a_changed_door(here: Town) -> None:
    storm = await sent_orange(here)
    shown = await gone(here, storm)
    await wishes(here, storm.lin, needs_help=True, door="3栋1单元101")
    await looks(here)
    assert shown.labels[0] == "3栋1单元101"


async def test_a_knocker_who_erases_everything(here: Town) -> None:
    """The doors vanish from their chat too, and others are asked."""
    storm = await sent_orange(here)
    shown = await gone(here, storm)
    await erased(here, storm.near)
    await storm.near.sees("名单收回了", shown)
    assert see_a_door(storm.near) == []
    await looks(here)
    await storm.li.hears("还没有人去敲门")


async def test_eleven_doors_are_two_lists(here: Town) -> None:
    """One at a time for one knocker."""
    storm = await sent_orange(here)
    async with here.parts.database.write() as store:
        unit, alert = await store.units.by_code(BUILDING), (await store.alerts.in_force(now=here.clock.now))[0]
        assert unit is not None
        for number in range(9):
            person = await store.people.meet(5000 + number, "zh-Hans", now=here.clock.now)
            await store.people.set_home(person.id, unit.id, now=here.clock.now)
            await store.wishes.save(person.id, Wishes(needs_help=True, door=f"3-9-{number}"))
            copy = Copy(person_id=person.id, unit_id=unit.id, state=CopyState.OWED)
            await store.copies.put(alert.id, [copy])
    first = await asked(here, storm)
    assert "3栋有 11 户" in first.words
    storm.near.tap("我去", first)
    await storm.near.hears("还有 8 户没敲")
    storm.near.tap("我去", first)
    await here.quiet()
    await here.server.world.until(lambda: not here.server.world.taps)
    assert sorted(here.rows("SELECT COUNT(*) FROM doors GROUP BY list_id")) == [(3,), (8,)]
    assert len(here.rows("SELECT 1 FROM door_lists WHERE taken_by IS NOT NULL")) == 1
    assert storm.near.chat.toasts[-1].startswith("您手上还有没敲完的")


async def test_yellow_sends_nobody(here: Town) -> None:
    zhou, _, _, card, _ = await sent_yellow(here)
    assert not [label for label in card.labels if "敲门" in label]
    for forged in ("doors:1", "dsend:1"):
        zhou.forge(forged, card)
    await here.quiet()
    await here.server.world.until(lambda: not here.server.world.taps)
    assert zhou.chat.toasts[-1].startswith("橙色、红色预警有效的时候才")
    assert here.rows("SELECT COUNT(*) FROM door_lists") == [(0,)]


async def test_no_door_where_it_does_not_belong(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in a log nor in what the knocker is given as their own data."""
    caplog.set_level(logging.INFO)
    storm = await sent_orange(here)
    shown = await gone(here, storm)
    storm.near.tap(DOOR, shown)
    storm.near.tap("✔ 平安", await storm.near.sees("里面的人怎么样", shown))
    await looks(here)
    assert DOOR not in caplog.text
    async with here.parts.database.read() as store:
        near = await store.people.find(NEAR)
        assert near is not None
        assert DOOR not in str(await store.personal.under_way(near.id))
        assert DOOR not in str(await store.personal.work(near.id))
    dumped = here.rows("SELECT * FROM door_lists") + here.rows("SELECT * FROM doors")
    assert DOOR not in str(dumped)
