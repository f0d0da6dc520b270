"""What has to be looked after: when something last happened or is next due, limits, notices, files to be removed."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Text, text

from storage.tables.columns import Big, ident, one_of, partial, person, table, time, unit, word, zero

moments = table(
    "moments",
    # When something last happened that has to be known after a restart, such as a successful poll.
    Column("name", Text, primary_key=True),
    time("at"),
    rowid=False,
)

uses = table(
    "uses",
    # What somebody did within the last hour, for what is limited by the hour. The minutes are sealed: they would say which reports are
    # one person's. Without rowid, so that the order of rows tells nothing either.
    Column("who", Text, primary_key=True, comment="keyed hash of the person"),
    Column("what", Text, primary_key=True),
    Column("times", LargeBinary, nullable=False, comment="sealed"),
    time("forget_at"),
    one_of("what", "report", "media"),
    Index("ix_uses_forget_at", "forget_at"),
    rowid=False,
)

digests = table(
    "digests",
    # At which minute of the community's day somebody gets a digest of their open cases, and when the next one is due: never, for whoever
    # wants none. `had` is how many cases there were at the last one.
    person(key=True),
    Column("minute", Integer, nullable=False),
    time("due_at", nullable=True),
    zero("had"),
    CheckConstraint("minute BETWEEN 0 AND 1439", name="minute"),
    Index("ix_digests_due_at", "due_at"),
    rowid=False,
)

worklist_views = table(
    "worklist_views",
    # What somebody looks at of the cases that they have to see to; NULL: of any.
    person(key=True),
    word("scope"),
    word("kind", nullable=True, comment="empty: those of which none was said"),
    unit(on_delete="SET NULL"),
    word("stand", nullable=True),
    one_of("scope", "all", "mine", "team"),
    one_of("stand", "urgent", "new", "doing", "waiting"),
    Index("ix_worklist_views_unit_id", "unit_id"),
    rowid=False,
)

notices = table(
    "notices",
    # An ordinary notice to the people of a unit. `reached` is the last person it was owed to, so that a restart goes on there; `shown` is
    # how many were through when its author was last told.
    ident(),
    unit(nullable=False),
    person("author_id", on_delete="SET NULL", nullable=True),
    Column("words", LargeBinary, nullable=False, comment="sealed"),
    Column(
        "people", Integer, nullable=False, comment="how many it is for: an estimate until it is owed to all of them"
    ),
    word("state"),
    Column("reached", Big, nullable=False, server_default=text("0")),
    zero("shown"),
    time("send_at"),
    time("created_at"),
    time("ended_at", nullable=True),
    one_of("state", "waiting", "spreading", "sending", "done", "cancelled"),
    partial("ix_notices_open", "id", where="ended_at IS NULL"),
    Index("ix_notices_ended_at", "ended_at"),
    Index("ix_notices_author_id", "author_id"),
)

parcels = table(
    "parcels",
    # Somebody asked for everything about them. Who is sealed as in the outbox, since it has the minute beside it.
    ident(),
    word("chat", comment="keyed hash of whose it is"),
    Column("recipient", LargeBinary, nullable=False, comment="sealed"),
    zero("tries"),
    time("retry_at"),
    time("created_at"),
    time("done_at", nullable=True),
    Index("ix_parcels_chat", "chat", "created_at"),
    partial("ix_parcels_due", "retry_at", where="done_at IS NULL"),
    ids_return=False,  # what is being packed for a deleted row must not become another's
)

farewells = table(
    "farewells",
    # What is left to do for somebody who has left: which reports to clear, and what to look for in messages that are still owed. Gone
    # within a minute.
    ident(),
    Column("content", LargeBinary, nullable=False, comment="sealed JSON"),
)

discarded_files = table(
    "discarded_files",
    # No row means them any more; they are removed from the disk when their time has come.
    Column("path", Text, primary_key=True, comment="below media_dir"),
    time("due_at"),
    Index("ix_discarded_files_due_at", "due_at"),
    rowid=False,
)
