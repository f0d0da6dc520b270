"""The Bot API as plain HTTP, and markup that tests have in common."""

import json
from typing import Any

import httpx
from telegram import Update

from bot.demo.hands import Hands
from bot.demo.server import DemoServer
from tests.town import LIN

BUTTON = {"text": "ok", "callback_data": "x"}
MARKUP = {"inline_keyboard": [[BUTTON]]}


class Api:
    """Calls a method: (status, the result or what the error says). `me` has started the bot."""

    def __init__(self, server: DemoServer, client: httpx.AsyncClient) -> None:
        self.server = server
        self.world = server.world
        self.client = client
        self.me: Hands = server.person(LIN)
        self.me.start()
        self.world.pending.clear()

    async def __call__(self, method: str, **params: Any) -> tuple[int, Any]:
        """With JSON as its body."""
        headers = {"content-type": "application/json"}
        answer = await self.client.post(
            f"/bot{self.server.token}/{method}", content=json.dumps(params), headers=headers
        )
        body = answer.json()
        return answer.status_code, body["result"] if body["ok"] else body["description"]

    async def send(self, **params: Any) -> tuple[int, Any]:
        """sendMessage to somebody who has started the bot."""
        return await self("sendMessage", **{"chat_id": LIN, "text": "hello", **params})

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """getUpdates, which must go well."""
        status, result = await self("getUpdates", **params)
        assert status == 200, result
        return list(result)

    async def ids(self, **params: Any) -> list[int]:
        """The ids of what getUpdates brings."""
        return [one["update_id"] for one in await self.updates(**params)]

    async def tapped(self) -> str:
        """A message with a button, and a tap on it; the tap's id."""
        await self.send(reply_markup=MARKUP)
        self.me.tap("ok")
        return str(list(self.world.taps)[-1])


def read_by_library(update: dict[str, Any]) -> Update:
    """What python-telegram-bot makes of an update, of which it must know and keep every part."""
    read = Update.de_json(update, None)
    assert not _missing(update, read.to_dict())
    return read


def _missing(given: Any, kept: Any, path: str = "") -> list[str]:
    """Where something given was not kept."""
    if isinstance(given, dict) and isinstance(kept, dict):
        return [hole for name, one in given.items() for hole in _missing(one, kept.get(name), f"{path}.{name}")]
    if isinstance(given, list) and isinstance(kept, list | tuple) and len(given) == len(kept):
        return [hole for one, other in zip(given, kept, strict=True) for hole in _missing(one, other, f"{path}[]")]
    return [] if given == kept else [f"{path}: {given} became {kept}"]
