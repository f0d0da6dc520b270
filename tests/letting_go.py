"""A warning that two have let go, without their dialogs."""

from datetime import datetime, timedelta
from typing import Any

from handlers.alerts import card, service
from handlers.context import Work
from storage.alert import Alert, AlertKind, AlertState, Area, AreaSource, Content, Level, Way
from storage.clock import utc_now
from storage.engine import Database
from storage.roles import Role, Via
from storage.store import Store
from storage.units import Unit
from tests.storage.makers import work_on
from tests.town import ZH_STAFF, ZHOU

NEXT_DOOR = "W-0000-0000"  # it came from there, so that it is shared no further, and is the only one

LASTS = timedelta(hours=6)


def a_content(unit: Unit, level: Level, now: datetime, **fields: Any) -> Content:
    """A rainstorm in a whole unit."""
    area = Area(source=AreaSource.UNITS, geometry=unit.geometry, units=(unit.code,))
    usual: dict[str, Any] = {"kind": AlertKind.RAINSTORM, "level": level, "area": area, "until": now + LASTS}
    return Content.model_validate(usual | fields)


async def let_go(
    database: Database, level: Level, author: int = ZHOU, code: str = ZH_STAFF, now: datetime | None = None
) -> Alert:
    """It is due now. Its author, by a number of Telegram's, is staff of the unit and has its card."""
    async with database.write() as store:
        return await let_go_in(work_on(store, now or utc_now()), level, author, code)


async def let_go_in(work: Work, level: Level, author: int = ZHOU, code: str = ZH_STAFF, **fields: Any) -> Alert:
    """The same, as part of something."""
    unit = await a_unit(work.store, code)
    person = await work.store.people.meet(author, "zh-Hans", now=work.now)
    await work.store.roles.grant(person.id, Role.STAFF, unit.id, via=Via.COMMAND, now=work.now)
    draft = await service.draft(work, person.id, unit, a_content(unit, level, work.now, **fields), origin=NEXT_DOOR)
    alert = draft.model_copy(update={"state": AlertState.APPROVED, "way": Way.TWO, "send_at": work.now})
    await work.store.alerts.save(alert)
    await card.send(work, alert, person.id)
    return alert


async def a_unit(store: Store, code: str) -> Unit:
    """The unit of a code."""
    unit = await store.units.by_code(code)
    assert unit is not None
    return unit
