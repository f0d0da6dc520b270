"""Digests whose time has come. The message owed and the time of the next one commit together, so that each is sent once."""

import logging
from collections.abc import Callable

from handlers import rights
from handlers.context import House, Work
from handlers.digest.letter import letter
from handlers.digest.rules import DEFAULT_MINUTE, FURTHEST, is_late, next_due
from storage.clock import Clock, to_micros
from storage.digests import Digest
from storage.engine import Database, StorageUnavailable
from storage.outbox import Lane, Owed, Worth
from storage.store import Store

_log = logging.getLogger(__name__)


class DigestJobs:
    """Periodic work on digests; `owed` is called when messages were put into the outbox."""

    def __init__(self, database: Database, house: House, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._owed = owed

    async def send_digests(self) -> None:
        """Plans one for whoever is newly staff, and sends what is due: one transaction each, so that nobody else waits for them all."""
        now = self._clock()
        async with self._database.read() as store:
            newcomers = await store.digests.newcomers()
            due = await store.digests.due(now=now, latest=now + FURTHEST)
        for person_id in newcomers:
            async with self._database.write() as store:
                await self._plan(store, person_id)
        for digest in due:
            await self._one(digest)
        if due:
            self._owed()

    async def _plan(self, store: Store, person_id: int) -> None:
        """At the usual time, unless they have just chosen another."""
        if await store.digests.get(person_id) is None:
            due_at = next_due(DEFAULT_MINUTE, self._house.zone, self._clock())
            await store.digests.plan(person_id, DEFAULT_MINUTE, due_at)

    async def _one(self, digest: Digest) -> None:
        """One that cannot be written is left out: it must not be tried again and again."""
        try:
            async with self._database.write() as store:
                await send(Work(self._house, store, self._clock()), digest.person_id)
        except StorageUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this digest's alone
            _log.error("a digest could not be written: %s", type(error).__name__, exc_info=error)
            async with self._database.write() as store:
                due_at = next_due(digest.minute, self._house.zone, self._clock())
                await store.digests.move(digest.person_id, due_at, had=digest.had)


async def send(work: Work, person_id: int) -> None:
    """Owes somebody's digest if it is due now, and plans the next one. Whoever has lost the right to see cases gets none."""
    digest = await work.store.digests.get(person_id)
    if digest is None or digest.due_at is None or work.now < digest.due_at <= work.now + FURTHEST:
        return
    if not await rights.may_anywhere(work.store, person_id, rights.Deed.SEE_WORKLIST):
        await work.store.digests.end(person_id)
        return
    had = digest.had
    if await _is_wanted(work, digest):
        message, had = await letter(work, person_id, had=digest.had)
        if message is not None:
            await work.owe([_owed(digest, message.model_dump(mode="json"))])
    await work.store.digests.move(person_id, next_due(digest.minute, work.house.zone, work.now), had=had)


async def _is_wanted(work: Work, digest: Digest) -> bool:
    """Not where it comes too late, was planned by a wrong clock, or cannot reach them."""
    assert digest.due_at is not None, "it is due"
    person = await work.store.people.by_id(digest.person_id)
    is_due = digest.due_at <= work.now and not is_late(digest.due_at, work.now)
    return is_due and person is not None and person.unreachable_at is None


def _owed(digest: Digest, payload: dict[str, object]) -> Owed:
    return Owed(
        person_id=digest.person_id,
        payload=payload,
        lane=Lane.NOTICES,
        worth=Worth.ONCE,
        dedupe=f"digest {digest.person_id} {to_micros(digest.due_at)}",
    )
