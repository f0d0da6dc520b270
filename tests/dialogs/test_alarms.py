"""Alarms as operators get them."""

from handlers.alarms import notices
from handlers.alarms.service import clear, sound
from tests.town import GRACE, LIN, ZHOU, Town


async def test_administrators_hear_once_and_hear_its_end(either: Town) -> None:
    """In their own languages; nobody else does; the end is silent."""
    zhou, grace, lin = either.person(ZHOU), either.person(GRACE), await either.known(LIN)
    for one in (zhou, grace):
        one.start(await either.administrator_invite())
        await one.hears("")
    await either.quiet()
    before = len(lin.chat.messages)
    assert [await _sound(either) for _ in range(2)] == [True, False]
    assert "从今天 12:00起" in (await zhou.hears("收不到")).words
    alarm = await grace.hears("Nothing can be had")
    assert "tomorrow 12:00" in alarm.words
    assert [await _clear(either) for _ in range(2)] == [True, False]
    end = await zhou.hears("又能收到")
    assert (alarm.rang, end.rang) == (True, False)
    either.clock.advance(minutes=11)
    assert await _sound(either)
    await either.quiet()
    assert len(lin.chat.messages) == before


async def test_the_first_administrator_hears_what_rang_before(either: Town) -> None:
    """What nobody heard does not count as told."""
    assert not await _sound(either)
    zhou = either.person(ZHOU)
    zhou.start(await either.administrator_invite())
    await zhou.hears("")
    assert await _sound(either)
    await zhou.hears("收不到")


async def _sound(here: Town) -> bool:
    async with here.parts.database.write() as store:
        owed = await sound(store, notices.silence(here.clock.now), now=here.clock.now)
    here.parts.sender.poke()
    return owed


async def _clear(here: Town) -> bool:
    here.clock.advance(seconds=1)
    async with here.parts.database.write() as store:
        owed = await clear(store, notices.heard_again(), now=here.clock.now)
    here.parts.sender.poke()
    return owed
