"""Who asked for everything about them: to be put together soon, and known for a day so that it is not asked for all the time."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.module import Module
from storage.recipient import Recipient


class Parcel(BaseModel):
    """Everything about somebody, still to be put together; `tries` counts those that failed. `name` is what its files are called."""

    model_config = ConfigDict(frozen=True)

    id: int
    person_id: int
    tries: int
    name: str

    def path(self, number: int) -> str:
        """Where its so-manieth part lies, sealed, below media_dir."""
        return f"{self.name}-{number}.sealed"


class Parcels(Module):
    """Queries about parcels. Whose they are is sealed, as in the outbox, beside the time at which they asked."""

    async def ask(self, person_id: int, *, now: datetime) -> None:
        """Somebody wants everything about them."""
        recipient = Recipient(person_id=person_id)
        await self._q.parcels.add(
            self._conn, chat=recipient.chat(self._seal), recipient=recipient.sealed(self._seal), now=to_micros(now)
        )

    async def asked(self, person_id: int, *, since: datetime) -> tuple[datetime, ...]:
        """When they asked after that, oldest first."""
        rows = self._q.parcels.asked(self._conn, chat=self._chat(person_id), since=to_micros(since))
        return tuple([from_micros(row["created_at"]) async for row in rows])

    async def due(self, *, now: datetime, limit: int) -> tuple[Parcel, ...]:
        """Those to be put together now, oldest first."""
        rows = self._q.parcels.due(self._conn, now=to_micros(now), limit=limit)
        return tuple([self._parcel(row["id"], row["recipient"], row["tries"]) async for row in rows])

    async def done(self, parcel_id: int, *, now: datetime) -> bool:
        """It is on its way; False when nobody waits for it any more."""
        return await self._q.parcels.done(self._conn, id=parcel_id, now=to_micros(now)) is not None

    async def put_off(self, parcel_id: int, *, until: datetime) -> None:
        """Tried in vain."""
        await self._q.parcels.put_off(self._conn, id=parcel_id, retry_at=to_micros(until))

    async def withdraw(self, person_id: int, *, now: datetime) -> None:
        """They want nothing any more, and did not ask; the files go now."""
        at = to_micros(now)
        for row in [row async for row in self._q.parcels.of_person(self._conn, chat=self._chat(person_id))]:
            await self._q.discarded.hasten(self._conn, start=self._name(row["id"]), now=at)
        await self._q.parcels.withdraw(self._conn, chat=self._chat(person_id))

    async def forget(self, *, before: datetime) -> None:
        """That somebody asked before then, and got it."""
        await self._q.parcels.forget(self._conn, before=to_micros(before))

    def _chat(self, person_id: int) -> str:
        return Recipient(person_id=person_id).chat(self._seal)

    def _parcel(self, parcel_id: int, sealed: bytes, tries: int) -> Parcel:
        person_id = Recipient.opened(self._seal, sealed).person_id
        assert person_id is not None, "groups ask for nothing"
        return Parcel(id=parcel_id, person_id=person_id, tries=tries, name=self._name(parcel_id))

    def _name(self, parcel_id: int) -> str:
        """Tells nothing, and is the same at each try."""
        name = self._seal.lookup("parcel", parcel_id)
        return f"{name[:2]}/{name}"
