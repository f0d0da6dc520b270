"""Points, as double entry bookkeeping: accounts, and transfers from one to another that are only ever added.

Whose an account is stands nowhere: it is found by a keyed hash. Balances add up to 0, because what one gets another gives, and none but a
unit's own issue goes below 0, because what is taken is taken by one conditional statement.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from storage.clock import day_of, to_micros
from storage.connection import Row
from storage.module import AT_ONCE, NO_END, Module, timed


class AccountKind(StrEnum):
    """ISSUE is where a unit's points come from, and alone goes below 0; REWARDS what was spent with a unit, EXPIRY what nobody has any
    more."""

    ISSUE = "issue"
    PERSON = "person"
    REWARDS = "rewards"
    EXPIRY = "expiry"


class Reason(StrEnum):
    """Why points go from one account to another."""

    VERIFIED = "verified"  # a hazard that was reported is fixed
    JOINED = "joined"  # … and somebody else had reported it first
    LOOKED = "looked"  # somebody said whether it is
    DRILL = "drill"
    KNOCKED = "knocked"
    TRAINED = "trained"
    REDEEMED = "redeemed"
    REFUNDED = "refunded"
    EXPIRED = "expired"
    ERASED = "erased"


_EARNED = (AccountKind.ISSUE, AccountKind.PERSON)
_LOST = (AccountKind.PERSON, AccountKind.EXPIRY)
# From which kind of account to which; there is no other way.
FLOWS: Mapping[Reason, tuple[AccountKind, AccountKind]] = {
    Reason.VERIFIED: _EARNED,
    Reason.JOINED: _EARNED,
    Reason.LOOKED: _EARNED,
    Reason.DRILL: _EARNED,
    Reason.KNOCKED: _EARNED,
    Reason.TRAINED: _EARNED,
    Reason.REDEEMED: (AccountKind.PERSON, AccountKind.REWARDS),
    Reason.REFUNDED: (AccountKind.REWARDS, AccountKind.PERSON),
    Reason.EXPIRED: _LOST,
    Reason.ERASED: _LOST,
}


class Moved(StrEnum):
    """What became of a transfer: made, made before, or more than there is."""

    MADE = "made"
    BEFORE = "before"
    SHORT = "short"


class Account(BaseModel):
    """Where points are; `balance` is how many."""

    model_config = ConfigDict(frozen=True)

    id: int
    kind: AccountKind
    unit_id: int | None
    balance: int


class Transfer(BaseModel):
    """What is to be moved. `operation` names what is done, whoever asks for it again; it tells nothing to whoever reads it. `about` is the
    code of what it is for. `expires_at` is until when it can be spent."""

    model_config = ConfigDict(frozen=True)

    operation: str
    debit_id: int
    credit_id: int
    amount: int
    reason: Reason
    about: str | None = None
    expires_at: datetime | None = None


class Line(BaseModel):
    """One line of an account's history: `amount` is below 0 where it went out; `booked_at` is the beginning of a day."""

    model_config = ConfigDict(frozen=True)

    id: int
    amount: int
    reason: Reason
    about: str | None
    booked_at: datetime
    expires_at: datetime | None


class Lot(BaseModel):
    """How many points were got that can be spent until then."""

    model_config = ConfigDict(frozen=True)

    expires_at: datetime | None
    amount: int


class Audit(BaseModel):
    """What the books come to, which has to be 0, and the accounts whose balance is not what their transfers say, of which there have to be
    none."""

    model_config = ConfigDict(frozen=True)

    sum: int
    wrong: tuple[int, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing is amiss."""
        return self.sum == 0 and not self.wrong


class Ledger(Module):
    """Queries about points."""

    async def of_person(self, person_id: int) -> Account | None:
        """Somebody's; None where they never got any."""
        row = await self._q.ledger.of_owner(self._conn, owner=self._owner(person_id))
        return None if row is None else _opened(row)

    async def open_person(self, person_id: int) -> Account:
        """Somebody's, opened at the first time."""
        kind, owner = AccountKind.PERSON.value, self._owner(person_id)
        row = await self._q.ledger.of_owner(self._conn, owner=owner)
        if row is None:
            row = await self._q.ledger.open(self._conn, kind=kind, owner=owner, unit_id=None)
        return _opened(row)

    async def of_unit(self, kind: AccountKind, unit_id: int) -> Account:
        """Where a unit's points come from, or go to, opened at the first time."""
        row = await self._q.ledger.of_unit(self._conn, kind=kind.value, unit_id=unit_id)
        if row is None:
            row = await self._q.ledger.open(self._conn, kind=kind.value, owner=None, unit_id=unit_id)
        return _opened(row)

    async def expiry(self) -> Account:
        """Where goes what nobody has any more."""
        row = await self._q.ledger.of_kind(self._conn, kind=AccountKind.EXPIRY.value)
        if row is None:
            row = await self._q.ledger.open(self._conn, kind=AccountKind.EXPIRY.value, owner=None, unit_id=None)
        return _opened(row)

    async def by_id(self, account_id: int) -> Account:
        """As it stands."""
        return _opened(await self._q.ledger.by_id(self._conn, account_id=account_id))

    def operation(self, *parts: object) -> str:
        """The name of what is done, of what makes it what it is: it tells nothing to whoever has not the key."""
        return self._seal.lookup("operation", " ".join(str(one) for one in parts))

    async def move(self, transfer: Transfer, *, day: datetime) -> Moved:
        """All of it or nothing: not what was done before, and not more than there is. `day` is when it begins: the hour would tell who
        reported what. ValueError, and nothing to be kept, between accounts between which nothing goes for this reason."""
        if await self._q.ledger.is_done(self._conn, operation=transfer.operation) is not None:
            return Moved.BEFORE
        named = transfer.model_dump(include={"debit_id", "credit_id", "amount"})
        taken = await self._q.ledger.debit(self._conn, debit_id=transfer.debit_id, amount=transfer.amount)
        if taken is None:
            return Moved.SHORT
        given = await self._q.ledger.credit(self._conn, credit_id=transfer.credit_id, amount=transfer.amount)
        if (taken, given) != FLOWS[transfer.reason]:
            raise ValueError(f"nothing goes from {taken} to {given} because it was {transfer.reason.value}")
        await self._q.ledger.add(
            self._conn,
            **named,
            operation=transfer.operation,
            reason=transfer.reason.value,
            about=self._seal.seal_text("words", transfer.about),
            booked_at=to_micros(day),
            expires_at=to_micros(transfer.expires_at),
        )
        return Moved.MADE

    async def amount(self, operation: str) -> int:
        """How many points this moved; 0 where it was not done."""
        return await self._q.ledger.amount(self._conn, operation=operation) or 0

    async def page(self, account_id: int, *, before: int = NO_END, limit: int) -> tuple[Line, ...]:
        """The newest lines of its history whose ids are below `before`, newest first."""
        rows = self._q.ledger.page(self._conn, account_id=account_id, before=before, limit=limit)
        return tuple([self._line(row) async for row in rows])

    async def lots(self, account_id: int) -> tuple[Lot, ...]:
        """All that it ever got, by when it expires, the first to expire first, and what never does at the end."""
        rows = [row async for row in self._q.ledger.got_in(self._conn, account_id=account_id)]
        found = [Lot.model_validate(timed(row)) for row in rows]
        return tuple(sorted(found, key=lambda one: (one.expires_at is None, one.expires_at)))

    async def gone(self, account_id: int) -> int:
        """How many went out of it, and did not come back."""
        return int(await self._q.ledger.gone(self._conn, account_id=account_id))

    async def got_since(self, account_id: int, reason: Reason, since: datetime) -> int:
        """How many it got for a reason from that day on."""
        named = {"account_id": account_id, "reason": reason.value, "since": to_micros(since)}
        return int(await self._q.ledger.got_since(self._conn, **named))

    async def with_expired(self, *, now: datetime, after: int, limit: int) -> tuple[Account, ...]:
        """People's accounts with ids above `after` that have points, and once got some that have expired by now; in order."""
        named = {"now": to_micros(now), "after": after, "limit": limit}
        rows = [row async for row in self._q.ledger.with_expired(self._conn, **named)]
        return tuple(_opened(row) for row in rows)

    async def close(self, person_id: int, *, now: datetime) -> None:
        """What somebody has goes, and nobody can tell any more whose it was."""
        account = await self.of_person(person_id)
        if account is None:
            return
        if account.balance > 0:
            gone = {"operation": self.operation("erased", account.id), "reason": Reason.ERASED}
            expiry = await self.expiry()
            ends = {"debit_id": account.id, "credit_id": expiry.id, "amount": account.balance}
            await self.move(Transfer.model_validate(gone | ends), day=day_of(now))
        await self._q.ledger.unlink(self._conn, account_id=account.id)
        await self._q.ledger.disown(self._conn, owner=self._owner(person_id))

    async def forget(self, *, before: datetime) -> int:
        """Forgets what the transfers before that day were for, a piece at a time; how many they were."""
        named = {"before": to_micros(before), "limit": AT_ONCE}
        return len([row async for row in self._q.ledger.forget(self._conn, **named)])

    async def audit(self) -> Audit:
        """Whether the books are right."""
        wrong = tuple([row["id"] async for row in self._q.ledger.wrong(self._conn)])
        return Audit(sum=int(await self._q.ledger.sum(self._conn)), wrong=wrong)

    def _owner(self, person_id: int) -> str:
        return self._seal.lookup("account", person_id)

    def _line(self, row: Row) -> Line:
        return Line.model_validate(timed(row) | {"about": self._seal.open_text("words", row["about"])})


def _opened(row: Row | None) -> Account:
    assert row is not None, "it is there, or was opened"
    return Account.model_validate(dict(row))
