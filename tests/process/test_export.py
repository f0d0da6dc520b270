"""Exports: every report, in three formats, without who it was; no cell that a spreadsheet would run."""

import asyncio
import csv
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.config import load_settings
from bot.export import FIELDS, write_reports
from bot.operate import ExportFormat
from storage.case import CONDUCT, Actor, Place, PlaceSource, Report, Status, Urgency
from tests.process.shell import Shell

NOON = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)  # 12:00 in Chengdu
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
REPORTER = 918273645546

# What the issue asks for at least.
ASKED_FOR = {
    "code", "category", "urgency", "status", "latitude", "longitude", "place_source", "unit", "grid", "reporter", "media", "text",
    "created_at", "updated_at",
}  # fmt: skip


async def fill(shell: Shell, *reports: dict[str, Any]) -> None:
    """Keeps reports of one person; their grid is the demo's first, and each has two pictures."""
    async with shell.write() as store:
        lin = await store.people.meet(REPORTER, "zh-Hans", now=NOON)
        grid = next(unit for unit in await store.units.everything() if unit.kind == "grid")
        for number, fields in enumerate(reports):
            values = {"place": Place(source=PlaceSource.MISSING), "created_at": NOON} | fields
            report = Report(
                id=0, code=f"H-{number:04}", reporter_id=lin.id, pseudonym=f"R-{number}", grid_id=grid.id,
                unit_id=grid.parent_id, answer_by=NOON, updated_at=NOON, **values,
            )  # fmt: skip
            kept = await store.reports.add(report)
            await store.reports.add_event(kept, "received", Actor.REPORTER, now=NOON)
            for name in "ab":
                await store.media.add(kept.id, name, now=NOON)


FULL = {
    "place": Place(source=PlaceSource.VENUE, latitude=30.6607, longitude=104.058, accuracy=5, words="小卖部"),
    "words": '着火 <b>\n第二行, “引号” "quotes"',
    "category": "gas",
    "urgency": Urgency.DANGER,
    "status": Status.ACCEPTED,
    "outside_metres": 12,
    "by_rider": True,
}


def exported(shell: Shell, wanted: str, *words: str) -> str:
    ended = shell("export", "reports", "--format", wanted, *words)
    assert (ended.code, ended.error) == (0, "")
    return ended.out


async def tell(shell: Shell, code: str, *events: tuple[str, Actor]) -> None:
    """What became of a report."""
    async with shell.write() as store:
        report = await store.reports.by_code(code)
        assert report is not None
        for event, actor in events:
            await store.reports.add_event(report, event, actor, now=NOON)


def test_verified_by_whom_and_opened_again(settled: Shell) -> None:
    """Apart from each other, and from what nobody has looked at."""
    asyncio.run(fill(settled, {}, {}, {}))
    asyncio.run(
        tell(settled, "H-0000", ("reopened", Actor.NEIGHBOUR), ("lapsed", Actor.SYSTEM), ("verified", Actor.REPORTER))
    )
    asyncio.run(tell(settled, "H-0001", ("verified", Actor.SYSTEM)))
    asyncio.run(
        tell(settled, "H-0002", ("reopened", Actor.REPORTER), ("reopened", Actor.REPORTER), ("lapsed", Actor.SYSTEM))
    )
    told = [json.loads(line) for line in exported(settled, "jsonl").splitlines()]
    assert [(one["verified_by"], one["reopened"]) for one in told] == [("reporter", 1), ("neighbours", 0), (None, 2)]


class TestFormats:
    @pytest.fixture(autouse=True)
    def _reports(self, settled: Shell) -> None:
        asyncio.run(fill(settled, FULL, {}))

    def test_jsonl(self, settled: Shell) -> None:
        """One object a line, people's words as they wrote them."""
        first, second = [json.loads(line) for line in exported(settled, "jsonl").splitlines()]
        assert set(first) == set(second) == set(FIELDS) >= ASKED_FOR
        grid, unit = first.pop("grid"), first.pop("unit")
        assert grid.startswith(unit), "codes, not numbers of ours"
        assert first == {
            "code": "H-0000", "category": "gas", "urgency": "danger", "status": "accepted", "latitude": 30.6607,
            "longitude": 104.058, "place_source": "venue", "place_words": "小卖部", "outside_metres": 12, "reporter": "R-0",
            "by_rider": True,
            "media": 2, "text": FULL["words"], "created_at": "2026-05-20T04:00:00+00:00", "updated_at": "2026-05-20T04:00:00+00:00",
            "verified_by": None, "reopened": 0,
        }  # fmt: skip
        assert (second["latitude"], second["text"], second["category"], second["by_rider"]) == (None, None, None, False)

    def test_csv(self, settled: Shell) -> None:
        """What is in the table is what is in the lines."""
        table = list(csv.DictReader(StringIO(exported(settled, "csv"), newline="")))
        lines = [json.loads(line) for line in exported(settled, "jsonl").splitlines()]
        assert [list(row) for row in table] == [list(FIELDS)] * 2
        assert table == [{name: "" if value is None else str(value) for name, value in one.items()} for one in lines]

    def test_geojson(self, settled: Shell) -> None:
        """RFC 7946: longitude first, no geometry where there is no point."""
        layer = json.loads(exported(settled, "geojson"))
        assert layer["type"] == "FeatureCollection"
        first, second = layer["features"]
        assert first["geometry"] == {"type": "Point", "coordinates": [104.058, 30.6607]}
        assert second["geometry"] is None
        assert set(first["properties"]) == set(FIELDS) - {"latitude", "longitude"}

    @pytest.mark.parametrize("wanted", list(ExportFormat))
    def test_nobody_can_tell_who_it_was(self, settled: Shell, wanted: ExportFormat) -> None:
        """Two reports of one person have two pseudonyms."""
        text = exported(settled, wanted.value)
        assert str(REPORTER) not in text
        assert "R-0" in text
        assert "R-1" in text


@pytest.mark.parametrize(("wanted", "empty"), [("jsonl", ""), ("csv", ",".join(FIELDS) + "\n")])
def test_nothing_to_export(settled: Shell, wanted: str, empty: str) -> None:
    assert exported(settled, wanted).replace("\r\n", "\n") == empty


@pytest.mark.parametrize(
    ("since", "codes"),
    [
        ("2026-05-19", ["H-0000", "H-0001", "H-0002"]),
        ("2026-05-20", ["H-0001", "H-0002"]),
        ("2026-05-21", []),
    ],
)
def test_since_is_a_day_of_the_community(settled: Shell, since: str, codes: list[str]) -> None:
    """In Chengdu the 20th begins at 16:00 UTC of the 19th."""
    begins = datetime(2026, 5, 19, 16, 0, tzinfo=UTC)
    moments = (begins - timedelta(microseconds=1), begins, begins + timedelta(hours=23))
    asyncio.run(fill(settled, *({"created_at": moment} for moment in moments)))
    lines = exported(settled, "jsonl", "--since", since).splitlines()
    assert [json.loads(line)["code"] for line in lines] == codes


@pytest.mark.parametrize("wanted", list(ExportFormat))
def test_about_staff_only_where_asked_for(settled: Shell, wanted: ExportFormat) -> None:
    """Left out otherwise, and said so beside the data, not in it."""
    asyncio.run(fill(settled, {"words": "路灯"}, {"words": "吃拿卡要", "category": CONDUCT}))
    ended = settled("export", "reports", "--format", wanted.value)
    assert ended.code == 0
    assert ("路灯" in ended.out, "吃拿卡要" in ended.out, "H-0001" in ended.out) == (True, False, False)
    assert "Left out: 1 about staff" in ended.error
    assert "--conduct" in ended.error
    whole = exported(settled, wanted.value, "--conduct")
    assert ("路灯" in whole, "吃拿卡要" in whole) == (True, True)


@pytest.mark.parametrize("start", FORMULAS)
def test_no_cell_is_a_formula(settled: Shell, start: str) -> None:
    """In either of the columns that hold people's words; the words themselves are still there."""
    words = f"{start}cmd|' /C calc'!A0"
    asyncio.run(fill(settled, {"words": words, "place": Place(source=PlaceSource.WORDS, words=words)}))
    (row,) = csv.DictReader(StringIO(exported(settled, "csv"), newline=""))
    assert (row["text"], row["place_words"]) == (f"'{words}", f"'{words}")
    (line,) = exported(settled, "jsonl").splitlines()
    assert json.loads(line)["text"] == words


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=5))
def test_any_words_in_a_table(settled: Shell, words: list[str]) -> None:
    """Line breaks, commas, quotes and NUL change no row into two and no word into a formula."""
    with closing(sqlite3.connect(settled.database)) as conn, conn:
        conn.executescript("PRAGMA foreign_keys = ON; DELETE FROM reports;")
    asyncio.run(fill(settled, *({"words": one} for one in words)))
    out = StringIO(newline="")
    asyncio.run(write_reports(load_settings(settled.config), ExportFormat.CSV, None, out))
    rows = list(csv.DictReader(StringIO(out.getvalue(), newline="")))
    assert [row["text"].removeprefix("'") for row in rows] == [one.removeprefix("'") for one in words]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULAS)]
