"""A new key: everything that is sealed is found, sealed anew, and opens with the new key alone."""

import json
import stat
from pathlib import Path

import pytest

from storage.engine import Database
from storage.resealing import Page
from storage.rotation import add_key, drop_old_keys
from storage.seal import HIGHEST_NUMBER, Seal, SealBroken, load_seal, new_key
from storage.sealed import SEALED, SealedColumn
from storage.store import Store
from storage.tables import metadata
from tests.storage.makers import a_person
from tests.storage.test_sealed import leave_traces


@pytest.fixture
def two_keys(seal: Seal, folder: Path) -> Seal:
    """The seal of the test's database with a second key, which seals from now on."""
    assert seal.numbers == (1,)
    return add_key(folder / "shao.key")


async def through(store: Store, column: SealedColumn, *, prove: Seal | None = None, limit: int = 2) -> list[Page]:
    """Every page of a column."""
    pages: list[Page] = []
    after = None
    while True:
        if prove is None:
            page = await store.resealing.reseal(column, after=after, limit=limit)
        else:
            page = await store.resealing.prove(column, prove, after=after, limit=limit)
        if page.last is None:
            return pages
        pages.append(page)
        after = page.last


def test_every_sealed_column_is_in_the_table() -> None:
    """Each whose comment says so, with the columns of its primary key."""
    marked = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if (column.comment or "").startswith("sealed")
    }
    assert {(one.table, one.column) for one in SEALED} == marked
    assert len(SEALED) == len(marked) > 15
    for one in SEALED:
        assert one.key == tuple(metadata.tables[one.table].primary_key.columns.keys()), one.name


class TestResealing:
    async def test_everything_opens_with_the_new_key_alone(
        self, url: str, database: Database, two_keys: Seal, seal: Seal
    ) -> None:
        """Also what stands in the key of its table; and the old key opens none of it any more."""
        async with database.write() as store:
            await leave_traces(store)
        second = await Database.open(url, two_keys)
        async with second.write() as store:
            for column in SEALED:
                before = await through(store, column, prove=seal)
                done = sum(page.good for page in await through(store, column))
                assert done == sum(page.good for page in before) > 0, column.name
                assert [page.good for page in await through(store, column)] == [], "nothing is left to do"
                proved = await through(store, column, prove=two_keys.newest)
                assert (sum(page.good for page in proved), [page.broken for page in proved if page.broken]) == (
                    done,
                    [],
                )
                assert not any(page.good for page in await through(store, column, prove=seal)), column.name
        await second.close()

    async def test_a_page_at_a_time(self, url: str, database: Database, two_keys: Seal) -> None:
        """No row twice, none left out."""
        async with database.write() as store:
            for number in range(7):
                await a_person(store, number)
        second = await Database.open(url, two_keys)
        async with second.write() as store:
            pages = await through(store, SEALED[0], limit=3)
            assert [page.good for page in pages] == [3, 3, 1]
            found = [await store.people.find(number) for number in range(7)]
            addresses = [(await store.people.address(one.id)).chat_id for one in found if one is not None]
            assert addresses == list(range(7))
        await second.close()

    async def test_what_nothing_opens_stays_and_is_named(self, url: str, database: Database, two_keys: Seal) -> None:
        """It must not hold up the others."""
        async with database.write() as store:
            first, second_person = await a_person(store, 1), await a_person(store, 2)
        second = await Database.open(url, two_keys)
        async with second.write() as store:
            await store._conn.fetch(
                "UPDATE people SET telegram_id = :junk WHERE id = :id", {"junk": b"\x01junk", "id": first}
            )
            (page,) = await through(store, SEALED[0], limit=5)
            assert (page.good, page.broken, page.last) == (1, ((first,),), (second_person,))
            (proved,) = await through(store, SEALED[0], prove=two_keys.newest, limit=5)
            assert (proved.good, proved.broken) == (1, ((first,),))
        await second.close()


class TestKeyFile:
    def test_a_new_key_comes_beside_the_old_one(self, folder: Path, seal: Seal) -> None:
        """Old and new open, the new one seals, look-ups stay the same; nobody else can read it."""
        path = folder / "shao.key"
        sealed = seal.seal("x", b"old")
        grown = add_key(path)
        assert (grown.numbers, grown.mark) == ((1, 2), b"\x02")
        assert grown.open("x", sealed) == b"old"
        assert seal.lookup("x", 1) == grown.lookup("x", 1) == grown.newest.lookup("x", 1)
        with pytest.raises(SealBroken):
            grown.newest.open("x", sealed)
        assert grown.newest.open("x", grown.seal("x", b"new")) == b"new"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert not list(folder.glob("shao.key.*"))

    def test_old_keys_go(self, folder: Path) -> None:
        path = folder / "shao.key"
        add_key(path)
        add_key(path)
        newest = load_seal(path)
        drop_old_keys(path)
        assert load_seal(path).numbers == (3,)
        assert load_seal(path).open("x", newest.seal("x", b"new")) == b"new"

    def test_a_link_stays_a_link(self, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        """The key may lie on another disk."""
        elsewhere = tmp_path_factory.mktemp("elsewhere") / "real.key"
        (folder / "shao.key").rename(elsewhere)
        (folder / "shao.key").symlink_to(elsewhere)
        add_key(folder / "shao.key")
        assert (folder / "shao.key").is_symlink()
        assert load_seal(elsewhere).numbers == (1, 2)

    def test_numbers_end(self, folder: Path) -> None:
        path = folder / "shao.key"
        content = json.loads(path.read_text(encoding="utf8"))
        path.write_text(json.dumps({**content, "seals": {str(HIGHEST_NUMBER): new_key()}}), encoding="utf8")
        before = path.read_bytes()
        with pytest.raises(SealBroken, match="last number"):
            add_key(path)
        assert path.read_bytes() == before
