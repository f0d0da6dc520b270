"""Whistles: staff summon teams to a case, which confirm and arrive; who is silent is rung until somebody answers for them."""

import functools

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.dialogs.test_teams import toasted
from tests.faults.forgery import demote
from tests.town import EMILY, EN_STAFF, FIRM, GAS, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town


async def a_case(here: Town) -> tuple[Hands, Hands, Hands, str, Shown]:
    """Staff with the card of a case, a member of the property firm, one of the gas company."""
    zhou, he, gas = await here.staff(ZHOU, ZH_STAFF), await here.member(HE, FIRM), await here.member(GRACE, GAS)
    lin = await here.known(LIN)
    code = await here.reported(lin)
    return zhou, he, gas, code, await zhou.hears(code)


def offers(shown: Shown, label: str) -> bool:
    return any(label in one for one in shown.labels)


async def blown(here: Town, zhou: Hands, card: Shown, kind: str, *taps: str) -> Shown:
    """A whistle; its sheet."""
    zhou.tap("吹哨…", card)
    asked = await zhou.hears("吹哪一种哨")
    zhou.tap(kind, asked)
    for label in taps:
        await here.server.world.until(functools.partial(offers, asked, label))
        zhou.tap(label, asked)
        await here.quiet()
    return await zhou.hears(f"{kind[-3:]}，")


async def test_an_emergency_from_the_card_to_the_end(either: Town) -> None:
    """On either engine: all are rung at once, say that they come, and are there; then the whistle is over by itself."""
    zhou, he, gas, code, card = await a_case(either)
    sheet = await blown(either, zhou, card, "🚨 紧急哨", "全部都叫")
    theirs, his = await he.hears("紧急哨"), await gas.hears("Emergency")
    for summons in (theirs, his):
        assert summons.rang
        assert summons.photo
        assert code in summons.words
    assert theirs.labels == ["收到，马上去"]
    either.clock.advance(seconds=40)
    he.tap("收到，马上去", theirs)
    await zhou.sees("物业公司：40 秒后说马上去", sheet)
    await he.sees("说马上去", theirs)
    assert theirs.labels == ["到场"]
    either.clock.advance(minutes=5)
    he.tap("到场", theirs)
    await zhou.sees("40 秒后说马上去，5 分 40 秒后到场", sheet)
    await he.sees("到场。", theirs)
    assert theirs.labels == []
    assert either.rows("SELECT status FROM reports") == [("accepted",)]


async def passes(here: Town, **by: float) -> None:
    """The clock moves on, and the job looks twice: what is due is done once."""
    here.clock.advance(**by)
    for _ in range(2):
        await here.parts.jobs.whistles.ring_silent()
        await here.quiet()


def summonses(hands: Hands, words: str = "紧急哨") -> list[Shown]:
    """Those that are not pointed on."""
    return [one for one in hands.from_bot if words in one.words and one.labels]


async def test_who_is_silent_is_rung_until_somebody_answers_for_them(here: Town) -> None:
    """After 90 seconds again, then once more, then whoever is on duty has the list; each once, and not those who come."""
    zhou, he, gas, _, card = await a_case(here)
    sheet = await blown(here, zhou, card, "🚨 紧急哨", "物业公司", "燃气公司", "吹哨（2 家）")
    gas.tap("on our way", await gas.hears("Emergency"))
    await here.quiet()
    first = summonses(he)
    await passes(here, seconds=89)
    assert summonses(he) == first
    for state in ("又叫了一次", "叫了副手"):
        await passes(here, seconds=90)
        (again,) = summonses(he)
        assert again.rang
        assert again not in first
        await zhou.sees(state, sheet)
    await passes(here, seconds=90)
    told = await zhou.hears("还没有回应，请打电话")
    assert told.rang
    assert [line for line in told.words.splitlines() if line.startswith("•")] == ["• 物业公司"]
    await passes(here, minutes=10)
    assert len([one for one in zhou.from_bot if "还没有回应，请打电话" in one.words]) == 1
    assert len([one for one in gas.from_bot if "Emergency" in one.words]) == 1
    he.tap("马上去", summonses(he)[0])
    await zhou.sees("说马上去", sheet)


async def test_who_is_not_there_after_half_an_hour_is_missed(here: Town) -> None:
    zhou, he, _, _, card = await a_case(here)
    await blown(here, zhou, card, "🚨 紧急哨", "物业公司", "吹哨（1 家）")
    he.tap("马上去", await he.hears("紧急哨"))
    await here.quiet()
    await passes(here, minutes=29)
    assert not [one for one in zhou.from_bot if "还没有到场" in one.words]
    await passes(here, minutes=1)
    assert (await zhou.hears("还没有到场")).rang
    await passes(here, hours=1)
    assert len([one for one in zhou.from_bot if "还没有到场" in one.words]) == 1


async def test_a_team_without_members_is_told_of_at_once(here: Town) -> None:
    """The fire brigade has nobody here yet; the others are rung all the same."""
    zhou, he, _, _, card = await a_case(here)
    sheet = await blown(here, zhou, card, "🚨 紧急哨", "全部都叫")
    (told,) = [one for one in zhou.from_bot if "没有能收到消息的人" in one.words]
    assert told.rang
    assert "• 消防队" in told.words
    assert "消防队：没有回应" in sheet.words
    await he.hears("紧急哨")


async def test_the_scheduler_was_down(here: Town) -> None:
    """For six hours: the next step is made once, not all of them in a row."""
    zhou, he, _, _, card = await a_case(here)
    await blown(here, zhou, card, "🚨 紧急哨", "物业公司", "吹哨（1 家）")
    await he.hears("紧急哨")
    await passes(here, hours=6)
    assert here.rows("SELECT rung FROM summons") == [("again",)]
    await passes(here, seconds=90)
    assert here.rows("SELECT rung FROM summons") == [("deputy",)]


async def test_a_daily_one_gives_the_case_to_the_team(either: Town) -> None:
    """One tap summons it, and the case is theirs; on the card they go on as with any."""
    zhou, he, gas, code, card = await a_case(either)
    sheet = await blown(either, zhou, card, "日常哨", "物业公司")
    theirs = await he.hears("吹哨：")
    assert "你们牵头" in theirs.words
    he.tap("收到，马上去", theirs)
    await zhou.sees("说马上去", sheet)
    assert either.rows("SELECT r.status, u.code FROM reports r JOIN units u ON u.id = r.team_id") == [("in_hand", FIRM)]
    he.tap("到场", theirs)
    await zhou.sees("停哨，一共", sheet)
    assert any(code in one.words and "完成" in one.labels for one in he.from_bot)
    assert not [one for one in gas.from_bot if code in one.words]


async def test_a_hard_one_has_a_lead(here: Town) -> None:
    """Two at least; the one that leads has the case."""
    zhou, he, gas, _, card = await a_case(here)
    sheet = await blown(here, zhou, card, "疑难哨", "物业公司", "燃气公司", "吹哨（2 家）", "燃气公司")
    assert "燃气公司（牵头）" in sheet.words
    assert "You lead" in (await gas.hears("Hard")).words or "lead" in gas.from_bot[-1].words
    assert "你们牵头" not in (await he.hears("疑难哨")).words
    assert here.rows("SELECT r.status, u.code FROM reports r JOIN units u ON u.id = r.team_id") == [("assigned", GAS)]


async def test_it_is_ended_by_hand_and_with_its_case(here: Town) -> None:
    """Nobody is rung any more, and whoever was summoned reads so."""
    zhou, he, _, code, card = await a_case(here)
    sheet = await blown(here, zhou, card, "🚨 紧急哨", "物业公司", "吹哨（1 家）")
    theirs = await he.hears("紧急哨")
    zhou.tap("停哨", sheet)
    await he.sees("哨已经停了", theirs)
    assert theirs.labels == []
    await passes(here, seconds=90)
    assert len(summonses(he)) == 0
    zhou.tap("再吹哨…", sheet)
    zhou.tap("🚨 紧急哨", await zhou.hears("吹哪一种哨"))
    await here.quiet()
    zhou.tap("全部都叫", zhou.last)
    again = await he.hears("紧急哨")
    zhou.forge(f"finish:{code}", card)
    await zhou.hears("处理后的照片")
    zhou.photo()
    await here.quiet()
    await passes(here, seconds=90)
    await he.sees("哨已经停了", again)
    assert here.rows("SELECT COUNT(*) FROM whistles WHERE ended_at IS NULL") == [(0,)]


async def test_two_of_a_team_in_the_same_second(here: Town) -> None:
    """One of them counts; the other reads that somebody goes already."""
    here.stranger(80_001)
    zhou, he, _, _, card = await a_case(here)
    other = await here.member(80_001, FIRM)
    await blown(here, zhou, card, "🚨 紧急哨", "物业公司", "吹哨（1 家）")
    first, second = await he.hears("紧急哨"), await other.hears("紧急哨")
    he.tap("收到，马上去", first)
    other.tap("收到，马上去", second)
    said = ("好的，到了请点", "已经有人说马上去")
    await here.server.world.until(lambda: all(any(toasted(one, words) for one in (he, other)) for words in said))
    assert here.rows("SELECT COUNT(*) FROM summons WHERE confirmed_at IS NOT NULL") == [(1,)]


async def test_whoever_was_a_member_answers_for_nobody(here: Town) -> None:
    """Nor do others, with a button they make up."""
    zhou, he, gas, code, card = await a_case(here)
    await blown(here, zhou, card, "🚨 紧急哨", "物业公司", "吹哨（1 家）")
    theirs = await he.hears("紧急哨")
    await demote(here, HE)
    he.tap("收到，马上去", theirs)
    gas.forge(f"coming:{code}:{FIRM}", gas.last)
    gas.forge(f"onsite:{code}:{FIRM}", gas.last)
    await here.server.world.until(lambda: toasted(he, "不归您") and len(gas.chat.toasts) > 1)
    assert here.rows("SELECT COUNT(*) FROM summons WHERE confirmed_at IS NOT NULL") == [(0,)]


async def test_only_staff_of_the_place_blow(here: Town) -> None:
    """A resident, a team's member, staff of elsewhere: neither from a card, nor from a sheet."""
    _, he, _, code, _ = await a_case(here)
    emily = await here.staff(EMILY, EN_STAFF)
    for hands in (he, emily, here.person(LIN)):
        for data in (f"whistle:{code}", f"whistleanew:{code}", f"sheet:{code}", f"whistleend:{code}"):
            hands.forge(data, hands.last)
    await here.server.world.until(lambda: all(len(one.chat.toasts) > 3 for one in (he, emily, here.person(LIN))))
    assert here.rows("SELECT COUNT(*) FROM whistles") == [(0,)]
    assert here.rows("SELECT COUNT(*) FROM dialogs WHERE flow = 'whistle'") == [(0,)]
