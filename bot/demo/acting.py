"""What people do in a chat: write, take pictures, tap, edit."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.demo.attachments import Attachments
from bot.demo.errors import ApiError
from bot.demo.markup import units
from bot.demo.pictures import as_kept, picture
from bot.demo.privacy import commands_in
from bot.demo.shapes import as_tapped, as_user
from bot.demo.state import Shown


class Acting(Attachments):
    """One person in one chat. What makes an update returns its id, or 0 where the bot does not hear of it; 409 where it cannot be done."""

    def text(self, words: str, reply_to: Shown | None = None) -> int:
        """Sends text; commands get their entities."""
        return self._say(self._shown(text=words, entities=_commands(words), reply_to=reply_to))

    def photo(self, caption: str | None = None, content: bytes | int | None = None) -> int:
        """Sends a photo, which Telegram draws anew; `content` is a picture, or a size in bytes that is too dear to make."""
        return self._say(self._photo(caption, content))

    def album(self, contents: Sequence[bytes | int | None] = (None, None), caption: str | None = None) -> list[int]:
        """Sends photos at once: an update each, held together by one media_group_id; the first one has the caption."""
        group = self.world.fresh_group()
        photos = [self._photo(None if number else caption, content) for number, content in enumerate(contents)]
        return [self._say(replace(one, media_group=group)) for one in photos]

    def edit(self, words: str, shown: Shown | None = None) -> int:
        """Edits what was said in a message of one's own, by default the latest."""
        shown = shown or next(self._own())
        name = "caption" if shown.text is None else "text"
        setattr(shown, name, words)
        shown.entities = _commands(words) if name == "text" else []
        return self._again(shown)

    def press(self, label: str) -> int:
        """Presses a key of the keyboard below the chat, by a part of its label; 409 when it is not there."""
        keys = [key for row in self.chat.keyboard for key in row if label in key["text"]]
        key = min(keys, key=lambda key: len(key["text"]), default=None)  # "我的" is also a part of "我的上报"
        if key is None:
            raise ApiError(409, f"no key {label} on the keyboard")
        if key.get("request_contact"):
            return self.contact()
        return self.place() if key.get("request_location") else self.text(key["text"])

    def tap(self, label: str, message: Shown | None = None) -> int:
        """Taps a button, by a part of its label: of this message, else of the latest one that has it; 409 when there is none."""
        among = [message] if message is not None else reversed(self.from_bot)
        for shown in among:
            for button in itertools.chain.from_iterable(shown.buttons):
                if label in button["text"] and "callback_data" in button:
                    return self.forge(button["callback_data"], shown)
        raise ApiError(409, f"no button {label} in the chat")

    def forge(self, data: str, shown: Shown) -> int:
        """A tap with any data, as a modified client can send it."""
        query = {
            "id": self.world.add_tap(self.actor.id),
            "from": as_user(self.actor),
            "chat_instance": str(self.chat.id),
            "data": data,
            "message": as_tapped(self.world, self.chat, shown),
        }
        return self.world.queue("callback_query", query)

    def _photo(self, caption: str | None, content: bytes | int | None) -> Shown:
        taken = picture(self.actor.id) if content is None else content
        file_id = self.world.keep_file(as_kept(taken) if isinstance(taken, bytes) else taken)
        return self._shown(photo=file_id, caption=caption)


def _commands(words: str) -> list[dict[str, Any]]:
    return [
        {"type": "bot_command", "offset": units(words[: found.start()]), "length": units(found[0])}
        for found in commands_in(words)
    ]
