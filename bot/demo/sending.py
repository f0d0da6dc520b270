"""The methods that send."""

from dataclasses import replace
from typing import Any

from bot.demo import uploads
from bot.demo.errors import bad_request
from bot.demo.keyboards import check_reply_markup
from bot.demo.markup import check_caption, check_text
from bot.demo.params import Params, integer
from bot.demo.shapes import as_attachment, as_message
from bot.demo.state import Phone, Shown, World

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
        source = self._world.phone(params.get("from_chat_id")).messages.get(integer(params, "message_id"))
        if source is None:
            raise bad_request("message to copy not found")
        if source.protected:
            raise bad_request("message can't be copied")
        copied = self._new(**{name: getattr(source, name) for name in _COPIED})
        if "caption" in params:
            copied = replace(copied, **_caption(params))
        return {"message_id": self._show(params, copied)["message_id"]}

    def _new(self, **content: Any) -> Shown:
        return Shown(0, "bot", self._world.clock(), **content)

    def _show(self, params: Params, shown: Shown) -> Params:
        phone = self._world.may_write(params.get("chat_id"))
        markup = check_reply_markup(params.get("reply_markup"))
        shown.message_id = next(self._world.next_message)
        shown.rang = not params.get("disable_notification", False)
        shown.protected = bool(params.get("protect_content"))
        shown.buttons = markup.get("inline_keyboard", [])
        _change_keyboard(phone, markup)
        phone.messages[shown.message_id] = shown
        self._world.tell("sent", phone.actor.id, rang=shown.rang, message_id=shown.message_id, text=shown.words)
        return as_message(self._world, phone, shown)


def _caption(params: Params) -> dict[str, Any]:
    caption, entities = check_caption(str(params.get("caption") or ""), params.get("parse_mode"))
    return {"caption": caption or None, "entities": entities}


def _change_keyboard(phone: Phone, markup: dict[str, Any]) -> None:
    if "keyboard" in markup:
        phone.keyboard = [
            [key if isinstance(key, dict) else {"text": key} for key in row] for row in markup["keyboard"]
        ]
    elif markup.get("remove_keyboard"):
        phone.keyboard = []
