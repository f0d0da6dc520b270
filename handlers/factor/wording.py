"""What is said of a second factor. Pure."""

from datetime import timedelta

from handlers.factor import rules
from handlers.factor.service import Verdict
from handlers.messages import Drawing, Message, Text, text


def refused(verdict: Verdict) -> Text:
    """Why a code was not taken; for every verdict but OK."""
    return text(f"factor-{verdict.value}", minutes=rules.LOCK // timedelta(minutes=1))


def secret_shown(secret: str, whose: str | None) -> Message:
    """To be scanned, or typed by hand; it cannot be passed on."""
    key = rules.grouped(secret)
    return Message(
        text=text("factor-scan"),
        lines=(text("factor-key", typed=key), text("factor-keep")),
        drawing=Drawing(
            title=text("factor-title"), lines=(text("factor-picture"),), code=key, qr=rules.uri(secret, whose)
        ),
        protected=True,
    )


def secret_covered() -> Message:
    """What stays of that message."""
    return Message(text=text("factor-covered"), covers_picture=True, edits="slot")
