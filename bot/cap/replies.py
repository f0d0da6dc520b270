"""How others are answered who read what we send out as CAP or a feed."""

import hashlib

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_KEEP = "public, max-age=30"


def cached(request: Request, body: bytes, kind: str) -> Response:
    """Not sent again to whoever has it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": _KEEP}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


def found_or_not(request: Request, body: bytes | None, kind: str) -> Response:
    """What is not out and what never was are answered alike."""
    return PlainTextResponse("not found", 404) if body is None else cached(request, body, kind)
