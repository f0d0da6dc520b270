"""Long work says how far it is to whoever looks on at a terminal, and to nobody else."""

import os
import pty
import subprocess
import sys

import pytest

from tests.process.safe import Safe
from tests.process.shell import ROOT, Shell
from tests.town import AREA


def seen(shell: Shell, *words: str) -> tuple[str, str]:
    """What a command prints, and what it shows on a terminal that is its stderr."""
    ours, theirs = pty.openpty()
    typed = [sys.executable, "-m", "bot", *words, "--config", str(shell.config)]
    process = subprocess.Popen(
        typed, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    )
    os.close(theirs)
    out, _ = process.communicate(timeout=60)
    shown = b""
    while part := _read(ours):
        shown += part
    os.close(ours)
    assert process.returncode == 0, shown
    return out.decode(), shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # Linux says so where others say that it is at its end
        return b""


@pytest.mark.parametrize(
    ("words", "bar", "printed"),
    [
        (("backup",), "Backup", "it was read again"),
        (("export", "reports", "--format", "jsonl"), "Reports", '"code"'),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_a_bar_on_a_terminal(kept: Safe, words: tuple[str, ...], bar: str, printed: str) -> None:
    """On stderr alone; elsewhere there is nothing but the outcome."""
    kept.move_to(kept.url, f'[backup]\ndir = "{kept.folder}"\n')
    out, shown = seen(kept.shell, *words)
    assert bar in shown
    assert "\x1b" in shown
    assert printed in out
    assert "\x1b" not in out
    for made in kept.folder.iterdir():
        made.unlink()
    assert printed in "\n".join(kept.shell(*words).lines), "with nothing on stderr"


def test_loading_units(settled: Shell) -> None:
    out, shown = seen(settled, "units", "load", str(AREA))
    assert "Units" in shown
    assert out == "9 units loaded.\n"
