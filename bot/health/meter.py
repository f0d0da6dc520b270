"""What is counted while the bot works. Cheap, and nothing of anybody: labels are kinds, lanes and outcomes."""

import asyncio
import platform
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from time import perf_counter
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from bot.delivery.outcome import Verdict
from storage.outbox import Lane

_HANDLED = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)  # seconds
_LAG = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)
_LAG_EVERY = 0.5
_KINDS = ("message", "edited_message", "callback_query", "my_chat_member")


class Meter:
    """One registry of its own, so that two bots of one process do not count together. `commands` are those that there are."""

    def __init__(self, commands: Iterable[str]) -> None:
        self.registry = CollectorRegistry()
        self._commands = frozenset(f"/{one}" for one in commands)
        self._handled = Histogram(
            "shao_handler_duration_seconds", "Handling one update, by its kind or command.", ["kind"],
            buckets=_HANDLED, registry=self.registry,
        )  # fmt: skip
        self._sends = Counter(
            "shao_sends_total", "Calls that send, by lane and what became of them.", ["lane", "outcome"], registry=self.registry
        )  # fmt: skip
        self._lag = Histogram(
            "shao_event_loop_lag_seconds", "How late the loop was, twice a second.", buckets=_LAG, registry=self.registry
        )  # fmt: skip
        build = Gauge("shao_build_info", "Which Shao this is.", ["version", "python"], registry=self.registry)
        build.labels(version("shao"), platform.python_version()).set(1)

    @contextmanager
    def handling(self, update: dict[str, Any]) -> Iterator[None]:
        """Around the handling of one update, failed or not."""
        start = perf_counter()
        try:
            yield
        finally:
            self._handled.labels(self.kind(update)).observe(perf_counter() - start)

    def sent(self, lane: Lane, verdict: Verdict) -> None:
        """A call came back."""
        self._sends.labels(lane.name.lower(), verdict.value.replace(" ", "_")).inc()

    async def watch_loop(self) -> None:
        """For ever."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _LAG_EVERY
            await asyncio.sleep(_LAG_EVERY)
            self._lag.observe(max(loop.time() - due, 0.0))

    def kind(self, update: dict[str, Any]) -> str:
        """A command that there is, or what kind of update; nobody's words become a label."""
        message = update.get("message")
        words = message.get("text") if isinstance(message, dict) else None
        command = words.split(maxsplit=1)[0].partition("@")[0] if isinstance(words, str) and words.strip() else ""
        if command in self._commands:
            return command
        return next((one for one in _KINDS if one in update), "other")
