"""One process at a time: a file lock that the kernel drops with the process, even after kill -9."""

import fcntl
import os
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process holds the lock."""

    def __init__(self, what: str) -> None:
        super().__init__(f"another process already runs with this {what}; stop it first")


class FileLock:
    """Held from construction to close(); AlreadyRunning when another process holds it. `what` is what it is the lock of."""

    def __init__(self, path: Path, what: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._descriptor)
            raise AlreadyRunning(what) from error

    def close(self) -> None:
        """Lets the next process in."""
        os.close(self._descriptor)
