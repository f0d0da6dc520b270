"""Migrations: from any state to the current schema or back to where they began, and hands off what is not ours."""

import re
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine

from storage.migrate import HEAD, KNOWN, SchemaRefused, SchemaState, check_schema, migrate
from storage.roles import Role, Via
from storage.seal import Seal
from storage.sqlite_schema import APPLICATION_ID
from storage.tables import metadata
from tests.storage.conftest import sqlite
from tests.storage.later import HALTS, HERE, Later
from tests.storage.makers import NOW, a_person, a_report, owe
from tests.town import assert_sound, query_file, url_in

Entry = tuple[str, str, frozenset[str]]


def schema(path: Path) -> set[Entry]:
    """What SQLite says the schema is: kind, name and parts, in which whitespace, quotes and the order of a table's parts do not count."""
    rows = query_file(path, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(kind, name, _parts(kind, re.sub(r'[\s"]', "", sql))) for kind, name, sql in rows}


def _parts(kind: str, sql: str) -> frozenset[str]:
    if kind != "table":
        return frozenset({sql})
    head, _, rest = sql.partition("(")
    body, _, options = rest.rpartition(")")
    inner = re.compile(r"\(([^()]*)\)")
    while inner.search(body):
        body = inner.sub(lambda found: f"⟨{found[1].replace(',', '、')}⟩", body)
    return frozenset({head, options, *body.split(",")})


def version(path: Path) -> str:
    return str(query_file(path, "SELECT version_num FROM alembic_version")[0][0])


def test_a_fresh_database_equals_the_tables(empty: Path) -> None:
    engine = create_engine(URL.create("sqlite", database=str(empty / "shao.db")))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_also_in_what_alembic_does_not_compare(empty: Path, tmp_path: Path) -> None:
    """CHECKs, STRICT, WITHOUT ROWID, AUTOINCREMENT, foreign keys' actions and partial indexes, by SQLite's own words."""
    engine = create_engine(URL.create("sqlite", database=str(tmp_path / "tables.db")))
    metadata.create_all(engine)
    engine.dispose()
    assert _ours(schema(empty / "shao.db")) == _ours(schema(tmp_path / "tables.db"))


def _ours(entries: set[Entry]) -> set[Entry]:
    return {entry for entry in entries if entry[1] not in ("alembic_version", "sqlite_sequence")}


def test_known_and_head_are_alembic_s() -> None:
    config = Config()
    config.set_main_option("script_location", str(HERE / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(reversed([one.revision for one in scripts.walk_revisions()])) == KNOWN
    assert scripts.get_heads() == [HEAD]


def test_what_a_fresh_database_is_like(empty: Path) -> None:
    path = empty / "shao.db"
    assert query_file(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert query_file(path, "PRAGMA journal_mode") == [("wal",)]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert version(path) == HEAD
    assert_sound(path)


def test_the_log_is_its_owner_s_alone(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "shao.db")) as conn:
        conn.execute("CREATE TABLE t (x)")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.glob("shao.db*")}
    assert modes == {"shao.db": 0o600, "shao.db-wal": 0o600, "shao.db-shm": 0o600}


async def test_a_second_time_changes_nothing(folder: Path) -> None:
    before = (folder / "shao.db").read_bytes()
    assert await check_schema(url_in(folder)) is SchemaState.CURRENT
    assert "up to date" in await migrate(url_in(folder))
    assert (folder / "shao.db").read_bytes() == before
    assert list(folder.glob("*before*")) == []


@pytest.mark.parametrize("size", [None, 0])
async def test_absent(tmp_path: Path, size: int | None) -> None:
    """An empty file counts as none; looking makes none."""
    path = tmp_path / "deep" / "shao.db"
    if size is not None:
        path.parent.mkdir()
        path.touch()
    url = url_in(path.parent)
    assert await check_schema(url) is SchemaState.ABSENT
    assert path.exists() == (size is not None)
    await migrate(url)
    assert await check_schema(url) is SchemaState.CURRENT


def test_tables_are_strict(folder: Path) -> None:
    """SQLite would otherwise store text in an integer column without a word."""
    lax = query_file(folder / "shao.db", "SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main'")
    assert {name for (name,) in lax} == {"alembic_version", "sqlite_schema", "sqlite_sequence"}


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")


def _trial(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '0001'")


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("PRAGMA application_id = 5")


def _no_version_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("DROP TABLE alembic_version")


def _no_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("DELETE FROM alembic_version")


def _another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE notes (words TEXT)")


def _no_database(path: Path) -> None:
    path.write_text("This was never a database, but somebody's letter." * 100, encoding="utf8")


def _broken_head(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[:100] = b"\xff" * 100
    path.write_bytes(content)


def _broken_schema(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_newer, "newer Shao"),
        (_no_version, "newer Shao"),
        (_trial, "before the first release"),
        (_foreign, "another program"),
        (_no_version_table, "another program"),
        (_another_program, "another program"),
        (_no_database, "backup"),
        (_broken_head, "backup"),
        (_broken_schema, "backup"),
    ],
)
async def test_hands_off_what_is_not_ours(folder: Path, spoil: Callable[[Path], None], said: str) -> None:
    """One line that says what to do, and not a byte is changed."""
    path = folder / "shao.db"
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(SchemaRefused, match=said) as refused:
        await migrate(url_in(folder))
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Later:
    """An upgraded installation."""
    return Later(tmp_path_factory.mktemp("later"))


@pytest.fixture
async def lived_in(folder: Path, seal: Seal) -> Path:
    """A folder whose database has a person with a role, a report and a message."""
    async with sqlite(folder, seal) as database, database.write() as store:
        lin = await a_person(store)
        await store.roles.grant(lin, Role.RIDER, None, via=Via.SELF, now=NOW)
        await store.reports.add(a_report(reporter_id=lin))
        await owe(store, lin)
        await store.people.consent(lin, now=NOW)
    return folder


def content(path: Path) -> list[tuple[int, int, int]]:
    counts = ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in ("people", "roles", "outbox"))
    return query_file(path, f"SELECT {counts}")


async def test_behind_keeps_a_copy_and_every_row(lived_in: Path, later: Later) -> None:
    """Rebuilding the people's table deletes none of their children."""
    path = lived_in / "shao.db"
    code, said, errors = later.migrate(url_in(lived_in))
    assert (code, errors) == (0, "")
    (copy,) = lived_in.glob("shao.db.before-*")
    assert copy.name in said
    assert (version(path), version(copy)) == ("0003", "0002")
    assert content(path) == content(copy) == [(1, 1, 1)]
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IMODE(path.stat().st_mode) == 0o600
    assert query_file(path, "SELECT nickname FROM people") == [(None,)]
    assert_sound(path)
    assert await check_schema(url_in(lived_in)) is SchemaState.NEWER, "the old version refuses it from now on"


@pytest.mark.parametrize("halt", ["copied", *HALTS])
def test_killed_in_the_middle(lived_in: Path, later: Later, halt: str) -> None:
    """kill -9 leaves the old schema with all its rows, and the next start completes the upgrade."""
    path = lived_in / "shao.db"
    before = schema(path)
    later.kill_at(halt, url_in(lived_in))
    assert (schema(path), version(path), content(path)) == (before, "0002", [(1, 1, 1)])
    assert_sound(path)
    assert all(content(copy) == [(1, 1, 1)] for copy in lived_in.glob("shao.db.before-*")), (
        "what looks like a copy is one"
    )
    assert later.migrate(url_in(lived_in))[0] == 0
    assert (version(path), content(path)) == ("0003", [(1, 1, 1)])
    assert_sound(path)


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("DELETE FROM people", "refer to nothing"),
        ("INSERT INTO nowhere VALUES (1)", "no such table: nowhere"),
    ],
)
def test_a_migration_that_fails_is_undone(lived_in: Path, tmp_path: Path, extra: str, said: str) -> None:
    """Foreign keys are off while it runs, and checked before it is committed."""
    path = lived_in / "shao.db"
    before = schema(path)
    code, _, errors = Later(tmp_path / "later", extra).migrate(url_in(lived_in))
    assert code == 1
    assert said in errors
    assert "Traceback" not in errors
    assert (schema(path), version(path), content(path)) == (before, "0002", [(1, 1, 1)])


def test_a_damaged_database_is_not_migrated(lived_in: Path, later: Later) -> None:
    """Where the header is sound, the check before the commit finds it."""
    path = lived_in / "shao.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((page,),) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_outbox_settled_at'")
    damaged = bytearray(path.read_bytes())
    damaged[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(damaged)
    code, _, errors = later.migrate(url_in(lived_in))
    assert code == 1
    assert "Traceback" not in errors
    assert path.read_bytes() == bytes(damaged)
    assert version(path) == "0002"


async def test_a_first_migration_that_was_killed(tmp_path: Path) -> None:
    """What it leaves counts as no database yet."""
    later = Later(tmp_path / "later")
    first = tmp_path / "later/storage/migrations/versions/0002_first.py"
    halting = first.read_text(encoding="utf8").replace(
        '    op.create_table(\n        "people"',
        '    import sys; print("half", flush=True); sys.stdin.readline()\n    op.create_table(\n        "people"',
    )
    first.write_text(halting, encoding="utf8")
    later.kill_at("half", url_in(tmp_path))
    assert await check_schema(url_in(tmp_path)) is SchemaState.ABSENT
    await migrate(url_in(tmp_path))
    assert await check_schema(url_in(tmp_path)) is SchemaState.CURRENT
    assert list(tmp_path.glob("*before*")) == []
