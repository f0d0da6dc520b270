"""How far the latest warning is in each grid, for the page's map: as reports.py, from what the bot's database says in clear."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

_LATEST = """
    SELECT id, event, kind, level, message, state, released_at FROM alerts
    WHERE released_at IS NOT NULL ORDER BY released_at DESC, id DESC LIMIT 1
"""
# Whoever lives in no more than a community, or passes, stands under its code or under none.
_PEOPLE = """
    SELECT u.code, COUNT(*) AS people FROM alert_copies c LEFT JOIN units u ON u.id = c.unit_id
    WHERE c.alert_id = :id AND c.state <> 'muted' GROUP BY u.code
"""
_SENT = """
    SELECT u.code, COUNT(*) AS people FROM outbox o LEFT JOIN units u ON u.id = o.part
    WHERE o.batch = :batch AND o.state = 'sent' GROUP BY u.code
"""
_SAID = """
    SELECT u.code, a.answer, COUNT(*) AS people FROM alert_answers a
    JOIN alert_copies c ON c.alert_id = :id AND c.person_id = a.person_id LEFT JOIN units u ON u.id = c.unit_id
    WHERE a.event = :event GROUP BY u.code, a.answer
"""


def warning_in(database: Path) -> dict[str, Any] | None:
    """The one that was let go last, with the numbers of each unit; None where there was none."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute(_LATEST).fetchone()
        return None if row is None else _shown(connection, row)


def _shown(connection: sqlite3.Connection, alert: sqlite3.Row) -> dict[str, Any]:
    named = {"id": alert["id"], "event": alert["event"], "batch": f"alert:{alert['id']}"}
    units: dict[str, dict[str, int]] = {}
    for query, name in ((_PEOPLE, "people"), (_SENT, "sent"), (_SAID, None)):
        for row in connection.execute(query, named):
            unit = units.setdefault(row["code"] or "", {"people": 0, "sent": 0, "read": 0, "safe": 0, "help": 0})
            unit[name or row["answer"]] = row["people"]
    return {
        "number": alert["event"],
        "kind": alert["kind"],
        "level": alert["level"],
        "message": alert["message"],
        "state": alert["state"],
        "units": units,
    }
