"""Who is told whose a case is."""

from handlers.buttons import button
from handlers.context import Work
from handlers.groups import tell
from handlers.messages import Message, text
from handlers.report import card, changes
from handlers.teams import routing
from storage.case import Report
from storage.outbox import Lane, Owed
from storage.units import Unit


async def settled(work: Work, before: Report, after: Report, unit: Unit) -> None:
    """Whoever is to see to it from now on is rung, unless they were before; whoever held it hears that they do no longer."""
    having = await work.store.outbox.holders(card.slot(after.code))
    await changes.show_everywhere(work, after)
    if before.holder_id is not None and after.holder_id is None:
        gone = text("orphan-gone", code=after.code, unit=card.unit_name(unit))
        await work.owe([_owed(before.holder_id, Message(text=gone), Lane.NOTICES)])
    await tell.tell_others(work, after)
    await routing.route(work, after)
    if before.unit_id == after.unit_id:
        return
    staff, lane = await changes.concerned(work, after), card.ring_lane(after)
    known = await card.facts(work.store, after, work.house.categories)
    await work.owe(card.cards(known, tuple(one for one in staff if one not in having), lane))
    given = text("orphan-given", code=after.code, unit=card.unit_name(unit))
    message = Message(text=given, buttons=((button("card-open", "card", after.code),),))
    await work.owe(_owed(one, message, lane) for one in staff if one in having)


def _owed(person_id: int, message: Message, lane: Lane) -> Owed:
    return Owed(person_id=person_id, payload=message.model_dump(mode="json"), lane=lane)
