"""The methods that send."""

from dataclasses import replace
from typing import Any

from bot.demo import uploads
from bot.demo.errors import bad_request
from bot.demo.keyboards import check_reply_markup
from bot.demo.markup import check_caption, check_text
from bot.demo.params import Params, integer
from bot.demo.shapes import as_attachment, as_message
from bot.demo.state import Chat, Group, Phone, Shown
from bot.demo.world import World

_COPIED = ("text", "caption", "entities", "photo", "location", "more")


class Sending:
    """Each checks everything first and shows the message then; what it returns is what the Bot API returns."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def message(self, params: Params) -> Params:
        """sendMessage."""
        text, entities = check_text(str(params.get("text", "")), params.get("parse_mode"))
        return self._show(params, self._new(text=text, entities=entities))

    async def photo(self, params: Params) -> Params:
        """sendPhoto, by id or by upload."""
        file_id = uploads.photo(self._world, params, params.get("photo"))
        return self._show(params, self._new(photo=file_id, **_caption(params)))

    async def document(self, params: Params) -> Params:
        """sendDocument, by id or by upload."""
        file_id = uploads.document(self._world, params, params.get("document"))
        return self._show(params, self._new(more=as_attachment(self._world, file_id), **_caption(params)))

    async def album(self, params: Params) -> list[Params]:
        """sendMediaGroup, of photos. The real one drops its buttons without a word; here that is an error."""
        media = params.get("media")
        if not isinstance(media, list) or not 2 <= len(media) <= 10:
            raise bad_request("wrong number of media in the group")
        if "reply_markup" in params:
            raise bad_request("reply markup is not supported for albums")
        if any(item.get("type") != "photo" for item in media):
            raise bad_request("the small Telegram's albums are of photos")
        group = self._world.fresh_group()
        shown = [
            self._new(photo=uploads.photo(self._world, params, item.get("media")), media_group=group, **_caption(item))
            for item in media
        ]
        return [self._show(params, one) for one in shown]

    async def location(self, params: Params) -> Params:
        """sendLocation."""
        try:
            point = float(params["latitude"]), float(params["longitude"])
        except (KeyError, TypeError, ValueError):
            raise bad_request("wrong location") from None
        if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
            raise bad_request("wrong location")
        return self._show(params, self._new(location=point))

    async def copy(self, params: Params) -> Params:
        """copyMessage: the same content, and nothing that leads to its sender."""
        source = self._source(params).messages.get(integer(params, "message_id"))
        if source is None:
            raise bad_request("message to copy not found")
        if source.protected or source.service:
            raise bad_request("message can't be copied")
        copied = self._new(**{name: getattr(source, name) for name in _COPIED})
        if "caption" in params:
            copied = replace(copied, **_caption(params))
        return {"message_id": self._show(params, copied)["message_id"]}

    def _source(self, params: Params) -> Chat:
        """Where something is copied from: whoever has blocked the bot is still read."""
        chat = self._world.chat(params.get("from_chat_id"))
        if isinstance(chat, Group):
            chat.check_bot()
        return chat

    def _new(self, **content: Any) -> Shown:
        return Shown(0, None, self._world.clock(), **content)

    def _show(self, params: Params, shown: Shown) -> Params:
        chat = self._world.may_write(params.get("chat_id"))
        if integer(params, "message_thread_id"):  # forums alone have threads, and none of these is one
            raise bad_request("message thread not found")
        markup = check_reply_markup(params.get("reply_markup"), private=isinstance(chat, Phone))
        shown.reply_to = _answered(params.get("reply_parameters"), chat)
        shown.rang = not params.get("disable_notification", False)
        shown.protected = bool(params.get("protect_content"))
        shown.buttons = markup.get("inline_keyboard", [])
        _change_keyboard(chat, markup)
        self._world.show(chat, shown)
        self._world.tell("sent", chat.id, rang=shown.rang, message_id=shown.message_id, text=shown.words)
        return as_message(self._world, chat, shown)


def _caption(params: Params) -> dict[str, Any]:
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
