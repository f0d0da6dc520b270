"""What a warning is made of: words that storage, rules and texts share."""

import hashlib
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

_DIGEST = 20  # hexadecimal digits: 80 bits, and room beside them in a button


class AlertKind(StrEnum):
    """What people are warned of; each has its template in every language."""

    RAINSTORM = "rainstorm"
    FLOOD = "flood"
    HEAT = "heat"
    GAS = "gas"
    FIRE = "fire"
    POWER = "power"
    WATER = "water"
    FALLING = "falling"
    EARTHQUAKE = "earthquake"
    HEALTH = "health"
    MISSING = "missing"
    OTHER = "other"


class Level(StrEnum):
    """China's four colours, the least grave first."""

    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    @property
    def is_grave(self) -> bool:
        """Whether it always comes, whatever somebody has chosen, and needs a second factor."""
        return self in (Level.ORANGE, Level.RED)

    @property
    def rank(self) -> int:
        """0 for the least grave."""
        return list(Level).index(self)


class MessageType(StrEnum):
    """What one message of an event does; CAP 1.2 knows the first two and calls the others Cancel."""

    ALERT = "alert"
    UPDATE = "update"
    CORRECTION = "correction"  # it was a mistake
    CLEAR = "clear"  # it is over

    @property
    def ends_event(self) -> bool:
        """Whether nothing is in force after it."""
        return self in (MessageType.CORRECTION, MessageType.CLEAR)


class AlertState(StrEnum):
    """Where a message stands: written by one, approved by another, entered person by person, sent, through."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"  # waits for its time
    SPREADING = "spreading"
    SENDING = "sending"
    DONE = "done"
    STOPPED = "stopped"
    DISCARDED = "discarded"

    @property
    def is_released(self) -> bool:
        """Whether anybody may have it."""
        return self in (AlertState.SPREADING, AlertState.SENDING, AlertState.DONE, AlertState.STOPPED)


class Way(StrEnum):
    """How it was let go: by one person as that suffices, by two, or by the officer on duty alone in an emergency."""

    ONE = "one"
    TWO = "two"
    ALONE = "alone"


class Rung(StrEnum):
    """Who was called last to approve it, or to hold the review of one that somebody sent alone."""

    NONE = "none"
    FIRST = "first"
    AGAIN = "again"
    ALONE = "alone"
    REVIEW = "review"
    ABOVE = "above"


class AreaSource(StrEnum):
    """How an area was said."""

    UNITS = "units"
    CIRCLE = "circle"
    POLYGON = "polygon"


class Audience(StrEnum):
    """Whom of those in the area it is for."""

    ALL = "all"
    RESIDENTS = "residents"
    RIDERS = "riders"
    VOLUNTEERS = "volunteers"
    FIRMS = "firms"
    NEEDING_HELP = "needing_help"


class Area(BaseModel):
    """Where it holds: `geometry` is GeoJSON in WGS-84. Of UNITS their codes, of a CIRCLE its metres."""

    model_config = ConfigDict(frozen=True)

    source: AreaSource
    geometry: str
    units: tuple[str, ...] = ()
    metres: int | None = None


class Content(BaseModel):
    """What is approved: text, area, level and audience, and until when it holds. `detail` and `advice` are somebody's own words by
    language, with the default under ''; without `advice` the template's is said."""

    model_config = ConfigDict(frozen=True)

    kind: AlertKind
    level: Level
    area: Area
    audience: tuple[Audience, ...] = (Audience.ALL,)
    until: datetime
    detail: dict[str, str] = {}
    advice: dict[str, str] = {}

    @property
    def digest(self) -> str:
        """The same for the same content alone."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:_DIGEST]


class Alert(BaseModel):
    """One message of an event, which all of its messages name by the same number; `origin` is the event
    next door that it was shared from. `next_at` is when the next one is called, about approving
    it or about its review. `people` is how many it is for, an estimate until it is entered for all of them; `reached` is how far that is;
    `shown` how many were through when staff last saw it."""

    model_config = ConfigDict(frozen=True)

    id: int
    event: str
    serial: int
    origin: str | None = None
    message: MessageType
    unit_id: int
    author_id: int | None
    content: Content
    state: AlertState = AlertState.DRAFT
    way: Way | None = None
    rung: Rung = Rung.NONE
    next_at: datetime | None = None
    submitted_at: datetime | None = None
    approver_id: int | None = None
    reason: str | None = None
    send_at: datetime | None = None
    released_at: datetime | None = None
    ended_at: datetime | None = None
    over_at: datetime | None = None
    people: int = 0
    reached: int = 0
    shown: int = -1
    reviewed_at: datetime | None = None
    reviewer_id: int | None = None
    review: str | None = None
    created_at: datetime

    @property
    def kind(self) -> AlertKind:
        """What it is about."""
        return self.content.kind

    @property
    def level(self) -> Level:
        """How grave it is."""
        return self.content.level

    @property
    def batch(self) -> str:
        """What its messages are marked with in the outbox, before a colon and the unit."""
        return f"alert:{self.id}"

    @property
    def slot(self) -> str:
        """The name of the one message that each person has of the event."""
        return f"alert:{self.event}"

    def is_in_force(self, now: datetime) -> bool:
        """Whether it holds now; of an event the newest that is released counts."""
        return self.state.is_released and self.over_at is None and self.content.until > now
