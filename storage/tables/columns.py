"""What the tables are made of: columns and constraints that mean the same on SQLite and PostgreSQL."""

from sqlalchemy import (
    REAL,
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Big = BigInteger().with_variant(Integer(), "sqlite")
Real: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")


def table(name: str, *items: SchemaItem, rowid: bool = True, ids_return: bool = True) -> Table:
    """`ids_return` False: the id of a deleted row is never given again."""
    return Table(
        name, metadata, *items, sqlite_strict=True, sqlite_with_rowid=rowid, sqlite_autoincrement=not ids_return
    )


def partial(name: str, *columns: str, where: str) -> Index:
    """An index of the rows for which the condition holds."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def one_of(column: str, *values: str) -> CheckConstraint:
    """What a column may say."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def ident() -> Column[int]:
    """The table's own number for a row."""
    return Column("id", Big, primary_key=True)


def time(name: str, *, nullable: bool = False) -> Column[int]:
    """Microseconds in UTC."""
    return Column(name, Big, nullable=nullable)


def zero(name: str) -> Column[int]:
    """A number that begins at 0."""
    return Column(name, Integer, nullable=False, server_default=text("0"))


def person(
    name: str = "person_id", *, on_delete: str = "CASCADE", key: bool = False, nullable: bool = False
) -> Column[int]:
    """Somebody of ours."""
    return Column(name, Big, ForeignKey("people.id", ondelete=on_delete), primary_key=key, nullable=nullable)


def unit(name: str = "unit_id", *, on_delete: str | None = None, nullable: bool = True) -> Column[int]:
    """One of the areas."""
    return Column(name, Big, ForeignKey("units.id", ondelete=on_delete), nullable=nullable)


def word(name: str, *, nullable: bool = False, comment: str | None = None) -> Column[str]:
    """Plain text that is not personal."""
    return Column(name, Text, nullable=nullable, comment=comment)
