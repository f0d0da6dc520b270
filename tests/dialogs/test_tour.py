"""The tour as a dialogue, in both languages: a change of wording is seen here. SHAO_ACCEPT=1 in the environment accepts one."""

import asyncio
import os
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

from bot.demo.before import bind
from bot.demo.duty import OFFICERS, WORKERS, set_up
from bot.demo.hand_to_hand import FIRMS, URBAN
from bot.demo.run import TEAMS, acquaint, open_channels, stories
from bot.demo.story import STAFF
from bot.demo.telling import Line, Told, without_chance
from bot.operate import establish
from handlers.alerts.jobs import AlertJobs
from storage.roles import Role
from tests.town import Town, settings_in


async def test_the_tour_reads_as_it_did(here: Town) -> None:
    """Each line, who was rung and who was not; in both languages one after the other, as the command plays it: they share a department."""
    asked = tomllib.loads(TEAMS.read_text(encoding="utf8"))
    await establish(settings_in(here.folder, here.server.url, here.server.token, here.url, **asked))
    for language in STAFF:
        await here.staff(*STAFF[language])
        await here.staff(*WORKERS[language])
        here.person(OFFICERS[language][0]).start(await here.invite(OFFICERS[language][1], Role.DUTY_OFFICER))
        for member in (FIRMS, URBAN):
            await here.member(*member[language])
    await here.quiet()
    async with here.parts.database.write() as store:
        await set_up(store, here.clock.now)
        await bind(store, open_channels(here.server), here.clock.now)
    acquaint(here.server)
    told = {language: await _told(here, language) for language in STAFF}
    for language, dialogue in told.items():
        kept = Path(__file__).with_name(f"tour.{language}.txt")
        if os.environ.get("SHAO_ACCEPT"):
            kept.write_text(dialogue, encoding="utf8")
        assert dialogue == kept.read_text(encoding="utf8")


async def _told(here: Town, language: str) -> str:
    told = ""
    for story in stories(here.server, language, lambda seconds: here.clock.advance(seconds=seconds)):
        lines = "".join([f"{line}\n\n" async for line in _hurried(here, story)])
        told += f"# {story.title}\n\n{without_chance(lines)}"
    return told


async def _hurried(here: Town, story: Told) -> AsyncIterator[Line]:
    """With the clockwork of warnings at once, of which the bot does the last part every five seconds."""
    working = asyncio.create_task(_work(here.parts.jobs.alerts))
    async for line in story.play():
        yield line
    working.cancel()


async def _work(alerts: AlertJobs) -> None:
    while True:
        for job in (alerts.send_alerts, alerts.call_next, alerts.ring_silent, alerts.show):
            await job()
        await asyncio.sleep(0.05)
