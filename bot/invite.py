"""Invites: a link with 128 random bits, of which only a keyed hash is kept."""

import secrets
from datetime import timedelta

import segno
import typer
from telegram.error import InvalidToken, TelegramError

from bot.config import Settings
from bot.delivery.telegram import open_bot
from bot.operate import OperateError, opened
from handlers.staff import INVITE
from storage.clock import utc_now
from storage.roles import Role

_TOKEN_BYTES = 16


async def print_invite(settings: Settings, role: Role, unit: str | None, *, uses: int, hours: int) -> None:
    """Makes an invite, and prints its link and QR code."""
    link = await make_invite(settings, role, unit, uses=uses, hours=hours)
    typer.echo(link)
    typer.echo(f"Good for {uses} {'person' if uses == 1 else 'people'}, for {hours} hours.")
    segno.make(link).terminal(compact=True)


async def make_invite(settings: Settings, role: Role, unit: str | None, *, uses: int, hours: int) -> str:
    """The t.me link of a new invite. OperateError when the unit is missing, unknown, or Telegram cannot be asked for our name."""
    if (role is Role.STAFF) != (unit is not None):
        raise OperateError("staff belong to a unit: give --unit CODE; an administrator has none")
    name = await bot_name(settings)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    now = utc_now()
    async with opened(settings) as database, database.write() as store:
        found = None if unit is None else await store.units.by_code(unit)
        if unit is not None and found is None:
            raise OperateError(f"there is no unit {unit}; shao units list shows them all")
        expires_at = now + timedelta(hours=hours)
        await store.roles.add_invite(
            token, role, None if found is None else found.id, uses=uses, expires_at=expires_at, now=now
        )
    return f"https://t.me/{name}?start={INVITE}_{token}"


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
