"""Staff ask, the reporter answers, and neither learns who the other is; nobody waits for ever."""

from typing import NamedTuple

import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.town import BESIDE, EMILY, EN_STAFF, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town, finished


class Case(NamedTuple):
    """A report that a member of staff has taken on."""

    zhou: Hands
    lin: Hands
    code: str
    card: Shown


async def taken_on(here: Town) -> Case:
    """By the only one there is."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await lin.hears("已经接单")
    await zhou.sees("处理中", card)
    return Case(zhou, lin, code, card)


async def asked(here: Town, words: str = "几号楼？") -> tuple[Case, Shown]:
    """The same, with a question put; and the question as its reporter sees it."""
    case = await taken_on(here)
    case.zhou.tap("问上报人", case.card)
    await case.zhou.hears("想问上报人什么")
    case.zhou.text(words)
    await case.zhou.hears("已经去问了")
    return case, await case.lin.hears("工作人员想问您一句")


def status(here: Town) -> tuple[object, ...]:
    """Of the only report, and whether it has an end of waiting."""
    return here.rows("SELECT status, waits_until IS NOT NULL FROM reports")[0]


async def test_a_question_and_its_answer(here: Town) -> None:
    """Both are new messages that ring; the card says what is waited for."""
    (zhou, lin, _, card), question = await asked(here, "几号楼<b>？</b>")
    assert "「几号楼<b>？</b>」" in question.words
    assert "5月25日 12:00" in question.words
    assert "他们看不到您是谁" in question.words
    assert question.rang
    assert question.labels == ["回答", "答不了"]
    await zhou.sees("在等上报人回话", card)
    assert card.labels == ["处理好了", "吹哨…", "重复…", "地图", "进度卡", *BESIDE]
    assert status(here) == ("waiting", 1)
    lin.tap("回答", question)
    await lin.hears("请直接发：一句话")
    lin.text("3 号楼东门")
    await lin.hears("已经转给工作人员")
    answer = await zhou.hears("上报人回答了。3 号楼东门")
    assert answer.rang
    await zhou.sees("说明：3 号楼东门", card)
    assert card.labels == ["处理好了", "问上报人…", "等外部单位…", "转给…", "吹哨…", "重复…", "地图", "进度卡", *BESIDE]
    assert status(here) == ("accepted", 0)
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]
    events = here.rows("SELECT event, actor FROM report_events ORDER BY id")
    assert events[-2:] == [("asked", "staff"), ("answered", "reporter")]


async def test_neither_side_learns_who_the_other_is(here: Town) -> None:
    """Not by a name, in whatever they are told of each other."""
    (zhou, lin, _, _), question = await asked(here)
    lin.tap("回答", question)
    await lin.hears("一句话")
    lin.text("门口")
    await zhou.hears("上报人回答了")
    await here.quiet()
    assert not any("周敏" in one.words for one in lin.from_bot)
    assert not any("林秀兰" in one.words for one in zhou.from_bot)


@pytest.mark.parametrize(
    ("label", "english"),
    [
        ("具体在哪里", "Where exactly is it?"),
        ("靠近一点", "Could you take a photo from closer?"),
        ("还是这样", "Is it still like this?"),
    ],
)
async def test_ready_questions_come_in_the_language_of_whom_they_are_for(here: Town, label: str, english: str) -> None:
    """One tap for staff; an answer by photo comes with [done], and by itself an hour later."""
    zhou, emily = await here.staff(ZHOU, EN_STAFF), await here.known(EMILY)
    card = await zhou.hears(await here.reported(emily))
    zhou.tap("接单", card)
    await zhou.sees("处理中", card)
    zhou.tap("问上报人", card)
    zhou.tap(label, await zhou.hears("想问上报人什么"))
    question = await emily.hears("would like to ask you")
    assert english in question.words
    emily.tap("Answer", question)
    await emily.hears("Just send it")
    emily.photo()
    await emily.hears("That is all")
    here.clock.advance(hours=1)
    await here.parts.keeper.dialogs_due()
    await emily.hears("Your answer has been passed")
    await zhou.hears("上报人回答了")
    assert here.rows("SELECT COUNT(*) FROM report_media") == [(2,)]


async def test_one_question_after_the_other(here: Town) -> None:
    """And what is added otherwise while one is open answers it, too."""
    (zhou, lin, code, card), _ = await asked(here)
    lin.text("/myreports")
    lin.tap(code, await lin.hears("您最近的上报"))
    own = await lin.hears("工作人员问您：「几号楼？」")
    assert {"回答", "答不了", "补充照片或文字", "撤回"} <= set(own.labels)
    lin.tap("补充照片", own)
    await lin.hears("请发要补充的")
    lin.text("5 号楼")
    lin.tap("好了", await lin.hears("会加到"))
    await zhou.hears("上报人回答了。5 号楼")
    await zhou.sees("处理中", card)
    zhou.tap("问上报人", card)
    zhou.tap("还是这样", await zhou.hears("想问上报人什么"))
    again = await lin.hears("现在还是这样吗")
    lin.tap("答不了", again)
    await lin.sees("没关系，已经", again)
    assert again.labels == []
    await zhou.hears("上报人说答不了")
    assert status(here) == ("accepted", 0)


async def test_five_days_without_an_answer(here: Town) -> None:
    """One reminder after two days; then the case goes on, and each side hears of it once."""
    (zhou, lin, _, card), _ = await asked(here)
    for hours, reminders in ((47, 0), (1, 1), (24, 1)):
        here.clock.advance(hours=hours)
        for _ in range(2):
            await here.parts.keeper.reports_due()
        await here.quiet()
        assert sum("还在等您一句话" in one.words for one in lin.from_bot) == reminders
    reminder = await lin.hears("还在等您一句话")
    assert "几号楼" in reminder.words
    assert reminder.labels == ["回答", "答不了"]
    here.clock.advance(hours=48)
    for _ in range(2):
        await here.parts.keeper.reports_due()
    await lin.hears("没等到您的回答")
    assert (await zhou.hears("上报人没有回答")).rang
    await zhou.sees("处理中", card)
    await here.quiet()
    assert sum("没等到您的回答" in one.words for one in lin.from_bot) == 1
    assert sum("上报人没有回答" in one.words for one in zhou.from_bot) == 1
    assert status(here) == ("accepted", 0)
    assert here.rows("SELECT actor FROM report_events WHERE event = 'unanswered'") == [("system",)]


async def test_a_late_answer_is_welcome(here: Town) -> None:
    """Nobody waits for it any more; it is added, and its holder hears of it."""
    (zhou, lin, _, _), question = await asked(here)
    here.clock.advance(days=5)
    await here.parts.keeper.reports_due()
    await lin.hears("没等到您的回答")
    lin.tap("回答", question)
    await lin.hears("请发要补充的")
    lin.text("在北门")
    lin.tap("好了", await lin.hears("会加到"))
    await zhou.hears("补充了内容。在北门")
    lin.tap("答不了", question)
    await here.server.world.until(lambda: any("不用再答" in toast for toast in lin.chat.toasts))


async def test_danger_withdrawal_and_done_end_the_waiting(here: Town) -> None:
    """Where life is in danger nothing is waited for; who finds it all the same may finish; who asks is told of a withdrawal."""
    (zhou, lin, code, card), question = await asked(here)
    lin.tap("生命危险", next(one for one in lin.from_bot if "收到了，谢谢您" in one.words))
    await zhou.hears("现在有人有生命危险")
    assert status(here) == ("accepted", 0)
    await zhou.sees("处理中", card)
    zhou.tap("问上报人", card)
    zhou.tap("还是这样", await zhou.hears("想问上报人什么"))
    await lin.hears("现在还是这样吗")
    await zhou.sees("在等上报人回话", card)
    await finished(zhou, card)
    done = await lin.hears("解决了吗")
    assert status(here) == ("done", 1), "now for a look at it"
    lin.tap("回答", question)
    await here.server.world.until(lambda: any("不用再答" in toast for toast in lin.chat.toasts))
    lin.tap("没有解决", done)
    await zhou.sees("处理中", card)
    zhou.tap("问上报人", card)
    zhou.tap("具体在哪里", await zhou.hears("想问上报人什么"))
    await lin.hears("具体在哪里")
    lin.press("我的上报")
    lin.tap(code, await lin.hears("您最近的上报"))
    lin.tap("撤回", await lin.hears("工作人员问您"))
    await zhou.hears("已撤回，不用再去")
    assert status(here) == ("withdrawn", 0)


async def test_nobody_to_ask(here: Town) -> None:
    """Said at once, and alike, whether nothing was kept of the reporter or they have left."""
    zhou, child, lin = await here.staff(ZHOU, ZH_STAFF), here.person(HE), await here.known(LIN)
    child.photo()
    child.tap("未满 14 岁", await child.hears("请点一下"))
    await child.hears("在哪里")
    child.press("分享位置")
    await child.hears("编号")
    cards = [await zhou.hears("待接单")]
    cards.append(await zhou.hears(await here.reported(lin)))
    lin.block()
    for number, card in enumerate(cards, start=1):
        zhou.tap("接单", card)
        await zhou.sees("处理中", card)
        await here.quiet()
        zhou.tap("问上报人", card)
        await here.server.world.until(
            lambda number=number: sum("问不到" in toast for toast in zhou.chat.toasts) == number  # type: ignore[misc]
        )
    assert here.rows("SELECT DISTINCT status FROM reports") == [("accepted",)]


async def test_the_colleague_who_asked_hears_the_answer_too(here: Town) -> None:
    """Beside whoever holds the case; as long as they are staff."""
    (zhou, lin, code, card), _ = await asked(here)
    grace = await here.staff(GRACE, ZH_STAFF)
    lin.tap("答不了")
    await zhou.sees("处理中", card)
    grace.text(code)
    grace.tap("Ask reporter", await grace.hears("being dealt with"))
    await grace.hears("What do you want to ask")
    grace.text("Which door?")
    question = await lin.hears("Which door?")
    lin.tap("答不了", question)
    await grace.hears("cannot say")
    await zhou.hears("上报人说答不了")


async def test_only_staff_of_the_case_ask_and_only_its_reporter_answers(here: Town) -> None:
    """Forged taps change nothing; a case that somebody else has finished meanwhile is not asked about."""
    zhou, lin, code, card = await taken_on(here)
    he = await here.known(HE)
    for data in (f"ask:{code}", f"answer:{code}", f"cannot:{code}"):
        he.forge(data, he.last)
    await here.server.world.until(lambda: len(he.chat.toasts) == 3)
    lin.forge(f"cannot:{code}", lin.last)
    await here.server.world.until(lambda: any("不用再答" in toast for toast in lin.chat.toasts))
    zhou.tap("问上报人", card)
    await zhou.hears("想问上报人什么")
    grace = await here.staff(GRACE, ZH_STAFF)
    grace.forge(f"card:{code}", grace.last)
    await finished(grace, await grace.hears(code))
    await lin.hears("解决了吗")
    zhou.text("几号楼？")
    await zhou.hears("已经有人做过了")
    assert here.rows("SELECT status FROM reports") == [("done",)]
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event IN ('asked', 'answered')") == [(0,)]


async def test_an_answer_typed_as_a_reply(here: Town) -> None:
    """It reaches staff whatever else is under way, even if it is but a yes; what was under way goes on."""
    (zhou, lin, _, _), question = await asked(here)
    lin.photo()
    await lin.hears("在哪里")
    lin.text("嗯", question)
    await zhou.hears("上报人回答了。嗯")
    assert "已经转给工作人员" in (await lin.hears("您的回答")).words
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    assert here.rows("SELECT status FROM reports ORDER BY id") == [("accepted",), ("received",)]


async def test_a_reply_belongs_to_the_report_that_it_is_about(here: Town) -> None:
    """Also where nobody asked; but not to a report that is closed, or of somebody else."""
    (zhou, lin, code, card), question = await asked(here)
    lin.tap("答不了", question)
    await zhou.sees("处理中", card)
    lin.text("就在北门", question)
    await zhou.hears("补充了内容。就在北门")
    he = await here.known(HE)
    he.text(code)
    theirs = await he.hears("没有找到")
    he.text("我也看到了", theirs)
    await he.hears("在哪里")
    lin.text("/myreports")
    lin.tap(code, await lin.hears("您最近的上报"))
    lin.tap("撤回", await lin.hears("您补充了内容"))
    await zhou.sees("已撤回", card)
    lin.text("又堵上了", question)
    await lin.hears("在哪里")


async def test_a_yes_answers_the_question_that_is_open(here: Town) -> None:
    """Though elsewhere it is but a courtesy."""
    (zhou, lin, _, _), question = await asked(here, "还漏水吗？")
    lin.tap("回答", question)
    await lin.hears("请直接发：一句话")
    lin.text("好的")
    await zhou.hears("上报人回答了。好的")


async def test_a_place_is_an_answer(here: Town) -> None:
    """It takes the place of the one before, and with it the grid; the case stays with whoever has it."""
    (zhou, lin, _, card), question = await asked(here)
    before = here.rows("SELECT latitude, unit_id FROM reports")[0]
    lin.tap("回答", question)
    await lin.hears("请直接发：一句话")
    lin.place(30.6618, 104.0631, accuracy=None)
    await zhou.hears("更准的位置")
    await zhou.sees("地图选点", card)
    assert here.rows("SELECT latitude, place_source, status FROM reports") == [(30.6618, "pin", "accepted")]
    assert here.rows("SELECT unit_id FROM reports") == [(before[1],)]
    assert before[0] != 30.6618
