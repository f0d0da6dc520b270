"""What the page does with somebody's phone, by the name of the action and what was given with it."""

from typing import Any

from bot.demo.acting import Acting
from bot.demo.assets import sample_photo
from bot.demo.errors import ApiError
from bot.demo.groups import Member
from bot.demo.hands import Hands


def do(acting: Acting, action: str, given: dict[str, Any]) -> None:
    """ApiError where it cannot be done; KeyError, TypeError or ValueError where what was given makes no sense."""
    match action:
        case "text":
            acting.text(str(given["text"]))
        case "press":
            acting.press(str(given["label"]))
        case "tap":
            acting.forge(str(given["data"]), acting.chat.messages[int(given["message_id"])])
        case "start" if isinstance(acting, Hands):
            acting.start(str(given["payload"]))
        case "add_bot" if isinstance(acting, Member):
            acting.adds_bot()
        case "remove_bot" if isinstance(acting, Member):
            acting.removes_bot()
        case _:
            _send(acting, action, given)


def _send(acting: Acting, kind: str, given: dict[str, Any]) -> None:
    match kind:
        case "photos":
            _photos(acting, [sample_photo(str(name)) for name in given["samples"]])
        case "place":
            acting.place()
        case "pin":
            acting.place(float(given["latitude"]), float(given["longitude"]), accuracy=None)
        case "voice":
            acting.voice()
        case "video":
            acting.video()
        case "document":
            acting.document("IMG_0001.jpg", sample_photo(str(given["sample"])))
        case "sticker":
            acting.sticker()
        case _:
            raise ApiError(404, "no such action")


def _photos(acting: Acting, photos: list[bytes]) -> None:
    """One is a photo, up to ten are an album."""
    match photos:
        case [photo]:
            acting.photo(content=photo)
        case [_, _, *_] if len(photos) <= 10:
            acting.album(photos)
        case _:
            raise ApiError(400, "one to ten photos at once")
