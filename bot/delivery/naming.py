"""Names on a map: each inside its unit as far as it can be seen, none over another; what finds no room is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import shapely
from PIL import ImageDraw, ImageFont
from shapely.geometry.base import BaseGeometry

from bot.delivery.paper import polygons

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_INK = "#444444"
_HALO = 4  # pixels of white around the letters
_AIR = 2  # pixels to the next name
_CLOSER = -10  # pixels between two lines
_LEAST_AREA = 1500.0  # square pixels; of what is smaller nobody needs the name
_INSIDE = (0.97, 0.75)  # of a name lies in its unit, as far as there is room
_EXACT = 4.0  # pixels
_LONG = 5  # letters; longer names may be broken
_HIGHER = (0, -20, 20, -40, 40)  # pixels away from where there is most room


@dataclass(frozen=True)
class _Name:
    """Where a name may stand."""

    words: str
    x: float
    y: float


class Names:
    """Finds room for names, one after the other. `free` is where they may stand, in pixels."""

    def __init__(self, pen: ImageDraw.ImageDraw, font: Font, free: BaseGeometry) -> None:
        self._pen = pen
        self._font = font
        self._free = free

    def write(self, name: str, unit: BaseGeometry) -> bool:
        """Whether there was room."""
        seen = max(polygons(shapely.intersection(unit, self._free)), key=lambda one: float(one.area), default=None)
        if seen is None or seen.area < _LEAST_AREA:
            return False
        for least, one in product(_INSIDE, tuple(self._tries(name, seen))):
            box = self._box(one)
            if self._free.covers(box) and seen.intersection(box).area >= least * box.area:
                self._put(one)
                self._free = self._free.difference(box)
                return True
        return False

    def _tries(self, name: str, seen: shapely.Polygon) -> Iterator[_Name]:
        """In one line or more: in the middle, else where there is most room for it, else higher or lower."""
        middle = _roomiest(seen, 1.0)
        for words in dict.fromkeys((name, _broken(name), name.replace(" ", "\n"))):
            left, top, right, bottom = self._box(_Name(words, 0, 0)).bounds
            yield _Name(words, *middle)
            x, y = _roomiest(seen, (right - left) / (bottom - top))
            for higher in _HIGHER:
                yield _Name(words, x, y + higher)

    def _put(self, one: _Name) -> None:
        place = (one.x, one.y)
        self._pen.multiline_text(
            place, one.words, _INK, self._font, "mm", _CLOSER, "center", stroke_width=_HALO, stroke_fill="white"
        )

    def _box(self, one: _Name) -> BaseGeometry:
        left, top, right, bottom = self._pen.multiline_textbbox(
            (one.x, one.y), one.words, self._font, "mm", _CLOSER, "center", stroke_width=_HALO
        )
        return shapely.box(left - _AIR, top - _AIR, right + _AIR, bottom + _AIR)


def _roomiest(seen: shapely.Polygon, ratio: float) -> tuple[float, float]:
    """The middle of the largest box of this ratio of width to height, or nearly so: stretched, it is a square around a circle."""
    stretched = shapely.transform(seen, lambda rows: rows * (1.0, ratio))
    middle = shapely.get_point(shapely.maximum_inscribed_circle(stretched, tolerance=_EXACT), 0)
    return middle.x, middle.y / ratio


def _broken(name: str) -> str:
    """In two lines: at the space nearest to the middle, else in the middle."""
    if len(name) < _LONG:
        return name
    half = (len(name) + 1) // 2
    cut = min((at for at, letter in enumerate(name) if letter == " "), key=lambda at: abs(at - half), default=half)
    return f"{name[:cut]}\n{name[cut:].strip()}"
