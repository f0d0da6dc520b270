"""The benchmark works, its two bots do the same, and ours loses nothing; with numbers too small to say how fast anything is."""

from pathlib import Path

from tests.bench import answer, backlog, ledger, loss, nearest, notice, thread, warning, worklist
from tests.postgres import PostgresServer
from tests.town import url_in


async def test_both_bots_go_through_the_same_dialog(tmp_path: Path) -> None:
    """thread.py itself compares every call; here both have to come through, and to be measured."""
    figures = await thread.measure(tmp_path, thread.Size(reporters=4, runs=1))
    for what in ("updates a second", "most memory, MB"):
        row = figures[what]
        assert all(value > 0 for value in (*row.shao, *row.peer))


async def test_kill_9_costs_the_peer_updates_and_us_none(tmp_path: Path) -> None:
    """And what we say twice, we say is a repeat."""
    figures = await loss.measure(tmp_path, loss.Size(kills=1, updates_each=40))
    unanswered = figures["updates never answered"]
    assert unanswered.shao == (0,)
    assert unanswered.peer > (0,)
    assert figures["of these not marked as a repeat"].shao == (0,)


async def test_both_bots_work_off_a_backlog_alike(tmp_path: Path) -> None:
    """backlog.py itself compares every call."""
    figures = await backlog.measure(tmp_path, backlog.Size(people=6, runs=1))
    assert all(row.shao > (0,) and row.peer > (0,) for row in figures.rows)


async def test_answers_are_timed(tmp_path: Path) -> None:
    """Of both."""
    p50, p99 = (await answer.measure(tmp_path, answer.Size(updates=10))).rows
    assert (0,) < p50.shao <= p99.shao
    assert (0,) < p50.peer <= p99.peer


async def test_a_notice_is_never_faster_than_permitted(tmp_path: Path) -> None:
    """Ours, that is; with as many as go out in three seconds."""
    figures = await notice.measure(tmp_path, notice.Size(people=75, asked_every=0.2))
    assert figures["most messages in any second"].shao <= (30,)


async def test_what_is_near_is_found_by_both(tmp_path: Path, server: PostgresServer) -> None:
    """nearest.py itself compares every answer, on both engines."""
    with server.copy() as url:
        engines = {"SQLite": url_in(tmp_path), "PostgreSQL": url}
        figures = await nearest.measure_on(tmp_path, engines, nearest.Size(grids=30, cases=60, lookups=20))
    assert len(figures.rows) == 20
    assert all(row.shao > (0,) and row.peer > (0,) for row in figures.rows)


async def test_a_worklist_is_measured_on_both(tmp_path: Path, server: PostgresServer) -> None:
    """Each question on each engine."""
    with server.copy() as url:
        engines = {"SQLite": url_in(tmp_path), "PostgreSQL": url}
        figures = await worklist.measure_on(tmp_path, engines, worklist.Size(cases=60, times=3))
    assert len(figures.rows) == 12
    assert all(row.shao > (0,) and row.peer > (0,) for row in figures.rows)


async def test_a_warning_is_never_faster_than_permitted(tmp_path: Path, server: PostgresServer) -> None:
    """Nor after it was stopped."""
    with server.copy() as url:
        figures = await warning.measure_on_both(tmp_path, url, warning.Size(people=200, stretch=75, asked_every=0.2))
    assert figures["most messages in any second"].shao <= (30,)
    assert figures["copies after stop was answered"].shao <= (8,)


async def test_a_ledger_is_measured_on_both(tmp_path: Path, server: PostgresServer) -> None:
    """Whose books are right at the end."""
    with server.copy() as url:
        engines = {"SQLite": url_in(tmp_path), "PostgreSQL": url}
        figures = await ledger.measure_on(tmp_path, engines, ledger.Size(accounts=20, entries=3, times=3))
    assert len(figures.rows) == 8
    assert all(row.shao > (0,) for row in figures.rows)
