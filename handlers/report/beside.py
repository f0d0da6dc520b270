"""Who hears of a new case whose place is in no grid or on a border, beside those who have it."""

from handlers import rights
from handlers.buttons import button
from handlers.context import Work
from handlers.messages import Message, text
from handlers.report import card, orphaned
from handlers.report.neighbour_card import neighbour_card
from handlers.report.places import ringing
from storage.case import Report
from storage.outbox import Lane, Owed

_LATEST = "orphans"


async def tell_beside(work: Work, report: Report) -> None:
    """It has come in: whoever is next to it gets a card to read, and whoever is to say whose it is hears of it without a sound."""
    orphan = await orphaned.unsettled(work.store, report)
    if orphan is None:
        return
    having = await work.store.outbox.holders(card.slot(report.code))
    beside = None if orphan.neighbour_id is None else await work.store.units.by_id(orphan.neighbour_id)
    _, staff = await ringing(work.store, beside)
    known = await card.facts(work.store, report, work.house.categories)
    new = tuple(one for one in staff if one not in having)
    await work.owe(card.cards(known, new, Lane.NOTICES, neighbour_card))
    _, deciding = await ringing(work.store, await orphaned.deciding(work.store, report, orphan))
    message = Message(text=text("orphan-new"), buttons=((button("orphan-list", "orphans"),),), silent=True)
    await work.owe(
        Owed(person_id=one, payload=message.model_dump(mode="json"), lane=Lane.NOTICES, latest=_LATEST)
        for one in deciding
        if one not in (*having, *new)
    )


async def ring_beside(work: Work, report: Report, *, but: tuple[int, ...]) -> None:
    """Life is in danger, as was not known when it came in: whoever is next to it may be nearer."""
    orphan = await orphaned.orphaned(work.store, report)
    if orphan is None:
        return
    having = await work.store.outbox.holders(card.slot(report.code))
    looking = [one for one in having if one not in but and await rights.may_look(work.store, one, report)]
    said = text("orphan-danger", code=report.code, unit=card.unit_name(orphan.owner))
    message = Message(text=said, buttons=((button("card-open", "card", report.code),),))
    payload = message.model_dump(mode="json")
    await work.owe(Owed(person_id=one, payload=payload, lane=Lane.LIFE_SAFETY) for one in looking)
