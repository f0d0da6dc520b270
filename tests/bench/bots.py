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
from tests.bench.city import LANGUAGE, POSTS, City
from tests.town import copy_files, opened, prepare

_ROOT = Path(__file__).parents[2]
_STORAGE = '[storage]\nurl = "sqlite+aiosqlite:///shao.db"\nkey_file = "shao.key"\nmedia_dir = "media"\n'


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


BOTS: tuple[type[BenchedBot], ...] = (Shao, Peer)


async def settle(folder: Path) -> Path:
    """The folder of a database that knows the units and the staff, to be copied for each run of ours."""
    prepared = folder / "prepared"
    prepared.mkdir()
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


@asynccontextmanager
async def living(kind: type[BenchedBot], prepared: Path, home: Path, here: City) -> AsyncIterator[BenchedBot]:
    """A bot that polls this city; what its log says goes with any error."""
    copy_files(prepared, home, ("shao.db", "shao.key"))
    bot = kind(home, here.token, here.url, _STORAGE)
    await bot.start()
    try:
        await here.ready()
        yield bot
    except TimeoutError as error:
        raise AssertionError(f"{kind.__name__} did not answer in time; its log ends: {bot.log()[-2000:]}") from error
    finally:
        await bot.stop()
