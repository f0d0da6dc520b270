"""Periodic work. What is due stands in the database; the scheduler only says when to look."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from handlers.clocks.breaches import tell_breaches
from handlers.context import Context, House, Work, context_of
from handlers.report import jobs
from handlers.teams.left_behind import find_others
from storage.clock import Clock, utc_now
from storage.dialogs import Dialog
from storage.engine import Database, StorageUnavailable
from storage.store import Store

_log = logging.getLogger(__name__)

_CHUNK = 10  # of dialogs in one transaction
_SETTLED_KEPT = timedelta(days=30)
_NOTICES_KEPT = timedelta(days=90)
_DRAFTS_KEPT = timedelta(days=7)
_GUESTS_KEPT = timedelta(minutes=10)
_ASKING_KEPT = timedelta(days=2)  # a day longer than their files
_LOOK_SECONDS = 1.0

Job = Callable[[], Coroutine[Any, Any, None]]


class Housekeeping:
    """Reminders and expiry of dialogs and of questions to reporters, and forgetting what need not be kept."""

    def __init__(self, database: Database, house: House, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._owed = owed

    async def dialogs_due(self) -> None:
        """Reminds of open questions and ends dialogs whose time is over, a few at a time."""
        while await self._some_dialogs():
            self._owed()
        self._owed()

    async def reports_due(self) -> None:
        """Ends what waited long enough for its reporter, a few at a time, reminds those who may still answer, and finds others for what
        nobody has any more."""
        while await self._some_waits():
            self._owed()
        async with self._database.write() as store:
            await jobs.remind_of_questions(Work(house=self._house, store=store, now=self._clock()))
        while await self._some_left_behind():
            self._owed()
        self._owed()

    async def breaches_due(self) -> None:
        """Tells the next who have to know that something promised has not happened, a few at a time."""
        while await self._some_breaches():
            self._owed()
        self._owed()

    async def forget(self) -> None:
        """Update ids after 8 days, settled messages after 30, notices, drills, training and whom warnings were for 90 days after their
        end, what is counted after it counts, guests who are owed nothing."""
        now = self._clock()
        async with self._database.write() as store:
            await store.inbox.forget(now=now)
            await store.outbox.forget(before=now - _SETTLED_KEPT)
            await store.uses.forget(now=now)
            await store.roles.forget_invites(before=now)
            await store.notices.forget(before=now - _NOTICES_KEPT)
            await store.drills.forget(before=now - _NOTICES_KEPT)
            await store.training.forget(before=now - _NOTICES_KEPT)
            await store.alerts.forget_drafts(before=now - _DRAFTS_KEPT)
            await store.copies.forget(before=now - _NOTICES_KEPT)
            await store.riders.forget(now=now)
            await store.parcels.forget(before=now - _ASKING_KEPT)
        await self._forget_guests(before=now - _GUESTS_KEPT)
        await self._database.drop_log()  # whose pages would say who wrote when a report came in

    async def _some_dialogs(self) -> bool:
        """Whether there may be more."""
        now = self._clock()
        async with self._database.write() as store:
            await store.dialogs.set_right(now=now)
            expired = await store.dialogs.expired(now=now, limit=_CHUNK)
            for person_id, dialog in expired:
                await self._with(store, person_id, dialog, self._house.engine.expire)
            quiet = await store.dialogs.to_remind(now=now, limit=_CHUNK)
            for person_id, dialog in quiet:
                await self._with(store, person_id, dialog, self._house.engine.remind)
        return _CHUNK in (len(expired), len(quiet))

    async def _some_waits(self) -> bool:
        async with self._database.write() as store:
            return await jobs.end_waits(Work(house=self._house, store=store, now=self._clock()))

    async def _some_left_behind(self) -> bool:
        async with self._database.write() as store:
            return await find_others(Work(house=self._house, store=store, now=self._clock()))

    async def _some_breaches(self) -> bool:
        async with self._database.write() as store:
            return await tell_breaches(Work(house=self._house, store=store, now=self._clock()))

    async def _forget_guests(self, *, before: datetime) -> None:
        last: int | None = 0
        while last is not None:
            async with self._database.write() as store:
                last = await store.people.forget_guests(before=before, after=last)

    async def _with(
        self, store: Store, person_id: int, dialog: Dialog, act: Callable[[Context, Dialog], Awaitable[None]]
    ) -> None:
        """One dialog, behind its savepoint: a broken one is ended, and keeps nobody else's waiting."""
        try:
            async with store.savepoint():
                ctx = await context_of(self._house, store, person_id, self._clock())
                assert ctx is not None, "a dialog goes with its person"
                await act(ctx, dialog)
        except StorageUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this dialog's alone
            _log.error("a dialog of flow %s could not be ended: %s", dialog.flow, type(error).__name__, exc_info=error)
            await store.dialogs.end(person_id)


class Every(BaseTrigger):  # type: ignore[misc]
    """So often, from whenever it ran last: where the system's clock leaps ahead, APScheduler's own trigger counts every time it missed."""

    def __init__(self, every: timedelta) -> None:
        self.every = every

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """At once, the first time."""
        return now if previous is None else now + self.every


def start_clock(jobs: dict[Job, timedelta]) -> AsyncIOScheduler:
    """Runs each job at once and then every so often. A late run is made up for once, never dropped and never doubled."""
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(job_defaults=defaults, timezone=UTC)
    for job, every in jobs.items():
        scheduler.add_job(_ending_quietly(job), Every(every))
    scheduler.start()
    return scheduler


async def keep_going(scheduler: AsyncIOScheduler) -> None:
    """Until cancelled. APScheduler goes by the system's clock, and would wait until one that was set back has caught up."""
    while True:
        await asyncio.sleep(_LOOK_SECONDS)
        now = utc_now()
        for job in scheduler.get_jobs():
            if job.next_run_time > now + job.trigger.every:
                job.modify(next_run_time=now)


def guarded(job: Job) -> Job:
    """What fails is logged in one line, and tried again when its time comes round."""

    async def run() -> None:
        try:
            await job()
        except StorageUnavailable:
            _log.warning("%s waits for storage", _name(job))
        except Exception as error:  # noqa: BLE001 - the clock goes on
            _log.error("%s failed: %s", _name(job), type(error).__name__, exc_info=error)

    return run


def _ending_quietly(job: Job) -> Job:
    """APScheduler, which cancels what is under way at the end, would call that an error."""

    async def run() -> None:
        try:
            await guarded(job)()
        except asyncio.CancelledError:
            _log.info("%s was cut short by the end", _name(job))

    return run


def _name(job: Job) -> str:
    return getattr(job, "__name__", "job")
