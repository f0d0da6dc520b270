"""Test 10 of the bar: nobody looked at what is due for a while. Each reminder comes once, and none about what is over; more of both than
are looked at at a time."""

from datetime import datetime, timedelta

import pytest

from handlers.report import rules
from handlers.report.flow import Draft
from handlers.report.rules import REMIND_AFTER
from storage.case import Actor, Place, PlaceSource, Report, Status
from storage.dialogs import Dialog
from tests.town import ZH_STAFF, ZHOU, Town

_FIRST = 86_001
PATIENCE = rules.PATIENCE[Status.WAITING]
_DIALOGS, _QUESTIONS, _PROMISED = 130, 45, 45
_DAY = timedelta(days=1)
_LIFE, _REMIND = timedelta(hours=24), timedelta(minutes=15)
_EVERY = timedelta(
    minutes=13
)  # one begins after the other, so that at each length of downtime some are due, some over, some neither
_REMINDED, _ASKED = "还差一个位置", "还在等您一句话"


@pytest.mark.parametrize("down", [{"minutes": 1}, {"hours": 6}, {"days": 3}])
async def test_dialogs(either: Town, down: dict[str, float]) -> None:
    """On either engine."""
    began = [either.clock.now - _EVERY * number for number in range(_DIALOGS)]
    await _begin(either, began)
    await _look(either)
    before = [_count(either, number, _REMINDED) for number in range(_DIALOGS)]
    either.clock.advance(**down)
    await _look(either)
    now = either.clock.now
    for number, begun in enumerate(began):
        is_open = begun + _REMIND <= now < begun + _LIFE
        assert _count(either, number, _REMINDED) == (before[number] or int(is_open))
    assert max(before) == 1


@pytest.mark.parametrize("down", [{"minutes": 1}, {"hours": 6}, {"days": 3}])
async def test_questions(either: Town, down: dict[str, float]) -> None:
    """Asked at any time within the last days; the bot was up for two of them."""
    ends = [either.clock.now + PATIENCE * number / _QUESTIONS for number in range(1, _QUESTIONS + 1)]
    await _ask(either, ends)
    await _look(either)
    before = [_count(either, number, _ASKED) for number in range(_QUESTIONS)]
    either.clock.advance(**down)
    await _look(either)
    now = either.clock.now
    for number, end in enumerate(ends):
        is_due = end - PATIENCE + REMIND_AFTER <= now < end
        assert _count(either, number, _ASKED) == (before[number] or int(is_due))
    assert max(before) == 1


@pytest.mark.parametrize("down", [{"minutes": 1}, {"hours": 6}, {"days": 3}])
async def test_what_was_promised(either: Town, down: dict[str, float]) -> None:
    """Cases that nobody takes, promised at any time within two days: the unit is told of each that is missed, then the district, once."""
    zhou, shen = await either.staff(ZHOU, ZH_STAFF), await either.staff(1009, "QY")
    due = [either.clock.now - _DAY + 2 * _DAY * number / _PROMISED for number in range(_PROMISED)]
    codes = await _promise(either, due)
    await _look(either)
    either.clock.advance(**down)
    await _look(either)
    now = either.clock.now
    for code, by in zip(codes, due, strict=True):
        told = [sum(one.words.startswith(f"⏰ {code}") for one in hands.from_bot) for hands in (zhou, shen)]
        assert told == [int(by <= now), int(by + _DAY / 4 <= now)], (code, by)


async def _promise(here: Town, due: list[datetime]) -> list[str]:
    """Each was made as long before as an answer is promised for."""
    async with here.parts.database.write() as store:
        unit = await store.units.by_code(ZH_STAFF)
        assert unit is not None
        for number, by in enumerate(due):
            made = {"created_at": by - _DAY, "answer_by": by, "breach_at": by, "grid_id": unit.id, "unit_id": unit.id}
            await store.reports.add(_waiting(number, None, here).model_copy(update=made))
    return [f"H-0000-{number:04}" for number in range(len(due))]


async def _look(here: Town) -> None:
    """As a scheduler that is back does, again and again."""
    for _ in range(5):
        await here.parts.keeper.dialogs_due()
        await here.parts.keeper.reports_due()
        await here.parts.keeper.breaches_due()
    await here.quiet()


def _count(here: Town, number: int, words: str) -> int:
    return sum(words in one.words for one in here.person(_FIRST + number).from_bot)


async def _begin(here: Town, began: list[datetime]) -> None:
    """Somebody each has sent words and no place."""
    draft = Draft(words="三单元门口堆满了电动车").model_dump(mode="json")
    async with here.parts.database.write() as store:
        for number, moment in enumerate(began):
            here.stranger(_FIRST + number).chat.started = True
            person = await store.people.meet(_FIRST + number, "zh-Hans", now=here.clock.now)
            await store.people.consent(person.id, now=here.clock.now)
            dialog = Dialog(
                flow="report", version=1, step="place", draft=draft, remind_at=moment + _REMIND, expires_at=moment + _LIFE
            )  # fmt: skip
            await store.dialogs.put(person.id, dialog)


async def _ask(here: Town, ends: list[datetime]) -> None:
    """Staff have asked somebody each, who may answer until then."""
    now = here.clock.now
    async with here.parts.database.write() as store:
        zhou = await store.people.meet(ZHOU, "zh-Hans", now=now)
        here.person(ZHOU).chat.started = True
        for number, end in enumerate(ends):
            here.stranger(_FIRST + number).chat.started = True
            person = await store.people.meet(_FIRST + number, "zh-Hans", now=now)
            report = await store.reports.add(_waiting(number, person.id, here))
            await store.reports.save(report.model_copy(update={"status": Status.WAITING, "waits_until": end}), now=now)
            await store.reports.add_event(report, "asked", Actor.STAFF, staff_id=zhou.id, note=":where", now=now)


def _waiting(number: int, person_id: int | None, here: Town) -> Report:
    return Report(
        id=0, code=f"H-0000-{number:04}", reporter_id=person_id, pseudonym=f"R-{number}", grid_id=None, unit_id=None,
        place=Place(source=PlaceSource.MISSING), answer_by=here.clock.now, created_at=here.clock.now, updated_at=here.clock.now,
    )  # fmt: skip
