"""What happens, as it happens: the page's stream of Server-Sent Events, which goes on where it was cut off."""

import itertools
import json
from collections.abc import AsyncIterator
from typing import Any

from bot.demo.views import as_message_view, keys
from bot.demo.world import World

_QUIET_SECONDS = 15.0  # then a comment, by which either end notices that the other is gone
_RETRY = "retry: 500\n\n"


async def follow(world: World, after: str) -> AsyncIterator[str]:
    """Every event after the one of this id; where those are not known any more, one that says to look at everything anew."""
    run, _, number = after.partition("-")
    yield _RETRY
    if run != world.run or not number.isdecimal() or not _knows(world, int(number)):
        yield "event: anew\ndata: {}\n\n"
        return
    seen = int(number)
    while True:
        for event in since(world, seen):
            seen = event["seq"]
            yield f"id: {world.run}-{seen}\ndata: {json.dumps(_told(world, event))}\n\n"
        try:
            await world.until(lambda: newest(world) > seen, _QUIET_SECONDS)  # noqa: B023 - asked at once
        except TimeoutError:
            yield ": quiet\n\n"


def newest(world: World) -> int:
    """The number of the latest event; 0 before the first."""
    return int(world.events[-1]["seq"]) if world.events else 0


def since(world: World, seen: int) -> list[dict[str, Any]]:
    """The events after this one, oldest first."""
    return list(itertools.takewhile(lambda event: event["seq"] > seen, reversed(world.events)))[::-1]


def _knows(world: World, seen: int) -> bool:
    oldest = int(world.events[0]["seq"]) if world.events else 1
    return oldest - 1 <= seen <= newest(world)


def _told(world: World, event: dict[str, Any]) -> dict[str, Any]:
    """With the message as it is now: whoever hears of it late, or twice, sees the same."""
    told = {name: one for name, one in event.items() if name not in ("text", "at")} | (
        {"text": event["text"]} if event["kind"] == "toast" else {}
    )
    chat = world.phones.get(event["chat"]) or world.groups.get(event["chat"])
    if chat is None or "message_id" not in event:
        return told
    shown = chat.messages.get(event["message_id"])
    return {**told, "message": shown and as_message_view(chat, shown), "keyboard": keys(chat)}
