"""A canvas of 640 by 480 on which a hazard is drawn: smooth edges, a little grain, and light as of a phone's camera."""

import math
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Point = tuple[float, float]
Colour = tuple[int, int, int]

_SCALE = 2
_SIZE = (640, 480)
_FONT = "NotoSansCJK-Bold.ttc"  # Debian: fonts-noto-cjk


class Canvas:
    """Everything is said in the 640 by 480 of the picture; save() makes it one."""

    def __init__(self, above: Colour, below: Colour, seed: int = 1) -> None:
        self.image = Image.new("RGB", (_SIZE[0] * _SCALE, _SIZE[1] * _SCALE))
        self._draw = ImageDraw.Draw(self.image)
        self.dice = random.Random(seed)
        self.fade((0, 0, 640, 480), above, below)

    def fade(self, box: tuple[float, float, float, float], above: Colour, below: Colour) -> None:
        """A box that goes from one colour to another."""
        left, top, right, bottom = (one * _SCALE for one in box)
        for y in range(int(top), int(bottom)):
            part = (y - top) / (bottom - top)
            self._draw.line([(left, y), (right, y)], fill=mix(above, below, part))

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 0, **more: int
    ) -> None:
        """A rectangle, with round corners where they are wanted."""
        self._draw.rounded_rectangle(self._all((left, top), (right, bottom)), radius * _SCALE, fill=fill)
        if more:
            self._draw.rounded_rectangle(
                self._all((left, top), (right, bottom)),
                radius * _SCALE,
                outline=(40, 44, 48),
                width=more["edge"] * _SCALE,
            )

    def shape(self, *points: Point, fill: Colour) -> None:
        """A polygon."""
        self._draw.polygon(self._all(*points), fill=fill)

    def oval(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        fill: Colour | None = None,
        edge: Colour | None = None,
        width: float = 1,
    ) -> None:
        """An ellipse around a point, by its half axes."""
        self._draw.ellipse(
            self._all((x - wide, y - high), (x + wide, y + high)), fill=fill, outline=edge, width=int(width * _SCALE)
        )

    def line(self, *points: Point, fill: Colour, width: float = 2) -> None:
        """A line with round bends and ends."""
        places = self._all(*points)
        self._draw.line(places, fill=fill, width=int(width * _SCALE), joint="curve")
        half = width * _SCALE / 2
        for x, y in (places[0], places[-1]):
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill=fill)

    def hanging(self, start: Point, end: Point, sag: float, fill: Colour, width: float = 3) -> None:
        """A cable between two points."""
        steps = [number / 24 for number in range(25)]
        self.line(
            *[(start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + sag * math.sin(math.pi * t)) for t in steps],
            fill=fill, width=width,
        )  # fmt: skip

    def words(self, x: float, y: float, text: str, size: float, fill: Colour) -> None:
        """Words around a point."""
        self._draw.text((x * _SCALE, y * _SCALE), text, fill, ImageFont.truetype(_FONT, size * _SCALE), anchor="mm")

    def painted(self, corners: Sequence[Point], text: str, fill: Colour) -> None:
        """Words painted on the ground: as wide as they fit between four corners, from the upper left one clockwise."""
        font = ImageFont.truetype(_FONT, 200)
        wide, high = (int(one) for one in font.getbbox(text)[2:])
        flat = Image.new("L", (wide, high), 0)
        ImageDraw.Draw(flat).text((0, 0), text, 255, font)
        cut = flat.getbbox() or (0, 0, wide, high)
        flat = flat.crop(cut)
        seen = flat.transform(
            self.image.size,
            Image.Transform.PERSPECTIVE,
            _perspective(self._all(*corners), flat.size),
            Image.Resampling.BICUBIC,
        )
        self.image.paste(Image.new("RGB", self.image.size, fill), mask=seen)

    def haze(self, x: float, y: float, wide: float, high: float, fill: Colour, strength: int, blur: float = 12) -> None:
        """A soft cloud or shadow."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).ellipse(self._all((x - wide, y - high), (x + wide, y + high)), fill=strength)
        self.image.paste(
            Image.new("RGB", self.image.size, fill), mask=mask.filter(ImageFilter.GaussianBlur(blur * _SCALE))
        )

    def speckled(self, box: tuple[float, float, float, float], fill: Colour, count: int, size: float = 1.2) -> None:
        """Grain of asphalt, or leaves."""
        for _ in range(count):
            x, y = self.dice.uniform(box[0], box[2]), self.dice.uniform(box[1], box[3])
            self.oval(x, y, size, size * 0.7, mix(fill, (255, 255, 255), self.dice.uniform(-0.15, 0.2)))

    def save(self, path: Path) -> None:
        """A small JPEG."""
        small = self.image.resize(_SIZE, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.4))
        dark = Image.new("L", _SIZE, 255)
        ImageDraw.Draw(dark).ellipse((-160, -140, 800, 620), fill=0)
        edge = dark.filter(ImageFilter.GaussianBlur(90)).point(lambda one: one // 3)
        small.paste((10, 14, 20), mask=edge)
        grain = Image.effect_noise(_SIZE, 10).convert("RGB")
        ImageChops.overlay(small, ImageChops.blend(grain, Image.new("RGB", _SIZE, (128, 128, 128)), 0.55)).save(
            path, quality=72, optimize=True
        )

    def _all(self, *points: Point) -> list[Point]:
        return [(x * _SCALE, y * _SCALE) for x, y in points]


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """Between two colours; below 0 darker than the first."""
    red, green, blue = (max(0, min(255, round(a + (b - a) * part))) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _perspective(corners: Sequence[Point], size: tuple[int, int]) -> list[float]:
    """What Pillow wants in order to put a flat picture between four corners: eight numbers, found by elimination."""
    flat = [(0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])]
    rows = []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        best = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        rows[column] = [one / rows[column][column] for one in rows[column]]
        for row in range(8):
            if row != column:
                rows[row] = [a - rows[row][column] * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]
