"""Drills: things of their own, so that nothing that is done with one can reach those whom a warning is for."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Text

from storage.tables.columns import Big, ident, one_of, partial, person, table, time, unit, word, zero

drills = table(
    "drills",
    # `shown` is what its author has seen of it: how many were through, and how many had answered.
    ident(),
    Column("code", Text, nullable=False, unique=True, comment="random"),
    unit(nullable=False),
    person("author_id", on_delete="SET NULL", nullable=True),
    word("kind"),
    word("level"),
    Column("words", LargeBinary, comment="sealed; what its author adds"),
    word("state"),
    Column("people", Integer, nullable=False, comment="how many it is for: an estimate until it begins"),
    zero("shown"),
    time("send_at"),
    time("created_at"),
    time("ended_at", nullable=True),
    one_of(
        "kind",
        *("rainstorm", "flood", "heat", "gas", "fire", "power", "water", "falling", "earthquake", "health", "missing"),
        "other",
    ),
    one_of("level", "blue", "yellow", "orange", "red"),
    one_of("state", "waiting", "sending", "done", "cancelled"),
    partial("ix_drills_open", "id", where="ended_at IS NULL"),
    Index("ix_drills_ended_at", "ended_at"),
    Index("ix_drills_unit_id", "unit_id"),
    Index("ix_drills_author_id", "author_id"),
)

drill_copies = table(
    "drill_copies",
    # Who had said that they take part when it began.
    Column("drill_id", Big, ForeignKey("drills.id", ondelete="CASCADE"), primary_key=True),
    person(key=True),
    word("state"),
    time("owed_at", nullable=True),
    time("answered_at", nullable=True),
    one_of("state", "waiting", "owed", "over"),
    Index("ix_drill_copies_state", "drill_id", "state", "person_id"),
    Index("ix_drill_copies_person_id", "person_id"),
    rowid=False,
)
