"""What every module of queries is given: the transaction's connection, the named queries, the seal."""

from typing import Any

from storage.clock import from_micros
from storage.connection import Connection, Row
from storage.seal import Seal

AT_ONCE = 1000  # rows that one transaction forgets, so that nobody waits for it long
NO_END = 2**62  # no id is beyond


def timed(row: Row) -> dict[str, Any]:
    """A row's fields, those whose names end with _at as moments."""
    return {name: from_micros(value) if name.endswith("_at") else value for name, value in dict(row).items()}


class Module:
    """Base of the modules of queries; lives for one transaction."""

    def __init__(self, conn: Connection, queries: Any, seal: Seal) -> None:
        self._conn = conn
        self._q = queries
        self._seal = seal
