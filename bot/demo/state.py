"""What the small Telegram knows: people, chats, updates, files. In memory, for one loop; the clock is given."""

import asyncio
import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.demo.errors import ApiError, bad_request
from bot.demo.people import PEOPLE, Actor
from storage.clock import Clock, utc_now

BOT = {"id": 4242, "is_bot": True, "first_name": "哨", "username": "shao_demo_bot"}

_MESSAGE_LIFE = timedelta(hours=24)
_TAP_LIFE = timedelta(seconds=150)
_MOST_EVENTS = 100_000


@dataclass
class Shown:
    """A message in a chat. `sender` is 'bot' or 'person'; `rang` says whether the phone made a sound."""

    message_id: int
    sender: str
    at: datetime
    text: str | None = None
    caption: str | None = None
    links: list[str] = field(default_factory=list)
    photo: str | None = None
    location: tuple[float, float] | None = None
    buttons: list[list[dict[str, Any]]] = field(default_factory=list)
    edited: bool = False
    rang: bool = False

    @property
    def words(self) -> str:
        """Its text or caption."""
        return self.text or self.caption or ""

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, row by row."""
        return [button["text"] for row in self.buttons for button in row]


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
    """A call of the Bot API: `outcome` is 'ok' or Telegram's error code."""

    method: str
    chat_id: int | None
    at: datetime
    outcome: str
    params: dict[str, Any]


class World:
    """Everything the server remembers. until() waits for something to become true, without polling."""

    def __init__(self, clock: Clock = utc_now) -> None:
        self.clock = clock
        self.phones = {actor.id: Phone(actor) for actor in PEOPLE}
        self.files: dict[str, bytes | int] = {}
        self.calls: list[Call] = []
        self.events: deque[dict[str, Any]] = deque(maxlen=_MOST_EVENTS)
        self.pending: dict[int, tuple[datetime, dict[str, Any]]] = {}
        self.allowed: list[str] | None = None
        self.taps: dict[str, tuple[datetime, int]] = {}
        self.commands: dict[str, Any] = {}
        self.next_message = itertools.count(1)
        self._next_update = itertools.count(700_001)
        self._next_event = itertools.count(1)
        self._next_file = itertools.count(1)
        self._changed = asyncio.Event()

    def add_person(self, actor: Actor) -> Phone:
        """Somebody new, who has not started the bot."""
        return self.phones.setdefault(actor.id, Phone(actor))

    def phone(self, chat_id: Any) -> Phone:
        """The chat of a person; 400 where there is none."""
        found = self.phones.get(int(chat_id)) if str(chat_id).lstrip("-").isdigit() else None
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

    def keep_file(self, content: bytes | int) -> str:
        """A new file id; an int stands for a file of so many bytes that is too dear to make."""
        file_id = f"AgACAgUAAxkBAAI{next(self._next_file):08d}"
        self.files[file_id] = content
        return file_id

    def queue(self, kind: str, content: dict[str, Any]) -> int:
        """A new update; its id."""
        update_id = next(self._next_update)
        self.inject({"update_id": update_id, kind: content})
        return update_id

    def inject(self, update: dict[str, Any]) -> None:
        """An update as it is, however odd; what the bot did not ask for is not kept."""
        kind = next((name for name in update if name != "update_id"), "")
        if self.allowed is None or kind in self.allowed:
            self.pending[int(update["update_id"])] = (self.clock(), update)
        self.changed()

    def expire(self) -> None:
        """Forgets updates that nobody fetched: messages live 24 hours, taps 150 seconds."""
        now = self.clock()
        for update_id, (at, update) in list(self.pending.items()):
            if now - at > (_TAP_LIFE if "callback_query" in update else _MESSAGE_LIFE):
                del self.pending[update_id]

    def waiting(self, limit: int) -> list[dict[str, Any]]:
        """Updates that were not confirmed, oldest first."""
        return [update for _, update in itertools.islice(self.pending.values(), limit)]

    def confirm(self, offset: int) -> None:
        """Forgets every update below the offset; a negative one keeps so many from the end."""
        if offset < 0:
            offset = (sorted(self.pending)[offset:] or [0])[0]
        for update_id in [one for one in self.pending if one < offset]:
            del self.pending[update_id]

    def answer_tap(self, query_id: str, toast: str | None) -> None:
        """400 when the tap is unknown or older than 150 seconds."""
        at, person = self.taps.pop(query_id, (None, 0))
        if at is None or self.clock() - at > _TAP_LIFE:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if toast:
            self.phones[person].toasts.append(toast)
        self.tell("toast", person, text=toast or "")

    def tell(self, kind: str, chat: int, **more: Any) -> None:
        """Writes an event down and wakes whoever waits."""
        self.events.append(
            {"seq": next(self._next_event), "at": self.clock().isoformat(), "kind": kind, "chat": chat, **more}
        )
        self.changed()

    def changed(self) -> None:
        """Wakes everyone who waits for a change."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, true: Callable[[], Any], timeout: float = 15.0) -> Any:
        """The first true value of a function that is asked again at every change; TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while not (value := true()):
                await self._changed.wait()
            return value
