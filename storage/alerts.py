"""Warnings as they were written, approved and let go. What they say is sealed."""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.alert import Alert, AlertKind, Content, MessageType
from storage.clock import to_micros
from storage.connection import Row
from storage.module import Module, timed
from storage.roles import Role, listed

_TIMES = ("next_at", "submitted_at", "send_at", "released_at", "ended_at", "over_at", "reviewed_at")
_PLAIN = ("id", "author_id", "approver_id", "people", "reached", "shown", "reviewer_id")


class Standing(BaseModel):
    """That a kind of warning may be sent by the officer on duty of a unit alone; not before a second one has agreed."""

    model_config = ConfigDict(frozen=True)

    unit_id: int
    kind: AlertKind
    first_by: int
    first_at: datetime
    second_by: int | None
    second_at: datetime | None


class Alerts(Module):
    """Queries about warnings, and about the units that each is for."""

    async def add(
        self,
        event: str,
        content: Content,
        *,
        serial: int = 1,
        message: MessageType = MessageType.ALERT,
        origin: str | None = None,
        unit_id: int,
        author_id: int | None,
        now: datetime,
    ) -> Alert:
        """A draft, which nobody gets."""
        row = await self._q.alerts.add(
            self._conn,
            event=event,
            serial=serial,
            origin=origin,
            message=message.value,
            unit_id=unit_id,
            author_id=author_id,
            **self._content(content),
            now=to_micros(now),
        )
        return self._alert(row)

    async def by_id(self, alert_id: int) -> Alert | None:
        """The message, if there is one of this id."""
        row = await self._q.alerts.by_id(self._conn, alert_id=alert_id)
        return None if row is None else self._alert(row)

    async def of_event(self, event: str) -> tuple[Alert, ...]:
        """All messages of an event, in order; none where there is no such number."""
        return await self._all(self._q.alerts.of_event(self._conn, event=event))

    async def shared_from(self, event: str) -> tuple[Alert, ...]:
        """Those next door that came of it."""
        return await self._all(self._q.alerts.shared_from(self._conn, event=event))

    async def under_way(self) -> tuple[Alert, ...]:
        """Those with something to be entered, sent or shown; the gravest first."""
        return await self._all(self._q.alerts.under_way(self._conn))

    async def in_force(self, *, now: datetime) -> tuple[Alert, ...]:
        """What holds now: of each event the newest message; the gravest first."""
        return await self._all(self._q.alerts.in_force(self._conn, now=to_micros(now)))

    async def drafts(self, author_id: int, *, limit: int) -> tuple[Alert, ...]:
        """Somebody's drafts, the newest first."""
        return await self._all(self._q.alerts.written_by(self._conn, author_id=author_id, limit=limit))

    async def of_nobody(self, person_id: int, roles: Iterable[Role], *, now: datetime, limit: int) -> tuple[Alert, ...]:
        """What came from elsewhere and nobody has taken on yet, not over by now, where somebody has one of these roles or below; the
        gravest first."""
        named = {"person_id": person_id, "roles": listed(roles), "now": to_micros(now), "limit": limit}
        return await self._all(self._q.alerts.of_nobody(self._conn, **named))

    async def due(self, *, now: datetime, latest: datetime) -> tuple[Alert, ...]:
        """Those about which the next one is to be called now; and those that a clock that was wrong put off beyond `latest`."""
        return await self._all(self._q.alerts.due(self._conn, now=to_micros(now), latest=to_micros(latest)))

    async def save(self, alert: Alert) -> None:
        """Writes everything that may change."""
        await self._q.alerts.save(
            self._conn,
            **{name: getattr(alert, name) for name in _PLAIN},
            **{name: to_micros(getattr(alert, name)) for name in _TIMES},
            **self._content(alert.content),
            state=alert.state.value,
            way=None if alert.way is None else alert.way.value,
            rung=alert.rung.value,
            reason=self._seal.seal_text("words", alert.reason),
            review=self._seal.seal_text("words", alert.review),
        )

    async def released(self, *, since: datetime, limit: int) -> tuple[Alert, ...]:
        """What went out since then, the newest first."""
        return await self._all(self._q.alerts.released(self._conn, since=to_micros(since), limit=limit))

    async def end_event(self, event: str, *, now: datetime) -> None:
        """Nothing of it is in force any more."""
        await self._q.alerts.end_event(self._conn, event=event, now=to_micros(now))

    async def forget_drafts(self, *, before: datetime) -> None:
        """Deletes those that were never sent."""
        await self._q.alerts.forget_draft(self._conn, before=to_micros(before))

    async def set_units(self, alert_id: int, unit_ids: Iterable[int]) -> None:
        """Which units the area meets, the nearest to its middle first."""
        await self._q.alerts.forget_units(self._conn, alert_id=alert_id)
        places = [{"alert_id": alert_id, "unit_id": one, "place": place} for place, one in enumerate(unit_ids)]
        if places:
            await self._q.alerts.add_units(self._conn, places)

    async def units(self, alert_id: int) -> tuple[int, ...]:
        """The units that the area meets, the nearest to its middle first."""
        return tuple([row["unit_id"] async for row in self._q.alerts.units(self._conn, alert_id=alert_id)])

    async def around(self, alert_id: int) -> tuple[int, ...]:
        """Those units and all above them."""
        return tuple([row["id"] async for row in self._q.alerts.around(self._conn, alert_id=alert_id)])

    async def holders(self, alert_id: int, roles: Iterable[Role]) -> tuple[tuple[int, int | None], ...]:
        """(person, where they live) of everybody who can be reached and has one of these roles there, or above."""
        rows = self._q.alerts.holders(self._conn, alert_id=alert_id, roles=listed(roles))
        return tuple([(row["id"], row["home_unit_id"]) async for row in rows])

    async def standing(self, unit_id: int) -> tuple[Standing, ...]:
        """What was agreed beforehand for a unit, by one or by two."""
        return tuple([_standing(row) async for row in self._q.alerts.standing(self._conn, unit_id=unit_id)])

    async def agree(self, unit_id: int, kind: AlertKind, person_id: int, *, now: datetime) -> None:
        """The officer on duty may send it alone once a second one has agreed; the same one twice changes nothing."""
        await self._q.alerts.agree(
            self._conn, unit_id=unit_id, kind=kind.value, person_id=person_id, now=to_micros(now)
        )

    async def disagree(self, unit_id: int, kind: AlertKind) -> None:
        """Nobody may send it alone without having called anybody."""
        await self._q.alerts.disagree(self._conn, unit_id=unit_id, kind=kind.value)

    async def _all(self, rows: AsyncIterator[Row]) -> tuple[Alert, ...]:
        return tuple([self._alert(row) async for row in rows])

    def _content(self, content: Content) -> dict[str, Any]:
        return {
            "kind": content.kind.value,
            "level": content.level.value,
            "content": self._seal.seal_text("alert", content.model_dump_json()),
            "until": to_micros(content.until),
        }

    def _alert(self, row: Row) -> Alert:
        fields = timed(row)
        fields["content"] = Content.model_validate_json(self._seal.open_text("alert", fields["content"]))
        for name in ("reason", "review"):
            fields[name] = self._seal.open_text("words", fields[name])
        return Alert.model_validate(fields)


def _standing(row: Row) -> Standing:
    return Standing.model_validate(timed(row))
