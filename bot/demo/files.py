"""Ids and paths of files: an id begins by the kind of the file, as the real ones do."""

from typing import NamedTuple

from bot.demo.errors import bad_request


class _Kind(NamedTuple):
    start: str
    folder: str
    ending: str


_KINDS = {
    "photo": _Kind("AgAC", "photos", "jpg"),
    "document": _Kind("BQAC", "documents", "bin"),
    "voice": _Kind("AwAC", "voice", "oga"),
    "video": _Kind("BAAC", "videos", "mp4"),
    "sticker": _Kind("CAAC", "stickers", "webp"),
}


def fresh_file_id(kind: str, number: int) -> str:
    """The id of the so-manieth file."""
    return f"{_KINDS[kind].start}AgUAAxkBAAI{number:08d}"


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


def size_of(content: bytes | int | None) -> int:
    """In bytes; 0 for a file that is not there any more."""
    return len(content) if isinstance(content, bytes) else content or 0
