"""What somebody wishes with regard to warnings, and whether they need help in an emergency."""

from sqlalchemy import Column, LargeBinary

from storage.tables.columns import person, table

wishes = table(
    "wishes",
    # A row is there for whoever has changed anything at all, and every body is as long as every other: neither tells who needs help.
    person(key=True),
    Column("body", LargeBinary, nullable=False, comment="sealed; JSON"),
    rowid=False,
)
