"""A map of the area of a warning: filled, hatched and framed in the colour of its level, with the name of the level in a corner, among the
units around it. It is drawn when it is sent, in the reader's language, and kept nowhere but for a moment: many people get the same one.
"""

import io
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import floor, isfinite, log10
from pathlib import Path

import shapely
from PIL import ImageFont
from shapely.geometry.base import BaseGeometry

from bot.delivery.drawing import FONT, SIMPLIFIED
from bot.delivery.naming import Font, Names
from bot.delivery.paper import WIDTH, Paper, View, visible
from handlers.units.geometry import sound
from storage.alert import Level

_log = logging.getLogger(__name__)

_FILL = {Level.BLUE: "#2f7de1", Level.YELLOW: "#f7c600", Level.ORANGE: "#f57c00", Level.RED: "#e02020"}
_EDGE = {Level.BLUE: "#0b4aa2", Level.YELLOW: "#8f6a00", Level.ORANGE: "#a84300", Level.RED: "#9c0d0d"}
_ON_FILL = {Level.BLUE: "white", Level.YELLOW: "black", Level.ORANGE: "black", Level.RED: "white"}
_INK, _LINES, _GROUND = "#222222", "#8c8c8c", "#f3f3ef"
_LINE, _FRAME, _CASING = 3, 7, 13  # pixels wide
_OPACITY, _HATCHED = 0.34, 0.6
_HATCH_GAP = 22  # pixels
_TITLE, _NAME, _SMALL = 46, 30, 28  # font sizes in pixels
_MARGIN, _PADDING, _EDGE_OF_PAPER = 28, 26, 6
_LONGEST_TITLE = 640
_LEAST, _DOT = 400.0, 22.0  # square pixels of an area that is seen as one; pixels around what is less
_LONGEST_BAR = 220  # pixels
_KILOMETRE = 1000


@dataclass(frozen=True)
class MapSheet:
    """What is drawn, in plain words: names with their borders, as GeoJSON."""

    title: str
    level: Level
    area: str
    outlines: tuple[tuple[str, str], ...]


@lru_cache(maxsize=16)
def draw_map(sheet: MapSheet, font: Path = FONT) -> bytes | None:
    """The map as a PNG; None where it cannot be drawn, as a warning goes in any case. Without a good font in Latin letters alone."""
    try:
        return _finished(_drawn(sheet, font))
    except Exception as error:  # noqa: BLE001 - shapely's and Pillow's own, and whatever numbers far from the earth lead to
        _log.warning("a map could not be drawn: %s", type(error).__name__)
        return None


def _drawn(sheet: MapSheet, font: Path) -> Paper:
    whole = sound(shapely.from_geojson(sheet.area))
    view = View.of(whole)
    area = visible(_solid(view.on_paper(whole)))
    units = [(name, visible(view.on_paper(one))) for name, one in _read(sheet.outlines)]
    paper, letters = Paper(view.height), _Letters(font)
    _draw_units(paper, shapely.GeometryCollection([shape for _, shape in units]))
    _draw_area(paper, area, sheet.level)
    taken = (_badge(paper, sheet, letters), _arrow(paper, letters), _bar(paper, view.scale, letters))
    _draw_names(paper, units, letters, shapely.union_all([*taken, area.boundary.buffer(_CASING / 2)]))
    return paper


def _read(outlines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, BaseGeometry]]:
    """Without those that cannot be read."""
    for name, written in outlines:
        shape = shapely.from_geojson(written, on_invalid="ignore")
        if shape is not None and isfinite(shapely.total_bounds(shape).sum()):
            yield name, sound(shape)


def _solid(area: BaseGeometry) -> BaseGeometry:
    """What has hardly an inside, such as a point or a line, becomes a dot or a band."""
    solid = area.buffer(0)
    return solid if solid.area >= _LEAST else area.buffer(_DOT)


def _draw_units(paper: Paper, units: BaseGeometry) -> None:
    paper.tint(units, _GROUND, 1.0)
    paper.border(units, _LINES, _LINE)


def _draw_area(paper: Paper, area: BaseGeometry, level: Level) -> None:
    paper.tint(area, _FILL[level], _OPACITY)
    paper.hatch(area, _FILL[level], gap=_HATCH_GAP, width=_LINE, opacity=_HATCHED)
    paper.border(area, "white", _CASING)
    paper.border(area, _EDGE[level], _FRAME)


def _draw_names(
    paper: Paper, units: Iterable[tuple[str, BaseGeometry]], letters: "_Letters", taken: BaseGeometry
) -> None:
    """The first ones first, beside what is taken."""
    sheet = shapely.box(0, 0, *paper.image.size).buffer(-_EDGE_OF_PAPER)
    names = Names(paper.pen, letters.of(_NAME), sheet.difference(taken))
    for name, shape in units:
        if letters.can_say(name):
            names.write(name, shape)


class _Letters:
    """Fonts of every size; where the good one is missing, of Latin letters alone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            ImageFont.truetype(path, _NAME, index=SIMPLIFIED)
            self._is_good = True
        except OSError:
            self._is_good = False

    def of(self, size: int) -> Font:
        """In pixels."""
        return ImageFont.truetype(self._path, size, index=SIMPLIFIED) if self._is_good else ImageFont.load_default(size)

    def can_say(self, words: str) -> bool:
        """Boxes in the place of letters would be worse than none."""
        return bool(words.strip()) and (self._is_good or words.isascii())


def _badge(paper: Paper, sheet: MapSheet, letters: _Letters) -> BaseGeometry:
    """The level in words, on its colour; where it lies on the paper."""
    words = sheet.title if letters.can_say(sheet.title) else sheet.level.value.upper()
    font, left, high = letters.of(_TITLE), _MARGIN, _MARGIN
    while font.getlength(words) > _LONGEST_TITLE:
        words = f"{words[:-2]}…"
    right, low = left + int(font.getlength(words)) + 2 * _PADDING, high + _TITLE + _PADDING
    paper.pen.rounded_rectangle((left, high, right, low), 14, _FILL[sheet.level], _EDGE[sheet.level], 4)
    paper.pen.multiline_text(((left + right) / 2, (high + low) / 2), words, _ON_FILL[sheet.level], font, "mm")
    return shapely.box(left, high, right, low)


def _arrow(paper: Paper, letters: _Letters) -> BaseGeometry:
    """Where north is."""
    x, high = WIDTH - _MARGIN - 30, _MARGIN
    plate = (x - 30, high, x + 30, high + 100)
    paper.pen.rounded_rectangle(plate, 14, "white", _LINES, 2)
    paper.pen.polygon([(x, high + 12), (x + 17, high + 54), (x, high + 44), (x - 17, high + 54)], _INK)
    paper.pen.multiline_text((x, high + 76), "N", _INK, letters.of(_SMALL), "mm")
    return shapely.box(*plate)


def _bar(paper: Paper, scale: float, letters: _Letters) -> BaseGeometry:
    """How long so many metres are."""
    metres = _round_metres(_LONGEST_BAR / scale)
    words = f"{metres:,} m" if metres < _KILOMETRE else f"{metres // _KILOMETRE:,} km"
    long, left, low = metres * scale, _MARGIN + 18, paper.image.height - _MARGIN - 20
    wide = max(long, letters.of(_SMALL).getlength(words))
    plate = (_MARGIN, low - 54, left + wide + 18, low + 20)
    paper.pen.rounded_rectangle(plate, 14, "white", _LINES, 2)
    paper.pen.line([(left, low - 14), (left, low), (left + long, low), (left + long, low - 14)], _INK, 4)
    paper.pen.multiline_text((left + long / 2, low - 28), words, _INK, letters.of(_SMALL), "mm")
    return shapely.box(*plate)


def _round_metres(most: float) -> int:
    """1, 2 or 5 with noughts, at most so many."""
    tens = 10 ** floor(log10(most))
    return int(max(step * tens for step in (1, 2, 5) if step * tens <= most))


def _finished(paper: Paper) -> bytes:
    out = io.BytesIO()
    paper.image.save(out, "PNG")
    return out.getvalue()
