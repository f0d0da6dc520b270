"""Drills whose time has come. What is due stands in the database: whatever stops the bot, the next one goes on where this one was."""

from collections.abc import Callable
from datetime import datetime

from handlers.context import House, Work
from handlers.drill import audience, sending
from handlers.drill.rules import begun, has_lasted, is_to_begin
from handlers.drill.wording import Standing
from storage.clock import Clock
from storage.drills import CopyState, Drill, DrillState
from storage.engine import Database
from storage.store import Store

AT_ONCE = 50  # messages in one transaction, so that an answer never waits long for it
AHEAD = 100  # handed to the sender at most: the rest can be stopped in one step
_ENTERED_AT_ONCE = 500
_NEXT = {DrillState.SENDING: CopyState.WAITING, DrillState.DONE: CopyState.OWED}


class DrillJobs:
    """Periodic work on drills; `owed` is called when messages were put into the outbox."""

    def __init__(self, database: Database, house: House, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._owed = owed

    async def go_on(self) -> None:
        """Begins what is due, and owes the next few messages of what has begun, or is over."""
        async with self._database.read() as store:
            found = [(one, await _room(store, one, self._clock())) for one in await store.drills.under_way()]
        for drill, room in found:
            if is_to_begin(drill, self._clock()):
                await self._enter(drill)
                await self._hand_over(drill.id, AHEAD)
            else:
                await self._hand_over(drill.id, room)

    async def tell_authors(self) -> None:
        """How far their drills are, where that has changed. It is counted where nobody else has to wait."""
        async with self._database.read() as store:
            drills = await store.drills.under_way()
            stands = [await sending.standing(store, one) for one in drills]
        for drill, standing in zip(drills, stands, strict=True):
            if _is_over(drill, standing) or standing.shown != drill.shown:
                async with self._database.write() as store:
                    await _tell_author(Work(self._house, store, self._clock()), drill, standing)
                self._owed()

    async def _enter(self, drill: Drill) -> None:
        """Writes down who takes part, a piece at a time; doing it twice changes nothing."""
        async with self._database.read() as store:
            people = await audience.takers(store, drill.unit_id)
        for start in range(0, len(people), _ENTERED_AT_ONCE):
            async with self._database.write() as store:
                await store.drills.put(drill.id, people[start : start + _ENTERED_AT_ONCE])
        async with self._database.write() as store:
            found = await store.drills.by_id(drill.id)
            if found is not None and is_to_begin(found, self._clock()):
                await store.drills.save(begun(found, len(people), self._clock()))

    async def _hand_over(self, drill_id: int, room: int) -> None:
        """A piece at a time, as long as there is room and somebody for it."""
        handed = limit = 0
        while room > 0 and handed == limit:
            limit = min(room, AT_ONCE)
            async with self._database.write() as store:
                handed = await sending.go_on(Work(self._house, store, self._clock()), drill_id, limit=limit)
            self._owed()
            room -= limit


async def _room(store: Store, drill: Drill, now: datetime) -> int:
    """How many may be handed to the sender now; 0 where there is nobody for it."""
    if has_lasted(drill, now):
        return AHEAD
    if drill.state not in _NEXT or not await store.drills.next_ones(drill.id, _NEXT[drill.state], limit=1):
        return 0
    batch = drill.batch if drill.state is DrillState.SENDING else drill.batch_of_end
    return AHEAD - (await store.outbox.tally(batch)).owed


def _is_over(drill: Drill, standing: Standing) -> bool:
    return drill.state in (DrillState.DONE, DrillState.CANCELLED) and standing.is_through


async def _tell_author(work: Work, seen: Drill, standing: Standing) -> None:
    """Changes the card; not where the drill is in another state by now than it was `seen` in when it was counted."""
    drill = await work.store.drills.by_id(seen.id)
    if drill is None or drill.ended_at is not None or drill.state is not seen.state:
        return
    changes: dict[str, object] = {"shown": standing.shown}
    if _is_over(drill, standing):
        changes["ended_at"] = work.now
    changed = drill.model_copy(update=changes)
    await work.store.drills.save(changed)
    await sending.show_author(work, changed, standing)
