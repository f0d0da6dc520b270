"""Writing down what became of a message."""

import logging
from datetime import datetime, timedelta

from bot.delivery.outcome import Outcome, Verdict
from storage.outbox import Claimed, Slot, Worth
from storage.store import Store

_log = logging.getLogger(__name__)

_RETRY_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # by number of tries, the last one for ever
_MOST_UNSURE_TRIES = 20


async def settle(store: Store, claimed: Claimed, outcome: Outcome, *, now: datetime) -> None:
    """The row's next state, in the transaction it is given."""
    match outcome.verdict:
        case Verdict.SENT | Verdict.UNCHANGED:
            await store.outbox.settle(claimed.id, "sent", now=now)
            await _remember(store, claimed, outcome, now)
        case Verdict.WAIT:
            await store.outbox.postpone(claimed, until=now + timedelta(seconds=outcome.wait), unsure=False, error="429")
        case Verdict.NOT_SENT:
            await store.outbox.postpone(
                claimed, until=now + retry_after(claimed.tries), unsure=False, error=outcome.error
            )
        case Verdict.UNSURE if claimed.worth is Worth.MUST and claimed.tries < _MOST_UNSURE_TRIES:
            await store.outbox.postpone(
                claimed, until=now + retry_after(claimed.tries), unsure=True, error=outcome.error
            )
        case Verdict.UNSURE:
            _log.warning("message %d may or may not have arrived: %s", claimed.id, outcome.error)
            await store.outbox.settle(claimed.id, "unknown", error=outcome.error, now=now)
        case Verdict.UNREACHABLE:
            await store.people.set_unreachable(claimed.person_id, now)
            await store.outbox.settle(claimed.id, "failed", error=outcome.error, now=now)
        case _:
            _log.error("message %d was refused for good: %s", claimed.id, outcome.error)
            await store.outbox.settle(claimed.id, "failed", error=outcome.error, now=now)


def retry_after(tries: int) -> timedelta:
    """How long to wait before the next try; grows to half a minute and no further."""
    return timedelta(seconds=_RETRY_SECONDS[min(tries, len(_RETRY_SECONDS)) - 1])


async def _remember(store: Store, claimed: Claimed, outcome: Outcome, now: datetime) -> None:
    """Which message the slot names from now on; an edit changes nothing about that."""
    if claimed.slot is None or outcome.message_id is None or outcome.form is None:
        return
    sent = Slot(message_id=outcome.message_id, form=outcome.form)
    await store.outbox.put_slot(claimed.person_id, claimed.slot, sent, now=now)
