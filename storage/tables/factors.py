"""Second factors."""

from sqlalchemy import Column, LargeBinary

from storage.tables.columns import person, table, time, zero

factors = table(
    "factors",
    # Whoever has one, or is about to. A code is good for thirty seconds, and of two steps of time only the later one's after it was used.
    person(key=True),
    Column("secret", LargeBinary, nullable=False, comment="sealed"),
    time("confirmed_at", nullable=True),
    zero("last_step"),
    zero("failures"),
    time("locked_until", nullable=True),
    rowid=False,
)
