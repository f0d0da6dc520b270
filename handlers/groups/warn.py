"""Warnings in the channels and groups of a place: the same words as people get, from which nothing can be learned about anybody."""

from collections.abc import Iterable

from handlers.context import Work
from handlers.messages import Message
from storage.outbox import Lane, Owed


async def post(work: Work, unit_ids: Iterable[int], message: Message, *, slot: str, dedupe: str, lane: Lane) -> None:
    """Channels first: one call reaches all who follow. Posted twice it is owed once; `slot` is the post that a later one changes."""
    units, payload = tuple(unit_ids), message.model_dump(mode="json")
    for group in (*await work.store.groups.channels(units), *await work.store.groups.of_units(units)):
        owed = Owed(group_id=group.id, payload=payload, lane=lane, slot=slot, dedupe=f"{dedupe}:group:{group.id}")
        await work.owe([owed])
