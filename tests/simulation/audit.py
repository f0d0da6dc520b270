"""Looks into the database as it is on the disk after every step, and sees what is new."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from storage.clock import to_micros
from storage.outbox import Lane
from tests.simulation import invariants
from tests.simulation.invariants import Deed
from tests.simulation.witness import Witness

# How long what could go may wait while nothing is in the way: longer than any pause that Telegram asks for, and that twice.
PATIENCE = 200.0
_READY = "SELECT lane, id FROM outbox WHERE state IN ('waiting', 'sending') AND not_before <= ?"  # or is said to be under way


class Audit:
    """step() after every step, rest() when everything ought to be through."""

    def __init__(self, path: Path, witness: Witness, time: Callable[[], float]) -> None:
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        self._witness = witness
        self._time = time
        self._codes: dict[str, int] = {}
        self._report = self._event = self._notice = 0
        self._since: dict[int, tuple[Lane, float]] = {}
        self._inbox_since: dict[int, float] = {}
        self._rested = 0

    def step(self, now: datetime, *, calm: bool) -> None:
        """What is new since the last step. Without `calm` nobody's patience is measured."""
        witness = self._witness
        self._accepted()
        self._reports()
        self._history()
        self._patience(now, calm=calm)
        witness.check()

    def rest(self, now: datetime) -> None:
        """Everything is through."""
        self.step(now, calm=True)
        due = self._all(
            "SELECT id, state, error FROM outbox WHERE id > ? AND not_before <= ?", self._rested, to_micros(now)
        )
        self._witness.wrong += invariants.undelivered(due, self._witness.through)
        self._witness.wrong += invariants.unhandled(self._all("SELECT update_id, state, error FROM inbox"))
        self._rested = max((one for one, _, _ in due), default=self._rested)
        self._witness.check()

    def sound(self) -> None:
        """The file itself."""
        for pragma, good in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            if (said := self._all(f"PRAGMA {pragma}")) != good:
                self._witness.wrong.append(f"{pragma}: {said[:3]}")
        self._witness.check()

    def restless(self, now: datetime) -> int:
        """How much is still to be handled or to be sent."""
        micros = to_micros(now)
        ((owed,),) = self._all("SELECT COUNT(*) FROM outbox WHERE settled_at IS NULL AND not_before <= ?", micros)
        ((waiting,),) = self._all("SELECT COUNT(*) FROM inbox WHERE state = 'waiting'")
        return int(owed) + int(waiting)

    def counts(self) -> dict[str, object]:
        """Figures for the report."""
        tables = ("reports", "outbox", "inbox", "people", "notices", "roles")
        counts = {name: int(self._all(f"SELECT COUNT(*) FROM {name}")[0][0]) for name in tables}
        return {**counts, "history": dict(self._all("SELECT event, COUNT(*) FROM report_events GROUP BY event"))}

    def close(self) -> None:
        """Ends the connection."""
        self._db.close()

    def _all(self, sql: str, *parameters: object) -> list[Any]:
        return self._db.execute(sql, parameters).fetchall()

    def _accepted(self) -> None:
        new, self._witness.newly_accepted = self._witness.newly_accepted, set()
        if new:
            marks = ",".join("?" * len(new))
            kept = {row[0] for row in self._all(f"SELECT update_id FROM inbox WHERE update_id IN ({marks})", *new)}
            self._witness.wrong += invariants.lost(sorted(new), kept)

    def _reports(self) -> None:
        new = self._all("SELECT id, code FROM reports WHERE id > ? ORDER BY id", self._report)
        self._witness.wrong += invariants.doubled(new, self._codes)
        self._codes |= {code: one for one, code in new}
        self._report = max((one for one, _ in new), default=self._report)
        said, self._witness.codes_said = self._witness.codes_said, set()
        self._witness.wrong += invariants.invented(sorted(said), self._codes)

    def _history(self) -> None:
        new = self._all(
            "SELECT 'event', id, event, actor, staff_id FROM report_events WHERE id > ? ORDER BY id", self._event
        )
        new += self._all(
            "SELECT 'notice', id, 'notice', 'staff', author_id FROM notices WHERE id > ? ORDER BY id", self._notice
        )
        for kind, one, event, actor, staff in new:
            unseen = Deed(event, actor, staff, None, None, (), frozenset())  # nobody's update
            self._witness.wrong += invariants.overstepped(self._witness.deeds.pop((kind, one), unseen))
            self._event = one if kind == "event" else self._event
            self._notice = one if kind == "notice" else self._notice

    def _patience(self, now: datetime, *, calm: bool) -> None:
        time = self._time()
        ready = {one: Lane(lane) for lane, one in self._all(_READY, to_micros(now))}
        self._since = {one: self._since.get(one, (lane, time)) for one, lane in ready.items()} if calm else {}
        oldest: dict[Lane, float] = {}
        for lane, since in self._since.values():
            oldest[lane] = min(since, oldest.get(lane, since))
        self._witness.wrong += invariants.starved(oldest, PATIENCE, time)
        waiting = [row[0] for row in self._all("SELECT seq FROM inbox WHERE state = 'waiting'")]
        self._inbox_since = {one: self._inbox_since.get(one, time) for one in waiting} if calm else {}
        late = [one for one, since in self._inbox_since.items() if time - since > PATIENCE]
        self._witness.wrong += [f"update {one} of the inbox waits" for one in late]
