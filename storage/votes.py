"""What those say who can see whether a case is fixed, beside its reporter. Nobody can tell from the table who they are."""

from enum import StrEnum

from storage.module import Module
from storage.seal import Seal


class Answer(StrEnum):
    """Whether it is fixed."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Votes(Module):
    """Queries about votes; there are none but of cases that somebody is asked about now."""

    async def ask(self, report_id: int, person_id: int) -> None:
        """Somebody may say whether a case is fixed."""
        await self._q.votes.ask(self._conn, report_id=report_id, voter=self._voter(report_id, person_id))

    async def is_asked(self, report_id: int, person_id: int) -> bool:
        """Whether they may, or have."""
        voter = self._voter(report_id, person_id)
        return bool(await self._q.votes.is_asked(self._conn, report_id=report_id, voter=voter))

    async def cast(self, report_id: int, person_id: int, answer: Answer) -> bool:
        """What they say; False where they have said something already, or were never asked."""
        voter = self._voter(report_id, person_id)
        cast = await self._q.votes.cast(self._conn, report_id=report_id, voter=voter, answer=answer.value)
        return cast is not None

    async def count(self, report_id: int, answer: Answer) -> int:
        """How many have said this."""
        return int(await self._q.votes.count(self._conn, report_id=report_id, answer=answer.value))

    async def forget(self, report_id: int) -> None:
        """Nobody is asked about a case any more."""
        await self._q.votes.forget(self._conn, report_id=report_id)

    def _voter(self, report_id: int, person_id: int) -> str:
        return voter(self._seal, report_id, person_id)


def voter(seal: Seal, report_id: int, person_id: int) -> str:
    """The keyed hash under which somebody's word on a case stands: another one for each case."""
    return seal.lookup("voter", f"{report_id} {person_id}")
