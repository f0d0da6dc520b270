"""The methods that send words, places and copies."""

from dataclasses import replace

from bot.demo.errors import bad_request
from bot.demo.markup import check_text
from bot.demo.params import Params, integer
from bot.demo.showing import Showing, caption_in
from bot.demo.state import Chat, Group


class Sending(Showing):
    """What they return is what the Bot API returns."""

    async def message(self, params: Params) -> Params:
        """sendMessage."""
        text, entities = check_text(str(params.get("text", "")), params.get("parse_mode"))
        return self._show(params, self._new(text=text, entities=entities))

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
        copied = self._new(**source.content)
        if "caption" in params and source.takes_caption:
            copied = replace(copied, **caption_in(params))
        return {"message_id": self._show(params, copied)["message_id"]}

    def _source(self, params: Params) -> Chat:
        """Where something is copied from: whoever has blocked the bot is still read."""
        chat = self._world.chat(params.get("from_chat_id"))
        if isinstance(chat, Group):
            chat.check_bot()
        return chat
