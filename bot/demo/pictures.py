"""Pictures that people of the demo take: drawn, so that no real place or person is in them."""

import io
from functools import cache, lru_cache

from PIL import Image, ImageDraw, ImageOps

_SIZE = (640, 480)
_LONGEST_SIDE = 1280


@cache
def picture(seed: int) -> bytes:
    """A JPEG of something in the way; the seed gives the colours."""
    image = Image.new("RGB", _SIZE, (70 + seed * 37 % 90, 110 + seed * 17 % 90, 150))
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 480), (220, 200), (420, 200), (640, 480)], fill=(96, 96, 100))
    draw.rectangle([250, 240, 400, 400], fill=(200, 60 + seed * 53 % 120, 40), outline="black", width=5)
    draw.line([(250, 240), (400, 400)], fill="black", width=5)
    draw.line([(400, 240), (250, 400)], fill="black", width=5)
    return _as_jpeg(image)


@lru_cache(maxsize=8)
def as_kept(content: bytes) -> bytes:
    """A photo as Telegram keeps it: drawn anew, upright, no larger than 1280, without EXIF. What is no picture stays as it is."""
    try:
        taken = Image.open(io.BytesIO(content))
        if taken.format == "JPEG" and max(taken.size) <= _LONGEST_SIDE and not taken.getexif():
            return content
        image = ImageOps.exif_transpose(taken).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return content
    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return _as_jpeg(Image.frombytes("RGB", image.size, image.tobytes()))


def _as_jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
