"""A network between a bot and its server that fails where a test wants it to."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from storage.postgres_session import SCHEME


@dataclass
class Network:
    """A relay to the server's socket; `url` goes through it. `cut_before` and `cut_after` look at what the client sends: where one is
    true, the line is cut before that reaches the server, or once the server has answered it and before the client hears of it."""

    socket: str
    cut_before: Callable[[bytes], bool] = field(default=lambda _sent: False)
    cut_after: Callable[[bytes], bool] = field(default=lambda _sent: False)
    url: str = ""
    cuts: int = 0
    _lines: set[asyncio.Task[None]] = field(default_factory=set)

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either end or a cut ends it."""
        server_reader, server_writer = await asyncio.open_unix_connection(self.socket)
        silent = asyncio.Event()
        up = asyncio.create_task(self._up(reader, server_writer, silent))
        down = asyncio.create_task(self._down(server_reader, writer, silent))
        self._lines |= {up, down}
        await asyncio.wait((up, down), return_when=asyncio.FIRST_COMPLETED)
        for task in (up, down):
            task.cancel()
        await asyncio.gather(up, down, return_exceptions=True)
        writer.close()
        server_writer.close()

    async def _up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, silent: asyncio.Event) -> None:
        while sent := await reader.read(65536):
            if self.cut_before(sent):
                self.cuts += 1
                return
            if self.cut_after(sent):
                silent.set()
            writer.write(sent)

    async def _down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, silent: asyncio.Event) -> None:
        while answered := await reader.read(65536):
            if silent.is_set():
                self.cuts += 1
                return
            writer.write(answered)


@asynccontextmanager
async def network(url: str) -> AsyncIterator[Network]:
    """Between a client and the server of an address, which is reached by its socket."""
    parts = urlsplit(url)
    (folder,) = parse_qs(parts.query)["host"]
    between = Network(f"{folder}/.s.PGSQL.5432")
    relaying = await asyncio.start_server(between.relay, "127.0.0.1", 0)
    port = relaying.sockets[0].getsockname()[1]
    between.url = f"{SCHEME}{parts.username}:hunter2@127.0.0.1:{port}{parts.path}"
    async with relaying:
        yield between
