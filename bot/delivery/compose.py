"""A message owed becomes a call of the Bot API, in the language of whom it is for. Pure."""

import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import InputMediaPhoto

from handlers.messages import Button, Key, Message
from handlers.texts import Texts
from storage.outbox import Slot
from storage.people import Address

_TAG = re.compile(r"</?[a-z]+(?: [^<>]*)?>")
_EDITS = {"text": "editMessageText", "caption": "editMessageCaption"}


@dataclass(frozen=True)
class Call:
    """A method of the Bot API and its parameters; `form` is what a later edit of the message would change, if anything."""

    method: str
    params: dict[str, Any]
    form: str | None = None

    @property
    def is_edit(self) -> bool:
        """Doing it twice is harmless."""
        return self.method.startswith("edit")


@dataclass(frozen=True)
class Reader:
    """For whom a message is composed, and when."""

    address: Address
    texts: Texts
    now: datetime

    def say(self, message: Message) -> str:
        """The wording, in HTML."""
        parts = [*((message.text,) if message.text else ()), *message.lines]
        return "\n".join(self.texts.render(part, self.address.language, now=self.now) for part in parts)

    def label(self, thing: Button | Key) -> str:
        """A label: Telegram shows it as it is, so the escaping is undone."""
        return html.unescape(self.texts.render(thing.text, self.address.language, now=self.now))


def compose(message: Message, reader: Reader, slot: Slot | None, *, repeat: bool = False) -> Call:
    """The call that delivers a message. `slot` is the earlier message that an edit of 'slot' means; without one it is sent anew."""
    edited = (
        slot.message_id
        if message.edits == "slot" and slot
        else message.edits
        if isinstance(message.edits, int)
        else None
    )
    if edited is not None:
        return _edit(message, reader, edited, slot.form if slot else "text")
    call = _new(message, reader, repeat)
    if message.silent:
        call.params["disable_notification"] = True
    return call


def as_plain_text(call: Call) -> Call:
    """The same call without markup, after Telegram could not read it."""
    params = {name: value for name, value in call.params.items() if name != "parse_mode"}
    for name in ("text", "caption"):
        if name in params:
            params[name] = html.unescape(_TAG.sub("", params[name]))
    return Call(call.method, params, call.form)


def _new(message: Message, reader: Reader, repeat: bool) -> Call:
    chat = {"chat_id": reader.address.chat_id}
    if message.point is not None:
        return Call("sendLocation", chat | message.point.model_dump())
    if len(message.photos) > 1:
        return Call("sendMediaGroup", chat | {"media": [InputMediaPhoto(photo) for photo in message.photos]})
    words = reader.say(message)
    if repeat:
        words = f"{words}\n{reader.texts.plain('repeated', reader.address.language)}"
    marked = {"parse_mode": "HTML", **_markup(message, reader)}
    if message.photos:
        return Call("sendPhoto", chat | {"photo": message.photos[0], "caption": words, **marked}, "caption")
    return Call("sendMessage", chat | {"text": words, "link_preview_options": {"is_disabled": True}, **marked}, "text")


def _edit(message: Message, reader: Reader, message_id: int, form: str) -> Call:
    target = {"chat_id": reader.address.chat_id, "message_id": message_id, "reply_markup": _inline(message, reader)}
    if message.text is None:
        return Call("editMessageReplyMarkup", target)
    more = {"link_preview_options": {"is_disabled": True}} if form == "text" else {}
    return Call(_EDITS[form], target | {form: reader.say(message), "parse_mode": "HTML", **more})


def _markup(message: Message, reader: Reader) -> dict[str, Any]:
    if message.buttons:
        return {"reply_markup": _inline(message, reader)}
    if not message.keyboard:
        return {}
    rows = [[_key(key, reader) for key in row] for row in message.keyboard]
    return {"reply_markup": {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}}


def _inline(message: Message, reader: Reader) -> dict[str, Any]:
    rows = [[{"text": reader.label(one), "callback_data": one.data} for one in row] for row in message.buttons]
    return {"inline_keyboard": rows}


def _key(key: Key, reader: Reader) -> dict[str, Any]:
    return {"text": reader.label(key)} | ({"request_location": True} if key.sends_place else {})
