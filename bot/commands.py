"""Telegram's command menu, in every language; it is a convenience, never access control."""

import asyncio
import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.telegram import call
from handlers.features import FEATURES
from handlers.texts import Texts

_log = logging.getLogger(__name__)

_RETRY_SECONDS = (5, 30, 300)


async def announce_commands(bot: Bot, texts: Texts) -> None:
    """Sets the menu in each language, and in the first one for everybody else; asks for the bot's own name, which links need.

    Tried again a few times, then left to the next start.
    """
    for pause in (*_RETRY_SECONDS, 0):
        try:
            await bot.get_me()
            for language in (None, *texts.languages):
                await call(bot, "setMyCommands", _menu(texts, language))
            return
        except TelegramError as error:
            _log.warning("the command menu could not be set: %s", type(error).__name__)
            await asyncio.sleep(pause)


def listed_commands() -> tuple[str, ...]:
    """The commands that stand in the menu."""
    return tuple(command.name for feature in FEATURES for command in feature.routes.commands if command.listed)


def _menu(texts: Texts, language: str | None) -> dict[str, object]:
    shown = language or texts.languages[0]
    commands = [{"command": name, "description": texts.plain(f"command-{name}", shown)} for name in listed_commands()]
    return {"commands": commands} | ({"language_code": language.split("-")[0].lower()} if language else {})
