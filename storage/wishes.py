"""What people wish with regard to warnings, and who needs help in an emergency: sealed as a whole, each at the same length."""

import json
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from storage.alert import AlertKind
from storage.connection import Row
from storage.module import NO_END, Module
from storage.seal import Seal

LONGEST_DOOR = 60
LENGTH = 768  # bytes; more than the longest wishes take
_LAST_MINUTE = 24 * 60 - 1


class Wishes(BaseModel):
    """What somebody has chosen. Quiet hours are minutes of the community's day; `door` is told with the need of help, and only then."""

    model_config = ConfigDict(frozen=True)

    needs_help: bool = False
    door: str | None = Field(default=None, max_length=LONGEST_DOOR)
    would_help: bool = False
    muted: tuple[AlertKind, ...] = ()
    quiet_begins: int | None = Field(default=None, ge=0, le=_LAST_MINUTE)
    quiet_ends: int | None = Field(default=None, ge=0, le=_LAST_MINUTE)
    drills: bool = False


class WishBook(Module):
    """Queries about wishes."""

    async def get(self, person_id: int) -> Wishes:
        """What somebody wishes; nothing special where they never said so."""
        body: bytes | None = await self._q.wishes.get(self._conn, person_id=person_id)
        return Wishes() if body is None else opened(self._seal, body)

    async def save(self, person_id: int, wishes: Wishes) -> None:
        """From now on; of who wishes nothing special no row is kept."""
        if wishes == Wishes():
            await self._q.wishes.forget(self._conn, person_id=person_id)
            return
        body = self._seal.seal("wishes", wishes.model_dump_json().encode().ljust(LENGTH))
        await self._q.wishes.save(self._conn, person_id=person_id, body=body)

    async def living_in(
        self, unit_ids: Iterable[int], *, after: int = 0, last: int | None = None
    ) -> tuple[tuple[int, int, Wishes], ...]:
        """(person, the unit they live in, their wishes) of everybody who wishes something, can be reached and lives in one of just
        these units; of people above `after` and up to `last`."""
        people = {"after": after, "last": NO_END if last is None else last}
        rows = self._q.wishes.living_in(self._conn, unit_ids=json.dumps(tuple(unit_ids)), **people)
        return tuple([self._lives(row) async for row in rows])

    async def in_drills(self, unit_id: int) -> tuple[int, ...]:
        """Everybody who can be reached, lives in just this unit and takes part in drills."""
        rows = self._q.wishes.wishing_in(self._conn, unit_id=unit_id)
        return tuple([row["id"] async for row in rows if opened(self._seal, row["body"]).drills])

    def _lives(self, row: Row) -> tuple[int, int, Wishes]:
        return row["id"], row["home_unit_id"], opened(self._seal, row["body"])


def opened(seal: Seal, body: bytes) -> Wishes:
    """As they are kept."""
    return Wishes.model_validate_json(seal.open("wishes", body))
