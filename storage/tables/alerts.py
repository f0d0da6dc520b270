"""Warnings: what was written, who let it go, whom it is for, what they answered, and who confirmed it for a grid."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Text, UniqueConstraint, text

from storage.tables.columns import Big, ident, one_of, partial, person, table, time, unit, word, zero

_KINDS = (
    *("rainstorm", "flood", "heat", "gas", "fire", "power", "water", "falling", "earthquake", "health", "missing"),
    "other",
)


def _alert(*, key: bool = False) -> Column[int]:
    return Column("alert_id", Big, ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=key, nullable=False)


alerts = table(
    "alerts",
    ident(),
    word("event", comment="the number that people see; the same for all messages of one event"),
    Column("serial", Integer, nullable=False),
    Column("origin", Text, comment="the event next door that it was shared from"),
    word("message"),
    unit(nullable=False),
    person("author_id", on_delete="SET NULL", nullable=True),
    word("kind"),
    word("level"),
    Column("content", LargeBinary, nullable=False, comment="sealed JSON: words, area, audience"),
    word("state"),
    Column("way", Text, comment="how it was let go; absent until it was"),
    word("rung", comment="who was called last"),
    time("next_at", nullable=True),
    time("submitted_at", nullable=True),
    person("approver_id", on_delete="SET NULL", nullable=True),
    Column("reason", LargeBinary, comment="sealed; of whoever sent it alone"),
    time("send_at", nullable=True),
    time("released_at", nullable=True),
    time("until"),
    time("ended_at", nullable=True),
    time("over_at", nullable=True),
    zero("people"),
    zero("reached"),
    Column("shown", Integer, nullable=False, server_default=text("-1")),
    time("reviewed_at", nullable=True),
    person("reviewer_id", on_delete="SET NULL", nullable=True),
    Column("review", LargeBinary, comment="sealed; what the review found"),
    time("created_at"),
    UniqueConstraint("event", "serial"),
    one_of("message", "alert", "update", "correction", "clear"),
    one_of("kind", *_KINDS),
    one_of("level", "blue", "yellow", "orange", "red"),
    one_of("state", "draft", "submitted", "approved", "spreading", "sending", "done", "stopped", "discarded"),
    one_of("way", "one", "two", "alone"),
    one_of("rung", "none", "first", "again", "alone", "review", "above"),
    # The two-person rule, whatever the code above does: what is graver than blue has an approver who is not its author, or was sent alone
    # with a reason, or takes back what was sent.
    CheckConstraint("approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id", name="two_people"),
    CheckConstraint(
        "state IN ('draft', 'submitted', 'discarded') OR level = 'blue' OR message IN ('correction', 'clear')"
        " OR COALESCE(way, '') = 'two' OR (COALESCE(way, '') = 'alone' AND reason IS NOT NULL)",
        name="let_go",
    ),
    partial("ix_alerts_origin", "origin", where="origin IS NOT NULL"),
    Index("ix_alerts_unit_id", "unit_id"),
    Index("ix_alerts_author_id", "author_id"),
    Index("ix_alerts_approver_id", "approver_id"),
    Index("ix_alerts_reviewer_id", "reviewer_id"),
    partial("ix_alerts_next_at", "next_at", where="next_at IS NOT NULL"),
    partial("ix_alerts_in_force", "released_at", where="released_at IS NOT NULL AND over_at IS NULL"),
    Index("ix_alerts_under_way", "state", "id"),
)

alert_units = table(
    "alert_units",
    # The units that the area meets, the nearest to its middle first.
    _alert(key=True),
    Column("unit_id", Big, ForeignKey("units.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, nullable=False),
    Index("ix_alert_units_unit_id", "unit_id"),
    rowid=False,
)

alert_copies = table(
    "alert_copies",
    # Whom a message is for. From here a few at a time go into the outbox, so that the rest can be stopped in one step.
    _alert(key=True),
    person(key=True),
    unit(on_delete="SET NULL"),
    Column("place", Integer, nullable=False, comment="lower ones go first"),
    word("state"),
    Column("rings", Integer, nullable=False),
    one_of("state", "waiting", "owed", "muted"),
    CheckConstraint("rings IN (0, 1)", name="rings"),
    Index("ix_alert_copies_person_id", "person_id"),
    Index("ix_alert_copies_unit_id", "unit_id"),
    partial("ix_alert_copies_waiting", "alert_id", "place", "person_id", where="state = 'waiting'"),
    rowid=False,
)

alert_answers = table(
    "alert_answers",
    # By event: whoever got several messages of it answers once.
    Column("event", Text, primary_key=True),
    person(key=True),
    word("answer"),
    time("at"),
    one_of("answer", "read", "safe", "help"),
    Index("ix_alert_answers_person_id", "person_id"),
    rowid=False,
)

roll_calls = table(
    "roll_calls",
    # Somebody on duty for each unit of the area confirms that the warning is known there.
    _alert(key=True),
    Column("unit_id", Big, ForeignKey("units.id", ondelete="CASCADE"), primary_key=True),
    word("rung"),
    time("called_at"),
    time("again_at", nullable=True),
    time("deputy_at", nullable=True),
    time("silent_at", nullable=True),
    time("next_at", nullable=True),
    time("confirmed_at", nullable=True),
    person("confirmed_by", on_delete="SET NULL", nullable=True),
    one_of("rung", "first", "again", "deputy", "silent"),
    Index("ix_roll_calls_unit_id", "unit_id"),
    Index("ix_roll_calls_confirmed_by", "confirmed_by"),
    partial("ix_roll_calls_next_at", "next_at", where="next_at IS NOT NULL"),
    rowid=False,
)

standing_alerts = table(
    "standing_alerts",
    # Which kinds the officer on duty of a unit may send alone: two people have agreed to that beforehand.
    Column("unit_id", Big, ForeignKey("units.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, primary_key=True),
    person("first_by", on_delete="CASCADE"),
    time("first_at"),
    person("second_by", on_delete="CASCADE", nullable=True),
    time("second_at", nullable=True),
    one_of("kind", *_KINDS),
    CheckConstraint("second_by IS NULL OR second_by <> first_by", name="two_people"),
    Index("ix_standing_alerts_first_by", "first_by"),
    Index("ix_standing_alerts_second_by", "second_by"),
    rowid=False,
)
