"""The methods that change what was sent. None of them rings."""

from datetime import timedelta
from typing import Any

from bot.demo.errors import bad_request
from bot.demo.keyboards import check_reply_markup
from bot.demo.markup import check_text
from bot.demo.params import Params, integer
from bot.demo.shapes import as_message
from bot.demo.showing import caption_in
from bot.demo.state import Chat, Group, Phone, Shown
from bot.demo.uploads import carried, check_input_media
from bot.demo.world import World

_DELETED_WITHIN = timedelta(hours=48)
_NOT_DELETED = "message can't be deleted for everyone"
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
        chat, shown = self._own(params)
        if shown.text is None:
            raise bad_request("there is no text in the message to edit")
        return self._edit(params, chat, shown, text=text, entities=entities)

    async def caption(self, params: Params) -> Params:
        """editMessageCaption."""
        caption = caption_in(params)
        chat, shown = self._own(params)
        if not shown.takes_caption:
            raise bad_request("there is no caption in the message to edit")
        return self._edit(params, chat, shown, **caption)

    async def media(self, params: Params) -> Params:
        """editMessageMedia, of photos and files; words may become one as well."""
        item = params.get("media")
        kind = check_input_media(item)
        assert isinstance(item, dict)
        chat, shown = self._own(params)
        if shown.text is None and not shown.takes_caption:
            raise bad_request("there is no media in the message to edit")
        if shown.media_group and (shown.photo or "video" in shown.more) and kind not in ("photo", "video"):
            raise bad_request("message can't be edited")
        content = carried(self._world, params, kind, item.get("media"), item)
        return self._edit(params, chat, shown, text=None, **content, **caption_in(item))

    async def reply_markup(self, params: Params) -> Params:
        """editMessageReplyMarkup."""
        return self._edit(params, *self._own(params))

    async def delete(self, params: Params) -> bool:
        """deleteMessage: up to 48 hours; what others said only in private chats, or with the right to."""
        chat, shown = self._there(params, "delete")
        if self._world.clock() - shown.at > _DELETED_WITHIN:
            raise bad_request(_NOT_DELETED)
        if isinstance(chat, Group):
            chat.check_deleting(_NOT_DELETED, own=shown.author is None)
        del chat.messages[shown.message_id]
        self._world.tell("deleted", chat.id, message_id=shown.message_id)
        return True

    async def pin(self, params: Params) -> bool:
        """pinChatMessage: in groups and channels with the right to."""
        chat, shown = self._there(params, "pin")
        if isinstance(chat, Group):
            chat.check_pinning("not enough rights to manage pinned messages in the chat")
        shown.pinned = True
        self._world.tell("pinned", chat.id, rang=False, message_id=shown.message_id)
        return True

    def _there(self, params: Params, why: str) -> tuple[Chat, Shown]:
        chat = self._world.may_write(params.get("chat_id"))
        shown = chat.messages.get(integer(params, "message_id"))
        if shown is None:
            raise bad_request(f"message to {why} not found")
        return chat, shown

    def _own(self, params: Params) -> tuple[Chat, Shown]:
        chat, shown = self._there(params, "edit")
        if shown.author is not None:
            raise bad_request("message can't be edited")
        if isinstance(chat, Group):
            chat.check_editing()
        return chat, shown

    def _edit(self, params: Params, chat: Chat, shown: Shown, **content: Any) -> Params:
        markup = check_reply_markup(params.get("reply_markup"), private=isinstance(chat, Phone))
        if "keyboard" in markup:
            raise bad_request("inline keyboard expected")
        wanted = {**content, "buttons": markup.get("inline_keyboard", [])}
        if all(getattr(shown, name) == value for name, value in wanted.items()):
            raise bad_request(_NOT_MODIFIED)
        for name, value in wanted.items():
            setattr(shown, name, value)
        shown.edited_at = self._world.clock()
        self._world.tell("edited", chat.id, rang=False, message_id=shown.message_id, text=shown.words)
        return as_message(self._world, chat, shown)
