"""What a hazard report is made of, and where the case that it makes stands."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Status(StrEnum):
    """Where a report stands; handlers/report/rules.py says what leads where."""

    RECEIVED = "received"
    ACCEPTED = "accepted"  # somebody of the unit's staff has it
    ASSIGNED = "assigned"  # a team was asked
    IN_HAND = "in_hand"  # a team has it
    WAITING = "waiting"  # for whoever reported it
    DEFERRED = "deferred"  # waits for somebody outside
    DONE = "done"  # as who dealt with it says
    VERIFIED = "verified"  # as those who see it say
    UNVERIFIED = "unverified"  # nobody said so in time
    REJECTED = "rejected"
    MERGED = "merged"  # part of another case
    WITHDRAWN = "withdrawn"


OPEN = (Status.RECEIVED, Status.ACCEPTED, Status.ASSIGNED, Status.IN_HAND, Status.WAITING, Status.DEFERRED)


CONDUCT = "conduct"  # the category of a report about staff or a department


class Urgency(StrEnum):
    """DANGER means danger to life now."""

    ORDINARY = "ordinary"
    DANGER = "danger"


class PlaceSource(StrEnum):
    """How the place became known."""

    LIVE = "live"
    PIN = "pin"
    VENUE = "venue"
    QR = "qr"
    FILE = "file"
    WORDS = "words"
    MISSING = "missing"


class Actor(StrEnum):
    """Who did something to a report, without saying which person the reporter is."""

    REPORTER = "reporter"
    NEIGHBOUR = "neighbour"  # who joined, or lives near enough to see whether it is fixed
    STAFF = "staff"
    TEAM = "team"
    SYSTEM = "system"


class Place(BaseModel):
    """Where the hazard is: a point in WGS-84 degrees (with the phone's accuracy in metres), words, or neither."""

    model_config = ConfigDict(frozen=True)

    source: PlaceSource
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float | None = None
    words: str | None = None


class Report(BaseModel):
    """A hazard report, and the case that it makes. `reporter_id` is None when nothing about the reporter was to be kept, or not any more;
    `reporter_name` is there only where they chose to report by name; `by_rider` says that it was while they rode; `waits_until` is until
    when an answer, somebody outside or a look at what was done is waited for. `team_id` is the team that was asked, and that has it from
    `team_took_at` on; `refusals` counts those that said that it is not theirs. `answer_by`, `act_by` and `fix_by` are what was promised,
    `breaches` how many levels were told that the next of them was missed, `breach_at` when the next level is; `acted_at` is when somebody
    began, `paused_at` since when these clocks stand still. `about_id` is the unit or team that it is about, where it is about what staff
    did."""

    model_config = ConfigDict(frozen=True)

    id: int
    code: str
    reporter_id: int | None
    pseudonym: str
    reporter_name: str | None = None
    by_rider: bool = False
    category: str | None = None
    urgency: Urgency = Urgency.ORDINARY
    status: Status = Status.RECEIVED
    reason: str | None = None
    grid_id: int | None
    unit_id: int | None
    outside_metres: int | None = None
    about_id: int | None = None
    team_id: int | None = None
    team_took_at: datetime | None = None
    refusals: int = 0
    merged_into: int | None = None
    place: Place
    words: str | None = None
    holder_id: int | None = None
    answer_by: datetime
    act_by: datetime | None = None
    fix_by: datetime | None = None
    acted_at: datetime | None = None
    breaches: int = 0
    breach_at: datetime | None = None
    paused_at: datetime | None = None
    waits_until: datetime | None = None
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether something was promised by now that has not happened, as far as anybody was told."""
        return self.is_open and self.breaches > 0

    @property
    def rank(self) -> int:
        """What comes first in a list of what is to be done: danger to life, then what is overdue."""
        if self.urgency is Urgency.DANGER:
            return 0
        return 1 if self.is_overdue else 2

    @property
    def is_conduct(self) -> bool:
        """Whether it is about staff or a department, and so apart from all others: no team, no group, no other case gets to see it."""
        return self.category == CONDUCT

    def is_hidden_from(self, units: Collection[int]) -> bool:
        """Whether it is kept from who works at these units; they are to include all above each."""
        return self.about_id in units


class Event(BaseModel):
    """One line of a report's history; `status` is the one after it, `team_id` the team that was asked or did it."""

    model_config = ConfigDict(frozen=True)

    event: str
    actor: Actor
    staff_id: int | None
    team_id: int | None = None
    status: Status
    note: str | None
    at: datetime
