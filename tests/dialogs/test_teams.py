"""Departments and partners: staff ask a team, its members answer by buttons, and the case is whose it should be."""

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.dialogs.test_naming import NAME, named
from tests.faults.forgery import demote
from tests.town import BESIDE, EMILY, FIRE, FIRM, GAS, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town


async def given(here: Town, hands: Hands, card: Shown, team: str) -> None:
    """Staff pass a case on by its card."""
    hands.tap("转给…", card)
    await here.server.world.until(lambda: team in card.labels)
    hands.tap(team, card)


async def asked(here: Town) -> tuple[Hands, Hands, Hands, str, Shown]:
    """Staff have taken on a case of somebody and asked the property firm, of which one member has a card."""
    zhou, he, lin = await here.staff(ZHOU, ZH_STAFF), await here.member(HE, FIRM), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    await given(here, zhou, card, "物业公司")
    await zhou.sees("已转给：物业公司", card)
    return zhou, he, lin, code, card


def toasted(hands: Hands, words: str) -> bool:
    return any(words in toast for toast in hands.chat.toasts)


async def test_from_the_card_to_the_end(either: Town) -> None:
    """On either engine. Members need no command; the reporter hears of what matters; staff see it on their card."""
    zhou, he, lin, code, card = await asked(either)
    theirs = await he.hears(code)
    assert theirs.rang
    assert theirs.photo
    assert theirs.labels == ["收到", "不属于我方…", "地图", "进度卡", *BESIDE]
    assert not (await lin.hears("已经转给负责的单位")).rang
    he.tap("收到", theirs)
    assert (await lin.hears("负责的单位已经接手")).rang
    await he.sees("接手人：", theirs)
    assert theirs.labels == ["到场", "处理中", "完成", "等外部单位…", "不属于我方…", "地图", "进度卡", *BESIDE]
    await zhou.sees("对方接手人：", card)
    he.tap("到场", theirs)
    await lin.hears("已经到现场")
    await either.server.world.until(lambda: "到场" not in theirs.labels)
    he.tap("处理中", theirs)
    await either.server.world.until(lambda: "处理中" not in theirs.labels)
    he.tap("完成", theirs)
    await he.hears("处理后的照片")
    he.photo()
    await lin.hears("解决了吗")
    await zhou.sees("已请人来看修好没有", card)
    events = either.rows("SELECT event, actor, team_id IS NULL FROM report_events ORDER BY id")
    assert [one for one in events if one[1] == "team"] == [
        (event, "team", 0) for event in ("acknowledged", "arrived", "working", "done")
    ]


async def test_who_took_it_first_is_seen_by_the_others(here: Town) -> None:
    """And a second tap, in the same second, is answered with a word."""
    here.stranger(80_002)
    other = await here.member(80_002, FIRM)
    _, he, _, code, _ = await asked(here)
    first, second = await he.hears(code), await other.hears(code)
    he.tap("收到", first)
    other.tap("收到", second)
    await here.quiet()
    lines = [line for card in (first, second) for line in card.words.splitlines() if line.startswith("接手人")]
    assert len(set(lines)) == 1
    assert len(lines) == 2
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event = 'acknowledged'") == [(1,)]


async def test_they_see_their_cases_alone_and_nothing_of_who_reported(here: Town) -> None:
    """Not the name of somebody who wants to be named, nor any case that was given to others."""
    zhou, he, emily = await here.staff(ZHOU, ZH_STAFF), await here.member(HE, FIRM), await here.known(EMILY)
    lin = await named(here)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    assert "上报人（实名）" in card.words
    other = await here.reported(emily)
    await given(here, zhou, card, "物业公司")
    theirs = await he.hears(code)
    await here.quiet()
    assert NAME not in theirs.words
    assert "实名" not in theirs.words
    he.text(other)
    await he.hears("没有找到")
    for data in (f"accept:{other}", f"step:{other}:acknowledged", f"card:{other}", f"notours:{other}", f"give:{code}"):
        he.forge(data, theirs)
    await here.server.world.until(lambda: len(he.chat.toasts) == 5)
    assert len(set(he.chat.toasts)) == 1
    assert here.rows("SELECT status FROM reports ORDER BY id") == [("assigned",), ("received",)]


async def test_refused_it_goes_back_with_the_reason(here: Town) -> None:
    """Whoever holds it is rung; the reporter gets no answer of it; the team has no word of it left."""
    zhou, he, lin, code, card = await asked(here)
    theirs = await he.hears(code)
    he.tap("不属于我方…", theirs)
    whose = await he.hears("应该归谁")
    assert "燃气公司" in whose.labels
    assert "物业公司" not in whose.labels
    he.tap("燃气公司", whose)
    await he.sees("为什么不归你们", whose)
    he.text("那是<燃气>的管子")
    rung = await zhou.hears("对方说不归他们管")
    assert rung.rang
    assert "那是<燃气>的管子，应该归「燃气公司」" in rung.words
    await zhou.sees("处理中", card)
    await he.sees("不归您处理", theirs)
    await here.quiet()
    assert not [one for one in lin.from_bot if "不归" in one.words]
    assert here.rows("SELECT status, refusals, team_id FROM reports") == [("accepted", 1, None)]


async def test_a_department_answers_after_somebody_else_was_asked(here: Town) -> None:
    """Its buttons mean nothing any more, not even the end of a refusal that was begun."""
    fire = await here.member(GRACE, FIRE)
    zhou, he, _, code, card = await asked(here)
    theirs = await he.hears(code)
    he.tap("不属于我方…", theirs)
    he.tap("不知道", await he.hears("应该归谁"))
    await given(here, zhou, card, "消防队")
    await fire.hears(code)
    await he.sees("不归您处理", theirs)
    he.text("不是我们的")
    await he.hears("不归您处理。")
    he.forge(f"step:{code}:acknowledged", theirs)
    await here.quiet()
    assert here.rows("SELECT r.status, u.code, r.refusals FROM reports r JOIN units u ON u.id = r.team_id") == [
        ("assigned", FIRE, 0)
    ]


async def test_a_team_without_members_is_not_asked(here: Town) -> None:
    """The case stays with the unit, and whoever taps is told."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    await given(here, zhou, card, "物业公司")
    await here.server.world.until(lambda: toasted(zhou, "还没有成员"))
    assert here.rows("SELECT status, team_id FROM reports") == [("received", None)]


async def test_the_third_refusal_goes_to_the_district(here: Town) -> None:
    """With who refused what; it is theirs to say whose it is then."""
    grace = await here.staff(GRACE, "QY")
    here.stranger(80_003)
    fire, gas = await here.member(EMILY, FIRE), await here.member(80_003, GAS)
    zhou, he, _, code, card = await asked(here)
    for hands, team, refuse, unsure, why in (
        (he, None, "不属于我方…", "不知道", "不是我们的职责"),
        (fire, "消防队", "Not ours…", "I do not know", "It is not our duty"),
        (gas, "燃气公司", "不属于我方…", "不知道", "不是我们的设施"),
    ):
        if team is not None:
            await given(here, zhou, card, team)
        hands.tap(refuse, await hands.hears(code))
        await here.quiet()
        hands.tap(unsure)
        await here.quiet()
        hands.tap(why)
        await here.quiet()
    told = await grace.hears("3 teams")
    assert told.rang
    assert [line.split("：")[0].split(":")[0] for line in told.words.splitlines()[1:]] == [
        "• Property firm",
        "• Fire brigade",
        "• Gas company",
    ]
    grace.tap("Pass on…", told)
    await here.server.world.until(lambda: "Fire brigade" in told.labels)


async def test_whoever_is_a_member_no_more_reads_no_more(here: Town) -> None:
    """At the next change their card says nothing."""
    zhou, he, _, code, card = await asked(here)
    theirs = await he.hears(code)
    await demote(here, HE)
    he.tap("收到", theirs)
    await here.quiet()
    assert here.rows("SELECT status FROM reports") == [("assigned",)]
    zhou.tap("处理好了", card)
    await zhou.hears("处理后的照片")
    zhou.photo()
    await he.sees("不归您处理", theirs)
