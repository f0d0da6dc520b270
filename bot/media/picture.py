"""Drawing a picture anew, so that nothing of the file goes on but what can be seen. Runs in the worker alone."""

import io
import warnings
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageCms, MpoImagePlugin, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

from bot.media.exif import Point, point_of
from bot.media.refusal import Reason, Refused

MOST_PIXELS = 25_000_000
LONGEST_SIDE = 2560

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_LOADED_BEFOREHAND = (
    MpoImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)  # Pillow would load them when a file asks for them
_QUALITY = 85
_ORIENTATION, _GPS = 0x0112, 0x8825
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Redrawn:
    """A JPEG, what the file was, the JPEG's size in pixels, and where the file says it was taken."""

    jpeg: bytes
    was: str
    size: tuple[int, int]
    point: Point | None


@dataclass(frozen=True)
class _Taken:
    """A picture as it was taken, no larger than needed: maybe lying on its side, its colours by a profile of its own."""

    image: Image.Image
    was: str
    orientation: int
    point: Point | None
    profile: bytes | None


def prepare() -> None:
    """Loads what decoding needs, as nothing more can be loaded later; Pillow refuses a picture of twice this from its header alone."""
    Image.preinit()
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
    warnings.simplefilter("ignore")


def redraw(content: bytes) -> Redrawn:
    """Refused for what is no picture of ours or has too many pixels; whatever else is raised means that it is broken."""
    taken = _taken(content)
    upright = taken.image.transpose(_UPRIGHT[taken.orientation]) if taken.orientation in _UPRIGHT else taken.image
    canvas = Image.new("RGB", upright.size, "white")
    canvas.paste(_in_srgb(upright, taken.profile), mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=_QUALITY)
    return Redrawn(out.getvalue(), taken.was, canvas.size, taken.point)


def _taken(content: bytes) -> _Taken:
    """Read and made small; the large picture is gone when this returns."""
    image = _opened(content)
    was = str(image.format)
    orientation, point = _exif(image)
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    return _Taken(_shrunk(_plain(image)), was, orientation, point, image.info.get("icc_profile"))


def _opened(content: bytes) -> Image.Image:
    """Known by its content, whatever it is called; nothing is decoded yet."""
    try:
        return Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise Refused(Reason.TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise Refused(Reason.NOT_A_PICTURE) from None


def _exif(image: Image.Image) -> tuple[int, Point | None]:
    """Which way up it is, and where it was taken."""
    try:
        exif = image.getexif()
        return int(exif.get(_ORIENTATION, 1)), point_of(exif.get_ifd(_GPS))
    except Exception:  # noqa: BLE001 - Pillow trips over broken EXIF in many ways, and none of them makes the picture worse
        return 1, None


def _plain(image: Image.Image) -> Image.Image:
    """Decoded, with 8 bits a channel: L, RGB, RGBA or CMYK."""
    image.load()
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("LA", "La", "PA", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert("RGB")


def _shrunk(image: Image.Image) -> Image.Image:
    """No side above the longest; channel by channel, which takes a quarter of the memory."""
    scale = LONGEST_SIDE / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    channels = range(len(image.getbands()))
    return Image.merge(image.mode, [image.getchannel(one).resize(size, Image.Resampling.LANCZOS) for one in channels])


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as every screen shows them; a profile that is broken, or another kind of picture's, counts as none."""
    colours = image.convert("RGB") if image.mode == "RGBA" else image
    if not profile:
        return colours.convert("RGB")
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(colours, given, ImageCms.createProfile("sRGB"), outputMode="RGB") or colours
    except (ImageCms.PyCMSError, OSError):
        return colours.convert("RGB")
