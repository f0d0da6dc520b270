"""The tables' CHECKs, on either engine, by rows that they must refuse: Alembic's comparison does not see them."""

import functools
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import CheckConstraint

from storage.tables import metadata

CHECKS = [
    (table.name, constraint)
    for table in metadata.tables.values()
    for constraint in sorted(table.constraints, key=lambda one: str(one.name))
    if isinstance(constraint, CheckConstraint)
]
REFUSED = (sqlite3.IntegrityError, asyncpg.CheckViolationError)
BYTES = {"sqlite": "x'00'", "postgres": "'\\x00'"}

# Values that a table's other columns need; the rest get 1 or 'x'.
_FITTING = {
    "state": "'waiting'", "kind": "'grid'", "role": "'administrator'", "lane": "1", "worth": "'must'", "form": "'text'",
    "urgency": "'ordinary'", "status": "'received'", "place_source": "'pin'", "actor": "'staff'", "event": "'added'",
    "unit_id": "NULL", "latitude": "1.5", "longitude": "1.5", "accuracy": "1.5", "naming": "'named'", "what": "'media'",
    "granted_via": "'chat'", "revoked_via": "'chat'", "minute": "0", "report_media.kind": "'photo'", "stage": "'before'", "answer": "'yes'",
    "notices.unit_id": "1", "routes.unit_id": "1", "areas.unit_id": "1", "phrases.unit_id": "1", "shifts.unit_id": "1",
    "groups.kind": "'group'", "glances.what": "'picture'", "purpose": "'ask'", "begins": "0", "ends": "0", "made_via": "'chat'",
    "whistles.kind": "'daily'", "alerts.kind": "'gas'", "standing_alerts.kind": "'gas'", "alerts.unit_id": "1", "roll_calls.unit_id": "1",
    "standing_alerts.unit_id": "1", "message": "'alert'", "level": "'blue'", "alerts.state": "'draft'", "way": "'one'",
    "alert_answers.answer": "'safe'", "rings": "1", "approver_id": "NULL", "alerts.rung": "'none'", "second_by": "NULL",
    "drills.kind": "'fire'", "drills.unit_id": "1", "rung": "'first'", "days": "'all'", "scope": "'all'", "stand": "'new'",
    "door_lists.unit_id": "1", "door_lists.rung": "'near'", "result": "'safe'",
    "courses.kind": "'aed'", "courses.unit_id": "1", "sessions.state": "'open'", "sessions.starts_at": "0", "offer_until": "NULL",
    "rewards.unit_id": "1", "vouchers.state": "'used'",
    "accounts.kind": "'person'", "transfers.debit_id": "2", "transfers.reason": "'verified'",
}  # fmt: skip
_FORBIDDEN = {
    "ck_alerts_let_go": {"state": "'sending'", "level": "'red'"},
    "ck_alerts_two_people": {"approver_id": "1", "author_id": "1"},
    "ck_sessions_point": {"longitude": "NULL"},
    "ck_sessions_seats": {"seats": "0"},
    "ck_sessions_ends_at": {"ends_at": "0"},
    "ck_enrolments_offer_until": {"offer_until": "1"},
    "ck_accounts_balance": {"balance": "-1"},
    "ck_accounts_owner": {"kind": "'issue'"},
    "ck_transfers_amount": {"amount": "0"},
    "ck_transfers_apart": {"debit_id": "1"},
    "ck_rewards_price": {"price": "0"},
    "ck_rewards_stock": {"stock": "-1"},
    "ck_rewards_monthly": {"monthly": "0"},
    "ck_vouchers_ended": {"ended_at": "NULL"},
    "ck_alert_copies_rings": {"rings": "2"},
    "ck_standing_alerts_two_people": {"second_by": "1", "first_by": "1"},
    "ck_shifts_begins": {"begins": "1440"},
    "ck_shifts_ends": {"ends": "-1"},
    "ck_roles_unit": {"role": "'staff'"},
    "ck_roles_role": {"role": "'nonsense'", "unit_id": "1"},
    "ck_invites_role": {"role": "'nonsense'", "unit_id": "1"},
    "ck_invites_unit": {"role": "'staff'"},
    "ck_digests_minute": {"minute": "1440"},
    "ck_invites_uses_left": {"uses_left": "-1"},
    "ck_outbox_lane": {"lane": "5"},
    "ck_reports_point": {"longitude": "NULL"},
    "ck_reports_cell": {"cell": "NULL"},
}


def row(engine: str, table: str, **changed: str) -> str:
    """An INSERT of a row that fits, but for what is changed."""
    values = {}
    for column in metadata.tables[table].columns:
        plain = {"TEXT": "'x'", "BLOB": BYTES[engine]}.get(str(column.type), "1")
        fitting = _FITTING.get(f"{table}.{column.name}", _FITTING.get(column.name, plain))
        values[column.name] = changed.get(column.name, fitting)
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(values.values())})"


@pytest.fixture
def insert(request: pytest.FixtureRequest, engine: str, folder: Path) -> Callable[[str], None]:
    """Tries to insert a row, whether or not what it refers to is there; it is not kept."""
    if engine == "sqlite":
        return functools.partial(_into_file, folder / "shao.db")
    server, empty = request.getfixturevalue("server"), request.getfixturevalue("empty_on_server")
    return lambda row: server.run(empty, f"BEGIN; SET LOCAL session_replication_role = replica; {row}; ROLLBACK")


def _into_file(path: Path, row: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(row)


@pytest.mark.parametrize("table", sorted({table for table, _ in CHECKS}))
def test_a_fitting_row_is_taken(insert: Callable[[str], None], engine: str, table: str) -> None:
    """So that the next test says something."""
    insert(row(engine, table))


@pytest.mark.parametrize(("table", "check"), CHECKS, ids=[str(check.name) for _, check in CHECKS])
def test_a_forbidden_row_is_refused(
    insert: Callable[[str], None], engine: str, table: str, check: CheckConstraint
) -> None:
    """By the constraint of that name, and each has one here: most list what their column may say."""
    name = str(check.name)
    forbidden = _FORBIDDEN.get(name, {name.removeprefix(f"ck_{table}_"): "'nonsense'"})
    with pytest.raises(REFUSED, match=name):
        insert(row(engine, table, **forbidden))
