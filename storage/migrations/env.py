"""How Alembic runs our migrations on SQLite: see storage/migrate.py for the reasons."""

from alembic import context
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.pool import NullPool

from storage.migrate import APPLICATION_ID, SchemaRefused
from storage.tables import metadata


def _begin_for_real(engine_connection: object) -> None:
    """pysqlite would commit before DDL; with its own handling off, BEGIN is ours to say, and DDL rolls back."""
    engine_connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]


def _on_connect(dbapi_connection: object, _record: object) -> None:
    dbapi_connection.isolation_level = None  # type: ignore[attr-defined]
    dbapi_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[attr-defined]
    dbapi_connection.execute("PRAGMA busy_timeout = 30000")  # type: ignore[attr-defined]


def _run() -> None:
    engine = create_engine(URL.create("sqlite", database=str(context.config.attributes["path"])), poolclass=NullPool)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _begin_for_real)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True)
        context.run_migrations()
        _check(connection)


def _check(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise SchemaRefused("the migration would leave rows that refer to nothing; it was undone, please report it")
    if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
        raise SchemaRefused("the database is damaged; nothing was changed, restore it from a backup")


_run()
