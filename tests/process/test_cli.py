"""The commands: what they do, and one line on stderr where they cannot."""

import asyncio
import json
import re
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import segno
import shapely
from typer.testing import CliRunner

from bot.cli import app
from bot.demo.server import DemoServer
from bot.roles import find_unit
from handlers.staff import INVITE
from handlers.units.datum import Position, to_gcj02
from storage.clock import from_micros, utc_now
from storage.roles import Role, Via
from storage.sqlite import lock_file
from tests.process.shell import Shell
from tests.town import AREA

EVERY_COMMAND = (
    ("run",),
    ("check",),
    ("migrate",),
    ("units", "load", str(AREA)),
    ("units", "list"),
    ("places", "load", str(AREA)),
    ("places", "list"),
    ("places", "qr", "4F7K2M9Q"),
    ("invite", "--role", "administrator"),
    ("key", "rotate"),
    ("factor", "reset", "1"),
    ("dead-letters", "list"),
    ("dead-letters", "retry", "--all"),
    ("dead-letters", "drop", "--all"),
    ("backup", "backups"),
    ("restore", "shao.tar"),
    ("roles", "list"),
    ("roles", "grant", "1", "rider"),
    ("roles", "revoke", "1", "rider"),
    ("export", "reports", "--format", "csv"),
)

TEAM = '[[teams]]\ncode = "QY-GAS"\nunit = "QY"\nname = "燃气公司"\nname_en = "Gas company"\n'


class TestUsage:
    def test_help(self) -> None:
        """Also for each group of commands; without any word, help is what one gets."""
        runner = CliRunner()
        for words in ((), ("units",), ("places",), ("roles",), ("export",), ("key",), ("dead-letters",), ("factor",)):
            shown = runner.invoke(app, [*words, "--help"])
            assert shown.exit_code == 0
            assert "Usage" in shown.output
        assert "Usage" in runner.invoke(app, []).output

    @pytest.mark.parametrize(
        ("words", "parts"),
        [
            (("nonsense",), ("nonsense", "shao --help")),
            (("units", "laod", "x"), ("laod", "shao units --help")),
            (("units", "load"), ("file", "shao units load --help")),
            (("units", "load", "x", "--datum", "bd09"), ("--datum", "bd09", "gcj02")),
            (("invite",), ("--role", "staff", "administrator")),
            (("invite", "--role", "boss"), ("--role", "boss", "administrator")),
            (("invite", "--role", "administrator", "--uses", "0"), ("--uses", "greater than or equal to 1")),
            (("invite", "--role", "administrator", "--hours", "9999"), ("--hours", "720")),
            (("roles", "grant", "x", "staff"), ("person", "valid integer")),
            (("roles", "revoke", "1", "boss"), ("role", "boss", "administrator")),
            (("export", "reports"), ("--format", "jsonl", "csv", "geojson")),
            (("export", "reports", "--format", "csv", "--since", "20.5."), ("--since", "20.5.", "%Y-%m-%d")),
            (("demo", "--port", "99999"), ("--port", "65535")),
        ],
    )
    def test_a_wrong_command_line(self, shell: Shell, words: tuple[str, ...], parts: tuple[str, ...]) -> None:
        shell(*words, config=False).refused(*parts, code=2)

    @pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
    def test_without_settings(self, shell: Shell, words: tuple[str, ...]) -> None:
        """Each command names the file, and how to come by it; nothing is made."""
        shell.config.unlink()
        shell(*words).refused(str(shell.config), "config.example.toml")
        assert list(shell.folder.iterdir()) == []

    def test_python_m_bot_is_the_same(self, settled: Shell) -> None:
        program = (str(Path(sys.executable).with_name("shao")),)
        listed, listed_too = settled.process("units", "list"), settled.process("units", "list", program=program)
        assert listed == listed_too
        assert len(listed.lines) == 12
        wrong, wrong_too = settled.process("nonsense"), settled.process("nonsense", program=program)
        assert wrong.error.replace("python -m bot", "shao") == wrong_too.error
        assert (wrong.code, wrong_too.code) == (2, 2)


def _newer(shell: Shell) -> None:
    with closing(sqlite3.connect(shell.database)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")


def _foreign(shell: Shell) -> None:
    with closing(sqlite3.connect(shell.database)) as conn:
        conn.execute("PRAGMA application_id = 1")


def _no_database(shell: Shell) -> None:
    shell.database.write_bytes(b"a letter" * 1000)


def _no_key(shell: Shell) -> None:
    shell.key.unlink()


def _no_key_but_a_letter(shell: Shell) -> None:
    shell.key.write_text("a letter", encoding="utf8")


class TestMigrate:
    def test_a_new_one(self, shell: Shell) -> None:
        """With its key, both for their owner's eyes alone."""
        (line,) = shell("migrate").lines
        assert str(shell.database) in line
        assert {path.name for path in shell.database.parent.iterdir()} >= {"shao.db", "shao.key"}
        assert {stat.S_IMODE(path.stat().st_mode) for path in (shell.database, shell.key)} == {0o600}

    def test_a_second_time(self, settled: Shell) -> None:
        key = settled.key.read_bytes()
        (line,) = settled("migrate").lines
        assert "up to date" in line
        assert settled.key.read_bytes() == key

    @pytest.mark.parametrize(
        ("spoil", "said"),
        [
            (_newer, "newer Shao"),
            (_foreign, "another program"),
            (_no_database, "backup"),
            (_no_key, "key file"),
            (_no_key_but_a_letter, "key file"),
        ],
    )
    @pytest.mark.parametrize("words", [("units", "list"), ("export", "reports", "--format", "csv")], ids=" ".join)
    def test_hands_off(self, settled: Shell, spoil: Callable[[Shell], None], said: str, words: tuple[str, ...]) -> None:
        """What cannot be ours, and a database without its key: a fresh one would open nothing."""
        spoil(settled)
        before = settled.database.read_bytes()
        settled(*words).refused(said)
        assert settled.database.read_bytes() == before
        assert settled.key.exists() == (spoil is not _no_key)

    def test_a_folder_that_cannot_be(self, shell: Shell) -> None:
        (shell.folder / "data").write_text("a letter", encoding="utf8")
        shell("migrate").refused(str(shell.folder / "data"), "[storage]")

    def test_not_under_a_bot_that_runs(self, shell: Shell) -> None:
        with closing(lock_file(shell.database)):
            shell("migrate").refused("another process already runs with this database")
        assert not shell.database.exists()

    def test_run_while_another_runs(self, settled: Shell) -> None:
        with closing(lock_file(settled.database)):
            settled.process("run").refused("another process already runs with this database", "stop it")


def box(west: float, code: str = "A", kind: str = "grid", parent: str | None = None) -> dict[str, Any]:
    """A feature of a hundredth of a degree."""
    shape = shapely.box(west, 30.65, west + 0.01, 30.66)
    properties = {"code": code, "kind": kind, "parent": parent, "name": "网格", "name:en": "Grid"}
    return {"type": "Feature", "properties": properties, "geometry": dict(shapely.geometry.mapping(shape))}


def bow_tie(code: str) -> dict[str, Any]:
    feature = box(105.0, code)
    feature["geometry"]["coordinates"] = [[[105, 30], [106, 31], [106, 30], [105, 31], [105, 30]]]
    return feature


def in_file(folder: Path, *features: dict[str, Any]) -> str:
    path = folder / "area.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf8")
    return str(path)


class TestUnits:
    def test_load_and_list(self, shell: Shell) -> None:
        """On nothing but settings; the tree by indentation, loading again changes nothing."""
        assert shell("units", "list").lines == ["No units are loaded; load some with: shao units load FILE.geojson"]
        for _ in range(2):
            assert shell("units", "load", str(AREA)).lines == ["9 units loaded."]
            listed = shell("units", "list").lines
            depths = [(len(line) - len(line.lstrip())) // 2 for line in listed]
            assert depths == [0, 1, 2, 2, 2, 1, 2, 2, 2]
        assert listed[1].split() == ["QY-01", "community", *listed[1].split()[2:-2], "staff:", "0"]

    def test_numbers_of_staff(self, settled: Shell) -> None:
        asyncio.run(_appoint(settled, "QY-01"))
        listed = settled("units", "list").lines
        assert [line.split()[0] for line in listed if line.endswith("staff: 1")] == ["QY-01"]

    def test_teams(self, shell: Shell) -> None:
        """They come with the units, and with each start; what does not fit them is said in a line."""
        shell.configure(more=TEAM)
        assert shell("units", "load", str(AREA)).lines == ["9 units loaded."]
        assert "  QY-GAS  team  燃气公司 / Gas company  members: 0" in shell("units", "list").lines
        shell("roles", "grant", "1", "staff", "--unit", "QY-GAS").refused(
            "staff of the team QY-GAS", "departments alone"
        )
        shell("roles", "grant", "1", "department", "--unit", "QY").refused(
            "department of the district QY", "only a team"
        )
        shell.configure(more=TEAM + TEAM.replace("QY-GAS", "QY-01"))
        for command in ("migrate", "run"):
            shell(command).complained("teams.2.code = 'QY-01'", "code of the community")

    def test_a_team_that_left_the_settings(self, settled: Shell) -> None:
        settled("migrate")
        teams = [line for line in settled("units", "list").lines if "  team  " in line]
        assert len(teams) == 3
        assert all(line.endswith("(not in the settings any more)") for line in teams)

    def test_datum(self, shell: Shell) -> None:
        """A map drawn in GCJ-02 comes to lie where it is, not half a kilometre beside it."""
        true = box(104.05)
        corners = [list(to_gcj02(Position(*one))) for one in true["geometry"]["coordinates"][0]]
        drawn = {**true, "geometry": {"type": "Polygon", "coordinates": [corners]}}
        assert shell("units", "load", in_file(shell.folder, drawn), "--datum", "gcj02").lines == ["1 units loaded."]
        assert self._distance(shell, true) < 1e-6
        assert shell("units", "load", in_file(shell.folder, drawn)).lines == ["1 units loaded."]
        assert 0.002 < self._distance(shell, true) < 0.01

    def _distance(self, shell: Shell, feature: dict[str, Any]) -> float:
        """Degrees between the centres of the loaded and the true shape."""
        ((loaded,),) = shell.rows("SELECT geometry FROM units")
        centre = shapely.geometry.shape(feature["geometry"]).centroid
        return float(shapely.from_geojson(loaded).centroid.distance(centre))

    @pytest.mark.parametrize(
        ("features", "parts"),
        [
            ((box(104.05, "BAD CODE"),), ("BAD CODE",)),
            ((box(104.06, "B"), box(104.065, "C")), ("B", "C", "overlaps")),
            ((box(104.06, "B", parent="NOBODY"),), ("B", "NOBODY")),
            ((box(104.06, "B", "region", "B"),), ("B", "own ancestor")),
            ((bow_tie("B"),), ("B", "invalid polygon")),
            ((box(104.06, "B", "street"),), ("B", "street")),
            ((box(104.06, "B"), box(104.08, "B")), ("B", "2 features")),
            ((bow_tie("B"), box(104.06, "C", parent="NOBODY")), ("B", "invalid polygon", "C", "NOBODY")),
        ],
    )
    def test_refused(self, shell: Shell, features: tuple[dict[str, Any], ...], parts: tuple[str, ...]) -> None:
        """By the code of the feature; the good ones beside it are not loaded either."""
        path = in_file(shell.folder, box(104.05, "GOOD"), *features)
        shell("units", "load", path).refused(path, "nothing was loaded", *parts)
        assert shell.rows("SELECT COUNT(*) FROM units") == [(0,)]

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (None, "No such file"),
            (b"", "not JSON"),
            (b'{"type": "FeatureCollection"', "not JSON"),
            (b"[]", "FeatureCollection"),
            (b'{"type": "Feature"}', "FeatureCollection"),
            (b'"\xff\xfe"', "UTF-8"),
            (b"[" * 100_000, "not JSON"),
        ],
    )
    def test_no_geojson(self, shell: Shell, content: bytes | None, said: str) -> None:
        path = shell.folder / "area.geojson"
        if content is not None:
            path.write_bytes(content)
        shell("units", "load", str(path)).refused(str(path), said)

    def test_a_folder(self, shell: Shell) -> None:
        shell("units", "load", str(shell.folder)).refused(str(shell.folder), "directory")


async def _appoint(shell: Shell, unit: str | None, role: Role = Role.STAFF) -> None:
    async with shell.write() as store:
        found, person = await find_unit(store, unit), await store.people.meet(1, "en", now=utc_now())
        await store.roles.grant(person.id, role, None if found is None else found.id, via=Via.COMMAND, now=utc_now())


class TestWithTelegram:
    @pytest.fixture
    async def telegram(self, settled: Shell) -> Any:
        """The small Telegram, which the settings name."""
        server = DemoServer()
        await server.start()
        settled.configure(server.token, server.url)
        yield server
        await server.stop()

    async def test_invite(self, settled: Shell, telegram: DemoServer) -> None:
        """The link, and the same as a QR code; the database knows neither."""
        ended = await settled.beside("invite", "--role", "staff", "--unit", "QY-01", "--uses", "3", "--hours", "48")
        link, good_for, *_ = ended.lines
        found = re.fullmatch(rf"https://t\.me/\w+\?start={INVITE}_([\w-]{{22}})", link)
        assert found is not None
        assert good_for == "Good for 3 people, for 48 hours."
        drawn = StringIO()
        segno.make(link).terminal(drawn, compact=True)
        assert drawn.getvalue() in ended.out
        ((unit, uses, expires),) = settled.rows(
            "SELECT code, uses_left, expires_at FROM invites JOIN units ON units.id = unit_id"
        )
        assert (unit, uses) == ("QY-01", 3)
        assert isinstance(expires, int)
        assert abs((from_micros(expires) - utc_now()).total_seconds() - 48 * 3600) < 60
        assert found[1].encode() not in settled.database.read_bytes()
        async with settled.write() as store:
            invitation = await store.roles.use_invite(found[1], now=utc_now())
        assert invitation is not None
        assert invitation.role is Role.STAFF

    async def test_each_invite_is_another(self, settled: Shell, telegram: DemoServer) -> None:
        links = {(await settled.beside("invite", "--role", "administrator")).lines[0] for _ in range(3)}
        assert len(links) == 3
        assert settled.rows("SELECT role, unit_id, uses_left FROM invites") == [("administrator", None, 1)] * 3

    @pytest.mark.parametrize(
        ("words", "parts"),
        [
            (("--role", "staff"), ("--unit",)),
            (("--role", "volunteer"), ("--unit",)),
            (("--role", "resident"), ("--unit",)),
            (("--role", "administrator", "--unit", "QY-99"), ("QY-99", "shao units list")),
            (("--role", "staff", "--unit", "QY-99"), ("QY-99", "shao units list")),
        ],
    )
    async def test_no_invite(
        self, settled: Shell, telegram: DemoServer, words: tuple[str, ...], parts: tuple[str, ...]
    ) -> None:
        (await settled.beside("invite", *words)).refused(*parts)
        assert settled.rows("SELECT COUNT(*) FROM invites") == [(0,)]

    async def test_a_token_that_telegram_does_not_know(self, settled: Shell, telegram: DemoServer) -> None:
        other = "1" + telegram.token
        settled.configure(other, telegram.url)
        for words in (("invite", "--role", "administrator"), ("check",)):
            ended = await settled.beside(*words)
            ended.complained("token", "BotFather")
            assert other not in ended.error


def test_telegram_is_away(settled: Shell) -> None:
    """Every reason in the one line."""
    settled("check").complained("nobody is staff", "; ", "cannot be reached", "http://127.0.0.1:9")
    settled("invite", "--role", "administrator").refused("cannot be reached", "proxy")
    assert settled.rows("SELECT COUNT(*) FROM invites") == [(0,)]
