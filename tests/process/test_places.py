"""shao places: loaded, listed, drawn."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import segno

from bot.demo.server import DemoServer
from handlers.places import PLACE
from tests.process.shell import Shell


def gate(name: str = "南门", longitude: float = 104.06, **properties: Any) -> dict[str, Any]:
    """A place of the file."""
    geometry = {"type": "Point", "coordinates": [longitude, 30.66]}
    return {"type": "Feature", "properties": {"name": name, "name:en": "Gate"} | properties, "geometry": geometry}


def in_file(folder: Path, *features: dict[str, Any]) -> str:
    path = folder / "places.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf8")
    return str(path)


LINE = re.compile(r"([0-9A-HJKMNP-TV-Z]{8})  南门 / Gate  30\.660000, 104\.060000")


def test_load_and_list(settled: Shell) -> None:
    """Each gets a code of its own, which it keeps; the same file again changes nothing."""
    assert settled("places", "list").lines == ["No places are loaded; load some with: shao places load FILE.geojson"]
    file = in_file(settled.folder, gate(), gate("北门", code="4F7K2M9Q"))
    first = settled("places", "load", file).lines
    assert LINE.fullmatch(first[0])
    assert first[1].startswith("4F7K2M9Q  北门")
    assert settled("places", "load", file).lines == first
    assert sorted(settled("places", "list").lines) == sorted(first)


def test_two_places_of_one_name(settled: Shell) -> None:
    """Are two, where they are apart."""
    lines = settled("places", "load", in_file(settled.folder, gate(), gate(longitude=104.07))).lines
    assert len({line[:8] for line in lines}) == 2


def test_a_place_is_retired_and_comes_back(settled: Shell) -> None:
    (line,) = settled("places", "load", in_file(settled.folder, gate())).lines
    (retired,) = settled("places", "load", in_file(settled.folder, gate(retired=True))).lines
    assert retired == f"{line}  (retired)"
    settled("places", "qr", line[:8]).refused(line[:8], "shao places list")
    assert settled("places", "load", in_file(settled.folder, gate())).lines == [line]


@pytest.mark.parametrize("bad", [gate(name=""), gate(code="no"), gate(longitude=999)])
def test_refused(settled: Shell, bad: dict[str, Any]) -> None:
    """The good one beside it is not loaded either."""
    path = in_file(settled.folder, gate(), bad)
    settled("places", "load", path).refused(path, "nothing was loaded", "feature 2")
    assert settled.rows("SELECT COUNT(*) FROM places") == [(0,)]


def test_no_file(settled: Shell) -> None:
    settled("places", "load", str(settled.folder / "none")).refused("cannot read", "none")


@pytest.mark.parametrize("code", ["AAAAAAAA", "nonsense", ""])
def test_no_qr(settled: Shell, code: str) -> None:
    settled("places", "qr", code).refused("no place", "shao places list")


async def test_qr(settled: Shell) -> None:
    """The link, and the same drawn; a code is read as people type it."""
    telegram = DemoServer()
    await telegram.start()
    settled.configure(telegram.token, telegram.url)
    await settled.beside("places", "load", in_file(settled.folder, gate(code="4F7K2M9Q")))
    ended = await settled.beside("places", "qr", "4f7k2m9q")
    await telegram.stop()
    name, link, *_ = ended.lines
    assert name == "南门 / Gate"
    assert re.fullmatch(rf"https://t\.me/\w+\?start={PLACE}_4F7K2M9Q", link)
    drawn = StringIO()
    segno.make(link).terminal(drawn, compact=True)
    assert drawn.getvalue() in ended.out
