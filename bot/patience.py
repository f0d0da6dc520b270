"""Waiting out a storage that is unavailable: a full disk, another program's lock."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from storage.connection import StorageDamaged
from storage.engine import StorageUnavailable

_log = logging.getLogger(__name__)

_RETRY_SECONDS = 0.5
_REMIND_SECONDS = 60.0
_T = TypeVar("_T")


class Patience:
    """Of one part of the bot; `what` is its name in the log, where trouble stands when it begins, every minute, and when it is over.

    `troubled_at` is when it began, by the loop's clock; None when there is none.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._reported_at: float | None = None
        self.troubled_at: float | None = None

    async def outlast(self, work: Callable[[], Awaitable[_T]]) -> _T:
        """The result of work that changes nothing when it fails, tried until storage lets it through. StorageDamaged."""
        while True:
            try:
                result = await work()
            except StorageUnavailable as error:
                self.failed(error)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                self.worked()
                return result

    def failed(self, error: StorageUnavailable) -> None:
        """One try did. What is damaged goes on, since no try will do better."""
        if isinstance(error, StorageDamaged):
            raise error
        now = asyncio.get_running_loop().time()
        self.troubled_at = now if self.troubled_at is None else self.troubled_at
        if self._reported_at is None or now >= self._reported_at + _REMIND_SECONDS:
            _log.critical("%s: storage unavailable (%s); waiting for it", self._what, error)
            self._reported_at = now

    def worked(self) -> None:
        """The latest try did."""
        if self.troubled_at is not None:
            _log.warning("%s: storage is available again", self._what)
            self.troubled_at = self._reported_at = None
