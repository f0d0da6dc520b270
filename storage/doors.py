"""Door-knock lists. The doors themselves are read from people's wishes each time, so that whoever takes theirs back is on no list."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.alert import Alert
from storage.clock import from_micros, to_micros
from storage.connection import Row
from storage.copies import Answer
from storage.module import Module, timed
from storage.recipient import Recipient
from storage.wishes import Wishes, opened


class DoorRung(StrEnum):
    """Who was asked last to take a list: nobody yet, those nearest, those of the grid; STAFF were told that nobody took it."""

    NONE = "none"
    NEAR = "near"
    GRID = "grid"
    STAFF = "staff"


class DoorResult(StrEnum):
    """What a knocker found."""

    SAFE = "safe"
    HELP = "help"
    ABSENT = "absent"


class DoorList(BaseModel):
    """Doors of one unit for one knocker; at `next_at` the next ones are asked. `shown` tells whether what the knocker sees is still so."""

    model_config = ConfigDict(frozen=True)

    id: int
    alert_id: int
    unit_id: int
    rung: DoorRung = DoorRung.NONE
    taken_by: int | None = None
    taken_at: datetime | None = None
    offered_at: datetime | None = None
    next_at: datetime | None = None
    shown: str | None = None
    closed_at: datetime | None = None


class Door(BaseModel):
    """One place of a list: the `door` is None where they have taken it back, or live elsewhere by now. `answer` is what they are known to
    have said, by themselves or to a knocker."""

    model_config = ConfigDict(frozen=True)

    list_id: int
    place: int
    person_id: int
    door: str | None = None
    result: DoorResult | None = None
    at: datetime | None = None
    answer: Answer | None = None


class Silent(BaseModel):
    """Somebody who said that they need help, has a warning and has said nothing to it."""

    model_config = ConfigDict(frozen=True)

    person_id: int
    unit_id: int
    has_door: bool


class Doors(Module):
    """Queries about door-knock lists."""

    async def silent(self, alert: Alert) -> tuple[Silent, ...]:
        """All of its area, by unit."""
        rows = [row async for row in self._q.doors.silent(self._conn, alert_id=alert.id, event=alert.event)]
        wishing = [(row, opened(self._seal, row["body"])) for row in rows]
        return tuple(
            Silent(person_id=row["id"], unit_id=row["home_unit_id"], has_door=wishes.door is not None)
            for row, wishes in wishing
            if wishes.needs_help
        )

    async def add(self, alert_id: int, unit_id: int, people: Iterable[int], *, now: datetime) -> DoorList:
        """A list of these people's doors, which nobody was asked about yet."""
        list_id = await self._q.doors.add(self._conn, alert_id=alert_id, unit_id=unit_id, now=to_micros(now))
        places = [{"list_id": list_id, "person_id": one, "place": place} for place, one in enumerate(people)]
        await self._q.doors.put(self._conn, places)
        return DoorList(id=list_id, alert_id=alert_id, unit_id=unit_id, next_at=now)

    async def by_id(self, list_id: int) -> DoorList | None:
        """The list, closed ones too; None where there is none of this id."""
        row = await self._q.doors.by_id(self._conn, list_id=list_id)
        return None if row is None else _list(row)

    async def of_event(self, event: str) -> tuple[DoorList, ...]:
        """The open ones of a warning, in the order in which they were made."""
        return tuple([_list(row) async for row in self._q.doors.of_event(self._conn, event=event)])

    async def events(self) -> tuple[str, ...]:
        """The numbers of the warnings that have open lists."""
        return tuple([row["event"] async for row in self._q.doors.events(self._conn)])

    async def held(self, person_id: int) -> tuple[DoorList, ...]:
        """The open ones that somebody has."""
        return tuple([_list(row) async for row in self._q.doors.held(self._conn, person_id=person_id)])

    async def message(self, person_id: int, slot: str) -> int | None:
        """Telegram's id of the message of this name that somebody has."""
        chat = Recipient(person_id=person_id).chat(self._seal)
        row = await self._q.outbox.slot(self._conn, chat=chat, slot=self._seal.lookup("slot", slot))
        return None if row is None else int(row["message_id"])

    async def save(self, one: DoorList) -> None:
        """Writes everything that may change, unless it is closed."""
        times = {name: to_micros(getattr(one, name)) for name in ("taken_at", "offered_at", "next_at")}
        named = {"list_id": one.id, "rung": one.rung.value, "taken_by": one.taken_by, "shown": one.shown}
        await self._q.doors.save(self._conn, **named, **times)

    async def take(self, list_id: int, person_id: int, *, now: datetime) -> bool:
        """It is theirs; False where somebody has it already, or it is closed."""
        return (
            await self._q.doors.take(self._conn, list_id=list_id, person_id=person_id, now=to_micros(now)) is not None
        )

    async def doors(self, list_id: int) -> tuple[Door, ...]:
        """Everything on an open list, as it is now."""
        return tuple([self._door(row) async for row in self._q.doors.doors(self._conn, list_id=list_id)])

    async def all_doors(self, event: str) -> Mapping[int, tuple[Door, ...]]:
        """Everything on the open lists of a warning, by list, as it is now."""
        found: dict[int, tuple[Door, ...]] = {}
        async for row in self._q.doors.all_doors(self._conn, event=event):
            found[row["list_id"]] = (*found.get(row["list_id"], ()), self._door(row))
        return found

    async def listed(self, event: str) -> frozenset[int]:
        """Everybody whose door is on an open list of a warning."""
        return frozenset([row["person_id"] async for row in self._q.doors.listed(self._conn, event=event)])

    async def note(self, door: Door, result: DoorResult, *, now: datetime) -> None:
        """What was found there."""
        named = {"list_id": door.list_id, "place": door.place, "result": result.value}
        await self._q.doors.note(self._conn, **named, now=to_micros(now))

    async def close(self, list_id: int, *, now: datetime) -> None:
        """Nothing is kept any more of who was on it."""
        await self._q.doors.empty(self._conn, list_id=list_id)
        await self._q.doors.close(self._conn, list_id=list_id, now=to_micros(now))

    def mark(self, doors: Iterable[Door]) -> str:
        """Another one where anything of these has changed; it tells nothing."""
        return self._seal.lookup("doors", json.dumps([(one.place, one.door, one.result, one.answer) for one in doors]))

    def _door(self, row: Row) -> Door:
        fields: dict[str, Any] = {**dict(row), "at": from_micros(row["at"])}
        wishes = Wishes() if (body := fields.pop("body")) is None else opened(self._seal, body)
        return Door.model_validate(fields | {"door": wishes.door if wishes.needs_help else None})


def _list(row: Row) -> DoorList:
    return DoorList.model_validate(timed(row))
