"""A message owed becomes a call of the Bot API, in the language of whom it is for. Pure."""

import csv
import html
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import InputFile, InputMedia, InputMediaPhoto, InputMediaVideo

from bot.cells import safe_cell
from bot.delivery.blank import blank_picture
from bot.delivery.calendars import calendar_file
from bot.delivery.drawing import Sheet
from bot.delivery.mapping import MapSheet
from handlers.messages import (
    Button,
    CalendarEntry,
    Drawing,
    Key,
    LinkButton,
    Message,
    Recording,
    Table,
    Text,
    Upload,
    text,
)
from handlers.texts import Texts, shorten, start_link, units
from storage.outbox import Slot
from storage.people import Address

_TAG = re.compile(r"</?[a-z]+(?: [^<>]*)?>")
_EDITS = {"text": "editMessageText", "caption": "editMessageCaption"}
_UNITS = {"text": 4096, "caption": 1024}  # of UTF-16, as people see it
_MOST_PICTURES = 10
_IN_ALBUMS: dict[str, Any] = {"photo": InputMediaPhoto, "video": InputMediaVideo}

_Carried = tuple[str, str | InputFile]  # what a message carries: its kind, and the file by Telegram's id or ours


@dataclass(frozen=True)
class Call:
    """A method of the Bot API and its parameters; `form` is what a later edit of the message would change, if anything."""

    method: str
    params: dict[str, Any]
    form: str | None = None


@dataclass(frozen=True)
class Reader:
    """For whom a message is composed, and when; `files` are the contents of its uploads by path, without those that are gone; `bot_name` is
    None as long as Telegram has not said it; `drawn` and `mapped` are its drawing and its map, if it has them."""

    address: Address
    texts: Texts
    now: datetime
    files: Mapping[str, bytes] = field(default_factory=dict)
    bot_name: str | None = None
    drawn: bytes | None = None
    mapped: bytes | None = None

    def say(self, message: Message) -> str:
        """The wording, in HTML."""
        parts = [*((message.text,) if message.text else ()), *message.lines]
        return "\n".join(map(self.rendered, parts))

    def rendered(self, part: Text) -> str:
        """One text of it, in HTML."""
        return self.texts.render(part, self.address.language, now=self.now, bot_name=self.bot_name)

    def label(self, thing: Button | LinkButton | Key) -> str:
        """A label: Telegram shows it as it is, so the escaping is undone."""
        return html.unescape(self.texts.render(thing.text, self.address.language, now=self.now))


def compose(message: Message, reader: Reader, slot: Slot | None, *, repeat: bool = False) -> Call:
    """The call that delivers a message. `slot` is the earlier message that an edit of 'slot' means; without one it is sent anew.
    `repeat` marks what may have arrived before; an edit needs no mark, as doing it twice changes nothing."""
    edited = message.edits
    if edited == "slot":
        edited = slot.message_id if slot else None
    if isinstance(edited, int):
        return _edit(message, reader, edited, slot.form if slot else "text")
    call = _new(message, reader, reader.texts.plain("repeated", reader.address.language) if repeat else "")
    if message.silent:
        call.params["disable_notification"] = True
    if message.protected:
        call.params["protect_content"] = True
    return call


def sheet(drawing: Drawing, reader: Reader) -> Sheet | None:
    """What is to be drawn, in the reader's words; None where its link leads nowhere yet."""
    if isinstance(drawing.qr, str):
        qr = drawing.qr
    elif reader.bot_name is None:
        return None
    else:
        qr = start_link(drawing.qr.start, reader.bot_name)
    title, *lines = (visible(reader.rendered(one)) for one in (drawing.title, *drawing.lines))
    return Sheet(title, tuple(lines), drawing.code, qr)


def map_sheet(message: Message, reader: Reader) -> MapSheet | None:
    """What is to be drawn, in the reader's words. None where there is no map, or where the words, which matter more, would have to be cut
    to stand below it."""
    wanted, mark = message.map, reader.texts.plain("repeated", reader.address.language)
    if wanted is None or units(f"{visible(reader.say(message))}\n{mark}") > _UNITS["caption"]:
        return None
    names = ((visible(reader.rendered(one.name)), one.geometry) for one in wanted.outlines)
    return MapSheet(visible(reader.rendered(wanted.title)), wanted.level, wanted.area, tuple(names))


def visible(words: str) -> str:
    """What people see of HTML."""
    return html.unescape(_TAG.sub("", words))


def _new(message: Message, reader: Reader, mark: str) -> Call:
    chat = {"chat_id": reader.address.chat_id}
    if message.point is not None:
        return Call("sendLocation", chat | message.point.model_dump())
    if message.recording is not None:
        return _voice(message, message.recording, reader, mark)
    shown = _shown(message, reader)
    if len(shown) > 1:
        return Call("sendMediaGroup", chat | {"media": _album(shown, mark)})
    documents: list[_Carried] = [("document", _file(one, reader)) for one in _there(message, reader) if one.as_document]
    if message.table is not None:
        documents.append(("document", _spreadsheet(message.table, reader)))
    if message.calendar is not None:
        documents.append(("document", _entry(message.calendar, reader)))
    if documents or shown:
        kind, content = (documents or shown)[0]
        params = chat | {kind: content} | _words(message, reader, "caption", mark) | _markup(message, reader)
        return Call(f"send{kind.title()}", params, "caption")
    return Call("sendMessage", chat | _words(message, reader, "text", mark) | _markup(message, reader), "text")


def _spreadsheet(table: Table, reader: Reader) -> InputFile:
    """Comma-separated, as any spreadsheet opens it; what it would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    csv.writer(out).writerows([safe_cell(visible(reader.rendered(one))) for one in row] for row in table.rows)
    return InputFile(out.getvalue().encode("utf-8-sig"), filename=f"{table.name}.csv", attach=True)


def _entry(entry: CalendarEntry, reader: Reader) -> InputFile:
    """For the calendar of a phone, in the reader's language."""
    title, organizer = (visible(reader.rendered(one)) for one in (entry.title, text("named", name=entry.organizer)))
    content = calendar_file(entry, title, organizer, reader.now)
    return InputFile(content, filename=f"{entry.uid}.ics", attach=True)


def _voice(message: Message, recording: Recording, reader: Reader, mark: str) -> Call:
    """A round video takes no caption."""
    params = {"chat_id": reader.address.chat_id, recording.kind: recording.file_id}
    if recording.kind == "video_note":
        return Call("sendVideoNote", params)
    return Call(f"send{recording.kind.title()}", params | _words(message, reader, "caption", mark))


def _edit(message: Message, reader: Reader, message_id: int, form: str) -> Call:
    target = {"chat_id": reader.address.chat_id, "message_id": message_id, "reply_markup": _inline(message, reader)}
    if message.text is None:
        return Call("editMessageReplyMarkup", target)
    instead = blank_picture() if message.covers_picture else reader.mapped
    if instead is not None and form == "caption":
        return Call("editMessageMedia", target | {"media": _instead(instead, message, reader)})
    return Call(_EDITS[form], target | _words(message, reader, form))


def _instead(picture: bytes, message: Message, reader: Reader) -> InputMedia:
    """The words with another picture, which may be one of nothing: a message that was sent with a picture cannot lose it otherwise."""
    words = _words(message, reader, "caption")
    return InputMediaPhoto(InputFile(picture, filename="picture.png", attach=True), **words)


def _words(message: Message, reader: Reader, form: str, mark: str = "") -> dict[str, Any]:
    """The words as the parameter of this form. Too many are cut, and then lose their markup: a tag might be cut in two."""
    ending = f"\n{mark}" if mark else ""
    words, most = reader.say(message), _UNITS[form] - units(ending)
    seen = visible(words)
    if units(seen) > most:
        seen = shorten(seen, most)
        words = html.escape(seen, quote=False)
    shown = {form: words + ending, "parse_mode": "HTML"} if message.markup else {form: seen + ending}
    return shown | ({"link_preview_options": {"is_disabled": True}} if form == "text" else {})


def _there(message: Message, reader: Reader) -> list[Upload]:
    return [one for one in message.uploads if one.path in reader.files]


def _file(upload: Upload, reader: Reader) -> InputFile:
    return InputFile(reader.files[upload.path], filename=upload.name, attach=True)


def _shown(message: Message, reader: Reader) -> list[_Carried]:
    """All that can be seen."""
    uploads = [_file(one, reader) for one in _there(message, reader) if not one.as_document]
    ours = (("map.png", reader.mapped), ("card.png", reader.drawn))
    drawn = [InputFile(content, filename=name, attach=True) for name, content in ours if content is not None]
    return [
        *(("photo", one) for one in drawn),
        *(("photo", one) for one in message.photos),
        *(("photo", one) for one in uploads),
        *(("video", one) for one in message.videos),
    ]


def _album(shown: list[_Carried], mark: str) -> list[InputMedia]:
    first, *others = [(_IN_ALBUMS[kind], one) for kind, one in shown[:_MOST_PICTURES]]
    return [first[0](first[1], caption=mark or None), *(made(one) for made, one in others)]


def _markup(message: Message, reader: Reader) -> dict[str, Any]:
    if message.buttons:
        return {"reply_markup": _inline(message, reader)}
    if not message.keyboard:
        return {}
    rows = [[_key(key, reader) for key in row] for row in message.keyboard]
    return {"reply_markup": {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}}


def _inline(message: Message, reader: Reader) -> dict[str, Any]:
    rows = [[_button(one, reader) for one in row if _can_show(one, reader)] for row in message.buttons]
    return {"inline_keyboard": [row for row in rows if row]}


def _can_show(button: Button | LinkButton, reader: Reader) -> bool:
    return isinstance(button, Button) or reader.bot_name is not None


def _button(button: Button | LinkButton, reader: Reader) -> dict[str, Any]:
    if isinstance(button, Button):
        return {"text": reader.label(button), "callback_data": button.data}
    return {"text": reader.label(button), "url": start_link(button.start, reader.bot_name)}


def _key(key: Key, reader: Reader) -> dict[str, Any]:
    return {"text": reader.label(key)} | ({"request_location": True} if key.sends_place else {})
