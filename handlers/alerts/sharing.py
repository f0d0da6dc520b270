"""Risks ignore borders: what is red here is a draft next door, ready to be approved by the officers there. It was written by one and is let
go by another; nobody there has to type a word. When it ends here, what nobody has let go there is void, and who has is told."""

from handlers.alerts import area as areas
from handlers.alerts import audience, card, ladder, people, rules, service
from handlers.context import Work
from handlers.messages import Message, text
from storage.alert import Alert, AlertState, Level
from storage.outbox import Lane, Owed


async def share(work: Work, alert: Alert) -> None:
    """With each community whose land is near, once for each event; what was shared goes no further by itself."""
    if alert.message.ends_event:
        await _end(work, alert)
        return
    if alert.level is not Level.RED or alert.origin is not None or await _was_red(work, alert):
        return
    for unit in await areas.neighbours(work.store, alert.content.area, metres=rules.NEIGHBOURS_WITHIN):
        content = alert.content.model_copy(update={"area": await areas.of_units(work.store, [unit])})
        new = await service.draft(work, None, unit, content, origin=alert.event)
        waiting = rules.submitted(new, None, work.now)
        await work.store.alerts.save(waiting)
        await ladder.call_first(work, waiting)


async def _was_red(work: Work, alert: Alert) -> bool:
    return any(one.level is Level.RED for one in await audience.earlier_ones(work, alert))


async def _end(work: Work, alert: Alert) -> None:
    for one in await work.store.alerts.shared_from(alert.event):
        if await service.discard(work, one):
            await card.refresh(work, one.model_copy(update={"state": AlertState.DISCARDED}))
        elif one.is_in_force(work.now):
            told = Message(text=text("alert-over-next-door", number=one.event, origin=alert.event))
            payload = told.model_dump(mode="json")
            for whom in await people.officers_on_duty(work, one):
                await work.owe([Owed(person_id=whom, payload=payload, lane=Lane.ANSWERS)])
            await card.refresh(work, one)
