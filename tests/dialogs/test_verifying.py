"""Closed means fixed: who can see it is asked, a no opens the case again, and what nobody looked at is counted as that."""

from bot.demo.hands import Hands
from bot.demo.state import Shown
from storage.roles import Role
from tests.dialogs.test_finishing import status, taken_on
from tests.town import EMILY, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town, finished

NEAR, FAR = (30.6615, 104.0580), (30.6650, 104.0580)  # 89 m and 478 m from where the hazards of these tests are


async def looks(here: Town, hands: Hands, point: tuple[float, float] = NEAR) -> None:
    """Says that they want to look near a point."""
    zh = hands.chat.actor.language_code != "en"
    hands.text("/me")
    hands.tap("我愿意帮忙看" if zh else "I will help", await hands.hears("匿名上报" if zh else "anonymously"))
    await hands.hears("顺路看一眼" if zh else "have a look in passing")
    hands.place(*point)
    await hands.hears("200 米" if zh else "within 200 m")


async def done(here: Town, *lookers: int) -> tuple[Hands, Hands, str, Shown, Shown]:
    """As taken_on(), with these neighbours, and said to be done; and the reporter's question."""
    for one in lookers:
        await looks(here, await here.known(one))
    zhou, lin, code, card = await taken_on(here)
    await finished(zhou, card)
    return zhou, lin, code, card, await lin.hears("解决了吗")


async def later(here: Town, **by: float) -> None:
    here.clock.advance(**by)
    await here.parts.keeper.reports_due()
    await here.quiet()


async def test_partly_opens_it_again(here: Town) -> None:
    """The note says which; who has it reads it, and the history too."""
    zhou, lin, code, card, asked = await done(here)
    lin.tap("部分解决", asked)
    await lin.sees("重新打开", asked)
    assert (await zhou.hears("上报人说只解决了一部分")).rang
    await zhou.sees("处理中", card)
    lin.text(code)
    assert "您说只解决了一部分，重新打开" in (await lin.hears("已收到")).words


async def test_the_second_no_goes_one_level_up(here: Town) -> None:
    """The unit above is told who has it and how often; not at the first."""
    grace = await here.staff(GRACE, "QY")
    zhou, lin, _, card, asked = await done(here)
    lin.tap("没有解决", asked)
    await zhou.hears("第 1 次")
    await here.quiet()
    assert not [one for one in grace.from_bot if "somebody said otherwise" in one.words]
    await zhou.sees("处理中", card)
    await finished(zhou, card)
    lin.tap("没有解决", await lin.hears("解决了吗"))
    await zhou.hears("第 2 次")
    told = await grace.hears("somebody said otherwise")
    assert told.rang
    assert "周敏" in told.words
    assert told.labels == ["Open the card"]


async def test_neighbours_are_asked_and_a_yes_counts_in_the_end(here: Town) -> None:
    """They see before and after, no name, no exact place; after 72 hours it is verified, and whoever reported it hears why."""
    _, lin, code, _, _ = await done(here, HE)
    he = here.person(HE)
    before, after = await he.hears("上报时的样子"), await he.hears("处理后的样子")
    asked = await he.hears("离您说的地方约 100 米")
    assert asked.labels == ["已解决", "部分解决", "没有解决"]
    assert before.photo
    assert after.photo
    assert "林" not in asked.words
    he.tap("已解决", asked)
    await he.sees("谢谢您特意看一眼", asked)
    assert status(here) == "done", "the time for a no is not over"
    await later(here, hours=72)
    assert status(here) == "verified"
    await lin.hears("附近的邻居看过，说解决了")
    lin.text(code)
    assert "没有人说没解决，结案" in (await lin.hears("已收到")).words
    assert here.rows("SELECT COUNT(*) FROM votes") == [(0,)]


async def test_a_neighbour_s_no_opens_it_again(here: Town) -> None:
    """At once; the reporter hears of it, and their own question is over."""
    zhou, lin, _, _, asked = await done(here, HE)
    he = here.person(HE)
    he.tap("没有解决", await he.hears("离您说的地方"))
    assert (await zhou.hears("附近的邻居说还没解决")).rang
    assert (await lin.hears("附近的邻居说还没解决")).rang
    assert status(here) == "accepted"
    lin.tap("已解决", asked)
    await here.server.world.until(lambda: any("不用您看" in one for one in lin.chat.toasts))
    assert here.rows("SELECT event, actor FROM report_events ORDER BY id DESC LIMIT 1") == [("reopened", "neighbour")]
    assert status(here) == "accepted"


async def test_nobody_looked(here: Town) -> None:
    """Counted as that; the reporter's late no opens it all the same, their late yes counts."""
    _, lin, _, _, _ = await done(here)
    await later(here, hours=71, minutes=59)
    assert status(here) == "done"
    await later(here, minutes=1)
    assert status(here) == "unverified"
    late = await lin.hears("没人核实")
    assert late.labels == ["已解决", "部分解决", "没有解决"]
    lin.tap("已解决", late)
    await lin.sees("确认已解决", late)
    assert here.rows("SELECT event FROM report_events ORDER BY id")[-2:] == [("lapsed",), ("verified",)]


async def test_a_late_no_opens_it_again(here: Town) -> None:
    zhou, lin, _, _, _ = await done(here)
    await later(here, hours=72)
    lin.tap("没有解决", await lin.hears("没人核实"))
    await zhou.hears("上报人说还没解决")
    assert status(here) == "accepted"


async def test_a_vote_counts_once(here: Town) -> None:
    """The second one is answered with a word, whichever it is."""
    _, _, code, _, _ = await done(here, HE)
    he = here.person(HE)
    asked = await he.hears("离您说的地方")
    he.tap("已解决", asked)
    await he.sees("谢谢您特意看一眼", asked)
    for answer in ("yes", "no"):
        he.forge(f"vote:{code}:{answer}", asked)
    await here.server.world.until(lambda: sum("已经说过了" in one for one in he.chat.toasts) == 2)
    assert status(here) == "done"
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event = 'voted'") == [(1,)]


async def test_strangers_and_answers_that_there_are_not(here: Town) -> None:
    """A code that is theirs not, and one that does not exist, look the same; nothing changes."""
    _, lin, code, _, asked = await done(here)
    he, stranger = await here.known(HE), here.stranger(90_001)
    for hands in (he, stranger):
        hands.forge(f"vote:{code}:no", asked)
        hands.forge("vote:H-0000-0000:no", asked)
    lin.forge(f"vote:{code}:perhaps", asked)
    for hands, count in ((he, 2), (stranger, 2), (lin, 1)):
        await here.server.world.until(lambda: len(hands.chat.toasts) >= count)  # noqa: B023 - awaited at once
        assert set(hands.chat.toasts[-count:]) == {"这件现在不用您看，谢谢您。"}
    assert status(here) == "done"


async def test_nobody_judges_their_own_work(here: Town) -> None:
    """Staff who reported it themselves and hold it are not asked, and refused where they say so; in the end nobody has looked."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    code = await here.reported(zhou)
    await here.quiet()
    card = next(one for one in zhou.from_bot if "待接单" in one.words)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    await finished(zhou, card)
    await zhou.hears("没有上报人可问")
    for answer in ("yes", "no"):
        zhou.forge(f"vote:{code}:{answer}", card)
    await here.server.world.until(lambda: sum("您经办的" in one for one in zhou.chat.toasts) == 2)
    assert status(here) == "done"
    await later(here, hours=72)
    assert status(here) == "unverified"


async def test_a_member_of_the_team_does_not_judge_it(here: Town) -> None:
    """Even where they were a neighbour who wanted to look, before or after."""
    await looks(here, await here.known(HE))
    zhou, lin, code, card = await taken_on(here)
    async with here.parts.database.write() as store:
        found, report = await store.people.find(HE), await store.reports.by_code(code)
        team = await store.units.by_code(ZH_STAFF)
        assert found is not None
        assert report is not None
        assert team is not None
        await store.reports.save(report.model_copy(update={"team_id": team.id}), now=here.clock.now)
    he = here.person(HE)
    he.start(await here.invite(ZH_STAFF, Role.DEPARTMENT))
    await he.hears("")
    await finished(zhou, card)
    await lin.hears("解决了吗")
    await here.quiet()
    assert not [one for one in he.from_bot if "离您说的地方" in one.words]
    he.forge(f"vote:{code}:yes", he.last)
    await here.server.world.until(lambda: any("不用您看" in one or "您经办的" in one for one in he.chat.toasts))
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event = 'voted'") == [(0,)]


async def test_a_reporter_who_blocks_the_bot(here: Town) -> None:
    """The case goes on, to its end."""
    zhou, lin, _, card = await taken_on(here)
    lin.block()
    await finished(zhou, card)
    await zhou.sees("已请人来看修好没有", card)
    await later(here, hours=72)
    assert status(here) == "unverified"
    await zhou.sees("没人核实", card)


async def test_three_of_the_nearest_and_no_staff(here: Town) -> None:
    """Of five who are near: not the reporter, not staff of the place; the nearest three of the others; nobody who is far."""
    points = {90_001: 30.6608, 90_002: 30.6609, 90_003: 30.6611, 90_004: 30.6620, 90_005: FAR[0]}
    neighbours = {}
    for number, latitude in points.items():
        here.stranger(number)
        neighbours[number] = await here.known(number)
        await looks(here, neighbours[number], (latitude, 104.0580))
    await looks(here, await here.known(LIN))
    colleague = await here.known(GRACE)
    await looks(here, colleague)
    await here.staff(GRACE, ZH_STAFF)
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin = here.person(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    await finished(zhou, card)
    await lin.hears("解决了吗")
    await here.quiet()
    asked = [
        number for number, hands in neighbours.items() if any("离您说的地方" in one.words for one in hands.from_bot)
    ]
    assert asked == [90_001, 90_002, 90_003]
    assert not [
        one
        for one in (*lin.from_bot, *colleague.from_bot)
        if "离您说的地方" in one.words or "from your place" in one.words
    ]


async def test_once_a_day_and_taken_back(here: Town) -> None:
    """A second case on the same day asks nobody again; on the next it does; whoever takes it back is asked no more, and nothing is kept."""
    zhou, lin, _, _, _ = await done(here, HE)
    he = here.person(HE)
    await he.hears("离您说的地方")
    for hours, expected in ((1, 0), (24, 1)):
        here.clock.advance(hours=hours)
        code = await here.reported(lin)
        card = await zhou.hears(code)
        zhou.tap("接单", card)
        await zhou.sees("经办：周敏", card)
        await finished(zhou, card)
        await lin.hears("解决了吗")
        await here.quiet()
        assert sum(code in one.words and "离您说的地方" in one.words for one in he.from_bot) == expected
    he.text("/me")
    he.tap("不再帮忙看", await he.hears("您愿意帮忙看看"))
    await he.hears("已经删除")
    assert here.rows("SELECT COUNT(*) FROM lookers") == [(0,)]


async def test_the_place_can_be_changed_and_withdrawn_as_a_consent(here: Town) -> None:
    """In either language; a place in words, or typed where one should be shared, is asked for again."""
    emily = await here.known(EMILY)
    await looks(here, emily)
    emily.text("/me")
    emily.tap("Look somewhere else", await emily.hears("You help to see"))
    await emily.hears("have a look in passing")
    emily.text("at the market")
    await emily.hears("have a look in passing")
    emily.place(*FAR)
    await emily.hears("within 200 m")
    assert here.rows("SELECT COUNT(*) FROM lookers") == [(1,)]
    emily.text("/withdraw")
    emily.tap("Withdraw looking", await emily.hears("Looking whether things nearby are fixed"))
    emily.tap("Take it back", await emily.sees("Once withdrawn", emily.last))
    await emily.sees("that place is deleted", emily.last)
    assert here.rows("SELECT COUNT(*) FROM lookers") == [(0,)]
