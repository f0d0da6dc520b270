"""Sealing: AES-256-GCM for what must not be read in a copied database, keyed hashes for what must be looked up.

The key file is JSON: {"hash": BASE64, "seals": {"1": BASE64, ...}}; the highest number seals, all of them open. Rotation adds a number.
The hash key never changes, because a look-up has to find what an older key wrote.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES = 32
_NONCE_BYTES = 12
HIGHEST_NUMBER = 255  # a key's number is one byte
_TAG_BYTES = 16
_BLOCK_BYTES = 64


class SealBroken(Exception):
    """What was stored cannot be opened: another key file, or damaged data."""


class Seal:
    """Seals and opens bytes, texts and numbers; hashes for look-up. `purpose` binds a ciphertext to where it belongs."""

    def __init__(self, hash_key: bytes, seals: dict[int, bytes]) -> None:
        self._hash_key = hash_key
        self._keys = seals
        self._ciphers = {number: AESGCM(key) for number, key in seals.items()}
        self._current = max(seals)

    @property
    def mark(self) -> bytes:
        """What everything begins with that the newest key sealed."""
        return bytes([self._current])

    @property
    def newest(self) -> "Seal":
        """One that opens only what the newest key sealed."""
        return Seal(self._hash_key, {self._current: self._keys[self._current]})

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its keys, the newest last."""
        return tuple(sorted(self._keys))

    @property
    def fingerprints(self) -> dict[int, str]:
        """What tells its keys from others and says nothing about them, by number."""
        return {
            number: hmac.new(key, b"fingerprint", hashlib.sha256).hexdigest()[:16] for number, key in self._keys.items()
        }

    def lookup(self, purpose: str, value: str | int) -> str:
        """A keyed hash, 32 hexadecimal digits: equal values give equal hashes, and nobody without the key can try values."""
        return hmac.new(self._hash_key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:32]

    def seal(self, purpose: str, plain: bytes) -> bytes:
        """One byte of key number, the nonce, the ciphertext."""
        return bytes(self.seal_large(purpose, plain))

    def seal_large(self, purpose: str, plain: bytes | bytearray) -> bytearray:
        """As seal(), for what should be in memory no more often than needed."""
        nonce = os.urandom(_NONCE_BYTES)
        head = bytes([self._current]) + nonce
        sealed = bytearray(len(head) + len(plain) + _TAG_BYTES)
        sealed[: len(head)] = head
        with memoryview(sealed) as whole, whole[len(head) :] as rest:
            self._ciphers[self._current].encrypt_into(nonce, plain, purpose.encode(), rest)
        return sealed

    def open(self, purpose: str, sealed: bytes) -> bytes:
        """The plain bytes; SealBroken when the key is not ours or the bytes are not what was written."""
        cipher = self._ciphers.get(sealed[0]) if sealed else None
        if cipher is None:
            raise SealBroken(f"no key opens this {purpose}; is this the key file of this database?")
        try:
            return cipher.decrypt(sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :], purpose.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: cut off within the nonce
            raise SealBroken(f"a stored {purpose} cannot be opened; is this the key file of this database?") from error

    @overload
    def seal_text(self, purpose: str, plain: str) -> bytes: ...
    @overload
    def seal_text(self, purpose: str, plain: str | None) -> bytes | None: ...
    def seal_text(self, purpose: str, plain: str | None) -> bytes | None:
        """As seal(), for text that may be absent; filled up, as the length of a person's number would tell who was among the first ten."""
        return None if plain is None else self.seal(purpose, _filled(plain.encode()))

    @overload
    def open_text(self, purpose: str, sealed: bytes) -> str: ...
    @overload
    def open_text(self, purpose: str, sealed: bytes | None) -> str | None: ...
    def open_text(self, purpose: str, sealed: bytes | None) -> str | None:
        """As open(), for text that may be absent."""
        return None if sealed is None else _emptied(self.open(purpose, sealed)).decode()


def _filled(plain: bytes) -> bytes:
    """To a whole number of blocks: a mark for the end, and zeros."""
    return plain + b"\x80" + bytes(-(len(plain) + 1) % _BLOCK_BYTES)


def _emptied(filled: bytes) -> bytes:
    return filled[: filled.rindex(b"\x80")]


def load_seal(path: Path) -> Seal:
    """The seal of a key file. SealBroken when it is missing (a new one would open nothing of a database that exists) or damaged."""
    try:
        keys = json.loads(path.read_text(encoding="utf8"))
        hash_key = base64.b64decode(keys["hash"], validate=True)
        seals = {int(number): base64.b64decode(key, validate=True) for number, key in keys["seals"].items()}
    except OSError as error:
        raise SealBroken(
            f"the key file {path} cannot be read ({error.strerror}); restore it from its backup"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SealBroken(f"{path} is not a key file; restore it from its backup") from error
    if not seals or any(len(key) != _KEY_BYTES for key in (hash_key, *seals.values())):
        raise SealBroken(f"{path} holds keys of a wrong length; restore it from its backup")
    if not all(0 < number <= HIGHEST_NUMBER for number in seals):
        raise SealBroken(f"{path} numbers a key outside 1 to {HIGHEST_NUMBER}; restore it from its backup")
    return Seal(hash_key, seals)


def make_key_file(path: Path) -> None:
    """Fresh keys, readable by their owner alone, for a new database; a file that is there stays as it is.

    Written aside and linked into place, so that neither a crash nor a second process leaves half a key; and on the disk before anything
    is sealed with it.
    """
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    write_privately(aside, json.dumps({"hash": new_key(), "seals": {"1": new_key()}}))
    try:
        os.link(aside, path)
    except FileExistsError:
        return
    finally:
        aside.unlink()
    sync_folder(path.parent)


def write_privately(path: Path, content: str) -> None:
    """A new file for its owner alone, on the disk when this returns."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Makes the names in a folder last."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def new_key() -> str:
    """Random, as it stands in a key file."""
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()
