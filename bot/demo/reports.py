"""The reports on the page's map: what the bot's database says in clear.

Telegram's side shows a report only as wording on somebody's card. So the page looks where the bot itself looks, but read-only
and without the key: it cannot change anything, and sees neither words nor people.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from handlers.passport.holding import TOLD

# What is promised next is as handlers/clocks/terms.py has it.
_LATEST = """
    SELECT r.id, r.code, r.category, r.status, r.urgency, r.latitude, r.longitude, u.code AS grid, r.created_at, r.tip, r.breaches,
        CASE
            WHEN r.waits_until IS NOT NULL THEN r.waits_until
            WHEN r.status NOT IN ('received', 'accepted', 'assigned', 'in_hand') THEN NULL
            WHEN r.holder_id IS NULL AND r.team_took_at IS NULL THEN r.answer_by
            WHEN r.acted_at IS NULL THEN r.act_by
            ELSE r.fix_by
        END AS due
    FROM reports r LEFT JOIN units u ON u.id = r.grid_id
    ORDER BY r.created_at DESC LIMIT 100
"""
_STEPS = "SELECT event, at FROM report_events WHERE report_id = ? ORDER BY id"
_SHORT = 8  # of a hash, as the progress card has it
_MICROS = 1_000_000


def reports_in(database: Path) -> list[dict[str, Any]]:
    """The latest hundred, newest first, as the page shows them."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(_LATEST).fetchall()
        return [_shown(row, connection.execute(_STEPS, (row["id"],)).fetchall()) for row in rows]


def _shown(row: sqlite3.Row, steps: list[sqlite3.Row]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "kind": row["category"] or "unknown",
        "state": row["status"],
        "danger": row["urgency"] == "danger",
        "point": None if row["latitude"] is None else [row["latitude"], row["longitude"]],
        "grid": row["grid"],
        "at": _moment(row["created_at"]),
        "due": None if row["due"] is None else _moment(row["due"]),
        "late": row["breaches"] > 0,
        "tip": row["tip"][:_SHORT],
        "steps": [{"event": one["event"], "at": _moment(one["at"])} for one in steps if one["event"] in TOLD],
    }


def _moment(micros: int) -> str:
    return datetime.fromtimestamp(micros / _MICROS, UTC).isoformat()
