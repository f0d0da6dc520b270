"""What the small Telegram knows: people, chats, updates, files. In memory, for one loop; the clock is given.

Events are bounded; chats, files and calls grow for as long as it runs.
"""

import itertools
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.demo.errors import ApiError, bad_request
from bot.demo.files import fresh_file_id
from bot.demo.people import PEOPLE, Actor
from bot.demo.updates import TAP_LIFE, Updates
from storage.clock import Clock, utc_now

BOT = {"id": 4242, "is_bot": True, "first_name": "哨", "username": "shao_demo_bot"}

_MOST_EVENTS = 100_000


@dataclass
class Shown:
    """A message in a chat. `sender` is 'bot' or 'person'; `rang` says whether the phone made a sound.

    `more` is what else it carries (a venue, a voice, …), as the Bot API shows it.
    """

    message_id: int
    sender: str
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
    rang: bool = False
    protected: bool = False
    pinned: bool = False

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
    def edited(self) -> bool:
        """Whether it is not as it was sent."""
        return self.edited_at is not None


@dataclass
class Phone:
    """One person's private chat with the bot, as they see it."""

    actor: Actor
    started: bool = False
    blocked: bool = False
    gone: bool = False
    messages: dict[int, Shown] = field(default_factory=dict)
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)


@dataclass
class Call:
    """A call of the Bot API: `outcome` is 'ok' or Telegram's error code; of uploads only the size is kept."""

    method: str
    chat_id: int | None
    at: datetime
    outcome: str
    params: dict[str, Any]


class World(Updates):
    """Everything the server remembers. until() waits for something to become true, without polling."""

    def __init__(self, clock: Clock = utc_now) -> None:
        super().__init__(clock)
        self.phones = {actor.id: Phone(actor) for actor in PEOPLE}
        self.files: dict[str, bytes | int] = {}
        self.calls: list[Call] = []
        self.events: deque[dict[str, Any]] = deque(maxlen=_MOST_EVENTS)
        self.taps: dict[str, tuple[datetime, int]] = {}
        self.commands: dict[tuple[str, str], Any] = {}
        self.next_message = itertools.count(1)
        self._next_event = itertools.count(1)
        self._next_file = itertools.count(1)

    def add_person(self, actor: Actor) -> Phone:
        """Somebody new, who has not started the bot."""
        return self.phones.setdefault(actor.id, Phone(actor))

    def phone(self, chat_id: Any) -> Phone:
        """The chat of a person; 400 where there is none."""
        found = self.phones.get(int(chat_id)) if str(chat_id).isdecimal() else None
        if found is None:
            raise bad_request("chat not found")
        return found

    def may_write(self, chat_id: Any) -> Phone:
        """The chat, if the bot may write to it; 403 where it may not."""
        phone = self.phone(chat_id)
        if phone.gone:
            raise ApiError(403, "Forbidden: user is deactivated")
        if phone.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if not phone.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return phone

    def keep_file(self, content: bytes | int, kind: str = "photo") -> str:
        """A new file id; an int stands for a file of so many bytes that is too dear to make."""
        file_id = fresh_file_id(kind, next(self._next_file))
        self.files[file_id] = content
        return file_id

    def content(self, file_id: str) -> bytes | int | None:
        """What is in a file; the smaller sizes of a photo have ids of their own."""
        return self.files.get(file_id.rstrip("sm"))

    def fresh_group(self) -> str:
        """What holds the messages of an album together."""
        return str(14_000_000_000_000_000 + next(self._next_file))

    def add_tap(self, person_id: int) -> str:
        """The id of a tap that waits for its answer; those that are too old to be answered are forgotten."""
        now = self.clock()
        for query_id in list(itertools.takewhile(lambda one: now - self.taps[one][0] > TAP_LIFE, self.taps)):
            del self.taps[query_id]
        query_id = f"{person_id}-{next(self.next_message)}"
        self.taps[query_id] = (now, person_id)
        return query_id

    def answer_tap(self, query_id: str, toast: str | None) -> None:
        """400 when the tap is unknown, answered or older than 150 seconds."""
        at, person = self.taps.pop(query_id, (None, 0))
        if at is None or self.clock() - at > TAP_LIFE:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if toast:
            self.phones[person].toasts.append(toast)
        self.tell("toast", person, text=toast or "")

    def tell(self, kind: str, chat: int, **more: Any) -> None:
        """Writes an event down and wakes whoever waits for this chat."""
        self.events.append(
            {"seq": next(self._next_event), "at": self.clock().isoformat(), "kind": kind, "chat": chat, **more}
        )
        self.changed(chat)
