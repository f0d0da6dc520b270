"""What is left to do for those who have left: what it is, is the business of whoever wrote it down. Sealed, and gone within a minute."""

import json
from collections.abc import Callable
from typing import Any

from storage.module import Module
from storage.seal import SealBroken

Content = dict[str, Any]


class Farewells(Module):
    """Queries about farewells, and about messages still owed that may have something of whoever left."""

    async def add(self, content: Content) -> None:
        """One more."""
        await self._q.farewells.add(self._conn, content=self._sealed("farewell", content))

    async def first(self) -> tuple[int, Content] | None:
        """The id and content of the oldest, if there is any."""
        row = await self._q.farewells.first(self._conn)
        return None if row is None else (row["id"], json.loads(self._seal.open_text("farewell", row["content"])))

    async def save(self, farewell_id: int, content: Content) -> None:
        """What is left of it."""
        await self._q.farewells.save(self._conn, id=farewell_id, content=self._sealed("farewell", content))

    async def end(self, farewell_id: int) -> None:
        """Nothing is."""
        await self._q.farewells.end(self._conn, id=farewell_id)

    async def owed(self, *, after: int, limit: int) -> tuple[tuple[int, str], ...]:
        """(id, JSON) of some of what is owed, of no batch, in order; empty where it cannot be opened."""
        rows = [row async for row in self._q.farewells.owed(self._conn, after=after, limit=limit)]
        return tuple((row["id"], self._opened(row["payload"])) for row in rows)

    async def rewrite(self, message_id: int, change: Callable[[Content], Content]) -> None:
        """Changes a message, if it is still owed; also one that is being sent, in case it is repeated."""
        sealed: bytes | None = await self._q.farewells.payload(self._conn, id=message_id)
        plain = "" if sealed is None else self._opened(sealed)
        if plain:
            changed = self._sealed("message", change(json.loads(plain)))
            await self._q.farewells.rewrite(self._conn, id=message_id, payload=changed)

    def _sealed(self, purpose: str, content: Content) -> bytes:
        return self._seal.seal_text(purpose, json.dumps(content))

    def _opened(self, sealed: bytes) -> str:
        try:
            return self._seal.open_text("message", sealed)
        except (SealBroken, ValueError):
            return ""
