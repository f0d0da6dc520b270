"""What the made-up people do with their phones. In tests and in the tour they are used from Python, by the page over HTTP."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.demo.attachments import Attachments
from bot.demo.errors import ApiError
from bot.demo.markup import units
from bot.demo.pictures import as_kept, picture
from bot.demo.shapes import as_chat, as_message, as_user
from bot.demo.state import BOT, Shown

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class Hands(Attachments):
    """One person's hands and eyes.

    text(), photo(), place(), tap(), press() and what Attachments has make updates and return their ids; hears() waits for a
    message of the bot. `chat` is the private chat.
    """

    @property
    def last(self) -> Shown:
        """The latest message of the bot."""
        return self.from_bot[-1]

    @property
    def from_bot(self) -> list[Shown]:
        """Every message of the bot, oldest first."""
        return [shown for shown in self.chat.messages.values() if shown.sender == "bot"]

    def start(self, payload: str = "") -> int:
        """Presses START, or opens a t.me link with ?start=payload; 409 for a link that carries nothing: up to 64 of A-Za-z0-9_-."""
        if not _PAYLOAD.fullmatch(payload):
            raise ApiError(409, "no link can carry this payload")
        return self.text(f"/start {payload}".strip())

    def text(self, words: str) -> int:
        """Sends text; a command gets its entity."""
        return self._say(self._shown(text=words, entities=_commands(words)))

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
            "id": self.world.add_tap(self.chat.actor.id),
            "from": as_user(self.chat),
            "chat_instance": "1",
            "data": data,
            "message": as_message(self.world, self.chat, shown),
        }
        return self.world.queue("callback_query", query)

    def block(self, *, blocked: bool = True) -> int:
        """Blocks the bot, or unblocks it."""
        self.chat.blocked = blocked
        left: dict[str, Any] = {"user": BOT, "status": "kicked", "until_date": 0}
        here: dict[str, Any] = {"user": BOT, "status": "member"}
        old, new = (here, left) if blocked else (left, here)
        content = {
            "chat": as_chat(self.chat),
            "from": as_user(self.chat),
            "date": int(self.world.clock().timestamp()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        return self.world.queue("my_chat_member", content)

    async def hears(self, words: str, timeout: float = 15.0) -> Shown:
        """Waits for a message of the bot that says this and was not heard before, and returns it."""

        def found() -> Shown | None:
            return next((one for one in self._unheard() if words in one.words), None)

        try:
            shown: Shown = await self.world.until(found, timeout, self.chat.actor.id)
        except TimeoutError as error:
            said = " | ".join(one.words for one in self._unheard())
            raise AssertionError(f"{self.chat.actor.first_name} did not hear {words!r}, but: {said}") from error
        self._seen = shown.message_id
        return shown

    async def sees(self, words: str, shown: Shown, timeout: float = 15.0) -> Shown:
        """Waits until a message of the bot has come to say this, by an edit."""
        await self.world.until(lambda: words in shown.words, timeout, self.chat.actor.id)
        return shown

    def _unheard(self) -> list[Shown]:
        newest_first = itertools.takewhile(
            lambda one: one.message_id > self._seen, reversed(self.chat.messages.values())
        )
        return [one for one in newest_first if one.sender == "bot"][::-1]

    def _photo(self, caption: str | None, content: bytes | int | None) -> Shown:
        taken = picture(self.chat.actor.id) if content is None else content
        file_id = self.world.keep_file(as_kept(taken) if isinstance(taken, bytes) else taken)
        return self._shown(photo=file_id, caption=caption)


def _commands(words: str) -> list[dict[str, Any]]:
    command = words.split(maxsplit=1)[0] if words.startswith("/") else ""
    return [{"type": "bot_command", "offset": 0, "length": units(command)}] if command else []
