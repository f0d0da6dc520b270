"""Fetching files within a limit, from the small Telegram and from one that lies; over real sockets."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from telegram.error import BadRequest, TelegramError

from bot.delivery.telegram import open_bot
from bot.demo.faults import Fault
from bot.demo.server import DemoServer, fresh_token
from bot.media.download import DownloadFailed, Downloads, open_downloads
from bot.media.refusal import Refused

LIMIT = 1 << 20
CHUNK = bytes(64 << 10)


@pytest.fixture
async def server() -> AsyncIterator[DemoServer]:
    """The small Telegram."""
    server = DemoServer()
    await server.start()
    yield server
    await server.stop()


@asynccontextmanager
async def downloads_from(url: str, token: str, seconds: float = 30.0) -> AsyncIterator[Downloads]:
    """As the bot has them."""
    async with open_bot(token, url, None) as bot, open_downloads(bot, None, seconds) as downloads:
        yield downloads


@pytest.fixture
async def downloads(server: DemoServer) -> AsyncIterator[Downloads]:
    """From the small Telegram."""
    async with downloads_from(server.url, server.token) as downloads:
        yield downloads


@pytest.mark.parametrize("size", [0, 1, 1000, LIMIT])
async def test_a_file_comes_as_it_is(server: DemoServer, downloads: Downloads, size: int) -> None:
    content = bytes(range(250)) * (size // 250) + bytes(size % 250)
    assert await downloads.fetch(server.world.files.keep(content), LIMIT) == content


@pytest.mark.parametrize("size", [LIMIT + 1, 20 << 20, (20 << 20) + 1, 50 << 20])
@pytest.mark.parametrize("kind", ["photo", "document", "video", "voice"])
async def test_of_what_is_too_large_nothing_is_fetched(
    server: DemoServer, downloads: Downloads, size: int, kind: str
) -> None:
    """Whether Telegram says its size, or that it is above 20 MB."""
    with pytest.raises(Refused, match=r"^too-big$"):
        await downloads.fetch(server.world.files.keep(size, kind), LIMIT)
    assert not server.world.files.served


async def test_what_telegram_does_not_have(downloads: Downloads) -> None:
    with pytest.raises(BadRequest, match="file_id"):
        await downloads.fetch("AgACnothing", LIMIT)


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.LOST, Fault.SERVER_ERROR])
async def test_a_bad_connection_can_be_tried_again(server: DemoServer, downloads: Downloads, fault: Fault) -> None:
    """The error says nothing of the address, which holds the token; not even what stands behind it does."""
    file_id = server.world.files.keep(b"content")
    server.misbehave(fault, "file", count=1)
    with pytest.raises(DownloadFailed) as failed:
        await downloads.fetch(file_id, LIMIT)
    assert server.token not in repr(failed.value)
    assert failed.value.__suppress_context__ or failed.value.__context__ is None
    assert await downloads.fetch(file_id, LIMIT) == b"content"


async def test_nobody_at_the_other_end() -> None:
    async with downloads_from("http://127.0.0.1:9", fresh_token()) as downloads:
        with pytest.raises(TelegramError):
            await downloads.fetch("AgAC", LIMIT)


@dataclass
class Liar:
    """Says that every file has ten bytes, and sends without end; or claims a length, or comes in drops, or ends. `sent` is in bytes."""

    headers: bytes
    body: bytes
    pause: float = 0.0
    ends: bool = False
    sent: int = 0
    url: str = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Calls, and then the file."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if head.startswith(b"GET /file/"):
                    await self._send_file(writer)
                    return
                await reader.readexactly(_length(head))
                told = {
                    "ok": True,
                    "result": {"file_id": "x", "file_unique_id": "x", "file_size": 10, "file_path": "p/x"},
                }
                said = json.dumps(told).encode()
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(said), said))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # whoever asked has heard enough
        finally:
            writer.close()

    async def _send_file(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n%b\r\n\r\n" % self.headers)
        while True:
            writer.write(self.body)
            await writer.drain()
            self.sent += len(self.body)
            if self.ends:
                return
            await asyncio.sleep(self.pause)


def _length(head: bytes) -> int:
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return int(lengths[0]) if lengths else 0


@asynccontextmanager
async def lying(liar: Liar, seconds: float = 30.0) -> AsyncIterator[Downloads]:
    """Files from a liar."""
    serving = await asyncio.start_server(liar.answer, "127.0.0.1", 0)
    port = serving.sockets[0].getsockname()[1]
    async with serving, downloads_from(f"http://127.0.0.1:{port}", fresh_token(), seconds) as downloads:
        yield downloads


async def test_a_size_that_lies_is_cut_off() -> None:
    """Not much more than the limit is ever sent: what the sockets hold."""
    liar = Liar(b"transfer-encoding: chunked", b"%x\r\n%b\r\n" % (len(CHUNK), CHUNK))
    async with lying(liar) as downloads:
        with pytest.raises(Refused, match=r"^too-big$"):
            await downloads.fetch("AgAC", LIMIT)
    assert liar.sent < LIMIT + (16 << 20)


async def test_a_length_above_the_limit_is_believed() -> None:
    """Before anything of it is read."""
    liar = Liar(b"content-length: %d" % (50 << 20), CHUNK)
    async with lying(liar) as downloads:
        with pytest.raises(Refused, match=r"^too-big$"):
            await downloads.fetch("AgAC", LIMIT)
    assert liar.sent < 16 << 20


async def test_nothing_is_unpacked() -> None:
    """A body that would be large once unpacked stays as it came, so that it counts as what it is."""
    liar = Liar(b"content-encoding: gzip\r\ncontent-length: 100", bytes(100), ends=True)
    async with lying(liar) as downloads:
        assert await downloads.fetch("AgAC", LIMIT) == bytes(100)


async def test_what_comes_in_drops_is_given_up() -> None:
    """A drop now and then keeps every time-out of a single read from striking."""
    liar = Liar(b"content-length: 1000", b"x", pause=0.05)
    async with lying(liar, seconds=0.5) as downloads:
        with pytest.raises(DownloadFailed, match="TimeoutError"):
            await downloads.fetch("AgAC", LIMIT)
