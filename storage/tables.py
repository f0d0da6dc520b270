"""The schema, as SQLAlchemy tables. Only migrations and their tests use it; queries are in the .sql files.

Times are microseconds in UTC, truth is 0 or 1, JSON is text. Columns whose comment says "sealed" hold ciphertext (see seal.py).
Types are such that SQLite's STRICT tables and PostgreSQL take the same queries.
"""

from sqlalchemy import (
    REAL,
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Big = BigInteger().with_variant(Integer(), "sqlite")
Real: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")


def _table(name: str, *items: SchemaItem, rowid: bool = True, ids_return: bool = True) -> Table:
    """`ids_return` False: the id of a deleted row is never given again."""
    return Table(
        name, metadata, *items, sqlite_strict=True, sqlite_with_rowid=rowid, sqlite_autoincrement=not ids_return
    )


def _partial(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _id() -> Column[int]:
    return Column("id", Big, primary_key=True)


def _time(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Big, nullable=nullable)


def _zero(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def _person(
    name: str = "person_id", *, on_delete: str = "CASCADE", key: bool = False, nullable: bool = False
) -> Column[int]:
    return Column(name, Big, ForeignKey("people.id", ondelete=on_delete), primary_key=key, nullable=nullable)


inbox = _table(
    "inbox",
    Column("seq", Big, primary_key=True),
    Column("update_id", Big, nullable=False, unique=True),
    Column("lane", Text, nullable=False, comment="keyed hash of the sender; order is kept within a lane"),
    Column("body", LargeBinary, comment="sealed; erased once handled"),
    Column("state", Text, nullable=False),
    _zero("tries"),
    _time("retry_at"),
    _time("received_at"),
    _time("done_at", nullable=True),
    Column("error", Text, comment="the kind of the last error, never its words"),
    _one_of("state", "waiting", "done", "dead"),
    _partial("ix_inbox_waiting", "seq", where="state = 'waiting'"),
    _partial("ix_inbox_lane", "lane", "seq", where="state = 'waiting'"),
    Index("ix_inbox_done_at", "done_at"),
)

units = _table(
    "units",
    _id(),
    Column("code", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("parent_id", Big, ForeignKey("units.id")),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("geometry", Text, nullable=False, comment="GeoJSON geometry, WGS-84"),
    _time("updated_at"),
    _one_of("kind", "region", "district", "subdistrict", "community", "grid", "building"),
    Index("ix_units_parent_id", "parent_id"),
)

unit_cells = _table(
    "unit_cells",
    Column("cell", Text, primary_key=True, comment="H3, resolution 9"),
    Column("unit_id", Big, ForeignKey("units.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_unit_cells_unit_id", "unit_id"),
    rowid=False,
)

people = _table(
    "people",
    _id(),
    Column("telegram_hash", Text, nullable=False, unique=True, comment="keyed hash"),
    Column("telegram_id", LargeBinary, nullable=False, comment="sealed"),
    Column("name", LargeBinary, comment="sealed; kept for staff only"),
    Column("language", Text, nullable=False),
    _time("consented_at", nullable=True),
    Column("home_unit_id", Big, ForeignKey("units.id", ondelete="SET NULL")),
    _time("home_asked_at", nullable=True),
    _time("unreachable_at", nullable=True),
    _time("created_at"),
    _time("seen_at"),
    Index("ix_people_home_unit_id", "home_unit_id"),
    _partial("ix_people_guests", "seen_at", where="consented_at IS NULL"),
    ids_return=False,  # a sealed id must never come to mean somebody else
)

roles = _table(
    "roles",
    _id(),
    _person(),
    Column("role", Text, nullable=False),
    Column("unit_id", Big, ForeignKey("units.id")),
    _time("granted_at"),
    _time("revoked_at", nullable=True),
    _one_of("role", "staff", "operator"),
    CheckConstraint("(role = 'operator') = (unit_id IS NULL)", name="unit"),
    Index("ix_roles_unit_id", "unit_id"),
    Index("ix_roles_person_id", "person_id"),
)

invites = _table(
    "invites",
    Column("token_hash", Text, primary_key=True, comment="keyed hash of a 128-bit token"),
    Column("role", Text, nullable=False),
    Column("unit_id", Big, ForeignKey("units.id")),
    Column("uses_left", Integer, nullable=False),
    _time("expires_at"),
    _time("created_at"),
    _one_of("role", "staff", "operator"),
    CheckConstraint("uses_left >= 0", name="uses_left"),
    CheckConstraint("(role = 'operator') = (unit_id IS NULL)", name="unit"),
)

dialogs = _table(
    "dialogs",
    _person(key=True),
    Column("chat", Text, primary_key=True, comment="'private', later a group of ours"),
    Column("flow", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("draft", LargeBinary, nullable=False, comment="sealed JSON"),
    _time("remind_at", nullable=True),
    _time("expires_at"),
    Index("ix_dialogs_expires_at", "expires_at"),
    Index("ix_dialogs_remind_at", "remind_at"),
    rowid=False,
)

outbox = _table(
    "outbox",
    _id(),
    _person(),
    Column("lane", Integer, nullable=False, comment="0 life-safety, 1 answers, 2 notices, 3 bulk"),
    Column("worth", Text, nullable=False, comment="must arrive, or at most once"),
    Column("payload", LargeBinary, comment="sealed; erased once settled"),
    Column("slot", Text, comment="keyed hash: names the message that a later edit changes"),
    Column("dedupe", Text, unique=True, comment="keyed hash: the same notice is owed only once"),
    Column("state", Text, nullable=False, comment="'behind' an earlier one of its person and lane, which goes first"),
    _zero("tries"),
    Column("repeat", Integer, nullable=False, server_default=text("0"), comment="how often it may have arrived before"),
    _time("not_before"),
    _time("created_at"),
    _time("settled_at", nullable=True),
    Column("error", Text, comment="Telegram's description or the kind of error"),
    CheckConstraint("lane BETWEEN 0 AND 3", name="lane"),
    _one_of("worth", "must", "once"),
    _one_of("state", "waiting", "behind", "sending", "sent", "failed", "unknown"),
    # Two kinds of index: what the sender asks for at each turn, and what is still owed, by person and by slot.
    _partial("ix_outbox_waiting", "lane", "id", "not_before", "person_id", where="state = 'waiting'"),
    _partial("ix_outbox_not_before", "not_before", where="state = 'waiting'"),
    _partial("ix_outbox_sending", "id", where="state = 'sending'"),
    _partial("ix_outbox_owed", "person_id", "lane", "id", where="settled_at IS NULL"),
    _partial("ix_outbox_slot", "slot", "person_id", where="settled_at IS NULL"),
    Index("ix_outbox_person_id", "person_id"),
    Index("ix_outbox_settled_at", "settled_at"),
)

slots = _table(
    "slots",
    _person(key=True),
    Column("slot", Text, primary_key=True),
    Column("message_id", Big, nullable=False),
    Column("form", Text, nullable=False, comment="what an edit changes: its text or a caption"),
    _time("created_at"),
    _one_of("form", "text", "caption"),
    Index("ix_slots_slot", "slot"),
    rowid=False,
)

moments = _table(
    "moments",
    # When something last happened that has to be known after a restart, such as a successful poll.
    Column("name", Text, primary_key=True),
    _time("at"),
    rowid=False,
)

reports = _table(
    "reports",
    _id(),
    Column("code", Text, nullable=False, unique=True),
    Column("reporter", LargeBinary, comment="sealed id of the person; absent when nothing was to be kept"),
    Column("pseudonym", Text, nullable=False, unique=True, comment="random, per report"),
    Column("category", Text),
    Column("urgency", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", LargeBinary, comment="sealed; why it was rejected"),
    Column("grid_id", Big, ForeignKey("units.id")),
    Column("unit_id", Big, ForeignKey("units.id"), comment="whose staff were rung"),
    Column("outside_metres", Integer, comment="distance to the grid where the place lies outside every one"),
    Column("latitude", Real),
    Column("longitude", Real),
    Column("accuracy", Real, comment="metres, as the phone says"),
    Column("place_source", Text, nullable=False),
    Column("place_words", LargeBinary, comment="sealed"),
    Column("words", LargeBinary, comment="sealed"),
    _person("holder_id", on_delete="SET NULL", nullable=True),
    _time("answer_by"),
    _time("created_at"),
    _time("updated_at"),
    _one_of("urgency", "ordinary", "danger"),
    _one_of("status", "received", "accepted", "done", "verified", "rejected", "withdrawn"),
    _one_of("place_source", "live", "pin", "venue", "words", "missing"),
    CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point"),
    Index("ix_reports_grid_id", "grid_id"),
    Index("ix_reports_unit_id", "unit_id"),
    Index("ix_reports_holder_id", "holder_id"),
    Index("ix_reports_status", "status", "urgency", "created_at"),
    Index("ix_reports_created_at", "created_at"),
)

authorship = _table(
    "authorship",
    # Without rowid, so that the order of rows does not tell which report is whose.
    _person(key=True),
    Column("report", LargeBinary, primary_key=True, comment="sealed id of the report"),
    rowid=False,
)

report_media = _table(
    "report_media",
    _id(),
    Column("report_id", Big, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("file_id", LargeBinary, nullable=False, comment="sealed; Telegram's name of the file, re-usable to send"),
    Column("state", Text, nullable=False),
    Column("path", Text, comment="sealed file below media_dir"),
    Column("bytes", Big),
    _zero("tries"),
    _time("retry_at"),
    _time("created_at"),
    _one_of("state", "waiting", "kept", "lost"),
    Index("ix_report_media_report_id", "report_id"),
    _partial("ix_report_media_waiting", "retry_at", where="state = 'waiting'"),
)

_STEPS = ("accepted", "done", "verified", "reopened", "rejected", "withdrawn")

report_events = _table(
    "report_events",
    _id(),
    Column("report_id", Big, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("event", Text, nullable=False),
    Column("actor", Text, nullable=False),
    _person("staff_id", on_delete="SET NULL", nullable=True),
    Column("status", Text, nullable=False, comment="after the event"),
    Column("note", LargeBinary, comment="sealed"),
    _time("at"),
    _one_of("actor", "reporter", "staff", "system"),
    _one_of("event", "received", *_STEPS, "danger", "category", "added"),
    Index("ix_report_events_report_id", "report_id"),
    Index("ix_report_events_staff_id", "staff_id"),
)
