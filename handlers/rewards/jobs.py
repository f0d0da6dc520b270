"""Vouchers that nobody used in time. What is due stands in the database: whatever stops the bot, each goes back once."""

from collections.abc import Callable

from handlers.context import House, Work
from handlers.rewards import service, wording
from storage.clock import Clock
from storage.engine import Database
from storage.outbox import Lane, Owed, Worth

_AT_ONCE = 100  # looked for


class RewardJobs:
    """Periodic work on vouchers; `owed` is called when messages were put into the outbox."""

    def __init__(self, database: Database, house: House, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._owed = owed

    async def expire(self) -> None:
        """The points go back to the balance, one voucher after the other, each with its message."""
        while due := await self._due():
            for voucher_id in due:
                async with self._database.write() as store:
                    await expire(Work(self._house, store, self._clock()), voucher_id)
            self._owed()

    async def _due(self) -> tuple[int, ...]:
        async with self._database.read() as store:
            return await store.vouchers.due(limit=_AT_ONCE, now=self._clock())


async def expire(work: Work, voucher_id: int) -> None:
    """It may have been used, or given back, since it was looked for."""
    voucher = await service.expire(work.store, voucher_id, zone=work.house.zone, now=work.now)
    if voucher is None or voucher.holder_id is None:
        return
    told = wording.expired(await work.store.rewards.by_id(voucher.reward_id), voucher)
    payload = told.model_dump(mode="json")
    await work.owe([Owed(person_id=voucher.holder_id, payload=payload, lane=Lane.NOTICES, worth=Worth.ONCE)])
