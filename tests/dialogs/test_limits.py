"""More than an hour takes: it is always told, and nothing that somebody sent is lost."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.town import CODE, HE, LIN, ZH_STAFF, ZHOU, Town, town

LIMITS = {"reports_per_hour": 2, "media_per_hour": 3, "reports_per_hour_overall": 4}


@pytest.fixture
async def strict(prepared: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """A bot that takes two reports and three photos an hour of anybody, and four reports overall."""
    async with town(prepared, tmp_path, limits=LIMITS) as running:
        yield running


async def test_one_too_many_is_kept_and_goes_in_by_itself(strict: Town) -> None:
    """When the oldest one is an hour old; photos and words that come meanwhile belong to it."""
    zhou, lin = await strict.staff(ZHOU, ZH_STAFF), await strict.known(LIN)
    for _ in range(2):
        await strict.reported(lin)
        strict.clock.advance(minutes=10)
    lin.photo(caption="第三处")
    await lin.hears("在哪里")
    lin.press("分享位置")
    assert "已经报了 2 件" in (await lin.hears("留着")).words
    held = await lin.hears("自动报上去")
    assert "13:00" in held.words
    assert "119" in held.words
    lin.text("还有一辆")
    await lin.hears("自动报上去")
    assert strict.rows("SELECT COUNT(*) FROM reports") == [(2,)]
    strict.clock.advance(minutes=39, seconds=59)
    await strict.parts.keeper.dialogs_due()
    assert strict.rows("SELECT COUNT(*) FROM reports") == [(2,)]
    strict.clock.advance(seconds=1)
    await strict.parts.keeper.dialogs_due()
    code = CODE.search((await lin.hears("收到了")).words)
    assert code is not None
    card = await zhou.hears(code.group())
    assert "第三处\n还有一辆" in card.words
    assert card.photo is not None


async def test_the_menu_is_back_while_one_waits(strict: Town) -> None:
    """The keys that shared the place are gone."""
    lin = await strict.known(LIN)
    for _ in range(2):
        await strict.reported(lin)
    lin.photo()
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("自动报上去")
    assert any("报隐患" in key["text"] for row in lin.chat.keyboard for key in row)


async def test_danger_to_life_does_not_wait(strict: Town) -> None:
    """One tap, and it is in before everything else; the numbers to call come first."""
    zhou, lin = await strict.staff(ZHOU, ZH_STAFF), await strict.known(LIN)
    for _ in range(2):
        await strict.reported(lin)
    lin.photo()
    await lin.hears("在哪里")
    lin.press("分享位置")
    lin.tap("生命危险", await lin.hears("自动报上去"))
    await lin.hears("火警")
    assert "按最紧急通知" in (await lin.hears("编号")).words
    assert "生命危险" in (await zhou.hears("生命危险")).words
    assert strict.rows("SELECT urgency FROM reports ORDER BY id") == [("ordinary",), ("ordinary",), ("danger",)]
    assert strict.rows("SELECT COUNT(*) FROM report_events WHERE event = 'danger'") == [(1,)]


async def test_words_of_danger_do_not_wait_either(strict: Town) -> None:
    """Whoever writes of fire has no time for a question."""
    lin = await strict.known(LIN)
    for _ in range(3):
        lin.photo(caption="二楼着火了")
        await lin.hears("在哪里")
        lin.press("分享位置")
        await lin.hears("编号")
        await lin.hears("哪一类")
    assert strict.rows("SELECT COUNT(*) FROM reports") == [(3,)]


async def test_a_voice_for_one_that_waits(strict: Town) -> None:
    """Its sender is asked as ever; and staff hear it when the report goes in."""
    zhou, lin = await strict.staff(ZHOU, ZH_STAFF), await strict.known(LIN)
    for _ in range(2):
        await strict.reported(lin)
        await zhou.hears("待接单")
    lin.photo()
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("自动报上去")
    lin.voice()
    lin.tap("可以放给他们听", asked := await lin.hears("被人听出来"))
    await lin.sees("自动报上去", asked)
    strict.clock.advance(hours=1)
    await strict.parts.keeper.dialogs_due()
    assert "听语音（1）" in (await zhou.hears("待接单")).labels


async def test_what_waits_can_be_cancelled(strict: Town) -> None:
    lin = await strict.known(LIN)
    for _ in range(2):
        await strict.reported(lin)
    lin.photo()
    await lin.hears("在哪里")
    lin.press("分享位置")
    lin.tap("取消", await lin.hears("自动报上去"))
    await lin.hears("取消了")
    strict.clock.advance(hours=2)
    await strict.parts.keeper.dialogs_due()
    assert strict.rows("SELECT COUNT(*) FROM reports") == [(2,)]


async def test_staff_have_no_limit(strict: Town) -> None:
    zhou = await strict.staff(ZHOU, ZH_STAFF)
    for _ in range(3):
        await strict.reported(zhou, photos=2)
    assert strict.rows("SELECT COUNT(*) FROM reports") == [(3,)]
    assert strict.rows("SELECT COUNT(*) FROM report_media") == [(6,)]


async def test_photos_above_the_limit_are_told(strict: Town) -> None:
    """With when they can be sent; those that fit are kept."""
    lin = await strict.known(LIN)
    await strict.reported(lin, photos=2)
    strict.clock.advance(minutes=5)
    await strict.reported(lin, photos=2)
    (told,) = [one for one in lin.from_bot if "已满 3 个" in one.words]
    assert "还有 1 个没有收" in told.words
    assert "13:00" in told.words
    assert strict.rows("SELECT COUNT(*) FROM report_media") == [(3,)]
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    lin.photo(caption="看不清的话再说")
    lin.tap("好了", await lin.hears("会加到"))
    await lin.hears("已补充到")
    await strict.quiet()
    assert sum("已满 3 个" in one.words for one in lin.from_bot) == 2
    assert strict.rows("SELECT COUNT(*) FROM report_media") == [(3,)]


async def test_where_no_photo_is_taken_words_say_what_it_is(strict: Town) -> None:
    """A photo alone would be a report of nothing."""
    lin = await strict.known(LIN)
    await strict.reported(lin, photos=3)
    lin.photo()
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("已满 3 个")
    await lin.hears("用一两句话")
    lin.text("楼道里有电动车在充电")
    await lin.hears("编号")
    assert strict.rows("SELECT COUNT(*) FROM report_media") == [(3,)]
    assert strict.rows("SELECT COUNT(*) FROM reports WHERE words IS NOT NULL") == [(1,)]


async def test_too_many_from_everybody(strict: Town) -> None:
    """From then on words and places alone; administrators hear of it once an hour."""
    zhou = strict.person(ZHOU)
    zhou.start(await strict.administrator_invite())
    await zhou.hears("管理员")
    for number in range(2):
        await _reports_twice(strict, 7001 + number)
    he = await strict.known(HE)
    for _ in range(2):
        he.photo(caption="积水")
        await he.hears("在哪里")
        he.press("分享位置")
        await he.hears("编号")
        assert "1 个没有收" in (await he.hears("特别多")).words
    await zhou.hears("已经收到 4 件")
    assert strict.rows("SELECT COUNT(*) FROM report_media") == [(4,)]
    await strict.quiet()
    assert sum("已经收到 4 件" in one.words for one in zhou.from_bot) == 1
    strict.clock.advance(minutes=61)
    await strict.reported(he)
    assert strict.rows("SELECT COUNT(*) FROM report_media") == [(5,)]


async def _reports_twice(strict: Town, person_id: int) -> None:
    strict.stranger(person_id)
    hands = await strict.known(person_id)
    for _ in range(2):
        await strict.reported(hands)
