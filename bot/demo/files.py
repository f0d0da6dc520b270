"""Files that were sent: what is in them, what Telegram says of them, how much of them was fetched."""

import itertools
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from bot.demo.errors import bad_request

_CHUNK = 1 << 16
_ADDRESS_LIFE = timedelta(hours=1)


class _Kind(NamedTuple):
    start: str
    folder: str
    ending: str


_KINDS = {
    "photo": _Kind("AgAC", "photos", "jpg"),
    "document": _Kind("BQAC", "documents", "bin"),
    "voice": _Kind("AwAC", "voice", "oga"),
    "video": _Kind("BAAC", "videos", "mp4"),
    "video_note": _Kind("DQAC", "video_notes", "mp4"),
    "audio": _Kind("CQAC", "music", "mp3"),
    "animation": _Kind("CgAC", "animations", "mp4"),
    "sticker": _Kind("CAAC", "stickers", "webp"),
}  # an id begins by the kind of its file, as the real ones do


class Files(dict[str, bytes | int]):
    """Contents by id; an int stands for a file of so many bytes that is too dear to make.

    `served` counts the bytes of each that were handed to the network. `about` is what else a message says of a file.
    """

    def __init__(self) -> None:
        super().__init__()
        self.served: Counter[str] = Counter()
        self.about: dict[str, dict[str, Any]] = {}
        self._said: dict[str, int] = {}
        self._opened: dict[str, datetime] = {}
        self._numbers = itertools.count(1)

    def keep(self, content: bytes | int, kind: str = "photo", said: int | None = None, **about: Any) -> str:
        """A new file id. `said` is a size that is not the true one: what is fetched then does not say how long it is."""
        file_id = f"{_KINDS[kind].start}AgUAAxkBAAI{next(self._numbers):08d}"
        self[file_id] = content
        self.about[file_id] = about
        if said is not None:
            self._said[file_id] = said
        return file_id

    def content(self, file_id: str) -> bytes | int | None:
        """What is in a file; the smaller sizes of a photo have ids of their own."""
        return self.get(largest(file_id))

    def size(self, file_id: str) -> int:
        """In bytes, as Telegram says; 0 for a file that is not there any more."""
        content = self.content(file_id)
        true = len(content) if isinstance(content, bytes) else content or 0
        return self._said.get(largest(file_id), true)

    def open(self, file_id: str, now: datetime) -> None:
        """Its address works from now on, for an hour."""
        self._opened[file_id] = now

    def is_open(self, file_id: str, now: datetime) -> bool:
        """Whether it is there and its address works."""
        opened = self._opened.get(file_id)
        return self.content(file_id) is not None and opened is not None and now - opened <= _ADDRESS_LIFE

    def says_truly(self, file_id: str) -> bool:
        """Whether the size that is said is the true one."""
        return largest(file_id) not in self._said

    async def serve(self, file_id: str) -> AsyncIterator[bytes]:
        """Its bytes, counted as they are taken; KeyError where there is no such file."""
        content = self[largest(file_id)]
        length = len(content) if isinstance(content, bytes) else content
        for start in range(0, length, _CHUNK):
            end = min(start + _CHUNK, length)
            self.served[largest(file_id)] += end - start
            yield content[start:end] if isinstance(content, bytes) else bytes(end - start)


def largest(file_id: str) -> str:
    """The id of the largest size of a photo; of other files their own."""
    return file_id.rstrip("sm")


def kind_of(file_id: str) -> str:
    """What the file is; 400 for what is no id."""
    for kind, known in _KINDS.items():
        if file_id.startswith(known.start):
            return kind
    raise bad_request("wrong file_id or the file is temporarily unavailable")


def path_of(file_id: str) -> str:
    """Where it can be fetched, below the address that holds the token."""
    known = _KINDS[kind_of(file_id)]
    return f"{known.folder}/{file_id}.{known.ending}"
