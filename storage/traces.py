"""What a report tells of its reporter, and taking that away. The hazard and its history stay.

No time is written down that several reports of one person would share, but for the day: it would say that they belong together.
"""

from collections.abc import Iterable
from datetime import datetime

from storage.clock import day_of, to_micros
from storage.media import Stage
from storage.module import Module
from storage.nearness import cell_of
from storage.reports import author

Author = tuple[str, bytes]  # who, by a keyed hash, and the sealed id of a report
FIRST: Author = ("", b"")  # before every author

_MIXED = 500
_DECIMALS = 3  # of degrees: some hundred metres


class Traces(Module):
    """Queries that make a report say less."""

    async def ended(self, *, before: datetime, limit: int) -> tuple[int, ...]:
        """Ids of reports from which nothing was taken yet, closed before then, or dealt with and left so by their reporter."""
        rows = self._q.traces.ended(self._conn, before=to_micros(before), limit=limit)
        return tuple([row["id"] async for row in rows])

    async def unlink(self, report_id: int) -> None:
        """Nobody is its reporter any more, and no name is on it; it is on nobody's list."""
        sealed: bytes | None = await self._q.traces.reporter(self._conn, report_id=report_id)
        if sealed is not None:
            who = author(self._seal, int(self._seal.open_text("reporter", sealed)))
            authored = [row["report"] async for row in self._q.reports.authored(self._conn, who=who)]
            for one in authored:
                if self._seal.open_text("authorship", one) == str(report_id):
                    await self._q.traces.forget_author(self._conn, who=who, report=one)
        await self.disown(report_id)

    async def disown(self, report_id: int) -> None:
        """As unlink(), where the whole list goes with its person."""
        await self._q.traces.unlink(self._conn, report_id=report_id)
        await self._q.traces.forget_albums(self._conn, report_id=report_id)

    async def unname(self, report_id: int) -> None:
        """No name is on it any more; it stays its reporter's."""
        await self._q.traces.unname(self._conn, report_id=report_id)

    async def blur(self, report_id: int) -> None:
        """The place is rounded to some hundred metres, and what the phone said of it is forgotten."""
        row = await self._q.traces.point(self._conn, report_id=report_id)
        latitude, longitude = (
            None if degrees is None else round(degrees, _DECIMALS) for degrees in (row["latitude"], row["longitude"])
        )
        cell = cell_of(latitude, longitude)
        await self._q.traces.blur(self._conn, report_id=report_id, latitude=latitude, longitude=longitude, cell=cell)

    async def forget_words(self, report_id: int) -> None:
        """Nothing that the reporter wrote stays, in the report or its history."""
        await self._q.traces.forget_words(self._conn, report_id=report_id)
        await self._q.traces.forget_notes(self._conn, report_id=report_id)

    async def forget_media(self, report_id: int, stages: Iterable[Stage] = Stage, *, now: datetime) -> None:
        """Its pictures, videos and voices of these stages go; our copies with the next look at what was discarded."""
        for stage in stages:
            shown = {"report_id": report_id, "stage": stage.value}
            for path in [row["path"] async for row in self._q.traces.files(self._conn, **shown)]:
                await self._q.discarded.add(self._conn, path=path, due_at=to_micros(now))
            await self._q.traces.forget_media(self._conn, **shown)

    async def complete(self, report_id: int, *, now: datetime) -> None:
        """There is nothing left to take from it."""
        await self._q.traces.complete(self._conn, report_id=report_id, day=to_micros(day_of(now)))

    async def mix(self, *, after: Author) -> Author | None:
        """Of some rows after one: where on the disk they lie, and what else was written in the same moment, no longer tells which reports
        are one person's. The last of them; None at the end."""
        who, report = after
        found = self._q.traces.authors_after(self._conn, who=who, report=report, limit=_MIXED)
        rows = [dict(row) async for row in found]
        if not rows:
            return None
        await self._q.traces.forget_authors(self._conn, rows)
        await self._q.traces.add_authors(self._conn, rows)
        return rows[-1]["who"], rows[-1]["report"]
