"""Warnings of others that staff have sent as files. What is to be fetched stands in the database; nothing of the file is kept."""

import asyncio
import logging
from datetime import timedelta

from shapely.geometry.base import BaseGeometry
from telegram.error import TelegramError

from bot.cap.imports import Imports
from bot.media.download import DownloadFailed, Downloads
from bot.media.refusal import Refused
from handlers import rights
from handlers.alerts import card, drawn
from handlers.alerts.documents import refused
from handlers.alerts.foreign import CapUnfit
from handlers.alerts.importing import Outcome, Taken
from handlers.cap.parse import MOST_BYTES
from handlers.cap.problems import CapProblem, CapRefused
from handlers.context import House, Work, context_of
from handlers.messages import Message, Text, text
from handlers.rights import Deed
from handlers.units.problems import Flaw
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.glances import Glance, GlanceKind

_log = logging.getLogger(__name__)

_AT_ONCE = 4
_MOST_TRIES = 3
_NEXT_TRY = timedelta(seconds=10)


class SentWarnings:
    """look_due() reads what is due now, one after the other."""

    def __init__(self, database: Database, house: House, downloads: Downloads, imports: Imports, clock: Clock) -> None:
        self._database = database
        self._house = house
        self._downloads = downloads
        self._imports = imports
        self._clock = clock

    async def look_due(self) -> None:
        """Whatever one stumbles over must not stop the others."""
        async with self._database.read() as store:
            due = await store.glances.due(now=self._clock(), limit=_AT_ONCE, what=GlanceKind.WARNING)
        for one in due:
            try:
                await self._look(one)
            except StorageUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, it is this file's alone
                _log.error("a warning of others could not be read: %s", type(error).__name__, exc_info=error)
                await self._put_off(one)

    async def _look(self, one: Glance) -> None:
        """Rights may have gone since it was sent. A file that was taken and not crossed off is known the next time."""
        if not await self._may(one.person_id):
            await self._end(one, None)
            return
        try:
            data = await self._downloads.fetch(one.file_id, MOST_BYTES)
            if drawn.is_drawn(bytes(data)):
                await self._draw(one, await asyncio.to_thread(drawn.read, bytes(data)))
                return
            taken = await self._imports.take(bytes(data), one.person_id)
        except Refused:
            await self._end(one, refused(CapProblem.TOO_LARGE.value))
        except CapRefused as error:
            await self._end(one, refused(error.reason.value, error.detail))
        except CapUnfit as error:
            await self._end(one, refused(error.reason.value))
        except Flaw:
            await self._end(one, refused(CapProblem.WRONG_SHAPE.value))
        except (TelegramError, DownloadFailed):
            await self._put_off(one)
        else:
            await self._end(one, _answer(taken))

    async def _draw(self, one: Glance, shape: BaseGeometry) -> None:
        """The area of their newest draft, whose card they get anew."""
        async with self._database.write() as store:
            work = Work(self._house, store, self._clock())
            alert = await drawn.take(work, one.person_id, shape)
            if alert is not None:
                await card.send(work, alert, one.person_id)
        await self._end(one, text("alert-drawn-nowhere") if alert is None else None)

    async def _may(self, person_id: int) -> bool:
        async with self._database.read() as store:
            return await rights.may_anywhere(store, person_id, Deed.WRITE_ALERT)

    async def _end(self, one: Glance, answer: Text | None) -> None:
        async with self._database.write() as store:
            await store.glances.end(one.id)
            ctx = await context_of(self._house, store, one.person_id, self._clock())
            if ctx is not None and answer is not None:
                await ctx.send(Message(text=answer))
        self._imports.owed()

    async def _put_off(self, one: Glance) -> None:
        if one.tries + 1 >= _MOST_TRIES:
            await self._end(one, refused("unreachable"))
            return
        async with self._database.write() as store:
            await store.glances.put_off(one.id, until=self._clock() + _NEXT_TRY)


def _answer(taken: Taken) -> Text | None:
    """Beside what they have got already."""
    match taken.outcome:
        case Outcome.KNOWN:
            return text("cap-known", number=taken.alert.event)
        case Outcome.OVER:
            return text("cap-over", number=taken.alert.event)
        case _:
            return None
