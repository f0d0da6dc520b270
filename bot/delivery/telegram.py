"""The calls themselves, through python-telegram-bot's transport."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.delivery.compose import Call
from bot.delivery.outcome import Outcome, Verdict, judge

_MOST_AT_ONCE = 32  # all lanes in flight, answers to taps, pictures


@asynccontextmanager
async def open_bot(token: str, api_url: str, proxy: str | None) -> AsyncIterator[Bot]:
    """A bot with one pool for calls and another for the long poll, so that neither waits for the other.

    It is not initialized, as that asks Telegram, who may be away.
    """
    calls = HTTPXRequest(
        connection_pool_size=_MOST_AT_ONCE, proxy=proxy, read_timeout=20, connect_timeout=10, pool_timeout=10
    )
    polls = HTTPXRequest(connection_pool_size=1, proxy=proxy, read_timeout=60, connect_timeout=10)
    base = api_url.rstrip("/")
    try:
        yield Bot(
            token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=calls, get_updates_request=polls
        )
    finally:
        await calls.shutdown()
        await polls.shutdown()


async def call(bot: Bot, method: str, params: dict[str, Any]) -> Any:
    """Calls a method; python-telegram-bot's errors, with their causes, go through."""
    return await bot.do_api_request(method, api_kwargs=params)


async def deliver(bot: Bot, wanted: Call) -> Outcome:
    """Makes the call and judges what became of it."""
    try:
        result = await call(bot, wanted.method, wanted.params)
    except TelegramError as error:
        return judge(error)
    message_id = result.get("message_id") if isinstance(result, dict) else None
    return Outcome(Verdict.SENT, message_id=message_id, form=wanted.form)
