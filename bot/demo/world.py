"""What the small Telegram knows: people, groups, updates, files. In memory, for one loop; the clock is given.

Events are bounded; chats, files and calls grow for as long as it runs.
"""

import asyncio
import itertools
import secrets
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.demo.bells import UPDATES
from bot.demo.errors import bad_request
from bot.demo.files import Files
from bot.demo.people import PEOPLE, Actor
from bot.demo.privacy import is_for_bot
from bot.demo.state import Channel, Chat, Extra, Group, Phone, Shown
from bot.demo.updates import TAP_LIFE, Updates
from storage.clock import Clock, utc_now

_MOST_EVENTS = 100_000
_STIRS_SECONDS = 0.5
_FIRST_GROUP = -4_000_001
_FIRST_SUPERGROUP = -1_002_000_000_001


@dataclass
class Call:
    """A call of the Bot API: `outcome` is 'ok' or Telegram's error code; of uploads only the size is kept."""

    method: str
    chat_id: int | None
    at: datetime
    outcome: str
    params: dict[str, Any]


class World(Updates):
    """Everything the server remembers. until() waits for something to become true, without polling.

    `privacy` is what BotFather calls so: in groups the bot hears only what is meant for it. `run` tells this world from others before and
    after it; `polls` counts how often the bot asked for updates, `webhook_url` is where they are brought instead.
    """

    def __init__(self, clock: Clock = utc_now) -> None:
        super().__init__(clock)
        self.phones = {actor.id: Phone(actor) for actor in PEOPLE}
        self.extras: dict[int, Extra] = {}
        self.groups: dict[int, Group] = {}
        self.privacy = True
        self.run = secrets.token_hex(4)
        self.polls = 0
        self.webhook_url = ""
        self.files = Files()
        self.calls: list[Call] = []
        self.events: deque[dict[str, Any]] = deque(maxlen=_MOST_EVENTS)
        self.taps: dict[str, tuple[datetime, int]] = {}
        self.commands: dict[tuple[str, str], Any] = {}
        self._is_stirring = False
        self._next_message = itertools.count(1)
        self._next_event = itertools.count(1)
        self._next_id = itertools.count(14_000_000_000_000_001)
        self._next_group = itertools.count(_FIRST_GROUP, -1)
        self._next_supergroup = itertools.count(_FIRST_SUPERGROUP, -1)

    def add_person(self, actor: Actor) -> Phone:
        """Somebody new, who has not started the bot."""
        return self.phones.setdefault(actor.id, Phone(actor))

    def add_group(self, title: str, members: dict[int, str], *, supergroup: bool = False) -> Group:
        """A new group, in which the bot is not."""
        if supergroup:
            group = Group(next(self._next_supergroup), title, members, own_ids=itertools.count(1))
        else:
            group = Group(next(self._next_group), title, members)
        return self.groups.setdefault(group.id, group)

    def add_channel(self, title: str, members: dict[int, str]) -> Channel:
        """A new channel, in which the bot is not."""
        channel = Channel(next(self._next_supergroup), title, members, own_ids=itertools.count(1))
        self.groups[channel.id] = channel
        return channel

    def channel_of(self, shown: Shown) -> Channel | None:
        """The channel in which this was posted, if it was in one."""
        channels = [one for one in self.groups.values() if isinstance(one, Channel)]
        return next((one for one in channels if one.messages.get(shown.message_id) is shown), None)

    def chat(self, chat_id: Any) -> Chat:
        """A person's or a group's; 400 where there is none."""
        number = _whole(chat_id)
        found = self.phones.get(number) or self.groups.get(number) or self.extras.get(number)
        if found is None:
            raise bad_request("chat not found")
        return found

    def may_write(self, chat_id: Any) -> Chat:
        """The chat, if the bot may write to it; else what Telegram answers."""
        found = self.chat(chat_id)
        found.check_bot()
        return found

    def show(self, chat: Chat, shown: Shown) -> Shown:
        """Puts a message into a chat, under its new id."""
        shown.message_id = next(chat.own_ids or self._next_message)
        chat.keep(shown)
        return shown

    def reaches_bot(self, chat: Chat, shown: Shown) -> bool:
        """Whether the bot gets to hear of what somebody said or did."""
        return not isinstance(chat, Group) or is_for_bot(chat, shown, privacy=self.privacy)

    def fresh_id(self) -> str:
        """Of a poll, or of what holds the messages of an album together."""
        return str(next(self._next_id))

    def add_tap(self, person_id: int) -> str:
        """The id of a tap that waits for its answer; those that are too old to be answered are forgotten."""
        now = self.clock()
        for query_id in list(itertools.takewhile(lambda one: now - self.taps[one][0] > TAP_LIFE, self.taps)):
            del self.taps[query_id]
        query_id = f"{person_id}-{next(self._next_message)}"
        self.taps[query_id] = (now, person_id)
        return query_id

    def answer_tap(self, query_id: str, toast: str | None) -> None:
        """400 when the tap is unknown, answered or older than 150 seconds."""
        at, person = self.taps.pop(query_id, (None, 0))
        if at is None or self.clock() - at > TAP_LIFE:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if toast and person in self.phones:
            self.phones[person].toasts.append(toast)
        self.tell("toast", person, text=toast or "")

    def tell(self, kind: str, chat: int, **more: Any) -> None:
        """Writes an event down and wakes whoever waits for this chat. What happens among the crowd is told now and then, all at once."""
        if chat in self.extras:
            self._stirs()
        else:
            self._note(kind, chat, more)
        self.changed(chat)

    def _note(self, kind: str, chat: int, more: dict[str, Any]) -> None:
        self.events.append(
            {"seq": next(self._next_event), "at": self.clock().isoformat(), "kind": kind, "chat": chat, **more}
        )

    def _stirs(self) -> None:
        if not self._is_stirring:
            self._is_stirring = True
            asyncio.get_running_loop().call_later(_STIRS_SECONDS, self._has_stirred)

    def _has_stirred(self) -> None:
        self._is_stirring = False
        self._note("crowd", 0, {})
        self.changed(UPDATES)


def _whole(given: Any) -> int:
    """The number that stands there; 0, which is no chat, for what is none."""
    digits = str(given).removeprefix("-")
    return int(str(given)) if digits.isascii() and digits.isdecimal() else 0
