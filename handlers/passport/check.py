"""What the link of a card is answered with: nothing that a group could not see. Pure."""

from datetime import datetime

from handlers.messages import Message, text
from handlers.passport.card import dated, standing
from handlers.passport.facts import Facts
from handlers.passport.holding import is_newest


def answer(known: Facts | None, short: str, now: datetime) -> Message:
    """Genuine and as things are now, genuine but older, or not genuine; `known` is None where there is no such case."""
    entries = () if known is None or not known.history.is_whole else known.history.entries
    made_at = next((one for one in entries if one.short == short), None)
    if known is None or made_at is None:
        return Message(text=text("passport-not-genuine"))
    verdict = text("passport-genuine")
    if not is_newest(made_at, known.history):
        verdict = text("passport-older", at=dated(made_at.at))
    reported = text("passport-reported", at=dated(known.report.created_at))
    return Message(text=verdict, lines=(known.about, reported, *standing(known, now)))
