"""A CAP message as records. Whatever can be made here can be written, and reads back the same."""

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
WRITTEN_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")
FIRST_YEAR, LAST_YEAR = 1900, 2999  # so that no zone leads out of the calendar
MINUTE = timedelta(minutes=1)
DIGITS = 7  # after the point: a centimetre, in degrees
SHORTEST_RING = 4  # positions: a triangle, closed
HALF_AROUND = 20_038.0  # kilometres, from anywhere to the other side of the earth
LONGEST_ID = 500
LONGEST_LINK = 2000
LINK = re.compile(r"https?://[A-Za-z0-9_.~:/?@!$&'()*+,;=%-]+(#[A-Za-z0-9_.~:/?@!$&'()*+,;=%-]*)?")


class CapStatus(StrEnum):
    """How a message is meant."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MsgType(StrEnum):
    """What a message does to those before it."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ACK = "Ack"
    ERROR = "Error"


class CapScope(StrEnum):
    """Whom it is for."""

    PUBLIC = "Public"
    RESTRICTED = "Restricted"
    PRIVATE = "Private"


class Category(StrEnum):
    """The field that it is from."""

    GEO = "Geo"
    MET = "Met"
    SAFETY = "Safety"
    SECURITY = "Security"
    RESCUE = "Rescue"
    FIRE = "Fire"
    HEALTH = "Health"
    ENV = "Env"
    TRANSPORT = "Transport"
    INFRA = "Infra"
    CBRNE = "CBRNE"
    OTHER = "Other"


class ResponseType(StrEnum):
    """What people should do, in a word."""

    SHELTER = "Shelter"
    EVACUATE = "Evacuate"
    PREPARE = "Prepare"
    EXECUTE = "Execute"
    AVOID = "Avoid"
    MONITOR = "Monitor"
    ASSESS = "Assess"
    ALL_CLEAR = "AllClear"
    NOTHING = "None"


class CapUrgency(StrEnum):
    """How soon to act."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Severity(StrEnum):
    """How great the threat is."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    """How sure it is."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


def written_alike(words: object) -> object:
    """Without what XML cannot hold, with its line ends, and without blanks around; what is no text stays as it is."""
    if not isinstance(words, str):
        return words
    return NO_XML.sub("", words).replace("\r\n", "\n").replace("\r", "\n").strip()


def is_link(words: str) -> bool:
    """To a page, with nothing in it that an address has to escape."""
    return len(words) <= LONGEST_LINK and LINK.fullmatch(words) is not None


def _or_nothing(words: object) -> object:
    return written_alike(words) or None


def _link(words: str) -> str:
    if not is_link(words):
        raise ValueError("is no address of a page")
    return words


def _with_offset(time: object) -> object:
    """Pydantic would take a number for a time, too."""
    if isinstance(time, str) and not WRITTEN_TIME.fullmatch(time):
        raise ValueError("is not a time such as 2026-07-01T08:00:00+08:00")
    return time


def _whole_seconds(time: datetime) -> datetime:
    """CAP knows no parts of a second, nor zones that are parts of a minute off."""
    if not FIRST_YEAR <= time.year <= LAST_YEAR:
        raise ValueError(f"is not between {FIRST_YEAR} and {LAST_YEAR}")
    odd = (time.utcoffset() or MINUTE) % MINUTE
    return (time.astimezone(UTC) if odd else time).replace(microsecond=0)


def _rounded(number: float) -> float:
    return round(number, DIGITS)


def _closed(ring: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    if len(ring) < SHORTEST_RING:
        raise ValueError(f"has fewer than {SHORTEST_RING} positions")
    if ring[0] != ring[-1]:
        raise ValueError("does not end where it begins")
    return ring


Words = Annotated[str, BeforeValidator(written_alike)]
Needed = Annotated[str, BeforeValidator(written_alike), Field(min_length=1)]
Remark = Annotated[str | None, BeforeValidator(_or_nothing)]
Identifier = Annotated[
    str, StringConstraints(pattern=r"^[^\s,<&\x00-\x20\x7f-\x9f\x{fffe}\x{ffff}]+$", max_length=LONGEST_ID)
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$")]
Link = Annotated[str, AfterValidator(_link)]
Time = Annotated[AwareDatetime, BeforeValidator(_with_offset), AfterValidator(_whole_seconds)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False), AfterValidator(_rounded)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False), AfterValidator(_rounded)]
Kilometres = Annotated[float, Field(ge=0, le=HALF_AROUND, allow_inf_nan=False), AfterValidator(_rounded)]
Ring = Annotated[tuple[tuple[Latitude, Longitude], ...], AfterValidator(_closed)]
Pair = tuple[Needed, Words]  # a name and a value


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Reference(_Record):
    """An earlier message."""

    sender: Identifier
    identifier: Identifier
    sent: Time


class CapArea(_Record):
    """Where, in WGS-84: latitude first; circles with kilometres last."""

    description: Needed
    polygons: tuple[Ring, ...] = ()
    circles: tuple[tuple[Latitude, Longitude, Kilometres], ...] = ()
    geocodes: tuple[Pair, ...] = ()


class CapInfo(_Record):
    """What a message says, in one language."""

    language: Language = "en-US"
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    event: Needed
    response_types: tuple[ResponseType, ...] = ()
    urgency: CapUrgency
    severity: Severity
    certainty: Certainty
    event_codes: tuple[Pair, ...] = ()
    effective: Time | None = None
    onset: Time | None = None
    expires: Time | None = None
    sender_name: Remark = None
    headline: Remark = None
    description: Remark = None
    instruction: Remark = None
    web: Link | None = None
    parameters: tuple[Pair, ...] = ()
    areas: tuple[CapArea, ...] = ()


class CapAlert(_Record):
    """A message. One that only calls another off may have no infos."""

    identifier: Identifier
    sender: Identifier
    sent: Time
    status: CapStatus
    msg_type: MsgType
    scope: CapScope
    note: Remark = None
    references: tuple[Reference, ...] = ()
    infos: tuple[CapInfo, ...] = ()

    @model_validator(mode="after")
    def _refers(self) -> Self:
        if self.msg_type in (MsgType.UPDATE, MsgType.CANCEL, MsgType.ACK) and not self.references:
            raise ValueError(f"references are missing: which message is this the {self.msg_type} of?")
        return self
