"""Groups: how the bot comes in and goes, what it hears there, what it may do, and what becomes of one that grows."""

from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot, ChatMemberAdministrator, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.demo.errors import ApiError
from bot.demo.groups import Circle, Member
from bot.demo.state import BOT
from tests.demo.api import MARKUP, Api, read_by_library
from tests.town import GRACE, HE, LIN, ZHOU

PLACE_KEY = {"keyboard": [[{"text": "place", "request_location": True}]]}


@pytest.fixture
async def group(api: Api) -> Circle:
    """A group with the bot in it, whose updates are fetched."""
    group = api.server.group("清波值班群", [ZHOU, GRACE, LIN])
    at(api, group).adds_bot()
    api.world.pending.clear()
    return group


def at(api: Api, group: Circle, person: int = ZHOU) -> Member:
    """Somebody in the group; by default its creator."""
    return api.server.person(person).at(group)


async def heard(api: Api) -> list[dict[str, Any]]:
    """The messages that the bot hears of, once."""
    updates = await api.updates()
    api.world.pending.clear()
    return [one.get("message") or one.get("edited_message") or one for one in updates]


ACTS: dict[str, Callable[[Member], Any]] = {
    "added": lambda me: (me.removes_bot(), me.adds_bot("b_CODE")),
    "removed": lambda me: me.removes_bot(),
    "promoted": lambda me: me.promotes_bot(can_pin_messages=False),
    "demoted": lambda me: (me.promotes_bot(), me.demotes_bot()),
    "command": lambda me: me.text("/bind QY-01"),
    "joined": lambda me: me.adds(me.world.phones[HE].actor),
    "left": lambda me: me.leaves(),
    "upgraded": lambda me: me.upgrades(),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
async def test_the_library_reads_every_part_of_what_happens_in_groups(
    api: Api, group: Circle, act: Callable[[Member], Any]
) -> None:
    """And finds in each update the group and who acts."""
    act(at(api, group))
    updates = [read_by_library(one) for one in await api.updates()]
    assert updates
    for update in updates:
        assert update.effective_user is not None
        assert update.effective_chat is not None
        assert update.effective_user.id == ZHOU
        assert update.effective_chat.type in ("group", "supergroup")
        assert update.effective_chat.title == "清波值班群"


async def test_the_bot_is_let_in_by_a_member_and_put_out_again(api: Api) -> None:
    """my_chat_member and a message of service each time; before and after it may not write."""
    group = api.server.group("群", [ZHOU])
    assert await api.send(chat_id=group.id) == (403, "Forbidden: bot is not a member of the group chat")
    at(api, group).adds_bot()
    assert (await api.send(chat_id=group.id))[0] == 200
    at(api, group).removes_bot()
    assert await api.send(chat_id=group.id) == (403, "Forbidden: bot was kicked from the group chat")
    added, joined, left, removed = await api.updates()
    assert (change_in(added), change_in(removed)) == (("left", "member"), ("member", "left"))
    assert (joined["message"]["new_chat_members"], left["message"]["left_chat_member"]) == ([BOT], BOT)
    assert [one.words for one in group.from_bot] == ["hello"]


def change_in(update: dict[str, Any]) -> tuple[str, str]:
    """What the bot was and what it is."""
    change = update["my_chat_member"]
    return change["old_chat_member"]["status"], change["new_chat_member"]["status"]


async def test_a_supergroup_puts_it_out_without_a_message(api: Api) -> None:
    """Only the change of membership tells."""
    group = api.server.group("大群", [ZHOU], supergroup=True)
    at(api, group).adds_bot()
    at(api, group).removes_bot()
    assert change_in((await api.updates())[-1]) == ("member", "kicked")
    assert await api.send(chat_id=group.id) == (403, "Forbidden: bot was kicked from the supergroup chat")
    at(api, group).adds_bot()
    assert (await api.send(chat_id=group.id))[0] == 200


async def test_a_link_adds_the_bot_and_writes_its_command(api: Api) -> None:
    """?startgroup= carries as much as ?start= does, and comes as a command with the bot's name."""
    group = api.server.group("群", [ZHOU])
    with pytest.raises(ApiError):
        at(api, group).adds_bot("no link")
    at(api, group).adds_bot("b_AbC-1")
    said = Update.de_json((await api.updates())[-1], None).message
    assert said is not None
    assert (said.text, said.parse_entity(said.entities[0])) == (
        "/start@shao_demo_bot b_AbC-1",
        "/start@shao_demo_bot",
    )


@pytest.mark.parametrize(
    ("words", "reaches"),
    [
        ("井盖没了", False),
        ("@shao_demo_bot 井盖没了", False),
        ("see /help", False),
        ("/help", True),
        ("/help@shao_demo_bot", True),
        ("/HELP@Shao_Demo_Bot", True),
        ("/help@other_bot", False),
        ("/帮助", False),
        ("/help/me", False),
    ],
)
async def test_with_privacy_the_bot_hears_its_commands(api: Api, group: Circle, words: str, reaches: bool) -> None:
    """Without, or as an administrator, everything."""
    lin = at(api, group, LIN)
    assert bool(lin.text(words)) == reaches
    assert [one["text"] for one in await heard(api)] == [words] * reaches
    api.world.privacy = False
    assert lin.text(words)
    api.world.privacy = True
    at(api, group).promotes_bot()
    assert lin.text(words)


async def test_with_privacy_the_bot_hears_answers_to_what_it_said(api: Api, group: Circle) -> None:
    """Or to a command for it, but not to what others said; with the message that is answered."""
    lin = at(api, group, LIN)
    lin.text("/help")
    command, (_, sent) = list(group.chat.messages.values())[-1], await api.send(chat_id=group.id)
    for answered in (command, group.last):
        assert lin.text("thanks", reply_to=answered)
    lin.text("chatter")
    assert not lin.text("thanks", reply_to=list(group.chat.messages.values())[-1])
    answers = [one["reply_to_message"]["message_id"] for one in await heard(api) if "reply_to_message" in one]
    assert answers == [command.message_id, sent["message_id"]]


async def test_other_kinds_of_messages_need_more_than_privacy(api: Api, group: Circle) -> None:
    """Photos, places and edits are chatter too."""
    lin = at(api, group, LIN)
    assert [lin.photo("/help"), lin.place(), lin.sticker(), lin.text("one"), lin.edit("two")] == [0] * 5
    assert lin.edit("/help"), "which it was not before"
    api.world.privacy = False
    assert lin.photo("井盖没了")
    assert [one.get("text") or one["caption"] for one in await heard(api)] == ["/help", "井盖没了"]


async def test_what_happens_is_always_heard(api: Api, group: Circle) -> None:
    """Who comes and who goes, an administrator too."""
    at(api, group).adds(api.server.person(HE).chat.actor)
    at(api, group, HE).leaves()
    at(api, group).leaves()
    joined, left, admin_left = await heard(api)
    assert (joined["new_chat_members"][0]["id"], left["left_chat_member"]["id"]) == (HE, HE)
    assert (admin_left["from"]["id"], admin_left["left_chat_member"]["id"]) == (ZHOU, ZHOU)
    with pytest.raises(ApiError, match="not in this group"):
        at(api, group, HE).text("/help")
    assert (await api("getChatAdministrators", chat_id=group.id)) == (200, [])


async def test_any_member_may_tap_a_button_in_a_group(api: Api, group: Circle) -> None:
    """The query says who and where; its toast is seen by who tapped alone; others cannot tap at all."""
    await api.send(chat_id=group.id, reply_markup=MARKUP)
    at(api, group, GRACE).tap("ok")
    query = Update.de_json((await api.updates())[-1], None).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.from_user.id, query.message.chat.id, query.data) == (GRACE, group.id, "x")
    assert await api("answerCallbackQuery", callback_query_id=query.id, text="done") == (200, True)
    assert [api.server.person(one).chat.toasts for one in (GRACE, ZHOU)] == [["done"], []]
    with pytest.raises(ApiError, match="not in this group"):
        at(api, group, HE).tap("ok")


async def test_a_button_that_leads_to_the_bot_opens_the_private_chat(api: Api, group: Circle) -> None:
    """And presses START there, with what the link carries; other links lead away."""
    links = ("https://t.me/shao_demo_bot?start=c_1", "tg://resolve?domain=shao_demo_bot&start=c_2")
    buttons = [[{"text": f"open {number}", "url": url}] for number, url in enumerate((*links, "https://t.me/other"))]
    await api.send(chat_id=group.id, reply_markup={"inline_keyboard": buttons})
    grace = at(api, group, GRACE)
    assert grace.tap("open 0") < grace.tap("open 1")
    messages = [one["message"] for one in await api.updates()]
    assert [(one["chat"]["id"], one["text"]) for one in messages] == [(GRACE, "/start c_1"), (GRACE, "/start c_2")]
    with pytest.raises(ApiError):
        grace.tap("open 2")


async def test_an_administrator_may_be_anonymous(api: Api) -> None:
    """In supergroups: it is the group that speaks, through a bot of Telegram's; a tap names who taps all the same."""
    big = api.server.group("大群", [ZHOU, LIN], supergroup=True)
    at(api, big).adds_bot()
    at(api, big).text_anonymously("/bind")
    message = read_by_library((await api.updates())[-1]).message
    assert message is not None
    assert message.from_user is not None
    assert message.sender_chat is not None
    assert (message.from_user.username, message.sender_chat.id) == ("GroupAnonymousBot", big.id)
    with pytest.raises(ApiError):
        at(api, big, LIN).text_anonymously("/bind")


async def test_messages_to_a_group_are_sent_edited_and_deleted(api: Api, group: Circle, bot: Bot) -> None:
    """As anywhere."""
    photo = api.world.files.keep(b"jpeg")
    sent = await bot.send_photo(group.id, photo, caption="one")
    await bot.edit_message_caption(group.id, sent.message_id, caption="two")
    assert (await group.hears("two")).photo == photo
    await bot.delete_message(group.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_caption(group.id, sent.message_id, caption="three")
    assert group.from_bot == []


async def test_groups_are_not_asked_for_places_and_numbers(api: Api, group: Circle) -> None:
    """Those keys are for private chats; others are not."""
    said = await api.send(chat_id=group.id, reply_markup=PLACE_KEY)
    assert said == (400, "Bad Request: location can be requested in private chats only")
    asks = {"keyboard": [[{"text": "number", "request_contact": True}]]}
    assert (await api.send(chat_id=group.id, reply_markup=asks))[0] == 400
    assert (await api.send(chat_id=group.id, reply_markup={"keyboard": [["x"]]}))[0] == 200
    assert (await api.send(reply_markup=PLACE_KEY))[0] == 200


async def test_what_needs_an_administrator(api: Api, group: Circle) -> None:
    """Pins, and deleting what others said; each by its own right."""
    at(api, group, LIN).text("/help")
    theirs = list(group.chat.messages)[-1]
    _, mine = await api.send(chat_id=group.id)
    pin = ("pinChatMessage", {"chat_id": group.id, "message_id": mine["message_id"]})
    delete = ("deleteMessage", {"chat_id": group.id, "message_id": theirs})
    no_pin = (400, "Bad Request: not enough rights to manage pinned messages in the chat")
    no_deletion = (400, "Bad Request: message can't be deleted for everyone")
    assert [await api(name, **params) for name, params in (pin, delete)] == [no_pin, no_deletion]
    at(api, group).promotes_bot(can_pin_messages=False)
    assert [await api(name, **params) for name, params in (pin, delete)] == [no_pin, (200, True)]
    at(api, group).promotes_bot()
    assert await api(pin[0], **pin[1]) == (200, True)
    _, chat = await api("getChat", chat_id=group.id)
    assert chat["pinned_message"]["message_id"] == mine["message_id"]


async def test_what_the_bot_may_ask_about_a_group(api: Api, group: Circle, bot: Bot) -> None:
    """Its title, who leads it, what somebody is in it."""
    chat = await bot.get_chat(group.id)
    assert (chat.type, chat.title) == ("group", "清波值班群")
    assert [one.user.id for one in await bot.get_chat_administrators(group.id)] == [ZHOU]
    statuses = [(await bot.get_chat_member(group.id, one)).status for one in (ZHOU, GRACE, HE, 4242)]
    assert statuses == ["creator", "member", "left", "member"]
    assert await bot.get_chat_member_count(group.id) == 4
    at(api, group).promotes_bot(can_delete_messages=False)
    at(api, group).adds(api.server.person(GRACE).chat.actor, "administrator")
    leading = {one.user.id: one for one in await bot.get_chat_administrators(group.id)}
    assert leading.keys() == {ZHOU, GRACE, 4242}
    me = leading[4242]
    assert isinstance(me, ChatMemberAdministrator)
    assert (me.can_delete_messages, me.can_pin_messages) == (False, True)


@pytest.mark.parametrize(
    ("method", "params", "said"),
    [
        ("getChatMember", {"user_id": 55}, "user not found"),
        ("getChatMember", {"user_id": 0}, "invalid user_id specified"),
        ("getChatMember", {}, "invalid user_id specified"),
        ("getChat", {"chat_id": -1}, "chat not found"),
        ("getChatAdministrators", {"chat_id": LIN}, "there are no administrators in the private chat"),
        ("leaveChat", {"chat_id": LIN}, "can't leave private chats"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("sendChatAction", {}, "wrong parameter action in request"),
        ("sendMessage", {"text": "a", "message_thread_id": 7}, "message thread not found"),
        ("sendMessage", {"text": "a", "reply_parameters": {"message_id": 9999}}, "message to be replied not found"),
    ],
)
async def test_what_is_refused_in_groups(
    api: Api, group: Circle, method: str, params: dict[str, Any], said: str
) -> None:
    """400."""
    assert await api(method, **{"chat_id": group.id, **params}) == (400, f"Bad Request: {said}")


async def test_a_group_may_hide_its_members_from_a_bot_that_is_no_administrator(api: Api, group: Circle) -> None:
    """Telegram promises getChatMember to administrators alone."""
    group.chat.hides_members = True
    ask = {"chat_id": group.id, "user_id": GRACE}
    assert await api("getChatMember", **ask) == (400, "Bad Request: CHAT_ADMIN_REQUIRED")
    at(api, group).promotes_bot()
    assert (await api("getChatMember", **ask))[0] == 200


async def test_the_bot_answers_a_message_and_does_something_visible(api: Api, group: Circle) -> None:
    """Replies show what they answer; actions are seen for a moment."""
    at(api, group, LIN).text("/help")
    asked = list(group.chat.messages)[-1]
    _, sent = await api.send(chat_id=group.id, reply_parameters={"message_id": asked})
    assert sent["reply_to_message"]["text"] == "/help"
    gone = {"message_id": 9999, "allow_sending_without_reply": True}
    assert (await api.send(chat_id=group.id, reply_parameters=gone))[0] == 200
    assert await api("sendChatAction", chat_id=group.id, action="typing") == (200, True)


async def test_the_bot_leaves_by_itself(api: Api, group: Circle) -> None:
    """And hears of it as of any change; it was not kicked."""
    assert await api("leaveChat", chat_id=group.id) == (200, True)
    assert change_in((await api.updates())[-1]) == ("member", "left")
    assert await api.send(chat_id=group.id) == (403, "Forbidden: bot is not a member of the group chat")
    assert not at(api, group).text("/help")


async def test_a_group_becomes_a_supergroup(api: Api, group: Circle, bot: Bot) -> None:
    """Each says which the other is; every call to the old id says where to go; messages are numbered anew."""
    await api.send(chat_id=group.id, text="before", reply_markup=MARKUP)
    new = at(api, group).upgrades()
    left, come = await heard(api)
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (group.id, new.id)
    assert (come["chat"]["id"], come["migrate_from_chat_id"]) == (new.id, group.id)
    assert str(new.id).startswith("-100")
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "after")
    assert caught.value.new_chat_id == new.id
    for method in ("getChat", "getChatMember", "editMessageText", "deleteMessage", "leaveChat", "sendPhoto"):
        params = {"text": "a", "photo": api.world.files.keep(b"jpeg"), "message_id": 1, "user_id": ZHOU}
        said = await api(method, chat_id=group.id, **params)
        assert said == (400, "Bad Request: group chat was upgraded to a supergroup chat"), method
    sent = await bot.send_message(new.id, "after")
    assert (sent.message_id, [one.words for one in new.from_bot]) == (2, ["after"])
    assert at(api, new, GRACE).text("/help")
    with pytest.raises(ApiError, match="not in this group"):
        at(api, group).tap("ok")


async def test_20_messages_a_minute_to_a_group_where_that_is_asked_for(api: Api, group: Circle, clock: Any) -> None:
    """429 with the seconds to wait; every part of an album counts, and so do edits; private chats are not concerned."""
    api.server.faults.group_limit = 20
    other = api.server.group("别的群", [ZHOU])
    at(api, other).adds_bot()
    one = {"type": "photo", "media": api.world.files.keep(b"jpeg")}
    assert (await api("sendMediaGroup", chat_id=group.id, media=[one] * 10))[0] == 200
    clock.advance(seconds=20)
    _, sent = await api.send(chat_id=group.id)
    edit = {"chat_id": group.id, "message_id": sent["message_id"]}
    assert [(await api("editMessageText", **edit, text=str(number)))[0] for number in range(9)] == [200] * 9
    assert await api.send(chat_id=group.id) == (429, "Too Many Requests: retry after 40")
    assert [(await api.send(chat_id=chat))[0] for chat in (other.id, LIN)] == [200, 200]
    assert await api("sendChatAction", chat_id=group.id, action="typing") == (200, True)
    clock.advance(seconds=40)
    assert (await api.send(chat_id=group.id))[0] == 200


async def test_a_forbidden_group_is_forbidden_to_the_library_too(api: Api, group: Circle, bot: Bot) -> None:
    """python-telegram-bot's own error."""
    at(api, group).removes_bot()
    with pytest.raises(Forbidden, match="kicked from the group"):
        await bot.send_message(group.id, "a")


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ({"type": "all_group_chats"}, None),
        ({"type": "chat"}, None),
        ({"type": "chat_administrators"}, None),
        ({"type": "chat_member", "user_id": ZHOU}, None),
        ({"type": "chat_member"}, "can't parse BotCommandScope: Invalid user_id specified"),
        ({"type": "chat", "chat_id": -1}, "chat not found"),
        ({"type": "everybody"}, "can't parse BotCommandScope: Unsupported type specified"),
        ("everybody", "can't parse BotCommandScope: BotCommandScope must be an Object"),
    ],
)
async def test_commands_for_groups(api: Api, group: Circle, scope: Any, said: str | None) -> None:
    """By chat, by administrators, by member; set, got and deleted."""
    if isinstance(scope, dict) and scope["type"].startswith("chat"):
        scope = {"chat_id": group.id, **scope}
    commands = [{"command": "a", "description": "d"}]
    status, answer = await api("setMyCommands", commands=commands, scope=scope)
    assert (status, answer) == ((200, True) if said is None else (400, f"Bad Request: {said}"))
    if said is None:
        assert await api("getMyCommands", scope=scope) == (200, commands)
        assert await api("deleteMyCommands", scope=scope) == (200, True)
        assert await api("getMyCommands", scope=scope) == (200, [])


async def test_a_bot_says_whether_it_hears_everything(api: Api) -> None:
    """getMe."""
    assert (await api("getMe"))[1]["can_read_all_group_messages"] is False
    api.world.privacy = False
    assert (await api("getMe"))[1]["can_read_all_group_messages"] is True
