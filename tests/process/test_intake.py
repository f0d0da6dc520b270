"""Polling: how long, and what is known of the time in which nobody asked."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.telegram import POLL_SECONDS
from tests.town import NOON, Town, copy_files, opened, town


async def test_a_poll_is_given_up_only_after_telegram_has_ended_it(here: Town) -> None:
    """Telegram ends an idle poll after the time-out it was given; ours must be the longer one, or every idle poll would be a failure."""
    patience = here.parts.bot._request[0].read_timeout
    assert patience is not None
    assert patience > POLL_SECONDS
    here.person(1001).text("/help")
    await here.person(1001).hears("")
    polls = [one.params["timeout"] for one in here.server.world.calls if one.method == "getUpdates"]
    assert set(polls) == {POLL_SECONDS}


@pytest.mark.parametrize(("hours", "named"), [(23, False), (25, True)])
async def test_the_gap_is_named_after_a_restart(
    prepared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, hours: int, named: bool
) -> None:
    """Telegram keeps messages for 24 hours; whatever is older is lost, and from when to when is said."""
    earlier = tmp_path / "earlier"
    copy_files(prepared, earlier, ("shao.db", "shao.key"))
    async with opened(earlier) as database, database.write() as store:
        await store.moments.put("polled", NOON - timedelta(hours=hours))
    async with town(earlier, tmp_path / "now") as here:
        lin = here.person(1001)
        lin.start()
        await lin.hears("请点一下")
        async with here.parts.database.read() as store:
            assert await store.moments.get("polled") == NOON
    assert (str(NOON - timedelta(hours=hours)) in caplog.text) is named
