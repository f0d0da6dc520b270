"""How much memory another process takes, with those that it started."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import psutil

_EVERY = 0.1


@dataclass
class Memory:
    """In bytes, of RAM; `most` since it is watched."""

    first: int
    most: int


@asynccontextmanager
async def watched_memory(pid: int) -> AsyncIterator[Memory]:
    """Watches as long as the block runs."""
    process = psutil.Process(pid)
    memory = Memory(_now(process), 0)

    async def watch() -> None:
        while True:
            memory.most = max(memory.most, _now(process))
            await asyncio.sleep(_EVERY)

    watching = asyncio.create_task(watch())
    try:
        yield memory
    finally:
        watching.cancel()
        memory.most = max(memory.most, _now(process))


def _now(process: psutil.Process) -> int:
    taken = 0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # a worker may end at any moment
            taken += one.memory_info().rss
    return taken
