"""Whoever speaks can be recognised: staff hear a voice once its owner knows that, and words are asked for where they may not."""

from collections.abc import Callable

import pytest

from bot.demo.hands import Hands
from storage.people import Naming
from tests.town import LIN, ZH_STAFF, ZHOU, Town

SPEAKING: dict[str, Callable[[Hands], int]] = {
    "voice": lambda hands: hands.voice(),
    "audio": lambda hands: hands.audio(),
    "video_note": lambda hands: hands.video_note(),
}


@pytest.mark.parametrize("kind", SPEAKING)
async def test_a_voice_is_an_answer_once_agreed(here: Town, kind: str) -> None:
    """Place, no photo, and instead of words a voice; staff hear it as what it was, never forwarded."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.place()
    lin.tap("没有照片", asked := await lin.hears("有照片吗"))
    await lin.sees("一两句话", asked)
    SPEAKING[kind](lin)
    lin.tap("可以放给他们听", await lin.hears("被人听出来"))
    await lin.hears("编号")
    card = await zhou.hears("待接单")
    zhou.tap("听语音（1）", card)
    await here.quiet()
    heard = zhou.from_bot[-1]
    assert kind in heard.more
    assert "forward_origin" not in heard.more
    if kind != "video_note":
        assert "上报人的语音" in heard.words


async def test_it_is_asked_once(here: Town) -> None:
    """Whoever has agreed is not asked again; the day alone is kept."""
    lin = await here.known(LIN)
    for number in range(2):
        lin.voice()
        if not number:
            lin.tap("可以放给他们听", await lin.hears("被人听出来"))
        await lin.hears("在哪里")
        lin.press("分享位置")
        lin.tap("没有照片", await lin.hears("有照片吗"))
        await lin.hears("编号")
    ((agreed,),) = here.rows("SELECT voice_agreed_at FROM people")
    assert agreed % (24 * 3600 * 1_000_000) == 0
    assert here.rows("SELECT COUNT(*), SUM(withheld) FROM report_media") == [(2, 0)]


async def test_who_cancels_has_not_agreed(here: Town) -> None:
    """The agreement counts with the report that it was given for."""
    lin = await here.known(LIN)
    lin.voice()
    lin.tap("可以放给他们听", await lin.hears("被人听出来"))
    await lin.hears("在哪里")
    lin.press("取消")
    await lin.hears("取消了")
    assert here.rows("SELECT voice_agreed_at FROM people") == [(None,)]


async def test_who_reports_by_name_is_not_asked(here: Town) -> None:
    """Staff know who it is anyway."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    async with here.parts.database.write() as store:
        person = await store.people.find(LIN)
        assert person is not None
        await store.people.set_naming(person.id, Naming.NAMED, name="林秀兰")
    lin.photo()
    await lin.hears("在哪里")
    lin.voice()
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    assert "听语音（1）" in (await zhou.hears("待接单")).labels
    assert here.rows("SELECT voice_agreed_at FROM people WHERE naming IS NOT NULL") == [(None,)]


async def test_a_voice_that_nobody_may_hear(here: Town) -> None:
    """It is kept and withheld; words are asked for, and staff are told why there is none."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.voice()
    lin.tap("我打字说", asked := await lin.hears("被人听出来"))
    await lin.sees("语音不放给任何人听", asked)
    lin.text("三楼有人给电动车充电")
    await lin.hears("在哪里")
    lin.press("分享位置")
    lin.tap("没有照片", await lin.hears("有照片吗"))
    await lin.hears("编号")
    card = await zhou.hears("待接单")
    assert "有一段语音不能放" in card.words
    assert not [label for label in card.labels if "语音" in label]
    zhou.forge(f"voices:{_code(here)}", card)
    await here.quiet()
    assert not [one for one in zhou.from_bot if "voice" in one.more]
    assert here.rows("SELECT withheld FROM report_media") == [(1,)]


async def test_with_a_photo_words_are_not_needed(here: Town) -> None:
    """They are asked for once, and can be left out."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.voice()
    lin.tap("我打字说", asked := await lin.hears("被人听出来"))
    lin.tap("不写了", await lin.sees("语音不放给任何人听", asked))
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")


async def test_a_voice_names_the_place(here: Town) -> None:
    """Where that was asked for in words."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.press("不在现场")
    await lin.hears("任选一种")
    lin.voice()
    lin.tap("可以放给他们听", asked := await lin.hears("被人听出来"))
    await lin.sees("地点听您语音里说的", asked)
    lin.tap(here.rows("SELECT name FROM units WHERE code = ?", ZH_STAFF)[0][0], asked)
    await lin.hears("编号")
    assert "听语音（1）" in (await zhou.hears("待接单")).labels


async def test_a_childs_voice_is_not_kept(here: Town) -> None:
    """Not even sealed."""
    lin = here.person(LIN)
    lin.voice()
    lin.tap("未满 14 岁", await lin.hears("请点一下"))
    await lin.hears("我们不留您的声音")
    lin.text("井盖没了")
    await lin.hears("在哪里")
    lin.press("分享位置")
    lin.tap("没有照片", await lin.hears("有照片吗"))
    await lin.hears("编号")
    assert here.rows("SELECT COUNT(*) FROM report_media") == [(0,)]


async def test_a_voice_is_added_to_a_report(here: Town) -> None:
    """With the same question, the first time."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    lin.voice()
    lin.tap("可以放给他们听", asked := await lin.hears("被人听出来"))
    lin.tap("好了", await lin.sees("会加到", asked))
    await lin.hears("已补充")
    await here.quiet()
    assert "听语音（1）" in card.labels


async def test_a_voice_withheld_in_mid_addition(here: Town) -> None:
    """Words are asked for instead, and come with it."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    lin.voice()
    lin.tap("我打字说", asked := await lin.hears("被人听出来"))
    await lin.sees("打字发来", asked)
    lin.text("现在更多了")
    lin.tap("好了", await lin.hears("会加到"))
    await zhou.hears("现在更多了")
    await zhou.sees("有一段语音不能放", card)


async def test_a_voice_is_no_end_of_what_staff_are_doing(here: Town) -> None:
    """Whoever is asked for a reason and speaks means to answer; no report of their own begins."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    zhou.tap("不受理", card)
    await here.quiet()
    zhou.tap("其他原因", card)
    await zhou.hears("请写一句")
    zhou.voice()
    await zhou.hears("用不上")
    await zhou.hears("请写一句")


def _code(here: Town) -> str:
    ((code,),) = here.rows("SELECT code FROM reports")
    return str(code)
