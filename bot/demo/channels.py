"""Channels: what those who run one, and those who follow it, do there."""

from typing import Any

from bot.demo.errors import ApiError
from bot.demo.groups import Circle, Member
from bot.demo.people import Actor
from bot.demo.shapes import CHANNEL_RIGHTS
from bot.demo.state import Channel, Shown


class Follower(Member):
    """One person in one channel. Those who run it post in its name; the others read, tap and forward."""

    chat: Channel

    def adds_bot(self, startgroup: str | None = None) -> int:
        """Makes the bot an administrator, which in a channel is the only way in; no message tells of it."""
        if startgroup is not None:
            raise ApiError(409, "a link to a channel carries nothing")
        if self.chat.has_bot:
            raise ApiError(409, "the bot is in this channel already")
        return self.promotes_bot()

    def promotes_bot(self, **rights: bool) -> int:
        """With every right but those that are named as False; one that was not there comes in by it."""
        return self._changes_bot("administrator", {**CHANNEL_RIGHTS, **rights})

    def demotes_bot(self) -> int:
        """Nobody but administrators has a bot in a channel: it is out."""
        self._check_bot_is_here()
        return self._changes_bot("left")

    def adds(self, actor: Actor, status: str = "member") -> int:
        """Adds somebody, or changes what they are; no message tells of it."""
        self.chat.let_in(self.actor)
        self.chat.members[actor.id] = status
        return 0

    def leaves(self) -> int:
        """Does not follow it any more; no message tells of it."""
        self.chat.let_look(self.actor)
        del self.chat.members[self.actor.id]
        return 0

    def upgrades(self) -> Circle:
        """A channel stays one."""
        raise ApiError(409, "a channel does not become a supergroup")

    def _shown(self, **content: Any) -> Shown:
        return super()._shown(**{**content, "anonymous": True})
