"""What every method that sends has in common: it checks everything first, and shows the message then."""

from typing import Any

from bot.demo.errors import bad_request
from bot.demo.keyboards import check_reply_markup
from bot.demo.markup import check_caption
from bot.demo.params import Params, integer
from bot.demo.shapes import as_message
from bot.demo.state import Channel, Chat, Phone, Shown
from bot.demo.world import World


class Showing:
    """The bot, who shows something in a chat."""

    def __init__(self, world: World) -> None:
        self._world = world

    def _new(self, **content: Any) -> Shown:
        return Shown(0, None, self._world.clock(), **content)

    def _show(self, params: Params, shown: Shown) -> Params:
        chat = self._world.may_write(params.get("chat_id"))
        chat.check_sending()
        if integer(params, "message_thread_id"):  # forums alone have threads, and none of these is one
            raise bad_request("message thread not found")
        markup = check_reply_markup(params.get("reply_markup"), private=isinstance(chat, Phone))
        if isinstance(chat, Channel) and markup and "inline_keyboard" not in markup:
            raise bad_request("inline keyboard expected")
        shown.reply_to = _answered(params.get("reply_parameters"), chat)
        shown.rang = not params.get("disable_notification", False)
        shown.protected = bool(params.get("protect_content"))
        shown.buttons = markup.get("inline_keyboard", [])
        _change_keyboard(chat, markup)
        self._world.show(chat, shown)
        self._world.tell("sent", chat.id, rang=shown.rang, message_id=shown.message_id, text=shown.words)
        return as_message(self._world, chat, shown)


def caption_in(params: Params) -> dict[str, Any]:
    """The caption as parts of a message; none is None."""
    caption, entities = check_caption(str(params.get("caption") or ""), params.get("parse_mode"))
    return {"caption": caption or None, "entities": entities}


def _answered(reply: Any, chat: Chat) -> Shown | None:
    """The message that this one answers; 400 where it is not there, unless it may be sent all the same."""
    if not reply:
        return None
    if not isinstance(reply, dict):
        raise bad_request("can't parse reply parameters: expected an Object")
    found = chat.messages.get(integer(reply, "message_id"))
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _change_keyboard(chat: Chat, markup: dict[str, Any]) -> None:
    if "keyboard" in markup:
        chat.keyboard = [[key if isinstance(key, dict) else {"text": key} for key in row] for row in markup["keyboard"]]
    elif markup.get("remove_keyboard"):
        chat.keyboard = []
