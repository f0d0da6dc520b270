"""uvicorn inside the bot's own loop: at once, quietly, on a socket of its own."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.operate import OperateError


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


def bound(port: int, host: str = "127.0.0.1") -> socket.socket:
    """A socket that says it is TCP: of others asyncio does not switch Nagle's waiting off, and each reply would take 40 ms longer."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
    except OSError:
        sock.close()
        raise
    return sock


@asynccontextmanager
async def serving(app: Starlette, setting: str, address: str) -> AsyncIterator[None]:
    """Serves while the block lasts, at the HOST:PORT of a setting. OperateError."""
    host, _, port = address.rpartition(":")
    try:
        sock = bound(int(port), host.strip("[]"))
    except OSError as error:
        raise OperateError(f"{setting} = {address}: {error.strerror}; is something else listening there?") from error
    server = QuietServer(uvicorn.Config(app, log_level="critical", lifespan="off", proxy_headers=False))
    running = asyncio.create_task(server.serve(sockets=[sock]))
    await server.up.wait()
    try:
        yield
    finally:
        server.ending.set()
        await running
