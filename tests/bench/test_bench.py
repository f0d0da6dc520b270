"""The benchmark works, its two bots do the same, and ours loses nothing; with numbers too small to say how fast anything is."""

from pathlib import Path

from tests.bench import loss, thread


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
