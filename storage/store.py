"""One transaction, one attribute per module of queries."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from storage.alerts import Alerts
from storage.claims import Claims
from storage.connection import Connection
from storage.copies import Copies
from storage.dialogs import Dialogs
from storage.digests import Digests
from storage.discarded import Discarded
from storage.factors import Factors
from storage.farewells import Farewells
from storage.glances import Glances
from storage.groups import Groups
from storage.health import Health
from storage.inbox import Inbox
from storage.leaving import Leaving
from storage.looks import Looks
from storage.media import Files
from storage.moments import Moments
from storage.notices import Notices
from storage.orphans import Orphans
from storage.outbox import Outbox
from storage.outcomes import Outcomes
from storage.parcels import Parcels
from storage.people import Address, People
from storage.personal import Personal
from storage.phrases import Phrases
from storage.places import Places
from storage.recipient import Recipient
from storage.reports import Reports
from storage.resealing import Resealing
from storage.restored import Restored
from storage.riders import Riders
from storage.roles import Roles
from storage.rollcalls import RollCalls
from storage.routes import Routes
from storage.seal import Seal
from storage.shifts import Shifts
from storage.traces import Traces
from storage.units import Units
from storage.uses import Uses
from storage.votes import Votes
from storage.whistles import Whistles
from storage.wishes import WishBook
from storage.worklists import Worklists


class Store:
    """What a use case works with: everything done through one store commits or fails together."""

    def __init__(self, conn: Connection, queries: Any, seal: Seal) -> None:
        self._conn = conn
        self.inbox = Inbox(conn, queries, seal)
        self.outbox = Outbox(conn, queries, seal)
        self.moments = Moments(conn, queries, seal)
        self.dialogs = Dialogs(conn, queries, seal)
        self.people = People(conn, queries, seal)
        self.groups = Groups(conn, queries, seal)
        self.roles = Roles(conn, queries, seal)
        self.units = Units(conn, queries, seal)
        self.routes = Routes(conn, queries, seal)
        self.phrases = Phrases(conn, queries, seal)
        self.shifts = Shifts(conn, queries, seal)
        self.factors = Factors(conn, queries, seal)
        self.reports = Reports(conn, queries, seal)
        self.worklists = Worklists(conn, queries, seal)
        self.claims = Claims(conn, queries, seal)
        self.orphans = Orphans(conn, queries, seal)
        self.riders = Riders(conn, queries, seal)
        self.media = Files(conn, queries, seal)
        self.personal = Personal(conn, queries, seal)
        self.parcels = Parcels(conn, queries, seal)
        self.leaving = Leaving(conn, queries, seal)
        self.farewells = Farewells(conn, queries, seal)
        self.traces = Traces(conn, queries, seal)
        self.discarded = Discarded(conn, queries, seal)
        self.resealing = Resealing(conn, queries, seal)
        self.restored = Restored(conn, queries, seal)
        self.glances = Glances(conn, queries, seal)
        self.places = Places(conn, queries, seal)
        self.digests = Digests(conn, queries, seal)
        self.notices = Notices(conn, queries, seal)
        self.alerts = Alerts(conn, queries, seal)
        self.copies = Copies(conn, queries, seal)
        self.rollcalls = RollCalls(conn, queries, seal)
        self.outcomes = Outcomes(conn, queries, seal)
        self.looks = Looks(conn, queries, seal)
        self.votes = Votes(conn, queries, seal)
        self.whistles = Whistles(conn, queries, seal)
        self.wishes = WishBook(conn, queries, seal)
        self.uses = Uses(conn, queries, seal)
        self.health = Health(conn, queries, seal)

    async def address(self, recipient: Recipient) -> Address:
        """Where a message to them goes; KeyError when they are gone."""
        if recipient.group_id is not None:
            return await self.groups.address(recipient.group_id)
        assert recipient.person_id is not None
        return await self.people.address(recipient.person_id)

    async def lost(self, recipient: Recipient, *, heard: int, at: datetime) -> None:
        """A message to them could not be delivered for good; nothing more is sent until something comes from them."""
        if recipient.group_id is not None:
            await self.groups.lost(recipient.group_id, at=at)
        if recipient.person_id is not None:
            await self.people.lost(recipient.person_id, heard=heard, at=at)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part that can fail alone: on an error it is undone, the error goes on, and the transaction may still commit."""
        await self._conn.run("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self._conn.in_transaction:
                await self._conn.run("ROLLBACK TO part")
                await self._conn.run("RELEASE part")
            raise
        await self._conn.run("RELEASE part")
