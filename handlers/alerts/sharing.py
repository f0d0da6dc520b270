"""Risks ignore borders: what is red here is a draft next door, ready to be approved by the officers there. It was written by one and is let
go by another; nobody there has to type a word."""

from handlers.alerts import area as areas
from handlers.alerts import audience, ladder, rules, service
from handlers.context import Work
from storage.alert import Alert, Level, MessageType


async def share(work: Work, alert: Alert) -> None:
    """With each community whose land is near, once for each event."""
    if alert.level is not Level.RED or alert.message.ends_event or await _was_red(work, alert):
        return
    for unit in await areas.neighbours(work.store, alert.content.area, metres=rules.NEIGHBOURS_WITHIN):
        content = alert.content.model_copy(update={"area": await areas.of_units(work.store, [unit])})
        new = await service.draft(work, None, unit, content)
        waiting = rules.submitted(new, None, work.now)
        await work.store.alerts.save(waiting)
        await ladder.call_first(work, waiting)


async def _was_red(work: Work, alert: Alert) -> bool:
    """Or is itself what somebody shared: it goes no further by itself than to the neighbours."""
    if alert.author_id is None and alert.message is MessageType.ALERT:
        return True
    return any(one.level is Level.RED for one in await audience.earlier_ones(work, alert))
