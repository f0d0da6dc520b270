"""What a process and its children use while something is measured."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psutil

_EVERY_SECONDS = 0.1


@dataclass
class Usage:
    """Filled when the block ends: seconds on the clock, seconds of CPU (user and system), the most memory in bytes that a sample saw."""

    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0


@asynccontextmanager
async def metered(pid: int) -> AsyncIterator[Usage]:
    """Measures a process from the block's beginning to its end."""
    process = psutil.Process(pid)
    usage = Usage()
    sampling = asyncio.create_task(_sample(process, usage))
    cpu, started = _cpu(process), time.monotonic()
    yield usage
    usage.seconds, usage.cpu = time.monotonic() - started, _cpu(process) - cpu
    sampling.cancel()
    usage.memory = max(usage.memory, _memory(process))


async def _sample(process: psutil.Process, usage: Usage) -> None:
    while True:
        usage.memory = max(usage.memory, _memory(process))
        await asyncio.sleep(_EVERY_SECONDS)


def _cpu(process: psutil.Process) -> float:
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return float(sum(one.user + one.system for one in times))


def _memory(process: psutil.Process) -> int:
    return sum(int(one.memory_info().rss) for one in (process, *process.children(recursive=True)))
