"""What happens where the bot may not write any more."""

from handlers import rights
from handlers.context import Work
from handlers.messages import Message, text
from handlers.report.card import unit_name
from storage.groups import Group
from storage.outbox import Lane, Owed
from storage.roles import Role
from storage.store import Store


async def lose(work: Work, group: Group) -> None:
    """Nothing is sent there until somebody lets the bot in again; those of its unit hear of it."""
    await work.store.groups.lost(group.id, at=work.now)
    if group.unit_id is None:
        return
    unit = await work.store.units.by_id(group.unit_id)
    message = Message(text=text(f"lost-{group.kind.value}", unit=unit_name(unit)))
    payload = message.model_dump(mode="json")
    hearers = await _hearers(work.store, unit.id)
    await work.owe([Owed(person_id=one, payload=payload, lane=Lane.NOTICES) for one in hearers])


async def _hearers(store: Store, unit_id: int) -> tuple[int, ...]:
    """Its staff; where it has none, those who are told that nobody looks after a place."""
    return await store.roles.holders(Role.STAFF, unit_id) or await rights.alarmed(store, unit_id)
