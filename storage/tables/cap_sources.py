"""Which documents of others became which warnings, so that the same one twice is taken once."""

from sqlalchemy import Column, ForeignKey, Index, Text

from storage.tables.columns import Big, table

cap_sources = table(
    "cap_sources",
    # By what CAP tells messages apart with.
    Column("sender", Text, primary_key=True),
    Column("identifier", Text, primary_key=True),
    Column("sent_at", Big, primary_key=True),
    Column("alert_id", Big, ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False),
    Index("ix_cap_sources_alert_id", "alert_id"),
    rowid=False,
)
