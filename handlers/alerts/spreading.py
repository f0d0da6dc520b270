"""From the moment at which a warning is let go: whom it is entered for, piece by piece, and how the next few are handed to the sender."""

from collections.abc import Iterable

from handlers.alerts import audience, message, rules
from handlers.context import Work
from handlers.groups import warn
from handlers.messages import Message
from storage.alert import Alert, AlertState
from storage.copies import Copy
from storage.outbox import Lane, Owed, Worth

PIECE = 1000  # people that one statement enters
_HANDED_OVER = 50  # rows in one transaction, so that an answer never waits long for it


async def begin(work: Work, alert: Alert) -> Alert:
    """It is out: channels first, then groups, then people, those on duty before all. What the event said before goes to nobody any more."""
    for one in await audience.earlier_ones(work, alert):
        await _overtake(work, one)
    if alert.message.ends_event:
        await work.store.alerts.end_event(alert.event, now=work.now)
    else:
        await audience.set_area(work, alert)
    begun = alert.model_copy(update={"state": AlertState.SPREADING, "released_at": work.now})
    if alert.message.ends_event:
        begun = begun.model_copy(update={"over_at": work.now})
    await work.store.copies.put(alert.id, await audience.on_duty(work, begun))
    await work.store.alerts.save(begun)
    await _post(work, begun)
    return begun


async def _overtake(work: Work, earlier: Alert) -> None:
    await work.store.outbox.withdraw(earlier.batch, limit=rules.AHEAD)
    if rules.can_be_stopped(earlier):
        await work.store.alerts.save(earlier.model_copy(update={"state": AlertState.STOPPED}))


async def _post(work: Work, alert: Alert) -> None:
    """To the channels and groups of the units that it or an earlier one meets, and of all above; what is no news changes what they have."""
    event = (alert, *await audience.earlier_ones(work, alert))
    around = {unit for one in event for unit in await work.store.alerts.around(one.id)}
    around |= {unit.id for unit in await work.store.units.upwards(alert.unit_id)}
    rings = await audience.rings_for_all(work, alert)
    posted = await message.for_groups(work.store, alert)
    if not rings:
        posted = posted.model_copy(update={"edits": "slot", "silent": True})
    lane = Lane.LIFE_SAFETY if alert.level.is_grave else Lane.NOTICES
    await warn.post(work, sorted(around), posted, slot=alert.slot, dedupe=alert.batch, lane=lane)


async def spread(work: Work, alert: Alert) -> Alert:
    """Enters it for a piece more of those it is for; SENDING once that is all."""
    earlier = [one.id for one in await audience.earlier_ones(work, alert)]
    lives, after = alert.id if audience.is_for_homes(alert) else None, alert.reached
    last = await work.store.copies.piece(lives, earlier, after=after, limit=PIECE)
    await _enter(work, alert, earlier, last)
    if last is not None:
        changed = alert.model_copy(update={"reached": last})
    else:
        await work.store.copies.put(alert.id, await audience.passing(work, alert))
        people = await work.store.copies.count(alert.id)
        changed = alert.model_copy(update={"state": AlertState.SENDING, "people": people})
    await work.store.alerts.save(changed)
    return changed


async def _enter(work: Work, alert: Alert, earlier: Iterable[int], last: int | None) -> None:
    """For those above whom it has reached, up to the last of the piece: first whoever wishes something of their own."""
    after = alert.reached
    await work.store.copies.put(alert.id, await audience.wishing(work, alert, after=after, last=last))
    if audience.spreads(alert):
        await work.store.copies.spread(alert.id, after=after, last=last)
    rings = await audience.rings_for_all(work, alert)
    for one in earlier:
        await work.store.copies.follow(alert.id, one, rings=rings, after=after, last=last)


async def hand_over(work: Work, alert: Alert, *, beside: int = 0) -> bool:
    """The next few go into the sender's queue, unless there is enough in it, and so many `beside` that; whether there is room for more."""
    room = rules.AHEAD + beside - await work.store.outbox.waiting_in(Lane.WARNINGS)
    copies = await work.store.copies.next_ones(alert.id, limit=min(room, _HANDED_OVER)) if room > 0 else ()
    if not copies:
        return False
    rings = await message.for_people(work.store, alert)
    changes = rings.model_copy(update={"edits": "slot", "silent": True})
    await work.store.outbox.add(*(_copy(alert, one, rings if one.rings else changes) for one in copies), now=work.now)
    await work.store.copies.owed(alert.id, [one.person_id for one in copies])
    return room > len(copies)


def _copy(alert: Alert, copy: Copy, said: Message) -> Owed:
    """One person's; owed twice it is owed once."""
    return Owed(
        person_id=copy.person_id,
        payload=said.model_dump(mode="json"),
        lane=Lane.WARNINGS,
        worth=Worth.MUST if alert.level.is_grave else Worth.ONCE,
        slot=alert.slot,
        dedupe=f"{alert.batch}:{copy.person_id}",
        batch=alert.batch,
        part=copy.unit_id,
    )


async def drop(work: Work, alert: Alert) -> bool:
    """Of what was stopped forgets some more of those who will not get it; whether there may be more."""
    withdrawn = await work.store.outbox.withdraw(alert.batch, limit=rules.AHEAD)
    return await work.store.copies.drop(alert.id, limit=PIECE) or withdrawn > 0
