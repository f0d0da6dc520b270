"""Answers to taps, the one thing that is sent directly: a tap waits for its answer, and Telegram forgets it soon."""

import asyncio
import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.telegram import call

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 1.0
_LIFE_SECONDS = 150.0  # after which Telegram has forgotten a tap
_TOAST_UNITS = 200


class Taps:
    """arrived() when a tap is in the inbox, outcome() when it was handled; after a second without one it is answered empty.

    A tap that the last process took in, and this one handles, has only an outcome.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._given_up: set[str] = set()
        self._answers: set[asyncio.Task[None]] = set()

    def arrived(self, query_id: str) -> None:
        """Starts the second of patience; Telegram may tell of a tap twice."""
        if query_id in self._waiting:
            return
        loop = asyncio.get_running_loop()
        self._waiting[query_id] = loop.call_later(_PATIENCE_SECONDS, self._give_up, query_id)

    def outcome(self, query_id: str, toast: str | None) -> None:
        """Answers, unless that was done for want of an outcome."""
        timer = self._waiting.pop(query_id, None)
        if timer is not None:
            timer.cancel()
        if query_id not in self._given_up:
            self._answer(query_id, toast)

    async def finish(self) -> None:
        """Waits for the answers under way."""
        for query_id in tuple(self._waiting):
            self.outcome(query_id, None)
        if self._answers:
            await asyncio.wait(self._answers)

    def _give_up(self, query_id: str) -> None:
        del self._waiting[query_id]
        self._given_up.add(query_id)
        asyncio.get_running_loop().call_later(_LIFE_SECONDS, self._given_up.discard, query_id)
        self._answer(query_id, None)

    def _answer(self, query_id: str, toast: str | None) -> None:
        params = {"callback_query_id": query_id} | ({"text": toast[:_TOAST_UNITS]} if toast else {})
        task = asyncio.create_task(self._send(params))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _send(self, params: dict[str, str]) -> None:
        try:
            await call(self._bot, "answerCallbackQuery", params)
        except TelegramError as error:
            # "Query is too old" after an outage, or no network: the outcome is in the chat all the same.
            _log.info("a tap could not be answered: %s", type(error).__name__)
