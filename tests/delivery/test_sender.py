"""The sender over a real socket: what is sent, in which order, and what becomes of it when Telegram says no."""

from pathlib import Path

import pytest

from bot.delivery.rates import Rates
from bot.demo.faults import Fault
from bot.demo.pictures import picture
from handlers.messages import Message, Point, Upload, text
from storage.engine import Database
from storage.outbox import Lane, Worth
from storage.recipient import Recipient
from tests.delivery.parts import FIRST, Post, post_office, words

MARK = "you may have had this already"
FILE_ID = "AgACAgUAAxkBAAI00000001"


def said(post: Post, number: int = 0) -> list[str]:
    """What the so-manieth person reads."""
    return [shown.words for shown in post.got(number)]


async def test_life_safety_goes_past_a_full_outbox(database: Database, tmp_path: Path) -> None:
    """Where the second is full, those that may go next are not those that have waited longest: 28 may be in flight together."""
    async with post_office(tmp_path, database, Rates(bulk_reserve=0)) as post:
        await post.meet(100)
        for lane in (Lane.BULK, Lane.NOTICES, Lane.ANSWERS):
            await post.owe(Message(text=text("named", name=lane.name)), post.people[:90], lane=lane)
        await post.start()
        await post.comes(30)
        await post.owe(Message(text=text("named", name="LIFE")), post.people[90:94], lane=Lane.LIFE_SAFETY)
        await post.comes(58)
        await post.stop()
    assert [one.words for one in post.came()[30:58]].count("LIFE") == 4


async def test_one_person_s_messages_keep_their_order(post: Post) -> None:
    await post.meet(1)
    for number in range(5):
        await post.owe(words(number))
    await post.start()
    await post.drained()
    assert said(post) == [f"message-{number}" for number in range(5)]


async def test_a_slow_lane_holds_no_other(post: Post) -> None:
    """Eight of bulk hang; no more of it starts, and an answer to one of those very people goes through at once."""
    await post.meet(12)
    post.server.misbehave(Fault.SLOW, "sendMessage", count=8, seconds=0.7)
    await post.owe(words(0), lane=Lane.BULK)
    await post.start()
    await post.comes(8)
    await post.owe(words(1), [post.people[0]], lane=Lane.ANSWERS)
    await post.until(lambda: said(post) == ["message-1"], timeout=0.5)
    assert len(post.came()) == 9, "more of bulk in flight than eight"
    await post.drained()
    assert post.states() == {"sent": 13}
    assert said(post) == ["message-1", "message-0"]


@pytest.mark.parametrize(
    ("message", "marked"),
    [
        (Message(text=text("named", name="words")), True),
        (Message(text=text("named", name="words"), photos=(FILE_ID,)), True),
        (Message(photos=(FILE_ID, FILE_ID)), True),
        (Message(text=text("named", name="words"), edits="slot"), False),
    ],
    ids=["text", "caption", "album", "edit"],
)
async def test_what_may_have_arrived_is_repeated_and_marked(post: Post, message: Message, marked: bool) -> None:
    """But an edit needs no mark: doing it twice changes nothing."""
    await post.meet(1)
    post.server.world.files[FILE_ID] = b"a picture"
    await post.owe(Message(text=text("named", name="before")), slot="card")
    await post.start()
    await post.drained()
    post.server.misbehave(Fault.LOST, count=1)
    await post.owe(message, slot="card")
    await post.drained()
    assert post.rows("SELECT state, repeat FROM outbox ORDER BY id")[-1] == ("sent", 1)
    assert [MARK in one for one in said(post)].count(True) == int(marked)
    assert not post.rows("SELECT 1 FROM outbox WHERE payload IS NOT NULL"), "what was said is erased"


async def test_at_most_once_is_listed_as_unknown(post: Post) -> None:
    await post.meet(2)
    post.server.misbehave(Fault.LOST, chat=FIRST)
    await post.owe(words(0), worth=Worth.ONCE)
    await post.start()
    await post.drained()
    assert post.states() == {"sent": 1, "unknown": 1}
    assert (said(post, 0), said(post, 1)) == (["message-0"], ["message-0"])


async def test_markup_that_telegram_cannot_read_goes_as_plain_text(post: Post) -> None:
    """Once more, and as a call of its own."""
    await post.meet(1)
    post.server.misbehave(Fault.BAD_REQUEST, count=1)
    await post.owe(Message(text=text("card-head-ordinary", code="<H&>", kind="x")))
    await post.start()
    await post.drained()
    assert said(post) == ["<H&> · x"]
    assert [one.params.get("parse_mode") for one in post.came()] == ["HTML", None]


async def test_a_vanished_message_is_sent_anew_and_found_again(post: Post) -> None:
    """The next edit changes the new one."""
    await post.meet(1)
    await post.owe(words(0), slot="card")
    await post.start()
    await post.drained()
    post.server.person(FIRST).chat.messages.clear()
    for number in (1, 2):
        await post.owe(words(number).model_copy(update={"edits": "slot"}), slot="card")
        await post.drained()
    assert said(post) == ["message-2"]
    assert [one.method for one in post.came()] == ["sendMessage", "editMessageText", "sendMessage", "editMessageText"]


async def test_an_edit_that_changes_nothing_is_fine(post: Post) -> None:
    await post.meet(1)
    await post.owe(words(0), slot="card")
    await post.owe(words(0).model_copy(update={"edits": "slot"}), slot="card")
    await post.start()
    await post.drained()
    assert post.states() == {"sent": 2}
    assert len(post.came()) == 2


async def test_words_go_without_a_picture_that_telegram_has_lost(post: Post) -> None:
    await post.meet(1)
    await post.owe(Message(text=text("named", name="words"), photos=("gone",)))
    await post.start()
    await post.drained()
    assert said(post) == ["words"]
    assert [one.method for one in post.came()] == ["sendPhoto", "sendMessage"]


async def test_a_place_is_a_pin(post: Post) -> None:
    await post.meet(1)
    await post.owe(Message(point=Point(latitude=30.5, longitude=104.25)), worth=Worth.ONCE)
    await post.start()
    await post.drained()
    assert post.got()[0].location == (30.5, 104.25)


@pytest.mark.parametrize("why", ["blocked", "gone", "unknown"])
async def test_who_cannot_be_reached_is_not_tried_again(post: Post, why: str) -> None:
    """Until they write: that clears it, and answers go out again."""
    await post.meet(1)
    phone = post.server.world.phones.pop(FIRST) if why == "unknown" else post.server.world.phones[FIRST]
    phone.blocked, phone.gone = why == "blocked", why == "gone"
    await post.start()
    for number in range(3):
        await post.owe(words(number))
        await post.drained()
    assert post.states() == {"blocked": 3}
    assert len(post.came()) == 1, "asked again"
    post.server.world.phones[FIRST] = phone
    phone.blocked = phone.gone = False
    async with post.database.write() as store:
        await store.people.set_unreachable(post.people[0], None)
    await post.owe(words(9))
    await post.drained()
    assert said(post) == ["message-9"]


async def test_a_row_that_cannot_be_opened_stalls_nobody(post: Post) -> None:
    """Nor one that no longer is a message, nor an address sealed with another key; each is written down as failed."""
    await post.meet(4)
    for number in range(4):
        await post.owe(words(number), [post.people[number]])
    async with post.database.write() as store:
        seal = store.outbox._seal
        broken = [("outbox", "payload", 0, b"\x01broken"), ("outbox", "payload", 1, seal.seal_text("message", "[1]"))]
        for table, column, number, value in [*broken, ("people", "telegram_id", 2, b"\x01broken")]:
            person = post.people[number]
            key = ("chat", Recipient(person_id=person).chat(seal)) if table == "outbox" else ("id", person)
            query = f"UPDATE {table} SET {column} = :value WHERE {key[0]} = :key"
            await store._conn.fetch(query, {"value": value, "key": key[1]})
    await post.start()
    await post.drained()
    assert post.states() == {"failed": 3, "sent": 1}
    assert said(post, 3) == ["message-3"]


async def test_stopping_finishes_what_is_in_flight_and_leaves_the_rest(post: Post) -> None:
    """Nothing is started any more; what was started is written down; nothing is a repeat afterwards."""
    await post.meet(30)
    post.server.misbehave(Fault.SLOW, "sendMessage", seconds=0.3)
    await post.owe(words(0))
    await post.start()
    await post.comes(8)
    await post.stop()
    assert post.states() == {"sent": 8, "waiting": 22}
    post.server.faults.rules.clear()
    await post.start()
    await post.drained()
    assert [said(post, number) for number in range(30)] == [["message-0"]] * 30


async def test_uploads(post: Post) -> None:
    """Our own copies go as files; what is gone is left out, and the words go all the same."""
    await post.meet(1)
    content = picture(1)
    (post.folder / "a").write_bytes(content)
    (post.folder / "b").write_bytes(b"PK")
    photo, document, gone = (Upload(path=path, name=f"{path}.x", as_document=path == "b") for path in "abc")
    title = text("named", name="title")
    await post.owe(Message(text=title, uploads=(photo,)))
    await post.owe(Message(text=title, uploads=(document,)))
    await post.owe(Message(text=title, uploads=(gone,)))
    await post.owe(Message(uploads=(photo, photo)))
    await post.start()
    await post.drained()
    assert [one.method for one in post.server.arrivals] == [
        "sendPhoto",
        "sendDocument",
        "sendMessage",
        "sendMediaGroup",
    ]
    assert said(post) == ["title", "title", "title", "", ""]
    assert post.states() == {"sent": 4}
