"""Changing the key file: a new key comes first, old ones go last, and at each moment the file opens everything that is stored."""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage.seal import HIGHEST_NUMBER, Seal, SealBroken, load_seal, new_key, sync_folder, write_privately

Keys = dict[str, str]


def add_key(path: Path) -> Seal:
    """The seal with a new key beside those that are there. SealBroken when the file is damaged or holds the highest number already."""
    numbers = load_seal(path).numbers
    if numbers[-1] == HIGHEST_NUMBER:
        raise SealBroken(
            f"{path} holds key {HIGHEST_NUMBER}, the last number there is; it cannot be followed by another"
        )
    _change(path, lambda keys: {**keys, str(numbers[-1] + 1): new_key()})
    return load_seal(path)


def drop_old_keys(path: Path) -> None:
    """Only the newest key stays."""
    newest = load_seal(path).numbers[-1]
    _change(path, lambda keys: {number: key for number, key in keys.items() if int(number) == newest})


def _change(path: Path, change: Callable[[Keys], Keys]) -> None:
    """Written aside and put in its place at once; a link stays one."""
    path = path.resolve()
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
    aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        write_privately(aside, json.dumps({**content, "seals": change(content["seals"])}))
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(path.parent)
