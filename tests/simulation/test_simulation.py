"""The simulation: that everything holds, that a seed replays, and that it would be seen if something did not hold."""

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from bot.delivery import compose
from bot.delivery.outcome import Outcome as Delivered
from bot.delivery.outcome import Verdict
from bot.delivery.telegram import deliver
from handlers import rights
from storage.inbox import Inbox
from storage.outbox import Outbox, Owed
from tests.simulation.__main__ import again
from tests.simulation.run import Outcome, Pace, prepare_folder, simulate

ROOT = Path(__file__).parents[2]
BUSY = Pace(moves=20.0, peace=4.0)
STORMY = Pace(moves=30.0, peace=1.5)


@pytest.fixture(scope="module")
def always_the_same(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared folder with the key that every simulation has."""
    folder: Path = tmp_path_factory.mktemp("simulation")
    prepare_folder(folder)
    return folder


def assert_held(outcome: Outcome, pace: Pace) -> None:
    """Nothing was wrong; where something was, the seed and what replays it are said."""
    assert outcome.wrong is None, f"{outcome.wrong}\nagain: {again(outcome, pace)}\n" + "\n".join(outcome.tail[-30:])


def test_a_seed_replays(always_the_same: Path) -> None:
    """In a process of its own, whose sets are in another order, it does exactly the same again."""
    outcome = simulate(1, 0.2, always_the_same, BUSY)
    assert_held(outcome, BUSY)
    assert outcome.troubles["kill"] > 0
    replay = subprocess.run(
        [sys.executable, *again(outcome, BUSY).split()[1:]], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert f"trace {outcome.digest}" in replay.stdout, replay.stdout + replay.stderr
    assert replay.returncode == 0


@pytest.mark.parametrize("seed", [2, 3])
def test_everything_holds(seed: int, always_the_same: Path) -> None:
    assert_held(simulate(seed, 0.1, always_the_same, BUSY), BUSY)


@pytest.mark.full
@pytest.mark.parametrize("seed", [100, 101, 102])
def test_everything_holds_for_a_month(seed: int, always_the_same: Path) -> None:
    """Each in a time zone of its own; about half an hour of a core."""
    assert_held(simulate(seed, 30 * 24.0, always_the_same), Pace())


@contextmanager
def updates_dropped() -> Iterator[None]:
    """One in ten is taken and not kept."""
    add, turn = Inbox.add, itertools.count(1)

    async def forgetful(inbox: Inbox, update: dict[str, Any], **rest: Any) -> bool:
        return next(turn) % 10 == 0 or await add(inbox, update, **rest)

    with patch.object(Inbox, "add", forgetful):
        yield


@contextmanager
def messages_dropped() -> Iterator[None]:
    """One in ten is written down as sent."""
    turn = itertools.count(1)

    async def careless(*given: Any) -> Delivered:
        return Delivered(Verdict.SENT) if next(turn) % 10 == 0 else await deliver(*given)

    with patch("bot.delivery.sender.deliver", careless):
        yield


@contextmanager
def messages_overtaking() -> Iterator[None]:
    """None waits behind another."""
    add = Outbox.add

    async def hasty(outbox: Outbox, owed: Owed, **rest: Any) -> None:
        await add(outbox, owed, **rest)
        await outbox._conn.run("UPDATE outbox SET state = 'waiting' WHERE state = 'behind'")

    with patch.object(Outbox, "add", hasty):
        yield


@contextmanager
def repeats_unmarked() -> Iterator[None]:
    """What may have arrived before does not say so."""
    composed = compose.compose
    with patch.object(compose, "compose", lambda *given, **_: composed(*given)):
        yield


@contextmanager
def crashes_forgotten() -> Iterator[None]:
    """What was being sent when the process died stays so."""

    async def careless(*_: Any, **__: Any) -> int:
        return 0

    with patch.object(Outbox, "recover", careless):
        yield


@contextmanager
def rights_unasked() -> Iterator[None]:
    """Whoever has the button may use it."""

    async def trusting(*_: Any) -> bool:
        return True

    with patch.object(rights, "may_handle", trusting):
        yield


@pytest.mark.parametrize(
    ("broken", "hours", "said"),
    [
        (updates_dropped, 0.05, "was confirmed and is not kept"),
        (messages_dropped, 0.03, "never came"),
        (messages_overtaking, 0.05, r"came to -?\d+ after"),
        (repeats_unmarked, 0.2, "does not say so"),
        (crashes_forgotten, 0.15, "is still sending|waits for"),
        (rights_unasked, 0.3, "who has no right to"),
    ],
)
def test_it_sees_what_is_broken(broken: Any, hours: float, said: str, always_the_same: Path) -> None:
    """A bot with one promise taken away is found out, by one of a few seeds."""
    with broken():
        outcomes = (simulate(seed, hours, always_the_same, STORMY) for seed in range(1, 11))
        assert any(re.search(said, outcome.wrong or "") for outcome in outcomes)
