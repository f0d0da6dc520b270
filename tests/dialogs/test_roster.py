"""值班表: who is on duty, edited in chat; and whom a whistle finds by it."""

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.dialogs.test_whistle import a_case, blown, passes, summonses
from tests.faults.forgery import demote
from tests.town import EN_STAFF, FIRM, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

PHONE = "028-8612 3456"


async def planned(here: Town, hands: Hands, unit: str, *answers: str) -> None:
    """Adds a shift by the buttons, or the words, of each step."""
    hands.forge(f"shiftnew:{unit}", hands.last)
    for answer in answers:
        await here.quiet()
        if answer in hands.last.labels:
            hands.tap(answer, hands.last)
        else:
            hands.text(answer)
    await hands.hears("排好了")


async def listed(here: Town, hands: Hands, unit: str) -> Shown:
    hands.text("/roster")
    await here.quiet()
    hands.forge(f"roster:{unit}", hands.last)
    await here.quiet()
    return hands.last


async def test_from_the_command_to_the_list(either: Town) -> None:
    """Who, their deputy, on which days, from when to when, the number; taken out by one tap."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    either.stranger(80_001)
    he, _ = await either.member(HE, FIRM), await either.member(80_001, FIRM)
    he.text("/roster")
    await he.hears("还没有排班")
    await planned(either, he, FIRM, "何建国", "人80001", "工作日", "18:00-8:00", PHONE)
    he.tap("看值班表")
    shown = await he.sees("工作日18:00–8:00　何建国　028-8612 3456，副手：人80001", he.last)
    assert shown.labels == ["删掉 1", "加一班"]
    theirs = await listed(either, zhou, FIRM)
    assert "何建国" in theirs.words
    he.tap("删掉 1", shown)
    await he.sees("还没有排班", shown)
    assert either.rows("SELECT COUNT(*) FROM shifts") == [(0,)]


async def test_a_whistle_finds_the_deputy_and_whoever_is_on_duty(here: Town) -> None:
    """After 90 seconds the team once more, then the deputy alone; then the one on duty for the unit has the numbers to tap."""
    here.stranger(80_001)
    here.stranger(80_002)
    zhou, he, _, _, card = await a_case(here)
    deputy, officer = await here.member(80_001, FIRM), await here.staff(80_002, ZH_STAFF)
    await planned(here, he, FIRM, "何建国", "人80001", "每天", "全天", PHONE)
    await planned(here, zhou, ZH_STAFF, "人80002", "没有副手", "每天", "8:00–20:00", "没有电话")
    sheet = await blown(here, zhou, card, "🚨 紧急哨", "物业公司", "吹哨（1 家）")
    await he.hears("紧急哨")
    await passes(here, seconds=90)
    (his,) = summonses(he)
    await passes(here, seconds=90)
    assert summonses(he) == [his], "the deputy is rung, and nobody else"
    assert summonses(deputy)[0].rang
    await zhou.sees("叫了副手", sheet)
    await passes(here, seconds=90)
    told = await officer.hears("还没有回应，请打电话")
    assert f"何建国　{PHONE}" in told.words
    assert not [one for one in zhou.from_bot if "还没有回应，请打电话" in one.words], (
        "the one on duty is, not everybody"
    )


async def test_nobody_is_on_duty_who_works_there_no_more(here: Town) -> None:
    """Neither by the list, nor when a whistle looks for them."""
    here.stranger(80_002)
    zhou, he, _, _, card = await a_case(here)
    officer = await here.staff(80_002, ZH_STAFF)
    await planned(here, zhou, ZH_STAFF, "人80002", "没有副手", "每天", "全天", "没有电话")
    await demote(here, 80_002)
    assert "已经不在这里" in (await listed(here, zhou, ZH_STAFF)).words
    heard = len(officer.from_bot)
    await blown(here, zhou, card, "🚨 紧急哨", "物业公司", "吹哨（1 家）")
    await he.hears("紧急哨")
    for _ in range(3):
        await passes(here, seconds=90)
    assert (await zhou.hears("还没有回应，请打电话")).rang
    assert len(officer.from_bot) == heard


async def test_what_is_no_time_and_no_number_is_asked_again(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await planned(here, zhou, ZH_STAFF, "周敏", "没有副手", "每天", "晚上", "0:00-24:00", "打我手机", PHONE)
    assert here.rows("SELECT begins, ends, days FROM shifts") == [(0, 0, "all")]


async def test_whose_it_is_not(here: Town) -> None:
    """Residents, staff of elsewhere, a team's members for the unit, whoever was dismissed: nothing shown, added or taken out."""
    zhou, grace, he = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, EN_STAFF), await here.member(HE, FIRM)
    lin = await here.known(LIN)
    await planned(here, zhou, ZH_STAFF, "周敏", "没有副手", "每天", "全天", PHONE)
    ((number,),) = here.rows("SELECT id FROM shifts")
    await demote(here, ZHOU)
    await here.quiet()
    for hands in (zhou, grace, he, lin):
        for data in (f"roster:{ZH_STAFF}", f"shiftnew:{ZH_STAFF}", f"shiftgone:{number}", "shiftgone:x"):
            hands.forge(data, hands.last)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM shifts") == [(1,)]
    assert not [one for hands in (grace, he, lin) for one in hands.from_bot if PHONE in one.words]
    lin.text("/roster")
    await lin.hears("只给工作人员和各单位成员用")
