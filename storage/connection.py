"""What storage asks of a connection, whichever engine is behind it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


class StorageUnavailable(Exception):
    """The disk, the network or a lock stands in the way; what was asked for was not done, and may be asked for again."""


class StorageDamaged(StorageUnavailable):
    """What is on the disk makes no sense; asking again does not help."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"the database is damaged ({' '.join(what.split())}); stop the bot, and restore it from a backup: shao restore FILE"
        )


class Connection(ABC):
    """Used by one transaction at a time. Every method raises StorageUnavailable when the engine cannot do it now."""

    @property
    @abstractmethod
    def in_transaction(self) -> bool:
        """Whether there is something to commit or to roll back; an engine may have rolled back by itself."""

    @abstractmethod
    async def begin(self) -> None:
        """Begins a transaction, on a fresh connection where the last one was lost."""

    @abstractmethod
    async def commit(self) -> None:
        """Makes it last."""

    @abstractmethod
    async def rollback(self) -> None:
        """Undoes it."""

    @abstractmethod
    async def run(self, sql: str) -> None:
        """A statement without parameters and without rows."""

    @abstractmethod
    async def fetch(self, sql: str, parameters: Mapping[str, Any] = {}) -> Sequence[Row]:
        """The rows of a statement with :name parameters; none of one that has none."""

    @abstractmethod
    async def run_many(self, sql: str, parameters: Sequence[Mapping[str, Any]]) -> None:
        """A statement for each set of parameters."""

    @abstractmethod
    async def drop_log(self) -> bool:
        """Removes what the engine's log still holds of the past, outside a transaction; False when a reader is in the way."""

    @abstractmethod
    async def close(self) -> None:
        """Ends it; an open one would hang the process at its exit."""
