"""How updates reach the bot: waiting, confirming, expiring, one poller at a time."""

import asyncio
from collections import Counter
from functools import partial
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.delivery.telegram import call
from bot.demo.faults import Fault
from bot.demo.polling import bounds
from tests.demo.api import Api
from tests.town import HE, HandClock


async def test_an_update_comes_until_a_higher_offset_is_asked_for(api: Api) -> None:
    """Then it is forgotten."""
    first, second = api.me.text("a"), api.me.text("b")
    for _ in range(2):
        assert await api.ids() == [first, second]
    assert await api.ids(offset=first + 1) == [second]
    assert await api.ids() == [second]
    assert await api.ids(offset=second + 1) == []


async def test_a_reply_that_is_cut_confirms_nothing(api: Api) -> None:
    """Who asks again with the old offset gets the same again."""
    update = api.me.text("a")
    api.server.misbehave(Fault.LOST, "getUpdates", count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await api.updates()
    assert await api.ids() == [update]


async def test_a_negative_offset_keeps_so_many_from_the_end(api: Api) -> None:
    """The others are forgotten."""
    ids = [api.me.text(str(number)) for number in range(5)]
    assert await api.ids(offset=-2) == ids[-2:]
    assert await api.ids() == ids[-2:]
    assert await api.ids(offset=-9) == ids[-2:]


@pytest.mark.parametrize(
    ("tap", "seconds", "there"), [(False, 86_400, 1), (False, 86_401, 0), (True, 150, 1), (True, 151, 0)]
)
async def test_messages_wait_a_day_and_taps_150_seconds(
    api: Api, clock: HandClock, tap: bool, seconds: int, there: int
) -> None:
    """What nobody fetched by then is gone."""
    if tap:
        await api.tapped()
    else:
        api.me.text("a")
    clock.advance(seconds=seconds)
    assert len(await api.updates()) == there


async def test_ids_are_any_after_an_idle_week(api: Api, clock: HandClock) -> None:
    """Until then each is the one before plus one; an offset of another week confirms nothing, on whichever side it lies."""
    first, second = api.me.text("a"), api.me.text("b")
    assert second == first + 1
    assert await api.ids(offset=second + 1) == []
    clock.advance(days=8)
    late = api.me.text("c")
    assert late != second + 1
    assert await api.ids(offset=second + 1) == await api.ids(offset=late + 100) == [late]
    assert await api.ids(offset=late + 10) == []


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({}, (100, 0)),
        ({"limit": 1000, "timeout": 500}, (100, 50)),
        ({"limit": 0, "timeout": -1}, (1, 0)),
        ({"limit": 100, "timeout": 50}, (100, 50)),
        ({"limit": "3", "timeout": "30"}, (3, 30)),
        ({"limit": "x"}, (1, 0)),
    ],
)
def test_at_most_100_updates_and_50_seconds(asked: dict[str, Any], given: tuple[int, int]) -> None:
    """Whatever is asked for."""
    assert bounds(asked) == given


async def test_the_rest_comes_with_the_next_poll(api: Api) -> None:
    """Lowest ids first."""
    ids = [api.me.text(str(number)) for number in range(120)]
    assert await api.ids(limit=3) == ids[:3]
    assert await api.ids() == ids[:100]
    assert await api.ids(offset=ids[99] + 1) == ids[100:]


async def test_a_poll_waits_for_the_first_update(api: Api) -> None:
    """And ends as soon as there is one."""
    poll = asyncio.create_task(api.ids(timeout=50))
    await api("getMe")
    assert not poll.done()
    update = api.me.text("a")
    async with asyncio.timeout(5):
        assert await poll == [update]


async def test_a_second_poller_ends_the_first_with_409(api: Api, bot: Bot) -> None:
    """python-telegram-bot calls it a Conflict; the second one goes on."""
    first = asyncio.create_task(call(bot, "getUpdates", {"timeout": 50}))
    while not first.done():
        assert await api.updates() == []
    with pytest.raises(Conflict, match="make sure that only one bot instance is running"):
        await first
    assert await api.ids() == []


async def test_allowed_updates_are_remembered_where_they_are_left_out(api: Api) -> None:
    """What was not allowed when it happened does not come later."""
    await api.updates(allowed_updates=["callback_query"])
    await api.updates()
    api.me.text("a")
    assert await api.updates(allowed_updates=["message"]) == []
    update = api.me.text("b")
    assert await api.ids() == [update]


async def test_an_empty_list_stands_for_the_usual_kinds(api: Api) -> None:
    """All but those that must be asked for."""
    await api.updates(allowed_updates=["poll"])
    await api.updates(allowed_updates=[])
    api.world.queue("message_reaction", {})
    blocked = api.me.block()
    assert await api.ids() == [blocked]


async def test_drop_pending_updates_deletes_what_people_sent(api: Api) -> None:
    """Without it nothing is lost."""
    update = api.me.text("sent while the bot was down")
    await api("deleteWebhook")
    assert await api.ids() == [update]
    await api("deleteWebhook", drop_pending_updates=True)
    assert await api.ids() == []


async def test_updates_come_as_raw_json(api: Api, bot: Bot) -> None:
    """Even those that python-telegram-bot cannot read; none of them holds the others up."""
    api.world.inject({"update_id": 1, "message": {"nonsense": True}})
    good = api.me.text("a")
    raw = await call(bot, "getUpdates", {})
    assert [one["update_id"] for one in raw] == [1, good]
    assert raw[0]["message"] == {"nonsense": True}


async def test_a_bell_rings_for_one_chat_and_for_who_waits_for_anything(api: Api) -> None:
    """Whoever waits for another chat is not asked again."""
    asked: Counter[str] = Counter()

    def ask(who: str) -> bool:
        asked[who] += 1
        return asked[who] == 3

    waits = (("mine", api.me.chat.actor.id), ("other", HE), ("any", None))
    waiting = [asyncio.create_task(api.world.until(partial(ask, who), 5, about)) for who, about in waits]
    for words in ("a", "b", "c"):
        await asyncio.sleep(0)
        api.me.text(words)
    await asyncio.gather(waiting[0], waiting[2])
    assert asked == {"mine": 3, "other": 1, "any": 3}
    waiting[1].cancel()


async def test_waiting_ends_in_time(api: Api) -> None:
    """Where nothing becomes true."""
    with pytest.raises(TimeoutError):
        await api.world.until(lambda: api.me.chat.blocked, 0.01)
