"""A loop whose time jumps: where nothing is ready it goes on to the next timer at once. No thread and no socket belongs to it."""

import asyncio
import selectors
from collections.abc import Callable
from contextvars import Context
from typing import Any

from tests.simulation.mortal import LIFE, Killed


class Stuck(Exception):
    """Everything waits for something that will never come."""


class _Jump(selectors.SelectSelector):
    """Waits by saying that the time is over."""

    def __init__(self, passed: Callable[[float], None]) -> None:
        super().__init__()
        self._passed = passed

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Nothing ever comes from outside."""
        if timeout is None:
            raise Stuck("nothing is ready, and no timer runs")
        if timeout:
            self._passed(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """time() begins at 0; what is meant for a thread is done at once, in its turn."""

    def __init__(self) -> None:
        self._now = 0.0
        super().__init__(_Jump(self._pass))

    def time(self) -> float:
        """Virtual seconds."""
        return self._now

    def create_task(self, coro: Any, *, name: object = None, context: Context | None = None) -> Any:
        """A task of whoever lives in its context, with whom it ends."""
        task = super().create_task(coro, name=name, context=context)
        life = LIFE.get() if context is None else context.get(LIFE)
        if life is not None:
            life.adopt(task)
        return task

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:  # type: ignore[override]
        """Done when this returns; nothing is done for the dead."""
        future = self.create_future()
        life = LIFE.get()
        if life is not None and life.over:
            future.set_exception(Killed())
            return future
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - it is the caller's, as a thread's would be
            future.set_exception(error)
        return future

    def _write_to_self(self) -> None:
        """There is no thread that would have to wake it."""

    def timers_of(self, life: object) -> list[asyncio.TimerHandle]:
        """Every timer that somebody's tasks have set."""
        scheduled: list[asyncio.TimerHandle] = self._scheduled  # type: ignore[attr-defined]
        return [one for one in scheduled if one._context.get(LIFE) is life]  # type: ignore[attr-defined]

    def _pass(self, seconds: float) -> None:
        self._now += seconds
