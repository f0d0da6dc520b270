"""The tour as a dialogue, in both languages: a change of wording is seen here. SHAO_ACCEPT=1 in the environment accepts one."""

import os
import tomllib
from pathlib import Path

from bot.demo.hand_to_hand import FIRMS, URBAN
from bot.demo.run import TEAMS, stories
from bot.demo.story import STAFF
from bot.demo.telling import without_chance
from bot.operate import establish
from tests.town import Town, settings_in


async def test_the_tour_reads_as_it_did(here: Town) -> None:
    """Each line, who was rung and who was not; in both languages one after the other, as the command plays it: they share a department."""
    asked = tomllib.loads(TEAMS.read_text(encoding="utf8"))
    await establish(settings_in(here.folder, here.server.url, here.server.token, here.url, **asked))
    for language in STAFF:
        await here.staff(*STAFF[language])
        for member in (FIRMS, URBAN):
            await here.member(*member[language])
    told = {language: await _told(here, language) for language in STAFF}
    for language, dialogue in told.items():
        kept = Path(__file__).with_name(f"tour.{language}.txt")
        if os.environ.get("SHAO_ACCEPT"):
            kept.write_text(dialogue, encoding="utf8")
        assert dialogue == kept.read_text(encoding="utf8")


async def _told(here: Town, language: str) -> str:
    told = ""
    for story in stories(here.server, language):
        lines = "".join([f"{line}\n\n" async for line in story.play()])
        told += f"# {story.title}\n\n{without_chance(lines)}"
    return told
