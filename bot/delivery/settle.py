"""What to do about a message whose call came back: decided as a value, then written down."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.outcome import Outcome, Verdict
from handlers.messages import Message
from handlers.rights import note_absence
from storage.outbox import TOO_MANY, Claimed, Slot, Worth
from storage.recipient import Recipient
from storage.store import Store

_log = logging.getLogger(__name__)

_RETRY_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # by number of times it may have arrived, the last one for ever
_NOT_SENT_SECONDS = 0.5  # how long Telegram stays away is the pacer's matter
_MOST_UNSURE = 20


@dataclass(frozen=True)
class Landed:
    """A claimed message, what became of it, when its call was made, and what had been heard from its chat by then."""

    claimed: Claimed
    outcome: Outcome
    at: datetime
    heard: int = 0


@dataclass(frozen=True)
class Ended:
    """Over: `state` is 'sent', 'failed', 'unknown', or 'blocked' when its chat cannot be written to for now."""

    state: str
    error: str | None = None


@dataclass(frozen=True)
class Again:
    """To be sent again, after a while, changed where there is a `payload`; `unsure` when it may have arrived."""

    after: timedelta
    error: str | None = None
    unsure: bool = False
    payload: dict[str, Any] | None = None


def decide(claimed: Claimed, outcome: Outcome) -> Ended | Again:
    """What follows. Pure."""
    match outcome.verdict:
        case Verdict.SENT | Verdict.UNCHANGED:
            return Ended("sent")
        case Verdict.WAIT:
            return Again(timedelta(seconds=outcome.wait), TOO_MANY)
        case Verdict.MOVED:
            return Again(timedelta(0), "moved")
        case Verdict.NOT_SENT:
            return Again(timedelta(seconds=_NOT_SENT_SECONDS), outcome.error)
        case Verdict.UNSURE if claimed.worth is Worth.MUST and claimed.repeat < _MOST_UNSURE:
            return Again(retry_after(claimed.repeat + 1), outcome.error, unsure=True)
        case Verdict.UNSURE:
            return Ended("unknown", outcome.error)
        case Verdict.UNREACHABLE:
            return Ended("blocked", outcome.error)
        case Verdict.MARKUP | Verdict.NO_MESSAGE | Verdict.NO_PICTURE:
            return _otherwise(claimed, outcome)
        case _:
            return Ended("failed", outcome.error)


def retry_after(times: int) -> timedelta:
    """How long to wait before the next try; grows to half a minute and no further."""
    return timedelta(seconds=_RETRY_SECONDS[min(times, len(_RETRY_SECONDS)) - 1])


async def settle(store: Store, landed: Landed, *, now: datetime) -> None:
    """Writes down what follows, in the transaction it is given."""
    claimed, outcome = landed.claimed, landed.outcome
    if outcome.chat_id is not None and claimed.recipient is not None and claimed.recipient.group_id is not None:
        await store.groups.moved(claimed.recipient.group_id, outcome.chat_id)
    match decide(claimed, outcome):
        case Again() as again:
            await store.outbox.postpone(
                claimed, until=now + again.after, unsure=again.unsure, error=again.error, payload=again.payload
            )
        case Ended() as ended:
            _report(claimed, ended)
            settled = await store.outbox.settle(claimed, ended.state, error=ended.error, now=now)
            if ended.state == "blocked" and claimed.recipient is not None:
                await _lost(store, claimed.recipient, landed)
            if settled:
                await _remember(store, claimed, outcome, now)


async def _lost(store: Store, recipient: Recipient, landed: Landed) -> None:
    await store.lost(recipient, heard=landed.heard, at=landed.at)
    if recipient.person_id is not None:
        await note_absence(store, recipient.person_id)


def _otherwise(claimed: Claimed, outcome: Outcome) -> Ended | Again:
    """As plain text, as a new message, or without its picture; each at most once, and as a call of its own, which counts."""
    message = Message.model_validate(claimed.payload)
    changes: dict[str, Any] = {}
    match outcome.verdict:
        case Verdict.MARKUP if message.markup:
            changes = {"markup": False}
        case Verdict.NO_MESSAGE if message.edits is not None and message.text is None:
            return Ended("sent", outcome.error)  # only its buttons were to change
        case Verdict.NO_MESSAGE if message.edits is not None:
            changes = {"edits": None}
        case Verdict.NO_PICTURE if message.map is not None and message.text is not None:
            changes = {"map": None}
        case Verdict.NO_PICTURE if _shows_or_plays(message) and message.text is not None:
            changes = {"photos": (), "videos": (), "uploads": (), "recording": None, "edits": None}
    if not changes:
        return Ended("failed", outcome.error)
    payload = message.model_copy(update=changes).model_dump(mode="json")
    return Again(timedelta(0), outcome.error, payload=payload)


def _shows_or_plays(message: Message) -> bool:
    return bool(message.photos or message.videos or message.uploads or message.recording)


def _report(claimed: Claimed, ended: Ended) -> None:
    if ended.state == "unknown":
        _log.warning("message %d may or may not have arrived: %s", claimed.id, ended.error)
    elif ended.state == "failed":
        _log.error("message %d was refused for good: %s", claimed.id, ended.error)


async def _remember(store: Store, claimed: Claimed, outcome: Outcome, now: datetime) -> None:
    """Which message the slot names from now on; an edit changes nothing about that."""
    if claimed.slot is None or outcome.message_id is None or outcome.form is None:
        return
    sent = Slot(message_id=outcome.message_id, form=outcome.form)
    await store.outbox.put_slot(claimed, sent, now=now)
