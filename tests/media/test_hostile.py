"""Test 13 of the bar, on the worker: hostile files are refused for what they are, and of the others nothing is left but the picture."""

import time
from collections.abc import Callable, Iterator

import pytest

from bot.media.refusal import Refused
from bot.media.workshop import Workshop
from tests.media.hostile import KEPT, Case, full, short
from tests.media.makers import assert_bare

_SECONDS = 3.0
_OVERHEAD = 1.0  # until a picture's end is noticed on a busy machine


@pytest.mark.parametrize("cases", [short, pytest.param(full, marks=pytest.mark.full)])
async def test_hostile_files(workshop: Workshop, cases: Callable[[], Iterator[Case]]) -> None:
    """One worker outlives all of them, and each gets its answer in time."""
    seconds: list[float] = []
    workers, wrong = set(), {}
    for name, content, expected in cases():
        began = time.monotonic()
        outcome = await _outcome(workshop, content)
        seconds.append(time.monotonic() - began)
        workers.add(workshop.pid)
        if outcome not in expected:
            wrong[name] = (outcome, sorted(expected))
    print(f"\n{len(seconds)} hostile files; at most {max(seconds):.2f} s for one")
    assert wrong == {}
    assert len(workers) == 1
    assert max(seconds) < _SECONDS + _OVERHEAD


async def _outcome(workshop: Workshop, content: bytes) -> str:
    try:
        drawn = await workshop.redraw(content)
    except Refused as refused:
        return refused.reason
    assert_bare(drawn.jpeg)
    assert b"CANARY-9f3e" not in drawn.jpeg
    return KEPT
