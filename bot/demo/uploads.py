"""Files that the bot sends: uploaded, or named by an id."""

import io
from typing import Any

from PIL import Image

from bot.demo.errors import bad_request
from bot.demo.files import kind_of
from bot.demo.params import Params, attached
from bot.demo.pictures import as_kept
from bot.demo.world import World

_PHOTO_BYTES = 10 << 20
_MOST_SIDES = 10_000  # width and height together
_MOST_RATIO = 20


def photo(world: World, params: Params, given: Any) -> str:
    """The file id of a photo: the one given, or a new one for an upload."""
    value = attached(params, given)
    if not isinstance(value, bytes):
        return _known(world, value, "photo")
    _check_photo(value)
    return world.keep_file(as_kept(value))


def document(world: World, params: Params, given: Any) -> str:
    """The file id of a document, whose bytes stay as they are."""
    value = attached(params, given)
    if not isinstance(value, bytes):
        return _known(world, value, "document")
    if not value:
        raise bad_request("file must be non-empty")
    return world.keep_file(value, "document")


def _known(world: World, file_id: Any, kind: str) -> str:
    if not isinstance(file_id, str) or world.content(file_id) is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if kind_of(file_id) != kind:
        raise bad_request(f"can't use file of type {kind_of(file_id).title()} as {kind.title()}")
    return file_id


def _check_photo(content: bytes) -> None:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > _PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; the maximum size is {_PHOTO_BYTES} bytes"
        )
    try:
        width, height = Image.open(io.BytesIO(content)).size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > _MOST_SIDES or max(width, height) > _MOST_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
