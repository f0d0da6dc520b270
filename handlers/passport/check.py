"""What the link of a card is answered with: nothing that a group could not see. Pure."""

from datetime import datetime

from handlers.messages import Message, text
from handlers.passport.card import dated, standing
from handlers.passport.facts import Facts
from handlers.passport.holding import is_newest
from storage.chain import SHORT, Entry, History


def answer(known: Facts | None, short: str, now: datetime) -> Message:
    """Genuine and as things are now, genuine but older, or not genuine; `known` is None where there is no such case."""
    made_at = None if known is None else entry_of(known.history, short[:SHORT])
    if known is None or made_at is None:
        return Message(text=text("passport-not-genuine"))
    in_case = entry_of(known.trail, short[SHORT:]) if known.has_joined else made_at
    verdict = text("passport-genuine")
    if in_case is None or not (is_newest(made_at, known.history) and is_newest(in_case, known.trail)):
        verdict = text("passport-older", at=dated((in_case or made_at).at))
    reported = text("passport-reported", at=dated(known.report.created_at))
    return Message(text=verdict, lines=(known.about, reported, *standing(known, now)))


def entry_of(history: History, short: str) -> Entry | None:
    """At which entry a card was made; None where at none, or where the history is not whole."""
    if not history.is_whole:
        return None
    return next((one for one in history.entries if one.short == short), None)
