"""The small Telegram over HTTP on loopback: the Bot API, the files, and a page from which to be any of the people."""

import asyncio
import hmac
import secrets
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.demo.authenticator import Authenticator
from bot.demo.backstage import Backstage
from bot.demo.bells import CALLS
from bot.demo.errors import ApiError
from bot.demo.faults import CutOff, Fault, Faults, Rule, with_fault
from bot.demo.files import Files, path_of
from bot.demo.groups import Circle
from bot.demo.hands import Hands
from bot.demo.methods import Methods
from bot.demo.page import Page
from bot.demo.params import Params, read_params, without_uploads
from bot.demo.serving import Ascii, Broken
from bot.demo.shapes import CHANNEL_RIGHTS
from bot.demo.webhooks import Webhooks
from bot.demo.world import Call, World
from bot.serving import QuietServer, bound
from storage.clock import Clock, utc_now

_KEEP_ALIVE_SECONDS = (
    75  # as usual of a server before which a proxy stands; uvicorn's five are shorter than any client reckons with
)


def fresh_token() -> str:
    """A token that opens nothing; a new one each time, since a bot locks its token and several may run on one machine."""
    return f"424242:{secrets.token_urlsafe(30)[:35]}"


class DemoServer:
    """start() and stop() it; `url` is what the bot gets as telegram.api_url, person() whom you want to be.

    `backstage` is the bot's process, where the page may look at it; `proxied`, which tests alone have, is for webhooks.py.
    """

    def __init__(
        self, token: str | None = None, clock: Clock = utc_now, proxied: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.token = token or fresh_token()
        self.world = World(clock)
        self.faults = Faults()
        self.authenticator = Authenticator(clock)
        self._webhooks = Webhooks(self.world, self.faults, proxied)
        self._methods = Methods(self.world, self._webhooks)
        self._hands: dict[int, Hands] = {}
        self._server: QuietServer | None = None
        self._serving: asyncio.Task[None] | None = None
        self.backstage: Backstage | None = None
        self.url = ""

    async def start(self, port: int = 0) -> None:
        """Serves on 127.0.0.1; port 0 takes a free one. OSError when the port is taken."""
        config = uvicorn.Config(
            self.app(),
            host="127.0.0.1",
            port=port,
            log_level="critical",
            lifespan="off",
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        )
        sock = bound(port)
        self.url = f"http://127.0.0.1:{sock.getsockname()[1]}"
        self._server = QuietServer(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[sock]))
        await self._server.up.wait()
        self._webhooks.resume()

    async def stop(self) -> None:
        """Ends it, with every connection."""
        await self._webhooks.pause()
        if self._server is not None and self._serving is not None:
            self._server.ending.set()
            await self._serving

    def person(self, person_id: int) -> Hands:
        """The hands and eyes of one of the people."""
        return self._hands.setdefault(person_id, Hands(self.world, person_id))

    def group(self, title: str, members: Sequence[int], *, supergroup: bool = False) -> Circle:
        """A new group of people, of whom the first is its creator; one of them lets the bot in."""
        statuses = dict.fromkeys(members, "member") | {members[0]: "creator"}
        return Circle(self.world, self.world.add_group(title, statuses, supergroup=supergroup))

    def circle(self, title: str) -> Circle:
        """The group or channel of this title."""
        return Circle(self.world, next(one for one in self.world.groups.values() if one.title == title))

    def misbehave(self, fault: Fault, *methods: str, **how: Any) -> Rule:
        """From now on some calls go wrong; see faults.Rule."""
        rule = Rule(fault, frozenset(method.lower() for method in methods), **how)
        self.faults.rules.append(rule)
        return rule

    def channel(self, title: str, followers: Sequence[int], *, with_bot: bool = False) -> Circle:
        """A new channel, of which the first runs it and the others read; where the bot is in it, it was let in before the story begins."""
        statuses = dict.fromkeys(followers, "member") | {followers[0]: "creator"}
        channel = self.world.add_channel(title, statuses)
        if with_bot:
            channel.bot, channel.bot_rights = "administrator", CHANNEL_RIGHTS
        return Circle(self.world, channel)

    def app(self) -> Starlette:
        """The ASGI application."""
        return Starlette(
            routes=[
                Route("/bot{token}/{method}", self._api, methods=["GET", "POST"]),
                Route("/file/bot{token}/{folder}/{name}", self._file),
                *Page(self).routes(),
            ]
        )

    def _knows(self, request: Request) -> bool:
        return hmac.compare_digest(request.path_params["token"].encode(), self.token.encode())

    async def _api(self, request: Request) -> Response:
        if not self._knows(request):
            return _refusal(ApiError(401, "Unauthorized"))
        method = request.path_params["method"]
        params: Params = {}
        try:
            params = await read_params(request)
            result = await self._misbehaving(method, params)
        except ApiError as error:
            self._note(method, params, str(error.code))
            return _refusal(error)
        except CutOff:
            self._note(method, params, "cut")
            return Broken()
        self._note(method, params, "ok")
        return Ascii({"ok": True, "result": result})

    async def _misbehaving(self, method: str, params: Params) -> Any:
        self.faults.check_groups(method, params, self.world.clock())
        rule = self.faults.pick(method, params.get("chat_id"))
        return await with_fault(rule, lambda: self._methods.call(method, params))

    def _note(self, method: str, params: Params, outcome: str) -> None:
        chat_id = params.get("chat_id")
        chat = chat_id if isinstance(chat_id, int) else None
        if chat in self.world.extras:
            return  # thousands of calls that nobody looks at
        self.world.calls.append(Call(method, chat, self.world.clock(), outcome, without_uploads(params)))
        self.world.changed(CALLS)

    async def _file(self, request: Request) -> Response:
        """For faults, its method is `file`."""
        path = f"{request.path_params['folder']}/{request.path_params['name']}"
        file_id = request.path_params["name"].partition(".")[0]
        files = self.world.files
        if not (self._knows(request) and files.is_open(file_id, self.world.clock()) and path_of(file_id) == path):
            return _refusal(ApiError(404, "Not Found"))
        try:
            return await with_fault(self.faults.pick("file", None), lambda: _as_body(files, file_id))
        except ApiError as error:
            return _refusal(error)
        except CutOff:
            return Broken()


async def _as_body(files: Files, file_id: str) -> Response:
    length = {"content-length": str(files.size(file_id))} if files.says_truly(file_id) else {}
    return StreamingResponse(files.serve(file_id), media_type="application/octet-stream", headers=length)


def _refusal(error: ApiError) -> Response:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return Ascii(body, error.code)
