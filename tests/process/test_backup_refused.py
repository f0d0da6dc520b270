"""What cannot be backed up, and what is not restored: one line that says what to do, and nothing is changed."""

import io
import random
import re
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.lock import FileLock
from storage.rotation import add_key, drop_old_keys
from storage.seal import make_key_file
from tests.postgres import PostgresServer
from tests.process.safe import PICTURE, Safe
from tests.process.shell import Shell

FLIPS = 60
_CHECKSUM = range(148, 156)  # within a header of tar: what says whether the rest of it is whole


def another_key(safe: Safe) -> None:
    safe.shell.key.unlink()
    make_key_file(safe.shell.key)


def a_later_key(safe: Safe) -> None:
    add_key(safe.shell.key)
    drop_old_keys(safe.shell.key)


def no_key(safe: Safe) -> None:
    safe.shell.key.unlink()


def half_a_rotation(safe: Safe) -> None:
    add_key(safe.shell.key)


def a_newer_schema(safe: Safe) -> None:
    with closing(sqlite3.connect(safe.shell.database)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")


def a_damaged_page(safe: Safe) -> None:
    with closing(sqlite3.connect(safe.shell.database)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((page,),) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'people'")
        ((size,),) = conn.execute("PRAGMA page_size")
    with safe.shell.database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def rows_that_refer_to_nothing(safe: Safe) -> None:
    with closing(sqlite3.connect(safe.shell.database)) as conn, conn:
        conn.execute("UPDATE reports SET unit_id = 4711")


def no_folder(safe: Safe) -> None:
    safe.folder.rmdir()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (another_key, "cannot be opened"),
        (a_later_key, "no key opens"),
        (no_key, "key file"),
        (half_a_rotation, "shao key rotate"),
        (a_newer_schema, "newer"),
        (a_damaged_page, "damaged"),
        (rows_that_refer_to_nothing, "refer to nothing"),
        (no_folder, "make it, or mount it"),
    ],
)
def test_no_backup(kept: Safe, spoil: Callable[[Safe], None], said: str) -> None:
    """And nothing is left that looks like one."""
    spoil(kept)
    kept.shell("backup", str(kept.folder)).refused(said)
    assert not kept.folder.exists() or list(kept.folder.iterdir()) == []
    assert not (kept.media / ".staging").exists()


def test_no_backup_to_nowhere(kept: Safe) -> None:
    """Neither a folder on the command line nor one in the settings; the latter is enough."""
    kept.shell("backup").refused("[backup]")
    kept.move_to(kept.url, f'[backup]\ndir = "{kept.folder.name}"\n')
    assert str(kept.folder) in kept.shell("backup").lines[0]


def test_not_beside_another(kept: Safe) -> None:
    """Nor beside a restore."""
    kept.media.mkdir(exist_ok=True)
    with closing(FileLock(kept.media / ".staging.lock", "test")):
        kept.shell("backup", str(kept.folder)).refused("under way already")


def test_what_only_looks_like_a_part_stays(kept: Safe) -> None:
    """In the folder of backups may lie what is not ours; what a kill has left of ours goes."""
    letter, left = kept.folder / "letter.part", kept.folder / "shao-20260520T040000Z-0002.tar.part"
    for path in (letter, left):
        path.touch()
    assert kept.shell("backup", str(kept.folder)).lines
    assert (letter.exists(), left.exists()) == (True, False)


def test_before_there_is_anything(shell: Shell) -> None:
    shell("backup", str(shell.folder)).refused("absent", "shao migrate")
    assert not shell.database.exists()


def cut_off(made: Path) -> None:
    made.write_bytes(made.read_bytes()[:-12_000])


def a_letter(made: Path) -> None:
    made.write_bytes(b"a letter" * 1000)


def without_a_file(made: Path) -> None:
    rewritten(made, lambda name, content: None if name.startswith("media/") else content)


def with_another_row_count(made: Path) -> None:
    rewritten(
        made,
        lambda name, content: re.sub(rb'"units": \d+', b'"units": 99', content) if name == "manifest.json" else content,
    )


def of_a_newer_shao(made: Path) -> None:
    rewritten(made, lambda name, content: content.replace(b'"0002"', b'"0099"') if name == "manifest.json" else content)


def of_another_form(made: Path) -> None:
    rewritten(
        made, lambda name, content: content.replace(b'"form": 1', b'"form": 2') if name == "manifest.json" else content
    )


def with_a_stranger(made: Path) -> None:
    with tarfile.open(made, "a") as tar:
        tar.addfile(tarfile.TarInfo("../../evil"), io.BytesIO())


def rewritten(made: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """The same tar with other content, as somebody would make who has no key."""
    with tarfile.open(made) as tar:
        parts = [(part, change(part.name, (tar.extractfile(part) or io.BytesIO()).read())) for part in tar]
    with tarfile.open(made, "w") as tar:
        for part, content in parts:
            if content is not None:
                part.size = len(content)
                tar.addfile(part, io.BytesIO(content))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut_off, "cut off"),
        (a_letter, "no backup"),
        (without_a_file, "media/"),
        (with_another_row_count, "changed since"),
        (of_a_newer_shao, "newer Shao"),
        (of_another_form, "newer Shao"),
        (with_a_stranger, "no backup of ours"),
        (Path.unlink, "No such file"),
    ],
)
async def test_no_restore(kept: Safe, spoil: Callable[[Path], None], said: str) -> None:
    made = await kept.backup()
    kept.lose()
    spoil(made)
    (await kept.shell.beside("restore", str(made))).refused(str(made), said)
    assert_nothing(kept)


@pytest.mark.parametrize(
    ("spoil", "said"), [(another_key, "key file holds"), (a_later_key, "sealed with key 1"), (no_key, "key file")]
)
async def test_no_restore_without_its_key(kept: Safe, spoil: Callable[[Safe], None], said: str) -> None:
    made = await kept.backup()
    kept.lose()
    spoil(kept)
    (await kept.shell.beside("restore", str(made))).refused(said)
    assert_nothing(kept)


async def test_nothing_is_written_over(safe: Safe) -> None:
    """Neither a database nor a log without one, nor a picture that is another."""
    made, before = await safe.backup(), safe.everything()
    (await safe.shell.beside("restore", str(made))).refused("already")
    assert safe.everything() == before


@pytest.mark.parametrize("name", ["shao.db-wal", f"media/{PICTURE}"])
async def test_nothing_that_is_left_is_written_over(kept: Safe, name: str) -> None:
    made = await kept.backup()
    kept.lose()
    left = kept.shell.database.parent / name
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"left")
    (await kept.shell.beside("restore", str(made))).refused(str(left), "away")
    assert left.read_bytes() == b"left"
    assert not kept.is_there()


@pytest.mark.parametrize("there", [True, False])
async def test_a_database_that_does_not_take_it(kept: Safe, server: PostgresServer, there: bool) -> None:
    """Pictures that were there stay, as the old database still means them; those that were put there go again."""
    made = await kept.backup()
    if not there:
        kept.files.forget([PICTURE])
    server.run("postgres", "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    kept.move_to(server.url("ascii"))
    (await kept.shell.beside("restore", str(made))).refused("SQL_ASCII")
    server.run("postgres", "DROP DATABASE ascii")
    assert kept.files.names() == ({PICTURE} if there else set())


async def test_every_flipped_bit_is_noticed(kept: Safe) -> None:
    """In headers, content, manifest and mark; what fills up blocks of tar means nothing."""
    made = await kept.backup()
    whole = made.read_bytes()
    kept.lose()
    bits = random.Random(4711)
    for place in bits.choices(list(meaningful(made)), k=FLIPS):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << bits.randrange(8)
        made.write_bytes(flipped)
        (await kept.shell.beside("restore", str(made))).refused(str(made))
        assert_nothing(kept)
    made.write_bytes(whole)
    (await kept.shell.beside("restore", str(made))).lines  # noqa: B018 - it goes well


def meaningful(made: Path) -> Iterator[int]:
    """The places of bytes that say something; the snapshot is large, so that only some of it are among them."""
    with tarfile.open(made) as tar:
        for part in tar:
            yield from (
                place
                for place in range(part.offset, part.offset_data, 7)
                if (place - part.offset) % 512 not in _CHECKSUM
            )
            yield from range(part.offset_data, part.offset_data + part.size, 1 + part.size // 500)


def assert_nothing(safe: Safe) -> None:
    """Neither a database nor a picture is there."""
    assert not safe.is_there()
    assert [path for path in safe.media.rglob("*") if path.name != ".staging.lock"] == []
