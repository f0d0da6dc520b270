"""What nobody expects: each kind of message has a sensible answer, and what was under way goes on."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from bot.demo.hands import Hands
from tests.town import EMILY, HE, LIN, ZH_STAFF, ZHOU, Town

NUMBER = "+8613800138000"
CHAT = {"id": -100123, "type": "channel", "title": "x"}

ODD: dict[str, tuple[Callable[[Hands], Any], str]] = {
    "sticker": (lambda hands: hands.sticker(), "表情收到了"),
    "animation": (lambda hands: hands.animation(), "动图看不清"),
    "poll": (lambda hands: hands.poll("哪天修？", "周一", "周二"), "投票我没法参加"),
    "dice": (lambda hands: hands.dice(), "这个我不会玩"),
    "game": (lambda hands: hands.other(game={"title": "x", "description": "x", "photo": []}), "游戏我玩不了"),
    "story": (lambda hands: hands.other(story={"id": 1, "chat": CHAT}), "动态我打不开"),
    "own number": (lambda hands: hands.contact(), "不用留电话"),
    "another's number": (lambda hands: hands.contact(hands.world.phones[EMILY]), "别人的电话"),
    "a card": (lambda hands: hands.card("物业", NUMBER), "别人的电话"),
    "a document": (lambda hands: hands.document("a.docx", b"PK", "application/msword"), "这种文件我打不开"),
    "a document without a name": (lambda hands: hands.document("", b"x", ""), "这种文件我打不开"),
    "a checklist": (lambda hands: hands.other(checklist={"title": "x", "tasks": []}), "看不懂"),
    "nothing at all": (lambda hands: hands.other(), "看不懂"),
    "invisible text": (lambda hands: hands.text("\u200b\u200e"), "看不懂"),
}


@pytest.mark.parametrize("kind", ODD)
async def test_odd_kinds_are_answered(here: Town, kind: str) -> None:
    """By what they are, with what does work; nothing begins."""
    send, answer = ODD[kind]
    lin = await here.known(LIN)
    send(lin)
    await lin.hears(answer)
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]


@pytest.mark.parametrize("kind", ODD)
async def test_odd_kinds_in_mid_report(here: Town, kind: str) -> None:
    """The open question comes again; what was sent before is there."""
    send, answer = ODD[kind]
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    send(lin)
    await lin.hears(answer)
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")


async def test_odd_kinds_of_a_stranger(here: Town) -> None:
    """And the consent is asked for, before and after."""
    lin = here.person(LIN)
    for send, answer in ODD.values():
        send(lin)
        await lin.hears(answer)
        await lin.hears("请点一下")


async def test_the_words_of_an_odd_message_count(here: Town) -> None:
    """And those of danger are noticed."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.animation(caption="三楼着火了")
    await lin.hears("119")
    await lin.hears("动图看不清")
    await lin.hears("记下了。在哪里")
    lin.press("分享位置")
    lin.tap("没有照片", await lin.hears("有照片吗"))
    await lin.hears("编号")
    assert "三楼着火了" in (await zhou.hears("待接单")).words


async def test_numbers_are_not_kept(here: Town) -> None:
    """As it says."""
    lin = await here.known(LIN)
    lin.card("物业", NUMBER)
    lin.contact()
    await lin.hears("别人的电话")
    await lin.hears("不用留电话")
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM inbox WHERE body IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    "service",
    [
        {"pinned_message": {"message_id": 1, "date": 0, "chat": CHAT}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "x"}}},
        {"write_access_allowed": {}},
    ],
    ids=lambda service: next(iter(service)),
)
async def test_what_telegram_says_by_itself_is_not_answered(here: Town, service: dict[str, Any]) -> None:
    """And changes nothing."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    before = len(lin.from_bot)
    lin.other(**service)
    await here.quiet()
    assert len(lin.from_bot) == before


async def test_a_forwarded_picture_is_a_picture(here: Town) -> None:
    """Its sender alone knows whether it shows what is there now."""
    lin, he = await here.known(LIN), await here.known(HE)
    he.photo(caption="井盖没了")
    await he.hears("在哪里")
    theirs = next(one for one in he.chat.messages.values() if one.photo and one.sender == "person")
    lin.forward(theirs)
    await lin.hears("转发的照片也可以")
    await lin.hears("照片收到了。在哪里")
    lin.press("分享位置")
    await lin.hears("编号")


async def test_forwarded_words_are_words(here: Town) -> None:
    lin, he = await here.known(LIN), await here.known(HE)
    he.text("井盖没了")
    await he.hears("在哪里")
    lin.forward(next(one for one in he.chat.messages.values() if one.text == "井盖没了"), hidden=True)
    await lin.hears("记下了。在哪里")


async def test_a_place_that_moves(here: Town) -> None:
    """Its first point counts; its moves are no news and are not answered."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.live()
    await lin.hears("编号")
    await here.quiet()
    before = len(lin.from_bot)
    for step in range(5):
        lin.move(30.66 + step / 100, 104.05)
    await here.quiet()
    assert len(lin.from_bot) == before
    assert here.rows("SELECT place_source, latitude FROM reports") == [("live", 30.6607)]


async def test_a_venue(here: Town) -> None:
    """Its name is among the words of the place."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.venue("听蕉菜市场", "听蕉街 3 号", 30.6607, 104.0580)
    await lin.hears("编号")
    assert "听蕉菜市场 听蕉街 3 号" in (await zhou.hears("待接单")).words


@pytest.mark.parametrize("pieces", [1, 3])
async def test_ten_thousand_characters(here: Town, pieces: int) -> None:
    """As an honest client sends them, in parts, and in one update, as none does: as much as a report holds, and that is said."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    size = 10_000 // pieces
    for _ in range(pieces):
        lin.text("电" * size)
        asked = await lin.hears("会加到")
    lin.tap("好了", asked)
    await lin.hears("多出来的没有加上")
    await zhou.hears("补充了内容")
    async with here.parts.database.read() as store:
        report = await store.reports.by_code(here.rows("SELECT code FROM reports")[0][0])
        assert report is not None
        assert report.words == "电" * 1000


RUBBISH = (
    "\0\0\0",
    "\u202e\u2066abc",
    "_",
    "__",
    "i_",
    "i_" + "x" * 62,
    "c_",
    "c_H-0000-0000",
    "p_\0",
    "i_\ud800",
    "; DROP TABLE people; --",
    "<b>x</b>",
    "start start",
    "=HYPERLINK()",
    "😀" * 20,
    "".join(map(chr, random.Random(7).sample(range(256), 64))),
    "x" * 4000,
)


@pytest.mark.parametrize("payload", RUBBISH, ids=ascii)
async def test_start_with_rubbish(here: Town, payload: str) -> None:
    """Of somebody known and of a stranger: an answer, and nobody is anything by it."""
    lin, he = await here.known(LIN), here.person(HE)
    for hands in (lin, he):
        before = len(hands.from_bot)
        hands.text(f"/start {payload}")
        await here.quiet()
        assert len(hands.from_bot) > before
    assert here.rows("SELECT COUNT(*) FROM roles") == [(0,)]
    assert here.rows("SELECT COUNT(*) FROM inbox WHERE state <> 'done'") == [(0,)]


async def test_rubbish_on_either_engine(either: Town) -> None:
    """PostgreSQL's text can hold no NUL, and neither engine's half a character: none comes as far."""
    lin = await either.known(LIN)
    lin.photo()
    for rubbish in RUBBISH:
        lin.text(f"/start {rubbish}")
        lin.text(f"{rubbish}x")
        lin.forge(rubbish, lin.last)
    lin.place()
    await lin.hears("编号")
    await either.quiet()
    assert either.rows("SELECT COUNT(*) FROM inbox WHERE state <> 'done'") == [(0,)]
    assert either.rows("SELECT COUNT(*) FROM outbox WHERE state NOT IN ('sent', 'waiting')") == [(0,)]


async def test_who_blocks_the_bot_in_mid_report_and_returns(here: Town) -> None:
    """START puts the question again; nothing that was sent is lost."""
    lin = await here.known(LIN)
    lin.photo(caption="井盖没了")
    await lin.hears("在哪里")
    lin.block()
    await here.quiet()
    here.clock.advance(minutes=16)
    await here.parts.keeper.dialogs_due()
    await here.quiet()
    lin.block(blocked=False)
    lin.start()
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    assert here.rows("SELECT COUNT(*) FROM report_media") == [(1,)]


async def test_two_devices_of_one_person(here: Town) -> None:
    """A photo from one, the place from the other, a word from the first, and a tap on what the other has already answered."""
    phone = await here.known(LIN)
    tablet = phone.another_device()
    phone.photo()
    await phone.hears("在哪里")
    tablet.text("菜市场后门")
    asked = await tablet.hears("属于哪个社区")
    phone.place()
    await phone.hears("编号")
    tablet.tap("不清楚", asked)
    await here.server.world.until(lambda: any("过期" in toast for toast in phone.chat.toasts))
    assert here.rows("SELECT COUNT(*) FROM reports") == [(1,)]
    assert here.rows("SELECT place_source FROM reports") == [("live",)]


async def test_both_devices_answer_at_once(here: Town) -> None:
    """The same tap twice makes one report."""
    phone = await here.known(LIN)
    tablet = phone.another_device()
    phone.place()
    asked = await phone.hears("有照片吗")
    for hands in (phone, tablet, phone):
        hands.photo()
    phone.tap("没有照片", asked)
    tablet.tap("没有照片", asked)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM reports") == [(1,)]
