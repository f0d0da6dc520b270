"""getUpdates: one poller at a time, offsets that confirm, a filter that is remembered."""

from typing import Any

from bot.demo.errors import ApiError
from bot.demo.state import World

_MOST_SECONDS = 50
_MOST_UPDATES = 100


class Polling:
    """The end that the bot polls."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._poller = 0

    async def get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Waits up to `timeout` seconds for updates; 409 as soon as somebody else polls."""
        self._poller += 1
        mine = self._poller
        if params.get("allowed_updates") is not None:
            self._world.allowed = list(params["allowed_updates"]) or None
        if params.get("offset") is not None:
            self._world.confirm(int(params["offset"]))
        self._world.changed()  # ends the poll before this one
        self._world.expire()
        limit = max(1, min(int(params.get("limit", _MOST_UPDATES)), _MOST_UPDATES))
        seconds = max(0, min(int(params.get("timeout", 0)), _MOST_SECONDS))
        try:
            await self._world.until(lambda: self._poller != mine or self._world.waiting(1), seconds)
        except TimeoutError:
            return []
        if self._poller != mine:
            raise ApiError(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return self._world.waiting(limit)
