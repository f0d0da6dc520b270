"""aiosql on either engine, with one hop to the connection per query, where aiosql's own adapters take up to three.

Counts of changed rows are not given at all: they mean different things on SQLite and PostgreSQL. RETURNING says what changed.
"""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import aiosql

from storage.connection import Connection, Row

Parameters = Mapping[str, Any]

_INDEXED_BY = re.compile(r" INDEXED BY \w+")


class OneHop:
    """aiosql's driver adapter protocol, for the operators this project uses: none, ^, $, ! and *!."""

    is_aio_driver = True

    def process_sql(self, _name: str, _operation: object, sql: str) -> str:
        """Connections take :name parameters as they are."""
        return sql

    async def select(
        self, conn: Connection, _name: str, sql: str, parameters: Parameters, record_class: object = None
    ) -> AsyncIterator[Row]:
        """Every row."""
        for row in await conn.fetch(sql, parameters):
            yield row

    async def select_one(
        self, conn: Connection, _name: str, sql: str, parameters: Parameters, record_class: object = None
    ) -> Row | None:
        """The first row, or None."""
        rows = await conn.fetch(sql, parameters)
        return rows[0] if rows else None

    async def select_value(self, conn: Connection, _name: str, sql: str, parameters: Parameters) -> Any:
        """The first column of the first row, or None."""
        rows = await conn.fetch(sql, parameters)
        return cast(Any, rows[0])[0] if rows else None

    async def insert_update_delete(self, conn: Connection, _name: str, sql: str, parameters: Parameters) -> None:
        """Runs a change."""
        await conn.fetch(sql, parameters)

    async def insert_update_delete_many(
        self, conn: Connection, _name: str, sql: str, parameters: Sequence[Parameters]
    ) -> None:
        """Runs a change for each set of parameters; for a single one as any other."""
        if len(parameters) == 1:
            await conn.fetch(sql, parameters[0])
        else:
            await conn.run_many(sql, parameters)


class OneHopToPostgres(OneHop):
    """The same for PostgreSQL, which has statistics of ours to choose an index by; SQLite has none, and is told it where it chooses ill."""

    def process_sql(self, _name: str, _operation: object, sql: str) -> str:
        """Without which index SQLite is to take."""
        return _INDEXED_BY.sub("", sql)


@cache
def load_queries(engine: str) -> SimpleNamespace:
    """One attribute per .sql file beside this one, with a function per named query; where there is a NAME.ENGINE.sql, its queries go
    before those of NAME.sql."""
    files = sorted(Path(__file__).parent.glob("*.sql"))
    hop = OneHopToPostgres if engine == "postgres" else OneHop
    queries = {file.stem: _load(file, hop) for file in files if "." not in file.stem}
    for file in files:
        name, _, of = file.stem.partition(".")
        if of == engine:
            twins = _load(file, hop)
            for query in twins.available_queries:
                setattr(queries[name], query, getattr(twins, query))
    return SimpleNamespace(**queries)


def _load(file: Path, hop: type[OneHop]) -> Any:
    return aiosql.from_path(file, cast(Any, hop), mandatory_parameters=False)
