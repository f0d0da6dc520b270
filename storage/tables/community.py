"""Areas, places, people and what they may do, groups."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Text

from storage.tables.columns import Big, Real, ident, one_of, partial, person, table, time, unit, word, zero

_ROLES = ("rider", "volunteer", "department", "staff", "duty_officer", "administrator")
_WITHOUT_UNIT = "unit_id IS NOT NULL OR role IN ('rider', 'administrator')"

units = table(
    "units",
    ident(),
    Column("code", Text, nullable=False, unique=True),
    word("kind"),
    Column("parent_id", Big, ForeignKey("units.id")),
    word("name"),
    word("name_en"),
    word("geometry", comment="GeoJSON geometry, WGS-84"),
    time("updated_at"),
    time("retired_at", nullable=True),  # a team that is not in the settings any more
    one_of("kind", "region", "district", "subdistrict", "community", "grid", "building", "team"),
    Index("ix_units_parent_id", "parent_id"),
)

unit_cells = table(
    "unit_cells",
    Column("cell", Text, primary_key=True, comment="H3, resolution 9"),
    Column("unit_id", Big, ForeignKey("units.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_unit_cells_unit_id", "unit_id"),
    rowid=False,
)

areas = table(
    "areas",
    # Whose the places are that are in no grid, or on a border, as somebody above has said for good.
    Column("cell", Text, primary_key=True, comment="H3, resolution 9"),
    unit(nullable=False),
    person("said_by", on_delete="SET NULL", nullable=True),
    time("said_at"),
    Index("ix_areas_unit_id", "unit_id"),
    Index("ix_areas_said_by", "said_by"),
    rowid=False,
)

places = table(
    "places",
    # What a QR code on a wall stands for.
    ident(),
    Column("code", Text, nullable=False, unique=True, comment="random; what the QR code says"),
    word("name"),
    word("name_en"),
    Column("latitude", Real, nullable=False),
    Column("longitude", Real, nullable=False),
    time("created_at"),
    time("retired_at", nullable=True),
)

people = table(
    "people",
    # No time here tells more than the day: beside the time of a report it would say whose that is.
    ident(),
    Column("telegram_hash", Text, nullable=False, unique=True, comment="keyed hash"),
    Column("telegram_id", LargeBinary, nullable=False, comment="sealed"),
    Column("name", LargeBinary, comment="sealed; kept for staff, and for who reports by name"),
    word("language"),
    time("consented_at", nullable=True),
    unit("home_unit_id", on_delete="SET NULL"),
    time("home_asked_at", nullable=True),
    Column("area", LargeBinary, comment="sealed; where a rider last was, and until when that counts"),
    Column("naming", Text, comment="how they report; absent until they were asked"),
    time("voice_agreed_at", nullable=True),
    time("unreachable_at", nullable=True),
    zero("heard"),
    time("created_at"),
    one_of("naming", "anonymous", "named"),
    Index("ix_people_home_unit_id", "home_unit_id", "unreachable_at"),
    partial("ix_people_area", "id", where="area IS NOT NULL"),
    partial("ix_people_guests", "id", "created_at", where="consented_at IS NULL"),
    ids_return=False,  # a sealed id must never come to mean somebody else
)

invites = table(
    "invites",
    Column("token_hash", Text, primary_key=True, comment="keyed hash of a 128-bit token"),
    word("role"),
    unit(),
    Column("uses_left", Integer, nullable=False),
    person("created_by", nullable=True),  # whoever is gone lets nobody in any more
    time("expires_at"),
    time("created_at"),
    one_of("role", "resident", *_ROLES),
    CheckConstraint("uses_left >= 0", name="uses_left"),
    CheckConstraint(_WITHOUT_UNIT, name="unit"),
)

roles = table(
    "roles",
    ident(),
    person(),
    word("role"),
    unit(),
    word("granted_via"),
    person("granted_by", on_delete="SET NULL", nullable=True),
    Column("invite", Text, comment="token_hash of the invite that gave it"),
    time("granted_at"),
    Column("revoked_via", Text),
    person("revoked_by", on_delete="SET NULL", nullable=True),
    time("revoked_at", nullable=True),
    one_of("role", *_ROLES),
    one_of("granted_via", "command", "invite", "self", "chat"),
    one_of("revoked_via", "command", "self", "chat"),
    CheckConstraint(_WITHOUT_UNIT, name="unit"),
    Index("ix_roles_unit_id", "unit_id"),
    Index("ix_roles_person_id", "person_id"),
    Index("ix_roles_granted_by", "granted_by"),
    Index("ix_roles_revoked_by", "revoked_by"),
)

shifts = table(
    "shifts",
    # Who is on duty for a unit or team; minutes of the community's day.
    ident(),
    unit(nullable=False),
    person(),
    person("deputy_id", on_delete="SET NULL", nullable=True),
    word("days"),
    Column("begins", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("number", LargeBinary, comment="sealed"),
    one_of("days", "all", "worked", "free"),
    CheckConstraint("begins BETWEEN 0 AND 1439", name="begins"),
    CheckConstraint("ends BETWEEN 0 AND 1439", name="ends"),
    Index("ix_shifts_unit_id", "unit_id"),
    Index("ix_shifts_person_id", "person_id"),
    Index("ix_shifts_deputy_id", "deputy_id"),
)

phrases = table(
    "phrases",
    # Ready sentences of a unit, which say not who wrote them.
    ident(),
    unit(nullable=False),
    word("purpose"),
    Column("words", LargeBinary, nullable=False, comment="sealed"),
    one_of("purpose", "ask", "reject"),
    Index("ix_phrases_unit_id", "unit_id"),
)

routes = table(
    "routes",
    # Which cases of a unit, and of all below it, which team is asked about. What chat has changed, the settings change no more, so that
    # one that was removed there stays as a row.
    ident(),
    unit(nullable=False),
    Column("position", Integer, nullable=False),
    word("kinds", comment="JSON, a list of codes; empty: of every kind"),
    Column("urgency", Text, comment="absent: of either"),
    unit("team_id", nullable=False),
    word("made_via"),
    time("removed_at", nullable=True),
    one_of("urgency", "ordinary", "danger"),
    one_of("made_via", "settings", "chat"),
    Index("ix_routes_unit_id", "unit_id", "position"),
    Index("ix_routes_team_id", "team_id"),
)

groups = table(
    "groups",
    # A Telegram group or channel that the bot is in; one that was not bound to a unit gets nothing. A channel is bound by whoever let
    # the bot in, and by nobody else.
    ident(),
    word("kind"),
    Column("chat_hash", Text, nullable=False, unique=True, comment="keyed hash"),
    Column("chat_id", LargeBinary, nullable=False, comment="sealed"),
    unit(on_delete="SET NULL"),
    word("language"),
    person("bound_by", on_delete="SET NULL", nullable=True),
    time("bound_at", nullable=True),
    person("added_by", on_delete="SET NULL", nullable=True),
    time("unreachable_at", nullable=True),
    one_of("kind", "group", "channel"),
    Index("ix_groups_unit_id", "unit_id"),
    ids_return=False,  # a message owed to a group that is gone must not reach another
)
