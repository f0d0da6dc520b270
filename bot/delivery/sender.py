"""The one sender. Each turn is one transaction: write down what became of the last messages, claim the next ones.

A claim is committed before anything is sent, so that after a crash it is known which messages may have arrived. A claim is one call.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import Bot

from bot.delivery import compose
from bot.delivery.drawing import draw
from bot.delivery.mapping import draw_map
from bot.delivery.outcome import Outcome, Verdict
from bot.delivery.rates import Pacer, Rates
from bot.delivery.settle import Landed, settle
from bot.delivery.telegram import bot_name, deliver
from bot.health.meter import Meter
from bot.patience import Patience
from handlers.messages import Message
from handlers.texts import Texts
from storage.clock import Clock
from storage.engine import Database
from storage.outbox import Claimed, Lane, Slot
from storage.people import Address
from storage.seal import SealBroken
from storage.store import Store

_log = logging.getLogger(__name__)

_IDLE_SECONDS = 5.0


@dataclass(frozen=True)
class _Ready:
    """A claimed message with what is needed to compose it; no address when the recipient is gone."""

    claimed: Claimed
    address: Address | None
    slot: Slot | None


class Sender:
    """Drains the outbox until stopped. poke() when something was put in."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        texts: Texts,
        rates: Rates,
        files: Callable[[str], bytes],
        clock: Clock,
        meter: Meter,
    ) -> None:
        """`files` opens a file of ours by its path below media_dir; FileNotFoundError when it is gone."""
        self._database = database
        self._bot = bot
        self._texts = texts
        self._rates = rates
        self._files = files
        self._clock = clock
        self._meter = meter
        self._pacer = Pacer(rates)
        self.patience = Patience("outbox")
        self._poked = asyncio.Event()
        self._stopping = False
        self._silent = False
        self._in_flight: dict[asyncio.Task[Outcome], tuple[_Ready, datetime]] = {}
        self._landed: list[Landed] = []

    def poke(self) -> None:
        """Something may be waiting to be sent."""
        self._poked.set()

    def stop(self) -> None:
        """No new messages; run() returns once those in flight are through and written down."""
        self._stopping = True
        self._poked.set()

    async def run(self) -> None:
        """Sends until stopped. What was in flight when the last process died is sorted out first."""
        await self.patience.outlast(self._recover)
        while not self._stopping or self._in_flight or self._landed:
            self._poked.clear()
            started = await self.patience.outlast(self._turn)
            if not started and not self._landed and (not self._stopping or self._in_flight):
                await self.patience.outlast(self._rest)

    async def _recover(self) -> None:
        now = self._clock()
        async with self._database.write() as store:
            unsure = await store.outbox.recover(now=now)
            paused = await store.outbox.paused(now=now)
        for one in paused:
            self._pacer.pause(one.chat, (one.until - now).total_seconds(), self._time())
        if unsure:
            _log.warning(
                "%d messages were being sent when the last process ended; those that must arrive are repeated", unsure
            )

    async def _turn(self) -> int:
        """Writes down outcomes and starts what may start; returns how many."""
        landed = tuple(self._landed)
        async with self._database.write() as store:
            for one in landed:
                await settle(store, one, now=self._clock())
            ready = [] if self._stopping else await self._claim(store, written=len(landed))
        del self._landed[: len(landed)]
        for message in ready:
            self._start(message)
        return len(ready)

    async def _claim(self, store: Store, written: int) -> list[_Ready]:
        """What may go now, the most urgent lane first; one message a chat and turn, as the pacer learns of them afterwards. Of what has
        landed so many are written down: the rest still counts as in flight, since a crash would leave it unsure."""
        now = self._time()
        unwritten = (one.claimed for one in self._landed[written:])
        flying = Counter(_shared(claimed.lane) for claimed in (*self._flying(), *unwritten))
        resting = self._pacer.resting(now)
        ready: list[_Ready] = []
        for lane in Lane:
            room = min(self._pacer.room(lane, now) - len(ready), self._rates.in_flight[lane] - flying[_shared(lane)])
            if room <= 0:
                continue
            busy = {*resting, *(one.claimed.chat for one in ready)}
            for claimed in await store.outbox.claim(lane, limit=room, busy=busy, now=self._clock()):
                ready.append(await _look_up(store, claimed))
                flying[_shared(lane)] += 1
        return ready

    def _flying(self) -> Iterator[Claimed]:
        return (ready.claimed for ready, _ in self._in_flight.values())

    def _start(self, ready: _Ready) -> None:
        recipient = ready.claimed.recipient
        claimed, in_group = ready.claimed, recipient is not None and recipient.group_id is not None
        is_bulk = claimed.lane.is_broadcast
        self._pacer.started(claimed.id, claimed.chat, self._time(), group=in_group, bulk=is_bulk)
        task = asyncio.create_task(self._send(ready))
        self._in_flight[task] = (ready, self._clock())
        task.add_done_callback(self._note)

    def _note(self, task: asyncio.Task[Outcome]) -> None:
        ready, at = self._in_flight.pop(task)
        self._pacer.ended(ready.claimed.id, self._time())
        if not task.cancelled():  # where the process ends in a hurry, the next one's recover() finds it
            heard = 0 if ready.address is None else ready.address.heard
            self._meter.sent(ready.claimed.lane, task.result().verdict)
            self._landed.append(Landed(ready.claimed, task.result(), at, heard))
            self._poked.set()

    async def _send(self, ready: _Ready) -> Outcome:
        try:
            wanted = await self._composed(ready)
        except Exception as error:  # noqa: BLE001 - a mistake of ours, or a row that cannot be opened: no better the next time
            name = type(error).__name__
            _log.error("message %d could not be composed: %s", ready.claimed.id, name, exc_info=error)
            return Outcome(Verdict.REFUSED, name)
        if wanted is None:
            return Outcome(Verdict.UNREACHABLE, "cannot be reached")
        pause = self._pacer.pause_left(ready.claimed.chat, self._time())
        if pause > 0:  # asked for by the answer to another message while this one was being claimed
            return Outcome(Verdict.WAIT, "asked to wait", wait=pause)
        outcome = await deliver(self._bot, wanted)
        self._heed(ready.claimed, outcome)
        return outcome

    def _heed(self, claimed: Claimed, outcome: Outcome) -> None:
        """Pauses that Telegram asks for; when it is away, and when it is back."""
        now = self._time()
        if outcome.verdict is Verdict.WAIT:
            self._pacer.told_to_wait(claimed.chat, claimed.lane, outcome.wait, now)
        if outcome.verdict not in (Verdict.NOT_SENT, Verdict.UNSURE):
            self._pacer.answered()
            self._say_silent(silent=False)
        elif self._pacer.failed(now, about=claimed.id if outcome.verdict is Verdict.UNSURE else None):
            self._say_silent(silent=True)

    def _say_silent(self, *, silent: bool) -> None:
        if silent and not self._silent:
            _log.error("Telegram cannot be reached or is in trouble; messages wait")
        if self._silent and not silent:
            _log.warning("Telegram answers again")
        self._silent = silent

    async def _composed(self, ready: _Ready) -> compose.Call | None:
        """The call; None when there is nobody to be reached."""
        claimed, address = ready.claimed, ready.address
        if claimed.payload is None or claimed.recipient is None:
            raise SealBroken("the message or its address")
        if address is None or not address.reachable:
            return None
        message = Message.model_validate(claimed.payload)
        files = await asyncio.to_thread(self._opened, message) if message.uploads else {}
        reader = compose.Reader(address, self._texts, self._clock(), files, bot_name(self._bot))
        reader = await _drawn_for(reader, message)
        return compose.compose(message, reader, ready.slot, repeat=claimed.repeat > 0)

    def _opened(self, message: Message) -> dict[str, bytes]:
        """The contents of its uploads, without those that are gone."""
        contents = {}
        for upload in message.uploads:
            try:
                contents[upload.path] = self._files(upload.path)
            except FileNotFoundError:
                _log.warning("a file that was to be sent is not there any more")
        return contents

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


async def _drawn_for(reader: compose.Reader, message: Message) -> compose.Reader:
    """With the pictures that are drawn for them, as far as they can be."""
    sheet = None if message.drawing is None else compose.sheet(message.drawing, reader)
    if sheet is not None:
        reader = replace(reader, drawn=await asyncio.to_thread(draw, sheet))
    map_sheet = compose.map_sheet(message, reader)
    if map_sheet is not None:
        reader = replace(reader, mapped=await asyncio.to_thread(draw_map, map_sheet))
    return reader


def _shared(lane: Lane) -> Lane:
    """Of broadcasts so many are in flight together."""
    return Lane.BULK if lane.is_broadcast else lane


async def _look_up(store: Store, claimed: Claimed) -> _Ready:
    if claimed.recipient is None:
        return _Ready(claimed, None, None)
    try:
        address = await store.address(claimed.recipient)
    except KeyError:
        return _Ready(claimed, None, None)
    except SealBroken:
        return _Ready(claimed.model_copy(update={"payload": None}), None, None)
    slot = None if claimed.slot is None else await store.outbox.slot(claimed)
    return _Ready(claimed, address, slot)
