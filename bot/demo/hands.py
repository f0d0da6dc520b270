"""What the made-up people do with their phones. In tests and in the tour they are used from Python, by the page over HTTP."""

import itertools
from typing import Any

from bot.demo.errors import ApiError
from bot.demo.markup import units
from bot.demo.methods import as_message, as_photo, as_user
from bot.demo.pictures import picture
from bot.demo.state import Phone, Shown, World


class Hands:
    """One person's hands and eyes.

    text(), photo(), place(), tap() and press() make updates; hears() waits for a message of the bot. `chat` is the private chat.
    """

    def __init__(self, world: World, person_id: int) -> None:
        self.world = world
        self.chat: Phone = world.phones[person_id]
        self._seen = 0

    @property
    def last(self) -> Shown:
        """The latest message of the bot."""
        return self.from_bot[-1]

    @property
    def from_bot(self) -> list[Shown]:
        """Every message of the bot, oldest first."""
        return [shown for shown in self.chat.messages.values() if shown.sender == "bot"]

    def start(self, payload: str = "") -> int:
        """Presses START, or opens a t.me link with ?start=payload."""
        return self.text(f"/start {payload}".strip())

    def text(self, words: str) -> int:
        """Sends text; a command gets its entity. Returns the update's id."""
        command = words.split(maxsplit=1)[0] if words.startswith("/") else ""
        entities = [{"type": "bot_command", "offset": 0, "length": units(command)}] if command else []
        return self._say(Shown(0, "person", self.world.clock(), text=words), {"entities": entities} if entities else {})

    def photo(self, caption: str | None = None, content: bytes | int | None = None, **more: Any) -> int:
        """Sends a photo; `content` is a JPEG, or a size in bytes that is too dear to make."""
        file_id = self.world.keep_file(picture(self.chat.actor.id) if content is None else content)
        return self._say(Shown(0, "person", self.world.clock(), photo=file_id, caption=caption), more)

    def place(
        self, latitude: float | None = None, longitude: float | None = None, accuracy: float | None = 12.0
    ) -> int:
        """Sends a place; by default where this person is, as a phone measures it. A dropped pin has no accuracy."""
        actor = self.chat.actor
        point = (actor.latitude if latitude is None else latitude, actor.longitude if longitude is None else longitude)
        measured = {} if accuracy is None else {"horizontal_accuracy": accuracy}
        location = {"latitude": point[0], "longitude": point[1], **measured}
        return self._say(Shown(0, "person", self.world.clock(), location=point), {"location": location})

    def press(self, label: str) -> int:
        """Presses a key of the keyboard below the chat, by a part of its label; 409 when it is not there."""
        keys = [key for row in self.chat.keyboard for key in row if label in key["text"]]
        key = min(keys, key=lambda key: len(key["text"]), default=None)  # "我的" is also a part of "我的上报"
        if key is None:
            raise ApiError(409, f"no key {label} on the keyboard")
        return self.place() if key.get("request_location") else self.text(key["text"])

    def tap(self, label: str, message: Shown | None = None) -> int:
        """Taps a button, by a part of its label: of this message, else of the latest one that has it; 409 when there is none."""
        among = [message] if message is not None else reversed(self.from_bot)
        for shown in among:
            for button in itertools.chain.from_iterable(shown.buttons):
                if label in button["text"]:
                    return self.forge(button["callback_data"], shown)
        raise ApiError(409, f"no button {label} in the chat")

    def forge(self, data: str, shown: Shown) -> int:
        """A tap with any data, as a modified client can send it."""
        query_id = f"{self.chat.actor.id}-{next(self.world.next_message)}"
        self.world.taps[query_id] = (self.world.clock(), self.chat.actor.id)
        query = {
            "id": query_id,
            "from": as_user(self.chat),
            "chat_instance": "1",
            "data": data,
            "message": as_message(self.chat, shown),
        }
        return self.world.queue("callback_query", query)

    def block(self, *, blocked: bool = True) -> int:
        """Blocks the bot, or unblocks it."""
        self.chat.blocked = blocked
        status = ("member", "kicked") if blocked else ("kicked", "member")
        old, new = (
            {"user": {"id": 4242, "is_bot": True, "first_name": "哨"}, "status": one, "until_date": 0} for one in status
        )
        chat = {"id": self.chat.actor.id, "type": "private"}
        content = {"chat": chat, "from": as_user(self.chat), "date": 0, "old_chat_member": old, "new_chat_member": new}
        return self.world.queue("my_chat_member", content)

    async def hears(self, words: str, timeout: float = 15.0) -> Shown:
        """Waits for a message of the bot that says this and was not heard before, and returns it."""

        def found() -> Shown | None:
            return next((one for one in self.from_bot if one.message_id > self._seen and words in one.words), None)

        try:
            shown: Shown = await self.world.until(found, timeout)
        except TimeoutError as error:
            said = " | ".join(one.words for one in self.from_bot if one.message_id > self._seen)
            raise AssertionError(f"{self.chat.actor.first_name} did not hear {words!r}, but: {said}") from error
        self._seen = shown.message_id
        return shown

    async def sees(self, words: str, shown: Shown, timeout: float = 15.0) -> Shown:
        """Waits until a message of the bot has come to say this, by an edit."""
        await self.world.until(lambda: words in shown.words, timeout)
        return shown

    def _say(self, shown: Shown, more: dict[str, Any]) -> int:
        self.chat.started = True
        shown.message_id = next(self.world.next_message)
        self.chat.messages[shown.message_id] = shown
        message = {**as_message(self.chat, shown), **more}
        if shown.photo is not None:
            message["photo"] = as_photo(shown.photo)
        self.world.tell("person", self.chat.actor.id, message_id=shown.message_id, text=shown.words)
        return self.world.queue("message", message)
