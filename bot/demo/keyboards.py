"""Keyboards and command menus, checked. Sources: the Bot API's "Available types" and the words of its server."""

import re
from typing import Any

from bot.demo.errors import bad_request
from bot.demo.markup import units

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_URL = re.compile(r"(?:https?://)?[^\s/?#]+\.[^\s/?#]+(?:[/?#]\S*)?|tg://\S+")
_MOST_BUTTONS = 100
_MOST_COMMANDS = 100
_DATA_BYTES = 64
_LOOKS = {"text", "style", "icon_custom_emoji_id"}  # what a button has besides its action


def check_reply_markup(markup: Any, *, private: bool = True) -> dict[str, Any]:
    """An inline keyboard or a reply keyboard, each with its own rules; nothing is none. Groups are not asked for numbers and places."""
    if not markup:
        return {}
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for name, check in (("inline_keyboard", _check_inline), ("keyboard", _check_key)):
        rows = markup.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            raise bad_request(f'field "{name}" must be an Array of Arrays')
        buttons = [button for row in rows for button in row]
        if len(buttons) > _MOST_BUTTONS:
            raise bad_request("reply markup is too long")
        for button in buttons:
            check(button)
            _check_asks(button, private=private)
    return markup


def check_commands(commands: Any) -> None:
    """At most 100; names of 1 to 32 of a-z, 0-9 and _, descriptions of 1 to 256."""
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _check_asks(button: Any, *, private: bool) -> None:
    for name, what in (("request_contact", "phone number"), ("request_location", "location")):
        if not private and isinstance(button, dict) and button.get(name):
            raise bad_request(f"{what} can be requested in private chats only")


def _check_inline(button: Any) -> None:
    """The real one takes the first action that it finds and says nothing of others; its documents forbid them."""
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not button.get("text"):
        raise bad_request("inline keyboard button text must be non-empty")
    actions = button.keys() - _LOOKS
    if len(actions) != 1 or actions & {"request_location", "request_contact"}:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "url" in actions and not _URL.fullmatch(str(button["url"])):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "callback_data" in actions and not 1 <= len(str(button["callback_data"]).encode()) <= _DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_key(button: Any) -> None:
    if not isinstance(button, str | dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    key = {"text": button} if isinstance(button, str) else button
    if not key.get("text"):
        raise bad_request("keyboard button text must be non-empty")
    if "callback_data" in key:
        raise bad_request("can't parse keyboard button: callback_data belongs to inline keyboards")
    if len([name for name in key.keys() - _LOOKS if key[name]]) > 1:
        raise bad_request("can't parse keyboard button: more than one action")
