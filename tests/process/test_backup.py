"""`shao backup` and `shao restore`: everything comes back, on each engine and from one to the other."""

import base64
import shutil
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest

from bot.media.files import SealedFiles
from storage.seal import load_seal
from storage.tables import metadata
from tests.postgres import PostgresServer
from tests.process.shell import Shell
from tests.storage.makers import a_person
from tests.storage.test_sealed import CANARY, NUMBER, leave_traces
from tests.town import assert_sound, opened, query, url_in

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

    def lose(self) -> None:
        """The disk is gone; the key was elsewhere."""
        self.shell.database.unlink(missing_ok=True)
        shutil.rmtree(self.media)

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


@pytest.fixture
async def safe(settled: Shell, base: str | None) -> Safe:
    """On each engine in turn."""
    safe = Safe(settled, base)
    await safe.fill()
    return safe


@pytest.fixture
async def kept(settled: Shell) -> Safe:
    """On SQLite."""
    safe = Safe(settled, None)
    await safe.fill()
    return safe


@pytest.fixture(params=("sqlite", "postgres"))
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where there is no database yet, on each engine in turn."""
    if request.param == "sqlite":
        (tmp_path / "new").mkdir()
        yield url_in(tmp_path / "new")
        return
    server: PostgresServer = request.getfixturevalue("server")
    with server.copy() as url:
        yield url


async def test_everything_comes_back(safe: Safe, elsewhere: str) -> None:
    """From each engine to each; ids that were given once are not given again; and a second backup is as good as the first."""
    made, before = await safe.backup(), safe.everything()
    safe.lose()
    safe.move_to(elsewhere)
    (told,) = (await safe.shell.beside("restore", str(made))).lines
    assert "1 messages were owed then" in told
    assert safe.everything() == before
    assert safe.files.load(PICTURE) == b"a photo"
    async with opened(safe.shell.database.parent, elsewhere) as database, database.write() as store:
        assert await a_person(store, 5) == 3
    assert_sound(elsewhere)
    again, before = await safe.backup(), safe.everything()
    with tarfile.open(again) as tar:
        assert tar.getnames() == ["shao.db", f"media/{PICTURE}", "manifest.json", "manifest.mac"]
    assert before["people"] != []


async def test_what_is_left(safe: Safe) -> None:
    """One file, for its owner alone, and nothing beside; not the key, and nothing that names anybody."""
    made = await safe.backup()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    content = made.read_bytes()
    keys = [key for key in safe.shell.key.read_text(encoding="utf8").split('"') if len(key) > 40]
    assert len(keys) == 2
    for secret in (*(key.encode() for key in keys), *map(base64.b64decode, keys), CANARY.encode(), NUMBER.encode()):
        assert secret not in content
    assert {path.name for path in safe.media.iterdir()} == {"01", ".staging.lock"}


async def test_encrypted(safe: Safe, tmp_path: Path) -> None:
    """For the recipient in the settings; any age tool opens it, and restore with the other half of the key."""
    identity = pyrage.x25519.Identity.generate()
    secret, other = tmp_path / "age.txt", tmp_path / "other.txt"
    secret.write_text(f"# created: today\n{identity}\n", encoding="utf8")
    other.write_text(f"{pyrage.x25519.Identity.generate()}\n", encoding="utf8")
    safe.move_to(safe.url, f'[backup]\nrecipient = "{identity.to_public()}"\n')
    made = await safe.backup()
    assert made.name.endswith(".tar.age")
    assert pyrage.decrypt(made.read_bytes(), [identity])[:7] == b"shao.db"
    safe.lose()
    safe.move_to(url_in(tmp_path))
    restore = ("restore", str(made))
    (await safe.shell.beside(*restore)).refused("encrypted", "--identity")
    (await safe.shell.beside(*restore, "--identity", str(other))).refused(str(other), "does not open it")
    (await safe.shell.beside(*restore, "--identity", str(made))).refused("age-keygen")
    (await safe.shell.beside(*restore, "--identity", str(secret))).lines  # noqa: B018 - it goes well
    assert safe.files.load(PICTURE) == b"a photo"
