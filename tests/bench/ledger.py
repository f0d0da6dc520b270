"""A ledger of 50,000 accounts with 20 entries each, on both engines: somebody's balance, a page of their history, one transfer more, and
the whole audit. Beside ours the barest question to the same engine over the same connection: one row by its key. Milliseconds."""

import random
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from storage.ledger import AccountKind, Reason, Transfer
from storage.migrate import migrate
from storage.seal import make_key_file
from storage.store import Store
from tests.bench.figures import Benchmark, Figures, Row
from tests.bench.worklist import vacuum
from tests.postgres import postgres_server
from tests.storage.makers import NOW, a_unit
from tests.town import opened, url_in

_PLAIN = "SELECT balance FROM accounts WHERE id = :id"
_PAGE = 9
_AT_ONCE = 500  # accounts filled in one transaction
_PEOPLE = 1_000_000  # the first of the numbers that people have here


@dataclass(frozen=True)
class Size:
    """Accounts, entries of each, and how often each question is asked."""

    accounts: int
    entries: int
    times: int


async def measure(folder: Path, size: Size) -> Figures:
    """On SQLite, and on a server of its own."""
    with postgres_server() as server:
        return await measure_on(folder, {"SQLite": url_in(folder), "PostgreSQL": server.url("postgres")}, size)


async def measure_on(folder: Path, engines: dict[str, str], size: Size) -> Figures:
    """On empty databases at these addresses."""
    make_key_file(folder / "shao.key")
    rows: list[Row] = []
    for engine, url in engines.items():
        await migrate(url)
        async with opened(folder, url) as database:
            async with database.write() as store:
                issue = (await store.ledger.of_unit(AccountKind.ISSUE, (await a_unit(store, "G1")).id)).id
            for start in range(0, size.accounts, _AT_ONCE):
                async with database.write() as store:
                    for number in range(start, min(start + _AT_ONCE, size.accounts)):
                        await _fill(store, issue, number, size.entries)
            if engine == "PostgreSQL":
                await vacuum(url)
            async with database.write() as store:
                rows += await _measured(store, issue, engine, size)
    title = f"A ledger of {size.accounts:,} accounts with {size.entries} entries each, {size.times} times; milliseconds"
    return Figures(title, tuple(rows), peer="one row by its key")


async def _fill(store: Store, issue: int, number: int, entries: int) -> None:
    account = await store.ledger.open_person(_PEOPLE + number)
    rows = [
        {"operation": f"{number} {one}", "debit_id": issue, "credit_id": account.id, "booked_at": one}
        for one in range(entries)
    ]
    await store._conn.run_many(
        "INSERT INTO transfers (operation, debit_id, credit_id, amount, reason, booked_at) "
        "VALUES (:operation, :debit_id, :credit_id, 1, 'verified', :booked_at)",
        rows,
    )
    await store._conn.fetch(
        "UPDATE accounts SET balance = balance + CASE WHEN kind = 'issue' THEN - CAST(:got AS BIGINT) ELSE CAST(:got AS BIGINT) END "
        "WHERE id IN (:one, :other)",
        {"got": entries, "one": issue, "other": account.id},
    )


async def _measured(store: Store, issue: int, engine: str, size: Size) -> list[Row]:
    dice, operations = random.Random(7), count()

    def somebody() -> int:
        return _PEOPLE + dice.randrange(size.accounts)

    async def page() -> None:
        account = await store.ledger.of_person(somebody())
        assert account is not None
        assert await store.ledger.page(account.id, limit=_PAGE)

    async def transfer() -> None:
        account = await store.ledger.open_person(somebody())
        ends = {"debit_id": issue, "credit_id": account.id, "amount": 1, "reason": Reason.VERIFIED}
        await store.ledger.move(Transfer.model_validate(ends | {"operation": f"more {next(operations)}"}), day=NOW)

    plain = await _timed(size.times, lambda: store._conn.fetch(_PLAIN, {"id": issue}))
    rows = []
    for what, work in (
        ("a balance", lambda: store.ledger.of_person(somebody())),
        ("a page of history", page),
        ("a transfer", transfer),
    ):
        rows.append(Row(f"{what}, {engine}, p50", (await _timed(size.times, work),), (plain,)))
    began = time.perf_counter()
    assert (await store.ledger.audit()).is_right
    return [*rows, Row(f"the whole audit, {engine}", ((time.perf_counter() - began) * 1000,), ())]


async def _timed(times: int, work: Callable[[], Awaitable[Any]]) -> float:
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        await work()
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


BENCHMARK = Benchmark("ledger", measure, full=Size(50_000, 20, 500), quick=Size(500, 20, 50))
