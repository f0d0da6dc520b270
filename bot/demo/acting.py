"""What people do in a chat: write, take pictures, tap, edit."""

import itertools
from typing import Any

from bot.demo.attachments import Attachments
from bot.demo.errors import ApiError
from bot.demo.links import payload_in
from bot.demo.markup import units
from bot.demo.people import Actor
from bot.demo.places import Places
from bot.demo.privacy import commands_in
from bot.demo.shapes import as_chat, as_tapped, as_user
from bot.demo.state import BOT, Phone, Shown


class Acting(Attachments, Places):
    """One person in one chat. What makes an update returns its id, or 0 where the bot does not hear of it; 409 where it cannot be done."""

    def text(self, words: str, reply_to: Shown | None = None, *, anonymous: bool = False) -> int:
        """Sends text; commands get their entities."""
        said = self._shown(text=words, entities=_commands(words), reply_to=reply_to, anonymous=anonymous)
        return self._say(said)

    def contact(self, of: Phone | None = None) -> int:
        """Sends one's own number, as the key that asks for it does, or somebody else's card."""
        actor = self.actor if of is None else of.actor
        return self.other(contact=_card(actor) | {"user_id": actor.id})

    def card(self, name: str, number: str) -> int:
        """Sends the card of somebody who is not on Telegram."""
        return self.other(contact={"phone_number": number, "first_name": name})

    def poll(self, question: str, *options: str) -> int:
        """Sends a poll."""
        return self.other(
            poll={
                "id": self.world.fresh_id(),
                "question": question,
                "options": [
                    {"persistent_id": str(number), "text": one, "voter_count": 0} for number, one in enumerate(options)
                ],
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": True,
                "members_only": False,
            }
        )

    def dice(self, value: int = 4, emoji: str = "🎲") -> int:
        """Throws a die, which Telegram rolls."""
        return self.other(dice={"emoji": emoji, "value": value})

    def other(self, **what: Any) -> int:
        """Sends anything else, as the Bot API shows it."""
        return self._say(self._shown(more=what))

    def forward(self, shown: Shown, *, hidden: bool = False) -> int:
        """Forwards a message, of whichever chat; `hidden` as of somebody whom no link leads to. 409 where it is protected."""
        if shown.protected or shown.service:
            raise ApiError(409, "this cannot be forwarded")
        return self._say(self._shown(**shown.content, origin=shown.origin or self._origin(shown, hidden=hidden)))

    def edit(self, words: str, shown: Shown | None = None) -> int:
        """Edits what was said in a message of one's own, by default the latest."""
        shown = shown or next(self._own())
        name = "caption" if shown.text is None else "text"
        setattr(shown, name, words)
        shown.entities = _commands(words) if name == "text" else []
        return self._again(shown)

    def press(self, label: str) -> int:
        """Presses a key of the keyboard below the chat, by a part of its label; 409 when it is not there."""
        keys = [key for row in self.chat.keyboard for key in row if label in key["text"]]
        key = min(keys, key=lambda key: len(key["text"]), default=None)  # "我的" is also a part of "我的上报"
        if key is None:
            raise ApiError(409, f"no key {label} on the keyboard")
        if key.get("request_contact"):
            return self.contact()
        return self.place() if key.get("request_location") else self.text(key["text"])

    def tap(self, label: str, message: Shown | None = None) -> int:
        """Taps a button, by a part of its label: of this message, else of the latest one that has it; 409 when there is none.

        One that is a link to the bot opens the private chat and presses START there.
        """
        among = [message] if message is not None else reversed(self.from_bot)
        for shown in among:
            for button in itertools.chain.from_iterable(shown.buttons):
                if label in button["text"] and "callback_data" in button:
                    return self.forge(button["callback_data"], shown)
                if label in button["text"] and (payload := payload_in(button.get("url", ""))) is not None:
                    return self._opens(payload)
        raise ApiError(409, f"no button {label} in the chat")

    def forge(self, data: str, shown: Shown) -> int:
        """A tap with any data, as a modified client can send it."""
        query = {
            "id": self.world.add_tap(self.actor.id),
            "from": as_user(self.actor),
            "chat_instance": str(self.chat.id),
            "data": data,
            "message": as_tapped(self.world, self.chat, shown),
        }
        return self.world.queue("callback_query", query)

    def _origin(self, shown: Shown, *, hidden: bool) -> dict[str, Any]:
        channel = self.world.channel_of(shown)
        if channel is None:
            return _origin(shown, hidden=hidden)
        date = int(shown.at.timestamp())
        return {"type": "channel", "chat": as_chat(channel), "message_id": shown.message_id, "date": date}

    def _opens(self, payload: str) -> int:
        private = Acting(self.world, self.actor, self.world.phones[self.actor.id])
        return private.text(f"/start {payload}".strip())


def _card(actor: Actor) -> dict[str, Any]:
    return {"phone_number": f"+86138{actor.id:08d}", "first_name": actor.first_name}


def _origin(shown: Shown, *, hidden: bool) -> dict[str, Any]:
    author = BOT if shown.author is None else as_user(shown.author)
    who = {"type": "user", "sender_user": author}
    if hidden:
        who = {"type": "hidden_user", "sender_user_name": author["first_name"]}
    return {**who, "date": int(shown.at.timestamp())}


def _commands(words: str) -> list[dict[str, Any]]:
    return [
        {"type": "bot_command", "offset": units(words[: found.start()]), "length": units(found[0])}
        for found in commands_in(words)
    ]
