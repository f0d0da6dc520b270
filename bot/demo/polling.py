"""getUpdates: one poller at a time, offsets that confirm, a filter that is remembered."""

from typing import Any

from bot.demo.bells import UPDATES
from bot.demo.errors import ApiError
from bot.demo.params import Params, integer
from bot.demo.world import World

_MOST_SECONDS = 50
_MOST_UPDATES = 100


class Polling:
    """The end that the bot polls."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def get_updates(self, params: Params) -> list[dict[str, Any]]:
        """Waits up to `timeout` seconds for updates; 409 as soon as somebody else polls, and while a webhook is set."""
        if self._world.webhook_url:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            )
        self._world.polls += 1
        mine = self._world.polls
        self._world.changed(UPDATES)  # ends the poll before this one
        self._world.allow(params.get("allowed_updates"))
        self._world.expire()
        self._world.confirm(integer(params, "offset"))
        limit, seconds = bounds(params)
        try:
            await self._world.until(lambda: self._ends(mine) or self._world.waiting(1), seconds, UPDATES)
        except TimeoutError:
            return []
        if self._world.webhook_url:
            raise ApiError(409, "Conflict: terminated by setWebhook request")
        if self._world.polls != mine:
            raise ApiError(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return self._world.waiting(limit)

    def _ends(self, mine: int) -> bool:
        return self._world.polls != mine or bool(self._world.webhook_url)


def bounds(params: Params) -> tuple[int, int]:
    """(the most updates at once, how many seconds to wait): what was asked for, or the nearest that is allowed."""
    limit = integer(params, "limit", _MOST_UPDATES)
    return max(1, min(limit, _MOST_UPDATES)), max(0, min(integer(params, "timeout"), _MOST_SECONDS))
