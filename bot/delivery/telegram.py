"""The calls themselves, through python-telegram-bot's transport."""

import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.delivery.compose import Call
from bot.delivery.outcome import Outcome, Verdict, judge

POLL_SECONDS = 20
_POLL_PATIENCE = POLL_SECONDS + 5  # a poll that Telegram has forgotten is given up, and the next one comes, within 30 s
_CONNECTIONS = 100  # a cap above every lane in flight, the answers to taps and the pictures together, so that none waits for another
_KNOWN = (400, 401, 403, 404, 409, 429)


class _Request(HTTPXRequest):
    """python-telegram-bot takes a 4xx that it does not know, such as 413, for trouble of the network; it is a refusal all the same."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """(status, body)."""
        status, body = await super().do_request(*args, **kwargs)
        refused = 400 <= status < 500 and status not in _KNOWN  # noqa: PLR2004 - HTTP's own numbers
        return (400 if refused else status), body


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
    instead = None if transport is None else {"transport": transport}
    calls = _Request(
        connection_pool_size=_CONNECTIONS,
        proxy=proxy,
        read_timeout=20,
        connect_timeout=10,
        pool_timeout=10,
        httpx_kwargs=instead,
    )
    polls = _Request(
        connection_pool_size=1,
        proxy=proxy,
        read_timeout=_POLL_PATIENCE,
        connect_timeout=10,
        httpx_kwargs=instead,
    )
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
