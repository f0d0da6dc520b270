"""setWebhook, deleteWebhook and getWebhookInfo, as strict as the real ones; courier.py brings the updates."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.demo.bells import UPDATES
from bot.demo.courier import Courier
from bot.demo.errors import ApiError, bad_request
from bot.demo.faults import Faults
from bot.demo.params import Params, integer
from bot.demo.world import World

_PORTS = (None, 443, 80, 88, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_MOST_CONNECTIONS = 100
_USUAL_CONNECTIONS = 40


class Webhooks:
    """One at a time. `proxied` are the hosts that there are, each with the HTTP address behind its TLS proxy, whose place this takes."""

    def __init__(self, world: World, faults: Faults, proxied: Mapping[str, str]) -> None:
        self._world = world
        self._faults = faults
        self._proxied = proxied
        self._courier: Courier | None = None
        self._may_be_set_at = 0.0

    async def set(self, params: Params) -> bool:
        """The same once more changes nothing; otherwise earlier errors and waiting times are forgotten. At most once a second."""
        url = str(params.get("url", ""))
        if not url:
            return await self.delete(params)
        self._check_pace()
        secret, connections = str(params.get("secret_token", "")), _connections(params)
        self._check_secret(secret)
        target = self._target(url)
        self._world.allow(params.get("allowed_updates"))
        if self._courier is not None and (url, secret, connections) == self._courier.wanted:
            return True
        await self.delete(params)
        self._world.webhook_url = url
        self._world.changed(UPDATES)  # ends a poll under way
        self._courier = Courier(self._world, self._faults, target, (url, secret, connections))
        self.resume()
        return True

    async def delete(self, params: Params) -> bool:
        """What waits goes on waiting, unless it is to be dropped."""
        if params.get("drop_pending_updates"):
            self._world.pending.clear()
        self._world.webhook_url = ""
        await self.pause()
        self._courier = None
        return True

    async def info(self, _params: Params) -> dict[str, Any]:
        """Of the last error there is no word before there was one."""
        self._world.expire()
        shown = {
            "url": self._world.webhook_url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.pending),
        }
        allowed = {"allowed_updates": sorted(self._world.allowed)} if self._world.allowed else {}
        return shown | (self._courier.shown() if self._courier else {}) | allowed

    def resume(self) -> None:
        """After pause()."""
        if self._courier is not None:
            self._courier.start()

    async def pause(self) -> None:
        """Nothing is brought meanwhile."""
        if self._courier is not None:
            await self._courier.stop()

    def _check_pace(self) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._may_be_set_at:
            raise ApiError(429, "Too Many Requests: retry after 1", 1)
        self._may_be_set_at = now + 1

    def _check_secret(self, secret: str) -> None:
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")

    def _target(self, url: str) -> str:
        """The address behind the proxy."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise bad_request("invalid webhook URL specified") from None
        if parts.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if port not in _PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        behind = self._proxied.get(parts.hostname or "")
        if behind is None:
            raise bad_request("bad webhook: Failed to resolve host: Name or service not known")
        return behind + parts.path + (f"?{parts.query}" if parts.query else "")


def _connections(params: Params) -> int:
    return max(1, min(integer(params, "max_connections", _USUAL_CONNECTIONS), _MOST_CONNECTIONS))
