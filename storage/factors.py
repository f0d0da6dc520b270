"""Second factors: a secret that somebody's phone shares with us, and what was done with the codes that it makes."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from storage.clock import day_of, from_micros, to_micros
from storage.module import Module


class Factor(BaseModel):
    """Somebody's, good only once it is confirmed; the secret stands in no trace of an error."""

    model_config = ConfigDict(frozen=True)

    secret: str = Field(repr=False)
    confirmed_at: datetime | None
    locked_until: datetime | None


class Factors(Module):
    """Queries about second factors. Secrets are sealed."""

    async def get(self, person_id: int) -> Factor | None:
        """Somebody's, confirmed or not."""
        row = await self._q.factors.get(self._conn, person_id=person_id)
        if row is None:
            return None
        return Factor(
            secret=self._seal.open_text("factor", row["secret"]),
            confirmed_at=from_micros(row["confirmed_at"]),
            locked_until=from_micros(row["locked_until"]),
        )

    async def put(self, person_id: int, secret: str) -> None:
        """One that is still to be confirmed, in the place of any that there was."""
        sealed = self._seal.seal_text("factor", secret)
        await self._q.factors.put(self._conn, person_id=person_id, secret=sealed)

    async def confirm(self, person_id: int, step: int, *, now: datetime) -> bool:
        """It counts from this day on, and the code of this step is used up; False when there is none to be confirmed."""
        confirmed = await self._q.factors.confirm(
            self._conn, person_id=person_id, step=step, day=to_micros(day_of(now))
        )
        return confirmed is not None

    async def use(self, person_id: int, step: int, *, latest: int) -> bool:
        """Uses up the codes until that of this step; False when it was used up, or there is no factor. Where the last one used is of a
        step after the latest that can be, the clock was wrong then, and it does not count."""
        used = await self._q.factors.use(self._conn, person_id=person_id, step=step, latest=latest)
        return used is not None

    async def fail(self, person_id: int, *, most: int, until: datetime) -> bool:
        """A code was wrong. Whether it was one too many: then it is locked until a time, and counted anew after that."""
        failures = await self._q.factors.fail(self._conn, person_id=person_id, most=most, until=to_micros(until))
        return bool(failures == 0)

    async def remove(self, person_id: int) -> bool:
        """They have none any more; False when they had none."""
        return await self._q.factors.remove(self._conn, person_id=person_id) is not None
