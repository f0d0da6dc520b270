"""Test 13 of the bar, on the worker: hostile files are refused for what they are, and of the others nothing is left but the picture."""

import os
import time
from collections.abc import Callable, Iterator

import pytest

from bot.media.refusal import Refused
from bot.media.workshop import Workshop
from tests.media.hostile import KEPT, Case, full, short
from tests.media.makers import HERE, assert_bare

_SECONDS = 3.0
_OVERHEAD = 1.0  # until a picture's end is noticed on a busy machine


@pytest.mark.parametrize("cases", [short, pytest.param(full, marks=pytest.mark.full)])
async def test_hostile_files(workshop: Workshop, cases: Callable[[], Iterator[Case]]) -> None:
    """One worker outlives all of them, and each gets its answer in time."""
    started = await _begun(workshop)
    longest, wrong, count = 0.0, {}, 0
    for count, (name, content, expected) in enumerate(cases(), 1):
        began = time.monotonic()
        outcome = await _outcome(workshop, content)
        longest = max(longest, time.monotonic() - began)
        if outcome not in expected:
            wrong[name] = (outcome, sorted(expected))
    print(f"\n{count} hostile files; at most {longest:.2f} s for one")
    assert wrong == {}
    assert workshop.pid == started
    assert longest < _SECONDS + _OVERHEAD


async def _outcome(workshop: Workshop, content: bytes) -> str:
    try:
        drawn = await workshop.redraw(content)
    except Refused as refused:
        return refused.reason
    assert_bare(drawn.jpeg)
    assert b"CANARY-9f3e" not in drawn.jpeg
    return KEPT
