"""Listening in a chat: what the bot says there."""

import itertools

from bot.demo.state import Chat, Shown
from bot.demo.world import World


class Ears:
    """hears() waits for a message of the bot, each once and in order; sees() for an edit."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat
        self._seen = 0

    @property
    def last(self) -> Shown:
        """The latest message of the bot."""
        return self.from_bot[-1]

    @property
    def from_bot(self) -> list[Shown]:
        """Every message of the bot, oldest first."""
        return [shown for shown in self.chat.messages.values() if shown.author is None]

    def catch_up(self) -> None:
        """What was said so far counts as heard."""
        self._seen = max(self.chat.messages, default=0)

    async def hears(self, words: str, timeout: float = 15.0) -> Shown:
        """Waits for a message of the bot that says this and was not heard before, and returns it."""

        def found() -> Shown | None:
            return next((one for one in self._unheard() if words in one.words), None)

        try:
            shown: Shown = await self.world.until(found, timeout, self.chat.id)
        except TimeoutError as error:
            said = " | ".join(one.words for one in self._unheard())
            raise AssertionError(f"{self.chat.name} did not hear {words!r}, but: {said}") from error
        self._seen = shown.message_id
        return shown

    async def sees(self, words: str, shown: Shown, timeout: float = 15.0) -> Shown:
        """Waits until a message of the bot has come to say this, by an edit."""
        await self.world.until(lambda: words in shown.words, timeout, self.chat.id)
        return shown

    def _unheard(self) -> list[Shown]:
        newest_first = itertools.takewhile(
            lambda one: one.message_id > self._seen, reversed(self.chat.messages.values())
        )
        return [one for one in newest_first if one.author is None][::-1]
