"""aiosql on aiosqlite with one hop to the connection's thread per query, where aiosql's own adapter takes three.

Counts of changed rows are not given at all: they mean different things on SQLite and PostgreSQL. RETURNING says what changed.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import aiosqlite

Row = Mapping[str, Any]


class OneHop:
    """aiosql's driver adapter protocol, for the operators this project uses: none, ^, $, ! and *!."""

    is_aio_driver = True

    def process_sql(self, _name: str, _operation: object, sql: str) -> str:
        """aiosqlite takes :name parameters as they are."""
        return sql

    async def select(
        self, conn: aiosqlite.Connection, _name: str, sql: str, parameters: Any, record_class: object = None
    ) -> AsyncIterator[Row]:
        """Every row."""
        for row in await conn.execute_fetchall(sql, parameters):
            yield row  # type: ignore[misc]

    async def select_one(
        self, conn: aiosqlite.Connection, _name: str, sql: str, parameters: Any, record_class: object = None
    ) -> Row | None:
        """The first row, or None."""
        rows = list(await conn.execute_fetchall(sql, parameters))
        return rows[0] if rows else None  # type: ignore[return-value]

    async def select_value(self, conn: aiosqlite.Connection, _name: str, sql: str, parameters: Any) -> Any:
        """The first column of the first row, or None."""
        rows = list(await conn.execute_fetchall(sql, parameters))
        return rows[0][0] if rows else None

    async def insert_update_delete(self, conn: aiosqlite.Connection, _name: str, sql: str, parameters: Any) -> None:
        """Runs a change."""
        await conn.execute_fetchall(sql, parameters)

    async def insert_update_delete_many(
        self, conn: aiosqlite.Connection, _name: str, sql: str, parameters: Sequence[Any]
    ) -> None:
        """Runs a change for each set of parameters."""
        cursor = await conn.executemany(sql, parameters)
        await cursor.close()
