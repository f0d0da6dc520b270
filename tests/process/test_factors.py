"""`shao factor`: for somebody who has lost the phone that makes their codes."""

import asyncio

import pytest

from storage.clock import utc_now
from tests.process.shell import Shell

ZHOU = 900_007


@pytest.fixture
def person(settled: Shell) -> int:
    async def settle() -> int:
        async with settled.write() as store:
            person = await store.people.meet(ZHOU, "zh-Hans", now=utc_now())
            await store.factors.put(person.id, "SECRET")
            return person.id

    return asyncio.run(settle())


def test_reset(settled: Shell, person: int) -> None:
    """Told once; where there is none, it says so."""
    assert settled("factor", "reset", str(person)).lines == [
        f"Person {person} has no second factor any more, and is told so."
    ]
    assert settled.rows("SELECT COUNT(*) FROM factors") == [(0,)]
    assert settled.rows("SELECT COUNT(*) FROM outbox") == [(1,)]
    settled("factor", "reset", str(person)).refused(f"person {person} has no second factor", "shao roles list")
    assert settled.rows("SELECT COUNT(*) FROM outbox") == [(1,)]
