"""Files that the bot sends: uploaded, or named by an id."""

import io
from typing import Any

from PIL import Image

from bot.demo.errors import ApiError, bad_request
from bot.demo.files import kind_of
from bot.demo.params import Params, Upload, attached, integer
from bot.demo.pictures import as_kept
from bot.demo.shapes import as_attachment
from bot.demo.world import World

_PHOTO_BYTES = 10 << 20
_FILE_BYTES = 50 << 20
_MOST_SIDES = 10_000  # width and height together
_MOST_RATIO = 20
_MEDIA = ("photo", "video", "document", "audio", "animation")
_MEASURES = {"video": ("width", "height", "duration"), "voice": ("duration",), "audio": ("duration",)}
_MEASURES["animation"] = _MEASURES["video"]


def carried(
    world: World, params: Params, kind: str, given: Any, about: Params, part: int | None = None
) -> dict[str, Any]:
    """A photo or file as parts of a message: the one whose id is given, or a new one for an upload, which is the so-manieth of an album.

    `about` says how long and wide it is.
    """
    value = attached(params, given)
    uploaded = isinstance(value, bytes)
    file_id = _kept(world, kind, value, about, part) if uploaded else _known(world, value, kind)
    return {"photo": file_id, "more": {}} if kind == "photo" else {"photo": None, "more": as_attachment(world, file_id)}


def check_input_media(item: Any) -> str:
    """What kind of InputMedia this is; 400 for what is none."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    if item.get("type") not in _MEDIA:
        raise bad_request(f'can\'t parse InputMedia: type "{item.get("type")}" is unsupported')
    if not item.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    return str(item["type"])


def _known(world: World, file_id: Any, kind: str) -> str:
    if not isinstance(file_id, str) or world.files.content(file_id) is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if kind_of(file_id) != kind:
        raise bad_request(f"can't use file of type {_titled(kind_of(file_id))} as {_titled(kind)}")
    return file_id


def _kept(world: World, kind: str, content: bytes, about: Params, part: int | None) -> str:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > _FILE_BYTES:
        raise bad_request("file is too big")
    if kind == "photo":
        _check_photo(content, part)
        return world.files.keep(as_kept(content))
    named: dict[str, Any] = {"file_name": content.filename} if isinstance(content, Upload) and kind != "voice" else {}
    measures = {name: integer(about, name) for name in _MEASURES.get(kind, ())}
    return world.files.keep(content, kind, **measures, **named)


def _check_photo(content: bytes, part: int | None) -> None:
    if len(content) > _PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; the maximum size is {_PHOTO_BYTES} bytes"
        )
    try:
        width, height = Image.open(io.BytesIO(content)).size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise _failed("IMAGE_PROCESS_FAILED", part) from None
    if width + height > _MOST_SIDES or max(width, height) > _MOST_RATIO * min(width, height):
        raise _failed("PHOTO_INVALID_DIMENSIONS", part)


def _failed(why: str, part: int | None) -> ApiError:
    """What Telegram finds out only when it looks at a file; of an album it says which."""
    return bad_request(why if part is None else f'failed to send message #{part} with the error message "{why}"')


def _titled(kind: str) -> str:
    return kind.title().replace("_", "")
