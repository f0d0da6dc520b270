"""`python -m tests.bench [NAME …] [--quick] [--json]`: Shao beside a bot of python-telegram-bot's own, in one run on one machine; `nearest`
measures look-ups beside the databases' own indexes, `worklist` pages beside the plainest question."""

import asyncio
import json
import os
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from tests.bench import answer, backlog, far, ledger, loss, nearest, notice, thread, warning, worklist
from tests.bench.figures import Benchmark, Figures

BENCHMARKS: tuple[Benchmark[Any], ...] = (
    backlog.BENCHMARK,
    thread.BENCHMARK,
    far.BENCHMARK,
    answer.BENCHMARK,
    loss.BENCHMARK,
    notice.BENCHMARK,
    warning.BENCHMARK,
    nearest.BENCHMARK,
    worklist.BENCHMARK,
    ledger.BENCHMARK,
)
_NAMES = [one.name for one in BENCHMARKS]


def bench(
    names: Annotated[
        list[str] | None, typer.Argument(help=f"Any of: {', '.join(_NAMES)}. All when none is named.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Small numbers, for a look.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on standard output, with every run.")] = False,
) -> None:
    """Measures Shao beside a bot of python-telegram-bot's own: the same dialog, the same server, no limits on rates."""
    unknown = sorted({*(names or ())} - {*_NAMES})
    if unknown:
        raise typer.BadParameter(f"there is no {unknown[0]}; there are {', '.join(_NAMES)}")
    chosen = [one for one in BENCHMARKS if not names or one.name in names]
    found = {one.name: _run(one, quick=quick) for one in chosen}
    if as_json:
        print(json.dumps({"machine": _machine(), "benchmarks": {name: one.as_json() for name, one in found.items()}}))
        return
    console = Console()
    for one in found.values():
        console.print(one.as_table())
    console.print(", ".join(f"{what} {value}" for what, value in _machine().items()))


def _run(benchmark: Benchmark[Any], *, quick: bool) -> Figures:
    status = Console(stderr=True).status(f"{benchmark.name} …")
    with status, tempfile.TemporaryDirectory(prefix="shao-bench-") as folder:
        return asyncio.run(benchmark.run(Path(folder), quick=quick))


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "Python": platform.python_version(),
        "python-telegram-bot": version("python-telegram-bot"),
    }


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(bench)
    app()
