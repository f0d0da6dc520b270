"""The tour as a dialogue, in both languages: a change of wording is seen here. SHAO_ACCEPT=1 in the environment accepts one."""

import os
from pathlib import Path

import pytest

from bot.demo.story import STAFF, WORDS, Story, without_chance
from tests.town import Town


@pytest.mark.parametrize("language", WORDS)
async def test_the_tour_reads_as_it_did(here: Town, language: str) -> None:
    """Each line, who was rung and who was not."""
    await here.staff(*STAFF[language])
    story = Story(here.server, language)
    told = without_chance("".join([f"{line}\n\n" async for line in story.play()]))
    kept = Path(__file__).with_name(f"tour.{language}.txt")
    if os.environ.get("SHAO_ACCEPT"):
        kept.write_text(told, encoding="utf8")
    assert told == kept.read_text(encoding="utf8")
