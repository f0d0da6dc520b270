"""Records for the tests of storage: everything has a default, so that a test says only what it is about."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from handlers.clocks.settings import CalendarSettings, calendars_of
from handlers.context import House, Work
from handlers.features import open_house
from handlers.points.settings import PointSettings
from handlers.report.settings import BUILT_IN, Limits
from storage.alert import Alert, AlertKind, Area, AreaSource, Content, Level
from storage.case import Place, PlaceSource, Report
from storage.dialogs import Dialog
from storage.drills import Drill
from storage.notices import Notice
from storage.outbox import Claimed, Lane, Owed, Worth
from storage.places import Spot
from storage.recipient import Recipient
from storage.roles import Role, Via
from storage.store import Store
from storage.training import CourseKind, NewSession, Session
from storage.units import NewUnit, Unit, UnitKind

NOW = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)
SQUARE = '{"type":"Polygon","coordinates":[[[104,30],[105,30],[105,31],[104,31],[104,30]]]}'


def after(**by: float) -> datetime:
    """NOW and hours=…, minutes=… and so on."""
    return NOW + timedelta(**by)


@cache
def _house() -> House:
    return open_house(
        ("en",),
        calendars_of(CalendarSettings(), (), ZoneInfo("Asia/Shanghai")),
        Limits(),
        BUILT_IN,
        25,
        PointSettings(),
    )


def work_on(store: Store, now: datetime = NOW) -> Work:
    """What use cases work with."""
    return Work(_house(), store, now)


async def a_person(store: Store, telegram_id: int = 1001, *, now: datetime = NOW) -> int:
    """The id of somebody who wrote."""
    return (await store.people.meet(telegram_id, "zh-Hans", now=now)).id


async def a_unit(store: Store, code: str, kind: UnitKind = UnitKind.GRID, parent: str | None = None) -> Unit:
    """A unit without cells."""
    new = NewUnit(code=code, kind=kind, parent=parent, name=f"名{code}", name_en=code, geometry=SQUARE, cells=())
    await store.units.save(new, now=NOW)
    saved = await store.units.by_code(code)
    assert saved is not None
    return saved


def celled(code: str, *cells: str) -> NewUnit:
    """A grid of these cells, wherever its shape is."""
    return NewUnit(
        code=code, kind=UnitKind.GRID, parent=None, name=code, name_en=code, geometry=SQUARE, cells=tuple(cells)
    )


async def a_town(store: Store) -> dict[str, Unit]:
    """District D, communities C1 and C2 in it, grids G1 and G2 in C1 and G3 in C2."""
    tree = {"D": None, "C1": "D", "C2": "D", "G1": "C1", "G2": "C1", "G3": "C2"}
    kinds = {"D": UnitKind.DISTRICT, "C": UnitKind.COMMUNITY, "G": UnitKind.GRID}
    return {code: await a_unit(store, code, kinds[code[0]], parent) for code, parent in tree.items()}


async def a_member_of_staff(store: Store, unit: Unit, telegram_id: int) -> int:
    """The id of somebody who is staff of a unit."""
    person_id = await a_person(store, telegram_id)
    await store.roles.grant(person_id, Role.STAFF, unit.id, via=Via.COMMAND, now=NOW)
    return person_id


async def a_rider(store: Store, telegram_id: int = 1001, *, in_unit: int = 1, until: datetime = NOW) -> int:
    """The id of somebody who rides, and was in a unit."""
    person_id = await a_person(store, telegram_id)
    await store.roles.grant(person_id, Role.RIDER, None, via=Via.SELF, now=NOW)
    await store.riders.moved(person_id, in_unit, until=until)
    return person_id


def a_report(code: str = "H-0000-0000", **fields: Any) -> Report:
    """A report that is not stored yet."""
    values: dict[str, Any] = {
        "id": 0,
        "code": code,
        "reporter_id": None,
        "pseudonym": f"R-{code}",
        "grid_id": None,
        "unit_id": None,
        "place": Place(source=PlaceSource.MISSING),
        "answer_by": after(hours=24),
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Report(**values | fields)


def a_dialog(**fields: Any) -> Dialog:
    """A dialog under way."""
    values: dict[str, Any] = {
        "flow": "report",
        "version": 1,
        "step": "photo",
        "draft": {"photos": []},
        "remind_at": None,
        "expires_at": after(hours=24),
    }
    return Dialog(**values | fields)


def a_content(**fields: Any) -> Content:
    """A yellow rainstorm for one grid."""
    area = Area(source=AreaSource.UNITS, geometry='{"type":"Polygon","coordinates":[]}', units=("G1",))
    usual: dict[str, Any] = {"kind": AlertKind.RAINSTORM, "level": Level.YELLOW, "area": area}
    return Content.model_validate(usual | {"until": after(hours=12)} | fields)


async def an_alert(store: Store, unit: Unit, author_id: int | None, event: str = "W-0000-0000", **fields: Any) -> Alert:
    """A draft."""
    return await store.alerts.add(event, a_content(**fields), unit_id=unit.id, author_id=author_id, now=NOW)


async def a_drill(store: Store, unit: Unit, author_id: int, code: str = "D-0000-0000", **fields: Any) -> Drill:
    """A drill of a red fire that begins in half a minute."""
    usual: dict[str, Any] = {"kind": AlertKind.FIRE, "level": Level.RED, "words": None, "people": 0}
    times = {"send_at": after(seconds=30), "now": NOW}
    return await store.drills.add(code, unit_id=unit.id, author_id=author_id, **(usual | times | fields))


def a_notice(**fields: Any) -> Notice:
    """A notice as it is stored."""
    values: dict[str, Any] = {
        "id": 1,
        "unit_id": 1,
        "author_id": None,
        "words": "x",
        "people": 1,
        "state": "waiting",
        "reached": 0,
        "shown": 0,
        "send_at": NOW,
        "created_at": NOW,
        "ended_at": None,
    }
    return Notice(**values | fields)


def an_update(update_id: int, sender: int = 1001, words: str = "hello") -> dict[str, Any]:
    """A text message, as Telegram's JSON."""
    return {"update_id": update_id, "message": {"message_id": 1, "from": {"id": sender}, "text": words}}


async def owe(store: Store, person_id: int, words: str = "", **fields: Any) -> None:
    """Owes a message."""
    await store.outbox.add(Owed(person_id=person_id, payload={"words": words}, **fields), now=NOW)


async def claim(
    store: Store, lane: Lane = Lane.ANSWERS, *, limit: int = 100, busy: tuple[str, ...] = (), now: datetime = NOW
) -> list[Claimed]:
    """What the sender would take."""
    return list(await store.outbox.claim(lane, limit=limit, busy=busy, now=now))


def words_of(claimed: list[Claimed]) -> list[str]:
    """What the claimed messages say."""
    return [one.payload["words"] for one in claimed if one.payload is not None]


def a_spot(code: str = "4F7K2M9Q", **fields: Any) -> Spot:
    """A place with a QR code that is not stored yet."""
    values = {"code": code, "name": "南门", "name_en": "South gate", "latitude": 30.66, "longitude": 104.06}
    return Spot(**values | fields)


MUST, ONCE = Worth.MUST, Worth.ONCE


def a_claimed(**fields: Any) -> Claimed:
    """A message that is being sent to the first person."""
    values: dict[str, Any] = {
        "id": 1,
        "chat": "c",
        "recipient": Recipient(person_id=1),
        "lane": Lane.ANSWERS,
        "worth": Worth.MUST,
        "payload": {},
        "slot": None,
        "tries": 1,
        "repeat": 0,
    }
    return Claimed(**values | fields)


def person_of(claimed: Claimed) -> int:
    """Whom it is for."""
    assert claimed.recipient is not None
    assert claimed.recipient.person_id is not None
    return claimed.recipient.person_id


async def a_session(store: Store, unit: Unit, author_id: int, code: str = "T-0000-0000", **fields: Any) -> Session:
    """AED and CPR in two days, for two hours and twenty people."""
    kind, title = fields.pop("kind", CourseKind.AED), fields.pop("title", None)
    course = await store.training.add_course(unit.id, author_id, kind, title, now=NOW)
    usual = {"starts_at": after(days=2), "ends_at": after(days=2, hours=2), "place": "二楼会议室", "seats": 20}
    return await store.training.add_session(course, NewSession.model_validate({"code": code} | usual | fields))
