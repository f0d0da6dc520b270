"""/drills.atom and each drill as CAP, for whoever asks. They have a feed and addresses of their own, so that nobody who reads warnings gets
one: nothing here asks for a warning, and what shows warnings asks for no drill."""

import re
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.cap.replies import cached, found_or_not
from handlers.cap.build import to_xml
from handlers.cap.feed import ATOM_TYPE, CAP_TYPE, to_atom
from handlers.cap.own import sender_of
from handlers.drill import capping
from handlers.drill.codes import is_code
from handlers.texts import Texts
from storage.clock import Clock
from storage.engine import Database

_SERIAL = re.compile("[12]")


@dataclass(frozen=True)
class Drilled:
    """What others see of drills: `sender` is our name as it was set, `address` where all this is to be had."""

    database: Database
    texts: Texts
    clock: Clock
    sender: str | None
    address: str

    async def feed(self) -> bytes:
        """What went out in the last days, the newest first."""
        now = self.clock()
        async with self.database.read() as store:
            sender = await sender_of(store, self.sender)
            entries = [
                await capping.entry(
                    store,
                    self.texts,
                    drill,
                    serial,
                    sender=sender,
                    address=self._of(capping.identifier_of(drill, serial)),
                )
                for drill, serial in await capping.newest(store, now)
            ]
        updated = entries[0].updated if entries else datetime.fromtimestamp(0, tz=now.tzinfo)
        title = capping.feed_title(self.texts, sender, now)
        return to_atom(entries, address=f"{self.address}/drills.atom", title=title, author=sender, updated=updated)

    async def message(self, code: str, serial: int) -> bytes | None:
        """One message; None for what is not out, and for what never was."""
        async with self.database.read() as store:
            drill = await capping.find(store, code, serial)
            if drill is None:
                return None
            sender = await sender_of(store, self.sender)
            said = await capping.as_cap(store, self.texts, drill, serial, sender=sender)
        return to_xml(said)

    def _of(self, identifier: str) -> str:
        return f"{self.address}/drills/{identifier}.xml"


def drill_routes(drilled: Drilled) -> list[Route]:
    """Nothing of a drill can be put in."""

    async def feed(request: Request) -> Response:
        """Whether there is anything new, and where."""
        return cached(request, await drilled.feed(), ATOM_TYPE)

    async def message(request: Request) -> Response:
        """One drill: that it is on, or that it is over."""
        code, _, serial = request.path_params["name"].rpartition(".")
        is_named_so = is_code(code) and _SERIAL.fullmatch(serial) is not None
        return found_or_not(request, await drilled.message(code, int(serial)) if is_named_so else None, CAP_TYPE)

    return [Route("/drills.atom", feed), Route("/drills/{name}.xml", message)]
