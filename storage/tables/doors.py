"""Door-knock lists: whom neighbours and grid workers look after who have a grave warning, are silent, and said that they need help."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Text

from storage.tables.columns import Big, ident, one_of, partial, person, table, time, unit, word

door_lists = table(
    "door_lists",
    # A few doors of one building, or of a grid without buildings, for one knocker.
    ident(),
    Column("alert_id", Big, ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False),
    unit(on_delete="CASCADE", nullable=False),
    word("rung", comment="who was asked last"),
    person("taken_by", on_delete="SET NULL", nullable=True),
    time("taken_at", nullable=True),
    time("offered_at", nullable=True),
    time("next_at", nullable=True),
    Column("shown", Text, comment="a keyed hash of what the knocker sees of it"),
    time("closed_at", nullable=True),
    one_of("rung", "none", "near", "grid", "staff"),
    Index("ix_door_lists_alert_id", "alert_id"),
    Index("ix_door_lists_unit_id", "unit_id"),
    Index("ix_door_lists_taken_by", "taken_by"),
    partial("ix_door_lists_open", "alert_id", where="closed_at IS NULL"),
)

doors = table(
    "doors",
    # Only until the warning is over. Which door it is stands among the wishes of whoever lives there, and nowhere else.
    Column("list_id", Big, ForeignKey("door_lists.id", ondelete="CASCADE"), primary_key=True),
    person(key=True),
    Column("place", Integer, nullable=False, comment="in the list; by this a button names it"),
    word("result", nullable=True),
    time("at", nullable=True),
    one_of("result", "safe", "help", "absent"),
    Index("ix_doors_person_id", "person_id"),
    rowid=False,
)
