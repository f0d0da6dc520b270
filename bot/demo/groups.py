"""Groups: what is heard in one, and what its members do there."""

from typing import Any

from bot.demo.acting import Acting
from bot.demo.ears import Ears
from bot.demo.errors import ApiError
from bot.demo.links import check_payload
from bot.demo.people import Actor
from bot.demo.shapes import RIGHTS, as_bot_change, as_member, as_user
from bot.demo.state import BOT, BOT_NAME, Group, Shown
from bot.demo.world import World


class Circle(Ears):
    """A group or a channel as everybody in it hears it; `id` is what the bot knows it by. What a member does there: see Hands.at()."""

    chat: Group

    def __init__(self, world: World, group: Group) -> None:
        super().__init__(world, group)

    @property
    def id(self) -> int:
        """The chat's."""
        return self.chat.id


class Member(Acting):
    """One person in one group: everything that Acting has, and what can be done to the group itself."""

    chat: Group

    def __init__(self, world: World, actor: Actor, group: Group) -> None:
        super().__init__(world, actor, group)

    def adds_bot(self, startgroup: str | None = None) -> int:
        """Adds the bot to the group; by a link with ?startgroup=payload the client writes the command as well."""
        check_payload(startgroup or "")
        if self.chat.has_bot:
            raise ApiError(409, "the bot is in this group already")
        update_id = self._changes_bot("member")
        self._happens(new_chat_members=[BOT], new_chat_member=BOT)
        if startgroup is not None:
            self.text(f"/start@{BOT_NAME} {startgroup}".strip())
        return update_id

    def removes_bot(self) -> int:
        """Removes it. It may not write any more and hears of that: in a supergroup as kicked, in a group as left and by a message."""
        self._check_bot_is_here()
        if self.chat.kind == "group":
            self._happens(left_chat_member=BOT)
        update_id = self._changes_bot("left" if self.chat.kind == "group" else "kicked")
        self.chat.bot = "kicked"
        return update_id

    def promotes_bot(self, **rights: bool) -> int:
        """Makes it an administrator, who hears everything; with every right but those that are named as False."""
        self._check_bot_is_here()
        return self._changes_bot("administrator", {**RIGHTS, **rights})

    def demotes_bot(self) -> int:
        """An ordinary member again."""
        self._check_bot_is_here()
        return self._changes_bot("member")

    def adds(self, actor: Actor, status: str = "member") -> int:
        """Adds somebody, or changes what they are."""
        self.chat.let_in(self.actor)
        known = actor.id in self.chat.members
        self.chat.members[actor.id] = status
        return 0 if known else self._happens(new_chat_members=[as_user(actor)], new_chat_member=as_user(actor))

    def text_anonymously(self, words: str) -> int:
        """Writes as the group itself, which administrators of supergroups may."""
        if self.chat.kind != "supergroup" or self.chat.members.get(self.actor.id, "member") == "member":
            raise ApiError(409, "only administrators of a supergroup are anonymous")
        return self.text(words, anonymous=True)

    def leaves(self) -> int:
        """Leaves the group."""
        self.chat.let_in(self.actor)
        update_id = self._happens(left_chat_member=as_user(self.actor))
        del self.chat.members[self.actor.id]
        return update_id

    def upgrades(self) -> Circle:
        """Turns the group into a supergroup, with a new id and messages of its own; each tells of the other."""
        self.chat.let_in(self.actor)
        if self.chat.kind == "supergroup":
            raise ApiError(409, "it is a supergroup already")
        new = self.world.add_group(self.chat.title, dict(self.chat.members), supergroup=True)
        new.bot, new.bot_rights = self.chat.bot, self.chat.bot_rights
        self._happens(migrate_to_chat_id=new.id)
        Member(self.world, self.actor, new)._happens(migrate_from_chat_id=self.chat.id)
        self.chat.moved_to = new.id
        self.chat.keyboard = []
        return Circle(self.world, new)

    def forge(self, data: str, shown: Shown) -> int:
        """As everywhere; but only members see what there is to tap."""
        self.chat.let_look(self.actor)
        return super().forge(data, shown)

    def _check_bot_is_here(self) -> None:
        if not self.chat.has_bot:
            raise ApiError(409, f"the bot is not in this {self.chat.kind}")

    def _changes_bot(self, status: str, rights: dict[str, bool] | None = None) -> int:
        self.chat.let_in(self.actor)
        before = "left" if self.chat.bot == "kicked" and self.chat.kind == "group" else self.chat.bot
        old = as_member(BOT, before, self.chat.bot_rights)
        self.chat.bot, self.chat.bot_rights = status, rights or {}
        new = as_member(BOT, status, self.chat.bot_rights)
        self.world.tell("bot", self.chat.id, status=status)
        change = as_bot_change(self.chat, as_user(self.actor), self.world.clock(), old, new)
        return self.world.queue("my_chat_member", change)

    def _happens(self, **what: Any) -> int:
        """A message of service."""
        return self._say(self._shown(more=what, service=True))
