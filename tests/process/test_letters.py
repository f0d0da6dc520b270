"""`shao dead-letters`: what is seen of them, and what becomes of them beside a bot that runs."""

import asyncio
import re
import sys
from functools import partial

import pytest

from bot.letters import drop_letters, list_letters, retry_letters
from bot.operate import OperateError
from tests.process.shell import ROOT, Shell
from tests.town import LIN, Town, eventually, opened, settings_in


async def died(here: Town) -> int:
    """The place of a report becomes a dead letter, since the draft it belongs to cannot be opened for a while; its number."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    ((draft,),) = here.rows("SELECT draft FROM dialogs")
    await put_draft(here, b"nobody can open this")
    number = lin.place()
    for tries in range(1, 4):
        here.parts.dispatcher.poke()
        await eventually(partial(has_tried, here, number, tries))
        here.clock.advance(seconds=5)
    await lin.hears("没能处理好")
    await put_draft(here, bytes(draft))
    return number


def has_tried(here: Town, number: int, tries: int) -> bool:
    """Whether an update has failed so often."""
    return here.rows("SELECT tries FROM inbox WHERE update_id = ?", number) == [(tries,)]


async def put_draft(here: Town, draft: bytes) -> None:
    """Into the one open dialog."""
    async with opened(here.folder, here.url) as database, database.write() as store:
        await store._conn.fetch("UPDATE dialogs SET draft = :draft", {"draft": draft})


async def shao(here: Town, *words: str) -> str:
    """A command in a process of its own; what it printed."""
    config = here.folder / "config.toml"
    files = f'media_dir = "{here.folder}/media"\nkey_file = "{here.folder}/shao.key"\n'
    config.write_text(
        f'[telegram]\ntoken = "{here.server.token}"\n[storage]\nurl = "{here.url}"\n{files}', encoding="utf8"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "dead-letters", *words, "--config", str(config), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out.decode().strip()


async def test_another_try(here: Town) -> None:
    """By another process, while the bot runs: the report that failed goes in after all."""
    number = await died(here)
    shown = await shao(here, "list")
    assert re.fullmatch(rf"{number}  2026-05-20  message with location  3 tries  \w+ at \w+\.py:\d+ \w+", shown)
    assert await shao(here, "retry", str(number)) == "1 dead letters put back; a running bot tries them within seconds."
    here.parts.dispatcher.poke()
    await here.person(LIN).hears("编号")
    assert here.rows("SELECT state FROM inbox WHERE update_id = ?", number) == [("done",)]


async def test_an_end(either: Town) -> None:
    """On each engine: nothing of it is left but its number; all of them or none."""
    number = await died(either)
    settings = settings_in(either.folder, either.server.url, either.server.token, either.url)
    for change in (drop_letters, retry_letters):
        with pytest.raises(OperateError, match=r"^nothing was changed: 1 is no dead letter"):
            await change(settings, [1, number])
    assert await drop_letters(settings, None) == "1 dead letters erased."
    assert either.rows("SELECT state, body, lane FROM inbox WHERE update_id = ?", number) == [("done", None, "")]
    assert await list_letters(settings) == ["There are no dead letters."]
    assert await retry_letters(settings, None) == "0 dead letters put back; a running bot tries them within seconds."


async def test_what_is_forgotten_can_only_be_dropped(here: Town) -> None:
    """As after thirty days."""
    number = await died(here)
    async with here.parts.database.write() as store:
        await store.inbox.bury(before=here.clock.now)
    settings = settings_in(here.folder, here.server.url, here.server.token)
    assert "(forgotten)" in (await list_letters(settings))[0]
    with pytest.raises(OperateError, match="only be dropped"):
        await retry_letters(settings, [number])
    await drop_letters(settings, [number])


@pytest.mark.parametrize("words", [("retry",), ("drop",), ("drop", "7", "--all")])
def test_which_has_to_be_said(settled: Shell, words: tuple[str, ...]) -> None:
    settled("dead-letters", *words).refused("shao dead-letters list", "--all")
