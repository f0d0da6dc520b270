"""What time takes away."""

from datetime import datetime

from handlers.data import rules
from handlers.groups import tell
from handlers.report import card
from storage.store import Store


async def retire_reports(store: Store, *, now: datetime, limit: int) -> int:
    """Reports that ended long enough ago: the place is rounded, pictures go, nobody is the reporter any more; what happened and when
    stays. How many there were; ask again for more."""
    ended = await store.traces.ended(before=rules.cutoffs(now).reports, limit=limit)
    for report_id in ended:
        await store.traces.unlink(report_id)
        await store.traces.blur(report_id)
        await store.traces.forget_media(report_id, now=now)
        await store.traces.complete(report_id, now=now)
        await _forget_cards(store, report_id)
    return len(ended)


async def forget_the_rest(store: Store, *, now: datetime) -> None:
    """The content of dead letters, invites that let nobody in, and what points were for."""
    cutoffs = rules.cutoffs(now)
    await store.inbox.bury(before=cutoffs.dead_letters)
    await store.roles.forget_invites(before=cutoffs.invites)
    await store.ledger.forget(before=cutoffs.reports)


async def _forget_cards(store: Store, report_id: int) -> None:
    """Nothing about it will change any more, so nobody's message has to be found again."""
    report = await store.reports.by_id(report_id)
    for slot in (card.slot(report.code), tell.slot_of(report.code)):
        await store.outbox.forget_slot(slot)
