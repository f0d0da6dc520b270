"""The bot inside the test's own loop, against the small Telegram over a real socket and on a real database; the clock is the test's."""

import asyncio
import re
import secrets
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import Parts, assembled
from bot.config import Settings
from bot.delivery.settings import RateSettings
from bot.demo.hands import Hands
from bot.demo.people import Actor
from bot.demo.server import DemoServer
from bot.demo.state import Shown
from bot.operate import establish, load_units, migrate
from bot.serving import bound
from handlers.staff import INVITE
from handlers.teams.settings import Team
from handlers.units.datum import Datum
from storage.engine import Database
from storage.roles import Role
from storage.seal import load_seal
from storage.sqlite import sqlite_path
from tests.postgres import assert_server_sound, query_server

AREA = Path(__file__).parents[1] / "bot" / "demo" / "chengdu.geojson"
CHENGDU = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)  # 12:00 in Chengdu

LIN, HE, EMILY, ZHOU, GRACE = 1001, 1002, 1004, 1007, 1008
HOOKED = "shao.example"
ZH_STAFF, EN_STAFF = "QY-01", "QY-02"
GAS, FIRE, FIRM = "QY-GAS", "QY-FIRE", "QY-01-FIRM"
TEAMS = (
    Team(code=GAS, unit="QY", name="燃气公司", name_en="Gas company"),
    Team(code=FIRE, unit="QY", name="消防队", name_en="Fire brigade"),
    Team(code=FIRM, unit=ZH_STAFF, name="物业公司", name_en="Property firm"),
)


BESIDE = ("◀ 上一件", "下一件 ▶")  # on each card, to the ones before and after it
CODE = re.compile(r"H-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")


@dataclass(frozen=True)
class Listening:
    """What people of one language listen for."""

    consent_asked: str
    consent: str
    welcome: str
    ask_place: str
    share: str
    received: str
    kind_asked: str


WORDS_OF = {
    "zh-hans": Listening("请点一下", "已满 14 岁", "以后看到隐患", "在哪里", "分享位置", "编号", "哪一类"),
    "en": Listening("Tap once", "14 or older", "When you see", "Where is it", "Share my location", "Code", "What kind"),
}


# What staff tap when they have dealt with something, and what they are asked for then.
DONE_OF = {"zh-hans": ("处理好了", "处理后的照片"), "en": ("Done", "how it is now")}


async def finished(hands: Hands, card: Shown, patience: float = 15.0) -> None:
    """Says that a case is dealt with, and shows it."""
    done, asked = DONE_OF[hands.chat.actor.language_code]
    hands.tap(done, card)
    await hands.hears(asked, patience)
    hands.photo()


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Moves on by hours=…, minutes=… and so on."""
        self.now += timedelta(**by)


def url_in(folder: Path) -> str:
    """The address of a folder's SQLite database."""
    return f"sqlite+aiosqlite:///{folder}/shao.db"


def free_address() -> str:
    """HOST:PORT where nothing listens."""
    with bound(0) as sock:
        return f"127.0.0.1:{sock.getsockname()[1]}"


def hooked_at(listen: str) -> dict[str, str]:
    """What [telegram] says in webhook mode; behind() is the other end."""
    return {"mode": "webhook", "webhook_url": f"https://{HOOKED}/telegram", "webhook_listen": listen}


def behind(listen: str | None) -> dict[str, str]:
    """DemoServer's `proxied`: of the one host that there is, where its TLS proxy would lead."""
    return {HOOKED: f"http://{listen}"} if listen else {}


def settings_in(
    folder: Path, api_url: str, token: str, url: str | None = None, listen: str | None = None, **changes: Any
) -> Settings:
    """Settings for a test: everything in one folder, but for a database that is elsewhere; sending as fast as it goes. `listen` is for
    a webhook."""
    storage = {
        "url": url or url_in(folder),
        "media_dir": folder / "media",
        "key_file": folder / "shao.key",
    }
    telegram = {"token": token, "api_url": api_url} | (hooked_at(listen) if listen else {})
    settings = Settings(telegram=telegram, storage=storage, **changes)
    return settings.model_copy(update={"rates": RateSettings.model_construct(per_second=10_000, chat_burst=10_000)})


@dataclass
class Town:
    """A running bot. person() are its people; rows() looks into the database as it is on the disk."""

    folder: Path
    clock: HandClock
    server: DemoServer
    parts: Parts
    url: str

    def person(self, person_id: int) -> Hands:
        """One of the made-up people, or of those added by stranger()."""
        return self.server.person(person_id)

    def stranger(self, person_id: int, language: str = "zh-hans") -> Hands:
        """Somebody who was never here."""
        self.server.world.add_person(Actor(person_id, f"人{person_id}", language, "resident", 30.6607, 104.0580))
        return self.server.person(person_id)

    async def invite(self, unit: str | None, role: Role = Role.STAFF, *, uses: int = 1, hours: float = 24) -> str:
        """What follows ?start= in the link of a new invite."""
        return await invite(self.parts.database, unit, role, uses=uses, hours=hours, now=self.clock.now)

    async def administrator_invite(self) -> str:
        """What follows ?start= in the link that makes somebody an administrator."""
        return await self.invite(None, Role.ADMINISTRATOR)

    async def staff(self, person_id: int, unit: str) -> Hands:
        """Makes somebody staff of a unit, as an invite does."""
        hands = self.person(person_id)
        hands.start(await self.invite(unit))
        await hands.hears("")
        return hands

    async def member(self, person_id: int, team: str) -> Hands:
        """Makes somebody a member of a team, as an invite does."""
        hands = self.person(person_id)
        hands.start(await self.invite(team, Role.DEPARTMENT))
        await hands.hears("")
        return hands

    async def known(self, person_id: int) -> Hands:
        """Somebody who has consented and has the menu."""
        hands = self.person(person_id)
        words = WORDS_OF[hands.chat.actor.language_code]
        hands.start()
        hands.tap(words.consent, await hands.hears(words.consent_asked))
        await hands.hears(words.welcome)
        return hands

    async def reported(self, hands: Hands, *, photos: int = 1) -> str:
        """A report by somebody known, with its kind left open; its code."""
        words = WORDS_OF[hands.chat.actor.language_code]
        for _ in range(photos):
            hands.photo()
            await hands.hears(words.ask_place)
        hands.press(words.share)
        code = (await hands.hears(words.received)).words
        await hands.hears(words.kind_asked)
        found = CODE.search(code)
        assert found is not None
        return found.group()

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What a query finds, on a connection of its own."""
        return query(self.url, sql, *parameters)

    async def quiet(self, timeout: float = 120.0) -> None:
        """Waits until nothing is left to handle, to send, or to do for who has left; TimeoutError when something never will be."""
        async with asyncio.timeout(timeout):
            await self.server.world.until(lambda: not self.server.world.pending, timeout)
            while any(self.rows("SELECT 1 FROM inbox WHERE state = 'waiting' LIMIT 1")) or self._owes_now():
                self.parts.dispatcher.poke()
                self.parts.sender.poke()
                await asyncio.sleep(0.005)

    def _owes_now(self) -> bool:
        now = int(self.clock.now.timestamp() * 1_000_000)
        return bool(
            self.rows(
                "SELECT 1 FROM outbox WHERE state = 'sending' OR state = 'waiting' AND not_before <= ? "
                "UNION ALL SELECT 1 FROM farewells LIMIT 1",
                now,
            )
        )


async def invite(
    database: Database, unit: str | None, role: Role = Role.STAFF, *, uses: int = 1, hours: float = 24, now: datetime
) -> str:
    """What follows ?start= in the link of a new invite."""
    token = secrets.token_urlsafe(16)
    async with database.write() as store:
        found = None if unit is None else await store.units.by_code(unit)
        unit_id = None if found is None else found.id
        expires_at = now + timedelta(hours=hours)
        await store.roles.add_invite(token, role, unit_id, uses=uses, expires_at=expires_at, now=now)
    return f"{INVITE}_{token}"


@asynccontextmanager
async def opened(folder: Path, url: str | None = None) -> AsyncIterator[Database]:
    """The database of a test's folder, or one elsewhere, while no bot runs on it or beside one that does."""
    database = await Database.open(url or url_in(folder), load_seal(folder / "shao.key"))
    try:
        yield database
    finally:
        await database.close()


async def eventually(true: Callable[[], Any], timeout: float = 15.0) -> Any:
    """The first true value of a function about something that tells nobody of its changes, such as a file."""
    async with asyncio.timeout(timeout):
        while not (value := true()):  # noqa: ASYNC110 - it has no event to wait for
            await asyncio.sleep(0.005)
        return value


def query(url: str, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Rows of a database on either engine, on a connection of its own; a ? stands for each parameter."""
    if url.startswith("postgresql"):
        return query_server(url, sql, *parameters)
    return query_file(sqlite_path(url), sql, *parameters)


def query_file(path: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Rows of a database file."""
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(sql, parameters).fetchall()


def assert_sound(where: Path | str) -> None:
    """What every test that hurts the database, a file or an address, ends with."""
    if isinstance(where, str) and where.startswith("postgresql"):
        assert_server_sound(where)
        return
    path = where if isinstance(where, Path) else sqlite_path(where)
    assert query_file(path, "PRAGMA integrity_check") == [("ok",)]
    assert query_file(path, "PRAGMA foreign_key_check") == []


async def prepare(folder: Path, url: str | None = None) -> None:
    """A migrated database with the demo's units, three teams and a key, to be copied by every test."""
    settings = settings_in(folder, "http://127.0.0.1:9", "424242:" + "x" * 35, url, teams=TEAMS)
    await migrate(settings)
    await load_units(settings, AREA, Datum.WGS84)
    await establish(settings)


@asynccontextmanager
async def town(
    prepared: Path, folder: Path, url: str | None = None, listen: str | None = None, **changes: Any
) -> AsyncIterator[Town]:
    """A town that lives as long as the block; its end must be an orderly one. `url` is of a prepared database elsewhere, `listen` where
    a webhook listens."""
    copy_files(prepared, folder, ("shao.key",) if url else ("shao.db", "shao.key"))
    url = url or url_in(folder)
    clock = HandClock()
    server = DemoServer(clock=clock, proxied=behind(listen))
    await server.start()
    try:
        async with assembled(settings_in(folder, server.url, server.token, url, listen, **changes), clock) as parts:
            stop = asyncio.Event()
            running = asyncio.create_task(parts.run_until(stop))
            try:
                yield Town(folder, clock, server, parts, url)
            finally:
                stop.set()
                await running
    finally:
        await server.stop()
    assert_sound(url)
    await assert_whole(folder, url)


async def assert_whole(folder: Path, url: str) -> None:
    """No history was changed past its chain."""
    async with opened(folder, url) as database, database.read() as store:
        assert await store.reports.changed_histories() == ()


def copy_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Copies single files from one folder to another."""
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy2(source / name, target / name)
