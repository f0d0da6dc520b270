"""Done needs a picture of what was done, or a reason why there can be none; what waits for somebody outside says for whom."""

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.town import GRACE, LIN, ZH_STAFF, ZHOU, Town, finished


async def taken_on(here: Town) -> tuple[Hands, Hands, str, Shown]:
    """Staff who have taken on a case of somebody, its code and its card."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await lin.hears("已经接单")
    await zhou.sees("经办：周敏", card)
    return zhou, lin, code, card


def status(here: Town) -> str:
    """Of the only report."""
    return str(here.rows("SELECT status FROM reports")[0][0])


async def test_the_reporter_sees_before_and_after(here: Town) -> None:
    """Two silent pictures, then the question, which rings."""
    zhou, lin, code, card = await taken_on(here)
    await finished(zhou, card)
    before, after = await lin.hears("上报时的样子"), await lin.hears("处理后的样子")
    asked = await lin.hears("解决了吗")
    assert [one.rang for one in (before, after, asked)] == [False, False, True]
    assert before.photo != after.photo
    assert code in before.words
    assert code in after.words
    assert here.rows("SELECT stage, staff_id IS NOT NULL FROM report_media ORDER BY id") == [
        ("before", 0),
        ("after", 1),
    ]
    await zhou.sees("已请人来看修好没有", card)
    assert "全部照片（2）" in card.labels


async def test_nothing_is_done_before_it_is_shown(here: Town) -> None:
    """The tap alone changes nothing; nor do words, a voice, or a picture sent as a file, which are asked for once more."""
    zhou, lin, code, card = await taken_on(here)
    zhou.tap("处理好了", card)
    await zhou.hears("处理后的照片")
    zhou.text("弄好了")
    await zhou.hears("处理后的照片")
    zhou.voice()
    await zhou.hears("处理后的照片")
    zhou.document("后.jpg", b"\xff\xd8")
    await zhou.hears("请选「照片」再发一次")
    assert status(here) == "accepted"
    zhou.photo()
    await lin.hears("解决了吗")
    assert status(here) == "done"
    assert here.rows("SELECT COUNT(*) FROM report_media WHERE stage = 'after'") == [(1,)]
    assert here.rows("SELECT COUNT(*) FROM reports") == [(1,)], "none of it began a report"
    assert code in card.words


async def test_an_album_shows_it_from_several_sides(here: Town) -> None:
    """What comes after the first picture joins it; staff are answered once, the reporter is asked once."""
    zhou, lin, _, card = await taken_on(here)
    zhou.tap("处理好了", card)
    await zhou.hears("处理后的照片")
    zhou.album((None, None, None))
    await lin.hears("解决了吗")
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM report_media WHERE stage = 'after'") == [(3,)]
    assert sum("解决了吗" in one.words for one in lin.from_bot) == 1
    assert here.rows("SELECT COUNT(*) FROM reports") == [(1,)]


async def test_a_ready_reason_why_there_is_no_picture(here: Town) -> None:
    """It is in the history, on the card and in the question."""
    zhou, lin, _, card = await taken_on(here)
    zhou.tap("处理好了", card)
    zhou.tap("拍不了照片", await zhou.hears("处理后的照片"))
    zhou.tap("东西已经搬走", await zhou.sees("为什么拍不了", zhou.last))
    assert "东西已经搬走" in (await lin.hears("解决了吗")).words
    await zhou.sees("没有处理后的照片：东西已经搬走", card)
    assert here.rows("SELECT event FROM report_events ORDER BY id DESC LIMIT 1") == [("done",)]


async def test_a_reason_in_own_words(here: Town) -> None:
    """Markup comes through as it was written."""
    zhou, lin, _, card = await taken_on(here)
    zhou.tap("处理好了", card)
    zhou.tap("拍不了照片", await zhou.hears("处理后的照片"))
    await zhou.sees("为什么拍不了", zhou.last)
    zhou.text("天黑<b>看不清</b>")
    assert "天黑<b>看不清</b>" in (await lin.hears("解决了吗")).words


async def test_a_colleague_was_faster(here: Town) -> None:
    """The second picture is no picture of anything, and says so."""
    zhou, lin, code, card = await taken_on(here)
    grace = await here.staff(GRACE, ZH_STAFF)
    grace.forge(f"card:{code}", grace.last)
    theirs = await grace.hears(code)
    zhou.tap("处理好了", card)
    await zhou.hears("处理后的照片")
    await finished(grace, theirs)
    await lin.hears("解决了吗")
    zhou.photo()
    await zhou.hears("已经有人做过了")
    assert here.rows("SELECT COUNT(*) FROM report_media WHERE stage = 'after'") == [(1,)]
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event = 'done'") == [(1,)]


async def test_no_picture_in_time(here: Town) -> None:
    """The case stays with who has it, and they are told."""
    zhou, _, _, card = await taken_on(here)
    zhou.tap("处理好了", card)
    await zhou.hears("处理后的照片")
    here.clock.advance(hours=1, minutes=1)
    await here.parts.keeper.dialogs_due()
    await zhou.hears("还没有办结")
    assert status(here) == "accepted"


async def test_waiting_for_somebody_outside(here: Town) -> None:
    """The reporter is told for whom and how long; a tap goes on."""
    zhou, lin, _, card = await taken_on(here)
    zhou.tap("等外部单位", card)
    await zhou.hears("在等谁")
    zhou.text("燃气公司换阀门")
    told = (await lin.hears("还要等外部单位")).words
    assert "燃气公司换阀门" in told
    assert "6月3日" in told
    await zhou.sees("在等：燃气公司换阀门", card)
    assert card.labels[:2] == ["处理好了", "接着办"]
    zhou.tap("接着办", card)
    await zhou.sees("处理中", card)
    assert here.rows("SELECT event, status FROM report_events ORDER BY id")[-2:] == [
        ("deferred", "deferred"),
        ("resumed", "accepted"),
    ]


async def test_waiting_ends_by_itself(here: Town) -> None:
    """After fourteen days, once; who has it is rung."""
    zhou, lin, _, card = await taken_on(here)
    zhou.tap("等外部单位", card)
    await zhou.hears("在等谁")
    zhou.text("水务局")
    await lin.hears("还要等外部单位")
    here.clock.advance(days=13, hours=23)
    await here.parts.keeper.reports_due()
    assert status(here) == "deferred"
    here.clock.advance(hours=1)
    for _ in range(2):
        await here.parts.keeper.reports_due()
    assert (await zhou.hears("满 14 天了")).rang
    await here.quiet()
    assert status(here) == "accepted"
    assert here.rows("SELECT COUNT(*) FROM report_events WHERE event = 'resumed'") == [(1,)]
