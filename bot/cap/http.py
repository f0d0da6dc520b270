"""/alerts.atom and each warning as CAP, for whoever asks; and, with a token, the way in for those of others."""

import asyncio
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.cap.drills import Drilled, drill_routes
from bot.cap.imports import Imports
from bot.cap.replies import cached, found_or_not
from bot.cap.settings import WarningSettings
from bot.delivery.telegram import bot_name
from bot.operate import OperateError
from handlers.alerts import capping
from handlers.alerts.foreign import CapUnfit
from handlers.alerts.importing import Outcome
from handlers.alerts.message import NUMBER_LINK
from handlers.alerts.service import read_number
from handlers.cap.build import to_xml
from handlers.cap.feed import ATOM_TYPE, CAP_TYPE, to_atom
from handlers.cap.own import sender_of
from handlers.cap.parse import MOST_BYTES
from handlers.cap.problems import CapProblem, CapRefused
from handlers.texts import Texts, start_link
from storage.alert import Alert, AlertKind
from storage.clock import Clock
from storage.engine import Database
from storage.store import Store

if TYPE_CHECKING:
    from bot.app import Parts

_DAYS = timedelta(days=7)
_MOST = 50
_SHORTEST_TOKEN = 20
_MOST_IN_FORCE = 100
_SECONDS = 20.0  # that a document may take to come
_CUT = {"connection": "close"}  # whatever else would still come is not read
_SERIAL = re.compile("[1-9][0-9]{0,5}")
_SIZE = re.compile("[0-9]{1,9}")


@dataclass(frozen=True)
class World:
    """What is shown to others: `sender` is our name as it was set, `address` where all this is to be had, `link` leads to the original."""

    database: Database
    texts: Texts
    clock: Clock
    sender: str | None
    address: str
    link: Callable[[Alert], str | None]

    async def feed(self) -> bytes:
        """What holds and what went out in the last days, the newest first."""
        now = self.clock()
        async with self.database.read() as store:
            found = await store.alerts.in_force(now=now)
            newest = await store.alerts.released(since=now - _DAYS, limit=_MOST)
            shown = {one.id: one for one in (*found[:_MOST_IN_FORCE], *newest) if _is_shown(one, now)}.values()
            return await self._written(store, sorted(shown, key=_when, reverse=True))

    async def _written(self, store: Store, alerts: list[Alert]) -> bytes:
        sender = await sender_of(store, self.sender)
        entries = [await capping.entry(store, self.texts, one, sender=sender, address=self._of(one)) for one in alerts]
        updated = entries[0].updated if entries else datetime.fromtimestamp(0, tz=self.clock().tzinfo)
        address = f"{self.address}/alerts.atom"
        return to_atom(entries, address=address, title=sender, author=sender, updated=updated)

    async def message(self, event: str, serial: int) -> bytes | None:
        """One message; None for what is not out, and for what never was."""
        async with self.database.read() as store:
            alerts = await store.alerts.of_event(event)
            alert = next((one for one in alerts if one.serial == serial and _is_shown(one, self.clock())), None)
            if alert is None:
                return None
            sender = await sender_of(store, self.sender)
            said = await capping.as_cap(store, self.texts, alert, alerts, sender=sender, web=self.link(alert))
        return to_xml(said)

    def _of(self, alert: Alert) -> str:
        return f"{self.address}/alerts/{capping.identifier_of(alert)}.xml"


def routes_for(parts: "Parts", listen: str, settings: WarningSettings) -> list[Route]:
    """As the settings want it."""

    def link(alert: Alert) -> str | None:
        name = bot_name(parts.bot)
        return None if name is None else start_link(f"{NUMBER_LINK}_{alert.event}", name)

    address = (settings.cap_address or f"http://{listen}").rstrip("/")
    world = World(parts.database, parts.house.texts, parts.cap.clock, settings.cap_sender, address, link)
    drilled = Drilled(parts.database, parts.house.texts, parts.cap.clock, settings.cap_sender, address)
    return [*cap_routes(world, parts.cap.imports, token_in(settings.cap_token_file)), *drill_routes(drilled)]


def token_in(file: Path | None) -> str | None:
    """What whoever posts warnings has to know. OperateError."""
    if file is None:
        return None
    try:
        token = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise OperateError(f"warnings.cap_token_file = {file}: cannot be read as plain letters") from error
    if len(token) < _SHORTEST_TOKEN or not token.isprintable():
        raise OperateError(
            f"warnings.cap_token_file = {file}: should hold {_SHORTEST_TOKEN} characters or more, in one line"
        )
    return token


def cap_routes(world: World, imports: Imports, token: str | None) -> list[Route]:
    """Without a token nothing can be put in."""

    async def feed(request: Request) -> Response:
        """Whether there is anything new, and where."""
        return cached(request, await world.feed(), ATOM_TYPE)

    async def message(request: Request) -> Response:
        """One warning."""
        event, _, serial = request.path_params["name"].rpartition(".")
        found = await world.message(event, int(serial)) if _is_named_so(event, serial) else None
        return found_or_not(request, found, CAP_TYPE)

    async def post(request: Request) -> Response:
        """A warning of somebody else."""
        if not _knows(request, token or ""):
            return JSONResponse({"reason": "token"}, 401, {"www-authenticate": "Bearer"} | _CUT)
        try:
            return await _imported(imports, await _body(request))
        except CapRefused as error:
            status = 413 if error.reason is CapProblem.TOO_LARGE else 422
            return JSONResponse({"reason": error.reason.value, "detail": error.detail}, status, _CUT)
        except CapUnfit as error:
            return JSONResponse({"reason": error.reason.value}, 422)
        except TimeoutError:
            return JSONResponse({"reason": "too slow"}, 408, _CUT)

    ways_in = [Route("/alerts", post, methods=["POST"])] if token else []
    shown = [Route("/alerts.atom", feed), Route("/alerts/{name}.xml", message)]
    return [*shown, *ways_in]


async def _imported(imports: Imports, data: bytes) -> Response:
    taken = await imports.take(data)
    status = 201 if taken.outcome is Outcome.DRAFTED else 200
    return JSONResponse({"outcome": taken.outcome.value, "number": taken.alert.event}, status)


def _is_named_so(event: str, serial: str) -> bool:
    """Whether there can be such a warning."""
    return read_number(event) == event and _SERIAL.fullmatch(serial) is not None


def _is_shown(alert: Alert, now: datetime) -> bool:
    """What is out. Of whoever was missing nobody has to read any more once that is over."""
    if alert.released_at is None:
        return False
    return alert.kind is not AlertKind.MISSING or alert.message.ends_event or alert.is_in_force(now)


def _when(alert: Alert) -> tuple[datetime | None, int]:
    return alert.released_at, alert.id


def _knows(request: Request, token: str) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return scheme.casefold() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


async def _body(request: Request) -> bytes:
    """No more of it than a warning may have, and not for ever."""
    body = bytearray()
    declared = request.headers.get("content-length", "0")
    if not _SIZE.fullmatch(declared) or int(declared) > MOST_BYTES:
        raise CapRefused(CapProblem.TOO_LARGE, f"of at most {MOST_BYTES} bytes")
    async with asyncio.timeout(_SECONDS):
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise CapRefused(CapProblem.TOO_LARGE, f"of at most {MOST_BYTES} bytes")
    return bytes(body)
