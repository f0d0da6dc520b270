"""Everything about somebody who asked for it: put together, sealed on the disk, and sent as documents like any other message."""

import asyncio
import io
import logging
import zipfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.media.files import SealedFiles
from handlers.data import packing
from handlers.data.everything import Everything, everything
from handlers.data.mydata import failed, part
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.outbox import Owed
from storage.parcels import Parcel

_log = logging.getLogger(__name__)

_FIRST_WAIT = timedelta(seconds=30)
_MOST_TRIES = 5
_FILE_KEPT = timedelta(days=1)

Contents = Mapping[str, bytes | str]  # by name: the bytes themselves, or the path of a sealed file of ours


class Parcels:
    """Puts together what was asked for. `owed` is called when there is something to send."""

    def __init__(self, database: Database, files: SealedFiles, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._files = files
        self._clock = clock
        self._owed = owed

    async def pack_due(self) -> None:
        """One after the other, as each may be large; one that fails holds up no other."""
        while due := await self._due():
            try:
                await self._pack(due)
            except StorageUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, it is this parcel's alone
                _log.error("parcel %d could not be packed: %s", due.id, type(error).__name__, exc_info=error)
                await self._put_off(due)
            self._owed()

    async def _due(self) -> Parcel | None:
        async with self._database.read() as store:
            due = await store.parcels.due(now=self._clock(), limit=1)
        return due[0] if due else None

    async def _pack(self, parcel: Parcel) -> None:
        """The files are known to be removed one day before there are any: whatever comes between leaves nothing behind."""
        async with self._database.read() as store:
            found = await everything(store, parcel.person_id, now=self._clock())
        plan = await asyncio.to_thread(self._planned, parcel, found)
        async with self._database.write() as store:
            await store.discarded.add(plan, due_at=self._clock() + _FILE_KEPT)
        for path, contents in plan.items():
            await asyncio.to_thread(self._write, path, contents)
        now = self._clock()
        async with self._database.write() as store:
            if not await store.parcels.done(parcel.id, now=now):
                await store.discarded.add(plan, due_at=now)
                return
            for number, path in enumerate(plan, start=1):
                message = part(path, number, len(plan))
                await store.outbox.add(Owed(person_id=parcel.person_id, payload=message), now=now)

    def _planned(self, parcel: Parcel, found: Everything) -> dict[str, Contents]:
        """What goes into each part, by the path that its sealed file will have; the same path the next time."""
        sizes = self._files.sizes(found.files)
        data = packing.as_json(_without(found.data, found.files.keys() - sizes.keys()))
        packed = [{name: found.files[name] for name in names} for names in packing.parts(sizes, len(data))]
        contents: list[Contents] = [{"data.json": data, **packed[0]}, *packed[1:]]
        return {parcel.path(number): one for number, one in enumerate(contents)}

    def _write(self, path: str, contents: Contents) -> None:
        """A ZIP, in which pictures are not compressed once more."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, content in contents.items():
                if isinstance(content, bytes):
                    archive.writestr(name, content, zipfile.ZIP_DEFLATED)
                else:
                    archive.writestr(name, self._files.load(content))
        self._files.write(path, packed.getvalue())

    async def _put_off(self, parcel: Parcel) -> None:
        """Later; after the last try whoever waits for it is told."""
        now = self._clock()
        async with self._database.write() as store:
            if parcel.tries + 1 < _MOST_TRIES:
                await store.parcels.put_off(parcel.id, until=now + _FIRST_WAIT * 2**parcel.tries)
            elif await store.parcels.done(parcel.id, now=now):
                await store.outbox.add(Owed(person_id=parcel.person_id, payload=failed()), now=now)


def _without(data: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """The data as it is when these files cannot be given."""
    for report in data["reports"]:
        for file in report["files"]:
            if file["file"] in gone:
                file["file"] = None
    return data
