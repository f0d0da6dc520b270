"""The schema, as SQLAlchemy tables. Only migrations and their tests use it; queries are in the .sql files.

Times are microseconds in UTC, truth is 0 or 1, JSON is text. Columns whose comment says "sealed" hold ciphertext (see seal.py).
Types are such that SQLite's STRICT tables and PostgreSQL take the same queries.
"""

from storage.tables import (
    alerts,
    cap_sources,
    community,
    delivery,
    doors,
    drills,
    factors,
    ledger,
    looks,
    reports,
    rewards,
    training,
    upkeep,
    whistles,
    wishes,
)
from storage.tables.columns import metadata

__all__ = [
    "alerts",
    "cap_sources",
    "community",
    "delivery",
    "doors",
    "drills",
    "factors",
    "ledger",
    "looks",
    "metadata",
    "reports",
    "rewards",
    "training",
    "upkeep",
    "whistles",
    "wishes",
]
