"""A place for what is not finished: below the folder of media, for its owner alone, emptied before and after."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from storage.lock import AlreadyRunning, FileLock

_FOLDER = ".staging"


class Busy(Exception):
    """Another process is at it."""

    def __init__(self) -> None:
        super().__init__("a backup or a restore is under way already; wait until it is done")


@contextmanager
def staging(media_dir: Path) -> Iterator[Path]:
    """An empty folder. Busy while a backup or a restore has it; what one that was killed has left goes first."""
    media_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(_lock(media_dir)):
        folder = media_dir / _FOLDER
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _lock(media_dir: Path) -> FileLock:
    try:
        return FileLock(media_dir / f"{_FOLDER}.lock", "folder")
    except AlreadyRunning as error:
        raise Busy from error


def clear_staging(media_dir: Path) -> None:
    """Removes what one that was killed has left, unless another is at it."""
    if (media_dir / _FOLDER).exists():
        with suppress(Busy), staging(media_dir):
            pass
