"""Pictures of our own: a sheet of words with a QR code. They are drawn when they are sent, in the reader's language, and kept nowhere.

In a thread rather than in the picture worker: that one is confined because what it decodes comes from strangers, and for that very reason
it can open no font; here every word is ours, or the operator's.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")  # Debian's fonts-noto-cjk
SIMPLIFIED = 2  # of the five alphabets in that file

_WIDTH, _MARGIN, _GAP = 900, 48, 16  # pixels
_TITLE, _BODY = 44, 28  # font sizes in pixels
_QR_SCALE, _QR_BORDER = 7, 2
_PAPER, _INK = "white", "black"
_NEVER_FIRST = "，。：；！？、）」,.:;!?)"

_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True)
class Sheet:
    """What is drawn, as plain words: a title, lines below it, a code in Latin letters, and what the QR code says."""

    title: str
    lines: tuple[str, ...]
    code: str
    qr: str


def draw(sheet: Sheet, font: Path = FONT) -> bytes:
    """The sheet as a PNG. Without a good font nothing but the QR code and the code: no other letters are sure to be there."""
    try:
        title, body = (ImageFont.truetype(font, size, index=SIMPLIFIED) for size in (_TITLE, _BODY))
    except OSError:
        return _finished(_laid_out([(sheet.code, ImageFont.load_default(_BODY))], sheet.qr))
    words: list[tuple[str, _Font]] = [(line, title) for line in _wrapped(sheet.title, title)]
    for line in sheet.lines:
        words += [(part, body) for part in _wrapped(line, body)]
    return _finished(_laid_out([*words, (sheet.code, body)], sheet.qr))


def _laid_out(words: Sequence[tuple[str, _Font]], says: str) -> Image.Image:
    code = _qr(says)
    heights = [int(font.getbbox("Hg")[3]) + _GAP for _, font in words]
    image = Image.new("L", (_WIDTH, sum(heights) + code.height + 3 * _MARGIN), _PAPER)
    pen, top = ImageDraw.Draw(image), _MARGIN
    for (line, font), height in zip(words, heights, strict=True):
        pen.multiline_text((_MARGIN, top), line, fill=_INK, font=font)
        top += height
    image.paste(code, ((_WIDTH - code.width) // 2, top + _MARGIN))
    return image


def _wrapped(words: str, font: _Font) -> Iterator[str]:
    """Lines that fit, broken at any letter as in Chinese, at a space where there is one."""
    most = _WIDTH - 2 * _MARGIN
    while font.getlength(words) > most:
        cut = next(at for at in range(len(words) - 1, 0, -1) if font.getlength(words[:at]) <= most)
        space = words.rfind(" ", cut // 2, cut + 1)
        cut = space + 1 if space > 0 else cut - (words[cut] in _NEVER_FIRST)
        yield words[:cut].rstrip()
        words = words[cut:]
    yield words


def _qr(says: str) -> Image.Image:
    drawn = io.BytesIO()
    segno.make(says, error="m").save(drawn, kind="png", scale=_QR_SCALE, border=_QR_BORDER)
    drawn.seek(0)
    return Image.open(drawn).convert("L")


def _finished(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
