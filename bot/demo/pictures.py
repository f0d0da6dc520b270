"""Pictures that people of the demo take: drawn, so that no real place or person is in them."""

import io
from functools import cache

from PIL import Image, ImageDraw

_SIZE = (640, 480)


@cache
def picture(seed: int) -> bytes:
    """A JPEG of something in the way; the seed gives the colours."""
    image = Image.new("RGB", _SIZE, (70 + seed * 37 % 90, 110 + seed * 17 % 90, 150))
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 480), (220, 200), (420, 200), (640, 480)], fill=(96, 96, 100))
    draw.rectangle([250, 240, 400, 400], fill=(200, 60 + seed * 53 % 120, 40), outline="black", width=5)
    draw.line([(250, 240), (400, 400)], fill="black", width=5)
    draw.line([(400, 240), (250, 400)], fill="black", width=5)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
