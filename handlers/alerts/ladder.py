"""Who is called about a warning that waits for the second one, and about the review of one that was sent alone. Each rung once."""

from collections.abc import Iterable

from handlers.alerts import card, people, rules
from handlers.context import Work
from storage.alert import Alert, AlertState, Rung
from storage.outbox import Lane


async def call_first(work: Work, alert: Alert) -> None:
    """As soon as it is handed in: the nearest who may approve it; where two have agreed beforehand, whoever is on duty may send it."""
    await _call(work, alert, await people.nearest_approvers(work, alert))


async def call_next(work: Work, alert: Alert) -> bool:
    """Whatever is due of one now; False, as nothing else is due at once."""
    if alert.state is AlertState.SUBMITTED:
        if alert.content.until <= work.now:
            expired = rules.edited(alert, alert.author_id)
            await work.store.alerts.save(expired)
            await card.refresh(work, expired)
            return False
    elif alert.reviewed_at is not None or alert.rung not in (Rung.REVIEW, Rung.ABOVE):
        await work.store.alerts.save(alert.model_copy(update={"next_at": None}))
        return False
    after = rules.after_ladder(alert, work.now)
    await work.store.alerts.save(after)
    match after.rung:
        case Rung.AGAIN:
            await _call(work, after, await people.all_approvers(work, after))
        case Rung.ALONE:
            await _call(work, after, (*_author(after), *await people.officers_on_duty(work, after)))
        case _:
            await call_reviewers(work, after, await people.reviewers(work, after, above=True))
    return False


async def call_reviewers(work: Work, alert: Alert, whom: Iterable[int]) -> None:
    """Those who have to look at what one person has done alone."""
    for one in dict.fromkeys(whom):
        await work.owe([await card.review(work, alert, one)])


async def _call(work: Work, alert: Alert, whom: Iterable[int]) -> None:
    """A new message, since edits are silent; ahead of everything else where it is grave."""
    lane = Lane.LIFE_SAFETY if alert.level.is_grave else Lane.ANSWERS
    for one in dict.fromkeys(whom):
        await card.send(work, alert, one, lane=lane)


def _author(alert: Alert) -> tuple[int, ...]:
    return () if alert.author_id is None else (alert.author_id,)
