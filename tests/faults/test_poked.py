"""Jobs that are poked: at once, one run at a time, through failures, and to be ended at any moment."""

import asyncio
from datetime import timedelta

import pytest

from bot.poked import Poked

LONG = timedelta(hours=1)


class Work:
    """A job that says when it began, and waits to be let go on."""

    def __init__(self) -> None:
        self.began, self.may_end, self.runs = asyncio.Event(), asyncio.Event(), 0

    async def run(self) -> None:
        self.runs += 1
        self.began.set()
        await self.may_end.wait()
        self.began.clear()

    async def run_badly(self) -> None:
        self.runs += 1
        self.began.set()
        raise ValueError("on purpose")


@pytest.mark.parametrize("in_the_middle", [True, False])
async def test_ended_at_any_moment(in_the_middle: bool) -> None:
    """Also while it is at work: whoever ends the process waits for it."""
    work = Work()
    if not in_the_middle:
        work.may_end.set()
    running = asyncio.create_task(Poked(work.run, LONG).run())
    await asyncio.wait_for(work.began.wait(), 5) if in_the_middle else await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait((running,), timeout=5)
    assert running.cancelled()


async def test_a_poke_while_it_works_is_not_lost() -> None:
    work = Work()
    poked = Poked(work.run, LONG)
    running = asyncio.create_task(poked.run())
    await asyncio.wait_for(work.began.wait(), 5)
    work.began.clear()
    poked.poke()
    work.may_end.set()
    await asyncio.wait_for(work.began.wait(), 5)
    assert work.runs == 2
    running.cancel()


async def test_a_failure_is_said_and_it_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()
    poked = Poked(work.run_badly, LONG)
    await poked.now()
    await poked.now()
    assert (work.runs, caplog.text.count("run_badly failed: ValueError")) == (2, 2)
