"""A process that can be killed: its tasks and timers end, and nothing that they still try in ending has any effect, as after kill -9."""

import asyncio
from contextvars import ContextVar
from typing import Any, Protocol

LIFE: ContextVar["Mortal | None"] = ContextVar("LIFE", default=None)


class Killed(BaseException):
    """Whoever acts is dead."""


class _Timers(Protocol):
    def timers_of(self, life: object) -> list[asyncio.TimerHandle]: ...


class Mortal:
    """Whoever is created while LIFE is this belongs to it. Storage and network ask `over` before they do anything."""

    def __init__(self) -> None:
        self.over = False
        self._tasks: dict[asyncio.Task[Any], None] = {}

    def adopt(self, task: asyncio.Task[Any]) -> None:
        """A task that ends with this life."""
        self._tasks[task] = None
        task.add_done_callback(self._forget)

    def check(self) -> None:
        """Killed when it is over."""
        if self.over:
            raise Killed

    async def end(self, loop: _Timers) -> None:
        """From now on nothing of it has an effect; returns when no task and no timer is left."""
        self.over = True
        while True:
            for timer in loop.timers_of(self):
                timer.cancel()
            left = [task for task in self._tasks if not task.done()]
            if not left:
                return
            for task in left:
                task.cancel()
            await asyncio.wait(left)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._tasks.pop(task, None)
        if self.over and not task.cancelled():
            task.exception()  # asked for, so that nobody complains of what the dead leave behind
