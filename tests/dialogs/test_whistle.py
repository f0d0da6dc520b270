"""Whistles: staff summon teams to a case, which confirm and arrive; who is silent is rung until somebody answers for them."""

import functools

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.town import FIRM, GAS, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town


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
        await here.parts.whistles.ring_silent()
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
