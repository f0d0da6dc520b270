"""shao demo: the small Telegram, the made-up community and the bot, until stopped; or the tour."""

import asyncio
import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.demo.backstage import Backstage
from bot.demo.before import happened
from bot.demo.hand_to_hand import BESIDE, FIRMS, URBAN, HandToHand
from bot.demo.process import BotProcess, CommandFailed
from bot.demo.server import DemoServer
from bot.demo.story import STAFF, Story
from bot.demo.telling import Told
from storage.clock import utc_now

GROUP, STAFF_GROUP = "听蕉社区值班群", (1007, 1008, 1005)  # whoever wants to lets the bot in
CHANNEL, FOLLOWERS = "听蕉社区通知", (1007, 1001, 1002, 1003, 1004, 1005, 1006, 1008)  # of whom the first runs it

TEAMS = Path(__file__).with_name("teams.toml")

_INVITED_SECONDS = 30.0


@asynccontextmanager
async def community(port: int) -> AsyncIterator[tuple[DemoServer, Backstage]]:
    """A running bot with units and staff, and the server it talks to; everything is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="shao-demo-") as folder:
        server = DemoServer()
        await server.start(port)
        bot = BotProcess(Path(folder), server.token, server.url, TEAMS.read_text(encoding="utf8"))
        backstage = server.backstage = Backstage(server.world, bot)
        try:
            await bot.settle_in()
            await backstage.start()
            await invite(server, bot)
            channel = server.channel(CHANNEL, FOLLOWERS, with_bot=True)
            await happened(bot, utc_now(), channel.id)
            server.group(GROUP, STAFF_GROUP)
            yield server, backstage
        finally:
            await backstage.stop()
            await server.stop()


async def invite(server: DemoServer, bot: BotProcess) -> None:
    """Staff and the members of teams open their invites."""
    for person_id, (unit, role) in _invited().items():
        hands = server.person(person_id)
        hands.start(await bot.invite(unit, role))
        await hands.hears("", _INVITED_SECONDS)


def _invited() -> dict[int, tuple[str, str]]:
    members = (*FIRMS.values(), *URBAN.values())
    return (
        {one: (unit, "staff") for one, unit in STAFF.values()}
        | {one: (team, "department") for one, team in members}
        | BESIDE
    )


def stories(server: DemoServer, language: str) -> tuple[Told, ...]:
    """In the order in which they happen."""
    return Story(server, language), HandToHand(server, language)


async def run_tour() -> int:
    """Plays the story in each language; 0 when all of it went as it should."""
    console = Console(highlight=False)
    try:
        async with community(0) as (server, backstage):
            for language in STAFF:
                for story in stories(server, language):
                    console.rule(story.title)
                    await _play(console, story)
            code = await backstage.stop()
    except (AssertionError, TimeoutError, CommandFailed) as error:
        console.print(f"[red]The tour failed: {escape(str(error) or type(error).__name__)}")
        return 1
    console.rule(f"the bot ended with {code}")
    return code


async def _play(console: Console, story: Told) -> None:
    async for line in story.play():
        console.print(f"[bold]{escape(line.who)}[/]")
        console.print(f"{escape(line.said)}\n")


async def run_demo(port: int, *, open_browser: bool) -> int:
    """Serves until stopped."""
    console = Console(highlight=False)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        async with community(port) as (server, backstage):
            console.print(f"哨的演示 / Shao's demo: {server.url}   (Ctrl-C 结束 / to end)")
            if open_browser:
                await asyncio.to_thread(webbrowser.open, server.url)
            await _until_stopped(stop, backstage)
    except (OSError, CommandFailed) as error:
        console.print(f"The demo cannot run: {escape(str(error))}")
        return 1
    return 0


async def _until_stopped(stop: asyncio.Event, backstage: Backstage) -> None:
    stopped, ended = (asyncio.create_task(event.wait()) for event in (stop, backstage.ended))
    await asyncio.wait((stopped, ended), return_when=asyncio.FIRST_COMPLETED)
    for task in (stopped, ended):
        task.cancel()
    if not stop.is_set():
        raise CommandFailed(f"the bot ended by itself: {backstage.bot.log().strip().splitlines()[-1:]}")
