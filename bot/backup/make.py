"""Making a backup: a snapshot, checked, and the sealed files that it knows, in one file that is read again before it gets its name."""

import asyncio
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BufferedRandom
from pathlib import Path

from bot.backup.age import encrypted
from bot.backup.container import MANIFEST, MARK, SNAPSHOT, Packer, Sink, SummingSink, packing
from bot.backup.manifest import BackupRefused, manifest_of, mark_of
from bot.backup.rules import PART, made_at, name_of
from bot.backup.staging import staging
from bot.config import Storage
from storage.clock import to_micros
from storage.engine import engine_of
from storage.migrate import HEAD, SchemaState, check_schema
from storage.seal import Seal, load_seal, sync_folder
from storage.snapshot import Watch, examine, files_of, prove, snapshots_of


@dataclass(frozen=True)
class Made:
    """A backup. `gone` files are named in it and were not there: somebody erased them meanwhile, or they are lost."""

    path: Path
    bytes: int
    rows: int
    files: int
    gone: int


@dataclass(frozen=True)
class _Job:
    storage: Storage
    seal: Seal
    recipient: str | None
    now: datetime
    watch: Watch


async def make(storage: Storage, folder: Path, recipient: str | None, *, now: datetime, watch: Watch) -> Made:
    """Beside a running bot or not. Busy, BackupRefused, SnapshotRefused, SealBroken, StorageUnavailable; OSError where disks fail."""
    if not folder.is_dir():
        raise BackupRefused(f"there is no folder {folder}; make it, or mount it, first")
    await _refuse_another_schema(storage)
    job = _Job(storage, _one_key(storage), recipient, now, watch)
    with staging(storage.media_dir) as stage:
        snapshot = stage / SNAPSHOT
        await snapshots_of(storage.url).take(storage.url, snapshot, watch)
        return await asyncio.to_thread(_finish, job, snapshot, folder)


async def _refuse_another_schema(storage: Storage) -> None:
    state = await check_schema(storage.url)
    if state is not SchemaState.CURRENT:
        raise BackupRefused(
            f"the database is {state.value}, which this version does not back up: use the version that made it, or shao migrate"
        )


def _one_key(storage: Storage) -> Seal:
    """In the middle of a rotation no copy of the key file, from before or from after, would open all of it."""
    seal = load_seal(storage.key_file)
    if len(seal.numbers) > 1:
        raise BackupRefused("a rotation of the key was cut short or is under way; finish it with shao key rotate first")
    return seal


def _finish(job: _Job, snapshot: Path, folder: Path) -> Made:
    rows = examine(snapshot)
    prove(snapshot, job.seal)
    path = folder / name_of(job.now, HEAD, encrypted=job.recipient is not None)
    if path.exists():
        raise BackupRefused(f"{path} is there already")
    with _named_at_the_end(path) as part:
        files, gone = _written(job, snapshot, rows, part)
        size = part.tell()
        if load_seal(job.storage.key_file).fingerprints != job.seal.fingerprints:
            raise BackupRefused("the key was changed meanwhile; run it again")
    return Made(path, size, sum(rows.values()), files, gone)


@contextmanager
def _named_at_the_end(path: Path) -> Iterator[BufferedRandom]:
    """A file under another name, which gets this one where all goes well, and is gone where not. It is locked, so that one that nobody has
    locked is what a kill has left."""
    for left in path.parent.glob(f"*{PART}"):
        if made_at(left.name.removesuffix(PART)) is not None:
            _remove_if_left(left)
    aside = path.with_name(path.name + PART)
    with os.fdopen(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX)
            yield part
            aside.rename(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def _remove_if_left(path: Path) -> None:
    with path.open("rb") as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        path.unlink(missing_ok=True)


def _written(job: _Job, snapshot: Path, rows: dict[str, int], part: BufferedRandom) -> tuple[int, int]:
    """How many files of media are in it, and how many were gone. What was written is read again, from the disk as far as it can be told."""
    target = SummingSink(part)
    if job.recipient is None:
        files, gone = _packed(job, snapshot, rows, target)
    else:
        with encrypted(target, job.recipient) as plain:
            files, gone = _packed(job, snapshot, rows, plain)
    part.flush()
    os.fsync(part.fileno())
    os.posix_fadvise(part.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    part.seek(0)
    if hashlib.file_digest(part, "sha256").hexdigest() != target.sha256:
        raise BackupRefused("it does not read as it was written; is the disk failing?")
    return files, gone


def _packed(job: _Job, snapshot: Path, rows: dict[str, int], target: Sink) -> tuple[int, int]:
    known = files_of(snapshot, to_micros(job.now))
    gone = 0
    with packing(target, job.now) as packer:
        sums = {SNAPSHOT: packer.add(SNAPSHOT, snapshot)}
        for number, name in enumerate(known):
            try:
                sums[f"media/{name}"] = packer.add(f"media/{name}", job.storage.media_dir / name)
            except FileNotFoundError:
                gone += 1
            job.watch(number + 1, len(known))
        _sign(job, packer, rows, sums)
    return len(known) - gone, gone


def _sign(job: _Job, packer: Packer, rows: dict[str, int], sums: dict[str, str]) -> None:
    manifest = manifest_of(engine_of(job.storage.url).NAME, job.now, job.seal, rows, sums)
    words = json.dumps(manifest.model_dump(mode="json"), indent=1).encode()
    packer.add_words(MANIFEST, words)
    packer.add_words(MARK, mark_of(words, job.seal).encode())
