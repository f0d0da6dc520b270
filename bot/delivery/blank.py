"""A picture of nothing, for where one was."""

import struct
import zlib
from functools import cache

_WIDTH, _HEIGHT = 320, 180
_GREY = 0xE0


@cache
def blank_picture() -> bytes:
    """A plain grey PNG."""
    line = b"\x00" + bytes([_GREY]) * _WIDTH  # a line begins with how it is filtered: not at all
    size = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(line * _HEIGHT)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
