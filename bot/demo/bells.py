"""Waiting for something to become true without asking again and again: whoever changes something rings a bell."""

import asyncio
from collections.abc import Callable
from typing import Any

UPDATES = 0  # the bell of the pollers, and of whoever waits for an update to be confirmed
CALLS = -1  # rung when a call has been answered; every other bell has the id of a chat


class Bells:
    """One bell a chat, rung by what happens there, so that a thousand people who wait do not all wake for one message."""

    def __init__(self) -> None:
        self._bells: dict[int | None, asyncio.Event] = {}

    def changed(self, about: int | None = None) -> None:
        """Wakes who waits for this chat and who waits for anything; without a chat, everyone."""
        for bell in (about, None) if about is not None else tuple(self._bells):
            rung = self._bells.pop(bell, None)
            if rung is not None:
                rung.set()

    async def until(self, true: Callable[[], Any], timeout: float = 15.0, about: int | None = None) -> Any:
        """The first true value of a function that is asked again at every change, or only at changes in one chat.

        TimeoutError after `timeout` seconds.
        """
        async with asyncio.timeout(timeout):
            while not (value := true()):
                await self._bells.setdefault(about, asyncio.Event()).wait()
            return value
