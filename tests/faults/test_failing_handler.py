"""What cannot be handled is tried three times and set aside, its person is told, and nobody else waits for it."""

from typing import Any

import pytest

from tests.town import HE, LIN, ZH_STAFF, ZHOU, Town, eventually, opened

_SORRY = "没能处理好"

# Shapes that Telegram never sends, and that a new version of it might.
_UNREADABLE: tuple[dict[str, Any], ...] = (
    {"message": {"message_id": "x"}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": LIN}, "from": {"id": LIN}}},
    {"message": 5},
    {"message": []},
    {"callback_query": {}},
    {"callback_query": {"id": 7}},
    {"callback_query": []},
    {"my_chat_member": {"chat": "gone"}},
)


@pytest.mark.parametrize("content", _UNREADABLE, ids=str)
async def test_an_unreadable_update_is_set_aside(here: Town, content: dict[str, Any]) -> None:
    """The next one is answered at once, and the one that nobody can read ends as a dead letter."""
    here.server.world.inject({"update_id": 600_000, **content})
    here.person(HE).text("/help")
    await here.person(HE).hears("报隐患")
    await _tried(here, 600_000, 1)
    await _give_up(here, 600_000)
    here.person(HE).text("/privacy")
    await here.person(HE).hears("")


async def test_whoever_speaks_in_a_group_is_not_written_down(here: Town) -> None:
    """Not even to tell them that it failed."""
    chat = {"id": -1_000_000_000_001, "type": "supergroup"}
    here.server.world.inject({"update_id": 600_000, "message": {"message_id": 1, "chat": chat, "from": {"id": LIN}}})
    await _tried(here, 600_000, 1)
    await _give_up(here, 600_000)
    assert here.rows("SELECT COUNT(*) FROM people") == [(0,)]


async def test_a_failing_handler_is_tried_three_times(here: Town) -> None:
    """Its person is told, once; what they sent after it waits its turn; somebody else is served meanwhile."""
    await here.staff(ZHOU, ZH_STAFF)
    lin, he = await here.known(LIN), await here.known(HE)
    lin.photo()
    await lin.hears("在哪里")
    await _break_dialog(here)
    failing, behind = lin.place(), lin.text("/privacy")
    await _tried(here, failing, 1)
    await here.reported(he)
    await _tried(here, failing, 1)
    assert here.rows("SELECT state, tries FROM inbox WHERE update_id = ?", behind) == [("waiting", 0)]
    await _give_up(here, failing)
    await lin.hears(_SORRY)
    await here.quiet()
    assert here.rows("SELECT state, tries FROM inbox WHERE update_id = ?", behind) == [("done", 0)]
    assert sum(_SORRY in one.words for one in lin.from_bot) == 1
    assert here.rows("SELECT COUNT(*) FROM reports") == [(1,)]


async def test_a_handler_that_works_the_third_time(here: Town) -> None:
    """Done once, as if nothing had been; nobody is told anything."""
    await here.staff(ZHOU, ZH_STAFF)
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    draft = await _break_dialog(here)
    failing = lin.place()
    await _tried(here, failing, 1)
    here.clock.advance(seconds=5)
    await _tried(here, failing, 2)
    await _break_dialog(here, draft)
    here.clock.advance(seconds=5)
    here.parts.dispatcher.poke()
    await lin.hears("编号")
    assert here.rows("SELECT state, tries FROM inbox WHERE update_id = ?", failing) == [("done", 2)]
    assert here.rows("SELECT event FROM report_events") == [("received",)]
    assert not any(_SORRY in one.words for one in lin.from_bot)


async def test_a_failing_tap_is_answered(here: Town) -> None:
    """After a second, empty: the phone must not go on waiting for what will not come."""
    lin = here.person(LIN)
    lin.photo()
    asked = await lin.hears("请点一下")
    await _break_dialog(here)
    failing = lin.tap("已满 14 岁", asked)
    await here.server.world.until(lambda: not here.server.world.taps)
    await _tried(here, failing, 1)
    await _give_up(here, failing)
    await lin.hears(_SORRY)
    assert here.rows("SELECT consented_at FROM people") == [(None,)]


async def test_a_tap_taken_in_by_the_last_process(here: Town) -> None:
    """It stands in the inbox, and no poll of this process brought it: it is answered with its outcome all the same."""
    lin = here.person(LIN)
    lin.text("/start")
    asked = await lin.hears("请点一下")
    lin.tap("已满 14 岁", asked)
    ((_, tap),) = here.server.world.pending.values()
    here.server.world.pending.clear()
    async with here.parts.database.write() as store:
        await store.inbox.add(tap, now=here.clock.now)
    here.parts.dispatcher.poke()
    await here.server.world.until(lambda: "谢谢，接着办。" in lin.chat.toasts)


async def _tried(here: Town, update_id: int, tries: int) -> None:
    """Waits until it has failed so often, and was put back."""
    expected = [("waiting", tries)]
    here.parts.dispatcher.poke()
    await eventually(lambda: here.rows("SELECT state, tries FROM inbox WHERE update_id = ?", update_id) == expected)


async def _give_up(here: Town, update_id: int) -> None:
    """Lets it fail a second and a third time."""
    here.clock.advance(seconds=5)
    await _tried(here, update_id, 2)
    here.clock.advance(seconds=5)
    here.parts.dispatcher.poke()
    await eventually(lambda: here.rows("SELECT state FROM inbox WHERE update_id = ?", update_id) == [("dead",)])
    assert here.rows("SELECT tries FROM inbox WHERE update_id = ?", update_id) == [(3,)]


async def _break_dialog(here: Town, draft: bytes = b"nobody can open this") -> bytes:
    """Every handler that looks at the one open dialog fails from now on; the draft that mends it."""
    ((before,),) = here.rows("SELECT draft FROM dialogs")
    async with opened(here.folder, here.url) as database, database.write() as store:
        await store._conn.fetch("UPDATE dialogs SET draft = :draft", {"draft": draft})
    return bytes(before)
