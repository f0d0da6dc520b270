"""Albums: an update for each part, no count, no end. Each part is kept as it comes; the answer waits a moment, and comes once."""

from typing import Any

from bot.demo.hands import Hands
from tests.town import LIN, ZH_STAFF, ZHOU, Town


async def a_moment_later(here: Town) -> None:
    """All that was sent is handled, and the answers held back are due."""
    await here.quiet()
    here.clock.advance(seconds=1)
    await here.quiet()


def times(hands: Hands, words: str) -> int:
    """How often the bot said this."""
    return sum(words in one.words for one in hands.from_bot)


def parts(hands: Hands, count: int) -> list[dict[str, Any]]:
    """The messages of an album that is sent in a moment of the test's choosing."""
    hands.album([None] * count)
    updates = [hands.world.pending.popitem()[1][1] for _ in range(count)]
    return [update["message"] for update in reversed(updates)]


async def test_an_album_and_a_place_are_one_report(here: Town) -> None:
    """Ten photos, one question, one report."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.album([None] * 10, caption="楼道堵了")
    await here.quiet()
    assert times(lin, "在哪里") == 0, "it is held back"
    await a_moment_later(here)
    assert times(lin, "在哪里") == 1
    lin.press("分享位置")
    await lin.hears("编号")
    assert here.rows("SELECT COUNT(*), COUNT(DISTINCT report_id) FROM report_media") == [(10, 1)]
    card = await zhou.hears("待接单")
    assert "楼道堵了" in card.words
    assert "全部照片（10）" in card.labels
    zhou.tap("全部照片", card)
    await here.quiet()
    assert len([one for one in zhou.from_bot if one.media_group]) == 10


async def test_a_place_and_then_an_album_are_one_report_too(here: Town) -> None:
    """Its first photo completes the report; the others join it, with one answer, and the card is brought up to date once."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.place()
    await lin.hears("有照片吗")
    lin.album([None] * 4)
    await here.quiet()
    edits = len(here.server.world.calls)
    await a_moment_later(here)
    assert times(lin, "编号") == 1
    assert times(zhou, "待接单") == 1
    assert here.rows("SELECT COUNT(*), COUNT(DISTINCT report_id) FROM report_media") == [(4, 1)]
    assert "全部照片（4）" in zhou.from_bot[-1].labels
    edited = [call.method for call in here.server.world.calls[edits:] if call.method.startswith("editMessage")]
    assert edited == ["editMessageCaption"]


async def test_a_part_that_comes_late_joins_the_report(here: Town) -> None:
    """The place came between two parts, which Telegram gave in different batches."""
    lin = await here.known(LIN)
    first, *late = parts(lin, 3)
    lin.world.queue("message", first)
    await a_moment_later(here)
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    for one in late:
        lin.world.queue("message", one)
    await a_moment_later(here)
    assert here.rows("SELECT COUNT(*), COUNT(DISTINCT report_id) FROM report_media") == [(3, 1)]
    assert times(lin, "在哪里") == 1


async def test_a_part_of_a_report_that_was_taken_back_begins_no_other(here: Town) -> None:
    """And that is said."""
    lin = await here.known(LIN)
    lin.place()
    await lin.hears("有照片吗")
    first, late = parts(lin, 2)
    lin.world.queue("message", first)
    await a_moment_later(here)
    lin.tap("撤回（10", await lin.hears("编号"))
    await here.quiet()
    lin.world.queue("message", late)
    await a_moment_later(here)
    assert times(lin, "现在不能这样改") == 1
    assert here.rows("SELECT COUNT(*) FROM report_media") == [(1,)]


async def test_an_album_while_consent_is_asked(here: Town) -> None:
    """It waits whole, however the tap comes between its parts."""
    lin = here.person(LIN)
    early, late = parts(lin, 6)[:3], parts(lin, 6)[3:]
    for one in late:
        one["media_group_id"] = early[0]["media_group_id"]
    for one in early:
        lin.world.queue("message", one)
    await a_moment_later(here)
    assert times(lin, "先替您留着") == 1
    lin.tap("已满 14 岁", await lin.hears("先替您留着"))
    for one in late:
        lin.world.queue("message", one)
    await a_moment_later(here)
    lin.press("分享位置")
    await lin.hears("编号")
    assert here.rows("SELECT COUNT(*), COUNT(DISTINCT report_id) FROM report_media") == [(6, 1)]


async def test_an_album_added_to_a_report(here: Town) -> None:
    """One answer; and what comes after [that is all] is added as well."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    await here.reported(lin)
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    *early, late = parts(lin, 4)
    for one in early:
        lin.world.queue("message", one)
    await a_moment_later(here)
    assert times(lin, "会加到") == 1
    lin.tap("好了", await lin.hears("会加到"))
    await lin.hears("已补充")
    lin.world.queue("message", late)
    await a_moment_later(here)
    assert here.rows("SELECT COUNT(*), COUNT(DISTINCT report_id) FROM report_media") == [(5, 1)]
    assert any("全部照片（5）" in one.labels for one in zhou.from_bot)


async def test_two_albums_at_once(here: Town) -> None:
    """Their parts come mixed: one question, one report."""
    lin = await here.known(LIN)
    one, other = parts(lin, 3), parts(lin, 3)
    for pair in zip(one, other, strict=True):
        for part in pair:
            lin.world.queue("message", part)
    await a_moment_later(here)
    assert times(lin, "在哪里") == 1
    lin.press("分享位置")
    await lin.hears("编号")
    assert here.rows("SELECT COUNT(*), COUNT(DISTINCT album), COUNT(DISTINCT report_id) FROM report_media") == [
        (6, 2, 1)
    ]


async def test_an_album_larger_than_a_report(here: Town) -> None:
    """Telegram's own hold ten; two of them are more than a report does, which is said once."""
    lin = await here.known(LIN)
    lin.place()
    await lin.hears("有照片吗")
    more = parts(lin, 12)
    for part in more:
        lin.world.queue("message", part)
    await a_moment_later(here)
    assert here.rows("SELECT COUNT(*), COUNT(DISTINCT report_id) FROM report_media") == [(10, 1)]
    assert times(lin, "最多放 10 份") == 1


async def test_an_album_of_somebody_else_joins_nothing(here: Town) -> None:
    """Whatever its name: albums are known under their sender."""
    lin = await here.known(LIN)
    he = await here.known(1002)
    lin.place()
    await lin.hears("有照片吗")
    first, late = parts(lin, 2)
    lin.world.queue("message", first)
    await a_moment_later(here)
    stolen = late | {"from": late["from"] | {"id": 1002}, "chat": late["chat"] | {"id": 1002}}
    he.world.queue("message", stolen)
    await a_moment_later(here)
    await he.hears("在哪里")
    assert here.rows("SELECT COUNT(*) FROM report_media") == [(1,)]


async def test_an_emergency_in_an_album_is_not_held_back(here: Town) -> None:
    """The numbers come at once, and once."""
    lin = await here.known(LIN)
    lin.album([None] * 3, caption="三楼着火了")
    await lin.hears("请马上打电话")
    assert times(lin, "在哪里") == 0
    await a_moment_later(here)
    assert (times(lin, "请马上打电话"), times(lin, "在哪里")) == (1, 1)
