"""The command line, as somebody types it: through its entry point, in this process unless another is what is tested."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from storage.engine import Database
from storage.seal import load_seal
from storage.store import Store
from tests.town import query_file

ROOT = Path(__file__).parents[2]
TOKEN = "424242:" + "x" * 35
NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    error: str

    def refused(self, *parts: str, code: int = 1) -> None:
        """It said so in one line, which holds these parts, and nothing else."""
        assert self.out == ""
        self.complained(*parts, code=code)

    def complained(self, *parts: str, code: int = 1) -> None:
        """The same, whatever it told before."""
        assert self.code == code
        assert self.error.startswith("shao: ")
        assert self.error.count("\n") == 1
        for part in parts:
            assert part in self.error

    @property
    def lines(self) -> list[str]:
        """What it printed; it went well."""
        assert (self.code, self.error) == (0, "")
        return self.out.splitlines()


class Shell:
    """A folder with settings; call it with the words of a command."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.config = folder / "config.toml"
        self.database = folder / "data" / "shao.db"
        self.key = folder / "data" / "shao.key"
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.configure()

    def configure(self, token: str = TOKEN, api_url: str = NOWHERE, more: str = "") -> None:
        """Writes the settings."""
        self.config.write_text(f'[telegram]\ntoken = "{token}"\napi_url = "{api_url}"\n{more}', encoding="utf8")

    def settle(self, prepared: Path) -> None:
        """Takes over a migrated database with the demo's units, and its key."""
        self.database.parent.mkdir()
        shutil.copy2(prepared / "shao.db", self.database)
        shutil.copy2(prepared / "shao.key", self.key)

    def __call__(self, *words: str, config: bool = True) -> Ended:
        """Runs a command with these settings to its end."""
        typed = [*words, "--config", str(self.config)] if config else list(words)
        self._monkeypatch.setattr(sys, "argv", ["shao", *typed])
        with pytest.raises(SystemExit) as ended:
            main()
        out, error = self._capsys.readouterr()
        code = ended.value.code
        return Ended(code if isinstance(code, int) else 0, out, error)

    async def beside(self, *words: str) -> Ended:
        """As a call, while this test's own loop goes on."""
        return await asyncio.to_thread(self, *words)

    def process(self, *words: str, program: tuple[str, ...] = (sys.executable, "-m", "bot")) -> Ended:
        """Runs a command in a process of its own."""
        typed = [*program, *words, "--config", str(self.config)]
        ended = subprocess.run(typed, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30)
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Store]:
        """One transaction on the database, for a test to look into it or to fill it."""
        database = await Database.open(f"sqlite+aiosqlite:///{self.database}", load_seal(self.key))
        try:
            async with database.write() as store:
                yield store
        finally:
            await database.close()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Rows of the database as it is on the disk."""
        return query_file(self.database, query)
