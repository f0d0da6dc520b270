"""Dialogs under way: one a person, committed with everything else an update does."""

import json
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.module import Module
from storage.recipient import Recipient


class Dialog(BaseModel):
    """Where somebody is in a flow. `version` is the flow's when it began; `draft` is JSON, and the flow's own."""

    model_config = ConfigDict(frozen=True)

    flow: str
    version: int
    step: str
    draft: dict[str, Any]
    remind_at: datetime | None
    expires_at: datetime


_LONGEST = timedelta(days=8)  # a day more than any dialog lasts, for clocks that differ a little


class Dialogs(Module):
    """Queries about dialogs. Beside the times at which somebody wrote there is only a keyed hash of who."""

    async def get(self, person_id: int) -> Dialog | None:
        """The dialog under way, if any; it may have expired."""
        row = await self._q.dialogs.get(self._conn, chat=self._chat(person_id))
        return None if row is None else self._dialog(dict(row))

    async def put(self, person_id: int, dialog: Dialog) -> None:
        """Begins or moves a dialog; another one of this person is replaced."""
        await self._q.dialogs.put(
            self._conn,
            chat=self._chat(person_id),
            recipient=Recipient(person_id=person_id).sealed(self._seal),
            flow=dialog.flow,
            version=dialog.version,
            step=dialog.step,
            draft=self._seal.seal_text("draft", json.dumps(dialog.draft)),
            remind_at=to_micros(dialog.remind_at),
            expires_at=to_micros(dialog.expires_at),
        )

    async def end(self, person_id: int) -> None:
        """Ends the dialog, if there is one."""
        await self._q.dialogs.end(self._conn, chat=self._chat(person_id))

    async def set_right(self, *, now: datetime) -> None:
        """What was begun by a clock that was far ahead ends in due time by this one, and is reminded of now."""
        await self._q.dialogs.set_right(self._conn, now=to_micros(now), latest=to_micros(now + _LONGEST))

    async def expired(self, *, now: datetime, limit: int) -> tuple[tuple[int, Dialog], ...]:
        """(person id, dialog) of those whose time is over, oldest first."""
        return await self._due(self._q.dialogs.expired, now, limit)

    async def to_remind(self, *, now: datetime, limit: int) -> tuple[tuple[int, Dialog], ...]:
        """(person id, dialog) of those to be reminded of, oldest first."""
        return await self._due(self._q.dialogs.to_remind, now, limit)

    async def _due(self, query: Any, now: datetime, limit: int) -> tuple[tuple[int, Dialog], ...]:
        rows = [dict(row) async for row in query(self._conn, now=to_micros(now), limit=limit)]
        return tuple((self._person(row.pop("recipient")), self._dialog(row)) for row in rows)

    def _chat(self, person_id: int) -> str:
        return Recipient(person_id=person_id).chat(self._seal)

    def _person(self, sealed: bytes) -> int:
        person_id = Recipient.opened(self._seal, sealed).person_id
        assert person_id is not None, "groups have no dialogs"
        return person_id

    def _dialog(self, fields: dict[str, Any]) -> Dialog:
        fields["draft"] = json.loads(self._seal.open_text("draft", fields["draft"]))
        fields["remind_at"] = from_micros(fields["remind_at"])
        fields["expires_at"] = from_micros(fields["expires_at"])
        return Dialog.model_validate(fields)
