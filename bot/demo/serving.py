"""uvicorn as a server of tests and demos wants it: at once, quietly, on a socket of its own."""

import asyncio
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.responses import JSONResponse, Response


class QuietServer(uvicorn.Server):
    """Leaves the process's signal handlers alone: they are the bot's, or the terminal's. Begins and ends at once, where uvicorn's
    own loops look round ten times a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()
        self.ending = asyncio.Event()

    async def main_loop(self) -> None:
        """Until it is to end."""
        self.up.set()
        await self.ending.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Cuts every connection and every call."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        calls = list(self.server_state.tasks)
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


class Ascii(JSONResponse):
    """As the Bot API writes: whatever a modified client sends comes through in escapes, half a character too."""

    def render(self, content: Any) -> bytes:
        """Its bytes."""
        return json.dumps(content).encode("ascii")


class Broken(Response):
    """A reply that stops in the middle: the length promises more than comes."""

    def __init__(self) -> None:
        super().__init__(b'{"ok":', headers={"content-length": "100"})


def bound(port: int) -> socket.socket:
    """A socket that says it is TCP: of others asyncio does not switch Nagle's waiting off, and each reply would take 40 ms longer."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("127.0.0.1", port))
    except OSError:
        sock.close()
        raise
    return sock
