"""Who may use the page: this machine's own browser, on the page itself. A foreign web page can neither read nor drive it."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

Endpoint = Callable[[Request], Awaitable[Response]]

_OURS = ("127.0.0.1", "localhost")
_FROM_HERE = (None, "same-origin", "none")
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


def guarded(endpoint: Endpoint) -> Endpoint:
    """The same for the page alone, with headers under which nothing from elsewhere is loaded and no frame holds it; 403 for others."""

    async def checked(request: Request) -> Response:
        response = await endpoint(request) if is_ours(request) else PlainTextResponse("not from this page", 403)
        response.headers.update(_HEADERS)
        return response

    return checked


def is_ours(request: Request) -> bool:
    """By Host, which a name that was bent to this machine has not; and where something is done, by where it was asked."""
    host, origin = request.headers.get("host", ""), request.headers.get("origin")
    if host not in _names(request.scope["server"][1]) or origin not in (None, f"http://{host}"):
        return False
    return request.method == "GET" or request.headers.get("sec-fetch-site") in _FROM_HERE


def _names(port: int) -> set[str]:
    return {f"{name}:{port}" for name in _OURS} | (set(_OURS) if port == 80 else set())
