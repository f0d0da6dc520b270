"""Channels: the bot comes in as an administrator, posts as far as it may, and goes; what people do there."""

from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot, ChatMemberAdministrator, Update
from telegram.error import BadRequest, Forbidden

from bot.demo.errors import ApiError
from bot.demo.groups import Circle, Member
from tests.demo.api import MARKUP, Api, read_by_library
from tests.town import GRACE, HE, LIN, ZHOU


@pytest.fixture
async def channel(api: Api) -> Circle:
    """A channel with the bot in it, whose updates are fetched. Zhou runs it."""
    channel = api.server.channel("社区通知", [ZHOU, GRACE, LIN])
    at(api, channel).adds_bot()
    api.world.pending.clear()
    return channel


def at(api: Api, channel: Circle, person: int = ZHOU) -> Member:
    """Somebody in the channel; by default its creator."""
    return api.server.person(person).at(channel)


def change_in(update: dict[str, Any]) -> tuple[str, str]:
    """What the bot was and what it is."""
    change = update["my_chat_member"]
    return change["old_chat_member"]["status"], change["new_chat_member"]["status"]


async def test_the_bot_comes_in_as_an_administrator_alone(api: Api, bot: Bot) -> None:
    """my_chat_member says who let it in, and what it may do; no message tells of it, neither then nor when it goes."""
    channel = api.server.channel("社区通知", [ZHOU, LIN])
    assert str(channel.id).startswith("-100")
    assert await api.send(chat_id=channel.id) == (403, "Forbidden: bot is not a member of the channel chat")
    at(api, channel).adds_bot()
    assert (await api.send(chat_id=channel.id))[0] == 200
    at(api, channel).removes_bot()
    assert await api.send(chat_id=channel.id) == (403, "Forbidden: bot was kicked from the channel chat")
    with pytest.raises(Forbidden, match="kicked from the channel"):
        await bot.send_message(channel.id, "a")
    added, removed = await api.updates()
    assert (change_in(added), change_in(removed)) == (("left", "administrator"), ("administrator", "kicked"))
    change = read_by_library(added).my_chat_member
    assert change is not None
    assert isinstance(change.new_chat_member, ChatMemberAdministrator)
    assert (change.chat.type, change.from_user.id, change.new_chat_member.can_post_messages) == ("channel", ZHOU, True)
    assert change.new_chat_member.can_pin_messages is None
    assert [one.words for one in channel.from_bot] == ["hello"]


async def test_those_who_run_it_alone_let_the_bot_in(api: Api) -> None:
    """And put it out, and post; a link that lets it in carries nothing."""
    channel = api.server.channel("社区通知", [ZHOU, LIN])
    acts: list[Callable[[], Any]] = [
        at(api, channel, LIN).adds_bot,
        at(api, channel, HE).adds_bot,
        lambda: at(api, channel, LIN).text("hi"),
        lambda: at(api, channel).adds_bot("b_CODE"),
        at(api, channel).demotes_bot,
        at(api, channel).upgrades,
    ]
    for act in acts:
        with pytest.raises(ApiError):
            act()
    at(api, channel).adds(api.server.person(LIN).chat.actor, "administrator")
    at(api, channel, LIN).adds_bot()
    assert await api.updates()
    with pytest.raises(ApiError, match="already"):
        at(api, channel).adds_bot()


async def test_a_post_is_the_channels(api: Api, channel: Circle, bot: Bot) -> None:
    """No person is named; messages are numbered by the channel; they are edited, copied and deleted as anywhere."""
    sent = await bot.send_message(channel.id, "rain")
    assert sent.sender_chat is not None
    assert (sent.from_user, sent.sender_chat.id, sent.chat.type, sent.message_id) == (None, channel.id, "channel", 1)
    photo = await bot.send_photo(channel.id, api.world.files.keep(b"jpeg"), caption="map")
    await bot.edit_message_text("more rain", channel.id, sent.message_id)
    await bot.edit_message_caption(channel.id, photo.message_id, caption="new map")
    copied = await bot.copy_message(LIN, channel.id, sent.message_id)
    assert [one.words for one in channel.from_bot] == ["more rain", "new map"]
    assert api.me.last.message_id == copied.message_id
    await bot.delete_message(channel.id, photo.message_id)
    assert [one.words for one in channel.from_bot] == ["more rain"]


RIGHTS = ("can_post_messages", "can_edit_messages", "can_delete_messages")
SENDING = "need administrator rights in the channel chat"
EDITING = "message can't be edited"
DELETING = "message can't be deleted for everyone"
PINNING = "not enough rights to manage pinned messages in the chat"


@pytest.mark.parametrize(
    ("right", "refused"),
    [
        ("can_post_messages", {PINNING}),
        ("can_edit_messages", {SENDING, DELETING}),
        ("can_delete_messages", {SENDING, EDITING, PINNING}),
        (None, {SENDING, EDITING, DELETING, PINNING}),
    ],
)
async def test_each_right_by_itself(api: Api, channel: Circle, right: str | None, refused: set[str]) -> None:
    """What is not allowed is refused in Telegram's words, and is no 403: the bot is in."""
    _, mine = await api.send(chat_id=channel.id)
    about = {"chat_id": channel.id, "message_id": mine["message_id"]}
    at(api, channel).promotes_bot(**{one: one == right for one in RIGHTS})
    assert change_in((await api.updates())[-1]) == ("administrator", "administrator")
    calls = (
        await api.send(chat_id=channel.id),
        await api("editMessageText", **about, text="new"),
        await api("pinChatMessage", **about),
        await api("deleteMessage", **about),
    )
    assert {str(said) for status, said in calls if status == 400} == {f"Bad Request: {one}" for one in refused}
    assert {status for status, _ in calls} <= {200, 400}


async def test_what_others_post_is_theirs(api: Api, channel: Circle) -> None:
    """The bot cannot edit it; to delete it takes a right of its own."""
    at(api, channel).text("sun")
    theirs = {"chat_id": channel.id, "message_id": list(channel.chat.messages)[-1]}
    assert await api("editMessageText", **theirs, text="rain") == (400, f"Bad Request: {EDITING}")
    at(api, channel).promotes_bot(can_delete_messages=False)
    assert await api("deleteMessage", **theirs) == (400, f"Bad Request: {DELETING}")
    at(api, channel).promotes_bot()
    assert await api("deleteMessage", **theirs) == (200, True)


POSTS: dict[str, Callable[[Member], Any]] = {
    "channel_post": lambda me: me.text("/bind QY-01"),
    "channel_post photo": lambda me: me.photo("sun"),
    "edited_channel_post": lambda me: (me.text("sun"), me.edit("rain")),
}


@pytest.mark.parametrize("kind", POSTS)
async def test_the_bot_hears_posts_as_posts(api: Api, channel: Circle, kind: str) -> None:
    """Without anybody's name, whoever wrote them; a command is nothing else. Who did not ask for them does not get them."""
    POSTS[kind](at(api, channel))
    update = (await api.updates())[-1]
    assert kind.split(maxsplit=1)[0] in update
    read = read_by_library(update)
    assert read.effective_chat is not None
    assert (read.effective_user, read.effective_chat.type) == (None, "channel")
    assert read.message is None
    api.world.pending.clear()
    await api.updates(allowed_updates=["message", "my_chat_member"])
    POSTS[kind](at(api, channel))
    assert await api.updates() == []


async def test_who_follows_it_taps_buttons_and_forwards(api: Api, channel: Circle) -> None:
    """The query says who and where; what was forwarded says of which channel it was. Keys below the chat are not for channels."""
    await api.send(chat_id=channel.id, text="rain", reply_markup=MARKUP)
    at(api, channel, GRACE).tap("ok")
    api.me.forward(channel.last)
    tapped, forwarded = (read_by_library(one) for one in await api.updates())
    query, message = tapped.callback_query, forwarded.message
    assert query is not None
    assert query.message is not None
    assert (query.from_user.id, query.message.chat.type) == (GRACE, "channel")
    assert message is not None
    assert message.forward_origin is not None
    assert message.forward_origin.to_dict()["chat"]["id"] == channel.id
    with pytest.raises(ApiError, match="not in this"):
        at(api, channel, HE).tap("ok")
    at(api, channel, GRACE).leaves()
    with pytest.raises(ApiError, match="not in this"):
        at(api, channel, GRACE).tap("ok")
    for markup in ({"keyboard": [["x"]]}, {"remove_keyboard": True}):
        said = await api.send(chat_id=channel.id, reply_markup=markup)
        assert said == (400, "Bad Request: inline keyboard expected")


async def test_what_the_bot_may_ask_about_a_channel(channel: Circle, bot: Bot) -> None:
    """Its title and who runs it; it has no permissions, as nobody else writes, and no menu of commands."""
    chat = await bot.get_chat(channel.id)
    assert (chat.type, chat.title, chat.permissions) == ("channel", "社区通知", None)
    leading = {one.user.id: one for one in await bot.get_chat_administrators(channel.id)}
    assert leading.keys() == {ZHOU, 4242}
    me = leading[4242]
    assert isinstance(me, ChatMemberAdministrator)
    assert (me.can_post_messages, me.can_edit_messages) == (True, True)
    assert await bot.get_chat_member_count(channel.id) == 4
    with pytest.raises(BadRequest, match="commands in channel chats"):
        await bot.set_my_commands([("a", "d")], scope={"type": "chat", "chat_id": channel.id})  # type: ignore[arg-type]


async def test_the_bot_goes_by_itself_or_by_being_made_less(api: Api, channel: Circle) -> None:
    """A channel has no bots that are not administrators."""
    at(api, channel).demotes_bot()
    assert change_in((await api.updates())[-1]) == ("administrator", "left")
    assert await api.send(chat_id=channel.id) == (403, "Forbidden: bot is not a member of the channel chat")
    at(api, channel).adds_bot()
    assert await api("leaveChat", chat_id=channel.id) == (200, True)
    left = Update.de_json((await api.updates())[-1], None).my_chat_member
    assert left is not None
    assert left.from_user.is_bot
    assert (await api.send(chat_id=channel.id))[0] == 403


async def test_20_posts_a_minute_where_that_is_asked_for(api: Api, channel: Circle) -> None:
    """As to a group."""
    api.server.faults.group_limit = 20
    assert [(await api.send(chat_id=channel.id))[0] for _ in range(21)] == [200] * 20 + [429]
