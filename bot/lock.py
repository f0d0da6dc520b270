"""One process per token. (One process per database: storage/lock.py.)"""

import hashlib
import os
import tempfile
from pathlib import Path

from storage.lock import FileLock


def lock_token(token: str) -> FileLock:
    """Two pollers with one token end each other with 409; on another machine only that 409 can tell. AlreadyRunning."""
    name = hashlib.sha256(token.encode()).hexdigest()[:24]
    return FileLock(Path(tempfile.gettempdir()) / f"shao-{os.getuid()}-{name}.lock", "token")
