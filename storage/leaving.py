"""Somebody leaves: everything that hangs on them goes, beside their reports (see traces.py)."""

from datetime import UTC, datetime, timedelta

from storage.clock import to_micros
from storage.module import Module
from storage.recipient import Recipient
from storage.votes import voter

GONE_BY = datetime(1970, 1, 1, tzinfo=UTC)  # when somebody was met who only waits for the last message to them
_TRIED = timedelta(seconds=40)  # within the minute in which everything has to be gone
_BUILT_IN = ":"  # begins a reason that is one of ours, and nobody's words


class Leaving(Module):
    """Queries that forget a person."""

    async def worked_on(self, person_id: int) -> tuple[int, ...]:
        """Ids of the reports whose cards show something of a member of staff: who holds or held them, what they wrote or showed."""
        return tuple([row["id"] async for row in self._q.leaving.worked_on(self._conn, person_id=person_id)])

    async def notes(self, person_id: int) -> tuple[int, ...]:
        """Ids of the lines that they as staff wrote into the history of other people's cases."""
        return tuple([row["id"] async for row in self._q.leaving.notes(self._conn, person_id=person_id)])

    async def forget_words(self, note_id: int) -> str | None:
        """Takes the words out of such a line, and out of the reason of its report; that something was done stays. The words; None where
        they are ours, or gone."""
        row = await self._q.leaving.note(self._conn, id=note_id)
        note: str | None = None if row is None else self._seal.open_text("words", row["note"])
        if row is None or note is None or note.startswith(_BUILT_IN):
            return None
        await self._q.leaving.forget_note(self._conn, id=note_id)
        if self._seal.open_text("words", row["reason"]) == note:
            await self._q.leaving.forget_reason(self._conn, report_id=row["report_id"])
        return note

    async def forget(self, person_id: int, telegram_id: int, *, now: datetime) -> None:
        """What is counted or waits, their votes, their notices and drills, and what they showed as staff; they themselves go afterwards
        (see People.delete)."""
        await self._q.leaving.forget_letters(self._conn, lane=self._seal.lookup("lane", telegram_id))
        await self._q.leaving.forget_uses(self._conn, who=self._seal.lookup("uses", person_id))
        await self._forget_glances(person_id)
        await self._forget_votes(person_id)
        await self._forget_pictures(person_id, now=now)
        await self._forget_notices(person_id)
        await self._q.leaving.forget_drills(self._conn, person_id=person_id)

    async def waiting(self) -> tuple[int, ...]:
        """Ids of those who are forgotten, and only wait for the last message to them."""
        rows = self._q.people.leaving(self._conn, gone_by=to_micros(GONE_BY))
        return tuple([row["id"] async for row in rows])

    async def is_over(self, person_id: int, *, now: datetime) -> bool:
        """Whether one of them has it, or it was tried for long enough. Who has written again meanwhile is somebody else, and stays."""
        chat = Recipient(person_id=person_id).chat(self._seal)
        tried_since = to_micros(now - _TRIED)
        owed_since: int | None = await self._q.outbox.owed_since(self._conn, chat=chat)
        is_through = owed_since is None or owed_since <= tried_since
        return is_through and await self._q.dialogs.get(self._conn, chat=chat) is None

    async def _forget_glances(self, person_id: int) -> None:
        for row in [row async for row in self._q.leaving.glances(self._conn)]:
            if self._seal.open_text("glance", row["person"]) == str(person_id):
                await self._q.leaving.forget_glance(self._conn, id=row["id"])

    async def _forget_votes(self, person_id: int) -> None:
        for row in [row async for row in self._q.votes.asking(self._conn)]:
            hashed = voter(self._seal, row["report_id"], person_id)
            await self._q.votes.forget_voter(self._conn, report_id=row["report_id"], voter=hashed)

    async def _forget_pictures(self, person_id: int, *, now: datetime) -> None:
        """By which they showed what became of hazards; our copies with the next look at what was discarded."""
        due_at = to_micros(now)
        for row in [row async for row in self._q.media.by_staff(self._conn, person_id=person_id)]:
            if row["path"] is not None:
                await self._q.discarded.add(self._conn, path=row["path"], due_at=due_at)
            await self._q.leaving.forget_picture(self._conn, id=row["id"])

    async def _forget_notices(self, person_id: int) -> None:
        """The words go; those that are under way are cancelled, and whoever cancels notices takes back what still waits."""
        for row in [row async for row in self._q.leaving.notices(self._conn, person_id=person_id)]:
            nothing = self._seal.seal_text("words", "")
            await self._q.leaving.forget_notice(self._conn, id=row["id"], nothing=nothing)
