"""One process per database and per token: a file lock that the kernel drops with the process, even after kill -9."""

import fcntl
import hashlib
import os
import tempfile
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process holds the lock."""


class Lock:
    """Held from construction to close()."""

    def __init__(self, path: Path, what: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._descriptor)
            raise AlreadyRunning(f"another process already runs with this {what}; stop it first") from error

    def close(self) -> None:
        """Lets the next process in."""
        os.close(self._descriptor)


def lock_database(path: Path) -> Lock:
    """Two processes on one database would both send what it owes."""
    return Lock(path.with_name(f"{path.name}.lock"), "database")


def lock_token(token: str) -> Lock:
    """Two pollers with one token end each other with 409; on another machine only that 409 can tell."""
    name = hashlib.sha256(token.encode()).hexdigest()[:24]
    return Lock(Path(tempfile.gettempdir()) / f"shao-{os.getuid()}-{name}.lock", "token")
