"""A place for what is not finished: below the folder of media, for its owner alone, emptied before and after."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from storage.lock import AlreadyRunning, FileLock

_FOLDER = ".staging"


@contextmanager
def staging(media_dir: Path) -> Iterator[Path]:
    """An empty folder. AlreadyRunning while a backup or a restore has it; what one that was killed has left goes first."""
    media_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(FileLock(media_dir / f"{_FOLDER}.lock", "folder of media, at a backup or a restore")):
        folder = media_dir / _FOLDER
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def clear_staging(media_dir: Path) -> None:
    """Removes what one that was killed has left, unless another is at it."""
    if (media_dir / _FOLDER).exists():
        with suppress(AlreadyRunning), staging(media_dir):
            pass
