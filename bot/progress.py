"""How far long work is: a bar on stderr where that is a terminal, and nothing anywhere else."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

_T = TypeVar("_T")
Advance = Callable[[int, int], None]


@contextmanager
def progress(what: str) -> Iterator[Advance]:
    """Call it with how much is done, and of how much; of 0 where nobody knows."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415 - only for somebody who looks on
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)


def tracked(items: Sequence[_T], what: str) -> Iterator[_T]:
    """The same, one after the other, with how many are done."""
    with progress(what) as advance:
        for number, item in enumerate(items, start=1):
            yield item
            advance(number, len(items))
