"""What the sender asks for at every turn stays quick however much is owed: an index finds it, nothing looks through a table."""

import re

import aiosqlite
import pytest

from storage.outbox import Lane
from storage.recipient import Recipient
from storage.sqlite import SqliteConnection
from storage.store import Store
from tests.storage.makers import NOW, a_person, claim, owe

QUERIES = (
    "add",
    "renew",
    "claim",
    "next_due",
    "paused",
    "promote",
    "holders",
    "recover",
    "slot",
    "forget",
    "tally",
    "withdraw",
)
SENDING = "SCAN outbox USING INDEX ix_outbox_sending"  # an index of nothing but the few that are being sent


@pytest.fixture
def engine() -> str:
    """SQLite's plans are told in its own words."""
    return "sqlite"


@pytest.mark.parametrize("name", QUERIES)
async def test_an_index_finds_it(store: Store, name: str) -> None:
    sql = getattr(store.outbox._q.outbox, name).sql
    parameters = dict.fromkeys(re.findall(r":(\w+)", sql), 1)
    plan = [row["detail"] for row in await store._conn.fetch(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    assert any(line.startswith(("SEARCH", SENDING)) for line in plan), plan
    assert [line for line in plan if re.match("SCAN (outbox|slots|[eos])", line)] in ([], [SENDING]), plan
    assert [line for line in plan if "settled_at=?" in line] == [], (
        "by what nobody's message has yet, it finds everybody's"
    )


async def test_long_queues_cost_a_claim_nothing(store: Store) -> None:
    """Neither behind those who are served nor behind those who may not be written to now; in steps of SQLite's machine."""
    people = [await a_person(store, number) for number in range(20)]
    costs = []
    for rows in (2, 100):
        for person in people:
            for _ in range(rows):
                await owe(store, person, lane=Lane.NOTICES)
        costs.append(
            await _steps_of_a_claim(
                store, busy=tuple(Recipient(person_id=one).chat(store.outbox._seal) for one in people[:10])
            )
        )
    assert costs[1] < 1.2 * costs[0]


async def _steps_of_a_claim(store: Store, busy: tuple[str, ...]) -> int:
    """How many it takes to find the ten who are not busy; they are put back."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    await _raw(store).set_progress_handler(count, 1)
    claimed = await claim(store, Lane.NOTICES, busy=busy)
    await _raw(store).set_progress_handler(lambda: 0, 1 << 30)
    assert len(claimed) == 10
    await store.outbox.recover(now=NOW)
    return steps


def _raw(store: Store) -> aiosqlite.Connection:
    assert isinstance(store._conn, SqliteConnection)
    return store._conn._raw
