"""What comes in and what goes out: updates, dialogs under way, messages owed."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Text, text

from storage.tables.columns import Big, ident, one_of, partial, table, time, word, zero

inbox = table(
    "inbox",
    Column("seq", Big, primary_key=True),
    Column("update_id", Big, nullable=False, unique=True),
    word("lane", comment="keyed hash of the sender; order is kept within a lane"),
    Column("body", LargeBinary, comment="sealed; erased once handled"),
    word("state"),
    zero("tries"),
    time("retry_at"),
    time("received_at"),
    time("done_at", nullable=True),
    Column("error", Text, comment="the kind of the last error and where it was, never its words"),
    one_of("state", "waiting", "done", "dead"),
    partial("ix_inbox_waiting", "seq", where="state = 'waiting'"),
    partial("ix_inbox_lane", "lane", "seq", where="state = 'waiting'"),
    partial("ix_inbox_dead", "done_at", where="state = 'dead'"),
    Index("ix_inbox_done_at", "done_at"),
)

dialogs = table(
    "dialogs",
    # Whose it is is sealed as in the outbox: the minute at which somebody answers would say what they did to which report.
    Column("chat", Text, primary_key=True, comment="keyed hash of whose it is"),
    Column("recipient", LargeBinary, nullable=False, comment="sealed"),
    word("flow"),
    Column("version", Integer, nullable=False),
    word("step"),
    Column("draft", LargeBinary, nullable=False, comment="sealed JSON"),
    time("remind_at", nullable=True),
    time("expires_at"),
    Index("ix_dialogs_expires_at", "expires_at"),
    Index("ix_dialogs_remind_at", "remind_at"),
    rowid=False,
)

outbox = table(
    "outbox",
    # To whom is sealed, since the time at which somebody is answered about a report would say whose that is.
    ident(),
    word("chat", comment="keyed hash of the recipient; order is kept within a chat and lane; erased once settled"),
    Column("recipient", LargeBinary, comment="sealed; erased once settled, but for what may or may not have arrived"),
    Column("lane", Integer, nullable=False, comment="0 life-safety, 1 answers, 2 notices, 3 warnings, 4 bulk"),
    word("worth", comment="must arrive, or at most once"),
    Column("payload", LargeBinary, comment="sealed; erased once settled"),
    Column("slot", Text, comment="keyed hash: names the message that a later edit changes"),
    Column("dedupe", Text, unique=True, comment="keyed hash: the same notice is owed only once"),
    Column("latest", Text, comment="keyed hash: of those that wait under this name only the newest is said"),
    Column("batch", Text, comment="what it is one of many of, such as a notice"),
    Column("part", Big, comment="which part of the batch, such as the unit of a warning's readers"),
    word("state", comment="'behind' an earlier one of its chat and lane, which goes first"),
    zero("tries"),
    Column("repeat", Integer, nullable=False, server_default=text("0"), comment="how often it may have arrived before"),
    time("not_before"),
    time("created_at"),
    time("settled_at", nullable=True),
    Column("error", Text, comment="Telegram's description or the kind of error"),
    CheckConstraint("lane BETWEEN 0 AND 4", name="lane"),
    one_of("worth", "must", "once"),
    one_of("state", "waiting", "behind", "sending", "sent", "failed", "blocked", "unknown"),
    # Two kinds of index: what the sender asks for at each turn, and what is still owed, by chat and by slot.
    partial("ix_outbox_waiting", "lane", "id", "not_before", "chat", where="state = 'waiting'"),
    partial("ix_outbox_not_before", "not_before", where="state = 'waiting'"),
    partial("ix_outbox_sending", "id", where="state = 'sending'"),
    partial("ix_outbox_owed", "chat", "lane", "id", where="settled_at IS NULL"),
    partial("ix_outbox_slot", "slot", "chat", where="settled_at IS NULL"),
    partial("ix_outbox_batch", "batch", "state", "part", where="batch IS NOT NULL"),
    # Not of what is owed, all of which has the same nothing there: SQLite would look for one chat's messages among everybody's by it.
    partial("ix_outbox_settled_at", "settled_at", where="settled_at IS NOT NULL"),
    ids_return=False,  # what is on its way for a deleted row must not be written down about another
)

slots = table(
    "slots",
    Column("chat", Text, primary_key=True, comment="keyed hash of the recipient"),
    Column("slot", Text, primary_key=True),
    Column("recipient", LargeBinary, nullable=False, comment="sealed"),
    Column("message_id", Big, nullable=False),
    word("form", comment="what an edit changes: its text or a caption"),
    time("created_at"),
    one_of("form", "text", "caption"),
    Index("ix_slots_slot", "slot"),
    rowid=False,
)
