"""Time that jumps, and processes that end as by kill -9."""

import asyncio
import contextlib
import contextvars
import time
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest

from tests.simulation.loop import Stuck, VirtualLoop
from tests.simulation.mortal import LIFE, Killed, Mortal


@contextlib.contextmanager
def virtual() -> Iterator[VirtualLoop]:
    """A loop of one test."""
    loop = VirtualLoop()
    try:
        yield loop
    finally:
        loop.close()


def test_days_take_no_time_and_timers_keep_their_order() -> None:
    rung: list[str] = []

    async def sleeper(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        rung.append(name)

    async def all_of_them() -> None:
        await asyncio.gather(sleeper("third", 86_400.0), sleeper("first", 1.0), sleeper("second", 3_600.0))

    began = time.perf_counter()
    with virtual() as loop:
        loop.run_until_complete(all_of_them())
        assert loop.time() == pytest.approx(86_400.0)
    assert rung == ["first", "second", "third"]
    assert time.perf_counter() - began < 5.0


def test_waiting_for_what_never_comes_is_said() -> None:
    with virtual() as loop, pytest.raises(Stuck):
        loop.run_until_complete(asyncio.Event().wait())


def test_threads_work_is_done_in_its_turn() -> None:
    async def asked() -> int:
        return await asyncio.to_thread(sum, (1, 2))

    with virtual() as loop:
        assert loop.run_until_complete(asked()) == 3


def test_nothing_of_the_dead_goes_on() -> None:
    done: list[str] = []
    life = Mortal()

    async def stubborn() -> None:
        asyncio.get_running_loop().call_later(5.0, done.append, "timer")
        try:
            await asyncio.sleep(10.0)
        finally:
            life.check()
            done.append("clean-up")

    async def dying() -> None:
        child = asyncio.create_task(stubborn())
        with contextlib.suppress(asyncio.CancelledError):
            await child
        await asyncio.to_thread(done.append, "work")

    def living(work: Coroutine[Any, Any, None], loop: VirtualLoop) -> asyncio.Task[None]:
        context = contextvars.copy_context()
        context.run(LIFE.set, life)
        task: asyncio.Task[None] = loop.create_task(work, context=context)
        return task

    async def story(loop: VirtualLoop) -> None:
        task = living(dying(), loop)
        await asyncio.sleep(1.0)
        await life.end(loop)
        await asyncio.sleep(60.0)
        with pytest.raises(Killed):
            task.result()

    with virtual() as loop:
        loop.run_until_complete(story(loop))
    assert done == []
