"""What somebody sent, reduced to what conversations understand."""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from telegram import CallbackQuery, Message, Update

from handlers.texts import clean
from storage.reports import Place, PlaceSource

_WORDS_UNITS = 4096


class _Input(BaseModel):
    model_config = ConfigDict(frozen=True)


class Photo(_Input):
    """A picture by Telegram's file id, and the words sent with it."""

    kind: Literal["photo"] = "photo"
    file_id: str
    words: str | None = None


class Located(_Input):
    """A place, from the location button, a pin or a venue."""

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


class Unreadable(_Input):
    """A kind of message that we do not understand."""

    kind: Literal["unreadable"] = "unreadable"


Input = Photo | Located | Words | Choice | Unreadable


def read(message: Message) -> Input:
    """The input in a message. A place sent by the location button comes as a plain location, as a dropped pin does:
    only the accuracy that a phone adds tells them apart."""
    if message.photo:
        return Photo(file_id=message.photo[-1].file_id, words=clean(message.caption or "") or None)
    if message.venue:
        venue = message.venue
        words = clean(f"{venue.title} {venue.address}") or None
        place = Place(
            source=PlaceSource.VENUE, latitude=venue.location.latitude, longitude=venue.location.longitude, words=words
        )
        return Located(place=place)
    if message.location:
        return Located(place=_located(message))
    words = clean(message.text or "")
    return Words(words=words) if words else Unreadable()


def _located(message: Message) -> Place:
    location = message.location
    assert location is not None
    measured = location.horizontal_accuracy is not None or location.live_period is not None
    return Place(
        source=PlaceSource.LIVE if measured else PlaceSource.PIN,
        latitude=location.latitude,
        longitude=location.longitude,
        accuracy=location.horizontal_accuracy,
    )


def said(update: Update) -> str:
    """Every word in a message, for what must be noticed whatever else it is."""
    message = update.effective_message if update.callback_query is None else None
    return "" if message is None else f"{message.text or ''} {message.caption or ''}"


def tapped(query: CallbackQuery | None) -> int | None:
    """The id of the message whose button was tapped, if Telegram still says."""
    return None if query is None or query.message is None else query.message.message_id
