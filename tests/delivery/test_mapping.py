"""The map of a warning: what is coloured is where it should be, what is written can be read, and nothing stops a warning."""

import io
import json
import logging
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from shapely.geometry.base import BaseGeometry

from bot.delivery.drawing import FONT
from bot.delivery.mapping import MapSheet, draw_map
from bot.delivery.naming import Names
from bot.delivery.paper import LEAST_HEIGHT, MOST_HEIGHT, WIDTH
from storage.alert import Level

MISSING = Path("/nowhere/font.ttc")
METRE = 1 / 111_195
AREA = shapely.box(-300 * METRE, -300 * METRE, 300 * METRE, 300 * METRE)
LEFT = shapely.box(-900 * METRE, -900 * METRE, 0, 900 * METRE)
RIGHT = shapely.box(0, -900 * METRE, 900 * METRE, 900 * METRE)
COORDINATES = st.floats(-200, 200) | st.floats(104, 104.01) | st.sampled_from([0.0, 180.0, -90.0, 1e-9])
RINGS = st.lists(st.tuples(COORDINATES, COORDINATES), max_size=12)


def written(shape: BaseGeometry) -> str:
    return str(shapely.to_geojson(shape))


SHEET = MapSheet("红色预警", Level.RED, written(AREA), (("蕉园网格", written(LEFT)), ("石桥网格", written(RIGHT))))


def picture(sheet: MapSheet, font: Path = FONT) -> Image.Image:
    drawn = draw_map(sheet, font)
    assert drawn is not None
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def redness(image: Image.Image, x: float, y: float) -> float:
    """How much redder than grey it is around a point, on average."""
    spot = image.crop((int(x) - 25, int(y) - 25, int(x) + 25, int(y) + 25)).resize((1, 1), Image.Resampling.BOX)
    pixel = spot.getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return pixel[0] - (pixel[1] + pixel[2]) / 2


class TestArea:
    def test_is_coloured_where_it_is(self) -> None:
        """640 of the 900 pixels are 600 metres; around it, it is as grey as before."""
        image = picture(replace(SHEET, outlines=()))
        middle = (150 + image.height - 130) / 2
        for x, y in ((0, 0), (-280, -280), (280, 280), (-280, 280)):
            assert redness(image, 450 + x, middle + y) > 40
        for x, y in ((-380, 0), (380, 0), (0, 370), (0, -370)):
            assert redness(image, 450 + x, middle + y) == 0

    def test_a_hole_stays_free(self) -> None:
        ring = AREA.difference(AREA.buffer(-150 * METRE))
        image = picture(replace(SHEET, area=written(ring), outlines=()))
        assert redness(image, 450, (150 + image.height - 130) / 2) == 0

    def test_north_is_up_and_east_is_right(self) -> None:
        """The north-eastern half of the square alone."""
        half = shapely.Polygon([(-300 * METRE, 300 * METRE), (300 * METRE, 300 * METRE), (300 * METRE, -300 * METRE)])
        image = picture(replace(SHEET, area=written(half), outlines=()))
        middle = (150 + image.height - 130) / 2
        assert redness(image, 450 + 150, middle - 150) > 40
        assert redness(image, 450 - 150, middle + 150) == 0

    @pytest.mark.parametrize("level", Level)
    def test_is_told_by_more_than_its_colour(self, level: Level) -> None:
        """In grey it still differs from the ground: a dark frame, hatched, and the level in words, which are of one language."""
        sheet = replace(SHEET, level=level, outlines=())
        grey = picture(sheet).convert("L")
        row = [grey.getpixel((x, grey.height // 2)) for x in range(100, 800)]
        assert min(row) < 110  # type: ignore[type-var, operator]
        assert sum(one != other for one, other in pairwise(row)) > 60
        assert draw_map(sheet) != draw_map(replace(sheet, title="Red warning"))

    @pytest.mark.parametrize(
        ("wide", "tall", "height"),
        [(600, 600, 920), (2000, 100, LEAST_HEIGHT), (100, 3000, MOST_HEIGHT), (0.1, 0.1, LEAST_HEIGHT)],
    )
    def test_its_shape_makes_the_height(self, wide: float, tall: float, height: int) -> None:
        """And all of it can be seen."""
        box = shapely.box(0, 0, wide * METRE, tall * METRE)
        image = picture(replace(SHEET, area=written(box), outlines=()))
        assert image.width == WIDTH
        assert abs(image.height - height) <= 1
        red, green = (image.getchannel(one) for one in "RG")
        coloured = ImageChops.subtract(red, green).crop((0, 140, WIDTH, image.height))
        seen = coloured.point(lambda value: 255 * (value > 30)).getbbox()
        assert seen is not None
        assert 0 < seen[0] < seen[2] < WIDTH
        assert 0 < seen[1] < seen[3] < image.height - 140 - 100


class TestNames:
    def boxes(self, monkeypatch: pytest.MonkeyPatch, sheet: MapSheet) -> dict[str, BaseGeometry]:
        """Where each name stands that was written."""
        put: dict[str, BaseGeometry] = {}
        original = Names._put

        def noted(self: Names, one: Any) -> None:
            put[one.words.replace("\n", " " if one.words.isascii() else "")] = self._box(one)
            original(self, one)

        monkeypatch.setattr(Names, "_put", noted)
        draw_map.cache_clear()
        picture(sheet)
        return put

    def test_each_unit_has_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        put = self.boxes(monkeypatch, SHEET)
        assert put.keys() == {"蕉园网格", "石桥网格"}
        assert put["蕉园网格"].bounds[2] < 470
        assert put["石桥网格"].bounds[0] > 430

    @pytest.mark.parametrize("words", ["Lantern Lane Grid {}", "灯笼巷网格{}"])
    def test_none_lies_over_another(self, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
        """Forty units in no room: some go without."""
        strips = [shapely.box(-900 * METRE, y * 30 * METRE, 900 * METRE, (y + 1) * 30 * METRE) for y in range(-20, 20)]
        units = tuple((words.format(number), written(one)) for number, one in enumerate(strips))
        put = self.boxes(monkeypatch, replace(SHEET, outlines=units))
        assert 0 < len(put) < 40
        assert not any(one.intersects(other) for one, other in combinations(put.values(), 2))

    def test_what_lies_elsewhere_is_not_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        far = shapely.affinity.translate(LEFT, 1.0)
        assert self.boxes(monkeypatch, replace(SHEET, outlines=(("远方", written(far)),))) == {}

    def test_each_border_is_drawn(self) -> None:
        """One more line, where the unit ends."""
        bare = picture(replace(SHEET, outlines=()))
        with_one = picture(replace(SHEET, outlines=(("", written(LEFT)),)))
        changed = ImageChops.difference(bare, with_one).convert("L").point(lambda value: 255 * (value > 40))
        box = changed.getbbox()
        assert box is not None
        assert abs((box[0] + box[2]) / 2 - 450) <= 3
        assert box[2] - box[0] <= 6


class TestWithoutTheFont:
    def test_latin_letters_alone(self) -> None:
        chinese, english = SHEET, replace(SHEET, title="Red warning", outlines=(("Stone Bridge", written(LEFT)),))
        assert draw_map(chinese, MISSING) == draw_map(replace(chinese, title="别的"), MISSING)
        bare = replace(chinese, outlines=tuple(("", one) for _, one in chinese.outlines))
        assert draw_map(chinese, MISSING) == draw_map(bare, MISSING)
        assert draw_map(english, MISSING) != draw_map(replace(english, title="Other"), MISSING)
        assert draw_map(english, MISSING) != draw_map(replace(english, outlines=(("Other", written(LEFT)),)), MISSING)

    def test_the_level_is_said_all_the_same(self) -> None:
        assert draw_map(SHEET, MISSING) == draw_map(replace(SHEET, title="RED"), MISSING)


class TestNothingStopsIt:
    @pytest.mark.parametrize(
        "area",
        ["", "{", "null", '{"type":"Point","coordinates":[]}', '{"type":"Polygon","coordinates":[[[1,1],[2,2]]]}'],
    )
    def test_what_is_none_is_not_drawn(self, caplog: pytest.LogCaptureFixture, area: str) -> None:
        """One line says so, with nothing of what it was."""
        draw_map.cache_clear()
        with caplog.at_level(logging.WARNING):
            assert draw_map(replace(SHEET, area=area)) is None
        (said,) = caplog.messages
        assert said.startswith("a map could not be drawn: ")
        assert "coordinates" not in said

    @pytest.mark.parametrize(
        "shape",
        [
            shapely.Point(104, 30),
            shapely.MultiPoint([(104, 30), (104.001, 30)]),
            shapely.LineString([(104, 30), (104.01, 30.01)]),
            shapely.Polygon([(104, 30), (104.01, 30), (104, 30)]),
            shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]),
            shapely.box(-180, -90, 180, 90),
            shapely.GeometryCollection([shapely.Point(104, 30), shapely.box(104, 30, 104.01, 30.01)]),
        ],
        ids=lambda shape: shape.geom_type,
    )
    def test_odd_ones_are_drawn_as_well_as_they_can_be(self, shape: BaseGeometry) -> None:
        image = picture(replace(SHEET, area=written(shape), outlines=()))
        lower = image.crop((0, 140, WIDTH, image.height))
        assert ImageChops.subtract(lower.getchannel("R"), lower.getchannel("G")).getextrema()[1] > 60  # type: ignore[operator]

    def test_a_unit_that_cannot_be_read_is_left_out(self) -> None:
        assert draw_map(replace(SHEET, outlines=(*SHEET.outlines, ("x", "{")))) == draw_map(SHEET)

    def test_thousands_of_points_take_no_longer(self) -> None:
        """Finer than a pixel, a line is the same line."""
        circle = shapely.Point(0, 0).buffer(300 * METRE, quad_segs=10_000)
        assert len(draw_map(replace(SHEET, area=written(circle))) or b"") < 150_000

    @settings(max_examples=60, deadline=None)
    @given(RINGS, st.lists(RINGS, max_size=3), st.text(max_size=40))
    def test_whatever_it_is(self, area: list[Any], units: list[list[Any]], words: str) -> None:
        """A picture that Telegram takes, or none."""
        polygon = json.dumps({"type": "Polygon", "coordinates": [[*area, *area[:1]]]})
        outlines = tuple((words, json.dumps({"type": "MultiPolygon", "coordinates": [[one]]})) for one in units)
        drawn = draw_map(MapSheet(words, Level.BLUE, polygon, outlines))
        assert drawn is None or len(drawn) < 2_000_000
