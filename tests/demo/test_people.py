"""What people do with their phones, as it reaches the bot."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from telegram import MessageOriginHiddenUser, MessageOriginUser, Update

from bot.demo.attachments import Clip, Sheet
from bot.demo.errors import ApiError
from bot.demo.hands import Hands
from tests.demo.api import MARKUP, Api, read_by_library
from tests.town import HE, LIN, HandClock

ACTS: dict[str, Callable[[Hands], Any]] = {
    "start": lambda me: me.start("i_abc"),
    "text": lambda me: me.text("井盖没了"),
    "command": lambda me: me.text("/help me"),
    "photo": lambda me: me.photo("here"),
    "place": lambda me: me.place(),
    "pin": lambda me: me.place(30.6, 104.0, accuracy=None),
    "venue": lambda me: me.venue("菜市场", "一环路 1 号"),
    "live": lambda me: me.live(),
    "contact": lambda me: me.contact(),
    "sticker": lambda me: me.sticker(),
    "voice": lambda me: me.voice(),
    "video": lambda me: me.video(caption="look"),
    "document": lambda me: me.document("a.jpg", b"bytes"),
    "video note": lambda me: me.video_note(),
    "audio": lambda me: me.audio(),
    "animation": lambda me: me.animation(caption="look"),
    "card": lambda me: me.card("物业老王", "028-12345678"),
    "poll": lambda me: me.poll("?", "是", "不是"),
    "dice": lambda me: me.dice(6),
    "other": lambda me: me.other(story={"chat": {"id": LIN, "type": "private", "first_name": "林秀兰"}, "id": 1}),
    "answer": lambda me: (me.text("one"), me.text("two", reply_to=next(iter(me.chat.messages.values())))),
    "forwarded": lambda me: (me.text("one"), me.forward(next(iter(me.chat.messages.values())))),
    "forwarded from nobody": lambda me: (me.photo("one"), me.forward(list(me.chat.messages.values())[-1], hidden=True)),
    "stopped": lambda me: (me.live(), me.stop()),
    "mixed album": lambda me: me.album((None, Clip(), Clip(seconds=9)), "three"),
    "album of files": lambda me: me.album((Sheet("a.jpg", b"a"), Sheet("b.pdf", b"b", "application/pdf"))),
    "album": lambda me: me.album((None, None, None), "three"),
    "block": lambda me: me.block(),
    "unblock": lambda me: me.block(blocked=False),
    "edit": lambda me: (me.text("one"), me.edit("two")),
    "edit of a caption": lambda me: (me.photo("one"), me.edit("two")),
    "move": lambda me: (me.live(), me.move(30.7, 104.1)),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
async def test_the_library_reads_every_part_of_what_people_do(api: Api, act: Callable[[Hands], Any]) -> None:
    """python-telegram-bot finds in each update all that we put there, and where it is from."""
    act(api.me)
    for update in await api.updates():
        read = read_by_library(update)
        assert read.effective_user is not None
        assert read.effective_chat is not None
        assert (read.effective_user.id, read.effective_chat.id) == (LIN, LIN)


async def test_a_tap_shows_its_message_and_its_data(api: Api) -> None:
    """As they are then."""
    await api.tapped()
    (update,) = await api.updates()
    query = read_by_library(update).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.message.message_id) == ("x", api.me.last.message_id)


async def test_a_tap_under_a_message_that_is_gone_has_only_its_number(api: Api) -> None:
    """As when somebody taps on a phone that was offline."""
    _, sent = await api.send(reply_markup=MARKUP)
    shown = api.me.last
    await api("deleteMessage", chat_id=LIN, message_id=sent["message_id"])
    api.me.tap("ok", shown)
    query = read_by_library((await api.updates())[0]).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.message.message_id, query.message.is_accessible) == (sent["message_id"], False)
    assert not getattr(query.message, "text", None)


async def test_a_forged_tap_holds_anything(api: Api) -> None:
    """Whoever changes their client may send what no button says."""
    await api.send()
    api.me.forge("no button has this", api.me.last)
    assert [one["callback_query"]["data"] for one in await api.updates()] == ["no button has this"]


async def test_an_album_is_separate_updates_with_one_group_id(api: Api) -> None:
    """No count and no end; the first one has the caption; they may straddle two batches."""
    ids = api.me.album((None, None, None), "three")
    api.me.album()
    first, rest = await api.updates(limit=2), await api.updates(offset=ids[1] + 1)
    messages = [one["message"] for one in first + rest]
    groups = [list(group) for _, group in itertools.groupby(messages, lambda one: one["media_group_id"])]
    assert [[one.get("caption") for one in group] for group in groups] == [["three", None, None], [None, None]]
    assert len({one["message_id"] for one in messages}) == 5


async def test_several_albums_come_in_turns(api: Api) -> None:
    """As from two phones at once: photos and videos mixed, one longer than the other."""
    api.me.albums((None, Clip(), None), (Clip(), None))
    messages = [one["message"] for one in await api.updates()]
    groups = [one["media_group_id"] for one in messages]
    assert groups == [groups[0], groups[1], groups[0], groups[1], groups[0]]
    assert ["video" in one for one in messages] == [False, True, True, False, False]
    assert groups[0] != groups[1]


async def test_two_devices_are_one_person_in_one_chat(api: Api) -> None:
    """Both write, and each hears everything by itself."""
    tablet = api.me.another_device()
    api.me.text("from the phone")
    tablet.text("from the tablet")
    messages = [one["message"] for one in await api.updates()]
    assert {(one["from"]["id"], one["chat"]["id"]) for one in messages} == {(LIN, LIN)}
    assert [one["text"] for one in messages] == ["from the phone", "from the tablet"]
    await api.send(text="to both", reply_markup=MARKUP)
    heard = [await one.hears("to both") for one in (api.me, tablet)]
    assert heard[0] is heard[1]
    assert tablet.tap("ok")


async def test_a_forwarded_message_says_where_it_comes_from(api: Api, clock: HandClock) -> None:
    """Whoever said it first, and when; of some only a name is left. What is protected cannot be forwarded."""
    he = api.server.person(HE)
    he.text("井盖没了")
    said, at = list(he.chat.messages.values())[-1], clock.now
    clock.advance(minutes=5)
    api.me.forward(said)
    api.me.forward(list(api.me.chat.messages.values())[-1])
    api.me.forward(said, hidden=True)
    await api.send(protect_content=True)
    with pytest.raises(ApiError):
        api.me.forward(api.me.last)
    first, again, hidden = [Update.de_json(one, None).message for one in (await api.updates())[1:]]
    for one in (first, again):
        assert one is not None
        assert isinstance(one.forward_origin, MessageOriginUser)
        assert one.from_user is not None
        assert (one.text, one.from_user.id, one.forward_origin.sender_user.id) == ("井盖没了", LIN, HE)
        assert one.forward_origin.date == at
    assert hidden is not None
    assert isinstance(hidden.forward_origin, MessageOriginHiddenUser)
    assert hidden.forward_origin.sender_user_name == "何建国"


async def test_an_album_of_files_keeps_each_as_it_is(api: Api) -> None:
    """With its name; pictures sent so are documents."""
    api.me.album((Sheet("a.jpg", b"a"), Sheet("b.pdf", b"b", "application/pdf")))
    documents = [one["message"]["document"] for one in await api.updates()]
    assert [(one["file_name"], one["mime_type"], one["file_size"]) for one in documents] == [
        ("a.jpg", "image/jpeg", 1),
        ("b.pdf", "application/pdf", 1),
    ]


async def test_an_edit_arrives_as_edited_message(api: Api, clock: HandClock) -> None:
    """The same message with other words and a date of the edit; what was not fetched yet stays as it was."""
    api.me.text("one")
    clock.advance(minutes=1)
    api.me.edit("two")
    before, after = [Update.de_json(one, None) for one in await api.updates()]
    assert before.message is not None
    assert after.edited_message is not None
    assert (before.message.text, after.edited_message.text) == ("one", "two")
    assert before.message.message_id == after.edited_message.message_id
    assert after.edited_message.edit_date == clock.now
    assert before.message.edit_date is None


async def test_moves_of_a_live_location_arrive_as_edited_message(api: Api) -> None:
    """The same message, with a new point."""
    api.me.live(600)
    api.me.text("in between")
    api.me.move(30.7, 104.1)
    first, _, moved = await api.updates()
    assert first["message"]["location"]["live_period"] == moved["edited_message"]["location"]["live_period"] == 600
    assert first["message"]["location"]["latitude"] == api.me.chat.actor.latitude
    assert (moved["edited_message"]["location"]["latitude"], moved["edited_message"]["message_id"]) == (
        30.7,
        first["message"]["message_id"],
    )


async def test_sharing_ends_by_an_edit_without_a_period(api: Api) -> None:
    """Afterwards it does not move any more."""
    api.me.live(600)
    api.me.move(30.7, 104.1)
    api.me.stop()
    places = [next(iter(one.values()))["location"] for one in map(_without_id, await api.updates())]
    assert [one.get("live_period") for one in places] == [600, 600, None]
    assert places[2]["latitude"] == 30.7
    with pytest.raises(ApiError):
        api.me.move(30.7, 104.2)


def _without_id(update: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in update.items() if name != "update_id"}


def test_only_what_is_shared_can_move(api: Api) -> None:
    """A place that was sent once stays."""
    api.me.place()
    with pytest.raises(ApiError):
        api.me.move(30.7, 104.1)


async def test_a_phone_measures_and_a_pin_does_not(api: Api) -> None:
    """Only a measured place has an accuracy; a pin can be put anywhere."""
    api.me.place()
    api.me.place(31.0, 103.0, accuracy=None)
    phone, pin = [one["message"]["location"] for one in await api.updates()]
    assert phone["horizontal_accuracy"] == 12.0
    assert pin == {"latitude": 31.0, "longitude": 103.0}


async def test_a_venue_is_a_location_too(api: Api) -> None:
    """With a name and an address."""
    api.me.venue("菜市场", "一环路 1 号", 30.6, 104.0)
    (update,) = await api.updates()
    message = update["message"]
    assert message["venue"] == {"title": "菜市场", "address": "一环路 1 号", "location": message["location"]}


async def test_a_key_asks_for_the_place_or_sends_its_words(api: Api) -> None:
    """Phones share the place; one client sends the key's text instead."""
    keys = [[{"text": "share place", "request_location": True}, "other"]]
    await api.send(reply_markup={"keyboard": keys})
    api.me.press("share")
    api.me.text("share place")
    api.me.press("other")
    kinds = [one["message"].get("text") or sorted(one["message"]["location"]) for one in await api.updates()]
    assert kinds == [["horizontal_accuracy", "latitude", "longitude"], "share place", "other"]


async def test_a_contact_may_be_somebody_elses(api: Api) -> None:
    """Only the user id tells; the key that asks for the number sends one's own."""
    await api.send(reply_markup={"keyboard": [[{"text": "my number", "request_contact": True}]]})
    api.me.press("number")
    api.me.contact(api.server.person(HE).chat)
    assert [one["message"]["contact"]["user_id"] for one in await api.updates()] == [LIN, HE]


async def test_a_link_carries_up_to_64_safe_characters(api: Api) -> None:
    """Anyone may type anything behind /start, but a link does not carry it."""
    api.me.start("aZ0_-" + "a" * 59)
    for payload in ("a" * 65, "a b", "哨", "a=b"):
        with pytest.raises(ApiError):
            api.me.start(payload)
    api.me.text("/start a=b")
    assert [one["message"]["text"] for one in await api.updates()] == ["/start aZ0_-" + "a" * 59, "/start a=b"]


async def test_blocking_and_coming_back_are_updates(api: Api) -> None:
    """my_chat_member says kicked and member; in between neither writes to the other."""
    api.me.block()
    with pytest.raises(ApiError):
        api.me.text("a")
    assert (await api.send())[0] == 403
    api.me.block(blocked=False)
    assert (await api.send())[0] == 200
    changes = [one["my_chat_member"] for one in await api.updates()]
    statuses = [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in changes]
    assert statuses == [("member", "kicked"), ("kicked", "member")]


@pytest.mark.parametrize("label", ["nothing like it", "https"])
async def test_only_what_is_there_can_be_tapped_or_pressed(api: Api, label: str) -> None:
    """A button that opens a page makes no update."""
    await api.send(reply_markup={"inline_keyboard": [[{"text": "https", "url": "https://example.org"}]]})
    with pytest.raises(ApiError):
        api.me.tap(label)
    with pytest.raises(ApiError):
        api.me.press(label)


async def test_hearing_takes_messages_in_their_order(api: Api) -> None:
    """Each once; what was passed over is not heard later."""
    for words in ("one", "two", "two again"):
        await api.send(text=words)
    assert (await api.me.hears("two")).words == "two"
    assert (await api.me.hears("two")).words == "two again"
    with pytest.raises(AssertionError, match="did not hear 'one'"):
        await api.me.hears("one", 0.01)
