"""The methods that change what was sent. None of them rings."""

from typing import Any

from bot.demo.errors import bad_request
from bot.demo.keyboards import check_reply_markup
from bot.demo.markup import check_caption, check_text
from bot.demo.params import Params, integer
from bot.demo.shapes import as_message
from bot.demo.state import Phone, Shown, World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


class Editing:
    """What they return is what the Bot API returns."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def text(self, params: Params) -> Params:
        """editMessageText."""
        text, entities = check_text(str(params.get("text", "")), params.get("parse_mode"))
        phone, shown = self._own(params)
        if shown.text is None:
            raise bad_request("there is no text in the message to edit")
        return self._edit(params, phone, shown, text=text, entities=entities)

    async def caption(self, params: Params) -> Params:
        """editMessageCaption."""
        caption, entities = check_caption(str(params.get("caption") or ""), params.get("parse_mode"))
        phone, shown = self._own(params)
        if shown.text is not None or shown.location is not None:
            raise bad_request("there is no caption in the message to edit")
        return self._edit(params, phone, shown, caption=caption or None, entities=entities)

    async def reply_markup(self, params: Params) -> Params:
        """editMessageReplyMarkup."""
        return self._edit(params, *self._own(params))

    async def delete(self, params: Params) -> bool:
        """deleteMessage."""
        phone, shown = self._there(params, "delete")
        del phone.messages[shown.message_id]
        self._world.tell("deleted", phone.actor.id, message_id=shown.message_id)
        return True

    async def pin(self, params: Params) -> bool:
        """pinChatMessage."""
        phone, shown = self._there(params, "pin")
        shown.pinned = True
        self._world.tell("pinned", phone.actor.id, rang=False, message_id=shown.message_id)
        return True

    def _there(self, params: Params, why: str) -> tuple[Phone, Shown]:
        phone = self._world.may_write(params.get("chat_id"))
        shown = phone.messages.get(integer(params, "message_id"))
        if shown is None:
            raise bad_request(f"message to {why} not found")
        return phone, shown

    def _own(self, params: Params) -> tuple[Phone, Shown]:
        phone, shown = self._there(params, "edit")
        if shown.sender != "bot":
            raise bad_request("message can't be edited")
        return phone, shown

    def _edit(self, params: Params, phone: Phone, shown: Shown, **content: Any) -> Params:
        markup = check_reply_markup(params.get("reply_markup"))
        if "keyboard" in markup:
            raise bad_request("inline keyboard expected")
        wanted = {**content, "buttons": markup.get("inline_keyboard", [])}
        if all(getattr(shown, name) == value for name, value in wanted.items()):
            raise bad_request(_NOT_MODIFIED)
        for name, value in wanted.items():
            setattr(shown, name, value)
        shown.edited_at = self._world.clock()
        self._world.tell("edited", phone.actor.id, rang=False, message_id=shown.message_id, text=shown.words)
        return as_message(self._world, phone, shown)
