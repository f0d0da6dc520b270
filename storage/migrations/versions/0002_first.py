"""The schema of the first release: intake, people, units, dialogs, the outbox, hazard reports, notices.

Written down as it was, not derived from storage/tables, which moves on. Databases from before any release ("0001") are refused.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = None


def Big() -> Any:
    """64 bits on every engine; STRICT tables of SQLite know only INTEGER."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def Real() -> Any:
    """Double precision on every engine."""
    return sa.Double().with_variant(sa.REAL(), "sqlite")


def only(where: str) -> dict[str, Any]:
    """A partial index."""
    return {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}


def upgrade() -> None:
    """Creates everything."""

    op.create_table(
        "authorship",
        sa.Column("who", sa.Text(), nullable=False, comment="keyed hash of the person"),
        sa.Column("report", sa.LargeBinary(), nullable=False, comment="sealed id of the report"),
        sa.PrimaryKeyConstraint("who", "report", name=op.f("pk_authorship")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dialogs",
        sa.Column("chat", sa.Text(), nullable=False, comment="keyed hash of whose it is"),
        sa.Column("recipient", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=False, comment="sealed JSON"),
        sa.Column("remind_at", Big(), nullable=True),
        sa.Column("expires_at", Big(), nullable=False),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_dialogs")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_dialogs_expires_at", "dialogs", ["expires_at"], unique=False)
    op.create_index("ix_dialogs_remind_at", "dialogs", ["remind_at"], unique=False)
    op.create_table(
        "discarded_files",
        sa.Column("path", sa.Text(), nullable=False, comment="below media_dir"),
        sa.Column("due_at", Big(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_discarded_files")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_discarded_files_due_at", "discarded_files", ["due_at"], unique=False)
    op.create_table(
        "farewells",
        sa.Column("id", Big(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="sealed JSON"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_farewells")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "glances",
        sa.Column("id", Big(), nullable=False),
        sa.Column("what", sa.Text(), server_default=sa.text("'picture'"), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False, comment="sealed id"),
        sa.Column("file_id", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("retry_at", Big(), nullable=False),
        sa.CheckConstraint("what IN ('picture', 'warning')", name=op.f("ck_glances_what")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glances")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_glances_retry_at", "glances", ["retry_at"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("seq", Big(), nullable=False),
        sa.Column("update_id", Big(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False, comment="keyed hash of the sender; order is kept within a lane"),
        sa.Column("body", sa.LargeBinary(), nullable=True, comment="sealed; erased once handled"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("retry_at", Big(), nullable=False),
        sa.Column("received_at", Big(), nullable=False),
        sa.Column("done_at", Big(), nullable=True),
        sa.Column(
            "error", sa.Text(), nullable=True, comment="the kind of the last error and where it was, never its words"
        ),
        sa.CheckConstraint("state IN ('waiting', 'done', 'dead')", name=op.f("ck_inbox_state")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inbox")),
        sa.UniqueConstraint("update_id", name=op.f("uq_inbox_update_id")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_inbox_dead", "inbox", ["done_at"], unique=False, **only("state = 'dead'"))
    op.create_index("ix_inbox_done_at", "inbox", ["done_at"], unique=False)
    op.create_index("ix_inbox_lane", "inbox", ["lane", "seq"], unique=False, **only("state = 'waiting'"))
    op.create_index("ix_inbox_waiting", "inbox", ["seq"], unique=False, **only("state = 'waiting'"))
    op.create_table(
        "moments",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", Big(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_moments")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("id", Big(), nullable=False),
        sa.Column(
            "chat",
            sa.Text(),
            nullable=False,
            comment="keyed hash of the recipient; order is kept within a chat and lane; erased once settled",
        ),
        sa.Column(
            "recipient",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed; erased once settled, but for what may or may not have arrived",
        ),
        sa.Column(
            "lane", sa.Integer(), nullable=False, comment="0 life-safety, 1 answers, 2 notices, 3 warnings, 4 bulk"
        ),
        sa.Column("worth", sa.Text(), nullable=False, comment="must arrive, or at most once"),
        sa.Column("payload", sa.LargeBinary(), nullable=True, comment="sealed; erased once settled"),
        sa.Column("slot", sa.Text(), nullable=True, comment="keyed hash: names the message that a later edit changes"),
        sa.Column("dedupe", sa.Text(), nullable=True, comment="keyed hash: the same notice is owed only once"),
        sa.Column(
            "latest",
            sa.Text(),
            nullable=True,
            comment="keyed hash: of those that wait under this name only the newest is said",
        ),
        sa.Column("batch", sa.Text(), nullable=True, comment="what it is one of many of, such as a notice"),
        sa.Column(
            "part", Big(), nullable=True, comment="which part of the batch, such as the unit of a warning's readers"
        ),
        sa.Column(
            "state", sa.Text(), nullable=False, comment="'behind' an earlier one of its chat and lane, which goes first"
        ),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "repeat",
            sa.Integer(),
            server_default=sa.text("0"),
            nullable=False,
            comment="how often it may have arrived before",
        ),
        sa.Column("not_before", Big(), nullable=False),
        sa.Column("created_at", Big(), nullable=False),
        sa.Column("settled_at", Big(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True, comment="Telegram's description or the kind of error"),
        sa.CheckConstraint(
            "state IN ('waiting', 'behind', 'sending', 'sent', 'failed', 'blocked', 'unknown')",
            name=op.f("ck_outbox_state"),
        ),
        sa.CheckConstraint("worth IN ('must', 'once')", name=op.f("ck_outbox_worth")),
        sa.CheckConstraint("lane BETWEEN 0 AND 4", name=op.f("ck_outbox_lane")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_outbox_dedupe")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_outbox_batch", "outbox", ["batch", "state", "part"], unique=False, **only("batch IS NOT NULL"))
    op.create_index("ix_outbox_not_before", "outbox", ["not_before"], unique=False, **only("state = 'waiting'"))
    op.create_index("ix_outbox_owed", "outbox", ["chat", "lane", "id"], unique=False, **only("settled_at IS NULL"))
    op.create_index("ix_outbox_sending", "outbox", ["id"], unique=False, **only("state = 'sending'"))
    op.create_index("ix_outbox_settled_at", "outbox", ["settled_at"], unique=False, **only("settled_at IS NOT NULL"))
    op.create_index("ix_outbox_slot", "outbox", ["slot", "chat"], unique=False, **only("settled_at IS NULL"))
    op.create_index(
        "ix_outbox_waiting", "outbox", ["lane", "id", "not_before", "chat"], unique=False, **only("state = 'waiting'")
    )
    op.create_table(
        "parcels",
        sa.Column("id", Big(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False, comment="keyed hash of whose it is"),
        sa.Column("recipient", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("retry_at", Big(), nullable=False),
        sa.Column("created_at", Big(), nullable=False),
        sa.Column("done_at", Big(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcels")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_parcels_chat", "parcels", ["chat", "created_at"], unique=False)
    op.create_index("ix_parcels_due", "parcels", ["retry_at"], unique=False, **only("done_at IS NULL"))
    op.create_table(
        "places",
        sa.Column("id", Big(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False, comment="random; what the QR code says"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("latitude", Real(), nullable=False),
        sa.Column("longitude", Real(), nullable=False),
        sa.Column("created_at", Big(), nullable=False),
        sa.Column("retired_at", Big(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("code", name=op.f("uq_places_code")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "slots",
        sa.Column("chat", sa.Text(), nullable=False, comment="keyed hash of the recipient"),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.Column("message_id", Big(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False, comment="what an edit changes: its text or a caption"),
        sa.Column("created_at", Big(), nullable=False),
        sa.CheckConstraint("form IN ('text', 'caption')", name=op.f("ck_slots_form")),
        sa.PrimaryKeyConstraint("chat", "slot", name=op.f("pk_slots")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_slots_slot", "slots", ["slot"], unique=False)
    op.create_table(
        "units",
        sa.Column("id", Big(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent_id", Big(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False, comment="GeoJSON geometry, WGS-84"),
        sa.Column("updated_at", Big(), nullable=False),
        sa.Column("retired_at", Big(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('region', 'district', 'subdistrict', 'community', 'grid', 'building', 'team')",
            name=op.f("ck_units_kind"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["units.id"], name=op.f("fk_units_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("code", name=op.f("uq_units_code")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_units_parent_id", "units", ["parent_id"], unique=False)
    op.create_table(
        "uses",
        sa.Column("who", sa.Text(), nullable=False, comment="keyed hash of the person"),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("times", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.Column("forget_at", Big(), nullable=False),
        sa.CheckConstraint("what IN ('report', 'media')", name=op.f("ck_uses_what")),
        sa.PrimaryKeyConstraint("who", "what", name=op.f("pk_uses")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_uses_forget_at", "uses", ["forget_at"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("id", Big(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True, comment="keyed hash of whose it is"),
        sa.Column("unit_id", Big(), nullable=True),
        sa.Column("balance", Big(), nullable=False),
        sa.CheckConstraint("kind = 'issue' OR balance >= 0", name=op.f("ck_accounts_balance")),
        sa.CheckConstraint("kind IN ('issue', 'person', 'rewards', 'expiry')", name=op.f("ck_accounts_kind")),
        sa.CheckConstraint("owner IS NULL OR kind = 'person'", name=op.f("ck_accounts_owner")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_accounts_unit_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("owner", name=op.f("uq_accounts_owner")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_accounts_expiry", "accounts", ["kind"], unique=False, **only("kind = 'expiry'"))
    op.create_index("ix_accounts_unit_id", "accounts", ["kind", "unit_id"], unique=True)
    op.create_table(
        "people",
        sa.Column("id", Big(), nullable=False),
        sa.Column("telegram_hash", sa.Text(), nullable=False, comment="keyed hash"),
        sa.Column("telegram_id", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.Column(
            "name", sa.LargeBinary(), nullable=True, comment="sealed; kept for staff, and for who reports by name"
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("consented_at", Big(), nullable=True),
        sa.Column("home_unit_id", Big(), nullable=True),
        sa.Column("home_asked_at", Big(), nullable=True),
        sa.Column(
            "area",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed; where a rider last was, and until when that counts",
        ),
        sa.Column("naming", sa.Text(), nullable=True, comment="how they report; absent until they were asked"),
        sa.Column("voice_agreed_at", Big(), nullable=True),
        sa.Column("unreachable_at", Big(), nullable=True),
        sa.Column("heard", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", Big(), nullable=False),
        sa.CheckConstraint("naming IN ('anonymous', 'named')", name=op.f("ck_people_naming")),
        sa.ForeignKeyConstraint(
            ["home_unit_id"], ["units.id"], name=op.f("fk_people_home_unit_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("telegram_hash", name=op.f("uq_people_telegram_hash")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_people_area", "people", ["id"], unique=False, **only("area IS NOT NULL"))
    op.create_index("ix_people_guests", "people", ["id", "created_at"], unique=False, **only("consented_at IS NULL"))
    op.create_index("ix_people_home_unit_id", "people", ["home_unit_id", "unreachable_at"], unique=False)
    op.create_table(
        "phrases",
        sa.Column("id", Big(), nullable=False),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.CheckConstraint("purpose IN ('ask', 'reject')", name=op.f("ck_phrases_purpose")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_phrases_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrases")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_phrases_unit_id", "phrases", ["unit_id"], unique=False)
    op.create_table(
        "rewards",
        sa.Column("id", Big(), nullable=False),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("partner_id", Big(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("price", Big(), nullable=False),
        sa.Column("stock", Big(), nullable=True, comment="NULL: as many as are wanted"),
        sa.Column(
            "monthly",
            sa.Integer(),
            nullable=True,
            comment="how many a person may have in a month; NULL: as many as they like",
        ),
        sa.Column("hours", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", Big(), nullable=True),
        sa.CheckConstraint("monthly > 0", name=op.f("ck_rewards_monthly")),
        sa.CheckConstraint("price > 0", name=op.f("ck_rewards_price")),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_rewards_stock")),
        sa.ForeignKeyConstraint(["partner_id"], ["units.id"], name=op.f("fk_rewards_partner_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_rewards_unit_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rewards")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_rewards_partner_id", "rewards", ["partner_id"], unique=False)
    op.create_index("ix_rewards_unit_id", "rewards", ["unit_id"], unique=False)
    op.create_table(
        "routes",
        sa.Column("id", Big(), nullable=False),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False, comment="JSON, a list of codes; empty: of every kind"),
        sa.Column("urgency", sa.Text(), nullable=True, comment="absent: of either"),
        sa.Column("team_id", Big(), nullable=False),
        sa.Column("made_via", sa.Text(), nullable=False),
        sa.Column("removed_at", Big(), nullable=True),
        sa.CheckConstraint("made_via IN ('settings', 'chat')", name=op.f("ck_routes_made_via")),
        sa.CheckConstraint("urgency IN ('ordinary', 'danger')", name=op.f("ck_routes_urgency")),
        sa.ForeignKeyConstraint(["team_id"], ["units.id"], name=op.f("fk_routes_team_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_routes_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routes")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_routes_team_id", "routes", ["team_id"], unique=False)
    op.create_index("ix_routes_unit_id", "routes", ["unit_id", "position"], unique=False)
    op.create_table(
        "unit_cells",
        sa.Column("cell", sa.Text(), nullable=False, comment="H3, resolution 9"),
        sa.Column("unit_id", Big(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_cells_unit_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cell", "unit_id", name=op.f("pk_unit_cells")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_unit_cells_unit_id", "unit_cells", ["unit_id"], unique=False)
    op.create_table(
        "alert_answers",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", Big(), nullable=False),
        sa.CheckConstraint("answer IN ('read', 'safe', 'help')", name=op.f("ck_alert_answers_answer")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_alert_answers_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event", "person_id", name=op.f("pk_alert_answers")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_alert_answers_person_id", "alert_answers", ["person_id"], unique=False)
    op.create_table(
        "alerts",
        sa.Column("id", Big(), nullable=False),
        sa.Column(
            "event",
            sa.Text(),
            nullable=False,
            comment="the number that people see; the same for all messages of one event",
        ),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=True, comment="the event next door that it was shared from"),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("author_id", Big(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="sealed JSON: words, area, audience"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=True, comment="how it was let go; absent until it was"),
        sa.Column("rung", sa.Text(), nullable=False, comment="who was called last"),
        sa.Column("next_at", Big(), nullable=True),
        sa.Column("submitted_at", Big(), nullable=True),
        sa.Column("approver_id", Big(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True, comment="sealed; of whoever sent it alone"),
        sa.Column("send_at", Big(), nullable=True),
        sa.Column("released_at", Big(), nullable=True),
        sa.Column("until", Big(), nullable=False),
        sa.Column("ended_at", Big(), nullable=True),
        sa.Column("over_at", Big(), nullable=True),
        sa.Column("people", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reached", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("shown", sa.Integer(), server_default=sa.text("(-1)"), nullable=False),
        sa.Column("reviewed_at", Big(), nullable=True),
        sa.Column("reviewer_id", Big(), nullable=True),
        sa.Column("review", sa.LargeBinary(), nullable=True, comment="sealed; what the review found"),
        sa.Column("created_at", Big(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('rainstorm', 'flood', 'heat', 'gas', 'fire', 'power', 'water', 'falling', 'earthquake', 'health', 'missing', 'other')",
            name=op.f("ck_alerts_kind"),
        ),
        sa.CheckConstraint("level IN ('blue', 'yellow', 'orange', 'red')", name=op.f("ck_alerts_level")),
        sa.CheckConstraint("message IN ('alert', 'update', 'correction', 'clear')", name=op.f("ck_alerts_message")),
        sa.CheckConstraint(
            "rung IN ('none', 'first', 'again', 'alone', 'review', 'above')", name=op.f("ck_alerts_rung")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'approved', 'spreading', 'sending', 'done', 'stopped', 'discarded')",
            name=op.f("ck_alerts_state"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'discarded') OR level = 'blue' OR message IN ('correction', 'clear') OR COALESCE(way, '') = 'two' OR (COALESCE(way, '') = 'alone' AND reason IS NOT NULL)",
            name=op.f("ck_alerts_let_go"),
        ),
        sa.CheckConstraint("way IN ('one', 'two', 'alone')", name=op.f("ck_alerts_way")),
        sa.CheckConstraint(
            "approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id", name=op.f("ck_alerts_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["people.id"], name=op.f("fk_alerts_approver_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_alerts_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["people.id"], name=op.f("fk_alerts_reviewer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_alerts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("event", "serial", name=op.f("uq_alerts_event_serial")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_alerts_approver_id", "alerts", ["approver_id"], unique=False)
    op.create_index("ix_alerts_author_id", "alerts", ["author_id"], unique=False)
    op.create_index(
        "ix_alerts_in_force",
        "alerts",
        ["released_at"],
        unique=False,
        **only("released_at IS NOT NULL AND over_at IS NULL"),
    )
    op.create_index("ix_alerts_next_at", "alerts", ["next_at"], unique=False, **only("next_at IS NOT NULL"))
    op.create_index("ix_alerts_origin", "alerts", ["origin"], unique=False, **only("origin IS NOT NULL"))
    op.create_index("ix_alerts_reviewer_id", "alerts", ["reviewer_id"], unique=False)
    op.create_index("ix_alerts_under_way", "alerts", ["state", "id"], unique=False)
    op.create_index("ix_alerts_unit_id", "alerts", ["unit_id"], unique=False)
    op.create_table(
        "areas",
        sa.Column("cell", sa.Text(), nullable=False, comment="H3, resolution 9"),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("said_by", Big(), nullable=True),
        sa.Column("said_at", Big(), nullable=False),
        sa.ForeignKeyConstraint(["said_by"], ["people.id"], name=op.f("fk_areas_said_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_areas_unit_id")),
        sa.PrimaryKeyConstraint("cell", name=op.f("pk_areas")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_areas_said_by", "areas", ["said_by"], unique=False)
    op.create_index("ix_areas_unit_id", "areas", ["unit_id"], unique=False)
    op.create_table(
        "courses",
        sa.Column("id", Big(), nullable=False),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("author_id", Big(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=True, comment="sealed; what it is, where the kind does not say"),
        sa.Column("created_at", Big(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('extinguisher', 'aed', 'evacuation', 'gas', 'first_aid', 'ebike', 'other')",
            name=op.f("ck_courses_kind"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_courses_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_courses_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_courses_author_id", "courses", ["author_id"], unique=False)
    op.create_index("ix_courses_unit_id", "courses", ["unit_id"], unique=False)
    op.create_table(
        "digests",
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("due_at", Big(), nullable=True),
        sa.Column("had", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("minute BETWEEN 0 AND 1439", name=op.f("ck_digests_minute")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_digests_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digests")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_digests_due_at", "digests", ["due_at"], unique=False)
    op.create_table(
        "drills",
        sa.Column("id", Big(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False, comment="random"),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("author_id", Big(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True, comment="sealed; what its author adds"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False, comment="how many it is for: an estimate until it begins"),
        sa.Column("shown", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("send_at", Big(), nullable=False),
        sa.Column("created_at", Big(), nullable=False),
        sa.Column("ended_at", Big(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('rainstorm', 'flood', 'heat', 'gas', 'fire', 'power', 'water', 'falling', 'earthquake', 'health', 'missing', 'other')",
            name=op.f("ck_drills_kind"),
        ),
        sa.CheckConstraint("level IN ('blue', 'yellow', 'orange', 'red')", name=op.f("ck_drills_level")),
        sa.CheckConstraint("state IN ('waiting', 'sending', 'done', 'cancelled')", name=op.f("ck_drills_state")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_drills_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_drills_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drills")),
        sa.UniqueConstraint("code", name=op.f("uq_drills_code")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_drills_author_id", "drills", ["author_id"], unique=False)
    op.create_index("ix_drills_ended_at", "drills", ["ended_at"], unique=False)
    op.create_index("ix_drills_open", "drills", ["id"], unique=False, **only("ended_at IS NULL"))
    op.create_index("ix_drills_unit_id", "drills", ["unit_id"], unique=False)
    op.create_table(
        "factors",
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.Column("confirmed_at", Big(), nullable=True),
        sa.Column("last_step", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("locked_until", Big(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_factors_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_factors")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "groups",
        sa.Column("id", Big(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("chat_hash", sa.Text(), nullable=False, comment="keyed hash"),
        sa.Column("chat_id", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.Column("unit_id", Big(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("bound_by", Big(), nullable=True),
        sa.Column("bound_at", Big(), nullable=True),
        sa.Column("added_by", Big(), nullable=True),
        sa.Column("unreachable_at", Big(), nullable=True),
        sa.CheckConstraint("kind IN ('group', 'channel')", name=op.f("ck_groups_kind")),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_groups_added_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["bound_by"], ["people.id"], name=op.f("fk_groups_bound_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_groups_unit_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("chat_hash", name=op.f("uq_groups_chat_hash")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_groups_unit_id", "groups", ["unit_id"], unique=False)
    op.create_table(
        "invites",
        sa.Column("token_hash", sa.Text(), nullable=False, comment="keyed hash of a 128-bit token"),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit_id", Big(), nullable=True),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("created_by", Big(), nullable=True),
        sa.Column("expires_at", Big(), nullable=False),
        sa.Column("created_at", Big(), nullable=False),
        sa.CheckConstraint(
            "role IN ('resident', 'rider', 'volunteer', 'department', 'staff', 'duty_officer', 'administrator')",
            name=op.f("ck_invites_role"),
        ),
        sa.CheckConstraint("unit_id IS NOT NULL OR role IN ('rider', 'administrator')", name=op.f("ck_invites_unit")),
        sa.CheckConstraint("uses_left >= 0", name=op.f("ck_invites_uses_left")),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_invites_created_by"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_invites_unit_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invites")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "lookers",
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False, comment="sealed; a point"),
        sa.Column("cell", sa.Text(), nullable=False, comment="keyed hash of an H3 cell, resolution 10"),
        sa.Column("asked_on", Big(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_lookers_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_lookers")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_lookers_cell", "lookers", ["cell"], unique=False)
    op.create_table(
        "notices",
        sa.Column("id", Big(), nullable=False),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("author_id", Big(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.Column(
            "people",
            sa.Integer(),
            nullable=False,
            comment="how many it is for: an estimate until it is owed to all of them",
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reached", Big(), server_default=sa.text("0"), nullable=False),
        sa.Column("shown", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("send_at", Big(), nullable=False),
        sa.Column("created_at", Big(), nullable=False),
        sa.Column("ended_at", Big(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'spreading', 'sending', 'done', 'cancelled')", name=op.f("ck_notices_state")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_notices_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_notices_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_notices_author_id", "notices", ["author_id"], unique=False)
    op.create_index("ix_notices_ended_at", "notices", ["ended_at"], unique=False)
    op.create_index("ix_notices_open", "notices", ["id"], unique=False, **only("ended_at IS NULL"))
    op.create_table(
        "reports",
        sa.Column("id", Big(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "reporter",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed id of the person; absent when nothing was to be kept",
        ),
        sa.Column("pseudonym", sa.Text(), nullable=False, comment="random, per report"),
        sa.Column(
            "reporter_name",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed; only where somebody chose to report by name",
        ),
        sa.Column("by_rider", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True, comment="sealed; why it was rejected"),
        sa.Column("grid_id", Big(), nullable=True),
        sa.Column("unit_id", Big(), nullable=True, comment="whose staff were rung"),
        sa.Column("about_id", Big(), nullable=True, comment="whose conduct it is about: kept from all who work there"),
        sa.Column("team_id", Big(), nullable=True, comment="which team was asked to deal with it"),
        sa.Column("team_took_at", Big(), nullable=True),
        sa.Column("refusals", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("tip", sa.Text(), nullable=True, comment="hash of the newest entry of the history"),
        sa.Column("merged_into", Big(), nullable=True, comment="the case that it became part of"),
        sa.Column(
            "outside_metres",
            sa.Integer(),
            nullable=True,
            comment="distance to the grid where the place lies outside every one",
        ),
        sa.Column("latitude", Real(), nullable=True),
        sa.Column("longitude", Real(), nullable=True),
        sa.Column(
            "cell", sa.Text(), nullable=True, comment="H3, resolution 10; of the point as it is here, rounded or not"
        ),
        sa.Column("accuracy", Real(), nullable=True, comment="metres, as the phone says"),
        sa.Column("place_source", sa.Text(), nullable=False),
        sa.Column("place_words", sa.LargeBinary(), nullable=True, comment="sealed"),
        sa.Column("words", sa.LargeBinary(), nullable=True, comment="sealed"),
        sa.Column("holder_id", Big(), nullable=True),
        sa.Column("answer_by", Big(), nullable=False),
        sa.Column("act_by", Big(), nullable=True),
        sa.Column("fix_by", Big(), nullable=True),
        sa.Column("acted_at", Big(), nullable=True),
        sa.Column("breaches", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("breach_at", Big(), nullable=True),
        sa.Column("paused_at", Big(), nullable=True),
        sa.Column(
            "rank",
            sa.Integer(),
            server_default=sa.text("2"),
            nullable=False,
            comment="0: danger, 1: overdue, 2: all else",
        ),
        sa.Column("waits_until", Big(), nullable=True),
        sa.Column("created_at", Big(), nullable=False),
        sa.Column("updated_at", Big(), nullable=False),
        sa.Column("closed_at", Big(), nullable=True),
        sa.Column("unlinked_at", Big(), nullable=True),
        sa.Column("claimed_at", Big(), nullable=True),
        sa.CheckConstraint(
            "place_source IN ('live', 'pin', 'venue', 'qr', 'file', 'words', 'missing')",
            name=op.f("ck_reports_place_source"),
        ),
        sa.CheckConstraint(
            "status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred', 'done', 'verified', 'unverified', 'rejected', 'merged', 'withdrawn')",
            name=op.f("ck_reports_status"),
        ),
        sa.CheckConstraint("urgency IN ('ordinary', 'danger')", name=op.f("ck_reports_urgency")),
        sa.CheckConstraint("(latitude IS NULL) = (cell IS NULL)", name=op.f("ck_reports_cell")),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_reports_point")),
        sa.ForeignKeyConstraint(["about_id"], ["units.id"], name=op.f("fk_reports_about_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["units.id"], name=op.f("fk_reports_grid_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["people.id"], name=op.f("fk_reports_holder_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["reports.id"], name=op.f("fk_reports_merged_into"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["units.id"], name=op.f("fk_reports_team_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_reports_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("code", name=op.f("uq_reports_code")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_reports_pseudonym")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_reports_about_id", "reports", ["about_id"], unique=False, **only("about_id IS NOT NULL"))
    op.create_index("ix_reports_breach_at", "reports", ["breach_at"], unique=False, **only("breach_at IS NOT NULL"))
    op.create_index(
        "ix_reports_cell",
        "reports",
        ["cell", "created_at"],
        unique=False,
        **only("status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred')"),
    )
    op.create_index("ix_reports_closed_at", "reports", ["closed_at"], unique=False, **only("unlinked_at IS NULL"))
    op.create_index("ix_reports_created_at", "reports", ["created_at"], unique=False)
    op.create_index("ix_reports_grid_id", "reports", ["grid_id"], unique=False)
    op.create_index("ix_reports_holder_id", "reports", ["holder_id"], unique=False)
    op.create_index(
        "ix_reports_merged_into", "reports", ["merged_into"], unique=False, **only("merged_into IS NOT NULL")
    )
    op.create_index("ix_reports_status", "reports", ["status", "urgency", "created_at"], unique=False)
    op.create_index("ix_reports_team_id", "reports", ["team_id"], unique=False)
    op.create_index("ix_reports_unit_id", "reports", ["unit_id"], unique=False)
    op.create_index(
        "ix_reports_waits_until", "reports", ["waits_until"], unique=False, **only("waits_until IS NOT NULL")
    )
    op.create_index(
        "ix_reports_without_holder",
        "reports",
        ["id"],
        unique=False,
        **only("status = 'accepted' AND holder_id IS NULL"),
    )
    op.create_index(
        "ix_reports_worklist",
        "reports",
        ["rank", "created_at", "id", "grid_id", "unit_id", "team_id", "holder_id", "about_id", "category", "status"],
        unique=False,
        **only("status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred')"),
    )
    op.create_table(
        "roles",
        sa.Column("id", Big(), nullable=False),
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit_id", Big(), nullable=True),
        sa.Column("granted_via", sa.Text(), nullable=False),
        sa.Column("granted_by", Big(), nullable=True),
        sa.Column("invite", sa.Text(), nullable=True, comment="token_hash of the invite that gave it"),
        sa.Column("granted_at", Big(), nullable=False),
        sa.Column("revoked_via", sa.Text(), nullable=True),
        sa.Column("revoked_by", Big(), nullable=True),
        sa.Column("revoked_at", Big(), nullable=True),
        sa.CheckConstraint("granted_via IN ('command', 'invite', 'self', 'chat')", name=op.f("ck_roles_granted_via")),
        sa.CheckConstraint("revoked_via IN ('command', 'self', 'chat')", name=op.f("ck_roles_revoked_via")),
        sa.CheckConstraint(
            "role IN ('rider', 'volunteer', 'department', 'staff', 'duty_officer', 'administrator')",
            name=op.f("ck_roles_role"),
        ),
        sa.CheckConstraint("unit_id IS NOT NULL OR role IN ('rider', 'administrator')", name=op.f("ck_roles_unit")),
        sa.ForeignKeyConstraint(["granted_by"], ["people.id"], name=op.f("fk_roles_granted_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_roles_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["revoked_by"], ["people.id"], name=op.f("fk_roles_revoked_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_roles_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_roles_granted_by", "roles", ["granted_by"], unique=False)
    op.create_index("ix_roles_person_id", "roles", ["person_id"], unique=False)
    op.create_index("ix_roles_revoked_by", "roles", ["revoked_by"], unique=False)
    op.create_index("ix_roles_unit_id", "roles", ["unit_id"], unique=False)
    op.create_table(
        "shifts",
        sa.Column("id", Big(), nullable=False),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("deputy_id", Big(), nullable=True),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=True, comment="sealed"),
        sa.CheckConstraint("days IN ('all', 'worked', 'free')", name=op.f("ck_shifts_days")),
        sa.CheckConstraint("begins BETWEEN 0 AND 1439", name=op.f("ck_shifts_begins")),
        sa.CheckConstraint("ends BETWEEN 0 AND 1439", name=op.f("ck_shifts_ends")),
        sa.ForeignKeyConstraint(["deputy_id"], ["people.id"], name=op.f("fk_shifts_deputy_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_shifts_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_shifts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_shifts_deputy_id", "shifts", ["deputy_id"], unique=False)
    op.create_index("ix_shifts_person_id", "shifts", ["person_id"], unique=False)
    op.create_index("ix_shifts_unit_id", "shifts", ["unit_id"], unique=False)
    op.create_table(
        "standing_alerts",
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_by", Big(), nullable=False),
        sa.Column("first_at", Big(), nullable=False),
        sa.Column("second_by", Big(), nullable=True),
        sa.Column("second_at", Big(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('rainstorm', 'flood', 'heat', 'gas', 'fire', 'power', 'water', 'falling', 'earthquake', 'health', 'missing', 'other')",
            name=op.f("ck_standing_alerts_kind"),
        ),
        sa.CheckConstraint("second_by IS NULL OR second_by <> first_by", name=op.f("ck_standing_alerts_two_people")),
        sa.ForeignKeyConstraint(
            ["first_by"], ["people.id"], name=op.f("fk_standing_alerts_first_by"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_by"], ["people.id"], name=op.f("fk_standing_alerts_second_by"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_standing_alerts_unit_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("unit_id", "kind", name=op.f("pk_standing_alerts")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_standing_alerts_first_by", "standing_alerts", ["first_by"], unique=False)
    op.create_index("ix_standing_alerts_second_by", "standing_alerts", ["second_by"], unique=False)
    op.create_table(
        "transfers",
        sa.Column("id", Big(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False, comment="what is done, so that it is done once"),
        sa.Column("debit_id", Big(), nullable=False),
        sa.Column("credit_id", Big(), nullable=False),
        sa.Column("amount", Big(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("about", sa.LargeBinary(), nullable=True, comment="sealed; the code of what it is for"),
        sa.Column("booked_at", Big(), nullable=False),
        sa.Column("expires_at", Big(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_transfers_amount")),
        sa.CheckConstraint("debit_id <> credit_id", name=op.f("ck_transfers_apart")),
        sa.ForeignKeyConstraint(["credit_id"], ["accounts.id"], name=op.f("fk_transfers_credit_id")),
        sa.ForeignKeyConstraint(["debit_id"], ["accounts.id"], name=op.f("fk_transfers_debit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
        sa.UniqueConstraint("operation", name=op.f("uq_transfers_operation")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_transfers_about", "transfers", ["booked_at"], unique=False, **only("about IS NOT NULL"))
    op.create_index("ix_transfers_credit_id", "transfers", ["credit_id", "id"], unique=False)
    op.create_index("ix_transfers_debit_id", "transfers", ["debit_id", "id"], unique=False)
    op.create_table(
        "vouchers",
        sa.Column("id", Big(), nullable=False),
        sa.Column("reward_id", Big(), nullable=False),
        sa.Column("account_id", Big(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False, comment="what was asked for, so that it is had once"),
        sa.Column("code_hash", sa.Text(), nullable=False, comment="keyed hash"),
        sa.Column("code", sa.LargeBinary(), nullable=True, comment="sealed"),
        sa.Column("holder", sa.LargeBinary(), nullable=True, comment="sealed; whom to tell of its use"),
        sa.Column("price", Big(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("bought_at", Big(), nullable=False),
        sa.Column("expires_at", Big(), nullable=False),
        sa.Column("ended_at", Big(), nullable=True),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_vouchers_ended")),
        sa.CheckConstraint("state IN ('open', 'used', 'expired', 'refunded')", name=op.f("ck_vouchers_state")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_vouchers_account_id")),
        sa.ForeignKeyConstraint(["reward_id"], ["rewards.id"], name=op.f("fk_vouchers_reward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_vouchers_code_hash")),
        sa.UniqueConstraint("operation", name=op.f("uq_vouchers_operation")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_vouchers_account_id", "vouchers", ["account_id", "id"], unique=False)
    op.create_index("ix_vouchers_expires_at", "vouchers", ["expires_at"], unique=False, **only("state = 'open'"))
    op.create_index("ix_vouchers_reward_id", "vouchers", ["reward_id"], unique=False)
    op.create_table(
        "wishes",
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="sealed; JSON"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_wishes_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_wishes")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "worklist_views",
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True, comment="empty: those of which none was said"),
        sa.Column("unit_id", Big(), nullable=True),
        sa.Column("stand", sa.Text(), nullable=True),
        sa.CheckConstraint("scope IN ('all', 'mine', 'team')", name=op.f("ck_worklist_views_scope")),
        sa.CheckConstraint("stand IN ('urgent', 'new', 'doing', 'waiting')", name=op.f("ck_worklist_views_stand")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_worklist_views_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_worklist_views_unit_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_worklist_views")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_worklist_views_unit_id", "worklist_views", ["unit_id"], unique=False)
    op.create_table(
        "alert_copies",
        sa.Column("alert_id", Big(), nullable=False),
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("unit_id", Big(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False, comment="lower ones go first"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rings", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'owed', 'muted')", name=op.f("ck_alert_copies_state")),
        sa.CheckConstraint("rings IN (0, 1)", name=op.f("ck_alert_copies_rings")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_copies_alert_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_alert_copies_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_alert_copies_unit_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("alert_id", "person_id", name=op.f("pk_alert_copies")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_alert_copies_person_id", "alert_copies", ["person_id"], unique=False)
    op.create_index("ix_alert_copies_unit_id", "alert_copies", ["unit_id"], unique=False)
    op.create_index(
        "ix_alert_copies_waiting",
        "alert_copies",
        ["alert_id", "place", "person_id"],
        unique=False,
        **only("state = 'waiting'"),
    )
    op.create_table(
        "alert_units",
        sa.Column("alert_id", Big(), nullable=False),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_units_alert_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_alert_units_unit_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alert_id", "unit_id", name=op.f("pk_alert_units")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_alert_units_unit_id", "alert_units", ["unit_id"], unique=False)
    op.create_table(
        "cap_sources",
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("sent_at", Big(), nullable=False),
        sa.Column("alert_id", Big(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_cap_sources_alert_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sender", "identifier", "sent_at", name=op.f("pk_cap_sources")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cap_sources_alert_id", "cap_sources", ["alert_id"], unique=False)
    op.create_table(
        "door_lists",
        sa.Column("id", Big(), nullable=False),
        sa.Column("alert_id", Big(), nullable=False),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False, comment="who was asked last"),
        sa.Column("taken_by", Big(), nullable=True),
        sa.Column("taken_at", Big(), nullable=True),
        sa.Column("offered_at", Big(), nullable=True),
        sa.Column("next_at", Big(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=True, comment="a keyed hash of what the knocker sees of it"),
        sa.Column("closed_at", Big(), nullable=True),
        sa.CheckConstraint("rung IN ('none', 'near', 'grid', 'staff')", name=op.f("ck_door_lists_rung")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_door_lists_alert_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"], name=op.f("fk_door_lists_taken_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_door_lists_unit_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_lists")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_door_lists_alert_id", "door_lists", ["alert_id"], unique=False)
    op.create_index("ix_door_lists_open", "door_lists", ["alert_id"], unique=False, **only("closed_at IS NULL"))
    op.create_index("ix_door_lists_taken_by", "door_lists", ["taken_by"], unique=False)
    op.create_index("ix_door_lists_unit_id", "door_lists", ["unit_id"], unique=False)
    op.create_table(
        "drill_copies",
        sa.Column("drill_id", Big(), nullable=False),
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owed_at", Big(), nullable=True),
        sa.Column("answered_at", Big(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'owed', 'over')", name=op.f("ck_drill_copies_state")),
        sa.ForeignKeyConstraint(["drill_id"], ["drills.id"], name=op.f("fk_drill_copies_drill_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_drill_copies_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("drill_id", "person_id", name=op.f("pk_drill_copies")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_drill_copies_person_id", "drill_copies", ["person_id"], unique=False)
    op.create_index("ix_drill_copies_state", "drill_copies", ["drill_id", "state", "person_id"], unique=False)
    op.create_table(
        "orphans",
        sa.Column("report_id", Big(), nullable=False),
        sa.Column(
            "neighbour_id", Big(), nullable=True, comment="the other unit near there; absent where there is none"
        ),
        sa.Column("settled_at", Big(), nullable=True),
        sa.ForeignKeyConstraint(["neighbour_id"], ["units.id"], name=op.f("fk_orphans_neighbour_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_orphans_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_orphans")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_orphans_unsettled", "orphans", ["report_id"], unique=False, **only("settled_at IS NULL"))
    op.create_table(
        "report_events",
        sa.Column("id", Big(), nullable=False),
        sa.Column("report_id", Big(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("staff_id", Big(), nullable=True),
        sa.Column(
            "team_id", Big(), nullable=True, comment="which team was asked, or did it; or the unit whose it is now"
        ),
        sa.Column("status", sa.Text(), nullable=False, comment="after the event"),
        sa.Column("note", sa.LargeBinary(), nullable=True, comment="sealed"),
        sa.Column("at", Big(), nullable=False),
        sa.Column(
            "hash", sa.Text(), nullable=False, comment="over the entry before and this one, see storage/chain.py"
        ),
        sa.CheckConstraint(
            "actor IN ('reporter', 'neighbour', 'staff', 'team', 'system')", name=op.f("ck_report_events_actor")
        ),
        sa.CheckConstraint(
            "event IN ('received', 'accepted', 'taken', 'done', 'verified', 'reopened', 'lapsed', 'rejected', 'merged', 'split', 'withdrawn', 'assigned', 'acknowledged', 'arrived', 'working', 'refused', 'disbanded', 'deferred', 'resumed', 'overdue', 'danger', 'category', 'added', 'asked', 'answered', 'unanswered', 'anonymous', 'joined', 'voted', 'released', 'settled', 'whistled', 'opening', 'opened', 'unopened', 'claimed')",
            name=op.f("ck_report_events_event"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_report_events_report_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["people.id"], name=op.f("fk_report_events_staff_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["units.id"], name=op.f("fk_report_events_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_events")),
        sa.UniqueConstraint("hash", name=op.f("uq_report_events_hash")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_report_events_outcomes",
        "report_events",
        ["at"],
        unique=False,
        **only("event IN ('verified', 'lapsed', 'reopened')"),
    )
    op.create_index("ix_report_events_report_id", "report_events", ["report_id"], unique=False)
    op.create_index("ix_report_events_staff_id", "report_events", ["staff_id"], unique=False)
    op.create_index(
        "ix_report_events_team_id", "report_events", ["team_id"], unique=False, **only("team_id IS NOT NULL")
    )
    op.create_table(
        "report_media",
        sa.Column("id", Big(), nullable=False),
        sa.Column("report_id", Big(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False, comment="whether it shows the hazard, or what became of it"),
        sa.Column("staff_id", Big(), nullable=True),
        sa.Column(
            "file_id",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed; Telegram's name of the file, re-usable to send",
        ),
        sa.Column("album", sa.Text(), nullable=True, comment="keyed hash: what came together with it"),
        sa.Column(
            "withheld",
            sa.Integer(),
            server_default=sa.text("0"),
            nullable=False,
            comment="1: a voice that nobody else may hear",
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=True, comment="of our sealed copy, below media_dir"),
        sa.Column("bytes", Big(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True, comment="why it was refused, as a code"),
        sa.Column("retry_at", Big(), nullable=False),
        sa.Column("created_at", Big(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('photo', 'document', 'video', 'voice', 'audio', 'video_note')", name=op.f("ck_report_media_kind")
        ),
        sa.CheckConstraint("stage IN ('before', 'after')", name=op.f("ck_report_media_stage")),
        sa.CheckConstraint("state IN ('waiting', 'kept', 'lost', 'refused')", name=op.f("ck_report_media_state")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_report_media_report_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["people.id"], name=op.f("fk_report_media_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_media")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_report_media_album", "report_media", ["album"], unique=False, **only("album IS NOT NULL"))
    op.create_index("ix_report_media_report_id", "report_media", ["report_id"], unique=False)
    op.create_index(
        "ix_report_media_staff_id", "report_media", ["staff_id"], unique=False, **only("staff_id IS NOT NULL")
    )
    op.create_index("ix_report_media_waiting", "report_media", ["retry_at"], unique=False, **only("state = 'waiting'"))
    op.create_table(
        "roll_calls",
        sa.Column("alert_id", Big(), nullable=False),
        sa.Column("unit_id", Big(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("called_at", Big(), nullable=False),
        sa.Column("again_at", Big(), nullable=True),
        sa.Column("deputy_at", Big(), nullable=True),
        sa.Column("silent_at", Big(), nullable=True),
        sa.Column("next_at", Big(), nullable=True),
        sa.Column("confirmed_at", Big(), nullable=True),
        sa.Column("confirmed_by", Big(), nullable=True),
        sa.CheckConstraint("rung IN ('first', 'again', 'deputy', 'silent')", name=op.f("ck_roll_calls_rung")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_roll_calls_alert_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["people.id"], name=op.f("fk_roll_calls_confirmed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_roll_calls_unit_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alert_id", "unit_id", name=op.f("pk_roll_calls")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_roll_calls_confirmed_by", "roll_calls", ["confirmed_by"], unique=False)
    op.create_index("ix_roll_calls_next_at", "roll_calls", ["next_at"], unique=False, **only("next_at IS NOT NULL"))
    op.create_index("ix_roll_calls_unit_id", "roll_calls", ["unit_id"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", Big(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False, comment="random"),
        sa.Column("course_id", Big(), nullable=False),
        sa.Column("starts_at", Big(), nullable=False),
        sa.Column("ends_at", Big(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False, comment="sealed"),
        sa.Column("latitude", Real(), nullable=True),
        sa.Column("longitude", Real(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("state IN ('open', 'cancelled', 'over')", name=op.f("ck_sessions_state")),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_sessions_point")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_sessions_ends_at")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_sessions_seats")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_sessions_course_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("code", name=op.f("uq_sessions_code")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_sessions_course_id", "sessions", ["course_id"], unique=False)
    op.create_index("ix_sessions_ends_at", "sessions", ["ends_at"], unique=False)
    op.create_index("ix_sessions_open", "sessions", ["starts_at"], unique=False, **only("state = 'open'"))
    op.create_table(
        "votes",
        sa.Column("report_id", Big(), nullable=False),
        sa.Column("voter", sa.Text(), nullable=False, comment="keyed hash of report and person"),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.CheckConstraint("answer IN ('yes', 'partly', 'no')", name=op.f("ck_votes_answer")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_votes_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "voter", name=op.f("pk_votes")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "whistles",
        sa.Column("id", Big(), nullable=False),
        sa.Column("report_id", Big(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("staff_id", Big(), nullable=True),
        sa.Column("blown_at", Big(), nullable=False),
        sa.Column("ended_at", Big(), nullable=True),
        sa.CheckConstraint("kind IN ('daily', 'hard', 'emergency')", name=op.f("ck_whistles_kind")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_whistles_report_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["people.id"], name=op.f("fk_whistles_staff_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whistles")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_whistles_report_id", "whistles", ["report_id"], unique=False)
    op.create_index("ix_whistles_staff_id", "whistles", ["staff_id"], unique=False)
    op.create_index("ix_whistles_under_way", "whistles", ["report_id"], unique=True, **only("ended_at IS NULL"))
    op.create_table(
        "doors",
        sa.Column("list_id", Big(), nullable=False),
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False, comment="in the list; by this a button names it"),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("at", Big(), nullable=True),
        sa.CheckConstraint("result IN ('safe', 'help', 'absent')", name=op.f("ck_doors_result")),
        sa.ForeignKeyConstraint(["list_id"], ["door_lists.id"], name=op.f("fk_doors_list_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_doors_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("list_id", "person_id", name=op.f("pk_doors")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_doors_person_id", "doors", ["person_id"], unique=False)
    op.create_table(
        "enrolments",
        sa.Column("session_id", Big(), nullable=False),
        sa.Column("person_id", Big(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("since_at", Big(), nullable=False),
        sa.Column("offer_until", Big(), nullable=True),
        sa.Column("remind_at", Big(), nullable=True),
        sa.Column("confirmed_at", Big(), nullable=True),
        sa.CheckConstraint("(state = 'offered') = (offer_until IS NOT NULL)", name=op.f("ck_enrolments_offer_until")),
        sa.CheckConstraint(
            "state IN ('enrolled', 'waiting', 'offered', 'left', 'expired')", name=op.f("ck_enrolments_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_enrolments_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_enrolments_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_enrolments")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_enrolments_offer_until", "enrolments", ["offer_until"], unique=False, **only("offer_until IS NOT NULL")
    )
    op.create_index("ix_enrolments_person_id", "enrolments", ["person_id"], unique=False)
    op.create_index(
        "ix_enrolments_remind_at", "enrolments", ["remind_at"], unique=False, **only("remind_at IS NOT NULL")
    )
    op.create_index("ix_enrolments_state", "enrolments", ["session_id", "state", "turn"], unique=False)
    op.create_table(
        "summons",
        sa.Column("whistle_id", Big(), nullable=False),
        sa.Column("team_id", Big(), nullable=False),
        sa.Column("leads", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False, comment="who was rung last"),
        sa.Column("rung_at", Big(), nullable=False),
        sa.Column("next_at", Big(), nullable=True),
        sa.Column("confirmed_at", Big(), nullable=True),
        sa.Column("confirmed_by", Big(), nullable=True),
        sa.Column("arrived_at", Big(), nullable=True),
        sa.CheckConstraint("rung IN ('first', 'again', 'deputy', 'officer', 'late')", name=op.f("ck_summons_rung")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["people.id"], name=op.f("fk_summons_confirmed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["units.id"], name=op.f("fk_summons_team_id")),
        sa.ForeignKeyConstraint(
            ["whistle_id"], ["whistles.id"], name=op.f("fk_summons_whistle_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("whistle_id", "team_id", name=op.f("pk_summons")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_summons_confirmed_by", "summons", ["confirmed_by"], unique=False)
    op.create_index("ix_summons_next_at", "summons", ["next_at"], unique=False, **only("next_at IS NOT NULL"))
    op.create_index("ix_summons_team_id", "summons", ["team_id"], unique=False)
