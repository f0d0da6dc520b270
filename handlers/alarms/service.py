"""Tells those who are alarmed, in the transaction of whatever found the trouble."""

from datetime import datetime

from handlers import rights
from handlers.alarms.causes import Alarm, Cause, Told
from handlers.messages import Message
from storage.outbox import Lane, Owed
from storage.store import Store


async def sound(store: Store, alarm: Alarm, *, now: datetime) -> bool:
    """Owes an alarm to everybody who is to be alarmed, unless they have heard of it lately; whether it was owed. Where nobody is there to
    hear it, it rings as soon as somebody is."""
    if not (await told(store, alarm.cause)).may_ring(alarm.cause, now) or not await tell(store, alarm, now=now):
        return False
    await store.moments.put(_name(alarm.cause), now)
    return True


async def clear(store: Store, over: Alarm, *, now: datetime) -> bool:
    """Says, without a sound, that it is over, if they think that it is not; whether it was said."""
    if not (await told(store, over.cause)).stands:
        return False
    await store.moments.put(_end(over.cause), now)
    await tell(store, over, now=now, silent=True)
    return True


async def told(store: Store, cause: Cause) -> Told:
    """What operators know of a cause."""
    return Told(await store.moments.get(_name(cause)), await store.moments.get(_end(cause)))


async def tell(store: Store, alarm: Alarm, *, now: datetime, silent: bool = False) -> bool:
    """Owes it, whatever was said before; whether there is anybody to hear it. Of what still waits on the same cause, as while Telegram is
    away, only the newest is said."""
    payload = Message(text=alarm.text, silent=silent).model_dump(mode="json")
    hearers = await rights.alarmed(store, None)
    for one in hearers:
        owed = Owed(person_id=one, payload=payload, lane=Lane.ANSWERS, latest=_name(alarm.cause))
        await store.outbox.add(owed, now=now)
    return bool(hearers)


def _name(cause: Cause) -> str:
    return f"alarm: {cause}"


def _end(cause: Cause) -> str:
    return f"alarm over: {cause}"
