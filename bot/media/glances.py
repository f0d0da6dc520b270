"""Looking into pictures that were sent as files while their report is still being told: they may say where they were taken.

Nothing of them is kept. What is to be looked into stands in the database; the place is offered, never taken.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from telegram.error import TelegramError

from bot.media.copies import Copies
from bot.media.download import DownloadFailed
from bot.media.refusal import Refused
from bot.media.workshop import WorkshopFailed
from handlers.context import House, context_of
from handlers.input import LookedInto
from handlers.report.questions import REPORT
from storage.case import Place, PlaceSource
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.glances import Glance

_log = logging.getLogger(__name__)

_SIDE_BY_SIDE = 4
_MOST_TRIES = 3
_NEXT_TRY = timedelta(seconds=10)


class Glances:
    """look_due() looks into what is due now."""

    def __init__(
        self, database: Database, house: House, copies: Copies, clock: Clock, owed: Callable[[], None]
    ) -> None:
        self._database = database
        self._house = house
        self._copies = copies
        self._clock = clock
        self._owed = owed

    async def look_due(self) -> None:
        """A few side by side; twice looks into nothing twice."""
        async with self._database.read() as store:
            due = await store.glances.due(now=self._clock(), limit=_SIDE_BY_SIDE)
        await asyncio.gather(*(self._guarded(glance) for glance in due))

    async def _guarded(self, glance: Glance) -> None:
        """Whatever one stumbles over must not stop the others, each time anew."""
        try:
            await self._look(glance)
        except StorageUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this picture's alone
            _log.error("a picture could not be looked into: %s", type(error).__name__, exc_info=error)
            await self._put_off(glance, error)

    async def _look(self, glance: Glance) -> None:
        try:
            drawn = await self._copies.look(glance.file_id)
        except Refused:
            await self._tell(glance, LookedInto(file_id=glance.file_id, is_picture=False))
        except (TelegramError, DownloadFailed, WorkshopFailed) as error:
            await self._put_off(glance, error)
        else:
            place = drawn.point and Place(source=PlaceSource.FILE, latitude=drawn.point[0], longitude=drawn.point[1])
            await self._tell(glance, LookedInto(file_id=glance.file_id, place=place))

    async def _tell(self, glance: Glance, found: LookedInto) -> None:
        """To the dialog under way, if that still has a use for it."""
        async with self._database.write() as store:
            await store.glances.end(glance.id)
            ctx = await context_of(self._house, store, glance.person_id, self._clock())
            if ctx is not None:
                await self._house.engine.tell(ctx, found, flows=(REPORT.name,))
        self._owed()

    async def _put_off(self, glance: Glance, error: Exception) -> None:
        _log.info("a picture could not be looked into: %s", type(error).__name__)
        async with self._database.write() as store:
            if glance.tries + 1 < _MOST_TRIES:
                await store.glances.put_off(glance.id, until=self._clock() + _NEXT_TRY)
            else:
                await store.glances.end(glance.id)
