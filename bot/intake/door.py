"""Where Telegram brings updates: one path, one method, and a secret that it alone was told."""

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

Update = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_MOST_BYTES = 1_000_000  # of an update: a message is far smaller, with all that it answers and forwards
_LARGEST_ID = 2**63 - 1
_AGAIN = {"retry-after": "2"}  # seconds; without it Telegram waits longer each time, up to two minutes


def secret_of(token: str) -> str:
    """Nobody has to invent or keep it: it follows from the token, and does not lead back to it."""
    return hmac.new(token.encode(), b"shao webhook", hashlib.sha256).hexdigest()


def door(path: str, secret: str, offer: Callable[[Update], Awaitable[bool]]) -> Starlette:
    """An ASGI application. `offer` says whether an update is in the inbox: only then may Telegram forget it."""

    async def take(request: Request) -> Response:
        """Whoever does not know the secret learns nothing, not even that there is a path."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("latin-1"), secret.encode()):
            return PlainTextResponse("Not Found", 404)
        body = await _limited(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        update = read(body)
        if update is None:
            return PlainTextResponse("not an update", 400)
        return PlainTextResponse("ok") if await offer(update) else PlainTextResponse("later", 503, _AGAIN)

    return Starlette(routes=[Route(path, take, methods=["POST"])])


def read(body: bytes) -> Update | None:
    """An update, whatever else it holds beside its id; None for what is none."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    known = update.get("update_id") if isinstance(update, dict) else None
    return update if type(known) is int and 0 <= known <= _LARGEST_ID else None


async def _limited(request: Request) -> bytes | None:
    """None when it is too large; no more of it is read then."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            return None
    return bytes(body)
