"""The reports on the page's map: what the bot's database says in clear.

Telegram's side shows a report only as wording on somebody's card. So the page looks where the bot itself looks, but read-only
and without the key: it cannot change anything, and sees neither words nor people.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_LATEST = """
    SELECT r.code, r.category, r.status, r.urgency, r.latitude, r.longitude, u.code AS grid, r.created_at
    FROM reports r LEFT JOIN units u ON u.id = r.grid_id
    ORDER BY r.created_at DESC LIMIT 100
"""
_MICROS = 1_000_000


def reports_in(database: Path) -> list[dict[str, Any]]:
    """The latest hundred, newest first, as the page shows them."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [_shown(row) for row in connection.execute(_LATEST)]


def _shown(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "code": row["code"],
        "kind": row["category"] or "unknown",
        "state": row["status"],
        "danger": row["urgency"] == "danger",
        "point": None if row["latitude"] is None else [row["latitude"], row["longitude"]],
        "grid": row["grid"],
        "at": datetime.fromtimestamp(row["created_at"] / _MICROS, UTC).isoformat(),
    }
