"""Door-knock lists that are out. What is due stands in the database: whatever stops the bot, the next one goes on where this one was."""

import hashlib
import logging
from collections.abc import Callable

from handlers.context import House, Work
from handlers.doors import lists, sheet
from handlers.messages import Message
from storage.alert import Alert
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.outbox import Owed

_log = logging.getLogger(__name__)


class DoorJobs:
    """Periodic work on lists; `owed` is called when messages were put into the outbox. What staff saw last is remembered, to spare
    edits that change nothing."""

    def __init__(self, database: Database, house: House, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._owed = owed
        self._shown: dict[tuple[str, int], str] = {}

    async def look(self) -> None:
        """Asks the next ones, takes away what somebody may not see any more, brings sheets up to date, and closes what is over."""
        async with self._database.read() as store:
            events = await store.doors.events()
        for event in events:
            try:
                await self._see_to(event)
            except StorageUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, it is this warning's alone
                _log.error("door-knock lists could not be seen to: %s", type(error).__name__, exc_info=error)
        self._shown = {known: mark for known, mark in self._shown.items() if known[0] in events}

    async def _see_to(self, event: str) -> None:
        """The numbers are counted where nobody has to wait. In the end sheets lose their doors before lists are closed, so that no stop in
        between leaves any."""
        async with self._database.read() as store:
            work = Work(self._house, store, self._clock())
            released = [one for one in await store.alerts.of_event(event) if one.state.is_released]
            counted = await sheet.count(store, released[-1])
            is_over = await lists.going(work, event) is None
            units = await lists.due(work, event)
        async with self._database.write() as store:
            await self._refresh(Work(self._house, store, self._clock()), released[-1], counted, is_over=is_over)
        for unit_id in units:
            async with self._database.write() as store:
                act = lists.close if is_over else lists.look
                await act(Work(self._house, store, self._clock()), event, unit_id)
            self._owed()

    async def _refresh(self, work: Work, alert: Alert, counted: sheet.Counted, *, is_over: bool) -> None:
        """Every sheet that staff have of it, where something has changed."""
        slot = sheet.slot(alert.event)
        for one in await work.store.outbox.holders(slot):
            message = sheet.over(alert, counted) if is_over else await sheet.made(work, alert, counted, one)
            mark = _mark(message)
            if is_over or self._shown.get((alert.event, one)) != mark:
                self._shown[alert.event, one] = mark
                payload = message.model_copy(update={"edits": "slot", "silent": True}).model_dump(mode="json")
                await work.owe([Owed(person_id=one, payload=payload, slot=slot, latest=slot)])


def _mark(message: Message) -> str:
    return hashlib.sha256(message.model_dump_json().encode()).hexdigest()
