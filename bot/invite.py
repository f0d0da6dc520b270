"""Invites: a link with 128 random bits, of which only a keyed hash is kept."""

import segno
import typer
from telegram.error import InvalidToken, TelegramError

from bot.config import Settings
from bot.delivery.telegram import open_bot
from bot.operate import OperateError, opened
from bot.roles import check_fits, check_has_unit, find_unit
from handlers.staff import INVITE, service
from handlers.texts import start_link
from storage.clock import utc_now
from storage.roles import Role


async def print_invite(settings: Settings, role: Role, unit: str | None, *, uses: int, hours: int) -> None:
    """Makes an invite, and prints its link and QR code."""
    link = await make_invite(settings, role, unit, uses=uses, hours=hours)
    typer.echo(link)
    typer.echo(f"Good for {uses} {'person' if uses == 1 else 'people'}, for {hours} hours.")
    segno.make(link).terminal(compact=True)


async def make_invite(settings: Settings, role: Role, unit: str | None, *, uses: int, hours: int) -> str:
    """The t.me link of a new invite. OperateError when the unit is missing, unknown, or Telegram cannot be asked for our name."""
    check_has_unit(role, unit)
    name = await bot_name(settings)
    async with opened(settings) as database, database.write() as store:
        found = await find_unit(store, unit)
        check_fits(role, found)
        unit_id = None if found is None else found.id
        token = await service.make_invite(store, role, unit_id, uses=uses, hours=hours, now=utc_now())
    return start_link(f"{INVITE}_{token}", name)


async def bot_name(settings: Settings) -> str:
    """The bot's user name, as Telegram says; OperateError when it cannot be asked."""
    telegram = settings.telegram
    async with open_bot(telegram.token.get_secret_value(), telegram.api_url, telegram.proxy_url) as bot:
        try:
            me = await bot.get_me()
        except InvalidToken as error:
            raise OperateError(
                "Telegram does not know this token; copy it again from BotFather into telegram.token"
            ) from error
        except TelegramError as error:
            raise OperateError(
                f"Telegram cannot be reached at {telegram.api_url} ({type(error).__name__}); check the network and telegram.proxy"
            ) from error
    return str(me.username)
