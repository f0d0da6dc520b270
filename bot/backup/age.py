"""Encryption of backups as age does it (age-encryption.org), so that any age tool opens them. pyrage reads and writes files, so what is
between it and us is a pipe, and it works in a thread of its own."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.backup.container import Sink
from bot.backup.manifest import BackupRefused

_HEADER = b"age-encryption.org/"
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - what a secret key begins with


def is_recipient(value: str) -> str:
    """A validator of settings."""
    import pyrage  # noqa: PLC0415 - only where something is encrypted

    try:
        pyrage.x25519.Recipient.from_str(value)
    except pyrage.RecipientError as error:
        raise ValueError("should be a public key of age, age1…, as age-keygen shows it") from error
    return value


def is_encrypted(source: BinaryIO) -> bool:
    """By its first bytes; reads them."""
    return source.read(len(_HEADER)) == _HEADER


@contextmanager
def encrypted(target: Sink, recipient: str) -> Iterator[BinaryIO]:
    """A file to write into; what comes out of it encrypted is in `target` at the end of the block."""
    import pyrage  # noqa: PLC0415

    to = pyrage.x25519.Recipient.from_str(recipient)
    reading, writing = os.pipe()

    def work() -> None:
        with os.fdopen(reading, "rb") as plain:
            pyrage.encrypt_io(plain, target, [to])

    with _beside(work), os.fdopen(writing, "wb") as plain:
        yield plain


@contextmanager
def decrypted(source: BinaryIO, identity: Path) -> Iterator[BinaryIO]:
    """A file to read from. BackupRefused when the identity is none or another's, or what it opens is damaged."""
    import pyrage  # noqa: PLC0415

    try:
        ours = [pyrage.x25519.Identity.from_str(key) for key in _keys_in(identity)]
    except pyrage.IdentityError as error:
        raise BackupRefused(f"{identity} holds a damaged secret key; give the file that age-keygen made") from error
    reading, writing = os.pipe()

    def work() -> None:
        try:
            with os.fdopen(writing, "wb") as plain:
                pyrage.decrypt_io(source, plain, ours)
        except pyrage.DecryptError as error:
            raise BackupRefused(f"{identity} does not open it, or it is damaged ({error})") from error

    with _beside(work), os.fdopen(reading, "rb") as plain:
        yield plain
        while plain.read(1 << 20):
            pass  # to the end, or its last part would not be proved


@contextmanager
def _beside(work: Callable[[], None]) -> Iterator[None]:
    """Runs it in a thread until it ends, which it does with the other end of its pipe. Where both fail, this one's error is the cause."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - it is raised in the other thread
            failed.append(error)

    thread = threading.Thread(target=run, name="age")
    thread.start()
    try:
        yield
    except BaseException as error:
        thread.join()
        if failed and not isinstance(failed[0], BrokenPipeError):
            raise failed[0] from error
        raise
    thread.join()
    if failed:
        raise failed[0]


def _keys_in(identity: Path) -> list[str]:
    try:
        lines = identity.read_text(encoding="utf8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupRefused(f"{identity} cannot be read; give the file that age-keygen made") from error
    keys = [line for line in lines if line.startswith(_SECRET)]
    if not keys:
        raise BackupRefused(f"{identity} holds no secret key; give the file that age-keygen made, without a passphrase")
    return keys
