"""Hazard reports, their files and their history."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Text, text

from storage.tables.columns import Big, Real, ident, one_of, partial, person, table, time, unit, word, zero

_OPEN = ("received", "accepted", "assigned", "in_hand", "waiting", "deferred")
_IS_OPEN = f"status IN ({', '.join(map(repr, _OPEN))})"
_OVER = ("done", "verified", "unverified", "rejected", "merged", "withdrawn")

_LISTED_BY = (
    "rank",
    "created_at",
    "id",
    "grid_id",
    "unit_id",
    "team_id",
    "holder_id",
    "about_id",
    "category",
    "status",
)

reports = table(
    "reports",
    ident(),
    Column("code", Text, nullable=False, unique=True),
    Column("reporter", LargeBinary, comment="sealed id of the person; absent when nothing was to be kept"),
    Column("pseudonym", Text, nullable=False, unique=True, comment="random, per report"),
    Column("reporter_name", LargeBinary, comment="sealed; only where somebody chose to report by name"),
    zero("by_rider"),
    Column("category", Text),
    word("urgency"),
    word("status"),
    Column("reason", LargeBinary, comment="sealed; why it was rejected"),
    unit("grid_id"),
    Column("unit_id", Big, ForeignKey("units.id"), comment="whose staff were rung"),
    Column("about_id", Big, ForeignKey("units.id"), comment="whose conduct it is about: kept from all who work there"),
    Column("team_id", Big, ForeignKey("units.id"), comment="which team was asked to deal with it"),
    time("team_took_at", nullable=True),
    zero("refusals"),
    Column("tip", Text, comment="hash of the newest entry of the history"),
    Column(
        "merged_into", Big, ForeignKey("reports.id", ondelete="SET NULL"), comment="the case that it became part of"
    ),
    Column("outside_metres", Integer, comment="distance to the grid where the place lies outside every one"),
    Column("latitude", Real),
    Column("longitude", Real),
    Column("cell", Text, comment="H3, resolution 10; of the point as it is here, rounded or not"),
    Column("accuracy", Real, comment="metres, as the phone says"),
    word("place_source"),
    Column("place_words", LargeBinary, comment="sealed"),
    Column("words", LargeBinary, comment="sealed"),
    person("holder_id", on_delete="SET NULL", nullable=True),
    time("answer_by"),
    time("act_by", nullable=True),
    time("fix_by", nullable=True),
    time("acted_at", nullable=True),
    zero("breaches"),
    time("breach_at", nullable=True),
    time("paused_at", nullable=True),
    Column("rank", Integer, nullable=False, server_default=text("2"), comment="0: danger, 1: overdue, 2: all else"),
    time("waits_until", nullable=True),
    time("created_at"),
    time("updated_at"),
    time("closed_at", nullable=True),
    time("unlinked_at", nullable=True),
    time("claimed_at", nullable=True),
    one_of("urgency", "ordinary", "danger"),
    one_of("status", *_OPEN, *_OVER),
    one_of("place_source", "live", "pin", "venue", "qr", "file", "words", "missing"),
    CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point"),
    CheckConstraint("(latitude IS NULL) = (cell IS NULL)", name="cell"),
    Index("ix_reports_grid_id", "grid_id"),
    Index("ix_reports_unit_id", "unit_id"),
    partial("ix_reports_about_id", "about_id", where="about_id IS NOT NULL"),
    Index("ix_reports_team_id", "team_id"),
    partial("ix_reports_merged_into", "merged_into", where="merged_into IS NOT NULL"),
    Index("ix_reports_holder_id", "holder_id"),
    Index("ix_reports_status", "status", "urgency", "created_at"),
    # Everything that a page of a worklist is chosen by, so that no other row is read than those it shows.
    partial("ix_reports_worklist", *_LISTED_BY, where=_IS_OPEN),
    partial("ix_reports_without_holder", "id", where="status = 'accepted' AND holder_id IS NULL"),
    partial("ix_reports_breach_at", "breach_at", where="breach_at IS NOT NULL"),
    partial("ix_reports_cell", "cell", "created_at", where=_IS_OPEN),
    Index("ix_reports_created_at", "created_at"),
    partial("ix_reports_waits_until", "waits_until", where="waits_until IS NOT NULL"),
    partial("ix_reports_closed_at", "closed_at", where="unlinked_at IS NULL"),
)

orphans = table(
    "orphans",
    # The place of a case is in no grid, or on a border: until somebody above has said whose it is, the neighbour is shown it too.
    Column("report_id", Big, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "neighbour_id", Big, ForeignKey("units.id"), comment="the other unit near there; absent where there is none"
    ),
    time("settled_at", nullable=True),
    partial("ix_orphans_unsettled", "report_id", where="settled_at IS NULL"),
)

authorship = table(
    "authorship",
    # Without rowid, so that the order of rows does not tell which report is whose. On the disk they lie as they came for all that, until
    # they are mixed: so whose they are is no number of a person, of whom other tables tell more.
    Column("who", Text, primary_key=True, comment="keyed hash of the person"),
    Column("report", LargeBinary, primary_key=True, comment="sealed id of the report"),
    rowid=False,
)

report_media = table(
    "report_media",
    ident(),
    Column("report_id", Big, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    word("kind"),
    word("stage", comment="whether it shows the hazard, or what became of it"),
    person("staff_id", on_delete="SET NULL", nullable=True),  # who showed what became of it
    Column("file_id", LargeBinary, nullable=False, comment="sealed; Telegram's name of the file, re-usable to send"),
    Column("album", Text, comment="keyed hash: what came together with it"),
    Column(
        "withheld", Integer, nullable=False, server_default=text("0"), comment="1: a voice that nobody else may hear"
    ),
    word("state"),
    Column("path", Text, comment="of our sealed copy, below media_dir"),
    Column("bytes", Big),
    zero("tries"),
    Column("error", Text, comment="why it was refused, as a code"),
    time("retry_at"),
    time("created_at"),
    one_of("kind", "photo", "document", "video", "voice", "audio", "video_note"),
    one_of("stage", "before", "after"),
    one_of("state", "waiting", "kept", "lost", "refused"),
    Index("ix_report_media_report_id", "report_id"),
    partial("ix_report_media_staff_id", "staff_id", where="staff_id IS NOT NULL"),
    partial("ix_report_media_album", "album", where="album IS NOT NULL"),
    partial("ix_report_media_waiting", "retry_at", where="state = 'waiting'"),
    ids_return=False,  # what is still being fetched for a deleted row must not become another's
)

glances = table(
    "glances",
    # Files to be looked into once: pictures sent into a report that is still being told, for the place they name; warnings of others.
    ident(),
    Column("what", Text, nullable=False, server_default=text("'picture'")),
    Column("person", LargeBinary, nullable=False, comment="sealed id"),
    Column("file_id", LargeBinary, nullable=False, comment="sealed"),
    zero("tries"),
    time("retry_at"),
    one_of("what", "picture", "warning"),
    Index("ix_glances_retry_at", "retry_at"),
    ids_return=False,  # what is on its way for a deleted row must not be written down about another
)

_STEPS = ("accepted", "taken", "done", "verified", "reopened", "lapsed", "rejected", "merged", "split", "withdrawn")
_BY_TEAMS = ("assigned", "acknowledged", "arrived", "working", "refused", "disbanded", "deferred", "resumed", "overdue")
_MORE = ("danger", "category", "added", "asked", "answered", "unanswered", "anonymous", "joined", "voted")
_ABOUT_HOLDERS = ("released", "settled", "whistled")
_ABOUT_REPORTERS = ("opening", "opened", "unopened", "claimed")


report_events = table(
    "report_events",
    ident(),
    Column("report_id", Big, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    word("event"),
    word("actor"),
    person("staff_id", on_delete="SET NULL", nullable=True),
    Column(
        "team_id", Big, ForeignKey("units.id"), comment="which team was asked, or did it; or the unit whose it is now"
    ),
    word("status", comment="after the event"),
    Column("note", LargeBinary, comment="sealed"),
    time("at"),
    Column(
        "hash", Text, nullable=False, unique=True, comment="over the entry before and this one, see storage/chain.py"
    ),
    one_of("actor", "reporter", "neighbour", "staff", "team", "system"),
    one_of("event", "received", *_STEPS, *_BY_TEAMS, *_MORE, *_ABOUT_HOLDERS, *_ABOUT_REPORTERS),
    Index("ix_report_events_report_id", "report_id"),
    Index("ix_report_events_staff_id", "staff_id"),
    partial("ix_report_events_outcomes", "at", where="event IN ('verified', 'lapsed', 'reopened')"),
    partial("ix_report_events_team_id", "team_id", where="team_id IS NOT NULL"),
)
