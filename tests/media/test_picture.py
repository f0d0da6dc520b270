"""What becomes of an honest picture: upright, in the colours that were meant, no larger than needed; and where it was taken."""

import io
import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from bot.media.exif import point_of
from bot.media.workshop import Workshop
from tests.media.makers import GPS, HERE, assert_bare, drawing, saved, with_exif

CORNERS = {(0, 0): "red", (1, 0): "lime", (0, 1): "blue", (1, 1): "white"}


def patches(size: tuple[int, int] = (96, 64)) -> Image.Image:
    """A colour in each quarter, so that it is seen which way up it is."""
    image = Image.new("RGB", size)
    width, height = size[0] // 2, size[1] // 2
    for (x, y), colour in CORNERS.items():
        image.paste(colour, (x * width, y * height, (x + 1) * width, (y + 1) * height))
    return image


def opened(jpeg: bytes) -> Image.Image:
    """What the worker made, which must be bare."""
    assert_bare(jpeg)
    return Image.open(io.BytesIO(jpeg))


def near(image: Image.Image, wanted: Image.Image) -> bool:
    """Whether two pictures look the same in the middle of each quarter, as far as JPEG allows."""
    return image.size == wanted.size and all(
        abs(one - other) < 24
        for x in (0.25, 0.75)
        for y in (0.25, 0.75)
        for one, other in zip(at(image, x, y), at(wanted, x, y), strict=True)
    )


def at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a share of width and height."""
    colour = image.convert("RGB").getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(colour, tuple)
    return tuple(int(part) for part in colour)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
async def test_it_is_upright(workshop: Workshop, form: str) -> None:
    """By each of the eight ways in which EXIF says how the phone was held, and by one that there is not."""
    for orientation in range(1, 10):
        content = saved(patches(), form, exif=with_exif(orientation=orientation), lossless=True, quality=95)
        wanted = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
        drawn = await workshop.redraw(content)
        assert near(opened(drawn.jpeg), wanted), orientation
        assert drawn.size == wanted.size


async def test_a_heic_is_upright(workshop: Workshop) -> None:
    """Once only: the container turns it, and its EXIF says so again."""
    content = saved(patches(), "HEIF", exif=with_exif(GPS, orientation=6), quality=95)
    drawn = await workshop.redraw(content)
    assert (drawn.was, drawn.size) == ("HEIF", (64, 96))
    assert near(opened(drawn.jpeg), patches().transpose(Image.Transpose.ROTATE_270))


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ((100, 60), (100, 60)),
        ((2560, 1920), (2560, 1920)),
        ((4000, 3000), (2560, 1920)),
        ((3000, 4000), (1920, 2560)),
        ((30_000, 4), (2560, 1)),
        ((1, 1), (1, 1)),
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
async def test_it_is_no_larger_than_needed(
    workshop: Workshop, form: str, size: tuple[int, int], wanted: tuple[int, int]
) -> None:
    """And never made larger."""
    drawn = await workshop.redraw(saved(Image.new("RGB", size, "red"), form))
    assert opened(drawn.jpeg).size == drawn.size == wanted


SHADES: dict[str, tuple[Callable[[], bytes], tuple[int, int, int]]] = {
    "16 bits": (lambda: saved(Image.new("I;16", (8, 8), 128 << 8), "PNG"), (128, 128, 128)),
    "1 bit": (lambda: saved(Image.new("1", (8, 8), 1), "PNG"), (255, 255, 255)),
    "CMYK": (lambda: saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"), (254, 0, 0)),
    "nothing to see": (lambda: saved(Image.new("RGBA", (8, 8), (255, 0, 0, 0)), "PNG"), (255, 255, 255)),
    "half to see": (lambda: saved(Image.new("RGBA", (8, 8), (255, 0, 0, 128)), "WEBP", lossless=True), (255, 127, 127)),
    "a grey half to see": (lambda: saved(Image.new("LA", (8, 8), (0, 128)), "PNG"), (127, 127, 127)),
    "a palette": (lambda: saved(patches((8, 8)).crop((0, 0, 4, 4)).convert("P"), "PNG"), (254, 0, 0)),
    "a palette with a hole": (lambda: saved(holed(), "PNG", transparency=1), (255, 255, 255)),
    "a profile of its own": (lambda: saved(Image.new("RGB", (8, 8), "red"), "PNG", icc_profile=swapped()), (0, 255, 0)),
    "a broken profile": (lambda: saved(Image.new("RGB", (8, 8), "red"), "PNG", icc_profile=b"junk"), (254, 0, 0)),
    "a profile of ink": (lambda: saved(Image.new("L", (8, 8), 77), "JPEG", icc_profile=swapped()), (77, 77, 77)),
}


def holed() -> Image.Image:
    """All of the second of two colours."""
    image = Image.new("P", (8, 8), 1)
    image.putpalette([255, 0, 0, 0, 0, 255])
    return image


def swapped() -> bytes:
    """A profile in which red and green have changed places."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return srgb.replace(b"rXYZ", b"tmp_").replace(b"gXYZ", b"rXYZ").replace(b"tmp_", b"gXYZ")


@pytest.mark.parametrize("name", SHADES)
async def test_its_colours_are_those_that_were_meant(workshop: Workshop, name: str) -> None:
    """As a screen shows them, on white."""
    make, wanted = SHADES[name]
    drawn = await workshop.redraw(make())
    assert max(abs(one - other) for one, other in zip(at(opened(drawn.jpeg), 0.5, 0.5), wanted, strict=True)) <= 3


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_where_it_was_taken_is_told_and_not_kept(workshop: Workshop, form: str) -> None:
    """To whoever asked for the picture; those who open it learn nothing."""
    drawn = await workshop.redraw(saved(drawing(), form, exif=with_exif(GPS)))
    assert drawn.point == pytest.approx(HERE, abs=1e-6)
    assert drawn.was == form
    assert_bare(drawn.jpeg)
    assert b"CANARY" not in drawn.jpeg
    assert (await workshop.redraw(saved(drawing(), form, exif=with_exif()))).point is None


PLACES: dict[str, tuple[dict[int, Any], tuple[float, float] | None]] = {
    "north and east": (GPS, HERE),
    "south and west": ({**GPS, 1: "S", 3: "W"}, (-HERE[0], -HERE[1])),
    "lower case, with a NUL": ({**GPS, 1: "n\0", 3: "e"}, HERE),
    "its own datum named": ({**GPS, 18: "WGS-84"}, HERE),
    "another datum": ({**GPS, 18: "GCJ-02"}, None),
    "a phone without a fix": ({**GPS, 2: (0, 0, 0), 4: (0, 0, 0)}, None),
    "only one of the two": ({1: "N", 2: GPS[2]}, None),
    "no hemisphere": ({**GPS, 1: ""}, None),
    "a hemisphere that there is not": ({**GPS, 1: "E"}, None),
    "beyond the pole": ({**GPS, 2: (91, 0, 0)}, None),
    "below zero": ({**GPS, 2: (-30, 0, 0)}, None),
    "not a number": ({**GPS, 2: (float("nan"), 0, 0)}, None),
    "two numbers": ({**GPS, 2: (30, 39)}, None),
    "words": ({**GPS, 2: ("here", 0, 0)}, None),
    "nothing": ({}, None),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_read_or_there_is_none(name: str) -> None:
    """Rather none than a wrong one."""
    gps, wanted = PLACES[name]
    found = point_of(gps)
    assert (found is None) == (wanted is None)
    assert wanted is None or found == pytest.approx(wanted)


ANYTHING = st.none() | st.integers() | st.floats() | st.text(max_size=3) | st.binary(max_size=3)


@given(st.dictionaries(st.sampled_from((1, 2, 3, 4, 18)), ANYTHING | st.lists(ANYTHING, max_size=4).map(tuple)))
def test_whatever_stands_there_is_a_place_on_earth_or_none(gps: dict[int, Any]) -> None:
    found = point_of(gps)
    assert found is None or (-90 <= found[0] <= 90 and -180 <= found[1] <= 180)


@given(st.floats(0, 89.9), st.floats(0, 179.9), st.sampled_from("NS"), st.sampled_from("EW"))
def test_degrees_minutes_and_seconds_are_the_same_place(north: float, east: float, ns: str, ew: str) -> None:
    found = point_of({1: ns, 2: _sixtieths(north), 3: ew, 4: _sixtieths(east)})
    wanted = (-north if ns == "S" else north, -east if ew == "W" else east)
    assert found == pytest.approx(wanted, abs=1e-6) or wanted == pytest.approx((0, 0), abs=1e-6)


def _sixtieths(degrees: float) -> tuple[float, float, float]:
    minutes, whole = divmod(degrees, 1)[1] * 60, int(degrees)
    return whole, int(minutes), (minutes - int(minutes)) * 60


def test_a_fraction_without_a_denominator_is_no_place() -> None:
    """As Pillow reads it from a file."""
    exif = Image.Exif()
    exif.load(with_exif(GPS).replace(struct.pack("<II", 30, 1), struct.pack("<II", 30, 0)))
    assert exif.get_ifd(0x8825)[1] == "N"
    assert point_of(exif.get_ifd(0x8825)) is None
