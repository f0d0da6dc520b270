"""How everything is packed: into as few parts as Telegram takes. Pure."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

MOST_BYTES = 45_000_000  # of a part; Telegram takes 50 MB, of which a ZIP's own words need some


def parts(sizes: Mapping[str, int], first: int, most: int = MOST_BYTES) -> list[list[str]]:
    """The names of the files in each part, in their order; `first` bytes of the first part are taken already. A file above `most` gets a
    part of its own, as there is nothing else to be done with it."""
    filled: list[list[str]] = [[]]
    room = most - first
    for name, size in sizes.items():
        if size > room and (filled[-1] or len(filled) == 1):
            filled.append([])
            room = most
        filled[-1].append(name)
        room -= size
    return filled


def as_json(data: Mapping[str, Any]) -> bytes:
    """For people to read, with times as ISO 8601 says; half a character is escaped, as JSON can."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain).encode("utf8", "backslashreplace")


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
