"""The parameters of a call: from the query, JSON, a form or multipart."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.demo.errors import ApiError, bad_request

Params = dict[str, Any]

_MOST_BYTES = (50 << 20) + (1 << 16)  # with what surrounds a file of the largest size
_ATTACHED = "attach://"
_WORDS = frozenset(
    [
        "text",
        "caption",
        "callback_query_id",
        "file_id",
        "photo",
        "document",
        "video",
        "voice",
        "title",
        "address",
        "phone_number",
    ]
)  # never JSON, even where they look like it


class Upload(bytes):
    """What was uploaded, and under which name."""

    filename: str = ""


async def read_params(request: Request) -> Params:
    """JSON inside them is read, uploads are bytes. 413 far above 50 MB, 400 for JSON that is none."""
    if int(request.headers.get("content-length", 0)) > _MOST_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    params: Params = dict(request.query_params)
    if request.method == "POST" and request.headers.get("content-type", "").startswith("application/json"):
        return params | _json_object(await request.body())
    if request.method == "POST":
        async with request.form() as form:
            for name, value in form.items():
                params[name] = value if isinstance(value, str) else await _uploaded(value)
    return {name: _parsed(name, value) for name, value in params.items()}


def integer(params: Params, name: str, default: int = 0) -> int:
    """A whole number; what is none counts as 0, as it does there."""
    try:
        return int(params.get(name, default))
    except (TypeError, ValueError):
        return 0


def attached(params: Params, value: Any) -> Any:
    """What attach://NAME stands for: the upload of that name."""
    if isinstance(value, str) and value.startswith(_ATTACHED):
        return params.get(value.removeprefix(_ATTACHED))
    return value


def without_uploads(params: Params) -> Params:
    """The same, with the sizes of uploads instead of their bytes, to be remembered."""
    return {name: len(value) if isinstance(value, bytes) else value for name, value in params.items()}


async def _uploaded(file: UploadFile) -> Upload:
    content = Upload(await file.read())
    content.filename = file.filename or ""
    return content


def _json_object(body: bytes) -> Params:
    try:
        return dict(json.loads(body))
    except (TypeError, ValueError):
        raise bad_request("can't parse JSON object") from None


def _parsed(name: str, value: Any) -> Any:
    if not isinstance(value, str) or name in _WORDS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
