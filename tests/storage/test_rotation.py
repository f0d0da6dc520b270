"""`shao key rotate` from end to end, on either engine: what an operator relies on."""

from pathlib import Path

import pytest

from bot.keys import rotate
from bot.media.files import SealedFiles
from storage.engine import Database
from storage.lock import AlreadyRunning
from storage.seal import load_seal
from storage.sealed import SEALED
from tests.storage.makers import a_person
from tests.storage.test_sealed import CANARY_ID, leave_traces
from tests.town import settings_in

TOKEN = "424242:" + "x" * 35
PICTURE = f"ab/{'c' * 32}.sealed"


async def test_everything_opens_with_the_new_key_alone(url: str, database: Database, folder: Path) -> None:
    """Values and files; whoever is known stays known, and the next rotation works as well."""
    settings = settings_in(folder, "http://127.0.0.1:9", TOKEN, url)
    SealedFiles(settings.storage.media_dir, load_seal(settings.storage.key_file)).write(PICTURE, b"a picture")
    async with database.write() as store:
        await leave_traces(store)
        before = await store.people.find(CANARY_ID)
    for number in (2, 3):
        assert f"1 files are now sealed with key {number}" in await rotate(settings)
        seal = load_seal(settings.storage.key_file)
        assert seal.numbers == (number,)
        after = await Database.open(url, seal)
        async with after.read() as store:
            pages = [await store.resealing.prove(one, seal, after=None, limit=100) for one in SEALED]
            assert await store.people.find(CANARY_ID) == before
        await after.close()
        assert [page.broken for page in pages if page.broken] == []
        assert all(page.good for page in pages)
        assert SealedFiles(settings.storage.media_dir, seal).load(PICTURE) == b"a picture"


async def test_not_while_somebody_else_is_at_it(url: str, seal: object, folder: Path, database: Database) -> None:
    """A bot would go on sealing with the key that is to go; nothing is changed."""
    settings = settings_in(folder, "http://127.0.0.1:9", TOKEN, url)
    async with database.write() as store:
        await a_person(store)
    key_file = settings.storage.key_file
    running = await Database.open(url, load_seal(key_file), alone=True)
    with pytest.raises(AlreadyRunning):
        await rotate(settings)
    await running.close()
    assert load_seal(key_file).numbers == (1,)
