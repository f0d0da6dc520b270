"""Whistles: teams that are summoned to a case, and who was there when."""

from sqlalchemy import Column, ForeignKey, Index, text

from storage.tables.columns import Big, ident, one_of, partial, person, table, time, word, zero

whistles = table(
    "whistles",
    ident(),
    Column("report_id", Big, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    word("kind"),
    person("staff_id", on_delete="SET NULL", nullable=True),  # who blew it
    time("blown_at"),
    time("ended_at", nullable=True),
    one_of("kind", "daily", "hard", "emergency"),
    Index("ix_whistles_report_id", "report_id"),
    Index(
        "ix_whistles_under_way",
        "report_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index("ix_whistles_staff_id", "staff_id"),
)

summons = table(
    "summons",
    # One team of those that a whistle summons. What is to be done next about one that is silent is done at next_at.
    Column("whistle_id", Big, ForeignKey("whistles.id", ondelete="CASCADE"), primary_key=True),
    Column("team_id", Big, ForeignKey("units.id"), primary_key=True),
    zero("leads"),
    word("rung", comment="who was rung last"),
    time("rung_at"),
    time("next_at", nullable=True),
    time("confirmed_at", nullable=True),
    person("confirmed_by", on_delete="SET NULL", nullable=True),
    time("arrived_at", nullable=True),
    one_of("rung", "first", "again", "deputy", "officer", "late"),
    Index("ix_summons_team_id", "team_id"),
    Index("ix_summons_confirmed_by", "confirmed_by"),
    partial("ix_summons_next_at", "next_at", where="next_at IS NOT NULL"),
    rowid=False,
)
