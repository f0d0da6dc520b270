"""Everything about one person, beside their reports and their dialog: as rows to be told to them, opened, with times as times.

Whom else a row concerns is left out: who gave a role, whose report a member of staff handled.
"""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from storage.clock import from_micros
from storage.connection import Row
from storage.module import Module
from storage.recipient import Recipient
from storage.votes import voter

Fact = dict[str, Any]

_OPENED = {
    "telegram_id": "telegram",
    "name": "name",
    "area": "area",
    "words": "words",
    "title": "words",
    "note": "words",
    "number": "words",
}


class Personal(Module):
    """Queries about everything that hangs on somebody."""

    async def person(self, person_id: int) -> Fact:
        """Their own row; KeyError when they are gone."""
        row = await self._q.personal.person(self._conn, person_id=person_id)
        if row is None:
            raise KeyError(f"no person {person_id}")
        fact = self._fact(row)
        if fact["area"] is not None:
            area = json.loads(fact["area"])
            fact["area"] = {"unit_id": area["unit_id"], "until": from_micros(area["until"])}
        return fact

    async def roles(self, person_id: int) -> list[Fact]:
        """Roles they have and had, without who gave or took them."""
        return await self._facts(self._q.personal.roles(self._conn, person_id=person_id))

    async def made(self, person_id: int) -> dict[str, list[Fact]]:
        """Invites, groups and channels, notices, drills, courses and areas of theirs."""
        queries = self._q.personal
        return {
            "invites": await self._facts(queries.invites(self._conn, person_id=person_id)),
            "groups": await self._facts(queries.groups(self._conn, person_id=person_id)),
            "notices": await self._facts(queries.notices(self._conn, person_id=person_id)),
            "drills": await self._facts(queries.drills(self._conn, person_id=person_id)),
            "courses": await self._facts(queries.courses(self._conn, person_id=person_id)),
            "areas": await self._facts(queries.areas(self._conn, person_id=person_id)),
        }

    async def work(self, person_id: int) -> dict[str, list[Fact]]:
        """What they did with cases as staff, which they hold, whistles they blew and followed, warnings they let go or confirmed, what
        they look at, when they are on duty, where they knocked, since when they have a second factor, and their digest."""
        queries = self._q.personal
        return {
            "deeds": await self._facts(queries.deeds(self._conn, person_id=person_id)),
            "holds": await self._facts(queries.held(self._conn, person_id=person_id)),
            "whistles": await self._facts(queries.whistles(self._conn, person_id=person_id)),
            "summons": await self._facts(queries.summons(self._conn, person_id=person_id)),
            "alerts": await self._facts(queries.alerts(self._conn, person_id=person_id)),
            "roll_calls": await self._facts(queries.roll_calls(self._conn, person_id=person_id)),
            "immediate": await self._facts(queries.standing(self._conn, person_id=person_id)),
            "worklist": await self._facts(queries.worklist_view(self._conn, person_id=person_id)),
            "shifts": await self._facts(queries.shifts(self._conn, person_id=person_id)),
            "deputises": await self._facts(queries.deputises(self._conn, person_id=person_id)),
            "door_lists": await self._facts(queries.door_lists(self._conn, person_id=person_id)),
            "second_factor": await self._facts(queries.factor(self._conn, person_id=person_id)),
            "digest": await self._facts(queries.digest(self._conn, person_id=person_id)),
        }

    async def warned(self, person_id: int) -> list[Fact]:
        """Of what they were warned, and what they answered."""
        return await self._facts(self._q.personal.warned(self._conn, person_id=person_id))

    async def drills(self, person_id: int) -> list[Fact]:
        """In which drills they took part."""
        return await self._facts(self._q.personal.drill_copies(self._conn, person_id=person_id))

    async def training(self, person_id: int) -> list[Fact]:
        """To which sessions of training they wanted to come, and how that stands."""
        return await self._facts(self._q.personal.training(self._conn, person_id=person_id))

    async def doors(self, person_id: int) -> list[Fact]:
        """That somebody is to knock at their door, and what was found there."""
        return await self._facts(self._q.personal.doors(self._conn, person_id=person_id))

    async def looks(self, person_id: int) -> Fact:
        """Near which point they look whether something is fixed, on which day they were asked last, and about which cases they are now."""
        row = await self._q.personal.looker(self._conn, person_id=person_id)
        place = None if row is None else json.loads(self._seal.open_text("look", row["place"]))
        return {
            "point": place,
            "asked_on": None if row is None else from_micros(row["asked_on"]),
            "asked_about": [one async for one in self._votes(person_id)],
        }

    async def _votes(self, person_id: int) -> AsyncIterator[Fact]:
        for row in [row async for row in self._q.votes.asking(self._conn)]:
            hashed = voter(self._seal, row["report_id"], person_id)
            given = await self._q.votes.given(self._conn, report_id=row["report_id"], voter=hashed)
            if given is not None:
                yield dict(given)

    async def under_way(self, person_id: int) -> Fact:
        """What is still to be handled, sent, looked into or changed; of messages only which they are, as they may speak of others."""
        chat = Recipient(person_id=person_id).chat(self._seal)
        telegram_id = (await self.person(person_id))["telegram_id"]
        lane = self._seal.lookup("lane", int(telegram_id))
        return {
            "updates": [self._update(row) async for row in self._q.personal.updates(self._conn, lane=lane)],
            "messages": [self._owed(row) async for row in self._q.personal.owed(self._conn, chat=chat)],
            "editable_messages": int(await self._q.personal.editable(self._conn, chat=chat)),
            "files_to_look_into": await self._glances(person_id),
        }

    async def counted(self, person_id: int) -> dict[str, Any]:
        """What is counted for limits, and when they asked for everything."""
        who = self._seal.lookup("uses", person_id)
        chat = Recipient(person_id=person_id).chat(self._seal)
        uses = {row["what"]: row["times"] async for row in self._q.personal.uses(self._conn, who=who)}
        opened = {what: json.loads(self._seal.open_text("uses", times)) for what, times in uses.items()}
        return {
            "uses": {what: [from_micros(one) for one in times] for what, times in opened.items()},
            "asked_for_everything": await self._facts(self._q.personal.parcels(self._conn, chat=chat)),
        }

    async def _glances(self, person_id: int) -> list[str]:
        rows = [row async for row in self._q.personal.glances(self._conn)]
        mine = [row for row in rows if self._seal.open_text("glance", row["person"]) == str(person_id)]
        return [self._seal.open_text("file_id", row["file_id"]) for row in mine]

    async def _facts(self, rows: Any) -> list[Fact]:
        return [self._fact(row) async for row in rows]

    def _fact(self, row: Row) -> Fact:
        fact: Fact = dict(row)
        for name, value in fact.items():
            if name in _OPENED:
                fact[name] = self._seal.open_text(_OPENED[name], value)
            elif name.endswith("_at") or name == "at":
                fact[name] = from_micros(value)
        return fact

    def _update(self, row: Row) -> Fact:
        update = json.loads(self._seal.open_text("update", row["body"]))
        received: datetime = from_micros(row["received_at"])
        return {"received_at": received, "state": row["state"], "update": update}

    def _owed(self, row: Row) -> Fact:
        text = json.loads(self._seal.open_text("message", row["payload"])).get("text") or {}
        return {"owed_at": from_micros(row["created_at"]), "text": text.get("key")}
