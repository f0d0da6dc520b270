"""What was sent with hazard reports: pictures, videos, voices. Telegram's names of the files are sealed, and so are our own copies."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.clock import to_micros
from storage.connection import Row
from storage.module import Module


class MediaKind(StrEnum):
    """What was sent: a DOCUMENT is a picture sent as a file, which may say where it was taken. AUDIO is a recording sent as a file, a
    VIDEO_NOTE a round one; Telegram sends each again only as what it was."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VIDEO = "video"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO_NOTE = "video_note"

    @property
    def is_spoken(self) -> bool:
        """Whether it is somebody speaking, who can be recognised by the voice."""
        return self in (MediaKind.VOICE, MediaKind.AUDIO, MediaKind.VIDEO_NOTE)


class Stage(StrEnum):
    """Whether a picture shows the hazard, as who reported it sent it, or what became of it, as who dealt with it did."""

    BEFORE = "before"
    AFTER = "after"


class Media(BaseModel):
    """A picture, video or voice of a report: Telegram's re-usable file id, and our sealed copy once `state` is 'kept'; `error` is a code
    that says why it was refused. A voice that is `withheld` nobody else may hear."""

    model_config = ConfigDict(frozen=True)

    id: int
    report_id: int
    kind: MediaKind
    stage: Stage
    file_id: str
    withheld: bool
    state: str
    path: str | None
    tries: int
    error: str | None


class Files(Module):
    """Queries about the files of reports."""

    async def add(
        self,
        report_id: int,
        file_id: str,
        kind: MediaKind = MediaKind.PHOTO,
        *,
        album: str | None = None,
        withheld: bool = False,
        staff_id: int | None = None,
        now: datetime,
    ) -> None:
        """A picture, video or voice, at once by Telegram's file id; our own copy is fetched afterwards. `album` names what came with it,
        and whose it was. With `staff_id` it shows what became of the hazard, and is theirs."""
        stage = Stage.BEFORE if staff_id is None else Stage.AFTER
        await self._q.media.add(
            self._conn,
            report_id=report_id,
            kind=kind.value,
            stage=stage.value,
            staff_id=staff_id,
            file_id=self._seal.seal_text("file_id", file_id),
            album=None if album is None else self._seal.lookup("album", album),
            withheld=int(withheld),
            now=to_micros(now),
        )

    async def of_album(self, album: str) -> tuple[int, Stage] | None:
        """The id of the report that has something of this album, and what that shows."""
        row = await self._q.media.of_album(self._conn, album=self._seal.lookup("album", album))
        return None if row is None else (int(row["report_id"]), Stage(row["stage"]))

    async def by_staff(self, person_id: int) -> tuple[Media, ...]:
        """The pictures by which somebody showed what became of hazards."""
        return tuple([self._media(row) async for row in self._q.media.by_staff(self._conn, person_id=person_id)])

    async def of_report(self, report_id: int) -> tuple[Media, ...]:
        """A report's pictures, in the order they came."""
        return tuple([self._media(row) async for row in self._q.media.of_report(self._conn, report_id=report_id)])

    async def of_case(self, case_id: int) -> tuple[Media, ...]:
        """A case's pictures: its own first, then those of what became part of it."""
        return tuple([self._media(row) async for row in self._q.media.of_case(self._conn, case_id=case_id)])

    async def withhold_voices(self, report_id: int) -> None:
        """From now on nobody else may hear the voices of a report."""
        await self._q.media.withhold_voices(self._conn, report_id=report_id)

    async def to_fetch(self, *, recordings: bool = False, now: datetime, limit: int) -> tuple[Media, ...]:
        """Pictures of which we have no copy yet, and whose time for a try has come; or videos and voices."""
        rows = self._q.media.to_fetch(self._conn, recordings=int(recordings), now=to_micros(now), limit=limit)
        return tuple([self._media(row) async for row in rows])

    async def waiting(self) -> tuple[Media, ...]:
        """Everything of which we have no copy yet, due or not."""
        return tuple([self._media(row) async for row in self._q.media.waiting(self._conn)])

    async def paths(self) -> set[str]:
        """Where our copies are, below media_dir; those too that are to be removed when their time comes."""
        return {row["path"] async for row in self._q.media.paths(self._conn)}

    async def kept(self, media_id: int, path: str, size: int) -> bool:
        """Our sealed copy is at `path`, below media_dir; False when nobody wants it any more."""
        return await self._q.media.kept(self._conn, id=media_id, path=path, bytes=size) is not None

    async def failed(self, media_id: int, *, retry_at: datetime, lost: bool) -> None:
        """Tried in vain; `lost` gives up."""
        state = "lost" if lost else "waiting"
        await self._q.media.failed(self._conn, id=media_id, retry_at=to_micros(retry_at), state=state)

    async def refused(self, media_id: int, error: str) -> None:
        """Not a file that we keep, for good; `error` is a code that says why."""
        await self._q.media.refused(self._conn, id=media_id, error=error)

    def _media(self, row: Row) -> Media:
        fields: dict[str, Any] = dict(row)
        fields["file_id"] = self._seal.open_text("file_id", fields["file_id"])
        return Media.model_validate(fields)
