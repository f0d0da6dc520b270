"""The bot in its own process, exactly as in production: only its settings name the small Telegram."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from storage.clock import Clock, utc_now

_GEOJSON = Path(__file__).parent / "chengdu.geojson"
_STOP_SECONDS = 30.0


class CommandFailed(Exception):
    """A command of ours ended with an error; says what it printed."""


class BotProcess:
    """A folder with settings, and the bot that runs with them. `home` is where all is kept, `program` the module that Python runs."""

    program = "bot"

    def __init__(self, home: Path, token: str, api_url: str, extra: str = "") -> None:
        self.home = home
        self.config = home / "config.toml"
        self.config.write_text(f'[telegram]\ntoken = "{token}"\napi_url = "{api_url}"\n{extra}', encoding="utf8")
        self.process: asyncio.subprocess.Process | None = None

    @staticmethod
    def clock_in(_home: Path) -> Clock:
        """The clock of a bot in this folder."""
        return utc_now

    async def command(self, *arguments: str) -> str:
        """Runs one command line to its end; what it printed. CommandFailed when it did not go well."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments, "--config", str(self.config),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, errors = await process.communicate()
        if process.returncode:
            raise CommandFailed(errors.decode().strip())
        return out.decode()

    async def settle_in(self) -> None:
        """Loads the made-up community."""
        await self.command("units", "load", str(_GEOJSON))

    async def invite(self, unit: str, role: str = "staff") -> str:
        """What follows ?start= in a new invite's link."""
        printed = await self.command("invite", "--role", role, "--unit", unit)
        return printed.splitlines()[0].partition("?start=")[2]

    async def start(self, **environment: str) -> None:
        """Starts the bot; its log goes to bot.log in its folder."""
        with (self.home / "bot.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", self.program, "run", "--config", str(self.config),
                stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, **environment},
            )  # fmt: skip

    async def stop(self) -> int:
        """Asks the bot to end, and waits; its exit code."""
        return await self._end(signal.SIGTERM)

    async def kill(self) -> int:
        """kill -9."""
        return await self._end(signal.SIGKILL)

    def log(self) -> str:
        """What the bot has logged so far."""
        path = self.home / "bot.log"
        return path.read_text(encoding="utf8") if path.exists() else ""

    async def _end(self, number: signal.Signals) -> int:
        if self.process is None:
            return 0
        process, self.process = self.process, None
        if process.returncode is None:
            process.send_signal(number)
        async with asyncio.timeout(_STOP_SECONDS):
            return await process.wait()
