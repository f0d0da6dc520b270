"""Periodic work after a restart."""

import asyncio
from datetime import timedelta

from bot.housekeeping import start_clock


async def test_what_is_due_is_done_at_once() -> None:
    """Not only when its interval is over: a process that dies more often than that would never get to it. Failing does not end it."""
    done = asyncio.Event()

    async def failing() -> None:
        raise RuntimeError

    async def due() -> None:
        done.set()

    scheduler = start_clock({failing: timedelta(hours=1), due: timedelta(hours=1)})
    try:
        async with asyncio.timeout(15):
            await done.wait()
    finally:
        scheduler.shutdown(wait=False)
