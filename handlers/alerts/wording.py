"""How what a warning is about, and how grave it is, are called."""

from handlers.alerts.area import listed
from handlers.messages import Argument, Text, text
from storage.alert import Alert, AlertKind, Audience, Level

REASONS = ("unreachable", "spreading", "people")  # of whoever sends one alone; own words may be typed
CHOSEN = ":"  # before one that was tapped


def kind_name(kind: AlertKind) -> Text:
    """Such as rainstorm."""
    return text(f"alert-kind-{kind.value}")


def title(kind: AlertKind, level: Level) -> Text:
    """Both together, with the colour's sign."""
    return text(f"alert-titled-{level.value}", kind=kind_name(kind))


def audience_name(audience: tuple[Audience, ...]) -> Text:
    """Whom it is for."""
    return listed([text(f"alert-audience-{one.value}") for one in audience])


def reason_name(reason: str | None) -> Argument:
    """Why somebody sent one alone: one of the reasons that are offered, or their own words."""
    offered = (reason or "").removeprefix(CHOSEN)
    return text(f"alert-reason-{offered}") if reason == f"{CHOSEN}{offered}" and offered in REASONS else reason or ""


def card_slot(alert: Alert) -> str:
    """The name of the card that somebody has of it."""
    return f"alertcard:{alert.id}"


def map_title(level: Level) -> Text:
    """What stands on the picture of an area, in plain letters: a font has no signs."""
    return text(f"alert-map-{level.value}")
