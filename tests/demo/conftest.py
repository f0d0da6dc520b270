"""The small Telegram on a real socket, with a clock that is moved by hand."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot

from bot.delivery.telegram import open_bot
from bot.demo.server import DemoServer
from tests.demo.api import Api
from tests.town import HandClock


@pytest.fixture
def clock() -> HandClock:
    """The server's clock."""
    return HandClock()


@pytest.fixture
async def server(clock: HandClock) -> AsyncIterator[DemoServer]:
    """Nobody has started the bot yet."""
    server = DemoServer(clock=clock)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def api(server: DemoServer) -> AsyncIterator[Api]:
    """Plain HTTP; without certificates, which take longer to read than most tests."""
    async with httpx.AsyncClient(base_url=server.url, timeout=20, verify=False) as client:
        yield Api(server, client)


@pytest.fixture
async def bot(api: Api) -> AsyncIterator[Bot]:
    """python-telegram-bot, as Shao uses it."""
    async with open_bot(api.server.token, api.server.url, None) as bot:
        yield bot
