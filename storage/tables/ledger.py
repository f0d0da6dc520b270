"""Points, as double entry: each transfer takes from one account what it gives to another, so that all balances add up to 0."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Text

from storage.tables.columns import Big, ident, one_of, partial, table, time, unit, word

accounts = table(
    "accounts",
    # Whose one is cannot be read from the table; nobody's any more once they are erased.
    ident(),
    word("kind"),
    Column("owner", Text, unique=True, comment="keyed hash of whose it is"),
    unit(on_delete="SET NULL"),
    Column("balance", Big, nullable=False),
    one_of("kind", "issue", "person", "rewards", "expiry"),
    CheckConstraint("kind = 'issue' OR balance >= 0", name="balance"),
    CheckConstraint("owner IS NULL OR kind = 'person'", name="owner"),
    Index("ix_accounts_unit_id", "kind", "unit_id", unique=True),
    partial("ix_accounts_expiry", "kind", where="kind = 'expiry'"),
)

transfers = table(
    "transfers",
    # Only added to. What it is for is sealed and forgotten with the report's link to a person; the time is a day's: neither tells who
    # reported what.
    ident(),
    Column("operation", Text, nullable=False, unique=True, comment="what is done, so that it is done once"),
    Column("debit_id", Big, ForeignKey("accounts.id"), nullable=False),
    Column("credit_id", Big, ForeignKey("accounts.id"), nullable=False),
    Column("amount", Big, nullable=False),
    word("reason"),
    Column("about", LargeBinary, comment="sealed; the code of what it is for"),
    time("booked_at"),
    time("expires_at", nullable=True),
    CheckConstraint("amount > 0", name="amount"),
    CheckConstraint("debit_id <> credit_id", name="apart"),
    Index("ix_transfers_debit_id", "debit_id", "id"),
    Index("ix_transfers_credit_id", "credit_id", "id"),
    partial("ix_transfers_about", "booked_at", where="about IS NOT NULL"),
)
