"""Test 13's files: what somebody might send to hurt, to hide something in, or just because a phone is odd; and what becomes of each."""

import io
import random
import struct
import zipfile
from collections.abc import Iterator

from PIL import Image, PngImagePlugin

from bot.media.refusal import Reason
from tests.media.makers import GPS, drawing, png_of, saved, scan_bomb, text_bomb, with_exif

KEPT = "kept"
NO_PICTURE, BROKEN, SLOW, VAST = Reason.NOT_A_PICTURE, Reason.BROKEN, Reason.TOO_SLOW, Reason.TOO_MANY_PIXELS
EITHER = frozenset({KEPT, NO_PICTURE, BROKEN, VAST})

Outcomes = frozenset[str]
Case = tuple[str, bytes, Outcomes]


def short() -> Iterator[Case]:
    """Some forty."""
    for cases in (_foreign(), _cut(fractions=(0.02, 0.5, 0.95)), _vast(), _disguised(), _odd(), _exif()):
        yield from cases


def full() -> Iterator[Case]:
    """Two hundred: those, and files cut and damaged anywhere."""
    yield from short()
    yield from _largest()
    yield from _cut(fractions=tuple(number / 20 for number in range(20)))
    dice = random.Random(13)
    for number in range(80):
        form, whole = dice.choice(_honest())
        yield f"{form} damaged {number}", _damaged(whole, dice), EITHER


def _honest() -> list[tuple[str, bytes]]:
    """A picture of each format, with a place in its EXIF."""
    exif = with_exif(GPS)
    return [(form, saved(drawing(), form, exif=exif)) for form in ("JPEG", "PNG", "WEBP", "HEIF")]


def _damaged(whole: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(whole)
    for _ in range(dice.choice((1, 10, 100))):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged)


def _only(reason: str) -> Outcomes:
    return frozenset({reason})


def _foreign() -> Iterator[Case]:
    """Formats that we do not take, whatever Pillow could do with them."""
    small = drawing(size=(40, 30))
    for form in ("GIF", "TIFF", "BMP", "PPM", "TGA", "ICO", "PDF", "AVIF", "JPEG2000"):
        yield form, saved(small, form), _only(NO_PICTURE)
    fits = "".join(line.ljust(80) for line in ("SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "END")).ljust(2880)
    others = {
        "nothing": b"",
        "one byte": b"\xff",
        "only a JPEG's beginning": b"\xff\xd8\xff",
        "only a PNG's beginning": b"\x89PNG\r\n\x1a\n",
        "FITS": fits.encode(),
        "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
        "a program": b"\x7fELF" + bytes(500),
        "words": "照片.jpg".encode(),
    }
    yield from ((name, content, _only(NO_PICTURE)) for name, content in others.items())


def _cut(*, fractions: tuple[float, ...]) -> Iterator[Case]:
    """Files of which the end is missing. A WebP or HEIC is read as a whole, so it is not even recognised."""
    for form, whole in _honest():
        for fraction in fractions:
            yield f"{form} cut at {fraction}", whole[: int(len(whole) * fraction)], frozenset({NO_PICTURE, BROKEN})


def _vast() -> Iterator[Case]:
    """More pixels than fit, said in few bytes, or work without end."""
    yield "PNG of 13,000 x 13,000", png_of(13_000, 13_000, bytes(13_000)), _only(VAST)
    jpeg = bytearray(saved(drawing(), "JPEG"))
    sizes = jpeg.index(b"\xff\xc0") + 5
    jpeg[sizes : sizes + 4] = struct.pack(">HH", 65_500, 65_500)
    yield "JPEG that claims 65,500 x 65,500", bytes(jpeg), _only(VAST)
    webp = bytearray(saved(drawing(), "WEBP"))
    webp[26:30] = struct.pack("<HH", 16_383, 16_383)
    yield "WebP that claims 16,383 x 16,383", bytes(webp), _only(VAST)
    yield "HEIC of 25 megapixels and a row", saved(Image.new("L", (5000, 5001)), "HEIF", quality=1), _only(VAST)
    yield "PNG of just 25 megapixels", png_of(5000, 5000, bytes(5000)), _only(KEPT)
    yield "PNG of one row", png_of(60_000, 1, bytes(60_000)), _only(KEPT)
    yield "PNG with 100 MB of text", png_of(10, 10, bytes(10), text_bomb()), frozenset({NO_PICTURE, BROKEN})
    yield "JPEG with 3,000 scans", scan_bomb(3000), _only(SLOW)


def _largest() -> Iterator[Case]:
    """As many pixels as may be, in each format; slow only where the machine has other things to do."""
    for form in ("JPEG", "PNG", "WEBP", "HEIF"):
        how = {"method": 0} if form == "WEBP" else {}
        noise = Image.effect_noise((1250, 1250), 40).resize((5000, 5000), Image.Resampling.NEAREST)
        noise = noise.convert("RGBA" if form == "PNG" else "RGB")
        yield f"{form} of 25 megapixels", saved(noise, form, quality=8, **how), frozenset({KEPT, SLOW})


def _disguised() -> Iterator[Case]:
    """Two files in one: the picture is kept, the other is not."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("CANARY-9f3e", "CANARY-9f3e")
    yield "JPEG and ZIP", saved(drawing(), "JPEG") + packed.getvalue(), _only(KEPT)
    yield "JPEG with a comment", saved(drawing(), "JPEG", comment=b"<script>CANARY-9f3e</script>"), _only(KEPT)
    html = PngImagePlugin.PngInfo()
    html.add_text("CANARY-9f3e", "<html><script>alert(1)</script></html>")
    yield "PNG and HTML", saved(drawing(), "PNG", pnginfo=html) + b"<html>CANARY-9f3e</html>", _only(KEPT)
    yield "GIF and a JPEG", b"GIF89a" + saved(drawing(), "JPEG"), _only(NO_PICTURE)


def _odd() -> Iterator[Case]:
    """Honest pictures of unusual make."""
    frames = [drawing(size=(64, 48)).rotate(angle) for angle in (10, 20, 30)]
    yield "APNG", saved(frames[0], "PNG", save_all=True, append_images=frames[1:]), _only(KEPT)
    yield "moving WebP", saved(frames[0], "WEBP", save_all=True, append_images=frames[1:]), _only(KEPT)
    yield "MPO", saved(frames[0], "MPO", save_all=True, append_images=frames[1:]), _only(KEPT)
    for mode in ("1", "L", "LA", "P", "RGBA", "I;16"):
        picture = Image.new("I;16", (64, 48), 33_000) if mode == "I;16" else drawing(mode)
        yield f"PNG in {mode}", saved(picture, "PNG"), _only(KEPT)
    yield "JPEG in CMYK", saved(drawing("CMYK"), "JPEG"), _only(KEPT)
    yield "JPEG with a broken profile", saved(drawing(), "JPEG", icc_profile=b"CANARY-9f3e" * 900), _only(KEPT)


def _exif() -> Iterator[Case]:
    """EXIF that says where, is broken, or is as long as it can be."""
    for form, content in _honest():
        yield f"{form} with a place", content, _only(KEPT)
    good = with_exif(GPS)
    for name, block in {
        "cut": good[: len(good) // 2],
        "that points at itself": good.replace(b"II*\0\x08\0\0\0", b"II*\0\x00\0\0\0"),
        "of rubbish": b"Exif\0\0" + bytes(range(256)) * 20,
        "of 60 KB": with_exif(GPS, maker="CANARY-9f3e" * 5500),
    }.items():
        yield f"JPEG with EXIF {name}", saved(drawing(), "JPEG", exif=block), _only(KEPT)
