"""The one sender. Each turn is one transaction: write down what became of the last messages, claim the next ones.

A claim is committed before anything is sent, so that after a crash it is known which messages may have arrived.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot

from bot.delivery import compose
from bot.delivery.outcome import Outcome, Verdict
from bot.delivery.rates import Pacer, Rates
from bot.delivery.settle import settle
from bot.delivery.telegram import deliver
from handlers.messages import Message
from handlers.texts import Texts
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.outbox import Claimed, Lane, Slot
from storage.people import Address
from storage.store import Store

_log = logging.getLogger(__name__)

_IDLE_SECONDS = 5.0
_STORAGE_RETRY_SECONDS = 0.5


@dataclass(frozen=True)
class _Ready:
    """A claimed message with what is needed to compose it; no address when the person is gone or cannot be reached."""

    claimed: Claimed
    address: Address | None
    slot: Slot | None


class Sender:
    """Drains the outbox until stopped. poke() when something was put in."""

    def __init__(self, database: Database, bot: Bot, texts: Texts, rates: Rates, clock: Clock) -> None:
        self._database = database
        self._bot = bot
        self._texts = texts
        self._rates = rates
        self._clock = clock
        self._pacer = Pacer(rates)
        self._poked = asyncio.Event()
        self._stopping = False
        self._in_flight: dict[asyncio.Task[tuple[Claimed, Outcome]], Claimed] = {}
        self._finished: list[tuple[Claimed, Outcome]] = []

    def poke(self) -> None:
        """Something may be waiting to be sent."""
        self._poked.set()

    def stop(self) -> None:
        """No new messages; run() returns once those in flight are through and written down."""
        self._stopping = True
        self._poked.set()

    async def run(self) -> None:
        """Sends until stopped. What was in flight when the last process died is sorted out first."""
        async with self._database.write() as store:
            unsure = await store.outbox.recover(now=self._clock())
        if unsure:
            _log.warning(
                "%d messages were being sent when the last process ended; those that must arrive are repeated", unsure
            )
        while self._goes_on():
            self._poked.clear()
            try:
                started = await self._turn()
            except StorageUnavailable as error:
                _log.error("outbox: storage unavailable: %s", error)
                await asyncio.sleep(_STORAGE_RETRY_SECONDS)
                continue
            if not started and not self._finished and self._goes_on():
                await self._rest()

    def _goes_on(self) -> bool:
        return bool(not self._stopping or self._in_flight or self._finished)

    async def _turn(self) -> int:
        """Writes down outcomes and starts what may start; returns how many."""
        finished = tuple(self._finished)
        async with self._database.write() as store:
            for claimed, outcome in finished:
                await settle(store, claimed, outcome, now=self._clock())
            ready = [] if self._stopping else await self._claim(store)
        del self._finished[: len(finished)]
        for one in ready:
            self._start(one)
        return len(ready)

    async def _claim(self, store: Store) -> list[_Ready]:
        now = self._time()
        ready: list[_Ready] = []
        for lane in Lane:
            flying = sum(claimed.lane is lane for claimed in self._in_flight.values())
            room = min(self._pacer.room(lane, now), self._rates.in_flight[lane] - flying)
            if room <= 0:
                continue
            taken = (claimed.person_id for claimed in (*self._in_flight.values(), *(one.claimed for one in ready)))
            busy = {*self._pacer.resting(now), *taken}
            for claimed in await store.outbox.claim(lane, limit=room, busy=busy, now=self._clock()):
                self._pacer.started(claimed.person_id, now)
                ready.append(await _look_up(store, claimed))
        return ready

    def _start(self, ready: _Ready) -> None:
        task = asyncio.create_task(self._send(ready))
        self._in_flight[task] = ready.claimed
        task.add_done_callback(self._landed)

    def _landed(self, task: "asyncio.Task[tuple[Claimed, Outcome]]") -> None:
        claimed = self._in_flight.pop(task)
        error = task.exception()
        if error is not None:
            # A mistake of ours, before or after the call: whether it was sent is not known.
            _log.error("message %d could not be composed or sent: %s", claimed.id, type(error).__name__, exc_info=error)
            self._finished.append((claimed, Outcome(Verdict.REFUSED, type(error).__name__)))
        else:
            self._finished.append(task.result())
        self._poked.set()

    async def _send(self, ready: _Ready) -> tuple[Claimed, Outcome]:
        claimed = ready.claimed
        if ready.address is None or not ready.address.reachable:
            return claimed, Outcome(Verdict.UNREACHABLE, "cannot be reached")
        message = Message.model_validate(claimed.payload)
        reader = compose.Reader(ready.address, self._texts, self._clock())
        wanted = compose.compose(message, reader, ready.slot, repeat=bool(claimed.repeat))
        outcome = await deliver(self._bot, wanted)
        if outcome.verdict is Verdict.MARKUP:
            _log.error("message %d: Telegram could not read our markup: %s", claimed.id, outcome.error)
            outcome = await deliver(self._bot, compose.as_plain_text(wanted))
        if outcome.verdict is Verdict.NO_MESSAGE and wanted.is_edit and message.text is not None:
            message = message.model_copy(update={"edits": None})
            outcome = await deliver(self._bot, compose.compose(message, reader, None))
        if outcome.verdict is Verdict.NO_PICTURE and message.text is not None:
            _log.warning("message %d goes without its picture: %s", claimed.id, outcome.error)
            message = message.model_copy(update={"photos": ()})
            outcome = await deliver(self._bot, compose.compose(message, reader, None))
        if outcome.verdict is Verdict.WAIT:
            self._pacer.told_to_wait(claimed.person_id, claimed.lane, outcome.wait, self._time())
        return claimed, outcome

    async def _rest(self) -> None:
        """Until poked, until the next moment at which something held back may go, or a little while."""
        now = self._time()
        change = self._pacer.next_change(now)
        wait = _IDLE_SECONDS if change is None else min(_IDLE_SECONDS, max(change - now, 0.001))
        async with self._database.read() as store:
            due = await store.outbox.next_due(now=self._clock())
        if due is not None:
            wait = min(wait, max((due - self._clock()) / timedelta(seconds=1), 0.001))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._poked.wait(), wait)

    def _time(self) -> float:
        return asyncio.get_running_loop().time()


async def _look_up(store: Store, claimed: Claimed) -> _Ready:
    try:
        address = await store.people.address(claimed.person_id)
    except KeyError:
        return _Ready(claimed, None, None)
    slot = None if claimed.slot is None else await store.outbox.slot(claimed.person_id, claimed.slot)
    return _Ready(claimed, address, slot)
