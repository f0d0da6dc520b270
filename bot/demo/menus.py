"""The command menus: one for each scope and language."""

import json

from bot.demo.errors import bad_request
from bot.demo.keyboards import check_commands
from bot.demo.params import Params, integer
from bot.demo.state import Channel, Group
from bot.demo.world import World

_OF_ALL = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_OF_ONE = {"chat", "chat_administrators", "chat_member"}


class Menus:
    """What they return is what the Bot API returns."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def set(self, params: Params) -> bool:
        """setMyCommands."""
        check_commands(params.get("commands", []))
        self._world.commands[self._audience(params)] = params.get("commands")
        return True

    async def get(self, params: Params) -> list[Params]:
        """getMyCommands."""
        return list(self._world.commands.get(self._audience(params), []))

    async def delete(self, params: Params) -> bool:
        """deleteMyCommands."""
        self._world.commands.pop(self._audience(params), None)
        return True

    def _audience(self, params: Params) -> tuple[str, str]:
        """Whose commands: scope and language."""
        scope = params.get("scope") or {"type": "default"}
        if not isinstance(scope, dict):
            raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
        if scope.get("type") not in _OF_ALL | _OF_ONE:
            raise bad_request("can't parse BotCommandScope: Unsupported type specified")
        if scope["type"] in _OF_ONE:
            self._check_one(scope)
        return json.dumps(scope, sort_keys=True), str(params.get("language_code") or "")

    def _check_one(self, scope: Params) -> None:
        chat = self._world.chat(scope.get("chat_id"))
        if isinstance(chat, Group):
            chat.check_bot()
            if isinstance(chat, Channel):
                raise bad_request("can't change commands in channel chats")
        elif scope["type"] != "chat":
            raise bad_request("can't change commands of administrators or members of a private chat")
        if scope["type"] == "chat_member" and integer(scope, "user_id") <= 0:
            raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
