"""CAP's words as ours, its areas as shapes, and the feed."""

import time
from datetime import timedelta
from math import cos, pi, radians
from random import Random
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import shapely
from hypothesis import given, settings

from bot.config import LANGUAGES
from handlers.cap.feed import ATOM, Entry, to_atom
from handlers.cap.mapping import (
    CATEGORIES,
    CERTAINTIES,
    SEVERITIES,
    URGENCIES,
    WORDS,
    event_text,
    info_for,
    kind_of,
    level_of,
)
from handlers.cap.records import CapArea, Category, Severity
from handlers.cap.shapes import shape_of
from handlers.texts import load_texts
from storage.alert import AlertKind, Level
from tests.rules.cap_makers import AREA, AREAS, RING, SENT, alert, info

TEXTS = load_texts(("handlers.alerts", "handlers.cap"), LANGUAGES, ZoneInfo("Asia/Shanghai"))
GRID = shapely.box(104.05, 30.65, 104.06, 30.66)


def test_each_level_there_and_back() -> None:
    assert set(SEVERITIES) == set(URGENCIES) == set(CERTAINTIES) == set(Level)
    assert [level_of(SEVERITIES[level]) for level in Level] == list(Level)
    assert level_of(Severity.UNKNOWN) is Level.BLUE


@pytest.mark.parametrize("kind", AlertKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_there_and_back(kind: AlertKind, language: str) -> None:
    """What we say of an alert of ours is understood where one of us reads it."""
    said = info(event=event_text(kind, language, TEXTS), categories=[CATEGORIES[kind]], event_codes=(), headline=None)
    assert kind_of(said, TEXTS) is kind
    assert set(CATEGORIES) == set(AlertKind) == {*WORDS.values(), AlertKind.OTHER}


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("暴雨橙色预警", AlertKind.RAINSTORM),
        ("山洪灾害气象预警", AlertKind.FLOOD),
        ("暴雨引发山洪", AlertKind.FLOOD),
        ("高温红色预警", AlertKind.HEAT),
        ("Excessive HEAT Warning", AlertKind.HEAT),
        ("森林火险", AlertKind.FIRE),
        ("燃气泄漏起火", AlertKind.GAS),
        ("Flash Flood Watch", AlertKind.FLOOD),
        ("地震预警", AlertKind.EARTHQUAKE),
        ("计划停水", AlertKind.WATER),
        ("Wreath laying", AlertKind.OTHER),
        ("台风", AlertKind.OTHER),
    ],
)
def test_kinds_by_the_words_of_others(event: str, kind: AlertKind) -> None:
    assert kind_of(info(event=event, categories=["Other"], event_codes=(), headline=None), TEXTS) is kind


def test_a_code_counts_more_than_words_and_words_more_than_a_category() -> None:
    said = info(event="天气", event_codes=[("x", "11B09")], headline="暴雨", categories=["Fire"])
    assert kind_of(said, TEXTS) is AlertKind.HEAT
    assert kind_of(info(event="天气", event_codes=[("x", "11B01")], headline="暴雨"), TEXTS) is AlertKind.RAINSTORM
    assert (
        kind_of(info(event="天气", event_codes=(), headline=None, categories=["Met", "Fire"]), TEXTS) is AlertKind.FIRE
    )
    assert (
        kind_of(info(event="天气", event_codes=(), headline=None, categories=list(Category)[:2]), TEXTS)
        is AlertKind.OTHER
    )


def test_the_info_in_a_language() -> None:
    assert getattr(info_for(alert(), "en-GB"), "event", None) == "Rainstorm"
    assert getattr(info_for(alert(), "zh-CN"), "event", None) == "暴雨"
    assert getattr(info_for(alert(), "fr"), "event", None) == "暴雨"
    assert info_for(alert(infos=()), "en") is None


def test_a_polygon_has_longitude_first() -> None:
    assert shape_of(CapArea(description="x", polygons=[RING])).equals(GRID)
    assert shape_of(CapArea(description="x", geocodes=[("a", "b")])).is_empty


@pytest.mark.parametrize("kilometres", [0.5, 5, 100])
@pytest.mark.parametrize("north", [0, 30.66, -60])
def test_a_circle_is_as_large_as_it_says(north: float, kilometres: float) -> None:
    shape = shape_of(CapArea(description="x", circles=[(north, 104.06, kilometres)]))
    metres = shapely.transform(shape, lambda rows: rows * [111.195 * cos(radians(north)), 111.195])
    assert metres.area == pytest.approx(pi * kilometres**2, rel=0.01)
    assert shape.contains(shapely.Point(104.06, north))


def test_a_circle_that_is_a_point_is_somewhere() -> None:
    shape = shape_of(CapArea(description="x", circles=[(30.655, 104.055, 0)]))
    assert GRID.contains(shape)
    assert shape.area > 0


def test_a_circle_over_the_date_line_is_on_both_sides() -> None:
    shape = shape_of(CapArea(description="x", circles=[(0, 179.9, 50)]))
    assert shape.contains(shapely.MultiPoint([(179.99, 0), (-179.99, 0)]))
    assert shape.bounds[0] == -180
    assert shape.bounds[2] == 180


def test_polygons_and_circles_are_one_shape() -> None:
    shape = shape_of(AREA)
    assert shape.is_valid
    assert shape.contains(GRID)
    assert shape.contains(shapely.Point(104.061, 30.661))


def test_a_polygon_that_crosses_itself_is_made_valid() -> None:
    bow = ((0, 0), (1, 1), (1, 0), (0, 1), (0, 0))
    shape = shape_of(CapArea(description="x", polygons=[bow]))
    assert shape.is_valid
    assert shape.area == pytest.approx(0.5)


@pytest.mark.parametrize("points", [75, 159, 5_000])
def test_a_tangle_takes_no_time(points: int) -> None:
    chance = Random(7)
    ring = [(chance.uniform(30, 31), chance.uniform(104, 105)) for _ in range(points)]
    began = time.perf_counter()
    shape = shape_of(CapArea(description="x", polygons=[[*ring, ring[0]]] * (2 if points < 80 else 1)))
    assert time.perf_counter() - began < 3
    assert shape.is_valid
    assert shape.area > 0.3


@given(AREAS)
@settings(deadline=None)
def test_any_area_is_a_valid_shape_on_earth(area: CapArea) -> None:
    shape = shape_of(area)
    assert shape.is_valid
    assert shape.is_empty or shapely.box(-180, -90, 180, 90).buffer(1e-6).contains(shape)


def test_the_feed_is_atom() -> None:
    """Each entry says what it is and leads to its XML; nobody's words are markup."""
    entry = Entry(
        id="urn:shao:42",
        updated=SENT,
        title="暴雨 <b>&",
        summary="\x00到明早",
        author="青羊街道",
        address="https://x.cn/cap/42.xml",
    )
    written = to_atom(
        [entry, entry],
        address="https://x.cn/feed?a=1&b=2",
        title="预警",
        author="邵",
        updated=SENT + timedelta(hours=1),
    )
    feed = ElementTree.fromstring(written)
    names = {"a": ATOM}
    assert feed.tag == f"{{{ATOM}}}feed"
    for one in (feed, *feed.findall("a:entry", names)):
        for needed in ("id", "title", "updated", "author/a:name"):
            assert len(one.findall(f"a:{needed}", names)) == 1
            assert one.findtext(f"a:{needed}", namespaces=names)
    first = feed.find("a:entry", names)
    assert first is not None
    assert first.findtext("a:title", namespaces=names) == "暴雨 <b>&"
    assert first.findtext("a:summary", namespaces=names) == "到明早"
    links = [(link.get("rel"), link.get("type"), link.get("href")) for link in first.findall("a:link", names)]
    assert ("alternate", "application/cap+xml", "https://x.cn/cap/42.xml") in links
    assert feed.findtext("a:updated", namespaces=names) == "2026-07-01T09:00:00+08:00"


def test_a_feed_of_nothing_is_a_feed() -> None:
    ElementTree.fromstring(to_atom([], address="https://x.cn/feed", title="预警", author="邵", updated=SENT))
