"""A worker of one's own."""

from collections.abc import AsyncIterator

import pytest

from bot.media.workshop import Workshop


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    """Not started yet; it is gone afterwards."""
    workshop = Workshop()
    yield workshop
    await workshop.close()
