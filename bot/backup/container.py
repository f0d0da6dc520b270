"""The file of a backup: a tar of the snapshot, the sealed files, and at last the manifest and its mark.

Any tool opens it. It is not compressed: what is sealed cannot be made smaller.
"""

import hashlib
import io
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from bot.backup.manifest import BackupRefused
from storage.snapshot import Watch

SNAPSHOT = "shao.db"
MANIFEST = "manifest.json"
MARK = "manifest.mac"
_CHUNK = 1 << 20
_MOST_WORDS = 256 << 20  # a manifest names each file
_OURS = re.compile(r"shao\.db|manifest\.(?:json|mac)|media/[0-9a-f]{2}/[0-9a-f]{32}(?:-\d+)?\.sealed")


class Source(Protocol):
    """What can be read."""

    def read(self, size: int = -1, /) -> bytes: ...


class Sink(Protocol):
    """What can be written."""

    def write(self, content: bytes, /) -> int: ...


class Summing:
    """Reads, and sums up what was read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """As the source's."""
        content = self._source.read(size)
        self._sum.update(content)
        return content

    @property
    def sha256(self) -> str:
        """Of everything read so far."""
        return self._sum.hexdigest()


class SummingSink:
    """Writes, and sums up what was written."""

    def __init__(self, target: Sink) -> None:
        self._target = target
        self._sum = hashlib.sha256()

    def write(self, content: bytes) -> int:
        """As the target's."""
        self._sum.update(content)
        return self._target.write(content)

    def flush(self) -> None:
        """Nothing is held back here."""

    @property
    def sha256(self) -> str:
        """Of everything written so far."""
        return self._sum.hexdigest()


class Packer:
    """Writes the parts of a backup, one after the other."""

    def __init__(self, tar: tarfile.TarFile, made_at: datetime) -> None:
        self._tar = tar
        self._made_at = made_at

    def add(self, name: str, path: Path) -> str:
        """A file's SHA-256. FileNotFoundError when it is gone, and then nothing is written."""
        with path.open("rb") as file:
            return self._add(name, file, path.stat().st_size)

    def add_words(self, name: str, content: bytes) -> None:
        """A part that is in memory."""
        self._add(name, io.BytesIO(content), len(content))

    def _add(self, name: str, source: BinaryIO, size: int) -> str:
        part = tarfile.TarInfo(name)
        part.size, part.mode, part.mtime = size, 0o600, int(self._made_at.timestamp())
        summing = Summing(source)
        self._tar.addfile(part, summing)
        return summing.sha256


@contextmanager
def packing(target: Sink, made_at: datetime) -> Iterator[Packer]:
    """Ends the tar in order."""
    with tarfile.open(fileobj=cast(BinaryIO, target), mode="w|", format=tarfile.PAX_FORMAT, bufsize=_CHUNK) as tar:
        yield Packer(tar, made_at)


def unpack(source: BinaryIO, folder: Path, watch: Watch) -> tuple[dict[str, str], dict[str, bytes]]:
    """Writes the files below a folder; their SHA-256 by name, and the words of the manifest and its mark.

    BackupRefused when it is not a whole backup of ours.
    """
    sums: dict[str, str] = {}
    words: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=source, mode="r|", bufsize=_CHUNK) as tar:
            for part in tar:
                _refuse_strange(part, {*sums, *words})
                content = tar.extractfile(part)
                assert content is not None, "a regular file has content"
                if part.name in (MANIFEST, MARK):
                    words[part.name] = content.read(_MOST_WORDS)
                else:
                    sums[part.name] = _write(Summing(content), folder / part.name)
                watch(part.offset_data + part.size, 0)
    except tarfile.TarError as error:
        raise BackupRefused("it is cut off, or no backup at all; take another") from error
    if words.keys() != {MANIFEST, MARK}:
        raise BackupRefused("it is cut off, or no backup at all; take another")
    return sums, words


def refuse_other_content(sums: Mapping[str, str], said: Mapping[str, str]) -> None:
    """BackupRefused unless each file is there, and as it was."""
    different = sorted(name for name in sums.keys() | said.keys() if sums.get(name) != said.get(name))
    if different:
        raise BackupRefused(f"{different[0]} in it is not what was written; take another backup")


def _refuse_strange(part: tarfile.TarInfo, seen: set[str]) -> None:
    if not part.isreg() or part.name in seen or not _OURS.fullmatch(part.name):
        raise BackupRefused("it holds what no backup of ours does; take another")


def _write(source: Summing, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as file:
        while chunk := source.read(_CHUNK):
            file.write(chunk)
    path.chmod(0o600)
    return source.sha256
