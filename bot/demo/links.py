"""Links to the bot."""

import re

from bot.demo.errors import ApiError

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


def check_payload(payload: str) -> None:
    """409 for what a t.me link cannot carry: more than 64, or others than A-Za-z0-9_-."""
    if not _PAYLOAD.fullmatch(payload):
        raise ApiError(409, "no link can carry this payload")
