"""Telegram's messages, read. What they say of themselves (kind, size, type of content) is a hint: the file itself is looked into later."""

from telegram import Contact, Document, Message

from handlers.input import Attachment, File, Input, Located, Odd, OddKind, Words
from handlers.texts import clean
from storage.case import Place, PlaceSource
from storage.media import MediaKind

_MEGABYTE = 1 << 20
_PICTURE_MEGABYTES, _FILE_MEGABYTES = 10, 20  # what the picture worker takes; what Telegram gives a bot
_PICTURES = (MediaKind.PHOTO, MediaKind.DOCUMENT)
_PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
_WARNING_NAMES = (".xml", ".cap", ".geojson", ".json")
_WARNING_TYPES = ("application/cap+xml", "application/xml", "text/xml", "application/geo+json", "application/json")
_OF_NO_USE: tuple[OddKind, ...] = (
    "animation",
    "sticker",
    "dice",
    "game",
    "poll",
    "story",
)  # an animation calls itself a document too, and comes first


def read(message: Message) -> Input | Odd:
    """The input in a message, or what is odd about it."""
    words = clean(message.text or message.caption or "") or None
    of_no_use = next((what for what in _OF_NO_USE if getattr(message, what)), None)
    if of_no_use is not None:
        return Odd(what=of_no_use, words=words)
    if message.contact:
        return Odd(what=_whose(message, message.contact))
    if message.venue or message.location:
        return Located(place=_place(message))
    return _file(message, words) or (Words(words=words) if words else Odd(what="unknown"))


def _file(message: Message, words: str | None) -> File | Odd | None:
    """What a message carries, under Telegram's name for its kind."""
    kind = next((kind for kind in MediaKind if getattr(message, kind.value)), None)
    if kind is None:
        return None
    if message.document and kind is MediaKind.DOCUMENT and not _may_be_a_picture(message.document):
        may_warn = _may_be_a_warning(message.document)
        return Odd(what="document", warning=message.document.file_id if may_warn else None, words=words)
    carried = message.photo[-1] if kind is MediaKind.PHOTO else getattr(message, kind.value)
    most = _PICTURE_MEGABYTES if kind in _PICTURES else _FILE_MEGABYTES
    if (carried.file_size or 0) > most * _MEGABYTE:
        return Odd(what="too-big", megabytes=most, words=words)
    sent = Attachment(media=kind, file_id=carried.file_id, album=message.media_group_id)
    return File(sent=sent, words=words)


def _may_be_a_picture(document: Document) -> bool:
    """Of a name or a type of content that a picture may have."""
    named = (document.file_name or "").casefold().endswith(_PICTURE_NAMES)
    return named or (document.mime_type or "").casefold().startswith("image/")


def _may_be_a_warning(document: Document) -> bool:
    """Of a name or a type of content that CAP has."""
    named = (document.file_name or "").casefold().endswith(_WARNING_NAMES)
    return named or (document.mime_type or "").casefold() in _WARNING_TYPES


def _whose(message: Message, contact: Contact) -> OddKind:
    return "own-contact" if message.from_user and contact.user_id == message.from_user.id else "contact"


def _place(message: Message) -> Place:
    """A place sent by the location button comes as a plain location, as a dropped pin does: only the accuracy that a phone adds tells them
    apart. Of a place that moves it is the first point."""
    location = message.venue.location if message.venue else message.location
    assert location is not None
    source = PlaceSource.LIVE if location.horizontal_accuracy is not None or location.live_period else PlaceSource.PIN
    words = clean(f"{message.venue.title} {message.venue.address}") if message.venue else ""
    return Place(
        source=PlaceSource.VENUE if message.venue else source,
        latitude=location.latitude,
        longitude=location.longitude,
        accuracy=location.horizontal_accuracy,
        words=words or None,
    )
