"""Drills as others read them: valid CAP 1.2, an Exercise in every element that somebody may read, and nothing about anybody."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import shapely
import xmlschema

from bot.config import LANGUAGES
from handlers.alerts import foreign
from handlers.alerts.foreign import CapUnfit, Unfit
from handlers.cap.build import to_xml
from handlers.cap.mapping import CATEGORIES, CERTAINTIES, SEVERITIES, URGENCIES
from handlers.cap.parse import parse
from handlers.cap.records import CapAlert, CapInfo, CapStatus, CapUrgency, MsgType, Reference, ResponseType
from handlers.drill.capping import BEGINNING, ENDING, as_cap, entry, serials
from handlers.drill.rules import LASTS
from handlers.features import CATALOGUES
from handlers.teams.establishing import _NOWHERE
from handlers.texts import load_texts
from storage.alert import AlertKind, Level
from storage.drills import Drill, DrillState
from storage.engine import Database
from storage.units import NewUnit, UnitKind
from tests.rules.test_drill import COLOURS, MARKS
from tests.town import NOON, copy_files, opened

SCHEMA = xmlschema.XMLSchema(Path(__file__).parent / "cap-1.2.xsd")
TEXTS = load_texts(CATALOGUES, LANGUAGES, ZoneInfo("Asia/Shanghai"))
SENDER = "warnings@example.org"
OVER = NOON + timedelta(minutes=30, microseconds=5)
AUTHOR, PEOPLE, SHOWN = 987_001, 987_002, 987_003  # numbers that would be found again


@pytest.fixture
async def database(prepared: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """The demo's units."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    async with opened(tmp_path) as found:
        yield found


def drill(**changes: Any) -> Drill:
    """One that is over."""
    said: dict[str, Any] = {
        "id": 1, "code": "D-AB12-CD34", "unit_id": 1, "author_id": AUTHOR, "kind": AlertKind.FIRE, "level": Level.RED, "words": None,
        "state": DrillState.DONE, "people": PEOPLE, "shown": SHOWN, "send_at": NOON, "created_at": NOON, "ended_at": OVER,
    }  # fmt: skip
    return Drill(**(said | changes))


async def exported(database: Database, given: Drill, serial: int, unit: str = "QY-01") -> tuple[CapAlert, str]:
    """As CAP, which the schema takes."""
    async with database.read() as store:
        where = await store.units.by_code(unit)
        assert where is not None
        given = given.model_copy(update={"unit_id": where.id})
        document = to_xml(await as_cap(store, TEXTS, given, serial, sender=SENDER)).decode()
    SCHEMA.validate(document)
    return parse(document.encode()), document


def read(info: CapInfo) -> list[str]:
    """Whatever in it says what is the matter."""
    return [one for one in (info.event, info.headline, info.description, info.instruction) if one is not None]


@pytest.mark.parametrize("kind", AlertKind)
@pytest.mark.parametrize("serial", [BEGINNING, ENDING])
async def test_an_exercise_as_the_schema_wants_it(database: Database, kind: AlertKind, serial: int) -> None:
    """Between marks in each element, in each language; of no warning's colour."""
    level = list(Level)[list(AlertKind).index(kind) % 4]
    found, document = await exported(database, drill(kind=kind, level=level, words="带好 <b>证件</b> & 水\n快"), serial)
    assert found.status is CapStatus.EXERCISE
    assert found.msg_type is (MsgType.CANCEL if serial == ENDING else MsgType.ALERT)
    assert "D-AB12-CD34" in (found.note or "")
    assert [one.language for one in found.infos] == list(LANGUAGES)
    for info in found.infos:
        mark = MARKS[info.language]
        assert [one for one in read(info) if not (one.startswith(mark) and one.endswith(mark))] == []
        assert (info.categories, info.severity) == ((CATEGORIES[kind],), SEVERITIES[level])
        assert info.parameters == (("level", level.value),)
    for line, language in zip((found.note or "").splitlines(), LANGUAGES, strict=True):
        assert line.startswith(MARKS[language])
        assert line.endswith(MARKS[language])
    assert not set(document) & set(COLOURS)


async def test_what_people_read_is_in_it(database: Database) -> None:
    """With what its author adds, which is markup to nobody."""
    found, _ = await exported(database, drill(words="带好 <b>证件</b> & 水"), BEGINNING)
    chinese, english = found.infos
    assert chinese.headline == "【演练】火灾演练（当作红色预警）· 听蕉社区【演练】"
    assert chinese.description == "【演练】这是演练，没有真的险情，不用慌，也不用报警。【演练】"
    assert (chinese.instruction or "").endswith("数一数家里人齐不齐。\n带好 <b>证件</b> & 水【演练】")
    assert (english.headline or "").startswith("[DRILL] Drill: ")
    assert (chinese.urgency, chinese.certainty) == (URGENCIES[Level.RED], CERTAINTIES[Level.RED])
    assert (found.sent, chinese.effective, chinese.expires) == (NOON, NOON, NOON + LASTS)


async def test_that_it_is_over(database: Database) -> None:
    """Refers to the first, at the time that stood there; what its author added is in it no more."""
    first, _ = await exported(database, drill(), BEGINNING)
    found, document = await exported(database, drill(words="带好证件"), ENDING)
    assert found.references == (Reference(sender=SENDER, identifier=first.identifier, sent=first.sent),)
    assert (first.references, found.sent) == ((), OVER.replace(microsecond=0))
    assert {one.urgency for one in found.infos} == {CapUrgency.PAST}
    assert {one.response_types for one in found.infos} == {(ResponseType.ALL_CLEAR,)}
    assert "演练结束了" in (found.infos[0].headline or "")
    assert {one.expires for one in found.infos} == {None}, (
        "else one that lasted two hours would be over before it is known"
    )
    assert "带好证件" not in document


@pytest.mark.parametrize("code", ["QY", "QY-01", "QY-01-1"])
async def test_where(database: Database, code: str) -> None:
    """The unit's outline, latitude first, and its code."""
    found, _ = await exported(database, drill(), BEGINNING, code)
    async with database.read() as store:
        unit = await store.units.by_code(code)
    assert unit is not None
    for info, name in zip(found.infos, (unit.name, unit.name_en), strict=True):
        (area,) = info.areas
        assert area.description == name
        assert area.geocodes == (("SHAO-UNIT", code),)
        drawn = shapely.union_all([shapely.Polygon([(east, north) for north, east in ring]) for ring in area.polygons])
        wanted = shapely.from_geojson(unit.geometry)
        assert drawn.symmetric_difference(wanted).area < wanted.area / 1000


async def test_a_unit_without_land(database: Database) -> None:
    """By its code alone."""
    team = NewUnit(
        code="T-1", kind=UnitKind.TEAM, parent="QY-01", name="队", name_en="Team", geometry=_NOWHERE, cells=()
    )
    async with database.write() as store:
        await store.units.save(team, now=NOON)
    found, _ = await exported(database, drill(), BEGINNING, "T-1")
    (area,) = found.infos[0].areas
    assert (area.description, area.polygons, area.geocodes) == ("队", (), (("SHAO-UNIT", "T-1"),))


@pytest.mark.parametrize("serial", [BEGINNING, ENDING])
async def test_nothing_about_anybody(database: Database, serial: int) -> None:
    _, document = await exported(database, drill(), serial)
    assert [one for one in (AUTHOR, PEOPLE, SHOWN) if str(one) in document] == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": DrillState.WAITING, "ended_at": None}, ()),
        ({"state": DrillState.CANCELLED}, ()),
        ({"state": DrillState.SENDING, "ended_at": None}, (BEGINNING,)),
        ({"ended_at": None}, (BEGINNING,)),
        ({}, (BEGINNING, ENDING)),
        ({"kind": AlertKind.MISSING, "state": DrillState.SENDING, "ended_at": None}, (BEGINNING,)),
        ({"kind": AlertKind.MISSING, "ended_at": None}, ()),
        ({"kind": AlertKind.MISSING}, (ENDING,)),
    ],
)
def test_what_is_out(changes: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert serials(drill(**changes)) == expected


@pytest.mark.parametrize("serial", [BEGINNING, ENDING])
async def test_a_line_of_the_feed(database: Database, serial: int) -> None:
    """Marked, too; called by a name that stays."""
    async with database.read() as store:
        unit = await store.units.by_code("QY-01")
        assert unit is not None
        given = drill(unit_id=unit.id)
        line = await entry(store, TEXTS, given, serial, sender=SENDER, address="https://example.org/x.xml")
        said = await as_cap(store, TEXTS, given, serial, sender=SENDER)
    assert (line.title, line.updated, line.author) == (said.infos[0].headline, said.sent, "听蕉社区")
    assert line.id == f"urn:shao:{SENDER}:D-AB12-CD34.{serial}"
    assert line.summary.startswith("【演练】")
    assert line.summary.endswith("【演练】")


@pytest.mark.parametrize("serial", [BEGINNING, ENDING])
async def test_no_way_leads_back_in(database: Database, serial: int) -> None:
    """Whoever gives us one of our own drills makes no draft of a warning."""
    _, document = await exported(database, drill(), serial)
    with pytest.raises(CapUnfit) as refused:
        foreign.read(document.encode())
    assert refused.value.reason is Unfit.NOT_ACTUAL
