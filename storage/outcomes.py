"""What became of cases that were said to be done: verified, verified by nobody, opened again; each counted apart."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from storage.case import Actor
from storage.clock import to_micros
from storage.module import Module
from storage.roles import Role, listed


class Tally(BaseModel):
    """How often each happened."""

    model_config = ConfigDict(frozen=True)

    verified: int = 0
    lapsed: int = 0
    reopened: int = 0


class Outcome(BaseModel):
    """Of one case: how often it was opened again, and by whose word it is verified (SYSTEM where neighbours had seen it), if it is."""

    model_config = ConfigDict(frozen=True)

    reopened: int = 0
    verified_by: Actor | None = None


class Outcomes(Module):
    """Queries about outcomes."""

    async def since(self, person_id: int, roles: Iterable[Role], since: datetime, *, now: datetime) -> Tally:
        """Where somebody has one of these roles, and in all units below, after then and until now."""
        rows = self._q.outcomes.since(
            self._conn, person_id=person_id, roles=listed(roles), since=to_micros(since), now=to_micros(now)
        )
        return Tally(**{row["event"]: row["times"] async for row in rows})

    async def of_report(self, report_id: int) -> Outcome:
        """As it stands now."""
        found = [row async for row in self._q.outcomes.of_report(self._conn, report_id=report_id)]
        verified = Actor(found[-1]["actor"]) if found and found[-1]["event"] == "verified" else None
        return Outcome(reopened=sum(row["event"] == "reopened" for row in found), verified_by=verified)
