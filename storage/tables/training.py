"""Training: courses, when they are held, and who comes or waits for a place."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Text, text

from storage.tables.columns import Big, Real, ident, one_of, partial, person, table, time, unit, word

courses = table(
    "courses",
    ident(),
    unit(nullable=False),
    person("author_id", on_delete="SET NULL", nullable=True),
    word("kind"),
    Column("title", LargeBinary, comment="sealed; what it is, where the kind does not say"),
    time("created_at"),
    one_of("kind", "extinguisher", "aed", "evacuation", "gas", "first_aid", "ebike", "other"),
    Index("ix_courses_unit_id", "unit_id"),
    Index("ix_courses_author_id", "author_id"),
)

sessions = table(
    "sessions",
    # `version` counts what was changed since people put it into their calendars.
    ident(),
    Column("code", Text, nullable=False, unique=True, comment="random"),
    Column("course_id", Big, ForeignKey("courses.id", ondelete="CASCADE"), nullable=False),
    time("starts_at"),
    time("ends_at"),
    Column("place", LargeBinary, nullable=False, comment="sealed"),
    Column("latitude", Real),
    Column("longitude", Real),
    Column("seats", Integer, nullable=False),
    word("state"),
    Column("version", Integer, nullable=False, server_default=text("0")),
    one_of("state", "open", "cancelled", "over"),
    CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point"),
    CheckConstraint("seats > 0", name="seats"),
    CheckConstraint("ends_at > starts_at", name="ends_at"),
    Index("ix_sessions_course_id", "course_id"),
    partial("ix_sessions_open", "starts_at", where="state = 'open'"),
    Index("ix_sessions_ends_at", "ends_at"),
)

enrolments = table(
    "enrolments",
    # `turn` is the order in which people came, and with that on the waiting list. Of those with a seat, ENROLLED and OFFERED, there are
    # never more than seats: each statement that gives one away counts them itself.
    Column("session_id", Big, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    person(key=True),
    word("state"),
    Column("turn", Integer, nullable=False),
    time("since_at"),
    time("offer_until", nullable=True),
    time("remind_at", nullable=True),
    time("confirmed_at", nullable=True),
    one_of("state", "enrolled", "waiting", "offered", "left", "expired"),
    CheckConstraint("(state = 'offered') = (offer_until IS NOT NULL)", name="offer_until"),
    Index("ix_enrolments_state", "session_id", "state", "turn"),
    Index("ix_enrolments_person_id", "person_id"),
    partial("ix_enrolments_offer_until", "offer_until", where="offer_until IS NOT NULL"),
    partial("ix_enrolments_remind_at", "remind_at", where="remind_at IS NOT NULL"),
    rowid=False,
)
