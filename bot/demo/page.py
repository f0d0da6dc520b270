"""What the chat page asks for: the people, a chat, its news, and the things one can do with a phone."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.acting import Acting
from bot.demo.attachments import Clip
from bot.demo.errors import ApiError
from bot.demo.files import kind_of
from bot.demo.groups import Circle, Member
from bot.demo.hands import Hands
from bot.demo.pictures import picture
from bot.demo.views import as_people, as_view

if TYPE_CHECKING:
    from bot.demo.server import DemoServer

_LONGEST_WAIT = 25.0


def page_routes(server: DemoServer) -> list[Route]:
    """Loopback only, and without a token: whoever sits at this machine may be anybody of the made-up people."""

    async def people(_request: Request) -> Response:
        return JSONResponse(as_people(server.world))

    async def chat(request: Request) -> Response:
        after = int(request.query_params.get("after", -1))
        wait = min(float(request.query_params.get("wait", 0)), _LONGEST_WAIT)
        with contextlib.suppress(TimeoutError):
            await server.world.until(lambda: _version(server) > after, wait)
        return JSONResponse({"version": _version(server), **as_view(_acting(server, request))})

    async def act(request: Request) -> Response:
        given = await request.json()
        try:
            _do(_acting(server, request), request.path_params["action"], given)
        except ApiError as error:
            return JSONResponse({"error": error.description}, error.code)
        return JSONResponse({"ok": True})

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        content = server.world.files.get(name)
        if not isinstance(content, bytes):
            return Response(status_code=404)
        kept = server.world.files.about.get(name, {}).get("mime_type", "application/octet-stream")
        return Response(content, media_type="image/jpeg" if kind_of(name) == "photo" else kept)

    return [
        Route("/demo/people", people),
        Route("/demo/people/{id:int}/chat", chat),
        Route("/demo/people/{id:int}/{action}", act, methods=["POST"]),
        Route("/demo/files/{name}", file),
    ]


def _acting(server: DemoServer, request: Request) -> Acting:
    """The person in private, or in the group that is named."""
    hands = server.person(int(request.path_params["id"]))
    group = server.world.groups.get(int(request.query_params.get("group", 0)))
    return hands if group is None else hands.at(Circle(server.world, group))


def _version(server: DemoServer) -> int:
    events = server.world.events
    return int(events[-1]["seq"]) if events else 0


def _do(acting: Acting, action: str, given: dict[str, Any]) -> None:
    match action:
        case "text":
            acting.text(str(given["text"]))
        case "press":
            acting.press(str(given["label"]))
        case "tap":
            acting.forge(str(given["data"]), acting.chat.messages[int(given["message_id"])])
        case "start" if isinstance(acting, Hands):
            acting.start(str(given["payload"]))
        case "add_bot" if isinstance(acting, Member):
            acting.adds_bot()
        case "remove_bot" if isinstance(acting, Member):
            acting.removes_bot()
        case _:
            _send(acting, action)


def _send(acting: Acting, kind: str) -> None:
    match kind:
        case "photo":
            acting.photo()
        case "place":
            acting.place()
        case "album":
            acting.album((None, picture(1), Clip()))
        case "voice":
            acting.voice()
        case "video":
            acting.video()
        case "document":
            acting.document("IMG_0001.jpg", picture(acting.actor.id))
        case "sticker":
            acting.sticker()
        case _:
            raise ApiError(404, "no such action")
