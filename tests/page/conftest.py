"""The demo as people see it: the production bot in its own process, the page in a real browser."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.demo.backstage import Backstage
from bot.demo.run import community
from bot.demo.server import DemoServer

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def chromium() -> str:
    """Where it is. In CI it has to be there; elsewhere who has none is told what to install."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and not os.environ.get("CI"):
        pytest.skip("no Chromium here; on Debian: apt-get install chromium fonts-noto-cjk")
    assert found is not None, "CI needs Chromium"
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo(chromium: str) -> AsyncIterator[tuple[DemoServer, Backstage]]:
    """One for all tests of a module: each has people of its own."""
    async with community(0) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """Without a sandbox, since CI runs as root; it sees nothing but the page."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        await browser.close()
