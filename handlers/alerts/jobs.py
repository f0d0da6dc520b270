"""Warnings that are under way. What is due stands in the database: whatever stops the bot, the next one goes on where this one was."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from handlers.alerts import audience, ladder, progress, rollcall, rules, sharing, spreading
from handlers.alerts.progress import Counted
from handlers.alerts.rules import REVIEW_WITHIN
from handlers.context import House, Work
from storage.alert import Alert, AlertState
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable

_log = logging.getLogger(__name__)

_A_LITTLE = timedelta(minutes=1)


class AlertJobs:
    """Periodic work on warnings; `owed` is called when messages were put into the outbox."""

    def __init__(self, database: Database, house: House, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._owed = owed

    async def send_alerts(self) -> None:
        """Begins what is due, enters it for everybody a piece at a time, and keeps the sender supplied with the gravest. What takes a
        warning back begins to go while it is being entered, and beside a graver one."""
        for alert in await self._under_way():
            while await self._step(alert.id, _go_on):
                await self._step(alert.id, _slip_in)
        is_supplied = False
        for alert in await self._under_way():
            if alert.state is AlertState.SENDING and not is_supplied:
                is_supplied = await self._feed(alert.id)
            else:
                await self._step(alert.id, _slip_in)

    async def find_late_ones(self) -> None:
        """Whoever has come to live in the area, or into it, gets what is in force there."""
        now = self._clock()
        async with self._database.read() as store:
            found = [
                one
                for one in await store.alerts.in_force(now=now)
                if one.state is AlertState.DONE and await audience.is_somebody_new(Work(self._house, store, now), one)
            ]
        for alert in found:
            await self._step(alert.id, _open_again)

    async def call_next(self) -> None:
        """Calls the next who may approve a warning, or who have to hold a review."""
        now = self._clock()
        async with self._database.read() as store:
            due = await store.alerts.due(now=now, latest=now + REVIEW_WITHIN + _A_LITTLE)
        for alert in due:
            await self._step(alert.id, ladder.call_next)

    async def ring_silent(self) -> None:
        """Rings again where nobody has confirmed a warning, then the deputy; then staff hear of it."""
        now = self._clock()
        async with self._database.read() as store:
            due = await store.rollcalls.due(now=now, latest=now + rollcall.LATEST)
        for alert_id in due:
            await self._step(alert_id, rollcall.ring_silent)

    async def show(self) -> None:
        """How far they are, where that has changed. What became of a hundred thousand messages is counted where nobody has to wait."""
        async with self._database.read() as store:
            seen = [(one, await progress.count(store, one)) for one in await progress.to_show(store, self._clock())]
        for alert, counted in seen:
            await self._step(alert.id, partial(_show, seen=alert, counted=counted))

    async def _under_way(self) -> tuple[Alert, ...]:
        async with self._database.read() as store:
            return await store.alerts.under_way()

    async def _feed(self, alert_id: int) -> bool:
        """Whether it has still somebody to go to: then nothing less grave is handed over."""
        while await self._step(alert_id, _hand_over):
            self._owed()
        self._owed()
        async with self._database.read() as store:
            return await store.copies.waiting(alert_id) > 0

    async def _step(self, alert_id: int, act: Callable[[Work, Alert], Awaitable[bool]]) -> bool:
        """One transaction on one warning, as it is now; one that fails is tried again at the next look, and holds up no other."""
        try:
            async with self._database.write() as store:
                alert = await store.alerts.by_id(alert_id)
                more = alert is not None and await act(Work(self._house, store, self._clock()), alert)
        except StorageUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this warning's alone
            _log.error("a warning could not be seen to: %s", type(error).__name__, exc_info=error)
            return False
        self._owed()
        return more


async def _go_on(work: Work, alert: Alert) -> bool:
    """The next piece of whatever is to be done; whether there may be more at once."""
    is_over = alert.content.until <= work.now and not alert.message.ends_event
    match alert.state:
        case AlertState.APPROVED if is_over:
            await work.store.alerts.save(alert.model_copy(update={"state": AlertState.STOPPED, "ended_at": work.now}))
            return False
        case AlertState.APPROVED if rules.is_due(alert, work.now):
            begun = await spreading.begin(work, alert)
            await rollcall.begin(work, begun)
            await sharing.share(work, begun)
            return True
        case AlertState.SPREADING | AlertState.SENDING if is_over:
            await work.store.alerts.save(alert.model_copy(update={"state": AlertState.STOPPED}))
            return True
        case AlertState.SPREADING:
            return (await spreading.spread(work, alert)).state is AlertState.SPREADING
        case AlertState.STOPPED if alert.ended_at is None:
            return await spreading.drop(work, alert)
        case _:
            return False


async def _show(work: Work, _alert: Alert, *, seen: Alert, counted: Counted) -> bool:
    await progress.show(work, seen, counted)
    return False


async def _hand_over(work: Work, alert: Alert) -> bool:
    return alert.state is AlertState.SENDING and await spreading.hand_over(work, alert)


async def _slip_in(work: Work, alert: Alert) -> bool:
    """A few of what takes a warning back."""
    if alert.message.ends_event and alert.state in (AlertState.SPREADING, AlertState.SENDING):
        await spreading.hand_over(work, alert, beside=rules.BESIDE)
    return False


async def _open_again(work: Work, alert: Alert) -> bool:
    """It is entered once more: whoever has it keeps it, whoever is new gets it."""
    if not audience.is_late(alert, work.now):
        return False
    opened = alert.model_copy(update={"state": AlertState.SPREADING, "reached": 0, "ended_at": None})
    await work.store.copies.put(alert.id, await audience.on_duty(work, alert))
    await work.store.alerts.save(opened)
    return True
