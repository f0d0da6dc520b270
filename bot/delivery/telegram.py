"""The calls themselves, through python-telegram-bot's transport."""

import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.delivery.compose import Call
from bot.delivery.outcome import Outcome, Verdict, judge
from bot.delivery.transport import Transport

POLL_SECONDS = 20
_POLL_PATIENCE = POLL_SECONDS + 5  # a poll that Telegram has forgotten is given up, and the next one comes, within 30 s
_REPLY_SECONDS = 20.0
_CONNECT_SECONDS = 10.0
_CONNECTIONS = 100  # a cap above every lane in flight, the answers to taps and the pictures together, so that none waits for another
_KNOWN = (400, 401, 403, 404, 409, 429)


class _Request(BaseRequest):
    """Without httpx's client, of which nothing is needed but the time it takes. The causes of errors are httpx's; their words hold no
    address, as that holds the token."""

    def __init__(self, transport: httpx.AsyncBaseTransport, read_seconds: float) -> None:
        self._transport = transport
        self._read_seconds = read_seconds

    @property
    def read_timeout(self) -> float:
        """Seconds, where a call does not say."""
        return self._read_seconds

    async def initialize(self) -> None:
        """It is."""

    async def shutdown(self) -> None:
        """Ends every connection."""
        await self._transport.aclose()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **more: Any
    ) -> tuple[int, bytes]:
        """(status, body). python-telegram-bot takes a 4xx that it does not know, such as 413, for trouble of the network; it is a refusal
        all the same."""
        wanted = more.get("read_timeout")
        read = wanted if isinstance(wanted, int | float) else self._read_seconds
        try:
            response = await self._transport.handle_async_request(_request(url, method, request_data, read))
            body = await _read(response)
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise NetworkError(type(error).__name__) from error
        refused = 400 <= response.status_code < 500 and response.status_code not in _KNOWN  # noqa: PLR2004 - HTTP's own numbers
        return (400 if refused else response.status_code), body


def _request(url: str, method: str, data: RequestData | None, read: float) -> httpx.Request:
    timeout = {"connect": _CONNECT_SECONDS, "pool": _CONNECT_SECONDS, "read": read}
    fields, files = (data.json_parameters, data.multipart_data) if data is not None else (None, None)
    return httpx.Request(method, url, data=fields, files=files or None, extensions={"timeout": timeout})


async def _read(response: httpx.Response) -> bytes:
    try:
        return await response.aread()
    finally:
        await response.aclose()


@asynccontextmanager
async def open_bot(
    token: str, api_url: str, proxy: str | None, transport: httpx.AsyncBaseTransport | None = None
) -> AsyncIterator[Bot]:
    """A bot with one pool for calls and another for the long poll, so that neither waits for the other.

    It is not initialized, as that asks Telegram, who may be away. `transport` stands for the network where there is none.
    """
    # python-telegram-bot advises against raw calls of methods it wraps (raw JSON is what we want), and announces that retry_after will
    # become a timedelta (it may be either, here).
    warnings.filterwarnings("ignore", message="Please use 'Bot\\.")
    warnings.filterwarnings(
        "ignore", message="Deprecated since version v22.2: In a future major version attribute `retry_after`"
    )
    calls = _Request(transport or Transport(proxy, connections=_CONNECTIONS), _REPLY_SECONDS)
    polls = _Request(transport or Transport(proxy, connections=1), _POLL_PATIENCE)
    base = api_url.rstrip("/")
    try:
        yield Bot(
            token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=calls, get_updates_request=polls
        )
    finally:
        await calls.shutdown()
        await polls.shutdown()


def bot_name(bot: Bot) -> str | None:
    """Its user name, once Telegram has said it (see commands.py); a link to it can wait, a message must not."""
    try:
        return bot.username
    except RuntimeError:
        return None


async def call(bot: Bot, method: str, params: dict[str, Any]) -> Any:
    """Calls a method; python-telegram-bot's errors, with their causes, go through."""
    return await bot.do_api_request(method, api_kwargs=params)


async def deliver(bot: Bot, wanted: Call) -> Outcome:
    """Makes the call and judges what became of it."""
    try:
        result = await call(bot, wanted.method, wanted.params)
    except Exception as error:  # noqa: BLE001 - the transport has errors of its own beside Telegram's
        return judge(error)
    message_id = result.get("message_id") if isinstance(result, dict) else None
    return Outcome(Verdict.SENT, message_id=message_id, form=wanted.form)
