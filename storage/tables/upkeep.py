"""What has to be looked after: when something last happened or is next due, limits, notices, files to be removed."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Text

from storage.tables.columns import Big, ident, one_of, person, table, time, unit, word, zero

moments = table(
    "moments",
    # When something last happened that has to be known after a restart, such as a successful poll.
    Column("name", Text, primary_key=True),
    time("at"),
    rowid=False,
)

uses = table(
    "uses",
    # What is limited by the hour. Forgotten after it.
    ident(),
    word("who", comment="keyed hash of the person"),
    word("what"),
    time("at"),
    one_of("what", "report", "media"),
    Index("ix_uses_what", "what", "at"),
    Index("ix_uses_who", "who", "what", "at"),
)

digests = table(
    "digests",
    # Who gets a morning digest, at which minute of the community's day, and when the next one is due.
    person(key=True),
    Column("minute", Integer, nullable=False),
    time("due_at"),
    CheckConstraint("minute BETWEEN 0 AND 1439", name="minute"),
    Index("ix_digests_due_at", "due_at"),
    rowid=False,
)

notices = table(
    "notices",
    # An ordinary notice to the people of a unit. `reached` is the last person it was owed to, so that a restart goes on there.
    ident(),
    unit(nullable=False),
    person("author_id", on_delete="SET NULL", nullable=True),
    Column("words", LargeBinary, nullable=False, comment="sealed"),
    Column("people", Integer, nullable=False, comment="how many it is for, as its author was told"),
    word("state"),
    Column("reached", Big, nullable=False),
    time("send_at"),
    time("created_at"),
    time("ended_at", nullable=True),
    one_of("state", "waiting", "sending", "done", "cancelled"),
    Index("ix_notices_state", "state", "send_at"),
    Index("ix_notices_author_id", "author_id"),
)

parcels = table(
    "parcels",
    # Somebody asked for everything about them.
    ident(),
    person(),
    zero("tries"),
    time("retry_at"),
    time("created_at"),
    Index("ix_parcels_person_id", "person_id"),
)

discarded_files = table(
    "discarded_files",
    # No row means them any more; they are removed from the disk when their time has come.
    Column("path", Text, primary_key=True, comment="below media_dir"),
    time("due_at"),
    Index("ix_discarded_files_due_at", "due_at"),
    rowid=False,
)
