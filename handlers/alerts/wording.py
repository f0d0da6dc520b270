"""How what a warning is about, and how grave it is, are called."""

from handlers.alerts.area import listed
from handlers.messages import Text, text
from storage.alert import Alert, AlertKind, Audience, Level


def kind_name(kind: AlertKind) -> Text:
    """Such as rainstorm."""
    return text(f"alert-kind-{kind.value}")


def level_name(level: Level) -> Text:
    """The colour, with a sign of it beside the word."""
    return text(f"alert-level-{level.value}")


def audience_name(audience: tuple[Audience, ...]) -> Text:
    """Whom it is for."""
    return listed([text(f"alert-audience-{one.value}") for one in audience])


def card_slot(alert: Alert) -> str:
    """The name of the card that somebody has of it."""
    return f"alertcard:{alert.id}"


def map_title(level: Level) -> Text:
    """What stands on the picture of an area, in plain letters: a font has no signs."""
    return text(f"alert-map-{level.value}")
