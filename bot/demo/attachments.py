"""What else people send: places of every kind, voice, files, contacts, stickers."""

from collections.abc import Iterator
from typing import Any

from bot.demo.ears import Ears
from bot.demo.errors import ApiError
from bot.demo.people import Actor
from bot.demo.shapes import as_attachment, as_message
from bot.demo.state import Chat, Phone, Shown
from bot.demo.world import World


class Attachments(Ears):
    """Somebody who sends; see acting.Acting."""

    def __init__(self, world: World, actor: Actor, chat: Chat) -> None:
        super().__init__(world, chat)
        self.actor = actor

    def place(
        self, latitude: float | None = None, longitude: float | None = None, accuracy: float | None = 12.0
    ) -> int:
        """Sends a place; by default where this person is, as a phone measures it. A dropped pin has no accuracy."""
        measured = {} if accuracy is None else {"horizontal_accuracy": accuracy}
        return self._say(self._place(latitude, longitude, measured))

    def venue(self, title: str, address: str, latitude: float | None = None, longitude: float | None = None) -> int:
        """Sends a place that has a name; as before there were venues, its point also stands by itself."""
        shown = self._place(latitude, longitude, {})
        shown.more["venue"] = {"location": shown.more["location"], "title": title, "address": address}
        return self._say(shown)

    def live(self, seconds: int = 900, accuracy: float = 12.0) -> int:
        """Begins to share where this person is; move() goes on."""
        return self._say(self._place(None, None, {"live_period": seconds, "horizontal_accuracy": accuracy}))

    def move(self, latitude: float, longitude: float) -> int:
        """Moves the live location that was shared last: an edit of that message. 409 where there is none."""
        shown = next((one for one in self._own() if "live_period" in one.more.get("location", {})), None)
        if shown is None:
            raise ApiError(409, "nothing is being shared")
        shown.location = (latitude, longitude)
        shown.more["location"] = {**shown.more["location"], "latitude": latitude, "longitude": longitude}
        return self._again(shown)

    def contact(self, of: Phone | None = None) -> int:
        """Sends one's own number, as the key that asks for it does, or somebody else's card."""
        actor = self.actor if of is None else of.actor
        card = {"phone_number": f"+86138{actor.id:08d}", "first_name": actor.first_name, "user_id": actor.id}
        return self._say(self._shown(more={"contact": card}))

    def sticker(self, emoji: str = "👍") -> int:
        """Sends a sticker."""
        looks: dict[str, Any] = {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
        }
        return self._attach("sticker", 30_000, emoji=emoji, **looks)

    def voice(self, seconds: int = 4, content: bytes | int = 16_000) -> int:
        """Sends a voice message."""
        return self._attach("voice", content, duration=seconds, mime_type="audio/ogg")

    def video(self, seconds: int = 5, content: bytes | int = 900_000, caption: str | None = None) -> int:
        """Sends a video."""
        looks: dict[str, Any] = {"width": 640, "height": 480, "duration": seconds, "mime_type": "video/mp4"}
        return self._attach("video", content, caption, **looks)

    def document(
        self, name: str, content: bytes | int, mime_type: str = "image/jpeg", caption: str | None = None
    ) -> int:
        """Sends a file as it is: a picture keeps its EXIF."""
        return self._attach("document", content, caption, file_name=name, mime_type=mime_type)

    def _own(self) -> Iterator[Shown]:
        """What this person said, latest first."""
        return (shown for shown in reversed(self.chat.messages.values()) if shown.author == self.actor)

    def _place(self, latitude: float | None, longitude: float | None, measured: dict[str, Any]) -> Shown:
        here = self.actor
        point = (here.latitude if latitude is None else latitude, here.longitude if longitude is None else longitude)
        location = {"latitude": point[0], "longitude": point[1], **measured}
        return self._shown(location=point, more={"location": location})

    def _attach(self, kind: str, content: bytes | int, caption: str | None = None, **about: Any) -> int:
        file_id = self.world.keep_file(content, kind)
        return self._say(self._shown(caption=caption, more=as_attachment(self.world, file_id, **about)))

    def _shown(self, **content: Any) -> Shown:
        return Shown(0, self.actor, self.world.clock(), **content)

    def _say(self, shown: Shown) -> int:
        self.chat.let_in(self.actor)
        return self._tell_bot("message", self.world.show(self.chat, shown))

    def _again(self, shown: Shown) -> int:
        shown.edited_at = self.world.clock()
        return self._tell_bot("edited_message", shown)

    def _tell_bot(self, kind: str, shown: Shown) -> int:
        self.world.tell("person", self.chat.id, message_id=shown.message_id, text=shown.words)
        if not self.world.reaches_bot(self.chat, shown):
            return 0
        return self.world.queue(kind, as_message(self.world, self.chat, shown))
