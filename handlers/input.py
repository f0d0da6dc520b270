"""What somebody sent, reduced to what conversations understand; reading.py makes it of Telegram's messages."""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from telegram import CallbackQuery, Update

from storage.case import Place
from storage.media import MediaKind


class _Input(BaseModel):
    model_config = ConfigDict(frozen=True)


class Attachment(_Input):
    """A file, by Telegram's id; `album` is Telegram's name for what was sent together with it: an update each, no count, no end."""

    media: MediaKind
    file_id: str
    album: str | None = None


class File(_Input):
    """A picture, a video or a voice, and the words sent with it."""

    kind: Literal["file"] = "file"
    sent: Attachment
    words: str | None = None


class Located(_Input):
    """A place, from the location button, a pin, a venue or a QR code."""

    kind: Literal["located"] = "located"
    place: Place


class Words(_Input):
    """Text, cleaned of invisible characters; never empty."""

    kind: Literal["words"] = "words"
    words: str


class Choice(_Input):
    """An answer chosen by a button or a key of the question's own."""

    kind: Literal["choice"] = "choice"
    value: str


class LookedInto(_Input):
    """What we found in a picture that was sent as a file: where it was taken, or (not `is_picture`) that it is none. Nobody sends it."""

    kind: Literal["looked_into"] = "looked_into"
    file_id: str
    is_picture: bool = True
    place: Place | None = None


Input = File | Located | Words | Choice | LookedInto


OddKind = Literal[
    "animation", "sticker", "dice", "game", "poll", "story", "own-contact", "contact", "document", "too-big", "unknown"
]


class Odd(_Input):
    """A message that is of no use here, but for its words; `megabytes` is the limit of what was too big, `warning` the id of a file that
    may be a warning of others, or the area of one of theirs."""

    what: OddKind
    megabytes: int = 0
    warning: str | None = None
    words: str | None = None


def said(update: Update) -> str:
    """Every word in a message, for what must be noticed whatever else it is."""
    message = update.effective_message if update.callback_query is None else None
    return "" if message is None else f"{message.text or ''} {message.caption or ''}"


def tapped(query: CallbackQuery | None) -> int | None:
    """The id of the message whose button was tapped, if Telegram still says."""
    return None if query is None or query.message is None else query.message.message_id
