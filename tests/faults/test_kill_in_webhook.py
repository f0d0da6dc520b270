"""kill -9 where Telegram brings the updates: whatever was not answered with 200 is brought again, and is handled once."""

from pathlib import Path

import pytest

from storage.clock import utc_now
from tests.faults.lives import lives, newcomer
from tests.faults.places import Place
from tests.faults.test_kill_in_report import Case
from tests.town import ZH_STAFF, ZHOU, copy_files, free_address, invite, opened

_REPORTER = 61_001


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
async def test_kill_in_a_report_over_a_webhook(prepared: Path, tmp_path: Path, base: str | None) -> None:
    """Before the commit of what was brought, after it but before the 200, and while it is handled; every time the dialog goes on."""
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    async with opened(tmp_path / "start", base) as database:
        link = await invite(database, ZH_STAFF, now=utc_now())
    async with lives(tmp_path / "start", tmp_path, base, listen=free_address()) as life:
        staff = life.server.person(ZHOU)
        staff.start(link)
        await staff.hears("工作人员", 30)
        case = Case(life, life.server.person(newcomer(life.server, _REPORTER).id), staff)
        life.dies_at(Place.INTAKE_BEFORE)
        await case.photo()
        life.dies_at(Place.INTAKE_AFTER)
        await case.consent()
        await case.place()
        life.dies_at(Place.HANDLING_BEFORE)
        await case.accept()
        await life.died(3)
        await life.quiet()
        assert life.server.world.polls == 0
        assert life.rows("SELECT state, COUNT(*) FROM inbox GROUP BY state") == [("done", 5)]
        assert life.rows("SELECT code, status FROM reports") == [(case.code, "accepted")]
