"""Our sealed copies, as files."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from storage.media import Media
from storage.seal import Seal, sync_folder

_PURPOSE = "media"
# A copy, or part of a parcel; whatever else there is in the folder is not ours to touch.
_OURS = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}(?:-\d+)?\.(?:sealed|resealed)")


class SealedFiles:
    """Sealed files below a folder. Its functions block: call them in a thread."""

    def __init__(self, folder: Path, seal: Seal) -> None:
        self._folder = folder
        self._seal = seal

    def keep(self, media: Media, content: bytes | bytearray) -> str:
        """The path below the folder. Sealed, and on the disk before the database says so."""
        name = self.name_for(media)
        self.write(name, content)
        return name

    def write(self, name: str, content: bytes | bytearray) -> None:
        """Seals it below the folder, over whatever is there."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._write(path, self._seal.seal_large(_PURPOSE, content))

    def reseal(self, name: str) -> bool:
        """Seals a file with the newest key, unless that has sealed it; whether it did. Another file takes its place, so that a crash leaves
        the old one or the new. SealBroken when nothing opens it."""
        path = self._folder / name
        with path.open("rb") as file:
            if file.read(1) == self._seal.mark:
                return False
        aside = path.with_suffix(".resealed")
        self._write(aside, self._seal.seal_large(_PURPOSE, self._seal.open(_PURPOSE, path.read_bytes())))
        aside.replace(path)
        sync_folder(path.parent)
        return True

    def name_for(self, media: Media) -> str:
        """Tells nothing, but is the same the next time: a crash between file and row leaves a file that the next try writes over, rather
        than one that nobody knows of."""
        name = self._seal.lookup(_PURPOSE, f"{media.id}:{media.file_id}")
        return f"{name[:2]}/{name}.sealed"

    def sizes(self, paths: Mapping[str, str]) -> dict[str, int]:
        """How many bytes each file has, by the name that its path has here; without those that are gone."""
        there = {name: self._folder / path for name, path in paths.items()}
        return {name: path.stat().st_size for name, path in there.items() if path.exists()}

    def load(self, path: str) -> bytes:
        """What was kept: a JPEG, or a video or voice message as it came. FileNotFoundError when it is gone, SealBroken when damaged."""
        return self._seal.open(_PURPOSE, (self._folder / path).read_bytes())

    def forget(self, paths: Iterable[str]) -> None:
        """Removes the copies of rows that are deleted, once that is committed; a copy that is gone already is fine."""
        for path in paths:
            (self._folder / path).unlink(missing_ok=True)

    def names(self, ending: str = ".sealed") -> set[str]:
        """Every file there is; with another ending than our copies have, what a rotation of keys that was cut short has left."""
        found = {str(path.relative_to(self._folder)) for path in self._folder.glob(f"*/*{ending}")}
        return {name for name in found if _OURS.fullmatch(name)}

    @staticmethod
    def _write(path: Path, content: bytearray) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
