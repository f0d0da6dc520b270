"""`shao backup` and `shao restore`: everything comes back, on each engine and from one to the other."""

import base64
import stat
import tarfile
from pathlib import Path

import pyrage

from tests.postgres import PostgresServer
from tests.process.safe import PICTURE, Safe
from tests.storage.makers import a_person
from tests.storage.test_sealed import CANARY, NUMBER
from tests.town import assert_sound, opened, url_in


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


async def test_into_a_server_as_readme_prepares_it(kept: Safe, server: PostgresServer) -> None:
    """By the owner of the database, who may nothing else on that server."""
    made, before = await kept.backup(), kept.everything()
    server.run("postgres", "CREATE ROLE mover LOGIN", "CREATE DATABASE moved OWNER mover")
    try:
        kept.move_to(server.url("moved", "mover"))
        assert (await kept.shell.beside("restore", str(made))).lines
        assert kept.everything() == before
        assert (await kept.backup()).stat().st_size > 1000
    finally:
        server.run("postgres", "DROP DATABASE moved WITH (FORCE)", "DROP ROLE mover")


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
    whole = made.read_bytes()
    for spoilt in (whole[:-1], whole[: len(whole) // 2], whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]):
        made.write_bytes(spoilt)
        (await safe.shell.beside(*restore, "--identity", str(secret))).refused(str(made))
        assert not safe.is_there()
    made.write_bytes(whole)
    (await safe.shell.beside(*restore, "--identity", str(secret))).lines  # noqa: B018 - it goes well
    assert safe.files.load(PICTURE) == b"a photo"


async def test_pictures_that_are_gone(kept: Safe) -> None:
    """As when somebody leaves while a backup is made: it is said, and the rest is there."""
    kept.files.forget([PICTURE])
    (told,) = (await kept.shell.beside("backup", str(kept.folder))).lines
    assert "0 files, without 1 that are gone" in told
    (made,) = kept.folder.iterdir()
    kept.lose()
    (told,) = (await kept.shell.beside("restore", str(made))).lines
    assert "0 files" in told
