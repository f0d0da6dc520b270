"""Opening who reported something: two officers and a reason; who it is hears of it; nobody alone, and nobody else."""

from bot.demo.hands import Hands
from storage.roles import Role, Via
from tests.dialogs.test_leaving import erased
from tests.dialogs.test_teams import toasted
from tests.town import EN_STAFF, GRACE, LIN, ZH_STAFF, ZHOU, Town

SHEN = 1009
WHY = "有人受伤，医生要问当时的情况"


async def officer(here: Town, person: int, unit: str) -> Hands:
    hands = here.person(person)
    hands.start(await here.invite(unit, Role.DUTY_OFFICER))
    await hands.hears("")
    return hands


async def two(here: Town) -> tuple[Hands, Hands, Hands, str]:
    """The officers of a unit and of the one above, and whoever reported something there."""
    zhou, shen, lin = await officer(here, ZHOU, ZH_STAFF), await officer(here, SHEN, "QY"), await here.known(LIN)
    return zhou, shen, lin, await here.reported(lin)


async def asked(hands: Hands, code: str) -> None:
    hands.text(f"/identity {code}")
    await hands.hears("为什么要知道")
    hands.text(WHY)
    await hands.hears("已经去问另一位负责人")


def has_seen(hands: Hands) -> bool:
    """Whether they were shown who it is."""
    return any("的上报人：" in one.words for one in hands.from_bot)


async def test_two_and_a_reason(either: Town) -> None:
    """Both see it, and it cannot be passed on; whoever it is reads why, and it stays in the history."""
    zhou, shen, lin, code = await two(either)
    await asked(zhou, code)
    question = await shen.hears("申请查看")
    assert WHY in question.words
    assert question.rang
    assert not has_seen(zhou)
    shen.tap("同意查看", question)
    shown = await zhou.hears("的上报人：")
    assert f"tg://user?id={LIN}" in repr(shown)
    await shen.sees("的上报人：", question)
    told = await lin.hears("两位负责人一起查看了")
    assert WHY in told.words
    assert told.rang
    events = either.rows("SELECT event, actor FROM report_events ORDER BY id")
    assert events[-2:] == [("opening", "staff"), ("opened", "staff")]
    lin.press("我的上报")
    lin.tap(code, await lin.hears("您最近的上报"))
    assert WHY in (await lin.hears("申请查看是谁报的")).words


async def test_nobody_alone(here: Town) -> None:
    """Not by the button of one's own question, nor twice, nor where no second one is."""
    zhou, shen, _, code = await two(here)
    await asked(zhou, code)
    question = await shen.hears("申请查看")
    zhou.forge(f"identityyes:{code}", zhou.last)
    await here.server.world.until(lambda: toasted(zhou, "已经处理过"))
    shen.tap("不同意", question)
    await zhou.hears("没有同意")
    shen.forge(f"identityyes:{code}", question)
    await here.server.world.until(lambda: toasted(shen, "已经处理过"))
    assert not has_seen(zhou)
    assert not has_seen(shen)
    await demote_officer(here, SHEN)
    zhou.text(f"/identity {code}")
    await zhou.hears("没有第二位")


async def demote_officer(here: Town, person: int) -> None:
    async with here.parts.database.write() as store:
        found = await store.people.find(person)
        assert found is not None
        for held in await store.roles.of(found.id):
            await store.roles.revoke(found.id, held.role, held.unit_id, via=Via.COMMAND, now=here.clock.now)


async def test_too_late_and_no_officer_any_more(here: Town) -> None:
    """After a day, or once who asked is none any more, nothing is opened."""
    zhou, shen, _, code = await two(here)
    await asked(zhou, code)
    question = await shen.hears("申请查看")
    here.clock.advance(hours=24)
    shen.tap("同意查看", question)
    await here.server.world.until(lambda: toasted(shen, "已经处理过"))
    await asked(zhou, code)
    again = await shen.hears("申请查看")
    await demote_officer(here, ZHOU)
    shen.tap("同意查看", again)
    await here.quiet()
    assert not has_seen(shen)
    assert not has_seen(zhou)


async def test_whose_it_is_not(here: Town) -> None:
    """Staff, officers of elsewhere, residents: as if there were no such report."""
    _, _, lin, code = await two(here)
    here.stranger(80_001)
    staff, grace = await here.staff(80_001, ZH_STAFF), await officer(here, GRACE, EN_STAFF)
    for hands, words in ((staff, "没有这个编号"), (lin, "没有这个编号"), (grace, "no such code")):
        hands.text(f"/identity {code}")
        await hands.hears(words)
        hands.text("/identity H-0000-0000")
        await hands.hears(words)
        hands.forge(f"identityyes:{code}", hands.last)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event IN ('opening', 'opened')") == [(0,)]


async def test_of_somebody_who_has_left(here: Town) -> None:
    """There is nobody to be opened, before the question and after it."""
    zhou, shen, lin, code = await two(here)
    await asked(zhou, code)
    question = await shen.hears("申请查看")
    await erased(here, lin)
    shen.tap("同意查看", question)
    await shen.sees("没有留下是谁报的", question)
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event = 'opened'") == [(0,)], "nobody was seen"
    assert not has_seen(zhou)
    zhou.text(f"/identity {code}")
    await zhou.hears("没有留下是谁报的")
