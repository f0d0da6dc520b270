"""Sealing what is stored with the newest key, a page of a column at a time, so that a crash loses no more than a page.

A sealed value begins with the number of its key: that is how what is left to do is found again.
"""

from dataclasses import dataclass
from typing import Any

from storage.connection import Row
from storage.module import Module
from storage.seal import Seal, SealBroken
from storage.sealed import SealedColumn

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Page:
    """What became of a page: how many values are good, which rows hold one that nothing opens, and the last row's key, None at the end."""

    good: int
    broken: tuple[Key, ...]
    last: Key | None


class Resealing(Module):
    """Queries over every sealed column; their names come from storage.sealed alone."""

    async def reseal(self, column: SealedColumn, *, after: Key | None, limit: int) -> Page:
        """Seals with the newest key what an older one sealed, in rows after a key; what cannot be opened stays as it is."""
        rows = await self._page(column, after, limit, "AND substr({column}, 1, 1) <> :mark", {"mark": self._seal.mark})
        opened, broken = _opened(self._seal, column, rows)
        fresh = [
            {**_named(key), "fresh": self._seal.seal(column.purpose, plain), "mark": self._seal.mark}
            for key, plain in opened
        ]
        if fresh:
            same = " AND ".join(f"{name} = :key{number}" for number, name in enumerate(column.key))
            change = f"UPDATE {column.table} SET {column.column} = :fresh WHERE {same}"  # noqa: S608 - names are ours
            await self._conn.run_many(f"{change} AND substr({column.column}, 1, 1) <> :mark", fresh)
        return Page(len(fresh), broken, _last(column, rows))

    async def prove(self, column: SealedColumn, seal: Seal, *, after: Key | None, limit: int) -> Page:
        """Whether a seal opens what stands in rows after a key."""
        rows = await self._page(column, after, limit, "", {})
        opened, broken = _opened(seal, column, rows)
        return Page(len(opened), broken, _last(column, rows))

    async def _page(
        self, column: SealedColumn, after: Key | None, limit: int, more: str, parameters: dict[str, Any]
    ) -> list[Row]:
        keys = ", ".join(column.key)
        beyond = "" if after is None else f"AND ({keys}) > ({', '.join(f':key{n}' for n in range(len(after)))})"
        query = (
            f"SELECT {keys}, {column.column} AS sealed_value FROM {column.table} WHERE {column.column} IS NOT NULL "  # noqa: S608
            f"{beyond} {more.format(column=column.column)} ORDER BY {keys} LIMIT :limit"
        )
        return list(await self._conn.fetch(query, {**_named(after or ()), **parameters, "limit": limit}))


def _opened(seal: Seal, column: SealedColumn, rows: list[Row]) -> tuple[list[tuple[Key, bytes]], tuple[Key, ...]]:
    opened, broken = [], []
    for row in rows:
        try:
            opened.append((_key(column, row), seal.open(column.purpose, row["sealed_value"])))
        except SealBroken:
            broken.append(_key(column, row))
    return opened, tuple(broken)


def _key(column: SealedColumn, row: Row) -> Key:
    return tuple(row[name] for name in column.key)


def _last(column: SealedColumn, rows: list[Row]) -> Key | None:
    return _key(column, rows[-1]) if rows else None


def _named(key: Key) -> dict[str, Any]:
    return {f"key{number}": value for number, value in enumerate(key)}
