"""Hazard reports and their history. Who reported is sealed, per report."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from storage.case import Actor, Event, Place, Report, Status
from storage.chain import Entry, History, linked
from storage.clock import from_micros, to_micros
from storage.connection import Row
from storage.module import AT_ONCE, Module
from storage.nearness import Point, cell_of, cells_around, nearest
from storage.roles import Role, listed
from storage.seal import Seal


class Near(NamedTuple):
    """A report, and how far away it is."""

    report: Report
    metres: float


_PROMISED = ("answer_by", "act_by", "fix_by")
_TIMES = (*_PROMISED, "acted_at", "breach_at", "paused_at", "team_took_at", "waits_until", "closed_at")


class Reports(Module):
    """Queries about hazard reports."""

    async def add(self, report: Report) -> Report:
        """Keeps a new report (its id is ignored) and returns it with its id."""
        report_id = await self._q.reports.add(
            self._conn,
            **report.model_dump(include={"code", "pseudonym", "category", "urgency", "status", "outside_metres"}),
            **self._place(report.place),
            by_rider=int(report.by_rider),
            grid_id=report.grid_id,
            unit_id=report.unit_id,
            about_id=report.about_id,
            reporter=self._seal.seal_text("reporter", None if report.reporter_id is None else str(report.reporter_id)),
            reporter_name=self._seal.seal_text("name", report.reporter_name),
            words=self._seal.seal_text("words", report.words),
            **{name: to_micros(getattr(report, name)) for name in (*_PROMISED, "breach_at")},
            rank=report.rank,
            now=to_micros(report.created_at),
        )
        if report.reporter_id is not None:
            sealed = self._seal.seal_text("authorship", str(report_id))
            await self._q.reports.add_author(self._conn, who=author(self._seal, report.reporter_id), report=sealed)
        return report.model_copy(update={"id": report_id})

    async def save(self, report: Report, *, now: datetime) -> None:
        """Writes what may change: everything but the code, who reported it, and created_at."""
        await self._q.reports.save(
            self._conn,
            **report.model_dump(
                include={"id", "category", "urgency", "status", "grid_id", "unit_id", "outside_metres", "holder_id"}
                | {"team_id", "refusals", "merged_into", "breaches"}
            ),
            **self._place(report.place),
            reason=self._seal.seal_text("words", report.reason),
            words=self._seal.seal_text("words", report.words),
            reporter_name=self._seal.seal_text("name", report.reporter_name),
            **{name: to_micros(getattr(report, name)) for name in _TIMES},
            rank=report.rank,
            now=to_micros(now),
        )

    async def by_code(self, code: str) -> Report | None:
        """The report of a code, if any; who may see it is the caller's question."""
        row = await self._q.reports.by_code(self._conn, code=code)
        return None if row is None else self._report(row)

    async def by_id(self, report_id: int) -> Report:
        """The report of an id of ours; KeyError when there is none."""
        row = await self._q.reports.by_id(self._conn, report_id=report_id)
        if row is None:
            raise KeyError(f"no report {report_id}")
        return self._report(row)

    async def by_reporter(self, person_id: int) -> tuple[Report, ...]:
        """A person's own reports, newest first."""
        who = author(self._seal, person_id)
        sealed = [row["report"] async for row in self._q.reports.authored(self._conn, who=who)]
        ids = [int(self._seal.open_text("authorship", one)) for one in sealed]
        rows = [await self._q.reports.by_id(self._conn, report_id=one) for one in sorted(ids, reverse=True)]
        return tuple(self._report(row) for row in rows if row is not None)

    async def set_waits_right(self, status: Status, *, latest: datetime) -> None:
        """No report of this status waits for longer, whatever a clock said that was wrong."""
        await self._q.reports.set_waits_right(self._conn, status=status.value, latest=to_micros(latest))

    async def set_breaches_right(self, *, latest: datetime) -> None:
        """Nobody is to hear later than then of anything that is missed, whatever a clock said that was wrong."""
        await self._q.reports.set_breaches_right(self._conn, latest=to_micros(latest))

    async def breached(self, *, now: datetime, limit: int) -> tuple[Report, ...]:
        """Reports of which a level is to be told by now that something is missed, the longest due first."""
        rows = self._q.reports.breached(self._conn, now=to_micros(now), limit=limit)
        return tuple([self._report(row) async for row in rows])

    async def left_behind(self, roles: Iterable[Role], *, limit: int) -> tuple[Report, ...]:
        """Open reports that nobody has, though somebody had them: a holder without any of these roles there, a team without members."""
        rows = self._q.reports.left_behind(self._conn, roles=listed(roles), limit=limit)
        return tuple([self._report(row) async for row in rows])

    async def waited_out(self, *, now: datetime, limit: int) -> tuple[Report, ...]:
        """Reports that have waited long enough, whatever for, the longest waiting first."""
        rows = self._q.reports.waited_out(self._conn, now=to_micros(now), limit=limit)
        return tuple([self._report(row) async for row in rows])

    async def waiting_until(self, after: datetime, last: datetime) -> tuple[Report, ...]:
        """Reports whose waiting for their reporter ends after the one moment, and at the latest at the other."""
        rows = self._q.reports.waiting_until(self._conn, after=to_micros(after), last=to_micros(last))
        return tuple([self._report(row) async for row in rows])

    async def since(self, moment: datetime) -> tuple[Report, ...]:
        """Every report made then or later, oldest first."""
        rows = self._q.reports.since(self._conn, since=to_micros(moment))
        return tuple([self._report(row) async for row in rows])

    async def count_since(self, moment: datetime) -> int:
        """How many were made after then."""
        return int(await self._q.reports.count_since(self._conn, since=to_micros(moment)))

    async def near(
        self, point: Point, metres: float, category: str | None = None, *, since: datetime, limit: int
    ) -> tuple[Near, ...]:
        """Open reports, of one category or of any, made then or later within so many metres of a point: the nearest first."""
        cells = json.dumps(cells_around(point, metres))
        rows = self._q.reports.near(self._conn, cells=cells, category=category, since=to_micros(since))
        found = nearest([row async for row in rows], point, metres, limit)
        return tuple(Near(self._report(row), away) for away, row in found)

    async def verified_like(self, case: Report, *, since: datetime) -> int:
        """How many other cases of its kind, made since then at its place (about 130 m across), were verified."""
        cell = cell_of(case.place.latitude, case.place.longitude)
        named = {"case_id": case.id, "category": case.category, "cell": cell, "since": to_micros(since)}
        return int(await self._q.reports.verified_like(self._conn, **named))

    async def parts(self, case_id: int) -> tuple[Report, ...]:
        """What became part of a case, and what had become part of that, the oldest first."""
        return tuple([self._report(row) async for row in self._q.reports.parts(self._conn, case_id=case_id)])

    async def case_of(self, report: Report) -> Report:
        """The case that a report is part of now, which is part of no other; most are their own."""
        if report.merged_into is None:
            return report
        row = await self._q.reports.case_of(self._conn, report_id=report.id)
        if row is None:
            raise KeyError(f"report {report.id} leads to no case")
        return self._report(row)

    async def hand_parts_on(self, report: Report) -> None:
        """What became part of a report is now part of the case that this became part of."""
        await self._q.reports.repoint(self._conn, report_id=report.id, case_id=report.merged_into)

    async def add_event(
        self,
        report: Report,
        event: str,
        actor: Actor,
        *,
        staff_id: int | None = None,
        team_id: int | None = None,
        note: str | None = None,
        now: datetime,
    ) -> None:
        """Appends to the history; `report` is as it is after the event, `team_id` the team that was asked or did it."""
        at = to_micros(now)
        before = await self._q.reports.before(self._conn, report_id=report.id, team_id=team_id)
        entry = Entry(event=event, actor=actor, status=report.status, team=before["team"], at=now, hash="")
        hashed = linked(before["tip"], report.code, entry)
        await self._q.reports.add_event(
            self._conn,
            report_id=report.id,
            event=event,
            actor=actor.value,
            staff_id=staff_id,
            team_id=team_id,
            status=report.status.value,
            note=self._seal.seal_text("words", note),
            now=at,
            hash=hashed,
        )
        await self._q.reports.set_tip(self._conn, report_id=report.id, tip=hashed)

    async def history(self, report: Report) -> History:
        """The history as anybody may see it, with what shows whether it is whole."""
        entries = tuple([_entry(row) async for row in self._q.reports.entries(self._conn, report_id=report.id)])
        tip = await self._q.reports.tip(self._conn, report_id=report.id)
        return History(code=report.code, entries=entries, tip=tip)

    async def changed_histories(self) -> tuple[str, ...]:
        """The codes of all whose history is not whole. Goes through everything, a thousand reports at a time."""
        changed: list[str] = []
        after = 0
        while tips := [row async for row in self._q.reports.tips(self._conn, after=after, limit=AT_ONCE)]:
            entries: dict[int, list[Entry]] = {row["id"]: [] for row in tips}
            last = tips[-1]["id"]
            async for row in self._q.reports.entries_between(self._conn, after=after, last=last):
                entries[row["report_id"]].append(_entry(row))
            histories = (History(code=row["code"], entries=tuple(entries[row["id"]]), tip=row["tip"]) for row in tips)
            changed += [one.code for one in histories if not one.is_whole]
            after = last
        return tuple(changed)

    async def events(self, report_id: int) -> tuple[Event, ...]:
        """The history, oldest first."""
        return tuple([self._event(row) async for row in self._q.reports.events(self._conn, report_id=report_id)])

    def _place(self, place: Place) -> dict[str, Any]:
        return {
            **place.model_dump(include={"latitude", "longitude", "accuracy"}),
            "cell": cell_of(place.latitude, place.longitude),
            "place_source": place.source.value,
            "place_words": self._seal.seal_text("words", place.words),
        }

    def _report(self, row: Row) -> Report:
        fields: dict[str, Any] = dict(row)
        del fields["rank"]
        reporter = self._seal.open_text("reporter", fields.pop("reporter"))
        place = Place(
            source=fields.pop("place_source"),
            words=self._seal.open_text("words", fields.pop("place_words")),
            **{name: fields.pop(name) for name in ("latitude", "longitude", "accuracy")},
        )
        fields["reporter_name"] = self._seal.open_text("name", fields["reporter_name"])
        for name in ("reason", "words"):
            fields[name] = self._seal.open_text("words", fields[name])
        for name in (*_TIMES, "created_at", "updated_at"):
            fields[name] = from_micros(fields[name])
        return Report(reporter_id=None if reporter is None else int(reporter), place=place, **fields)

    def _event(self, row: Row) -> Event:
        fields: dict[str, Any] = dict(row)
        fields["note"] = self._seal.open_text("words", fields["note"])
        fields["at"] = from_micros(fields["at"])
        return Event.model_validate(fields)


def _entry(row: Row) -> Entry:
    return Entry.model_validate({**row, "at": from_micros(row["at"])})


def author(seal: Seal, person_id: int) -> str:
    """The keyed hash under which somebody's reports are listed."""
    return seal.lookup("author", person_id)
