"""One simulation: a seed, so many hours, and what came of it."""

import asyncio
import contextlib
import gc
import logging
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pillow_heif
from starlette.formparsers import MultiPartParser

from bot.config import Settings
from bot.demo.server import DemoServer
from storage.engine import StorageUnavailable
from storage.roles import Role
from tests.simulation import chance
from tests.simulation.air import Air, Watched
from tests.simulation.audit import Audit
from tests.simulation.crowd import ADMINISTRATOR, NEIGHBOURS, STAFF, Crowd
from tests.simulation.disk import Disk
from tests.simulation.life import BotClock, Lives
from tests.simulation.loop import VirtualLoop
from tests.simulation.weather import CLIMATES, FAIR, USUAL, Weather
from tests.simulation.witness import Complaints, Trace, Witness
from tests.town import invite, opened, prepare, url_in

# Where the days begin, two days before the hour that there is not, or that there is twice, where there is one.
BEGINNINGS = (
    ("Asia/Shanghai", datetime(2026, 5, 20, 0, 0, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 3, 27, 18, 0, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 10, 30, 22, 0, tzinfo=UTC)),
)
_TOKEN = "424242:" + "s" * 35


@dataclass
class Outcome:
    """What a simulation was, in figures. `wrong` is None when everything held."""

    seed: int
    hours: float
    digest: str = ""
    steps: int = 0
    seconds: float = 0.0
    troubles: Counter[str] = field(default_factory=Counter)
    figures: dict[str, object] = field(default_factory=dict)
    wrong: str | None = None
    tail: tuple[str, ...] = ()


class _Space(NamedTuple):
    total: int
    free: int


@dataclass(frozen=True)
class Pace:
    """Moves a minute by day, and minutes from one trouble to the next, on the average."""

    moves: float = 3.0
    peace: float = 25.0


def simulate(seed: int, hours: float, prepared: Path, pace: Pace = Pace()) -> Outcome:
    """Runs it; whatever goes wrong is in the outcome."""
    outcome = Outcome(seed, hours)
    loop = VirtualLoop()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="shao-simulation-") as folder, chance.settled(seed):
        for name in ("shao.db", "shao.key"):
            shutil.copy2(prepared / name, folder)
        asyncio.set_event_loop(loop)
        simulation = Simulation(seed, Path(folder), loop, outcome, pace)
        try:
            loop.run_until_complete(simulation.run(hours * 3600.0))
        except (Exception, asyncio.CancelledError) as error:
            outcome.wrong = f"{type(error).__name__}: {error}"
            logging.getLogger(__name__).info("the simulation broke off", exc_info=error)
        finally:
            simulation.close()
            asyncio.set_event_loop(None)
    outcome.seconds = time.perf_counter() - began
    return outcome


def prepare_folder(folder: Path) -> None:
    """A migrated database with the demo's units and always the same key."""
    pillow_heif.register_heif_opener()
    with chance.settled(0):
        asyncio.run(_settle(folder))


async def _settle(folder: Path) -> None:
    await prepare(folder)
    async with opened(folder) as database, database.write() as store:
        grids = [unit.id for unit in await store.units.everything() if unit.kind == "grid"]
        for number, actor in enumerate(NEIGHBOURS):
            language = "en" if actor.language_code == "en" else "zh-Hans"
            person = await store.people.meet(actor.id, language, now=BEGINNINGS[0][1])
            await store.people.consent(person.id, now=BEGINNINGS[0][1])
            await store.people.set_home(person.id, grids[number % len(grids)], now=BEGINNINGS[0][1])


class Simulation:
    """Everything of one, tied together."""

    def __init__(self, seed: int, folder: Path, loop: VirtualLoop, outcome: Outcome, pace: Pace) -> None:
        zone, beginning = BEGINNINGS[seed % len(BEGINNINGS)]
        self._zone, self._loop, self._outcome = ZoneInfo(zone), loop, outcome
        self._clock = BotClock(loop, beginning)
        self._trace = Trace(loop.time)
        self._witness = Witness(self._trace, loop.time)
        self._weather = Weather(chance.stream(seed, "weather"))
        self._disk = Disk(chance.stream(seed, "disk"))
        self._dice = chance.stream(seed, "step")
        self._server = DemoServer(_TOKEN, self._clock.true)
        self._server.faults.group_limit = 20
        self._server._methods = Watched(self._server.world, self._witness, self._weather)
        self._crowd = Crowd(self._server, self._witness, chance.stream(seed, "crowd"))
        storage = {"url": url_in(folder), "media_dir": folder / "media", "key_file": folder / "shao.key"}
        settings = Settings(
            telegram={"token": _TOKEN, "api_url": "http://telegram"}, storage=storage, community={"time_zone": zone}
        )
        air = Air(self._server, self._weather)
        self._lives = Lives(settings, loop, self._clock, air, self._disk, self._witness, chance.stream(seed, "worker"))
        self._audit = Audit(folder / "shao.db", self._witness, loop.time)
        self._pace = pace
        self._calm_from = 0.0
        self._ends: dict[str, float] = {}
        loop.set_exception_handler(self._unhandled)

    async def run(self, seconds: float) -> None:
        """Days of it, then rest; raises what breaks it."""
        with (
            self._clock.in_scheduler(),
            _listening(self._witness),
            self._alone(),
        ):
            await self._lives.begin()
            await self._appoint()
            self._weather.climate = USUAL
            end, rest_at, trouble_at = seconds, 6 * 3600.0, self._next_trouble()
            while self._loop.time() < end:
                await self._step()
                if self._loop.time() > trouble_at:
                    await self._trouble()
                    trouble_at = self._loop.time() + self._next_trouble()
                if self._loop.time() > rest_at:
                    await self._rest()
                    rest_at = self._loop.time() + 6 * 3600.0
            await self._rest()
            await self._lives.end()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Nothing of this machine: no thread for what is uploaded, no real disk."""

        def usage(_: object) -> _Space:
            return _Space(total=100 << 30, free=0 if self._disk.full else 50 << 30)

        with patch.object(MultiPartParser, "spool_max_size", 1 << 30), patch("shutil.disk_usage", usage):
            yield

    def close(self) -> None:
        """Leaves nothing behind; writes down what there is to say."""
        outcome = self._outcome
        outcome.digest, outcome.tail = self._trace.digest, tuple(self._trace.tail)
        outcome.figures |= {
            "arrivals": dict(self._witness.arrivals),
            "commits": self._disk.commits,
            "accepted": len(self._witness.accepted),
            "calls": {str(fate): count for fate, count in self._weather.counts.items() if count},
            **self._audit.counts(),
        }
        self._audit.close()
        self._loop.set_exception_handler(lambda *_: None)
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _step(self) -> None:
        """Somebody does something, after a while."""
        moves = self._pace.moves * self._crowd.awake(self._clock.true(), self._zone)
        await asyncio.sleep(self._dice.expovariate(moves / 60.0))
        self._clear_up()
        self._trace.note(self._crowd.act())
        self._outcome.steps += 1
        self._look()
        if self._outcome.steps % 200 == 0:
            await self._appoint()
            self._audit.sound()
            self._forget()

    def _look(self) -> None:
        failure = self._lives.failure()
        if failure is not None:
            raise failure
        calm = self._loop.time() > self._calm_from and self._lives.parts is not None
        self._audit.step(self._clock(), calm=calm)

    async def _rest(self) -> None:
        """Trouble ends, and everything comes to rest within half an hour."""
        self._clear_up(everything=True)
        self._weather.climate = FAIR
        if self._lives.parts is None:
            await self._lives.begin()
        end = self._loop.time() + 1800.0
        while self._audit.restless(self._clock()) or self._server.world.pending:
            await asyncio.sleep(5.0)
            self._look()
            if self._loop.time() > end:
                break
        self._audit.rest(self._clock())
        self._weather.climate = USUAL

    def _next_trouble(self) -> float:
        return self._dice.expovariate(1.0 / (60.0 * self._pace.peace))

    async def _trouble(self) -> None:
        (kind,) = self._dice.choices(tuple(_TROUBLES), tuple(_TROUBLES.values()))
        rare = self._outcome.hours > _LONG and self._dice.random() < _RARE
        seconds = (_LONGEST if rare else self._dice.choice(_LENGTHS)) * self._dice.random()
        self._trace.note("trouble", kind, f"{seconds:.0f}")
        self._outcome.troubles[kind] += 1
        self._ends[kind] = self._loop.time() + seconds
        self._calm_from = max(self._calm_from, self._ends[kind] + 120.0)
        match kind:
            case "kill":
                await asyncio.sleep(self._dice.random())  # while what was just said is handled and answered
                await self._lives.kill()
                await asyncio.sleep(5.0 + seconds % 60.0)
                await self._lives.begin()
            case "restart":
                await self._lives.end()
                await asyncio.sleep(5.0)
                await self._lives.begin()
            case "full":
                self._disk.full = True
            case "locked":
                self._disk.locked = True
            case "clock":
                self._clock.ahead = timedelta(seconds=self._dice.choice((-3600, -60, -1, 1, 60, 3600)))
            case _:
                self._weather.climate = CLIMATES[kind]

    def _clear_up(self, *, everything: bool = False) -> None:
        """What is over ends."""
        for kind, end in tuple(self._ends.items()):
            if not everything and self._loop.time() < end:
                continue
            del self._ends[kind]
            match kind:
                case "full":
                    self._disk.full = False
                case "locked":
                    self._disk.locked = False
                case "clock":
                    self._clock.ahead = timedelta(0)
                case _:
                    self._weather.climate = USUAL

    async def _appoint(self) -> None:
        """Links for whoever ought to be staff; to have the role already changes nothing."""
        for person, unit in {**STAFF, ADMINISTRATOR: None}.items():
            parts, hands = self._lives.parts, self._crowd.person(person)
            if parts is None or hands.chat.blocked:
                continue
            role = Role.STAFF if unit else Role.ADMINISTRATOR
            with contextlib.suppress(StorageUnavailable):  # another time
                hands.start(await invite(parts.database, unit, role, now=self._clock()))

    def _forget(self) -> None:
        """Of what was said long ago and what was called the small Telegram keeps everything; here it is for months."""
        world = self._server.world
        world.calls.clear()
        world.events.clear()
        for chat in (*world.phones.values(), *world.groups.values()):
            for old in list(chat.messages)[:-300]:
                del chat.messages[old]
        gc.collect()

    def _unhandled(self, _loop: object, context: dict[str, object]) -> None:
        self._witness.wrong.append(f"unhandled: {context.get('message')} {context.get('exception')!r}")


_LENGTHS = (5.0, 30.0, 120.0, 600.0, 1800.0)
_LONGEST, _LONG, _RARE = (
    30 * 3600.0,
    7 * 24.0,
    0.01,
)  # in more than a week, once in a while, longer than Telegram keeps messages
_TROUBLES = {"kill": 8, "restart": 2, "away": 3, "storm": 3, "sick": 4, "full": 2, "locked": 2, "clock": 2}


@contextlib.contextmanager
def _listening(witness: Witness) -> Iterator[None]:
    """To everything that the bot logs, and APScheduler and asyncio as well."""
    root, complaints = logging.getLogger(), Complaints(witness)
    level = root.level
    root.addHandler(complaints)
    try:
        yield
    finally:
        root.removeHandler(complaints)
        root.setLevel(level)
