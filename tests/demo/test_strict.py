"""The small Telegram against the sentences of the Bot API that it stands for, over a real socket. Each test says one of them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.demo.faults import Fault
from bot.demo.server import DemoServer
from tests.town import LIN, HandClock

GOOD_BUTTON = {"text": "ok", "callback_data": "x"}


class Api:
    """Calls of the Bot API as plain HTTP: (status, answer)."""

    def __init__(self, server: DemoServer, client: httpx.AsyncClient) -> None:
        self.server = server
        self._client = client

    async def __call__(self, method: str, **params: Any) -> tuple[int, Any]:
        """The HTTP status, and the result or the description of the error."""
        answer = await self._client.post(f"{self.server.url}/bot{self.server.token}/{method}", json=params)
        body = answer.json()
        return answer.status_code, body["result"] if body["ok"] else body["description"]

    async def send(self, **params: Any) -> tuple[int, Any]:
        """sendMessage to somebody who has started the bot."""
        return await self("sendMessage", **{"chat_id": LIN, "text": "hello", **params})


@pytest.fixture
def clock() -> HandClock:
    """The server's clock."""
    return HandClock()


@pytest.fixture
async def api(clock: HandClock) -> AsyncIterator[Api]:
    """A server with one person who has started the bot."""
    server = DemoServer(clock=clock)
    await server.start()
    server.person(LIN).start()
    server.world.pending.clear()
    async with httpx.AsyncClient(timeout=20) as client:
        yield Api(server, client)
    await server.stop()


async def test_a_wrong_token_is_unauthorized(api: Api) -> None:
    """401."""
    async with httpx.AsyncClient() as client:
        assert (await client.post(f"{api.server.url}/bot1:x/getMe")).status_code == 401


async def test_an_update_is_forgotten_once_a_higher_offset_is_asked_for(api: Api) -> None:
    """And comes again until then."""
    first, second = api.server.person(LIN).text("a"), api.server.person(LIN).text("b")
    for _ in range(2):
        assert [one["update_id"] for one in (await api("getUpdates"))[1]] == [first, second]
    assert [one["update_id"] for one in (await api("getUpdates", offset=first + 1))[1]] == [second]
    assert (await api("getUpdates", offset=second + 1))[1] == []


async def test_no_more_than_limit(api: Api) -> None:
    """At most 100 whatever is asked for."""
    for number in range(120):
        api.server.person(LIN).text(str(number))
    assert len((await api("getUpdates", limit=3))[1]) == 3
    assert len((await api("getUpdates", limit=1000))[1]) == 100


@pytest.mark.parametrize(
    ("tap", "after", "there"), [(False, 23.9, 1), (False, 24.1, 0), (True, 0.04, 1), (True, 0.05, 0)]
)
async def test_messages_wait_a_day_and_taps_150_seconds(
    api: Api, clock: HandClock, tap: bool, after: float, there: int
) -> None:
    """Hours: 0.04 are 144 seconds, 0.05 are 180."""
    await api.send(reply_markup={"inline_keyboard": [[GOOD_BUTTON]]})
    hands = api.server.person(LIN)
    hands.tap("ok") if tap else hands.text("a")
    clock.now += timedelta(hours=after)
    assert len((await api("getUpdates"))[1]) == there


async def test_allowed_updates_are_remembered_where_they_are_left_out(api: Api) -> None:
    """What was not allowed when it happened does not come later."""
    await api("getUpdates", allowed_updates=["callback_query"])
    await api("getUpdates")
    api.server.person(LIN).text("a")
    assert (await api("getUpdates", allowed_updates=["message"]))[1] == []
    api.server.person(LIN).text("b")
    assert len((await api("getUpdates"))[1]) == 1


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"text": "a" * 4096}, 200),
        ({"text": "a" * 4097}, 400),
        ({"text": "😀" * 2048}, 200),
        ({"text": "😀" * 2049}, 400),
        ({"text": "<b>" + "a" * 4096 + "</b>", "parse_mode": "HTML"}, 200),
        ({"text": ""}, 400),
        ({"text": "  \n"}, 400),
        ({"text": "<b></b>", "parse_mode": "HTML"}, 400),
        ({"text": "a < b", "parse_mode": "HTML"}, 400),
        ({"text": "a & b", "parse_mode": "HTML"}, 400),
        ({"text": "a &lt; b &amp; c", "parse_mode": "HTML"}, 200),
        ({"text": "<b>a", "parse_mode": "HTML"}, 400),
        ({"text": "<b>a</i>", "parse_mode": "HTML"}, 400),
        ({"text": "<p>a</p>", "parse_mode": "HTML"}, 400),
        ({"text": "a < b"}, 200),
    ],
)
async def test_text_has_1_to_4096_units_after_parsing_and_html_that_parses(api: Api, params: Any, status: int) -> None:
    """UTF-16 units; few tags; `<`, `>` and `&` escaped."""
    assert (await api.send(**params))[0] == status


@pytest.mark.parametrize(
    ("markup", "status"),
    [
        ({"inline_keyboard": [[GOOD_BUTTON]]}, 200),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "a" * 64}]]}, 200),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "a" * 65}]]}, 400),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "灾" * 21}]]}, 200),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "灾" * 22}]]}, 400),
        ({"inline_keyboard": [[{"text": "x", "callback_data": ""}]]}, 400),
        ({"inline_keyboard": [[{"text": "x"}]]}, 400),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "a", "url": "https://example.org"}]]}, 400),
        ({"inline_keyboard": [[{"text": "", "callback_data": "a"}]]}, 400),
        ({"inline_keyboard": [[{"text": "x", "request_location": True}]]}, 400),
        ({"inline_keyboard": [[GOOD_BUTTON] * 5] * 20}, 200),
        ({"inline_keyboard": [[GOOD_BUTTON] * 5] * 20 + [[GOOD_BUTTON]]}, 400),
        ({"keyboard": [[{"text": "x", "request_location": True}]]}, 200),
        ({"keyboard": [[{"text": ""}]]}, 400),
    ],
)
async def test_buttons(api: Api, markup: Any, status: int) -> None:
    """1 to 64 bytes of data, exactly one action, at most 100; a key alone may ask for the place."""
    assert (await api.send(reply_markup=markup))[0] == status


async def test_an_edit_to_the_same_content_is_an_error(api: Api) -> None:
    """400, "message is not modified"; an edit rings nobody."""
    _, sent = await api.send()
    target = {"chat_id": LIN, "message_id": sent["message_id"]}
    assert (await api("editMessageText", **target, text="other"))[0] == 200
    status, said = await api("editMessageText", **target, text="other")
    assert (status, "message is not modified" in said) == (400, True)
    assert api.server.world.events[-1]["rang"] is False


async def test_only_own_messages_can_be_edited(api: Api) -> None:
    """And only those that there are."""
    own = next(iter(api.server.person(LIN).chat.messages))
    for message_id, said in ((own, "can't be edited"), (9999, "not found")):
        status, described = await api("editMessageText", chat_id=LIN, message_id=message_id, text="x")
        assert (status, said in described) == (400, True)


@pytest.mark.parametrize(("state", "status", "words"), [("blocked", 403, "blocked"), ("gone", 403, "deactivated")])
async def test_who_cannot_be_written_to(api: Api, state: str, status: int, words: str) -> None:
    """Somebody who blocked the bot, or whose account is gone."""
    setattr(api.server.person(LIN).chat, state, True)
    answer = await api.send()
    assert (answer[0], words in answer[1]) == (status, True)


async def test_nobody_is_written_to_before_they_started_the_bot(api: Api) -> None:
    """403; and 400 where there is nobody at all."""
    assert (await api.send(chat_id=1002))[0] == 403
    assert (await api.send(chat_id=55)) == (400, "Bad Request: chat not found")


async def test_a_tap_is_answered_once_within_150_seconds(api: Api, clock: HandClock) -> None:
    """A toast of at most 200 units; "query is too old" afterwards."""
    await api.send(reply_markup={"inline_keyboard": [[GOOD_BUTTON]]})
    hands = api.server.person(LIN)
    hands.tap("ok")
    hands.tap("ok")
    first, second = ((one["callback_query"]["id"]) for one in (await api("getUpdates"))[1])
    assert (await api("answerCallbackQuery", callback_query_id=first, text="a" * 201))[0] == 400
    assert (await api("answerCallbackQuery", callback_query_id=first, text="a" * 200))[0] == 200
    assert "too old" in (await api("answerCallbackQuery", callback_query_id=first))[1]
    clock.advance(seconds=151)
    assert "too old" in (await api("answerCallbackQuery", callback_query_id=second))[1]


async def test_files_have_limits(api: Api) -> None:
    """Download up to 20 MB; the file's address holds the token; a file id can be sent again."""
    small, large = api.server.world.keep_file(b"jpeg"), api.server.world.keep_file((20 << 20) + 1)
    assert "too big" in (await api("getFile", file_id=large))[1]
    _, file = await api("getFile", file_id=small)
    async with httpx.AsyncClient() as client:
        good = await client.get(f"{api.server.url}/file/bot{api.server.token}/{file['file_path']}")
        bad = await client.get(f"{api.server.url}/file/bot1:x/{file['file_path']}")
    assert (good.content, bad.status_code) == (b"jpeg", 404)
    assert (await api("sendPhoto", chat_id=LIN, photo=small, caption="c" * 1024))[0] == 200
    assert (await api("sendPhoto", chat_id=LIN, photo=small, caption="c" * 1025))[0] == 400
    assert (await api("sendPhoto", chat_id=LIN, photo="nonsense"))[0] == 400


async def test_an_album_has_2_to_10_pictures_and_no_buttons(api: Api) -> None:
    """400 for anything else."""
    one = {"type": "photo", "media": api.server.world.keep_file(b"jpeg")}
    for count, status in ((1, 400), (2, 200), (10, 200), (11, 400)):
        assert (await api("sendMediaGroup", chat_id=LIN, media=[one] * count))[0] == status
    markup = {"inline_keyboard": [[GOOD_BUTTON]]}
    assert (await api("sendMediaGroup", chat_id=LIN, media=[one] * 2, reply_markup=markup))[0] == 400


@pytest.mark.parametrize(
    ("name", "status"), [("a_1", 200), ("a" * 32, 200), ("a" * 33, 400), ("A", 400), ("", 400), ("a-b", 400)]
)
async def test_commands_have_1_to_32_of_a_to_z_digits_and_underscore(api: Api, name: str, status: int) -> None:
    """And a description."""
    assert (await api("setMyCommands", commands=[{"command": name, "description": "d"}]))[0] == status


async def test_a_second_poller_ends_the_first_with_409(api: Api) -> None:
    """The first one's long poll is answered with the conflict."""
    first = asyncio.create_task(api("getUpdates", timeout=30))
    while not first.done():
        await api("getUpdates", timeout=0)
    assert (await first)[0] == 409


@pytest.mark.parametrize(
    ("fault", "status"),
    [(Fault.TOO_MANY, 429), (Fault.SERVER_ERROR, 500), (Fault.BLOCKED, 403), (Fault.BAD_REQUEST, 400)],
)
async def test_it_misbehaves_on_request(api: Api, fault: Fault, status: int) -> None:
    """Once, for one method; the next call goes well."""
    api.server.misbehave(fault, "sendMessage", count=1, seconds=3)
    assert (await api.send())[0] == status
    assert (await api.send())[0] == 200


async def test_a_429_says_how_long(api: Api) -> None:
    """In its parameters."""
    api.server.misbehave(Fault.TOO_MANY, count=1, seconds=7)
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{api.server.url}/bot{api.server.token}/getMe")
    assert answer.json()["parameters"] == {"retry_after": 7}


async def test_a_reply_that_is_lost(api: Api) -> None:
    """The message arrives, its sender cannot know."""
    api.server.misbehave(Fault.LOST, "sendMessage", count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await api.send(text="arrived all the same")
    assert api.server.person(LIN).last.words == "arrived all the same"


async def test_blocking_the_bot_is_an_update(api: Api) -> None:
    """my_chat_member, with kicked for blocked."""
    api.server.person(LIN).block()
    (update,) = (await api("getUpdates"))[1]
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
