"""What the page asks for: everything as it is, its news as they come, files, and the things one can do with a phone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.demo.acting import Acting
from bot.demo.assets import assets
from bot.demo.doing import do
from bot.demo.errors import ApiError
from bot.demo.files import kind_of
from bot.demo.groups import Circle
from bot.demo.guard import guarded
from bot.demo.stream import follow, newest
from bot.demo.views import as_everything

if TYPE_CHECKING:
    from bot.demo.server import DemoServer

_PHOTO_BYTES = 10_000_000
_SHOWN = ("image/jpeg", "image/png")  # other files are downloaded: nothing of theirs is to run here


class Page:
    """The page's part of a server. Loopback only, and without a token: whoever sits at this machine may be any of the people."""

    def __init__(self, server: DemoServer) -> None:
        self._server = server
        self._world = server.world

    def routes(self) -> list[Route]:
        """Each behind the guard."""
        return [
            Route("/demo/everything", guarded(self._everything)),
            Route("/demo/events", guarded(self._events)),
            Route("/demo/reports", guarded(self._reports)),
            Route("/demo/warning", guarded(self._warning)),
            Route("/demo/bot/kill", guarded(_told(self._kill)), methods=["POST"]),
            Route("/demo/people/{id:int}/code", guarded(self._code)),
            Route("/demo/people/{id:int}/scan", guarded(_told(self._scan)), methods=["POST"]),
            Route("/demo/people/{id:int}/upload", guarded(_told(self._upload)), methods=["POST"]),
            Route("/demo/people/{id:int}/{action}", guarded(_told(self._act)), methods=["POST"]),
            Route("/demo/files/{name}", guarded(self._file)),
            Route("/{path:path}", guarded(assets())),
        ]

    async def _everything(self, _request: Request) -> Response:
        at = f"{self._world.run}-{newest(self._world)}"
        process = self._server.backstage and self._server.backstage.state
        scanned = [one for one in self._world.phones if self._server.authenticator.has(one)]
        return JSONResponse({"at": at, "process": process, "scanned": scanned, **as_everything(self._world)})

    async def _events(self, request: Request) -> Response:
        after = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(follow(self._world, after), media_type="text/event-stream")

    async def _reports(self, _request: Request) -> Response:
        backstage = self._server.backstage
        return JSONResponse([] if backstage is None else await backstage.reports())

    async def _warning(self, _request: Request) -> Response:
        backstage = self._server.backstage
        return JSONResponse(None if backstage is None else await backstage.warning())

    async def _code(self, request: Request) -> Response:
        who = request.path_params["id"]
        app = self._server.authenticator
        return JSONResponse(app.shown(who) if app.has(who) else None)

    async def _scan(self, request: Request) -> None:
        hands, given = self._server.person(request.path_params["id"]), await request.json()
        self._server.authenticator.scan(hands.chat.id, hands.chat.messages[int(given["message_id"])])
        self._world.tell("scanned", hands.chat.id)

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        content = self._world.files.get(name)
        if not isinstance(content, bytes):
            return Response(status_code=404)
        kind = "image/jpeg" if kind_of(name) == "photo" else self._world.files.about[name].get("mime_type", "")
        return Response(content, media_type=kind if kind in _SHOWN else "application/octet-stream")

    async def _kill(self, _request: Request) -> None:
        if self._server.backstage is None:
            raise ApiError(404, "no bot of ours runs here")
        await self._server.backstage.kill()

    async def _act(self, request: Request) -> None:
        do(self._acting(request), request.path_params["action"], await request.json())

    async def _upload(self, request: Request) -> None:
        self._acting(request).photo(content=await _picture(request))

    def _acting(self, request: Request) -> Acting:
        """The person in private, or in the group that is named."""
        hands = self._server.person(request.path_params["id"])
        group = self._world.groups.get(int(request.query_params.get("group", 0)))
        return hands if group is None else hands.at(Circle(self._world, group))


def _told(doing: Callable[[Request], Awaitable[None]]) -> Callable[[Request], Awaitable[Response]]:
    """Does something, and says so, or why it could not be done."""

    async def told(request: Request) -> Response:
        try:
            await doing(request)
        except ApiError as error:
            return JSONResponse({"error": error.description}, error.code)
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"error": f"not understood: {error!r}"}, 400)
        return JSONResponse({"ok": True})

    return told


async def _picture(request: Request) -> bytes:
    """The body, which says that it is a picture (so no form of another page can send it); 413 above what Telegram takes as a photo."""
    if not request.headers.get("content-type", "").startswith("image/"):
        raise ApiError(415, "a picture is wanted")
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > _PHOTO_BYTES:
            raise ApiError(413, "the picture is too big")
    return bytes(content)
