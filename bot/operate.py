"""What an operator does from the command line: check, migrate, units. One-line answers, one-line errors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path

from bot.config import Settings
from bot.progress import tracked
from handlers.teams.establishing import Misplaced, establish_routes
from handlers.teams.establishing import establish as establish_teams
from handlers.units.datum import Datum
from handlers.units.geojson import parse_units
from handlers.units.problems import FileRefused
from storage import migrate as migrations
from storage.clock import utc_now
from storage.engine import Database
from storage.roles import Role
from storage.seal import load_seal, make_key_file
from storage.store import Store
from storage.units import Unit, UnitKind


class OperateError(Exception):
    """Something an operator asked for cannot be done; the message says what to do instead."""


class ExportFormat(StrEnum):
    """One JSON object a line, a table for spreadsheets, or a layer for maps."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database of these settings, closed at the end."""
    database = await Database.open(settings.storage.url, load_seal(settings.storage.key_file))
    try:
        yield database
    finally:
        await database.close()


async def migrate(settings: Settings) -> str:
    """Brings the schema up to date and says what was done. OperateError where the folders of [storage] cannot be written."""
    key_file = settings.storage.key_file
    try:
        # A new database gets its key here, and nowhere else: a new key would open nothing of an old one.
        return await migrations.migrate(settings.storage.url, lambda: make_key_file(key_file))
    except OSError as error:
        raise OperateError(
            f"{error.filename} cannot be used ({error.strerror}); check [storage] in the settings"
        ) from error


async def establish(settings: Settings) -> None:
    """Writes the settings' teams and rules into a database at the current schema. OperateError where they do not fit the units."""
    async with opened(settings) as database, database.write() as store:
        try:
            await establish_teams(store, settings.teams, now=utc_now())
            await establish_routes(store, settings.routes)
        except Misplaced as error:
            raise OperateError(str(error)) from error


def read_text(file: Path) -> str:
    """What an operator wants loaded; OperateError when it cannot be read."""
    try:
        return file.read_text(encoding="utf8")
    except OSError as error:
        raise OperateError(f"cannot read {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OperateError(f"{file} is not UTF-8; save it as UTF-8 and load it again") from error


async def load_units(settings: Settings, file: Path, datum: Datum) -> int:
    """Loads a GeoJSON file in one transaction; how many units it held."""
    text = read_text(file)
    async with opened(settings) as database, database.write() as store:
        try:
            units = parse_units(text, datum, await store.units.everything())
        except FileRefused as refused:
            sentences = "; ".join(problem.sentence for problem in refused.problems)
            raise OperateError(f"nothing was loaded from {file}: {sentences}") from refused
        for unit in tracked(units, "Units"):
            await store.units.save(unit, now=utc_now())
    return len(units)


async def list_units(settings: Settings) -> list[str]:
    """The tree of units, indented, each with its kind, names and number of staff, or of members where it is a team."""
    async with opened(settings) as database, database.read() as store:
        units = await store.units.everything()
        people = {unit.id: await _people(store, unit) for unit in units}
    if not units:
        return ["No units are loaded; load some with: shao units load FILE.geojson"]
    return list(_tree(units, people, parent_id=None, depth=0))


async def _people(store: Store, unit: Unit) -> str:
    what, role = ("members", Role.DEPARTMENT) if unit.kind is UnitKind.TEAM else ("staff", Role.STAFF)
    retired = "" if unit.retired_at is None else "  (not in the settings any more)"
    return f"{what}: {len(await store.roles.holders(role, unit.id))}{retired}"


def _tree(units: tuple[Unit, ...], people: dict[int, str], parent_id: int | None, depth: int) -> list[str]:
    lines = []
    for unit in units:
        if unit.parent_id == parent_id:
            lines.append(f"{'  ' * depth}{unit.code}  {unit.kind}  {unit.name} / {unit.name_en}  {people[unit.id]}")
            lines += _tree(units, people, unit.id, depth + 1)
    return lines
