"""Points that nobody spent in time go; and the books are looked at."""

import logging
from collections.abc import Callable

from handlers.alarms.notices import books_right, books_wrong
from handlers.alarms.service import clear, sound
from handlers.context import House, Work
from handlers.points import rules
from storage.clock import Clock
from storage.engine import Database
from storage.ledger import Reason, Transfer

_AT_ONCE = 100
_log = logging.getLogger(__name__)


class PointJobs:
    """Periodic work on points; `owed` is called when messages were put into the outbox."""

    def __init__(self, database: Database, house: House, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._owed = owed

    async def expire(self) -> None:
        """A few accounts in a transaction; what is done twice changes nothing."""
        after: int | None = 0
        while after is not None:
            async with self._database.write() as store:
                after = await _expire(Work(self._house, store, self._clock()), after)

    async def audit(self) -> None:
        """Operators are told where the books are wrong, and which accounts are."""
        async with self._database.read() as store:
            found = await store.ledger.audit()
        if not found.is_right:
            _log.error("the points' books are wrong: they come to %d; accounts %s", found.sum, found.wrong)
        async with self._database.write() as store:
            now = self._clock()
            await (
                clear(store, books_right(), now=now) if found.is_right else sound(store, books_wrong(found), now=now)
            )
        self._owed()


async def _expire(work: Work, after: int) -> int | None:
    """The last account that was looked at; None at the end."""
    ledger = work.store.ledger
    accounts = await ledger.with_expired(now=work.now, after=after, limit=_AT_ONCE)
    expiry = await ledger.expiry() if accounts else None
    for account in accounts:
        assert expiry is not None
        points = rules.expired(await ledger.lots(account.id), await ledger.gone(account.id), work.now)
        if points:
            ends = {"debit_id": account.id, "credit_id": expiry.id, "amount": points, "reason": Reason.EXPIRED}
            (last,) = await ledger.page(account.id, limit=1)
            operation = ledger.operation("expired", account.id, last.id)
            transfer = Transfer.model_validate(ends | {"operation": operation})
            await ledger.move(transfer, day=rules.day(work.now, work.house.zone))
    return accounts[-1].id if len(accounts) == _AT_ONCE else None
