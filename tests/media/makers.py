"""Pictures made for tests: of every format, with and without what must not go on."""

import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image

HERE = (30.6607, 104.058)
GPS = {1: "N", 2: (30.0, 39.0, 38.52), 3: "E", 4: (104.0, 3.0, 28.8), 29: "2026:05:20"}
ORIENTATION, GPS_BLOCK = 0x0112, 0x8825


def drawing(mode: str = "RGB", size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Something with edges and colours, so that it has a length worth cutting."""
    noise = Image.effect_noise(size, 60).convert("RGB")
    noise.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    return noise.convert(mode)


def saved(image: Image.Image, form: str, **how: Any) -> bytes:
    """The picture as a file."""
    pillow_heif.register_heif_opener()
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def with_exif(gps: dict[int, Any] | None = None, orientation: int = 1, **more: Any) -> bytes:
    """An EXIF block."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = more.get("maker", "CANARY-9f3e")
    if gps is not None:
        exif[GPS_BLOCK] = gps
    return exif.tobytes()


def png_of(width: int, height: int, row: bytes, *extra: bytes) -> bytes:
    """A grey PNG whose rows are all alike, made without the memory that it would take; `extra` are chunks before the data."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    deflate = zlib.compressobj(9)
    data = b"".join([*(deflate.compress(b"\0" + row) for _ in range(height)), deflate.flush()])
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A chunk of text that is 100 MB when unpacked."""
    return _chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(100 << 20), 9))


def scan_bomb(scans: int) -> bytes:
    """A small progressive JPEG of 25 megapixels with one more scan, and one more, …, each over the whole picture."""
    plain = saved(Image.new("L", (5000, 5000), 128), "JPEG", quality=5, progressive=True)
    parts = [(at, marker) for at, marker in markers(plain) if marker != 0xD9]
    last_tables = [at for at, marker in parts[:-1] if marker in (0xC4, 0xDA)][-1]
    return plain[:-2] + plain[last_tables:-2] * scans + b"\xff\xd9"


def markers(jpeg: bytes) -> list[tuple[int, int]]:
    """Where each of a JPEG's segments begins, and what it is; the last is its end. AssertionError for what is no JPEG."""
    assert jpeg[:2] == b"\xff\xd8"
    found, at = [], 2
    while jpeg[at + 1] != 0xD9:
        found.append((at, jpeg[at + 1]))
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        while jpeg[at] != 0xFF or jpeg[at + 1] == 0 or 0xD0 <= jpeg[at + 1] <= 0xD7:
            at += 1  # a scan's data
    assert at + 2 == len(jpeg), "nothing stands behind the end"
    return [*found, (at, 0xD9)]


def assert_bare(jpeg: bytes) -> None:
    """Tables, sizes and pixels are all there is: no EXIF, no text, no profile, nothing behind the end."""
    assert {marker for _, marker in markers(jpeg)} <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9}
    image = Image.open(io.BytesIO(jpeg))
    assert (image.format, image.mode, dict(image.getexif())) == ("JPEG", "RGB", {})
    assert max(image.size) <= 2560
    image.load()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
