"""Replies as the Bot API makes them, good ones and broken ones."""

import json
from typing import Any

from starlette.responses import JSONResponse, Response


class Ascii(JSONResponse):
    """As the Bot API writes: whatever a modified client sends comes through in escapes, half a character too."""

    def render(self, content: Any) -> bytes:
        """Its bytes."""
        return json.dumps(content).encode("ascii")


class Broken(Response):
    """A reply that stops in the middle: the length promises more than comes."""

    def __init__(self) -> None:
        super().__init__(b'{"ok":', headers={"content-length": "100"})
