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

from bot.config import Settings, load_settings
from bot.demo.backstage import Backstage
from bot.demo.before import happened
from bot.demo.crowd import dwellers, gather, settle
from bot.demo.duty import NEIGHBOURS, OFFICERS, WORKERS
from bot.demo.hand_to_hand import BESIDE, FIRMS, URBAN, HandToHand
from bot.demo.moving import MovingProcess
from bot.demo.process import BotProcess, CommandFailed
from bot.demo.server import DemoServer
from bot.demo.story import STAFF, Story
from bot.demo.telling import Told
from bot.demo.warned import Later, Warned
from bot.operate import opened
from handlers.staff import INVITE, service
from storage.clock import utc_now
from storage.roles import Role
from storage.store import Store

GROUP, STAFF_GROUP = "听蕉社区值班群", (1007, 1008, 1005)  # whoever wants to lets the bot in
CHANNELS = {
    "zh-Hans": ("听蕉社区通知", (1007, 1001, 1002, 1003, 1004, 1005, 1006, 1008)),
    "en": ("Shisui Community News", (1008, 1004, 1016, 1021)),
}  # with who follows it, of whom the first runs it

TEAMS = Path(__file__).with_name("teams.toml")

_INVITED_SECONDS = 30.0


@asynccontextmanager
async def community(
    port: int, *, crowd: int = 0, program: type[BotProcess] = BotProcess
) -> AsyncIterator[tuple[DemoServer, Backstage]]:
    """A running bot with units and staff, and the server it talks to; everything is gone afterwards. `crowd`: how many residents there
    are behind those whom one can be."""
    with tempfile.TemporaryDirectory(prefix="shao-demo-") as folder:
        server = DemoServer(clock=program.clock_in(Path(folder)))
        await server.start(port)
        bot = program(Path(folder), server.token, server.url, TEAMS.read_text(encoding="utf8"))
        backstage = server.backstage = Backstage(server.world, bot)
        try:
            await bot.settle_in()
            people = dwellers(crowd)
            await settle(load_settings(bot.config), people, utc_now())
            gather(server.world, people)
            await backstage.start()
            await invite(server, bot)
            await happened(bot, utc_now(), open_channels(server))
            acquaint(server)
            server.group(GROUP, STAFF_GROUP)
            yield server, backstage
        finally:
            await backstage.stop()
            await server.stop()


async def invite(server: DemoServer, bot: BotProcess) -> None:
    """Staff and the members of teams open their invites."""
    for person_id, payload in (await _invites(load_settings(bot.config))).items():
        hands = server.person(person_id)
        hands.start(payload)
        await hands.hears("", _INVITED_SECONDS)


async def _invites(settings: Settings) -> dict[int, str]:
    """What the link of each carries; all at once, since each run of the command takes a second."""
    async with opened(settings) as database, database.write() as store:
        return {one: await _payload(store, unit, Role(role)) for one, (unit, role) in _invited().items()}


async def _payload(store: Store, code: str, role: Role) -> str:
    unit = await store.units.by_code(code)
    assert unit is not None, "the area is loaded"
    return f"{INVITE}_{await service.make_invite(store, role, unit.id, uses=1, hours=1, now=utc_now())}"


def acquaint(server: DemoServer) -> None:
    """Those who have said where they live met the bot long ago."""
    for person_id, _ in NEIGHBOURS.values():
        server.person(person_id).chat.started = True


def _invited() -> dict[int, tuple[str, str]]:
    members = (*FIRMS.values(), *URBAN.values())
    return (
        {one: (unit, "staff") for one, unit in (*STAFF.values(), *WORKERS.values())}
        | {one: (unit, "duty_officer") for one, unit in OFFICERS.values()}
        | {one: (team, "department") for one, team in members}
        | BESIDE
    )


def open_channels(server: DemoServer) -> dict[str, int]:
    """A channel for each community, with the bot in it; their ids by language."""
    return {language: server.channel(*channel, with_bot=True).id for language, channel in CHANNELS.items()}


def stories(server: DemoServer, language: str, later: Later) -> tuple[Told, ...]:
    """In the order in which they happen; `later` lets so many seconds pass."""
    channel = server.circle(CHANNELS[language][0])
    return Story(server, language), HandToHand(server, language), Warned(server, language, channel, later)


async def run_tour() -> int:
    """Plays the stories in each language, by a clock that need not be waited for; 0 when all of it went as it should."""
    console = Console(highlight=False)
    try:
        async with community(0, program=MovingProcess) as (server, backstage):
            clock = MovingProcess.clock_in(backstage.bot.home)
            for language in STAFF:
                for story in stories(server, language, clock.advance):
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


async def run_demo(port: int, *, crowd: int, open_browser: bool) -> int:
    """Serves until stopped."""
    console = Console(highlight=False)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        async with community(port, crowd=crowd) as (server, backstage):
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
