"""Chats as the people in them see them, and what was said there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.demo.errors import ApiError, bad_request
from bot.demo.people import Actor

BOT_NAME = "shao_demo_bot"
BOT: dict[str, Any] = {"id": 4242, "is_bot": True, "first_name": "哨", "username": BOT_NAME}
ANONYMOUS: dict[str, Any] = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}

_KEPT_OF_EXTRAS = 4  # messages
_FIRST_SUPERGROUP = -1_000_000_000_000  # the ids of supergroups lie below


@dataclass
class Shown:
    """A message in a chat; the bot's where it has no author. `rang` says whether phones made a sound.

    `more` is what else it carries (a venue, a voice, …), as the Bot API shows it; so is `origin`, of what was forwarded. A message of
    service says what happened in the chat, not what somebody said; an anonymous one names nobody but the group.
    """

    message_id: int
    author: Actor | None
    at: datetime
    text: str | None = None
    caption: str | None = None
    entities: list[dict[str, Any]] = field(default_factory=list)
    photo: str | None = None
    location: tuple[float, float] | None = None
    media_group: str | None = None
    more: dict[str, Any] = field(default_factory=dict)
    buttons: list[list[dict[str, Any]]] = field(default_factory=list)
    edited_at: datetime | None = None
    reply_to: "Shown | None" = None
    origin: dict[str, Any] | None = None
    rang: bool = False
    protected: bool = False
    pinned: bool = False
    service: bool = False
    anonymous: bool = False

    @property
    def sender(self) -> str:
        """'bot' or 'person'."""
        return "bot" if self.author is None else "person"

    @property
    def words(self) -> str:
        """Its text or caption."""
        return self.text or self.caption or ""

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, row by row."""
        return [button["text"] for row in self.buttons for button in row]

    @property
    def links(self) -> list[str]:
        """Where the links in its words lead."""
        return [entity["url"] for entity in self.entities if "url" in entity]

    @property
    def content(self) -> dict[str, Any]:
        """What a copy and a forwarded message have of it."""
        return {name: getattr(self, name) for name in ("text", "caption", "entities", "photo", "location", "more")}

    @property
    def takes_caption(self) -> bool:
        """Whether it is a photo or a file; stickers and round videos have no words."""
        return bool(self.photo or self.more.keys() & {"video", "voice", "document", "audio", "animation"})

    @property
    def edited(self) -> bool:
        """Whether it is not as it was sent."""
        return self.edited_at is not None


@dataclass(kw_only=True)
class Chat:
    """What there is in a chat of either kind. Supergroups number their messages by themselves, with ids of their own."""

    messages: dict[int, Shown] = field(default_factory=dict)
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    own_ids: Iterator[int] | None = None

    @property
    def id(self) -> int:
        """As the bot writes to it."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """As people call it."""
        raise NotImplementedError

    def keep(self, shown: Shown) -> None:
        """A message came, from whichever side."""
        self.messages[shown.message_id] = shown

    def check_bot(self) -> None:
        """Raises what Telegram answers where the bot may not write."""
        raise NotImplementedError

    def check_sending(self) -> None:
        """Raises what Telegram answers where the bot is in, but may not send anything."""

    def let_in(self, actor: Actor) -> None:
        """Somebody is about to write here; 409 where they cannot."""
        raise NotImplementedError


@dataclass
class Phone(Chat):
    """One person's private chat with the bot, and what their phone shows besides."""

    actor: Actor
    started: bool = False
    blocked: bool = False
    gone: bool = False
    toasts: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The person's."""
        return self.actor.id

    @property
    def name(self) -> str:
        """The person's."""
        return self.actor.first_name

    def check_bot(self) -> None:
        """403 for whoever is gone, has blocked the bot or never started it."""
        if self.gone:
            raise ApiError(403, "Forbidden: user is deactivated")
        if self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if not self.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")

    def let_in(self, actor: Actor) -> None:
        """Whoever writes has started the bot."""
        if self.blocked:
            raise ApiError(409, "whoever has blocked the bot cannot write to it")
        self.started = True


@dataclass
class Extra(Phone):
    """One of a crowd, at whose phone nobody looks: of what was said only the latest is kept. `hears` is called with what the bot says."""

    hears: Callable[["Extra", Shown], None] = field(kw_only=True)

    def keep(self, shown: Shown) -> None:
        """Forgets the oldest where there are too many."""
        super().keep(shown)
        if len(self.messages) > _KEPT_OF_EXTRAS:
            del self.messages[min(self.messages)]
        if shown.author is None:
            self.hears(self, shown)


@dataclass
class Group(Chat):
    """A group: what each member is (creator, administrator or member), what the bot is, and with which rights.

    `moved_to` is the supergroup that it became. `hides_members`: only administrators may ask who others are.
    """

    number: int
    title: str
    members: dict[int, str]
    bot: str = "left"
    bot_rights: dict[str, bool] = field(default_factory=dict)
    moved_to: int | None = None
    hides_members: bool = False

    @property
    def id(self) -> int:
        """Below zero; of a supergroup, -100 and ten digits more."""
        return self.number

    @property
    def name(self) -> str:
        """Its title."""
        return self.title

    @property
    def kind(self) -> str:
        """'group', 'supergroup' or 'channel'."""
        return "supergroup" if self.number < _FIRST_SUPERGROUP else "group"

    @property
    def has_bot(self) -> bool:
        """Whether the bot is in it."""
        return self.bot in ("member", "administrator") and self.moved_to is None

    def check_bot(self) -> None:
        """400 where the group has become a supergroup, 403 where the bot is not in it."""
        if self.moved_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.moved_to,
            )
        if self.bot == "kicked":
            raise ApiError(403, f"Forbidden: bot was kicked from the {self.kind} chat")
        if not self.has_bot:
            raise ApiError(403, f"Forbidden: bot is not a member of the {self.kind} chat")

    def check_right(self, right: str, otherwise: str) -> None:
        """400 where the bot is no administrator with this right."""
        if not (self.bot == "administrator" and self.bot_rights.get(right)):
            raise bad_request(otherwise)

    def check_editing(self) -> None:
        """400 where the bot may not change what it sent."""

    def check_deleting(self, otherwise: str, *, own: bool) -> None:
        """400 where it may not take this away."""
        if not own:
            self.check_right("can_delete_messages", otherwise)

    def check_pinning(self, otherwise: str) -> None:
        """400 where it may not pin."""
        self.check_right("can_pin_messages", otherwise)

    def let_in(self, actor: Actor) -> None:
        """As let_look(): every member may write."""
        self.let_look(actor)

    def let_look(self, actor: Actor) -> None:
        """Members only, and nobody where the group has moved."""
        if actor.id not in self.members or self.moved_to is not None:
            raise ApiError(409, f"{actor.first_name} is not in this group")


class Channel(Group):
    """Those who run it post, in its name, and all others read. The bot is in it as an administrator, or not at all."""

    @property
    def kind(self) -> str:
        """'channel'; its id looks as that of a supergroup."""
        return "channel"

    def runs(self, actor_id: int) -> bool:
        """Whether this is its creator or an administrator."""
        return self.members.get(actor_id, "member") != "member"

    def check_sending(self) -> None:
        """400 without the right to post."""
        self.check_right("can_post_messages", "need administrator rights in the channel chat")

    def check_editing(self) -> None:
        """400 without the right to post or to edit."""
        if not self.bot_rights.get("can_edit_messages"):
            self.check_right("can_post_messages", "message can't be edited")

    def check_deleting(self, otherwise: str, *, own: bool) -> None:
        """What was posted by oneself needs the right to post, or to delete."""
        if not (own and self.bot_rights.get("can_post_messages")):
            self.check_right("can_delete_messages", otherwise)

    def check_pinning(self, otherwise: str) -> None:
        """By the right to edit."""
        self.check_right("can_edit_messages", otherwise)

    def let_in(self, actor: Actor) -> None:
        """Those who run it only."""
        if not self.runs(actor.id):
            raise ApiError(409, "only those who run a channel post in it")
