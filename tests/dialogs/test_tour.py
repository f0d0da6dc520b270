"""The tour as a dialogue, in both languages: a change of wording is seen here. SHAO_ACCEPT=1 in the environment accepts one."""

import os
import tomllib
from pathlib import Path

import pytest

from bot.demo.hand_to_hand import FIRMS, URBAN
from bot.demo.run import TEAMS, stories
from bot.demo.story import STAFF
from bot.demo.telling import without_chance
from bot.operate import establish
from tests.town import Town, settings_in


@pytest.mark.parametrize("language", STAFF)
async def test_the_tour_reads_as_it_did(here: Town, language: str) -> None:
    """Each line, who was rung and who was not."""
    asked = tomllib.loads(TEAMS.read_text(encoding="utf8"))
    await establish(settings_in(here.folder, here.server.url, here.server.token, here.url, **asked))
    await here.staff(*STAFF[language])
    for member in (FIRMS, URBAN):
        await here.member(*member[language])
    told = ""
    for story in stories(here.server, language):
        lines = "".join([f"{line}\n\n" async for line in story.play()])
        told += f"# {story.title}\n\n{without_chance(lines)}"
    kept = Path(__file__).with_name(f"tour.{language}.txt")
    if os.environ.get("SHAO_ACCEPT"):
        kept.write_text(told, encoding="utf8")
    assert told == kept.read_text(encoding="utf8")
