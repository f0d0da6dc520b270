"""What a benchmark is, and what comes out of one: rows of figures, ours beside the peer's, run by run."""

import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from rich.table import Table

from tests.bench.meter import Usage

S = TypeVar("S")


@dataclass(frozen=True)
class Row:
    """One figure of each bot, a value a run; the peer's are none where it does no such thing. `what` names its unit."""

    what: str
    shao: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ratio(self) -> float | None:
        """Ours to the peer's, by their medians; None where the peer has nothing."""
        beside = statistics.median(self.peer) if self.peer else 0
        return statistics.median(self.shao) / beside if beside else None

    def as_json(self) -> dict[str, Any]:
        """Medians, their ratio, and every run."""
        runs = {"shao": self.shao, "peer": self.peer}
        medians = {bot: round(statistics.median(values), 4) if values else None for bot, values in runs.items()}
        return medians | {"ratio": self.ratio and round(self.ratio, 4), "runs": runs}


@dataclass(frozen=True)
class Figures:
    """What a benchmark found; `title` says how it was measured, `peer` beside what."""

    title: str
    rows: tuple[Row, ...]
    peer: str = "python-telegram-bot's own"

    def __getitem__(self, what: str) -> Row:
        return next(row for row in self.rows if row.what == what)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {"title": self.title, "peer": self.peer, "rows": {row.what: row.as_json() for row in self.rows}}

    def as_table(self) -> Table:
        """For people: medians, with the range where there was more than one run."""
        table = Table("", title=self.title, title_justify="left", title_style="bold")
        for head in ("Shao", self.peer, "ratio"):
            table.add_column(head, justify="right")
        for row in self.rows:
            ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
            table.add_row(row.what, _shown(row.shao), _shown(row.peer), ratio)
        return table


@dataclass(frozen=True)
class Benchmark(Generic[S]):
    """Measures at a size, with a folder of its own; `full` is for figures that are quoted, `quick` for a look."""

    name: str
    measure: Callable[[Path, S], Awaitable[Figures]]
    full: S
    quick: S

    async def run(self, folder: Path, *, quick: bool) -> Figures:
        """At one of its two sizes."""
        return await self.measure(folder, self.quick if quick else self.full)


def usage_rows(updates: int, shao: Sequence[Usage], peer: Sequence[Usage]) -> tuple[Row, ...]:
    """What so many updates took."""

    def row(what: str, figure: Callable[[Usage], float]) -> Row:
        return Row(what, tuple(figure(usage) for usage in shao), tuple(figure(usage) for usage in peer))

    return (
        row("updates a second", lambda usage: updates / usage.seconds),
        row("CPU seconds per 1,000 updates", lambda usage: usage.cpu / updates * 1000),
        row("most memory, MB", lambda usage: usage.memory / 1e6),
    )


def _shown(values: tuple[float, ...]) -> str:
    if not values:
        return ""
    median = _number(statistics.median(values))
    return median if len(values) == 1 else f"{median}  ({_number(min(values))} … {_number(max(values))})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:,.2f}"
