"""Rewards: what a unit, or a partner of its, gives for points, and how many of it are left."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from storage.clock import to_micros
from storage.connection import Row
from storage.module import Module, timed


class NewReward(BaseModel):
    """One that is to be offered. Without `partner_id`, a team of the unit, it is had at the unit's service counter; without `stock` there
    are as many as are wanted; `monthly` is how many a person may have in a month, if not as many as they like."""

    model_config = ConfigDict(frozen=True)

    unit_id: int
    partner_id: int | None = None
    name: str
    name_en: str
    price: int
    stock: int | None = None
    monthly: int | None = None
    hours: str | None = None


class Reward(NewReward):
    """One that is, or was, on offer."""

    id: int
    withdrawn_at: datetime | None


class Rewards(Module):
    """Queries about rewards."""

    async def add(self, new: NewReward) -> Reward:
        """On offer from now on."""
        return await self.by_id(int(await self._q.rewards.add(self._conn, **new.model_dump())))

    async def get(self, reward_id: int) -> Reward | None:
        """The reward of a number that anybody can make up, if there is one."""
        row = await self._q.rewards.by_id(self._conn, reward_id=reward_id)
        return None if row is None else _reward(row)

    async def by_id(self, reward_id: int) -> Reward:
        """One that is known to be there; KeyError otherwise."""
        found = await self.get(reward_id)
        if found is None:
            raise KeyError(f"no reward {reward_id}")
        return found

    async def of_unit(self, unit_id: int) -> tuple[Reward, ...]:
        """What a unit has on offer, the cheapest first."""
        return tuple([_reward(row) async for row in self._q.rewards.of_unit(self._conn, unit_id=unit_id)])

    async def above(self, unit_id: int) -> tuple[Reward, ...]:
        """What a unit and all above it have on offer, the nearest unit's first."""
        return tuple([_reward(row) async for row in self._q.rewards.above(self._conn, unit_id=unit_id)])

    async def take(self, reward_id: int) -> bool:
        """One less is left; False where none is, or it is withdrawn."""
        return await self._q.rewards.take(self._conn, reward_id=reward_id) is not None

    async def put_back(self, reward_id: int) -> None:
        """One more is left."""
        await self._q.rewards.put_back(self._conn, reward_id=reward_id)

    async def set_stock(self, reward_id: int, stock: int | None) -> bool:
        """So many are left from now on; False where it is withdrawn."""
        return await self._q.rewards.set_stock(self._conn, reward_id=reward_id, stock=stock) is not None

    async def withdraw(self, reward_id: int, *, now: datetime) -> bool:
        """Nobody can have it any more who has no voucher; False where it was withdrawn before."""
        return await self._q.rewards.withdraw(self._conn, reward_id=reward_id, now=to_micros(now)) is not None


def _reward(row: Row) -> Reward:
    return Reward.model_validate(timed(row))
