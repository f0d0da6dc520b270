"""What the bot may say: lengths, markup, buttons, edits, toasts, commands."""

from typing import Any

import pytest
from telegram import Bot

from tests.demo.api import BUTTON, MARKUP, Api
from tests.town import HE, LIN, HandClock


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"text": "a" * 4096}, None),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2048}, None),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>" + "a" * 4096 + "</b>", "parse_mode": "HTML"}, None),
        ({"text": "&amp;" * 4096, "parse_mode": "HTML"}, None),
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n\x00\t"}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "a", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    ],
)
async def test_text_has_1_to_4096_units_after_parsing(api: Api, params: Any, said: str | None) -> None:
    """Units of UTF-16: an emoji is two, a tag none, an escape one."""
    status, answer = await api.send(**params)
    assert (status, said) == (200, None) if said is None else (status, answer) == (400, f"Bad Request: {said}")


@pytest.mark.parametrize("method", ["sendPhoto", "sendDocument", "copyMessage", "editMessageCaption"])
@pytest.mark.parametrize(("length", "status"), [(1024, 200), (1025, 400)])
async def test_captions_have_up_to_1024_units(api: Api, method: str, length: int, status: int) -> None:
    """After parsing, wherever there are captions."""
    photo, document = api.world.files.keep(b"jpeg"), api.world.files.keep(b"zip", "document")
    _, sent = await api("sendPhoto", chat_id=LIN, photo=photo, caption="before")
    target = {"chat_id": LIN, "from_chat_id": LIN, "message_id": sent["message_id"]}
    more = {"photo": photo, "document": document, "caption": "<i>" + "a" * length + "</i>", "parse_mode": "HTML"}
    assert (await api(method, **target, **more))[0] == status


@pytest.mark.parametrize(
    ("markup", "status"),
    [
        (MARKUP, 200),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "a" * 64}]]}, 200),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "a" * 65}]]}, 400),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "灾" * 21}]]}, 200),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "灾" * 22}]]}, 400),
        ({"inline_keyboard": [[{"text": "x", "callback_data": ""}]]}, 400),
        ({"inline_keyboard": [[{"text": "x"}]]}, 400),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "a", "url": "https://example.org"}]]}, 400),
        ({"inline_keyboard": [[{"text": "", "callback_data": "a"}]]}, 400),
        ({"inline_keyboard": [[{"text": "x", "request_location": True}]]}, 400),
        ({"inline_keyboard": [[{"text": "x", "url": "https://t.me/shao?start=c_1"}]]}, 200),
        ({"inline_keyboard": [[{"text": "x", "url": "tg://resolve?domain=shao"}]]}, 200),
        ({"inline_keyboard": [[{"text": "x", "url": "nowhere"}]]}, 400),
        ({"inline_keyboard": [[{"text": "x", "url": "ftp://example.org"}]]}, 400),
        ({"inline_keyboard": [["x"]]}, 400),
        ({"inline_keyboard": [BUTTON]}, 400),
        ({"inline_keyboard": [[BUTTON] * 5] * 20}, 200),
        ({"inline_keyboard": [[BUTTON] * 5] * 20 + [[BUTTON]]}, 400),
        ({"keyboard": [[{"text": "x", "request_location": True}]]}, 200),
        ({"keyboard": [["x"]]}, 200),
        ({"keyboard": [[{"text": ""}]]}, 400),
        ({"keyboard": [[{"text": "x", "callback_data": "a"}]]}, 400),
        ({"keyboard": [[{"text": "x", "request_location": True, "request_contact": True}]]}, 400),
        ({"keyboard": [["x"] * 101]}, 400),
        ([[BUTTON]], 400),
    ],
)
async def test_buttons(api: Api, markup: Any, status: int) -> None:
    """1 to 64 bytes of data, exactly one action each, at most 100; only a key below the chat may ask for the place."""
    assert (await api.send(reply_markup=markup))[0] == status


async def test_a_keyboard_stays_until_it_is_replaced_or_taken_away(api: Api) -> None:
    """Messages without one leave it."""
    await api.send(reply_markup={"keyboard": [["x"]]})
    await api.send(reply_markup=MARKUP)
    assert api.me.chat.keyboard == [[{"text": "x"}]]
    await api.send(reply_markup={"remove_keyboard": True})
    assert api.me.chat.keyboard == []


async def test_an_edit_to_the_same_content_is_an_error(api: Api) -> None:
    """400, "message is not modified"; other words, other markup or other buttons are another content."""
    _, sent = await api.send(text="a")
    target = {"chat_id": LIN, "message_id": sent["message_id"], "parse_mode": "HTML"}
    for change in ({"text": "b"}, {"text": "<b>b</b>"}, {"text": "<b>b</b>", "reply_markup": MARKUP}):
        assert (await api("editMessageText", **target, **change))[0] == 200
        status, said = await api("editMessageText", **target, **change)
        assert (status, "message is not modified" in said) == (400, True)
    assert (await api("editMessageReplyMarkup", **target, reply_markup=MARKUP))[0] == 400
    assert (await api("editMessageReplyMarkup", **target))[0] == 200
    assert api.me.last.buttons == []


async def test_edits_and_pins_do_not_ring(api: Api) -> None:
    """New messages do, unless they are told not to."""
    _, loud = await api.send()
    await api.send(disable_notification=True)
    target = {"chat_id": LIN, "message_id": loud["message_id"]}
    await api("editMessageText", **target, text="other")
    await api("pinChatMessage", **target)
    heard = [(one["kind"], one["rang"]) for one in api.world.events if "rang" in one]
    assert heard == [("sent", True), ("sent", False), ("edited", False), ("pinned", False)]
    assert [one.pinned for one in api.me.from_bot] == [True, False]


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("editMessageText", "message can't be edited"),
        ("editMessageCaption", "message can't be edited"),
        ("editMessageReplyMarkup", "message can't be edited"),
    ],
)
async def test_only_the_bots_own_messages_can_be_edited(api: Api, method: str, said: str) -> None:
    """And only those that there are."""
    own = next(iter(api.me.chat.messages))
    for message_id, words in ((own, said), (9999, "message to edit not found"), ("x", "message to edit not found")):
        answer = await api(method, chat_id=LIN, message_id=message_id, text="x", caption="x")
        assert answer == (400, f"Bad Request: {words}")


async def test_texts_have_no_captions_and_photos_no_text(api: Api) -> None:
    """Each is edited by its own method."""
    _, text = await api.send()
    _, photo = await api("sendPhoto", chat_id=LIN, photo=api.world.files.keep(b"jpeg"))
    wrong = await api("editMessageCaption", chat_id=LIN, message_id=text["message_id"], caption="x")
    assert wrong == (400, "Bad Request: there is no caption in the message to edit")
    wrong = await api("editMessageText", chat_id=LIN, message_id=photo["message_id"], text="x")
    assert wrong == (400, "Bad Request: there is no text in the message to edit")


async def test_a_deleted_message_is_gone(api: Api) -> None:
    """A second time it is not found."""
    _, sent = await api.send()
    target = {"chat_id": LIN, "message_id": sent["message_id"]}
    assert await api("deleteMessage", **target) == (200, True)
    assert await api("deleteMessage", **target) == (400, "Bad Request: message to delete not found")


@pytest.mark.parametrize(("hours", "status"), [(48, 200), (49, 400)])
async def test_messages_can_be_deleted_for_48_hours(api: Api, clock: HandClock, hours: int, status: int) -> None:
    """In a private chat what the person said as well."""
    theirs, (_, mine) = list(api.me.chat.messages)[-1], await api.send()
    clock.advance(hours=hours)
    for message_id in (theirs, mine["message_id"]):
        answer = await api("deleteMessage", chat_id=LIN, message_id=message_id)
        assert answer == ((200, True) if status == 200 else (400, "Bad Request: message can't be deleted for everyone"))


async def test_a_tap_is_answered_once_within_150_seconds(api: Api, clock: HandClock) -> None:
    """With a toast of at most 200 units, or none; "query is too old" afterwards, which does no harm."""
    first, second, third = [await api.tapped() for _ in range(3)]
    assert (await api("answerCallbackQuery", callback_query_id=first, text="😀" * 101))[0] == 400
    assert (await api("answerCallbackQuery", callback_query_id=first, text="😀" * 100))[0] == 200
    assert "query is too old" in (await api("answerCallbackQuery", callback_query_id=first))[1]
    clock.advance(seconds=150)
    assert (await api("answerCallbackQuery", callback_query_id=second))[0] == 200
    clock.advance(seconds=1)
    assert "query is too old" in (await api("answerCallbackQuery", callback_query_id=third))[1]
    assert api.me.chat.toasts == ["😀" * 100]


async def test_taps_that_nobody_answers_are_not_kept(api: Api, clock: HandClock) -> None:
    """Once they are too old to be answered."""
    for _ in range(3):
        await api.tapped()
        clock.advance(seconds=100)
    assert len(api.world.taps) == 2


@pytest.mark.parametrize(
    ("name", "description", "status"),
    [
        ("a_1", "d", 200),
        ("a" * 32, "d" * 256, 200),
        ("a" * 33, "d", 400),
        ("A", "d", 400),
        ("", "d", 400),
        ("a-b", "d", 400),
        ("帮助", "d", 400),
        ("a", "", 400),
        ("a", "d" * 257, 400),
    ],
)
async def test_commands_have_1_to_32_of_a_to_z_digits_and_underscore(
    api: Api, name: str, description: str, status: int
) -> None:
    """And a description of 1 to 256; at most 100 of them."""
    command = {"command": name, "description": description}
    assert (await api("setMyCommands", commands=[command]))[0] == status
    assert (await api("setMyCommands", commands=[command] * 101))[0] == 400


async def test_commands_differ_by_chat_and_language(api: Api, bot: Bot) -> None:
    """Each scope has its own."""
    chat = {"type": "chat", "chat_id": LIN}
    for name, more in (("a", {}), ("b", {"language_code": "zh"}), ("c", {"scope": chat})):
        await api("setMyCommands", commands=[{"command": name, "description": "d"}], **more)
    assert [one.command for one in await bot.get_my_commands()] == ["a"]
    assert [one.command for one in await bot.get_my_commands(language_code="zh")] == ["b"]
    assert [one.command for one in await bot.get_my_commands({"type": "chat", "chat_id": LIN})] == ["c"]  # type: ignore[arg-type]


async def test_a_copy_does_not_lead_to_its_sender(api: Api, bot: Bot) -> None:
    """The same picture and words, from the bot; what is protected cannot be copied."""
    api.me.photo("evidence")
    api.server.person(HE).start()
    original = list(api.me.chat.messages)[-1]
    copy = await bot.copy_message(HE, LIN, original)
    shown = api.server.person(HE).last
    assert (copy.message_id, shown.sender, shown.words) == (shown.message_id, "bot", "evidence")
    assert shown.photo == api.me.chat.messages[original].photo
    assert "林秀兰" not in repr(shown)
    kept = await bot.send_message(HE, "for staff alone", protect_content=True)
    assert kept.has_protected_content
    answer = await api("copyMessage", chat_id=LIN, from_chat_id=HE, message_id=kept.message_id)
    assert answer == (400, "Bad Request: message can't be copied")


@pytest.mark.parametrize(
    ("chat", "answer"),
    [
        ("blocked", (403, "Forbidden: bot was blocked by the user")),
        ("gone", (403, "Forbidden: user is deactivated")),
        ("started", (403, "Forbidden: bot can't initiate conversation with a user")),
    ],
)
async def test_who_cannot_be_written_to(api: Api, chat: str, answer: tuple[int, str]) -> None:
    """Who blocked the bot, whose account is gone, who never started it."""
    setattr(api.me.chat, chat, chat != "started")
    assert await api.send() == answer


@pytest.mark.parametrize("chat", [55, "", "x", "²", None, -1])
async def test_where_there_is_nobody(api: Api, chat: Any) -> None:
    """400."""
    assert await api.send(chat_id=chat) == (400, "Bad Request: chat not found")
