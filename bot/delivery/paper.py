"""The paper on which a map is drawn: where on it what lies, and how shapes come onto it with smooth edges."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite

import numpy
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from shapely.geometry.base import BaseGeometry

from handlers.units.geometry import Point, in_metres

WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 900, 600, 1100  # pixels
_SIDE, _TOP, _BOTTOM = 130, 150, 130  # pixels that are kept free of the area itself
_LEAST_METRES = 400.0  # of the longer side: nearer the streets around it would not be seen
_FINER = 2  # shapes are drawn so many times larger, which makes their edges smooth
_BEYOND = 40  # pixels outside the paper: lines that are cut there end out of sight
_EXACT = 0.25  # pixels; what is finer cannot be seen

Colour = str


@dataclass(frozen=True)
class View:
    """What the paper shows, north up: `middle` lies at its place on the paper, and `scale` is pixels to a metre."""

    middle: Point
    scale: float
    height: int

    @classmethod
    def of(cls, area: BaseGeometry) -> "View":
        """The area in the middle, with space around it; ValueError where it lies nowhere on the earth."""
        west, south, east, north = area.bounds
        middle = Point((south + north) / 2, (west + east) / 2)
        left, low, right, high = in_metres(area, middle).bounds
        wide, tall = right - left, high - low
        if not (isfinite(wide) and isfinite(tall)):
            raise ValueError("an area without measure")
        scale = (WIDTH - 2 * _SIDE) / max(wide, _LEAST_METRES)
        height = int(min(max(tall * scale + _TOP + _BOTTOM, LEAST_HEIGHT), MOST_HEIGHT))
        return cls(middle, min(scale, (height - _TOP - _BOTTOM) / max(tall, 1.0)), height)

    def on_paper(self, shape: BaseGeometry) -> BaseGeometry:
        """In pixels, without what lies far outside."""
        aside, down = WIDTH / 2, (_TOP + self.height - _BOTTOM) / 2

        def put(rows: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
            placed: NDArray[numpy.float64] = rows * (self.scale, -self.scale) + (aside, down)
            return placed

        drawn = shapely.transform(in_metres(shape, self.middle), put)
        frame = (-_BEYOND, -_BEYOND, WIDTH + _BEYOND, self.height + _BEYOND)
        return shapely.make_valid(shapely.clip_by_rect(drawn, *frame))


def visible(shape: BaseGeometry) -> BaseGeometry:
    """Of what is in pixels as much as can be seen."""
    return shapely.set_precision(shape, _EXACT)


class Paper:
    """White, and what was put on it so far."""

    def __init__(self, height: int) -> None:
        self.image = Image.new("RGB", (WIDTH, height), "white")
        self.pen = ImageDraw.Draw(self.image)

    def tint(self, shape: BaseGeometry, colour: Colour, opacity: float) -> None:
        """A shape with what lies below it shining through."""
        self._through(self._filled(shape), colour, opacity)

    def hatch(self, shape: BaseGeometry, colour: Colour, *, gap: int, width: int, opacity: float) -> None:
        """Slanting lines within a shape."""
        mask, (wide, high) = self._blank(), self._size
        pen = ImageDraw.Draw(mask)
        for start in range(-high, wide, gap * _FINER):
            pen.line((start, high, start + high, 0), fill=255, width=width * _FINER)
        mask.paste(0, mask=self._filled(shape).point(lambda value: 255 - value))
        self._through(mask, colour, opacity)

    def border(self, shape: BaseGeometry, colour: Colour, width: int) -> None:
        """The lines around a shape and its holes."""
        mask = self._blank()
        pen = ImageDraw.Draw(mask)
        for ring in (one for part in polygons(shape) for one in (part.exterior, *part.interiors)):
            dots = _dots(ring)
            pen.line([*dots, dots[1]], fill=255, width=width * _FINER, joint="curve")
        self._through(mask, colour, 1.0)

    def _filled(self, shape: BaseGeometry) -> Image.Image:
        """White where the shape is; the largest parts first, so that what lies in their holes comes after these."""
        mask = self._blank()
        pen = ImageDraw.Draw(mask)
        for part in sorted(polygons(shape), key=lambda one: -one.area):
            pen.polygon(_dots(part.exterior), fill=255)
            for hole in part.interiors:
                pen.polygon(_dots(hole), fill=0)
        return mask

    def _through(self, mask: Image.Image, colour: Colour, opacity: float) -> None:
        self.image.paste(colour, (0, 0), mask.reduce(_FINER).point(lambda value: int(value * opacity)))

    def _blank(self) -> Image.Image:
        return Image.new("L", self._size, 0)

    @property
    def _size(self) -> tuple[int, int]:
        return self.image.width * _FINER, self.image.height * _FINER


def polygons(shape: BaseGeometry) -> Iterator[shapely.Polygon]:
    """Whatever of a shape has an inside."""
    parts: Iterable[BaseGeometry] = shapely.get_parts(shape, return_index=False)
    for part in parts:
        if isinstance(part, shapely.Polygon) and not part.is_empty:
            yield part
        elif shapely.get_num_geometries(part) > 1:
            yield from polygons(part)


def _dots(ring: BaseGeometry) -> list[tuple[float, float]]:
    return [(x * _FINER, y * _FINER) for x, y in shapely.get_coordinates(ring).tolist()]
