"""Bad days: what the small Telegram does wrong when it is told to, and what the library makes of it."""

import asyncio
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.delivery.telegram import call
from bot.demo.faults import Fault
from bot.demo.server import DemoServer
from tests.demo.api import Api
from tests.town import HE, LIN

METHODS = (
    "getMe", "getUpdates", "sendMessage", "sendPhoto", "sendMediaGroup", "sendLocation", "editMessageText",
    "answerCallbackQuery", "getFile", "setMyCommands", "deleteMessage", "copyMessage", "pinChatMessage",
)  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
async def test_429_may_hit_any_method_and_says_how_long(api: Api, bot: Bot, method: str) -> None:
    """It does not say which limit was hit."""
    api.server.misbehave(Fault.TOO_MANY, count=1, seconds=7)
    with pytest.raises(RetryAfter) as caught:
        await call(bot, method, {"chat_id": LIN, "text": "a"})
    assert caught.value.retry_after == 7
    assert api.world.calls[-1].outcome == "429"


@pytest.mark.parametrize(
    ("fault", "error", "cause", "done"),
    [
        (Fault.SERVER_ERROR, NetworkError, None, False),
        (Fault.BLOCKED, Forbidden, None, False),
        (Fault.BAD_REQUEST, BadRequest, None, False),
        (Fault.CUT, NetworkError, httpx.RemoteProtocolError, False),
        (Fault.LOST, NetworkError, httpx.RemoteProtocolError, True),
    ],
)
async def test_what_an_error_means_is_in_its_cause(
    api: Api, bot: Bot, fault: Fault, error: type[TelegramError], cause: type[Exception] | None, done: bool
) -> None:
    """A cut reply looks the same whether the message was sent or not. The next call goes well."""
    api.server.misbehave(fault, "sendMessage", count=1)
    with pytest.raises(error) as caught:
        await bot.send_message(LIN, "once")
    assert type(caught.value) is error
    assert (caught.value.__cause__ is None) if cause is None else isinstance(caught.value.__cause__, cause)
    assert len(api.me.from_bot) == done
    await bot.send_message(LIN, "twice")
    assert api.me.last.words == "twice"


@pytest.mark.parametrize(("fault", "done"), [(Fault.HANG, False), (Fault.SLOW, True)])
async def test_who_does_not_wait_cannot_know(api: Api, bot: Bot, fault: Fault, done: bool) -> None:
    """A slow call is done in the end, one that hangs never is; both are read time-outs."""
    api.server.misbehave(fault, "sendMessage", count=1, seconds=0.2)
    with pytest.raises(TimedOut) as caught:
        await bot.send_message(LIN, "late", read_timeout=0.05)
    assert isinstance(caught.value.__cause__, httpx.ReadTimeout)
    assert api.me.from_bot == []
    await api.world.until(lambda: api.me.from_bot or any(one.outcome == "cut" for one in api.world.calls), 5)
    assert len(api.me.from_bot) == done


async def test_a_server_that_is_away_was_told_nothing(api: Api, bot: Bot) -> None:
    """A connection refused: not sent."""
    await api.server.stop()
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(LIN, "a")
    assert isinstance(caught.value.__cause__, httpx.ConnectError)


async def test_a_rule_may_be_for_one_chat_a_share_and_a_number_of_calls(api: Api) -> None:
    """Those that it does not fit go well."""
    api.server.person(HE).start()
    api.server.misbehave(Fault.SERVER_ERROR, "sendMessage", chat=HE)
    api.server.misbehave(Fault.BAD_REQUEST, "sendMessage", chat=LIN, share=0.5, count=20)
    assert [(await api.send(chat_id=HE))[0] for _ in range(3)] == [500] * 3
    statuses = [(await api.send())[0] for _ in range(80)]
    assert statuses.count(400) == 20
    assert statuses[:20].count(200) > 3
    assert (await api("getMe"))[0] == 200


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/bot1:x/getMe", (401, "Unauthorized")),
        ("/bot{token}/noSuchMethod", (404, "Not Found: method not found")),
        ("/bot{token}/GETME", (200, None)),
    ],
)
async def test_tokens_and_methods(api: Api, path: str, answer: tuple[int, str | None]) -> None:
    """Methods are known in any case, of letters that is; of tokens there is one."""
    got = await api.client.get(path.format(token=api.server.token))
    assert (got.status_code, got.json().get("description")) == answer


@pytest.mark.parametrize(
    "sent",
    [
        {"params": {"chat_id": LIN, "text": "12"}},
        {"json": {"chat_id": LIN, "text": "12"}},
        {"data": {"chat_id": LIN, "text": "12"}},
        {"data": {"chat_id": LIN, "text": "12"}, "files": {"more": b"bytes"}},
    ],
    ids=["query", "json", "form", "multipart"],
)
async def test_parameters_come_in_four_ways(api: Api, sent: dict[str, Any]) -> None:
    """Words stay words, even where they look like numbers."""
    answer = await api.client.post(f"/bot{api.server.token}/sendMessage", **sent)
    assert answer.json()["result"]["text"] == "12"


@pytest.mark.parametrize("body", [b"{", b"[1]", b"3", b"\xff"])
async def test_a_body_that_is_no_object(api: Api, body: bytes) -> None:
    """400."""
    headers = {"content-type": "application/json"}
    answer = await api.client.post(f"/bot{api.server.token}/sendMessage", content=body, headers=headers)
    assert answer.json() == {"ok": False, "error_code": 400, "description": "Bad Request: can't parse JSON object"}


async def test_two_servers_stand_beside_each_other() -> None:
    """Each with a token and a port of its own."""
    first, second = DemoServer(), DemoServer()
    await asyncio.gather(first.start(), second.start())
    assert (first.token, first.url) != (second.token, second.url)
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{first.url}/bot{second.token}/getMe")).status_code == 401
    await asyncio.gather(first.stop(), second.stop())
