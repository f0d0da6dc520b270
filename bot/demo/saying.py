"""How what somebody says comes into a chat, and from there to the bot."""

from collections.abc import Iterator
from typing import Any

from bot.demo.ears import Ears
from bot.demo.people import Actor
from bot.demo.shapes import as_message
from bot.demo.state import Channel, Chat, Shown
from bot.demo.world import World

_POSTED = {"message": "channel_post", "edited_message": "edited_channel_post"}


class Saying(Ears):
    """Somebody in a chat; see acting.Acting."""

    def __init__(self, world: World, actor: Actor, chat: Chat) -> None:
        super().__init__(world, chat)
        self.actor = actor

    def _own(self) -> Iterator[Shown]:
        """What this person said, latest first."""
        return (shown for shown in reversed(self.chat.messages.values()) if shown.author == self.actor)

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
        kind = _POSTED[kind] if isinstance(self.chat, Channel) else kind
        return self.world.queue(kind, as_message(self.world, self.chat, shown))
