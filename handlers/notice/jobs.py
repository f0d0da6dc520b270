"""Notices whose time has come. What is due stands in the database: whatever stops the bot, the next one goes on where this one was."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.notice import audience, sending
from handlers.notice.rules import is_due
from storage.clock import Clock
from storage.engine import Database
from storage.notices import Notice, NoticeState
from storage.store import Store
from storage.tally import Tally


class NoticeJobs:
    """Periodic work on notices; `owed` is called when messages were put into the outbox."""

    def __init__(self, database: Database, zone: ZoneInfo, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock
        self._owed = owed

    async def send_notices(self) -> None:
        """Owes what is due to everybody it is for, and withdraws what was stopped, a piece at a time."""
        for notice in await self._under_way():
            while _has_work(notice, self._clock()) and await self._goes_on(notice.id):
                self._owed()

    async def tell_authors(self) -> None:
        """How far their notices are, where that has changed. What became of a hundred thousand messages is counted where nobody else has to
        wait."""
        async with self._database.read() as store:
            going = [one for one in await store.notices.under_way() if one.state is not NoticeState.WAITING]
            tallies = [await store.outbox.tally(one.batch) for one in going]
        for notice, tally in zip(going, tallies, strict=True):
            async with self._database.write() as store:
                await tell_author(store, notice, tally, now=self._clock())
            self._owed()

    async def _under_way(self) -> tuple[Notice, ...]:
        async with self._database.read() as store:
            return await store.notices.under_way()

    async def _goes_on(self, notice_id: int) -> bool:
        async with self._database.write() as store:
            more = await go_on(store, notice_id, zone=self._zone, now=self._clock())
        self._owed()
        return more


def _has_work(notice: Notice, now: datetime) -> bool:
    match notice.state:
        case NoticeState.WAITING:
            return is_due(notice.send_at, now)
        case NoticeState.SPREADING | NoticeState.CANCELLED:
            return True
        case _:
            return False


async def go_on(store: Store, notice_id: int, *, zone: ZoneInfo, now: datetime) -> bool:
    """The next piece; whether there may be more. It may have been stopped since it was looked for."""
    notice = await store.notices.get(notice_id)
    if notice is None or notice.ended_at is not None or not _has_work(notice, now):
        return False
    if notice.state is NoticeState.CANCELLED:
        return await store.outbox.withdraw(notice.batch, limit=sending.AT_ONCE) > 0
    return await _spread(store, notice, zone=zone, now=now)


async def _spread(store: Store, notice: Notice, *, zone: ZoneInfo, now: datetime) -> bool:
    """Owes it to some more of those whom it is for."""
    people = await audience.next_ones(store, notice.unit_id, after=notice.reached, limit=sending.AT_ONCE, now=now)
    is_last = len(people) < sending.AT_ONCE
    unit = await store.units.by_id(notice.unit_id)
    await store.outbox.add(*(sending.copy_for(one, notice, unit, zone) for one in people), now=now)
    changes: dict[str, object] = {"state": NoticeState.SPREADING, "reached": max(people, default=notice.reached)}
    if is_last:
        tally = await store.outbox.tally(notice.batch)
        changes |= {"state": NoticeState.SENDING, "people": tally.ended + tally.owed}
    await store.notices.save(notice.model_copy(update=changes))
    return not is_last


async def tell_author(store: Store, seen: Notice, tally: Tally, *, now: datetime) -> None:
    """Changes the card when more are through, or when all are; not where the notice is in another state by now than it was `seen` in
    when it was counted."""
    notice = await store.notices.get(seen.id)
    if notice is None or notice.ended_at is not None or notice.state is not seen.state:
        return
    is_over = tally.owed == 0 and notice.state in (NoticeState.SENDING, NoticeState.CANCELLED)
    if tally.ended == notice.shown and not is_over:
        return
    changes: dict[str, object] = {"shown": tally.ended}
    if is_over:
        state = NoticeState.DONE if notice.state is NoticeState.SENDING else NoticeState.CANCELLED
        changes |= {"state": state, "ended_at": now}
    changed = notice.model_copy(update=changes)
    await store.notices.save(changed)
    await sending.show_author(store, changed, tally, now=now)
