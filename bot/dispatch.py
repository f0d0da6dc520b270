"""From the inbox to the handlers: one transaction an update, in order for each person, a failure set aside after three tries.

SQLite has one writer, so updates are handled one after the other; several share a commit, each behind its savepoint, because the
commit (an fsync) is what takes time. Handlers never touch the network, so none can hold up another for long.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot, Update

from bot.health.meter import Meter
from bot.logs import named
from bot.patience import Patience
from bot.taps import Taps
from handlers import rights
from handlers.context import Context, House, Wake, Work
from handlers.groups import channel, visit
from handlers.messages import Message, text
from handlers.routing import Router
from handlers.texts import whole
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.inbox import Waiting
from storage.outbox import Owed
from storage.store import Store

_log = logging.getLogger(__name__)

_BATCH = 16
_BATCH_SECONDS = 0.02  # after which a commit takes in nothing more: whoever else wants to write waits for it
_IDLE_SECONDS = 5.0


@dataclass(frozen=True)
class _Handled:
    """An update that went through, with what its tap is to be answered and the jobs that it makes due."""

    update: Update
    toast: str | None = None
    wakes: frozenset[Wake] = frozenset()


class Dispatcher:
    """Handles updates until stopped. poke() when the inbox got something; `owed` is called after each commit, one of `wakes` where its job
    has become due."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        house: House,
        router: Router,
        taps: Taps,
        owed: Callable[[], None],
        wakes: Mapping[Wake, Callable[[], None]],
        clock: Clock,
        meter: Meter,
    ) -> None:
        self._database = database
        self._bot = bot
        self._house = house
        self._router = router
        self._taps = taps
        self._clock = clock
        self._meter = meter
        self.patience = Patience("inbox")
        self._poked = asyncio.Event()
        self._stopping = False
        self._owed = owed
        self._wakes = wakes

    def poke(self) -> None:
        """Something may be waiting in the inbox."""
        self._poked.set()

    def stop(self) -> None:
        """run() returns after the batch under way; the rest stays in the inbox."""
        self._stopping = True
        self._poked.set()

    async def run(self) -> None:
        """Handles updates until stopped. Errors of disk or lock are waited out and never count as tries."""
        while not self._stopping:
            self._poked.clear()
            if not await self.patience.outlast(self._turn):
                await self.patience.outlast(self._rest)

    async def _turn(self) -> bool:
        """Handles one batch in one commit; False when nothing was ready."""
        handled: list[_Handled] = []
        failed: set[str] = set()
        async with self._database.write() as store:
            batch = await store.inbox.ready(limit=_BATCH, now=self._clock())
            full_at = asyncio.get_running_loop().time() + _BATCH_SECONDS
            for waiting in batch:
                if asyncio.get_running_loop().time() > full_at:
                    break
                if waiting.lane in failed:
                    continue  # a person's updates keep their order: this one waits for the one that failed
                done = await self._one(store, waiting)
                if done is None:
                    failed.add(waiting.lane)
                else:
                    handled.append(done)
        for done in handled:
            self._answer_tap(done)
        for wake in frozenset[Wake]().union(*(done.wakes for done in handled)):
            self._wakes[wake]()
        if batch:
            self._owed()
        return bool(batch)

    async def _one(self, store: Store, waiting: Waiting) -> _Handled | None:
        try:
            with self._meter.handling(waiting.update):
                async with store.savepoint():
                    return await self._handle(store, waiting)
        except StorageUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this update's alone
            await self._set_back(store, waiting, error)
            return None

    async def _handle(self, store: Store, waiting: Waiting) -> _Handled:
        update = Update.de_json(whole(waiting.update), self._bot)
        handled = await self._answer(store, update)
        await store.inbox.done(waiting.seq, now=self._clock())
        return handled

    async def _answer(self, store: Store, update: Update) -> _Handled:
        user, chat, now = update.effective_user, update.effective_chat, self._clock()
        if chat is not None and chat.type in ("group", "supergroup"):
            return await self._answer_group(store, update)
        if chat is not None and chat.type == "channel":
            await channel.changed(Work(self._house, store, now), update)
            return _Handled(update)
        if user is None or user.is_bot or (chat is not None and chat.type != "private"):
            return _Handled(update)
        person = await store.people.meet(user.id, self._house.texts.language_for(user.language_code), now=now)
        if update.my_chat_member is not None:
            left = update.my_chat_member.new_chat_member.status == "kicked"
            await store.people.set_unreachable(person.id, now if left else None)
            if left:
                await rights.note_absence(store, person.id)
            return _Handled(update)
        if person.unreachable_at is not None:
            await store.people.set_unreachable(person.id, None)
        works = await rights.works(store, person.id)
        ctx = Context(house=self._house, store=store, person=person, update=update, now=now, **works)
        await self._router.handle(ctx)
        toast = None if ctx.toast is None else self._house.texts.render(ctx.toast, person.language, now=now)
        return _Handled(update, toast, frozenset(ctx.wakes))

    async def _answer_group(self, store: Store, update: Update) -> _Handled:
        now = self._clock()
        toast = await visit.answer(self._house, store, update, now)
        user = update.effective_user
        language = self._house.texts.language_for(user.language_code if user else None)
        return _Handled(update, None if toast is None else self._house.texts.render(toast, language, now=now))

    async def _set_back(self, store: Store, waiting: Waiting, error: Exception) -> None:
        """Counts the try; after the last one the update is a dead letter and its sender is told."""
        name = type(error).__name__
        dead = await store.inbox.failed(waiting, named(error), now=self._clock())
        _log.error("update %d failed, try %d: %s", waiting.update_id, waiting.tries + 1, name, exc_info=error)
        if dead:
            _log.error("update %d is a dead letter", waiting.update_id)
            await self._apologise(store, waiting)

    async def _apologise(self, store: Store, waiting: Waiting) -> None:
        sender = waiting.sender
        if sender is None or not waiting.is_private:
            return
        person = await store.people.meet(sender, self._house.texts.languages[0], now=self._clock())
        message = Message(text=text("failed"))
        await store.outbox.add(Owed(person_id=person.id, payload=message.model_dump(mode="json")), now=self._clock())

    def _answer_tap(self, done: _Handled) -> None:
        if done.update.callback_query is not None:
            self._taps.outcome(done.update.callback_query.id, done.toast)

    async def _rest(self) -> None:
        async with self._database.read() as store:
            retry = await store.inbox.next_retry()
        wait = _IDLE_SECONDS
        if retry is not None:
            wait = min(wait, max((retry - self._clock()) / timedelta(seconds=1), 0.001))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._poked.wait(), wait)
