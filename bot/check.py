"""What an operator is told of a bot that runs or is about to: what there is, what is slow, and what is wrong."""

import statistics
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.backup.rules import MADE
from bot.backup.settings import BackupSettings
from bot.config import Settings
from bot.operate import OperateError, opened
from storage import migrate as migrations
from storage.clock import utc_now
from storage.engine import Database
from storage.health import Facts, Queue
from storage.roles import Role
from storage.seal import Seal, load_seal
from storage.store import Store

_COMMITS = 5
_NAMED = 5  # of what may be many
_SLOW_COMMIT = 0.05  # seconds; every update needs two
_LONG_UPDATE = timedelta(minutes=1)
_LONG_MESSAGE = timedelta(minutes=10)
_UNITS = ((timedelta(days=1), "days"), (timedelta(hours=1), "h"), (timedelta(minutes=1), "min"), (timedelta(0), "s"))


@dataclass
class Checked:
    """Lines about what there is, and about what should be looked at; a short sentence for each problem that keeps the bot from work."""

    facts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


async def check(settings: Settings) -> Checked:
    """Settings, database, key, texts, Telegram; nothing is changed."""
    from bot.app import house_of  # noqa: PLC0415 - slower to import than every other command together
    from bot.invite import bot_name  # noqa: PLC0415

    house_of(settings)
    found = Checked()
    state = await migrations.check_schema(settings.storage.url)
    if state is migrations.SchemaState.CURRENT:
        await migrations.examine(settings.storage.url)
        async with opened(settings) as database:
            await _look(database, migrations.described(settings.storage.url), found)
            found.notes += await _backups(database, settings.backup)
        found.notes += _keys(load_seal(settings.storage.key_file))
    else:
        found.problems.append(f"the database is {state.value}: run shao migrate")
    try:
        await bot_name(settings)
    except OperateError as error:
        found.problems.append(str(error))
    return found


async def _look(database: Database, name: str, found: Checked) -> None:
    commit = statistics.median([await _commit(database) for _ in range(_COMMITS)])
    now = utc_now()
    async with database.read() as store:
        facts = await store.health.facts(now=now)
        changed = await store.reports.changed_histories()
        dead, unknown = await store.inbox.count("dead"), await store.outbox.count("unknown")
        found.problems += await _content(store)
    found.facts = [_database(name, facts, commit), _waiting(facts)]
    found.notes = _slow(facts, commit, now) + _left(dead, unknown) + _changed(changed)


async def _commit(database: Database) -> float:
    """Seconds."""
    start = time.perf_counter()
    async with database.write() as store:
        await store.health.touch_disk()
    return time.perf_counter() - start


def _database(name: str, facts: Facts, commit: float) -> str:
    return f"{facts.version}, {name}: {facts.bytes / 1e6:.1f} MB; a commit takes {commit * 1000:.1f} ms."


def _waiting(facts: Facts) -> str:
    return f"Waiting: {facts.updates.waiting} updates to be handled, {facts.messages.waiting} messages to be sent."


def _slow(facts: Facts, commit: float, now: datetime) -> list[str]:
    """What an operator can do something about."""
    lines = []
    if commit > _SLOW_COMMIT:
        lines.append(
            f"Slow: a commit should take less than {_SLOW_COMMIT * 1000:.0f} ms; is the disk or the server busy?"
        )
    if _longer(facts.updates, _LONG_UPDATE, now):
        lines.append(f"Slow: the oldest update has waited for {_age(facts.updates, now)}; is shao running?")
    if _longer(facts.messages, _LONG_MESSAGE, now):
        lines.append(
            f"Slow: the oldest message has waited for {_age(facts.messages, now)}; is Telegram away, or shao not running?"
        )
    if facts.unplanned:
        lines.append(
            f"Slow: nothing is known of how {', '.join(facts.unplanned)} are filled; run ANALYZE in the database."
        )
    return lines


def _left(dead: int, unknown: int) -> list[str]:
    """What only a human can decide about."""
    lines = []
    if dead:
        lines.append(f"Dead letters: {dead} updates failed three times; see shao dead-letters list.")
    if unknown:
        lines.append(f"Unknown: {unknown} messages may or may not have arrived; they are in the table outbox.")
    return lines


def _changed(codes: tuple[str, ...]) -> list[str]:
    """Histories in which somebody wrote who is not the bot."""
    if not codes:
        return []
    named = ", ".join(codes[:_NAMED]) + ("…" if len(codes) > _NAMED else "")
    return [f"History: {len(codes)} cases have one that was changed in the database, past the bot: {named}"]


async def _backups(database: Database, wanted: BackupSettings) -> list[str]:
    """Those that the bot makes by itself, and should have made."""
    if wanted.dir is None:
        return []
    async with database.read() as store:
        last = await store.moments.get(MADE)
    if last is None:
        return ["Backups: none was made yet; the bot makes the first at its start."]
    made = Queue(waiting=1, since=last)
    late = _longer(made, 2 * timedelta(hours=wanted.every_hours), utc_now())
    return [f"Backups: the last was made {_age(made, utc_now())} ago; the log says why."] if late else []


def _keys(seal: Seal) -> list[str]:
    """A rotation that was cut short leaves more than one."""
    half_way = "Keys: a rotation was cut short; stop the bot and run shao key rotate again."
    return [half_way] if len(seal.numbers) > 1 else []


def _longer(queue: Queue, limit: timedelta, now: datetime) -> bool:
    return queue.since is not None and now - queue.since > limit


def _age(queue: Queue, now: datetime) -> str:
    age = now - (queue.since or now)
    size, name = next((size, name) for size, name in _UNITS if age >= size)
    return f"{age // (size or timedelta(seconds=1))} {name}"


async def _content(store: Store) -> list[str]:
    if not await store.units.everything():
        return ["no units are loaded: run shao units load FILE.geojson"]
    problems = []
    if not await _has_staff_anywhere(store):
        topmost = (await store.units.roots())[0]
        problems.append(f"nobody is staff yet: run shao invite --role staff --unit {topmost.code}")
    if not await store.roles.holders(Role.ADMINISTRATOR, None):
        problems.append(
            "no administrator can be reached, who would get the alarms: run shao invite --role administrator"
        )
    return problems


async def _has_staff_anywhere(store: Store) -> bool:
    for unit in await store.units.everything():
        if await store.roles.holders(Role.STAFF, unit.id):
            return True
    return False
