"""What people did within the last hour, for what is limited by the hour. The minutes are sealed, and whose they are is a keyed hash."""

import json
from datetime import datetime, timedelta
from enum import StrEnum

from storage.clock import from_micros, to_micros
from storage.module import Module

HOUR = timedelta(hours=1)


class Use(StrEnum):
    """What is counted."""

    REPORT = "report"
    MEDIA = "media"


class Uses(Module):
    """Queries about uses."""

    async def within_the_hour(self, person_id: int, what: Use, *, now: datetime) -> tuple[datetime, ...]:
        """When somebody did it, oldest first; what the clock has not reached yet does not count."""
        since = to_micros(now - HOUR)
        sealed: bytes | None = await self._q.uses.get(self._conn, who=self._who(person_id), what=what.value)
        times: list[int] = [] if sealed is None else json.loads(self._seal.open_text("uses", sealed))
        return tuple(from_micros(one) for one in times if since < one <= to_micros(now))

    async def add(self, person_id: int, what: Use, *, count: int = 1, now: datetime) -> None:
        """Somebody did it so many times just now."""
        before = await self.within_the_hour(person_id, what, now=now)
        times = [to_micros(one) for one in (*before, *(now,) * count)]
        await self._q.uses.put(
            self._conn,
            who=self._who(person_id),
            what=what.value,
            times=self._seal.seal_text("uses", json.dumps(times)),
            forget_at=to_micros(_full_hour(now) + 2 * HOUR),
        )

    async def forget(self, *, now: datetime) -> None:
        """Forgets of whom nothing counts any more."""
        await self._q.uses.forget(self._conn, now=to_micros(now))

    def _who(self, person_id: int) -> str:
        return self._seal.lookup("uses", person_id)


def _full_hour(moment: datetime) -> datetime:
    """For a time that must not tell the minute."""
    return from_micros(to_micros(moment) // _HOUR_MICROS * _HOUR_MICROS)


_HOUR_MICROS = HOUR // timedelta(microseconds=1)
