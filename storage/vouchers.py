"""Vouchers: for one its reward is had, once. Whose one is, only the account says from which it was paid."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from storage.clock import to_micros
from storage.connection import Row
from storage.module import Module, timed
from storage.recipient import Recipient


class VoucherState(StrEnum):
    """An OPEN one is good; the other states are for ever. The points of an EXPIRED or a REFUNDED one went back."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REFUNDED = "refunded"


class NewVoucher(BaseModel):
    """One that is to be had. `operation` names what was asked for, `holder_id` whoever is told of its use."""

    model_config = ConfigDict(frozen=True)

    reward_id: int
    account_id: int
    operation: str
    code: str = Field(repr=False)
    holder_id: int
    price: int
    bought_at: datetime
    expires_at: datetime


class Voucher(BaseModel):
    """`code` and `holder_id` are forgotten as soon as it is good no more."""

    model_config = ConfigDict(frozen=True)

    id: int
    reward_id: int
    account_id: int
    code: str | None = Field(repr=False)
    holder_id: int | None
    price: int
    state: VoucherState
    bought_at: datetime
    expires_at: datetime
    ended_at: datetime | None


class Used(BaseModel):
    """One whose reward was given: what it was, by whom (None: the service counter), and for how many points."""

    model_config = ConfigDict(frozen=True)

    id: int
    price: int
    ended_at: datetime
    name: str
    name_en: str
    partner_id: int | None


class Vouchers(Module):
    """Queries about vouchers."""

    async def add(self, new: NewVoucher) -> Voucher:
        """Open from now on."""
        added = await self._q.vouchers.add(
            self._conn,
            **new.model_dump(include={"reward_id", "account_id", "operation", "price"}),
            code_hash=self._code_hash(new.code),
            code=self._seal.seal_text("words", new.code),
            holder=Recipient(person_id=new.holder_id).sealed(self._seal),
            bought_at=to_micros(new.bought_at),
            expires_at=to_micros(new.expires_at),
        )
        voucher = await self.get(int(added))
        assert voucher is not None, "it was added"
        return voucher

    async def get(self, voucher_id: int) -> Voucher | None:
        """The voucher of a number that anybody can make up, if there is one."""
        return self._voucher(await self._q.vouchers.by_id(self._conn, voucher_id=voucher_id))

    async def by_code(self, code: str) -> Voucher | None:
        """The voucher of a code that anybody can make up, also when it is good no more."""
        return self._voucher(await self._q.vouchers.by_code(self._conn, code_hash=self._code_hash(code)))

    async def by_operation(self, operation: str) -> Voucher | None:
        """What somebody got who asked for the same before."""
        return self._voucher(await self._q.vouchers.by_operation(self._conn, operation=operation))

    async def of_account(self, account_id: int) -> tuple[Voucher, ...]:
        """All that were ever paid from an account, oldest first."""
        rows = [row async for row in self._q.vouchers.of_account(self._conn, account_id=account_id)]
        return tuple([one for one in map(self._voucher, rows) if one is not None])

    async def had_since(self, account_id: int, reward_id: int, since: datetime) -> int:
        """How many of a reward were had since then from an account."""
        named = {"account_id": account_id, "reward_id": reward_id, "since": to_micros(since)}
        return int(await self._q.vouchers.had_since(self._conn, **named))

    async def used(self, unit_id: int, since: datetime, *, by_partner: bool) -> tuple[Used, ...]:
        """Those whose rewards were given since then: of what a unit offers, or of what a partner gives."""
        query = self._q.vouchers.used_of_partner if by_partner else self._q.vouchers.used_of_unit
        rows = query(self._conn, unit_id=unit_id, since=to_micros(since))
        return tuple([Used.model_validate(timed(row)) async for row in rows])

    async def due(self, *, limit: int, now: datetime) -> tuple[int, ...]:
        """Ids of open ones whose time is over, the oldest first."""
        rows = self._q.vouchers.due(self._conn, now=to_micros(now), limit=limit)
        return tuple([row["id"] async for row in rows])

    async def end(self, voucher_id: int, state: VoucherState, *, now: datetime) -> bool:
        """It is good no more; False where it was not any more, and nothing changes."""
        named = {"voucher_id": voucher_id, "state": state.value, "now": to_micros(now)}
        return await self._q.vouchers.end(self._conn, **named) is not None

    def _code_hash(self, code: str) -> str:
        return self._seal.lookup("voucher", code)

    def _voucher(self, row: Row | None) -> Voucher | None:
        if row is None:
            return None
        fields = timed(row)
        holder: bytes | None = fields.pop("holder")
        opened = {
            "code": self._seal.open_text("words", fields["code"]),
            "holder_id": None if holder is None else Recipient.opened(self._seal, holder).person_id,
        }
        return Voucher.model_validate(fields | opened)
