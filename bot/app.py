"""Puts everything together, runs it, and ends it in order."""

import asyncio
import logging
import signal
import warnings
from contextlib import AsyncExitStack
from datetime import timedelta
from zoneinfo import ZoneInfo

from telegram import Bot

from bot.commands import announce_commands
from bot.config import Settings
from bot.delivery.sender import Sender
from bot.delivery.telegram import open_bot
from bot.dispatch import Dispatcher
from bot.housekeeping import Housekeeping, start_clock
from bot.intake import Intake
from bot.lock import lock_database, lock_token
from bot.media import Pictures
from bot.taps import Taps
from handlers.context import House
from handlers.features import open_house, open_router
from storage.clock import Clock, utc_now
from storage.engine import Database, sqlite_path
from storage.seal import load_seal

_log = logging.getLogger(__name__)

_GRACE_SECONDS = 25.0  # below what service managers allow before they kill


async def run(settings: Settings, clock: Clock = utc_now) -> None:
    """Runs the bot until SIGTERM or SIGINT; sends in flight are finished, the rest stays in the outbox."""
    _quieten()
    async with AsyncExitStack() as stack:
        stack.callback(lock_database(sqlite_path(settings.storage.url)).close)
        stack.callback(lock_token(settings.telegram.token.get_secret_value()).close)
        seal = load_seal(settings.storage.key_file)
        database = await Database.open(settings.storage.url, seal)
        stack.push_async_callback(database.close)
        telegram = settings.telegram
        bot = await stack.enter_async_context(
            open_bot(telegram.token.get_secret_value(), telegram.api_url, telegram.proxy_url)
        )
        house = house_of(settings)
        taps = Taps(bot)
        sender = Sender(database, bot, house.texts, settings.rates.as_rates(), clock)
        dispatcher = Dispatcher(database, bot, house, open_router(house.texts), taps, sender.poke, clock)
        intake = Intake(database, bot, taps, clock, dispatcher.poke)
        keeper = Housekeeping(database, house, clock, sender.poke)
        limits = settings.limits
        pictures = Pictures(database, bot, seal, settings.storage.media_dir, limits.photo_megabytes, clock)
        await _run_parts(bot, house, taps, sender, dispatcher, intake, keeper, pictures)


def house_of(settings: Settings) -> House:
    """Wording, flows and limits, as the settings want them."""
    community = settings.community
    return open_house(community.languages, ZoneInfo(community.time_zone), settings.limits, settings.categories)


async def _run_parts(
    bot: Bot,
    house: House,
    taps: Taps,
    sender: Sender,
    dispatcher: Dispatcher,
    intake: Intake,
    keeper: Housekeeping,
    pictures: Pictures,
) -> None:
    """Starts the parts, waits for a signal or a part that fails, and stops them in the order in which work flows."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    handling = asyncio.create_task(dispatcher.run(), name="dispatch")
    sending = asyncio.create_task(sender.run(), name="sender")
    polling = asyncio.create_task(intake.run(), name="intake")
    announcing = asyncio.create_task(announce_commands(bot, house.texts), name="commands")
    jobs = {
        keeper.dialogs_due: timedelta(seconds=10),
        keeper.forget: timedelta(minutes=1),
        pictures.fetch_due: timedelta(seconds=5),
    }
    scheduler = start_clock(jobs)
    _log.info("running")
    stopped = asyncio.create_task(stop.wait(), name="signal")
    await asyncio.wait((handling, sending, polling, stopped), return_when=asyncio.FIRST_COMPLETED)
    _log.info("stopping")
    scheduler.shutdown(wait=False)
    for task in (polling, announcing, stopped):
        task.cancel()
    dispatcher.stop()
    await asyncio.wait((handling,), timeout=_GRACE_SECONDS)
    sender.stop()
    await taps.finish()
    await asyncio.wait((sending,), timeout=_GRACE_SECONDS)
    results = await asyncio.gather(handling, sending, polling, announcing, stopped, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, asyncio.CancelledError):
            raise result


def _quieten() -> None:
    """python-telegram-bot advises against raw calls of methods it wraps; raw JSON is what we want."""
    warnings.filterwarnings("ignore", message="Please use 'Bot\\.")
