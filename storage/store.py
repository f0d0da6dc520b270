"""One transaction, one attribute per module of queries."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from storage.alerts import Alerts
from storage.cap_sources import CapSources
from storage.claims import Claims
from storage.connection import Connection
from storage.copies import Copies
from storage.dialogs import Dialogs
from storage.digests import Digests
from storage.discarded import Discarded
from storage.doors import Doors
from storage.drills import Drills
from storage.factors import Factors
from storage.farewells import Farewells
from storage.glances import Glances
from storage.groups import Groups
from storage.health import Health
from storage.inbox import Inbox
from storage.leaving import Leaving
from storage.ledger import Ledger
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
from storage.rewards import Rewards
from storage.riders import Riders
from storage.roles import Roles
from storage.rollcalls import RollCalls
from storage.routes import Routes
from storage.seal import Seal
from storage.shifts import Shifts
from storage.traces import Traces
from storage.training import Training
from storage.units import Units
from storage.uses import Uses
from storage.votes import Votes
from storage.vouchers import Vouchers
from storage.whistles import Whistles
from storage.wishes import WishBook
from storage.worklists import Worklists

_Made = tuple[Connection, Any, Seal]


class Store:
    """What a use case works with: everything done through one store commits or fails together."""

    def __init__(self, conn: Connection, queries: Any, seal: Seal) -> None:
        self._conn = conn
        made = (conn, queries, seal)
        self.inbox = Inbox(*made)
        self.outbox = Outbox(*made)
        self.moments = Moments(*made)
        self.dialogs = Dialogs(*made)
        self.uses = Uses(*made)
        self.health = Health(*made)
        self._of_the_community(made)
        self._of_reports(made)
        self._of_broadcasts(made)
        self._of_upkeep(made)

    def _of_the_community(self, made: _Made) -> None:
        self.people = People(*made)
        self.groups = Groups(*made)
        self.roles = Roles(*made)
        self.units = Units(*made)
        self.routes = Routes(*made)
        self.phrases = Phrases(*made)
        self.shifts = Shifts(*made)
        self.factors = Factors(*made)
        self.riders = Riders(*made)
        self.places = Places(*made)
        self.wishes = WishBook(*made)
        self.ledger = Ledger(*made)
        self.rewards = Rewards(*made)
        self.vouchers = Vouchers(*made)

    def _of_reports(self, made: _Made) -> None:
        self.reports = Reports(*made)
        self.worklists = Worklists(*made)
        self.claims = Claims(*made)
        self.orphans = Orphans(*made)
        self.media = Files(*made)
        self.glances = Glances(*made)
        self.outcomes = Outcomes(*made)
        self.looks = Looks(*made)
        self.votes = Votes(*made)
        self.whistles = Whistles(*made)

    def _of_broadcasts(self, made: _Made) -> None:
        self.digests = Digests(*made)
        self.notices = Notices(*made)
        self.alerts = Alerts(*made)
        self.cap_sources = CapSources(*made)
        self.copies = Copies(*made)
        self.drills = Drills(*made)
        self.training = Training(*made)
        self.rollcalls = RollCalls(*made)
        self.doors = Doors(*made)

    def _of_upkeep(self, made: _Made) -> None:
        self.personal = Personal(*made)
        self.parcels = Parcels(*made)
        self.leaving = Leaving(*made)
        self.farewells = Farewells(*made)
        self.traces = Traces(*made)
        self.discarded = Discarded(*made)
        self.resealing = Resealing(*made)
        self.restored = Restored(*made)

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
