"""A place that is backed up, lost and restored."""

import shutil
from pathlib import Path
from typing import Any

from bot.media.files import SealedFiles
from storage.seal import load_seal
from storage.sqlite import sqlite_path
from storage.tables import metadata
from tests.process.shell import Shell
from tests.storage.makers import a_person
from tests.storage.test_sealed import leave_traces
from tests.town import opened, query, url_in

PICTURE = f"01/{1:032}.sealed"
CHANGED = ("outbox", "notices")  # by being restored: see tests/storage/test_restored.py


class Safe:
    """A shell with something in every column, some media, and a folder for backups; `url` is its database."""

    def __init__(self, shell: Shell, url: str | None) -> None:
        self.shell = shell
        self.url = url or url_in(shell.database.parent)
        self.folder = shell.folder / "backups"
        self.folder.mkdir()
        self.media = shell.folder / "data" / "media"
        self.move_to(self.url)

    def move_to(self, url: str, more: str = "") -> None:
        """From now on the settings say that the database is there."""
        self.url = url
        self.shell.configure(more=f'[storage]\nurl = "{url}"\n{more}')

    @property
    def on_server(self) -> bool:
        """Rather than in a file."""
        return self.url.startswith("postgresql")

    def lose(self) -> None:
        """What is lost with a disk; the key was elsewhere."""
        shutil.rmtree(self.media)
        if self.on_server:
            query(self.url, "DROP SCHEMA public CASCADE")
            query(self.url, "CREATE SCHEMA public")
        else:
            for path in sqlite_path(self.url).parent.glob("shao.db*"):
                path.unlink()

    def is_there(self) -> bool:
        """Whether there is a database."""
        if self.on_server:
            return query(self.url, "SELECT to_regclass('people') IS NOT NULL") == [(True,)]
        return sqlite_path(self.url).exists()

    @property
    def files(self) -> SealedFiles:
        """Its media."""
        return SealedFiles(self.media, load_seal(self.shell.key))

    async def fill(self) -> None:
        """Somebody who was there is gone, so that ids have been counted up."""
        async with opened(self.shell.database.parent, self.url) as database, database.write() as store:
            await leave_traces(store)
            await store.people.delete(await a_person(store, 4))
            await store.media.kept(1, PICTURE, 7)
        self.files.write(PICTURE, b"a photo")

    async def backup(self) -> Path:
        """The file of a new one, alone in its folder."""
        for old in self.folder.iterdir():
            old.unlink()
        (told,) = (await self.shell.beside("backup", str(self.folder))).lines
        (made,) = self.folder.iterdir()
        assert str(made) in told
        return made

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table that stays as it is."""
        return {
            name: sorted(query(self.url, f"SELECT {', '.join(table.columns.keys())} FROM {name}"), key=repr)
            for name, table in metadata.tables.items()
            if name not in CHANGED
        }
