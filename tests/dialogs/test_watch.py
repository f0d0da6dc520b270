"""What goes wrong with the bot itself, as its operators hear of it."""

from datetime import timedelta

import httpx
import pytest

from bot.demo.faults import Fault
from bot.demo.hands import Hands
from tests.storage.makers import an_update
from tests.town import GRACE, Town, eventually


async def test_another_poller_is_named_at_once(here: Town) -> None:
    """And that it is gone, when it has not been met for five minutes."""
    grace = await _administrator(here)
    async with httpx.AsyncClient() as other:
        await other.get(f"{here.server.url}/bot{here.server.token}/getUpdates", params={"timeout": 0})
    await eventually(lambda: here.parts.intake.contact.conflict_at)
    await _look(here, 2)
    assert "same token" in (await grace.hears("Another program")).words
    here.clock.advance(minutes=5)
    await _look(here)
    await grace.hears("Only one program")
    assert _alarms(grace) == 1


async def test_ten_minutes_of_silence(here: Town) -> None:
    """It is said until when nothing is lost; nine minutes are nobody's business."""
    grace = await _administrator(here)
    contact = here.parts.intake.contact
    silence = here.server.misbehave(Fault.SERVER_ERROR, "getUpdates")
    grace.text("thanks")  # ends the poll under way
    await eventually(lambda: contact.failing)
    here.clock.advance(minutes=9)
    await _look(here)
    assert _alarms(grace) == 0
    here.clock.advance(minutes=1)
    await _look(here, 2)
    assert "since today 12:00" in (await grace.hears("Nothing can be had")).words
    here.server.faults.rules.remove(silence)
    grace.text("thanks")
    await eventually(lambda: not contact.failing, 30)
    await _look(here)
    await grace.hears("can be reached again")
    assert _alarms(grace) == 1


@pytest.mark.parametrize(
    ("hours", "alarms", "said"),
    [
        (11, 0, "I am here"),
        (13, 1, "From yesterday 12:00 to today 01:00"),
        (25, 1, "yesterday 12:00 and yesterday 13:00 is most"),
    ],
)
async def test_a_gap_between_polls(here: Town, hours: int, alarms: int, said: str) -> None:
    """From half a day on, told once; after a day what is lost is named."""
    grace = await _administrator(here)
    here.clock.advance(hours=hours)
    grace.text("thanks")
    await here.quiet()
    await _look(here, 2)
    assert _alarms(grace) == alarms
    assert any(said in one.words for one in grace.from_bot)


async def test_dead_letters_are_counted(either: Town) -> None:
    """Those since the last alarm, once an hour."""
    grace = await _administrator(either)
    for minutes, letters, alarms in ((0, 2, 1), (30, 1, 1), (31, 0, 2), (180, 0, 2)):
        either.clock.advance(minutes=minutes)
        for _ in range(letters):
            await _die(either)
        await _look(either, 2)
        assert _alarms(grace) == alarms
    assert [one.words[:14] for one in grace.from_bot[-2:]] == ["⚠️ 2 messages ", "⚠️ A message f"]


async def test_what_waits_for_half_a_day(either: Town) -> None:
    """Which a dispatcher at work lets nothing do: it waits for its second try here, on a clock that stands still."""
    grace = await _administrator(either)
    async with either.parts.database.write() as store:
        await store.inbox.add({"update_id": 900_001}, now=either.clock.now - timedelta(hours=12))
        (waiting,) = await store.inbox.ready(limit=1, now=either.clock.now)
        await store.inbox.failed(waiting, "x", now=either.clock.now)
    await _look(either, 2)
    await grace.hears("has been waiting to be handled since today 00:00")
    either.clock.advance(seconds=2)
    either.parts.dispatcher.poke()
    await either.quiet()
    await _look(either)
    await grace.hears("has been handled")


async def _administrator(here: Town) -> Hands:
    """Somebody who gets the alarms, in English."""
    grace = here.person(GRACE)
    grace.start(await here.administrator_invite())
    await grace.hears("")
    await here.quiet()
    return grace


async def _look(here: Town, times: int = 1) -> None:
    """Until whatever it owes has been sent: quiet() would wait for Telegram too."""
    for _ in range(times):
        await here.parts.watch.look()
    await eventually(lambda: here.rows("SELECT 1 FROM outbox WHERE state <> 'sent'") == [])


async def _die(here: Town) -> None:
    async with here.parts.database.write() as store:
        (highest,) = here.rows("SELECT COALESCE(MAX(update_id), 0) FROM inbox")[0]
        await store.inbox.add(an_update(highest + 1), now=here.clock.now)
        for _ in range(3):
            (waiting,) = await store.inbox.ready(limit=1, now=here.clock.now.replace(year=2027))
            await store.inbox.failed(waiting, "KeyError", now=here.clock.now)


def _alarms(grace: Hands) -> int:
    return sum(one.words.startswith("⚠️") for one in grace.from_bot)
