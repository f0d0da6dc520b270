"""Fetching a file from Telegram, up to a limit: what is larger is not fetched at all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from telegram import Bot
from telegram.error import BadRequest

from bot.delivery.transport import Transport
from bot.media.refusal import Reason, Refused

_CONNECTIONS = 10
_TOO_BIG = "file is too big"  # getFile's words for more than 20 MB


class DownloadFailed(Exception):
    """Telegram's files cannot be reached, or answered with a status other than 200. Says nothing of the address, which holds the token."""


class Downloads:
    """Fetches files by their ids. `seconds` is for a whole file, however slowly it trickles."""

    def __init__(self, bot: Bot, client: httpx.AsyncClient, seconds: float) -> None:
        self._bot = bot
        self._client = client
        self._seconds = seconds

    async def fetch(self, file_id: str, most_bytes: int) -> bytearray:
        """The whole file. Refused when it is larger, DownloadFailed when it may be tried again, Telegram's errors from getFile."""
        address = await self._address(file_id, most_bytes)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._body(address, most_bytes)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise DownloadFailed(type(error).__name__) from None

    async def _address(self, file_id: str, most_bytes: int) -> str:
        try:
            file = await self._bot.get_file(file_id)
        except BadRequest as error:
            if _TOO_BIG in str(error).lower():
                raise Refused(Reason.TOO_BIG) from None
            raise
        if (file.file_size or 0) > most_bytes:
            raise Refused(Reason.TOO_BIG)
        return file.file_path or ""

    async def _body(self, address: str, most_bytes: int) -> bytearray:
        async with self._client.stream("GET", address) as response:
            if response.status_code != httpx.codes.OK:
                raise DownloadFailed(f"HTTP {response.status_code}")
            if int(response.headers.get("content-length", 0)) > most_bytes:
                raise Refused(Reason.TOO_BIG)
            body = bytearray()
            async for chunk in response.aiter_raw():
                if len(body) + len(chunk) > most_bytes:
                    raise Refused(Reason.TOO_BIG)
                body += chunk
            return body


@asynccontextmanager
async def open_downloads(
    bot: Bot, proxy: str | None, seconds: float = 120.0, transport: httpx.AsyncBaseTransport | None = None
) -> AsyncIterator[Downloads]:
    """Connections of its own, so that no file keeps a message waiting. What comes is taken as it is: nothing is unpacked.

    `transport` stands for the network where there is none.
    """
    headers = {"accept-encoding": "identity"}
    network = transport or Transport(proxy, connections=_CONNECTIONS)
    async with httpx.AsyncClient(headers=headers, timeout=20.0, transport=network) as client:
        yield Downloads(bot, client, seconds)
