"""Our warnings as others read them: valid CAP 1.2, and read back the same; and what comes from others, matched to our units."""

from collections.abc import AsyncIterator
from datetime import timedelta
from math import cos, pi, sin
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import shapely
import xmlschema

from bot.config import LANGUAGES
from handlers.alerts import area as areas
from handlers.alerts import foreign, matching
from handlers.alerts.capping import as_cap, entry
from handlers.alerts.foreign import CapUnfit, Unfit
from handlers.alerts.rules import LONGEST, MOST_WORDS
from handlers.cap.build import to_xml
from handlers.cap.own import sender_of
from handlers.cap.parse import parse
from handlers.cap.records import CapArea, CapStatus, MsgType
from handlers.features import CATALOGUES
from handlers.texts import load_texts, units
from handlers.units.geometry import Point
from storage.alert import Alert, AlertKind, AlertState, Area, AreaSource, Content, Level, MessageType
from storage.engine import Database
from storage.store import Store
from tests.rules.cap_makers import AREA, RING, alert, info
from tests.town import NOON, copy_files, opened

SCHEMA = xmlschema.XMLSchema(Path(__file__).parent / "cap-1.2.xsd")
TEXTS = load_texts(CATALOGUES, LANGUAGES, ZoneInfo("Asia/Shanghai"))
SENDER = "warnings@example.org"
HERE = Point(30.6607, 104.0580)


@pytest.fixture
async def database(prepared: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """The demo's units."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    async with opened(tmp_path) as found:
        yield found


async def written(store: Store, area: Area, **changes: Any) -> Content:
    """A warning."""
    said: dict[str, Any] = {"kind": AlertKind.RAINSTORM, "level": Level.ORANGE, "until": NOON + timedelta(hours=6)}
    return Content(area=area, **(said | changes))


async def drawn(store: Store, source: AreaSource) -> Area:
    """Some area of the first community."""
    grids = [one for one in [await store.units.by_code("QY-01-1"), await store.units.by_code("QY-01-2")] if one]
    if source is AreaSource.UNITS:
        return await areas.of_units(store, grids)
    if source is AreaSource.CIRCLE:
        return await areas.circle(store, HERE, 200)
    middle = shapely.from_geojson(grids[0].geometry).centroid
    return await areas.polygon(store, middle.buffer(0.0008))


async def sent(store: Store, content: Content, message: MessageType = MessageType.ALERT) -> tuple[Alert, ...]:
    """An event of one or two messages, all out; as it would stand in the database."""
    unit = await store.units.by_code("QY-01")
    assert unit is not None
    said: dict[str, Any] = {
        "event": "W-AB12-CD34", "unit_id": unit.id, "author_id": None, "content": content, "state": AlertState.DONE, "created_at": NOON,
    }  # fmt: skip
    first = Alert(id=1, serial=1, message=MessageType.ALERT, released_at=NOON, **said)
    then = NOON + timedelta(minutes=30, microseconds=5)
    second = Alert(id=2, serial=2, message=message, released_at=then, **said)
    return (first,) if message is MessageType.ALERT else (first, second)


async def exported(store: Store, event: tuple[Alert, ...]) -> bytes:
    """As CAP, which the schema takes."""
    found = await as_cap(store, TEXTS, event[-1], event, sender=SENDER, web="https://t.me/shao_bot?start=w_1")
    document = to_xml(found)
    SCHEMA.validate(document.decode())
    return document


async def matched(database: Database, given: foreign.Foreign, person_id: int | None = None) -> matching.Match:
    """Where it holds among our units."""
    async with database.read() as store:
        planned = matching.plan(given, await matching.places(store, person_id))
        return await matching.match(store, planned)


@pytest.mark.parametrize("source", AreaSource)
@pytest.mark.parametrize("message", MessageType)
async def test_what_we_write_is_what_the_schema_wants(
    database: Database, message: MessageType, source: AreaSource
) -> None:
    async with database.read() as store:
        content = await written(
            store, await drawn(store, source), detail={"": "积水 <b>30</b> 厘米 & 更多", "en": "30 cm"}
        )
        event = await sent(store, content, message)
        found = parse(await exported(store, event))
    types = {MessageType.ALERT: MsgType.ALERT, MessageType.UPDATE: MsgType.UPDATE}
    assert found.msg_type is types.get(message, MsgType.CANCEL)
    assert found.status is CapStatus.ACTUAL
    assert [one.identifier for one in found.references] == ([] if len(event) == 1 else ["W-AB12-CD34.1"])
    assert [one.language for one in found.infos] == list(LANGUAGES)
    assert (found.note is None) is not message.ends_event
    for one in found.infos:
        assert one.headline
        assert "<b>" not in one.headline
        assert one.parameters == (("level", "orange"),)
        (area,) = one.areas
        assert bool(area.circles) is (source is AreaSource.CIRCLE)
        assert bool(area.polygons) is (source is not AreaSource.CIRCLE)
        assert bool(area.geocodes) is (source is AreaSource.UNITS)
    if not message.ends_event:
        assert found.infos[0].description == "积水 <b>30</b> 厘米 & 更多"
        assert found.infos[1].description == "30 cm"
        assert found.infos[0].instruction


@pytest.mark.parametrize("source", AreaSource)
@pytest.mark.parametrize("kind", AlertKind)
async def test_there_and_back(database: Database, source: AreaSource, kind: AlertKind) -> None:
    """The same level, kind, end, words and units."""
    level = list(Level)[list(AlertKind).index(kind) % 4]
    async with database.read() as store:
        area = await drawn(store, source)
        said = {"": "积水", "en": "water"}
        content = await written(store, area, kind=kind, level=level, detail=said, advice=said)
        document = await exported(store, await sent(store, content))
    given = foreign.read(document)
    found = await matched(database, given)
    again = foreign.content(given.cap, found.area, TEXTS, NOON)
    assert (again.kind, again.level, again.until) == (kind, level, content.until)
    assert (again.area.source, again.area.metres, set(again.area.units)) == (area.source, area.metres, set(area.units))
    assert again.detail["en"] == "water"
    assert again.detail[""] == "积水"
    assert found.unit.code in ("QY-01", "QY-01-1")
    async with database.read() as store:
        before, after = await areas.met_by(store, area), await areas.met_by(store, again.area)
    assert {one.code for one in before} == {one.code for one in after}


async def test_a_correction_says_which_it_is(database: Database) -> None:
    async with database.read() as store:
        content = await written(store, await drawn(store, AreaSource.UNITS))
        for message, word in ((MessageType.CORRECTION, "mistake"), (MessageType.CLEAR, "clear")):
            event = await sent(store, content, message)
            found = await as_cap(store, TEXTS, event[-1], event, sender=SENDER)
            assert word in (found.note or "")
            line = await entry(store, TEXTS, event[-1], sender=SENDER, address="https://example.org/x.xml")
            assert line.title == found.infos[0].headline


async def test_our_name(database: Database) -> None:
    async with database.read() as store:
        assert await sender_of(store, None) == "shao-QY"
        assert await sender_of(store, "a b") == "a-b"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": CapStatus.EXERCISE}, Unfit.NOT_ACTUAL),
        ({"status": CapStatus.TEST}, Unfit.NOT_ACTUAL),
        ({"status": CapStatus.DRAFT}, Unfit.NOT_ACTUAL),
        ({"scope": "Private"}, Unfit.NOT_PUBLIC),
        ({"infos": ()}, Unfit.NO_WARNING),
        ({"msg_type": MsgType.ERROR}, Unfit.NO_WARNING),
    ],
)
def test_what_is_none_for_us(changes: dict[str, Any], reason: Unfit) -> None:
    """No way leads from an exercise to people."""
    with pytest.raises(CapUnfit) as refused:
        foreign.read(to_xml(alert(**changes)))
    assert refused.value.reason is reason


def test_how_long_it_holds() -> None:
    """No longer than any of ours, and not when it is over."""
    area = Area(source=AreaSource.UNITS, geometry="{}")
    far = alert(infos=[info(expires=NOON + timedelta(days=400))])
    assert foreign.content(far, area, TEXTS, NOON).until == NOON + LONGEST
    open_end = foreign.content(alert(infos=[info(expires=None)]), area, TEXTS, NOON)
    assert open_end.until == NOON + timedelta(hours=6)
    with pytest.raises(CapUnfit, match="expired"):
        foreign.content(alert(infos=[info(expires=NOON)]), area, TEXTS, NOON)


def test_long_words_are_cut_and_cleaned() -> None:
    area = Area(source=AreaSource.UNITS, geometry="{}")
    said = alert(infos=[info(description="雨" * 5000, instruction="\u202e<b>" + "😀" * 600, expires=None)])
    found = foreign.content(said, area, TEXTS, NOON)
    assert units(found.detail[""]) == MOST_WORDS
    assert units(found.advice["en"]) <= MOST_WORDS
    assert found.advice[""].startswith("<b>😀")


async def test_only_what_is_ours(database: Database) -> None:
    """The half of the world is cut down to our topmost unit; the other half is none of ours."""
    wide = ((20.0, 90.0), (20.0, 120.0), (40.0, 120.0), (40.0, 90.0), (20.0, 90.0))
    found = await matched(database, given(polygons=(wide,)))
    assert (found.unit.code, found.area.source, found.area.units) == ("QY", AreaSource.UNITS, ("QY",))
    with pytest.raises(CapUnfit, match="not_ours"):
        await matched(database, given(polygons=(((10.0, 10.0), (10.0, 11.0), (11.0, 11.0), (10.0, 10.0)),)))
    with pytest.raises(CapUnfit, match="not_ours"):
        await matched(database, given(geocodes=(("行政区划", "110000"),)))


async def test_by_codes_alone(database: Database) -> None:
    found = await matched(database, given(geocodes=(("any", "QY-01-2"), ("any", "nonsense"))))
    assert (found.unit.code, found.area.source, found.area.units) == ("QY-01-2", AreaSource.UNITS, ("QY-01-2",))


async def test_a_circle_that_reaches_beyond_is_cut(database: Database) -> None:
    found = await matched(database, given(circles=((HERE.latitude, HERE.longitude, 300.0),)))
    assert (found.unit.code, found.area.source) == ("QY", AreaSource.UNITS)


async def test_intricate_areas_are_simplified(database: Database) -> None:
    """So that nobody waits."""
    async with database.read() as store:
        unit = await store.units.by_code("QY-01-1")
    assert unit is not None
    middle = shapely.from_geojson(unit.geometry).centroid
    ring = middle.buffer(0.0005, quad_segs=2000).exterior.coords
    found = await matched(database, given(polygons=(tuple((y, x) for x, y in ring),)))
    assert shapely.get_num_coordinates(shapely.from_geojson(found.area.geometry)) <= 2000


def given(**area: Any) -> foreign.Foreign:
    """A warning for a place."""
    place = CapArea(description="somewhere", **area)
    return foreign.read(to_xml(alert(infos=[info(areas=[place])])))


def test_the_same_place_in_two_languages_is_one() -> None:
    twice = [info(areas=[AREA]), info(language="en", areas=[AREA.model_copy(update={"description": "grid"})])]
    found = foreign.read(to_xml(alert(infos=twice)))
    assert found.codes == {"510105"}
    assert found.circle is None
    assert found.shape.contains(shapely.Point(RING[0][1] + 0.005, RING[0][0] + 0.005))


async def test_a_star_of_nine_thousand_points(database: Database) -> None:
    """Read and matched at once."""
    ends = [2 * pi * number / 9000 for number in range(9000)]
    star = [
        (30.66 + 0.2 * (i % 2 or 0.01) * sin(a), 104.06 + 0.2 * (i % 2 or 0.01) * cos(a)) for i, a in enumerate(ends)
    ]
    began = perf_counter()
    found = await matched(database, given(polygons=((*star, star[0]),)))
    assert perf_counter() - began < 10
    assert found.unit.code == "QY"
