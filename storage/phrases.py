"""Ready sentences of a unit, for what its staff ask and answer most. The words are sealed; whose they were is not kept."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from storage.connection import Row
from storage.module import Module


class Purpose(StrEnum):
    """What a sentence is for."""

    ASK = "ask"  # whoever reported something
    REJECT = "reject"  # to say why


class Phrase(BaseModel):
    """A sentence of a unit, for its cases and for those of all below it."""

    model_config = ConfigDict(frozen=True)

    id: int
    unit_id: int
    purpose: Purpose
    words: str


class Phrases(Module):
    """Queries about ready sentences."""

    async def of_unit(self, unit_id: int) -> tuple[Phrase, ...]:
        """A unit's own, by purpose, oldest first."""
        return tuple([self._phrase(row) async for row in self._q.phrases.of_unit(self._conn, unit_id=unit_id)])

    async def above(self, unit_id: int, purpose: Purpose) -> tuple[Phrase, ...]:
        """Those of a unit and of all above it, the nearest unit's first."""
        rows = self._q.phrases.above(self._conn, unit_id=unit_id, purpose=purpose.value)
        return tuple([self._phrase(row) async for row in rows])

    async def by_id(self, phrase_id: int) -> Phrase | None:
        """The sentence of a number that anybody can make up, if there is one."""
        row = await self._q.phrases.by_id(self._conn, phrase_id=phrase_id)
        return None if row is None else self._phrase(row)

    async def add(self, unit_id: int, purpose: Purpose, words: str) -> None:
        """As the last of its unit."""
        sealed = self._seal.seal_text("words", words)
        await self._q.phrases.add(self._conn, unit_id=unit_id, purpose=purpose.value, words=sealed)

    async def remove(self, phrase_id: int) -> None:
        """What was said with it stays said."""
        await self._q.phrases.remove(self._conn, phrase_id=phrase_id)

    def _phrase(self, row: Row) -> Phrase:
        fields = dict(row)
        return Phrase.model_validate(fields | {"words": self._seal.open_text("words", fields["words"])})
