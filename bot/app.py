"""Puts everything together, runs it, and ends it in order."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from telegram import Bot

from bot.backup.scheduled import Backups
from bot.cap.settings import WarningSettings
from bot.cap.ways import Ways, ways_in
from bot.commands import announce_commands
from bot.config import Settings, Telegram
from bot.delivery.sender import Sender
from bot.delivery.telegram import open_bot
from bot.dispatch import Dispatcher
from bot.distress import Distress
from bot.gone import Gone
from bot.health.meter import Meter
from bot.health.state import Health
from bot.housekeeping import Housekeeping, Job, keep_going, start_clock
from bot.intake.arrivals import Arrivals
from bot.intake.polling import Polling
from bot.jobs import Jobs, jobs_of
from bot.lock import lock_token
from bot.media.copies import Copies, Settled
from bot.media.download import Downloads, open_downloads
from bot.media.files import SealedFiles
from bot.media.glances import Glances
from bot.media.workshop import Workshop
from bot.parcels import Parcels
from bot.poked import Poked
from bot.retention import Retention
from bot.taps import Taps
from bot.watch import Watch
from handlers.clocks.settings import calendars_of
from handlers.context import House, Wake, Work
from handlers.features import FEATURES, open_house, open_router
from handlers.report import pictures
from storage.clock import Clock, utc_now
from storage.engine import Database
from storage.media import Media
from storage.seal import Seal, load_seal
from storage.store import Store

_log = logging.getLogger(__name__)

_GRACE_SECONDS = 25.0  # below what service managers allow before they kill


async def run(settings: Settings, clock: Clock = utc_now) -> None:
    """Runs the bot until SIGTERM or SIGINT; sends in flight are finished, the rest stays in the outbox."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with assembled(settings, clock) as parts, _asked_about(parts, settings.health.listen, settings.warnings):
        gc.freeze()  # all that is there by now stays; each time that Python looked through it nothing else went on for 50 ms
        await parts.run_until(stop)


@asynccontextmanager
async def _asked_about(
    parts: "Parts", listen: str | None, warnings: WarningSettings | None = None
) -> AsyncIterator[None]:
    """Answers monitoring, and whoever asks for warnings, while the block lasts, if they may ask."""
    if listen is None:
        yield
        return
    from bot.cap.http import routes_for  # noqa: PLC0415 - a server that few need
    from bot.health.http import health_app  # noqa: PLC0415
    from bot.serving import serving  # noqa: PLC0415

    lag = asyncio.create_task(parts.meter.watch_loop(), name="lag")
    ways = routes_for(parts, listen, warnings or WarningSettings())
    async with serving(health_app(parts.health, parts.meter, ways), "health.listen", listen):
        yield
    lag.cancel()


def house_of(settings: Settings) -> House:
    """Wording, flows and limits, as the settings want them."""
    community, rates = settings.community, settings.rates
    zone, bulk = ZoneInfo(community.time_zone), rates.per_second - rates.bulk_reserve
    calendars = calendars_of(settings.calendar, settings.hours, zone)
    return open_house(community.languages, calendars, settings.limits, settings.categories, bulk, settings.points)


@dataclass(frozen=True)
class Parts:
    """The bot's parts, wired to each other."""

    database: Database
    bot: Bot
    house: House
    taps: Taps
    sender: Sender
    dispatcher: Dispatcher
    intake: Arrivals
    keeper: Housekeeping
    copies: Copies
    retention: Retention
    glances: Glances
    parcels: Poked
    jobs: Jobs
    cap: Ways
    gone: Poked
    watch: Watch
    backups: Backups
    distress: Poked
    health: Health
    meter: Meter

    async def run_until(self, stop: asyncio.Event) -> None:
        """Runs until `stop` is set or a part fails, and ends the parts in the order in which work flows; a part's error goes on."""
        handling = asyncio.create_task(self.dispatcher.run(), name="dispatch")
        sending = asyncio.create_task(self.sender.run(), name="sender")
        arriving = asyncio.create_task(self.intake.run(), name="intake")
        stopped = asyncio.create_task(stop.wait(), name="signal")
        scheduler = start_clock(self._periodic())
        beside = (
            asyncio.create_task(keep_going(scheduler), name="clock"),
            asyncio.create_task(self.parcels.run(), name="parcels"),
            asyncio.create_task(self.gone.run(), name="gone"),
            asyncio.create_task(self.distress.run(), name="distress"),
            asyncio.create_task(announce_commands(self.bot, self.house.texts), name="commands"),
        )
        _log.info("running")
        await asyncio.wait((handling, sending, arriving, stopped), return_when=asyncio.FIRST_COMPLETED)
        _log.info("stopping")
        self.health.stopping = True
        scheduler.shutdown(wait=False)
        for task in (arriving, stopped, *beside):
            task.cancel()
        self.dispatcher.stop()
        await asyncio.wait((handling,), timeout=_GRACE_SECONDS)
        self.sender.stop()
        await self.taps.finish()
        await asyncio.wait((sending,), timeout=_GRACE_SECONDS)
        for task in (handling, sending):
            task.cancel()  # only where the grace was not enough
        results = await asyncio.gather(handling, sending, arriving, stopped, *beside, return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException) and not isinstance(result, asyncio.CancelledError):
                raise result

    def _periodic(self) -> dict[Job, timedelta]:
        """What is looked after, and how often."""
        return self.jobs.periodic() | {
            self.keeper.dialogs_due: timedelta(seconds=10),
            self.keeper.reports_due: timedelta(minutes=1),
            self.keeper.breaches_due: timedelta(seconds=5),
            self.keeper.forget: timedelta(minutes=1),
            self.cap.sent.look_due: timedelta(seconds=2),
            self.cap.folder.look: timedelta(seconds=5),
            self.copies.fetch_due: timedelta(seconds=5),
            self.glances.look_due: timedelta(seconds=2),
            self.copies.sweep: timedelta(hours=1),
            self.retention.daily: timedelta(minutes=5),
            self.watch.look: timedelta(seconds=10),
            self.backups.backup_due: timedelta(minutes=1),
        }


@dataclass(frozen=True)
class Outside:
    """What lies beyond the parts: storage, Telegram, the picture worker. A simulation has its own."""

    seal: Seal
    database: Database
    bot: Bot
    downloads: Downloads
    workshop: Workshop


@asynccontextmanager
async def assembled(settings: Settings, clock: Clock) -> AsyncIterator[Parts]:
    """The parts on a migrated database; AlreadyRunning when another process holds the database or the token."""
    telegram = settings.telegram
    token = telegram.token.get_secret_value()
    async with AsyncExitStack() as stack:
        seal = load_seal(settings.storage.key_file)
        database = await Database.open(settings.storage.url, seal, alone=True)
        stack.push_async_callback(database.close)
        stack.callback(lock_token(token).close)
        bot = await stack.enter_async_context(open_bot(token, telegram.api_url, telegram.proxy_url))
        downloads = await stack.enter_async_context(open_downloads(bot, telegram.proxy_url))
        workshop = Workshop()
        stack.push_async_callback(workshop.close)
        yield wired(settings, Outside(seal, database, bot, downloads, workshop), clock)


def wired(settings: Settings, outside: Outside, clock: Clock) -> Parts:
    """The parts, tied to each other and to what lies outside."""
    database, bot = outside.database, outside.bot
    house = house_of(settings)
    taps, meter = Taps(bot), Meter(command.name for feature in FEATURES for command in feature.routes.commands)
    files = SealedFiles(settings.storage.media_dir, outside.seal)
    sender = Sender(database, bot, house.texts, settings.rates.as_rates(), files.load, clock, meter)
    parcels = Poked(Parcels(database, files, clock, sender.poke).pack_due, timedelta(seconds=30))
    gone = Poked(Gone(database, house, files, clock, sender.poke).scour, timedelta(seconds=10))
    wakes = {Wake.PARCELS: parcels.poke, Wake.GONE: gone.poke}
    dispatcher = Dispatcher(database, bot, house, open_router(house.texts), taps, sender.poke, wakes, clock, meter)
    copies = Copies(database, outside.downloads, outside.workshop, files, clock, _settled(house, sender, clock))
    intake = _intake(settings.telegram, outside, taps, clock, dispatcher.poke)
    patiences = (intake.patience, dispatcher.patience, sender.patience)
    distress = Distress(database, bot, house.texts, patiences, clock, sender.poke)
    return Parts(
        database=database,
        bot=bot,
        house=house,
        taps=taps,
        sender=sender,
        dispatcher=dispatcher,
        intake=intake,
        keeper=Housekeeping(database, house, clock, sender.poke),
        copies=copies,
        glances=Glances(database, house, copies, clock, sender.poke),
        parcels=parcels,
        jobs=jobs_of(database, house, clock, sender.poke),
        cap=ways_in(database, house, outside.downloads, settings.warnings, clock, sender.poke),
        gone=gone,
        retention=Retention(database, house.zone, clock),
        watch=Watch(database, intake.contact, settings.volumes, clock, sender.poke),
        backups=Backups(database, settings.storage, settings.backup, clock, sender.poke),
        distress=Poked(distress.look, timedelta(seconds=1)),
        health=Health(database, intake.contact, patiences, clock),
        meter=meter,
    )


def _intake(telegram: Telegram, outside: Outside, taps: Taps, clock: Clock, arrived: Callable[[], None]) -> Arrivals:
    """By the mode."""
    if telegram.webhook_url is None or telegram.mode == "polling":
        return Polling(outside.database, outside.bot, taps, clock, arrived)
    from bot.intake.door import secret_of  # noqa: PLC0415 - a server that few need
    from bot.intake.webhook import Address, Webhook  # noqa: PLC0415

    address = Address(telegram.webhook_url, telegram.webhook_listen, secret_of(telegram.token.get_secret_value()))
    return Webhook(address, outside.database, outside.bot, taps, clock, arrived)


def _settled(house: House, sender: Sender, clock: Clock) -> Settled:
    """What is to be done about a file that was kept or given up."""

    async def settled(store: Store, media: Media) -> None:
        await pictures.settled(Work(house, store, clock()), media)
        sender.poke()

    return settled
