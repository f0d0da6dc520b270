"""Between the bot and the small Telegram: no socket, a virtual way there and back, and the weather."""

import asyncio
import contextvars
from typing import Any

import httpx

from bot.demo.errors import ApiError
from bot.demo.methods import Methods
from bot.demo.params import Params
from bot.demo.server import DemoServer
from bot.demo.world import World
from storage.outbox import Claimed
from tests.simulation.mortal import LIFE
from tests.simulation.weather import Fate, Weather
from tests.simulation.witness import Witness

CLAIM: contextvars.ContextVar[Claimed | None] = contextvars.ContextVar("CLAIM", default=None)
_FATE: contextvars.ContextVar[Fate] = contextvars.ContextVar("FATE", default=Fate.WELL)

_SHORTEST_READ = 1.0


class Watched(Methods):
    """The Bot API; whatever it does or refuses is witnessed, at the moment at which it does."""

    def __init__(self, world: World, witness: Witness, weather: Weather) -> None:
        super().__init__(world)
        self._witness = witness
        self._weather = weather

    async def call(self, name: str, params: Params) -> Any:
        """As the fate of this call wants it."""
        match _FATE.get():
            case Fate.TOO_MANY:
                seconds = self._weather.wait()
                raise ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)
            case Fate.BROKEN:
                raise ApiError(500, "Internal Server Error")
        if name.lower() == "getupdates":
            self._confirm(params)
            return await super().call(name, params)
        try:
            result = await super().call(name, params)
        except ApiError as error:
            self._witness.refused(CLAIM.get(), name, params, error)
            raise
        self._witness.heard(CLAIM.get(), name, params)
        return result

    def _confirm(self, params: Params) -> None:
        self.world.expire()
        offset = int(params.get("offset", 0))
        self._witness.confirmed(one for one in self.world.pending if one < offset)


class Air(httpx.AsyncBaseTransport):
    """A call lives by itself as soon as it is on its way: whether its caller is killed changes nothing for it."""

    def __init__(self, server: DemoServer, weather: Weather) -> None:
        self._weather = weather
        self._app = httpx.ASGITransport(server.app())
        self._outdoors = contextvars.copy_context()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """httpx's errors, as a network has them."""
        life = LIFE.get()
        if life is not None:
            life.check()
        fate = self._weather.fate()
        if fate is Fate.REFUSED:
            await asyncio.sleep(self._weather.back())
            raise httpx.ConnectError("refused")
        seconds = max(_SHORTEST_READ, request.extensions["timeout"]["read"])
        outdoors = self._outdoors.copy()
        outdoors.run(CLAIM.set, CLAIM.get())
        outdoors.run(_FATE.set, fate)
        travelling = asyncio.get_running_loop().create_task(self._travel(request, fate), context=outdoors)
        try:
            async with asyncio.timeout(seconds):
                response = await asyncio.shield(travelling)
        except TimeoutError:
            raise httpx.ReadTimeout("no reply") from None
        if life is not None:
            life.check()
        if isinstance(response, httpx.HTTPError):
            raise response
        return response

    async def _travel(self, request: httpx.Request, fate: Fate) -> httpx.Response | httpx.HTTPError:
        await asyncio.sleep(self._weather.there())
        if fate is Fate.CUT or (fate is Fate.HANG and self._weather.dice.random() < 0.5):
            return await self._silent(fate)
        response = await self._app.handle_async_request(request)
        if fate in (Fate.LOST, Fate.HANG):
            return await self._silent(fate)
        await asyncio.sleep(self._weather.back())
        return response

    async def _silent(self, fate: Fate) -> httpx.HTTPError:
        await asyncio.sleep(40.0 if fate is Fate.HANG else self._weather.back())
        return httpx.RemoteProtocolError("server disconnected without sending a response")
