"""How what a warning is about, and how grave it is, are called."""

from handlers.messages import Text, text
from storage.alert import AlertKind, Level


def kind_name(kind: AlertKind) -> Text:
    """Such as rainstorm."""
    return text(f"alert-kind-{kind.value}")


def level_name(level: Level) -> Text:
    """The colour, with a sign of it beside the word."""
    return text(f"alert-level-{level.value}")
