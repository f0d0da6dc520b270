"""Waiting out a storage that is unavailable: a full disk, another program's lock."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from storage.engine import StorageUnavailable

_log = logging.getLogger(__name__)

_RETRY_SECONDS = 0.5
_REMIND_SECONDS = 60.0
_T = TypeVar("_T")


class Patience:
    """Of one part of the bot; `what` is its name in the log, where trouble stands when it begins, every minute, and when it is over."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._reported_at: float | None = None

    async def outlast(self, work: Callable[[], Awaitable[_T]]) -> _T:
        """The result of work that changes nothing when it fails, tried until storage lets it through."""
        while True:
            try:
                result = await work()
            except StorageUnavailable as error:
                self._report(error)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                self._over()
                return result

    def _report(self, error: StorageUnavailable) -> None:
        now = asyncio.get_running_loop().time()
        if self._reported_at is None or now >= self._reported_at + _REMIND_SECONDS:
            _log.critical("%s: storage unavailable (%s); waiting for it", self._what, error)
            self._reported_at = now

    def _over(self) -> None:
        if self._reported_at is not None:
            _log.warning("%s: storage is available again", self._what)
            self._reported_at = None
