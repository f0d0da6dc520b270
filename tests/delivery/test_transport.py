"""aiohttp's connections as httpx's: by a proxy or not, and what each of its errors means; over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import httpx
import pytest
from telegram.error import NetworkError

from bot.delivery.outcome import Verdict, judge
from bot.delivery.telegram import call, open_bot
from bot.delivery.transport import translated
from bot.demo.server import DemoServer
from tests.town import LIN

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
WORDS = "经过代理"


async def http_proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes an absolute address, as for HTTP without TLS, and hands everything on."""
    head = await reader.readuntil(b"\r\n\r\n")
    method, _, address = head.partition(b" http://")
    host, _, rest = address.partition(b"/")
    name, _, port = host.decode().partition(":")
    await _joined(reader, writer, name, int(port), first=method + b" /" + rest)


async def socks_proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """SOCKS5 with a user and a password."""
    await reader.readexactly((await reader.readexactly(2))[1])
    writer.write(b"\x05\x02")
    user = await reader.readexactly((await reader.readexactly(2))[1])
    password = await reader.readexactly((await reader.readexactly(1))[0])
    writer.write(b"\x01\x00" if (user, password) == (b"u", b"p") else b"\x01\x01")
    kind = (await reader.readexactly(4))[3]
    length = 4 if kind == 1 else (await reader.readexactly(1))[0]
    host = await reader.readexactly(length)
    port = int.from_bytes(await reader.readexactly(2), "big")
    writer.write(b"\x05\x00\x00\x01" + bytes(6))
    await _joined(reader, writer, ".".join(map(str, host)) if kind == 1 else host.decode(), port)


async def refusing_proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Lets nobody through."""
    await reader.readexactly(3)
    writer.write(b"\x05\xff")
    writer.close()


async def _joined(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, port: int, first: bytes = b""
) -> None:
    there, onward = await asyncio.open_connection(host, port)
    onward.write(first)
    await asyncio.gather(_pumped(reader, onward), _pumped(there, writer))


async def _pumped(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while some := await source.read(1 << 16):
        target.write(some)
    target.close()


@asynccontextmanager
async def serving(serve: Serve) -> AsyncIterator[int]:
    """The port of a server."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.fixture
async def server() -> AsyncIterator[DemoServer]:
    """The small Telegram, in which somebody has started the bot."""
    server = DemoServer()
    await server.start()
    server.person(LIN).start()
    yield server
    await server.stop()


@pytest.mark.parametrize(("scheme", "serve"), [("http", http_proxy), ("socks5", socks_proxy)])
async def test_a_message_goes_by_the_proxy(server: DemoServer, scheme: str, serve: Serve) -> None:
    async with serving(serve) as port, open_bot(server.token, server.url, f"{scheme}://u:p@127.0.0.1:{port}") as bot:
        await call(bot, "sendMessage", {"chat_id": LIN, "text": WORDS})
    assert [one.words for one in server.person(LIN).from_bot] == [WORDS]


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_is_away_was_told_nothing(server: DemoServer, scheme: str) -> None:
    async with serving(refusing_proxy) as port:
        pass
    await _not_sent(server, f"{scheme}://127.0.0.1:{port}")


async def test_a_proxy_that_refuses_passed_nothing_on(server: DemoServer) -> None:
    async with serving(refusing_proxy) as port:
        await _not_sent(server, f"socks5://127.0.0.1:{port}")


async def _not_sent(server: DemoServer, proxy: str) -> None:
    async with open_bot(server.token, server.url, proxy) as bot:
        with pytest.raises(NetworkError) as caught:
            await call(bot, "sendMessage", {"chat_id": LIN, "text": WORDS})
    assert judge(caught.value).verdict is Verdict.NOT_SENT
    assert server.token not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "known"),
    [
        (aiohttp.ConnectionTimeoutError("slow"), httpx.ConnectTimeout),
        (aiohttp.SocketTimeoutError("slow"), httpx.ReadTimeout),
        (TimeoutError("slow"), httpx.WriteTimeout),
        (aiohttp.ServerDisconnectedError(), httpx.RemoteProtocolError),
        (aiohttp.ClientPayloadError("cut"), httpx.RemoteProtocolError),
        (aiohttp.ClientOSError(104, "reset"), httpx.RemoteProtocolError),
        (aiohttp.InvalidURL("x"), httpx.UnsupportedProtocol),
        (ConnectionResetError(104, "reset"), httpx.NetworkError),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_error_has_its_meaning_and_none_its_words(error: Exception, known: type[Exception]) -> None:
    """Exactly that one, as a wider one would mean something else."""
    with pytest.raises(known) as caught, translated(httpx.Request("GET", "http://127.0.0.1/bot1:SECRET/getMe")):
        raise error
    assert type(caught.value) is known
    assert str(caught.value) == type(error).__name__


def test_mistakes_of_ours_stay_as_they_are() -> None:
    with pytest.raises(LookupError), translated(httpx.Request("GET", "http://127.0.0.1/")):
        raise LookupError
