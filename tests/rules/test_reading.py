"""Telegram's messages, read: each kind as what it is, by what Telegram says of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message

from handlers.input import Attachment, File, Input, Located, Odd, Words
from handlers.reading import read
from storage.case import Place, PlaceSource
from storage.media import MediaKind

ME = {"id": 7, "is_bot": False, "first_name": "x"}
POINT = {"latitude": 30.66, "longitude": 104.06}
MEGABYTE = 1 << 20


def message(**content: Any) -> Message:
    """A private message with this in it."""
    raw = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}, "from": ME}
    return Message.de_json(raw | content, None)


def a_file(size: int | None = None, **more: Any) -> dict[str, Any]:
    """As Telegram shows one."""
    sized = {} if size is None else {"file_size": size}
    return {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "duration": 1, "length": 1} | sized | more


def sent(media: MediaKind, album: str | None = None, words: str | None = None) -> File:
    """What it is read as."""
    return File(sent=Attachment(media=media, file_id="f", album=album), words=words)


READ: dict[str, tuple[dict[str, Any], Input | Odd]] = {
    "a photo by its largest size": (
        {"photo": [a_file() | {"file_id": "small"}, a_file()]},
        sent(MediaKind.PHOTO),
    ),
    "with words": ({"photo": [a_file()], "caption": " a\u200bb "}, sent(MediaKind.PHOTO, words="ab")),
    "of an album": ({"photo": [a_file()], "media_group_id": "9"}, sent(MediaKind.PHOTO, album="9")),
    "a video": ({"video": a_file()}, sent(MediaKind.VIDEO)),
    "a voice": ({"voice": a_file()}, sent(MediaKind.VOICE)),
    "an audio file": ({"audio": a_file()}, sent(MediaKind.AUDIO)),
    "a round video": ({"video_note": a_file()}, sent(MediaKind.VIDEO_NOTE)),
    "a picture as a file": ({"document": a_file(mime_type="image/heic")}, sent(MediaKind.DOCUMENT)),
    "by its name": ({"document": a_file(file_name="IMG.JPG")}, sent(MediaKind.DOCUMENT)),
    "another file": ({"document": a_file(file_name="a.pdf"), "caption": "x"}, Odd(what="document", words="x")),
    "a file that says nothing": ({"document": a_file()}, Odd(what="document")),
    "an animation, which is a document too": ({"animation": a_file(), "document": a_file()}, Odd(what="animation")),
    "a photo that fits": ({"photo": [a_file(10 * MEGABYTE)]}, sent(MediaKind.PHOTO)),
    "a photo too big": (
        {"photo": [a_file(10 * MEGABYTE + 1)], "caption": "x"},
        Odd(what="too-big", megabytes=10, words="x"),
    ),
    "a document too big": (
        {"document": a_file(50 * MEGABYTE, mime_type="image/png")},
        Odd(what="too-big", megabytes=10),
    ),
    "a video that fits": ({"video": a_file(20 * MEGABYTE)}, sent(MediaKind.VIDEO)),
    "a voice too big": ({"voice": a_file(20 * MEGABYTE + 1)}, Odd(what="too-big", megabytes=20)),
    "a pin": ({"location": POINT}, Located(place=Place(source=PlaceSource.PIN, **POINT))),
    "a measured place": (
        {"location": POINT | {"horizontal_accuracy": 8.0}},
        Located(place=Place(source=PlaceSource.LIVE, accuracy=8.0, **POINT)),
    ),
    "a place that moves": (
        {"location": POINT | {"live_period": 900}},
        Located(place=Place(source=PlaceSource.LIVE, **POINT)),
    ),
    "a venue, which is a location too": (
        {"venue": {"location": POINT, "title": "店", "address": "街"}, "location": POINT},
        Located(place=Place(source=PlaceSource.VENUE, words="店 街", **POINT)),
    ),
    "one's own number": (
        {"contact": {"phone_number": "1", "first_name": "x", "user_id": 7}},
        Odd(what="own-contact"),
    ),
    "another's": ({"contact": {"phone_number": "1", "first_name": "x", "user_id": 8}}, Odd(what="contact")),
    "that of somebody without Telegram": ({"contact": {"phone_number": "1", "first_name": "x"}}, Odd(what="contact")),
    "words": ({"text": " \u202ex\ud800 "}, Words(words="x")),
    "nothing that can be seen": ({"text": "\u200b \0"}, Odd(what="unknown")),
    "nothing": ({}, Odd(what="unknown")),
}


@pytest.mark.parametrize("kind", READ)
def test_read(kind: str) -> None:
    content, expected = READ[kind]
    assert read(message(**content)) == expected


@given(st.text(max_size=200))
def test_any_words(words: str) -> None:
    """Never empty, never with what cannot be seen; whatever else there is."""
    given_ = read(message(text=words))
    if isinstance(given_, Words):
        assert given_.words == given_.words.strip() != ""
        given_.words.encode("utf8")
        assert "\0" not in given_.words
    else:
        assert given_ == Odd(what="unknown")
