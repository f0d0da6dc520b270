"""Roll calls (叫应): for each unit of a warning's area somebody on duty confirms that it is known there."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import to_micros
from storage.connection import Row
from storage.module import Module, timed


class CallRung(StrEnum):
    """Who was rung last for a unit; SILENT: nobody answered, and staff have it on their list."""

    FIRST = "first"
    AGAIN = "again"
    DEPUTY = "deputy"
    SILENT = "silent"


class RollCall(BaseModel):
    """One unit's, and when who was rung. At `next_at` the next one is."""

    model_config = ConfigDict(frozen=True)

    alert_id: int
    unit_id: int
    rung: CallRung = CallRung.FIRST
    called_at: datetime
    again_at: datetime | None = None
    deputy_at: datetime | None = None
    silent_at: datetime | None = None
    next_at: datetime | None = None
    confirmed_at: datetime | None = None
    confirmed_by: int | None = None


class RollCalls(Module):
    """Queries about roll calls."""

    async def call(self, calls: Iterable[RollCall]) -> None:
        """Units, each once for a warning."""
        await self._q.rollcalls.call(self._conn, [_columns(one) for one in calls])

    async def of_alert(self, alert_id: int) -> tuple[RollCall, ...]:
        """All of a warning."""
        return tuple([_call(row) async for row in self._q.rollcalls.of_alert(self._conn, alert_id=alert_id)])

    async def due(self, *, now: datetime, latest: datetime) -> tuple[int, ...]:
        """Ids of the warnings for which somebody is to be rung now; and of those that a clock that was wrong put off beyond `latest`."""
        rows = self._q.rollcalls.due(self._conn, now=to_micros(now), latest=to_micros(latest))
        return tuple([row["alert_id"] async for row in rows])

    async def ring(self, call: RollCall) -> None:
        """Writes down who was rung, and when the next one is."""
        columns = _columns(call)
        await self._q.rollcalls.ring(self._conn, **{name: columns[name] for name in columns if name != "called_at"})

    async def confirm(self, call: RollCall, person_id: int, *, now: datetime) -> bool:
        """It is known there; False where somebody has said so already."""
        named = {"alert_id": call.alert_id, "unit_id": call.unit_id, "person_id": person_id}
        return await self._q.rollcalls.confirm(self._conn, **named, now=to_micros(now)) is not None

    async def end(self, alert_id: int) -> None:
        """Nobody is rung any more."""
        await self._q.rollcalls.end(self._conn, alert_id=alert_id)


def _columns(call: RollCall) -> dict[str, Any]:
    return {
        "alert_id": call.alert_id,
        "unit_id": call.unit_id,
        "rung": call.rung.value,
        "called_at": to_micros(call.called_at),
        **{name: to_micros(getattr(call, name)) for name in ("again_at", "deputy_at", "silent_at")},
        "next_at": to_micros(call.next_at),
    }


def _call(row: Row) -> RollCall:
    return RollCall.model_validate(timed(row))
