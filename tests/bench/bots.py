"""The two bots, each in a process of its own: ours as in production but for the rates, and the peer."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.demo.process import BotProcess
from storage.clock import utc_now
from storage.roles import Role, Via
from tests.bench.city import FIRST_RESIDENT, LANGUAGE, POSTS, City
from tests.town import copy_files, opened, prepare

KNOWN = "known"  # a file that says how many residents are
_ROOT = Path(__file__).parents[2]
_STORAGE = '[storage]\nurl = "sqlite+aiosqlite:///shao.db"\nkey_file = "shao.key"\nmedia_dir = "media"\n'
_LIMITS = "[limits]\nreports_per_hour_overall = 100000\n"  # the peer has no such limit, and no hour has so many reports


class BenchedBot(BotProcess):
    """start() it again after each kill(); its folder is what it remembers."""

    async def start(self, **environment: str) -> None:
        """As in production, but for the module that is run."""
        with (self.home / "bot.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self.module(),
                stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "PYTHONPATH": str(_ROOT), **environment},
            )  # fmt: skip

    def module(self) -> tuple[str, ...]:
        """The module to run, and its arguments."""
        raise NotImplementedError

    @property
    def pid(self) -> int:
        """Of the running process."""
        assert self.process is not None
        return self.process.pid


class Shao(BenchedBot):
    """Ours. Its folder needs a prepared database."""

    def module(self) -> tuple[str, ...]:
        """Without the limits on rates."""
        return ("tests.bench.unlimited", "run", "--config", str(self.config))


class Peer(BenchedBot):
    """python-telegram-bot's own way; see peer.py."""

    def module(self) -> tuple[str, ...]:
        """It has its own small settings."""
        return ("tests.bench.peer", str(self.config), str(self.home / "peer.pickle"), json.dumps(POSTS))


class LimitedShao(BenchedBot):
    """Ours, exactly as in production."""

    def module(self) -> tuple[str, ...]:
        """As `shao run`."""
        return ("bot", "run", "--config", str(self.config))


class Broadcaster(BenchedBot):
    """python-telegram-bot with AIORateLimiter; see broadcaster.py. It writes to those who are known."""

    def module(self) -> tuple[str, ...]:
        """With the people that the folder was prepared for."""
        count = (self.home / KNOWN).read_text()
        return ("tests.bench.broadcaster", str(self.config), str(FIRST_RESIDENT), count)


BOTS: tuple[type[BenchedBot], ...] = (Shao, Peer)


async def settle(folder: Path) -> Path:
    """The folder of a database that knows the units and the staff, to be copied for each run of ours."""
    prepared = folder / "prepared"
    prepared.mkdir()
    (prepared / KNOWN).write_text("0")
    await prepare(prepared)
    now = utc_now()
    async with opened(prepared) as database, database.write() as store:
        for post in POSTS:
            unit = await store.units.by_code(post.grid)
            assert unit is not None
            person = await store.people.meet(post.staff, LANGUAGE, now=now)
            await store.people.consent(person.id, now=now)
            await store.roles.grant(person.id, Role.STAFF, unit.id, via=Via.COMMAND, now=now)
    return prepared


async def acquaint(prepared: Path, people: int, home: str | None = None) -> None:
    """The first so many residents have consented, and live in a unit if one is named."""
    now = utc_now()
    async with opened(prepared) as database, database.write() as store:
        unit = None if home is None else await store.units.by_code(home)
        for resident in range(FIRST_RESIDENT, FIRST_RESIDENT + people):
            person = await store.people.meet(resident, LANGUAGE, now=now)
            await store.people.consent(person.id, now=now)
            if unit is not None:
                await store.people.set_home(person.id, unit.id, now=now)
    (prepared / KNOWN).write_text(str(people))


@asynccontextmanager
async def living(kind: type[BenchedBot], prepared: Path, home: Path, here: City) -> AsyncIterator[BenchedBot]:
    """A bot that polls this city; what its log says goes with any error."""
    copy_files(prepared, home, ("shao.db", "shao.key", KNOWN))
    bot = kind(home, here.token, here.url, _STORAGE + _LIMITS)
    await bot.start()
    try:
        await here.ready()
        yield bot
    except TimeoutError as error:
        raise AssertionError(f"{kind.__name__} did not answer in time; its log ends: {bot.log()[-2000:]}") from error
    finally:
        await bot.stop()
