"""How Alembic runs our migrations: in the transaction that it is given, see storage/migrate.py for the reasons."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
