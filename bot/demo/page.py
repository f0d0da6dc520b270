"""What the chat page asks for: the people, a chat, its news, and the things one can do with a phone."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.errors import ApiError
from bot.demo.hands import Hands

if TYPE_CHECKING:
    from bot.demo.server import DemoServer

_LONGEST_WAIT = 25.0


def page_routes(server: DemoServer) -> list[Route]:
    """Loopback only, and without a token: whoever sits at this machine may be anybody of the made-up people."""

    async def people(_request: Request) -> Response:
        return JSONResponse([_person(phone) for phone in server.world.phones.values()])

    async def chat(request: Request) -> Response:
        hands = _hands(server, request)
        after = int(request.query_params.get("after", -1))
        wait = min(float(request.query_params.get("wait", 0)), _LONGEST_WAIT)
        with contextlib.suppress(TimeoutError):
            await server.world.until(lambda: _version(server) > after, wait)
        return JSONResponse({"version": _version(server), **_chat(hands)})

    async def act(request: Request) -> Response:
        hands = _hands(server, request)
        given = await request.json()
        try:
            _do(hands, request.path_params["action"], given)
        except ApiError as error:
            return JSONResponse({"error": error.description}, error.code)
        return JSONResponse({"ok": True})

    async def picture(request: Request) -> Response:
        content = server.world.files.get(request.path_params["name"])
        return Response(content, media_type="image/jpeg") if isinstance(content, bytes) else Response(status_code=404)

    return [
        Route("/demo/people", people),
        Route("/demo/people/{id:int}/chat", chat),
        Route("/demo/people/{id:int}/{action}", act, methods=["POST"]),
        Route("/demo/files/{name}", picture),
    ]


def _hands(server: DemoServer, request: Request) -> Hands:
    return server.person(int(request.path_params["id"]))


def _version(server: DemoServer) -> int:
    events = server.world.events
    return int(events[-1]["seq"]) if events else 0


def _do(hands: Hands, action: str, given: dict[str, Any]) -> None:
    match action:
        case "text":
            hands.text(str(given["text"]))
        case "photo":
            hands.photo(given.get("caption"))
        case "place":
            hands.place()
        case "press":
            hands.press(str(given["label"]))
        case "tap":
            hands.forge(str(given["data"]), hands.chat.messages[int(given["message_id"])])
        case _:
            raise ApiError(404, "no such action")


def _person(phone: Any) -> dict[str, Any]:
    actor = phone.actor
    unread = sum(shown.rang for shown in phone.messages.values())
    return {
        "id": actor.id,
        "name": actor.first_name,
        "role": actor.role,
        "language": actor.language_code,
        "rang": unread,
    }


def _chat(hands: Hands) -> dict[str, Any]:
    return {
        "messages": [
            {
                "id": shown.message_id,
                "from": shown.sender,
                "words": shown.words,
                "links": shown.links,
                "photo": shown.photo,
                "location": shown.location,
                "buttons": shown.buttons,
                "edited": shown.edited,
                "rang": shown.rang,
                "at": shown.at.isoformat(),
            }
            for shown in hands.chat.messages.values()
        ],
        "keyboard": [[{"text": key["text"]} for key in row] for row in hands.chat.keyboard],
        "toasts": hands.chat.toasts[-1:],
        "toast_count": len(hands.chat.toasts),
    }
