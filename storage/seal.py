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


class SealBroken(Exception):
    """What was stored cannot be opened: another key file, or damaged data."""


class Seal:
    """Seals and opens bytes, texts and numbers; hashes for look-up. `purpose` binds a ciphertext to where it belongs."""

    def __init__(self, hash_key: bytes, seals: dict[int, bytes]) -> None:
        self._hash_key = hash_key
        self._ciphers = {number: AESGCM(key) for number, key in seals.items()}
        self._current = max(seals)

    def lookup(self, purpose: str, value: str | int) -> str:
        """A keyed hash, 32 hexadecimal digits: equal values give equal hashes, and nobody without the key can try values."""
        return hmac.new(self._hash_key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:32]

    def seal(self, purpose: str, plain: bytes) -> bytes:
        """One byte of key number, the nonce, the ciphertext."""
        nonce = os.urandom(_NONCE_BYTES)
        return bytes([self._current]) + nonce + self._ciphers[self._current].encrypt(nonce, plain, purpose.encode())

    def open(self, purpose: str, sealed: bytes) -> bytes:
        """The plain bytes; SealBroken when the key is not ours or the bytes are not what was written."""
        cipher = self._ciphers.get(sealed[0]) if sealed else None
        if cipher is None:
            raise SealBroken(f"no key opens this {purpose}; is this the key file of this database?")
        try:
            return cipher.decrypt(sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :], purpose.encode())
        except InvalidTag as error:
            raise SealBroken(f"a stored {purpose} cannot be opened; is this the key file of this database?") from error

    @overload
    def seal_text(self, purpose: str, plain: str) -> bytes: ...
    @overload
    def seal_text(self, purpose: str, plain: str | None) -> bytes | None: ...
    def seal_text(self, purpose: str, plain: str | None) -> bytes | None:
        """As seal(), for text that may be absent."""
        return None if plain is None else self.seal(purpose, plain.encode())

    @overload
    def open_text(self, purpose: str, sealed: bytes) -> str: ...
    @overload
    def open_text(self, purpose: str, sealed: bytes | None) -> str | None: ...
    def open_text(self, purpose: str, sealed: bytes | None) -> str | None:
        """As open(), for text that may be absent."""
        return None if sealed is None else self.open(purpose, sealed).decode()


def load_seal(path: Path) -> Seal:
    """The seal of a key file, which is made, readable by its owner alone, where there is none. SealBroken when it is damaged."""
    if not path.exists():
        _make_key_file(path)
    try:
        keys = json.loads(path.read_text(encoding="utf8"))
        hash_key = base64.b64decode(keys["hash"], validate=True)
        seals = {int(number): base64.b64decode(key, validate=True) for number, key in keys["seals"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SealBroken(f"{path} is not a key file; restore it from its backup") from error
    if len(hash_key) != _KEY_BYTES or not seals or any(len(key) != _KEY_BYTES for key in seals.values()):
        raise SealBroken(f"{path} holds keys of a wrong length; restore it from its backup")
    return Seal(hash_key, seals)


def _make_key_file(path: Path) -> None:
    """Written aside and linked into place, so that neither a crash nor a second process leaves half a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = {"hash": _new_key(), "seals": {"1": _new_key()}}
    aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf8") as file:
        json.dump(fresh, file)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        return
    finally:
        aside.unlink()


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()
