"""A new key for everything that is sealed: `shao key rotate`.

First the new key is in the key file, then everything is sealed with it, a page a transaction, then each value and file is looked at
again, and only then the old keys go. At each moment the file opens everything, so a kill costs nothing but the command's being run again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.config import Settings
from bot.media.files import SealedFiles
from bot.operate import OperateError
from bot.progress import tracked
from storage.engine import Database
from storage.resealing import Key, Page
from storage.rotation import add_key, drop_old_keys
from storage.seal import Seal, SealBroken, load_seal
from storage.sealed import SEALED, SealedColumn

_PAGE = 1000

Look = Callable[[SealedColumn, Key | None], Awaitable[Page]]


@dataclass(frozen=True)
class _Sealed:
    """How many values and files were sealed anew, and the names of those that nothing opens."""

    values: int
    files: int
    broken: tuple[str, ...]


async def rotate(settings: Settings) -> str:
    """One line about what was done. OperateError when something could not be opened, AlreadyRunning while the bot runs."""
    path = settings.storage.key_file
    try:
        seal = await _with_new_key(settings)
        async with _alone(settings, seal) as database:
            sealed = await _seal_anew(database, settings, seal)
            if sealed.broken:
                raise OperateError(_left_over(sealed))
            drop_old_keys(path)
    except OSError as error:
        raise OperateError(f"{error.filename} cannot be used ({error.strerror}); nothing is lost, try again") from error
    return (
        f"{sealed.values} values and {sealed.files} files are now sealed with key {seal.numbers[-1]}. "
        f"Copy {path} to its backup now; keep the copy from before as long as you keep backups from before."
    )


async def _with_new_key(settings: Settings) -> Seal:
    """A file with more than one key is that of a rotation cut short, which is finished first."""
    path = settings.storage.key_file
    seal = load_seal(path)
    async with _alone(settings, seal):
        return add_key(path) if len(seal.numbers) == 1 else seal


async def _seal_anew(database: Database, settings: Settings, seal: Seal) -> _Sealed:
    files = SealedFiles(settings.storage.media_dir, seal)

    async def reseal(column: SealedColumn, after: Key | None) -> Page:
        async with database.write() as store:
            return await store.resealing.reseal(column, after=after, limit=_PAGE)

    async def prove(column: SealedColumn, after: Key | None) -> Page:
        async with database.read() as store:
            return await store.resealing.prove(column, seal.newest, after=after, limit=_PAGE)

    values = sum([(await _through(column, reseal))[0] for column in tracked(SEALED, "Sealing")])
    proved = [(column.name, (await _through(column, prove))[1]) for column in tracked(SEALED, "Proving")]
    broken = [f"{name}: {count}" for name, count in proved if count]
    count, damaged = await asyncio.to_thread(_reseal_files, files)
    await database.drop_log()
    return _Sealed(values, count, (*broken, *damaged))


async def _through(column: SealedColumn, look: Look) -> tuple[int, int]:
    """How many values of a column are good and how many broken, page by page."""
    good, broken, page = 0, 0, await look(column, None)
    while page.last is not None:
        good, broken = good + page.good, broken + len(page.broken)
        page = await look(column, page.last)
    return good, broken


def _reseal_files(files: SealedFiles) -> tuple[int, list[str]]:
    count, damaged = 0, []
    for name in tracked(sorted(files.names()), "Files"):
        try:
            count += files.reseal(name)
        except SealBroken:
            damaged.append(name)
    return count, damaged


def _left_over(sealed: _Sealed) -> str:
    return (
        f"{sealed.values} values and {sealed.files} files were sealed anew, but no key opens {', '.join(sealed.broken)}; "
        "restore these from a backup or delete them, and run it again; until then the old keys stay"
    )


@asynccontextmanager
async def _alone(settings: Settings, seal: Seal) -> AsyncIterator[Database]:
    database = await Database.open(settings.storage.url, seal, alone=True)
    try:
        yield database
    finally:
        await database.close()
