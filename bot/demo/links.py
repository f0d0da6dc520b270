"""Links to the bot."""

import re

from bot.demo.errors import ApiError
from bot.demo.state import BOT_NAME

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
_TO_BOT = re.compile(
    rf"https?://t\.me/{BOT_NAME}(?:\?start=(?P<web>[\w-]*))?|tg://resolve\?domain={BOT_NAME}(?:&start=(?P<app>[\w-]*))?"
)


def check_payload(payload: str) -> None:
    """409 for what a t.me link cannot carry: more than 64, or others than A-Za-z0-9_-."""
    if not _PAYLOAD.fullmatch(payload):
        raise ApiError(409, "no link can carry this payload")


def payload_in(url: str) -> str | None:
    """What a link to the bot carries, which may be nothing; None for a link to anywhere else."""
    found = _TO_BOT.fullmatch(url)
    return None if found is None else found["web"] or found["app"] or ""
