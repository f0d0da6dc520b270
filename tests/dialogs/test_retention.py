"""What time takes away, through the whole bot; and what it must leave alone."""

from datetime import timedelta

import pytest

from storage.case import Status
from tests.dialogs.test_phrases import written
from tests.dialogs.test_roster import planned
from tests.dialogs.test_whistle import blown
from tests.town import FIRM, HE, LIN, ZH_STAFF, ZHOU, Town, finished

EVERYTHING = "SELECT * FROM reports ORDER BY id"


@pytest.fixture
async def reports(here: Town) -> dict[str, str]:
    """One that was solved, one that is open, by the same person; with pictures of which we have copies. Their codes."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    solved, open_one = await here.reported(lin), await here.reported(lin)
    card = await zhou.hears(solved)
    zhou.tap("接单", card)
    await zhou.sees("处理中", card)
    await finished(zhou, card)
    lin.tap("已解决", await lin.hears("解决了吗"))
    await here.quiet()
    await here.parts.copies.fetch_due()
    assert here.rows("SELECT COUNT(*) FROM reports WHERE status = ?", Status.VERIFIED.value) == [(1,)]
    return {"solved": solved, "open": open_one}


def files(here: Town) -> int:
    """How many sealed files there are."""
    return len(list((here.folder / "media").rglob("*.sealed")))


async def days_later(here: Town, days: float) -> None:
    """The daily look and the one at discarded files, then."""
    here.clock.advance(days=days)
    async with here.parts.database.write() as store:  # the bot was there all the time
        await store.moments.put("retention", here.clock.now - timedelta(days=1))
    await here.parts.retention.daily()
    await here.parts.gone.now()


async def test_nothing_goes_too_soon(here: Town, reports: dict[str, str]) -> None:
    """On the 89th day after closing everything is as it was."""
    before = here.rows(EVERYTHING)
    await days_later(here, 89)
    assert here.rows(EVERYTHING) == before
    assert here.rows("SELECT COUNT(*) FROM report_media") == [(3,)], "before and after, and the open one's"
    assert here.rows("SELECT COUNT(*) FROM authorship") == [(2,)]
    assert files(here) == 3


async def test_what_ended_keeps_no_reporter_no_exact_place_no_picture(here: Town, reports: dict[str, str]) -> None:
    """90 days after closing. The hazard, its history and its pseudonym stay; the open one keeps everything, however old."""
    solved, opened = reports["solved"], reports["open"]
    kept = "SELECT category, status, grid_id, pseudonym, created_at, closed_at FROM reports ORDER BY id"
    before, history = here.rows(kept), here.rows("SELECT * FROM report_events ORDER BY id")
    untouched = here.rows("SELECT * FROM reports WHERE code = ?", opened)
    await days_later(here, 91)
    ((reporter, latitude, accuracy),) = here.rows(
        "SELECT reporter, latitude, accuracy FROM reports WHERE code = ?", solved
    )
    assert (reporter, accuracy) == (None, None)
    assert latitude == round(latitude, 3)
    assert (here.rows(kept), here.rows("SELECT * FROM report_events ORDER BY id")) == (before, history)
    assert here.rows("SELECT * FROM reports WHERE code = ?", opened) == untouched
    assert here.rows("SELECT r.code FROM report_media m JOIN reports r ON r.id = m.report_id") == [(opened,)]
    assert (here.rows("SELECT COUNT(*) FROM authorship"), files(here)) == ([(1,)], 1)
    lin = here.person(LIN)
    lin.press("我的上报")
    listed = await lin.hears(opened)
    assert solved not in listed.words


async def test_once_a_day_and_once_after_days_off(here: Town, reports: dict[str, str]) -> None:
    """Whatever is due stands in the database, so nothing is missed and nothing done twice."""
    await here.parts.retention.daily()
    here.clock.advance(days=3)
    await here.parts.retention.daily()
    assert here.rows("SELECT at FROM moments WHERE name = 'retention'") == [(micros(here),)]
    here.clock.advance(hours=1)
    await here.parts.retention.daily()
    assert here.rows("SELECT at FROM moments WHERE name = 'retention'") == [(micros(here) - 3_600_000_000,)]


async def test_a_clock_that_jumps_forgets_nothing_at_once(here: Town, reports: dict[str, str]) -> None:
    """By a year: what was taken could not be had again. A day later the clock is believed."""
    await here.parts.retention.daily()
    before = here.rows(EVERYTHING)
    here.clock.advance(days=365)
    await here.parts.retention.daily()
    assert here.rows(EVERYTHING) == before
    here.clock.advance(days=1)
    await here.parts.retention.daily()
    assert here.rows(EVERYTHING) != before


async def test_dead_letters_lose_their_content(here: Town) -> None:
    """After a month; that there was one stays."""
    async with here.parts.database.write() as store:
        for _ in range(2):
            await store.inbox.add({"update_id": 9, "junk": 1}, now=here.clock.now + timedelta(days=400))
        (waiting,) = await store.inbox.ready(limit=1, now=here.clock.now + timedelta(days=400))
        for tries in range(3):
            await store.inbox.failed(waiting.model_copy(update={"tries": tries}), "KeyError", now=here.clock.now)
    await days_later(here, 29)
    assert here.rows("SELECT body IS NULL FROM inbox WHERE state = 'dead'") == [(0,)]
    await days_later(here, 2)
    assert here.rows("SELECT body, lane, error FROM inbox WHERE state = 'dead'") == [(None, "", "KeyError")]


def micros(here: Town) -> int:
    """The clock's time as the database has it."""
    return int(here.clock.now.timestamp()) * 1_000_000


async def test_what_must_stay(here: Town, reports: dict[str, str]) -> None:
    """However old: who may do what, every history, who was whistled for and came, the roster, ready sentences, all of an open case."""
    zhou, he = here.person(ZHOU), await here.member(HE, FIRM)
    card = next(one for one in reversed(zhou.from_bot) if reports["open"] in one.words and "吹哨…" in one.labels)
    await blown(here, zhou, card, "日常哨", "物业公司")
    he.tap("收到，马上去", await he.hears("吹哨："))
    await planned(here, he, FIRM, "何建国", "没有副手", "每天", "全天", "028-8612 3456")
    await written(zhou, "加一句问话", "旁边有什么店？")
    await here.quiet()
    kept = (
        "SELECT * FROM report_events ORDER BY id",
        "SELECT * FROM whistles",
        "SELECT * FROM summons",
        "SELECT * FROM roles ORDER BY id",
        "SELECT * FROM shifts",
        "SELECT * FROM phrases",
        "SELECT * FROM units ORDER BY id",
        f"SELECT * FROM reports WHERE code = '{reports['open']}'",
        f"SELECT m.* FROM report_media m JOIN reports r ON r.id = m.report_id WHERE r.code = '{reports['open']}'",
    )
    before = [here.rows(query) for query in kept]
    assert all(before)
    await days_later(here, 400)
    assert [here.rows(query) for query in kept] == before
