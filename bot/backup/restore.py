"""Restoring a backup, into an empty place alone: all is proved before any of it is put there, and the database comes last, at once."""

import asyncio
import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.backup.age import decrypted, is_encrypted
from bot.backup.container import MANIFEST, MARK, SNAPSHOT, refuse_other_content, unpack
from bot.backup.manifest import BackupRefused, Manifest, mark_of, read_manifest, refuse_other_key
from bot.backup.staging import staging
from bot.config import Storage
from storage.clock import Clock
from storage.engine import Database
from storage.migrate import migrate
from storage.seal import Seal, load_seal, sync_folder
from storage.snapshot import Watch, examine, prove, snapshots_of

_MEDIA = "media/"


@dataclass(frozen=True)
class Restored:
    """What came back. `doubtful` messages were owed when the backup was made."""

    manifest: Manifest
    files: int
    doubtful: int


async def restore(storage: Storage, file: Path, identity: Path | None, *, clock: Clock, watch: Watch) -> Restored:
    """Busy, BackupRefused, SnapshotRefused, SealBroken, AlreadyRunning, StorageUnavailable; OSError where disks fail."""
    seal = load_seal(storage.key_file)
    snapshots = snapshots_of(storage.url)
    await snapshots.refuse_unless_empty(storage.url)
    with staging(storage.media_dir) as stage:
        try:
            manifest = await asyncio.to_thread(_unpack, file, identity, stage, seal, watch)
        except BackupRefused as refused:
            raise BackupRefused(f"{file} cannot be restored: {refused}") from refused
        doubtful = await _made_ready(stage / SNAPSHOT, seal, clock)
        with _media_put(stage, storage.media_dir, manifest):
            await snapshots.place(stage / SNAPSHOT, storage.url, watch)
    return Restored(manifest, len(manifest.files) - 1, doubtful)


def _unpack(file: Path, identity: Path | None, stage: Path, seal: Seal, watch: Watch) -> Manifest:
    size = file.stat().st_size
    with _plain(file, identity) as source:
        sums, words = unpack(source, stage, lambda done, _: watch(min(done, size), size))
    manifest = read_manifest(words[MANIFEST])
    refuse_other_key(manifest, seal)
    if not hmac.compare_digest(words[MARK], mark_of(words[MANIFEST], seal).encode()):
        raise BackupRefused("what it says of itself was changed since; take another backup")
    refuse_other_content(sums, manifest.files)
    if examine(stage / SNAPSHOT) != manifest.rows:
        raise BackupRefused("its tables do not have the rows that were counted; take another backup")
    return manifest


@contextmanager
def _plain(file: Path, identity: Path | None) -> Iterator[BinaryIO]:
    with file.open("rb") as source:
        closed = is_encrypted(source)
        source.seek(0)
        if not closed:
            yield source
        elif identity is None:
            raise BackupRefused("it is encrypted; give the file of the secret key with --identity")
        else:
            with decrypted(source, identity) as plain:
                yield plain


async def _made_ready(snapshot: Path, seal: Seal, clock: Clock) -> int:
    """Brings it to this code's schema. What was owed then has probably been sent since; how many messages there were."""
    url = f"sqlite+aiosqlite:///{snapshot}"
    await migrate(url)
    await asyncio.to_thread(prove, snapshot, seal)
    database = await Database.open(url, seal)
    try:
        async with database.write() as store:
            return await store.restored.doubt(now=clock())
    finally:
        await database.close()


@contextmanager
def _media_put(stage: Path, media_dir: Path, manifest: Manifest) -> Iterator[None]:
    """Each under its name at once. One that is there already, from a restore that was killed or since the database only moves, has to be
    the same, and stays. Without the database they mean nothing: where that is not placed at the end of the block, they go again."""
    names = [name.removeprefix(_MEDIA) for name in manifest.files if name.startswith(_MEDIA)]
    missing = [name for name in names if not (media_dir / name).exists()]
    for name in set(names) - set(missing):
        _refuse_another(media_dir / name, manifest.files[_MEDIA + name])
    try:
        for name in missing:
            (media_dir / name).parent.mkdir(exist_ok=True, mode=0o700)
            (stage / _MEDIA / name).replace(media_dir / name)
        for folder in {(media_dir / name).parent for name in names}:
            _sync_files(folder)
        yield
    except BaseException:
        for name in missing:
            (media_dir / name).unlink(missing_ok=True)
        raise


def _refuse_another(path: Path, sha256: str) -> None:
    with path.open("rb") as file:
        there = hashlib.file_digest(file, "sha256").hexdigest()
    if there != sha256:
        raise BackupRefused(f"{path} is there already, and is another: move the folder of media away first")


def _sync_files(folder: Path) -> None:
    for path in folder.iterdir():
        with closing(path.open("rb")) as file:
            os.fsync(file.fileno())
    sync_folder(folder)
