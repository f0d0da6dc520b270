"""A webhook, in the bot's own loop: who is let in, when Telegram may forget, and what operators hear of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.intake.door import SECRET_HEADER, secret_of
from tests.town import HOOKED, LIN, ZH_STAFF, ZHOU, Town, free_address, town


@pytest.fixture
def listen() -> str:
    return free_address()


@pytest.fixture
async def hooked(prepared: Path, tmp_path: Path, base: str | None, listen: str) -> AsyncIterator[Town]:
    """A town to which Telegram comes, on each engine in turn."""
    async with town(prepared, tmp_path, base, listen) as here:
        yield here


@pytest.fixture
async def telegram(hooked: Town, listen: str) -> AsyncIterator[httpx.AsyncClient]:
    """Whoever knows the secret."""
    headers = {SECRET_HEADER: secret_of(hooked.server.token)}
    async with httpx.AsyncClient(base_url=f"http://{listen}", headers=headers) as client:
        await hooked.server.world.until(lambda: hooked.server.world.webhook_url)
        yield client


async def test_a_report_over_a_webhook(hooked: Town) -> None:
    """From the photo to the card, and no poll at all."""
    zhou, lin = await hooked.staff(ZHOU, ZH_STAFF), await hooked.known(LIN)
    code = await hooked.reported(lin)
    zhou.tap("接单", await zhou.hears(code))
    await lin.hears("已经接单")
    await hooked.quiet()
    assert hooked.rows("SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]
    assert hooked.server.world.polls == 0
    assert hooked.server.world.webhook_url == f"https://{HOOKED}/telegram"
