"""The methods that send photos and files, alone and as albums."""

from typing import Any

from bot.demo.errors import bad_request
from bot.demo.params import Params
from bot.demo.showing import Showing, caption_in
from bot.demo.uploads import carried, check_input_media

_MIXED = {"photo", "video"}  # in an album; documents and music stand with their like alone


class Media(Showing):
    """What they return is what the Bot API returns. Files are given by an id, as what they are, or uploaded."""

    async def photo(self, params: Params) -> Params:
        """sendPhoto."""
        return self._send("photo", params)

    async def video(self, params: Params) -> Params:
        """sendVideo."""
        return self._send("video", params)

    async def voice(self, params: Params) -> Params:
        """sendVoice."""
        return self._send("voice", params)

    async def audio(self, params: Params) -> Params:
        """sendAudio."""
        return self._send("audio", params)

    async def video_note(self, params: Params) -> Params:
        """sendVideoNote, which knows no caption."""
        return self._show(
            params, self._new(**carried(self._world, params, "video_note", params.get("video_note"), params))
        )

    async def document(self, params: Params) -> Params:
        """sendDocument."""
        return self._send("document", params)

    async def album(self, params: Params) -> list[Params]:
        """sendMediaGroup. The real one drops its buttons without a word; here that is an error."""
        media = params.get("media")
        if not isinstance(media, list) or not 2 <= len(media) <= 10:
            raise bad_request("wrong number of media in the group")
        if "reply_markup" in params:
            raise bad_request("reply markup is not supported for albums")
        kinds = {check_input_media(item) for item in media}
        for alone in ("document", "audio"):
            if alone in kinds and len(kinds) > 1:
                raise bad_request(f"{alone} can't be mixed with other media types")
        if kinds - _MIXED and len(kinds) > 1:
            raise bad_request("wrong message content type")
        return self._show_album(params, media)

    def _send(self, kind: str, params: Params) -> Params:
        content = carried(self._world, params, kind, params.get(kind), params)
        return self._show(params, self._new(**content, **caption_in(params)))

    def _show_album(self, params: Params, media: list[dict[str, Any]]) -> list[Params]:
        group = self._world.fresh_id()
        shown = []
        for number, item in enumerate(media, 1):
            content = carried(self._world, params, item["type"], item.get("media"), item, part=number)
            shown.append(self._new(media_group=group, **content, **caption_in(item)))
        return [self._show(params, one) for one in shown]
