"""Test 10 of the bar for warnings: nobody looked at what is due for a while. Each rung of each ladder comes once, and what is over goes to
nobody."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.alerts import rules, service
from storage.alert import Alert, Level, Way
from tests.dialogs.test_alerts import officer
from tests.faults.test_warning import residents, state, warned
from tests.letting_go import a_content, a_unit, let_go
from tests.storage.makers import work_on
from tests.town import GRACE, ZH_STAFF, ZHOU, Town

_DOWN = pytest.mark.parametrize("down", [{"minutes": 1}, {"hours": 6}, {"days": 3}])
_ASKED, _REVIEW = "waits for the second person", "sent warning"


async def _look(here: Town, times: int = 4) -> None:
    """As a scheduler that is back does, again and again."""
    for _ in range(times):
        for job in (
            here.parts.jobs.alerts.send_alerts,
            here.parts.jobs.alerts.call_next,
            here.parts.jobs.alerts.ring_silent,
            here.parts.jobs.alerts.show,
        ):
            await job()
        await here.quiet()


async def _drafted(here: Town, level: Level, hours: float = 100) -> Alert:
    async with here.parts.database.write() as store:
        unit, person = await a_unit(store, ZH_STAFF), await store.people.find(ZHOU)
        assert person is not None
        until = here.clock.now + timedelta(hours=hours)
        return await service.draft(
            work_on(store, here.clock.now), person.id, unit, a_content(unit, level, here.clock.now, until=until)
        )


def _heard(hands: Any, words: str) -> int:
    return sum(words in one.words for one in hands.from_bot)


@_DOWN
async def test_the_ladder_of_an_approval(here: Town, down: dict[str, float]) -> None:
    """At once; once more after 90 seconds; and then nobody is called any more, however long it has been."""
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await officer(here, GRACE, factor=False)
    alert = await _drafted(here, Level.ORANGE)
    zhou.forge(f"wsend:{alert.id}:{alert.content.digest}", zhou.last)
    await here.quiet()
    assert _heard(grace, _ASKED) == 1
    here.clock.advance(**down)
    await _look(here)
    is_due = timedelta(**down) >= rules.AGAIN_AFTER
    assert here.rows("SELECT rung FROM alerts WHERE origin IS NULL") == [("first",) if not is_due else ("alone",)]
    assert _heard(grace, _ASKED) == (1 if not is_due else 3), (
        "called, called again, and as the officer on duty who may send it"
    )
    before = _heard(grace, _ASKED)
    here.clock.advance(minutes=0.1)
    await _look(here)
    assert _heard(grace, _ASKED) == before


@_DOWN
async def test_the_review(here: Town, down: dict[str, float]) -> None:
    """It goes up once a day at most."""
    await here.staff(ZHOU, ZH_STAFF)
    grace = await officer(here, GRACE, "QY", factor=False)
    alert = await _drafted(here, Level.RED)
    async with here.parts.database.write() as store:
        gone = rules.let_go(
            rules.submitted(alert, alert.author_id or 0, here.clock.now), Way.ALONE, here.clock.now, reason=":people"
        )
        await store.alerts.save(gone)
    await _look(here)
    assert _heard(grace, _REVIEW) == 0
    here.clock.advance(**down)
    await _look(here)
    assert here.rows("SELECT rung FROM alerts WHERE origin IS NULL") == [
        ("above" if timedelta(**down) >= rules.REVIEW_WITHIN else "review",)
    ]
    await _look(here)
    told = [one for one in grace.from_bot if alert.event in one.words and "review" in one.words.lower()]
    assert len(told) == (timedelta(**down) >= rules.REVIEW_WITHIN)


@_DOWN
async def test_the_roll_call(here: Town, down: dict[str, float]) -> None:
    """Each grid's, each rung once; none once the warning is over."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await let_go(here.parts.database, Level.RED, now=here.clock.now)
    await _look(here)
    calls = here.rows("SELECT COUNT(*) FROM roll_calls")[0][0]
    assert calls > 1
    before = zhou.from_bot[-1].message_id
    here.clock.advance(**down)
    await _look(here)
    rungs = {rung for (rung,) in here.rows("SELECT rung FROM roll_calls")}
    is_over = timedelta(**down) >= timedelta(hours=6)
    is_due = timedelta(**down) >= timedelta(seconds=90)
    assert rungs == {"again" if is_due and not is_over else "first"}
    rung = [one for one in zhou.from_bot if one.message_id > before and "收到" in str(one.labels)]
    assert len(rung) == (calls if is_due and not is_over else 0)
    if is_over:
        assert here.rows("SELECT COUNT(*) FROM roll_calls WHERE next_at IS NOT NULL") == [(0,)]


@_DOWN
async def test_what_was_to_go(either: Town, down: dict[str, float]) -> None:
    """What is over by now goes to nobody; what is not goes at once."""
    people = await residents(either, 5)
    either.person(ZHOU).chat.started = True
    alert = await let_go(either.parts.database, Level.ORANGE, now=either.clock.now)
    async with either.parts.database.write() as store:
        later = alert.model_copy(update={"send_at": either.clock.now + timedelta(seconds=30)})
        await store.alerts.save(later)
    await _look(either, 1)
    assert warned(people) == [0] * 5
    either.clock.advance(**down)
    await _look(either)
    is_over = timedelta(**down) >= timedelta(hours=6)
    assert warned(people) == [int(not is_over)] * 5
    assert state(either, alert) == ("stopped" if is_over else "done")
