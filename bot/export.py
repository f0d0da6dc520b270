"""Reports for other programs. Says who reported only by the pseudonym of each report."""

import csv
import json
from datetime import UTC, datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.cells import safe_cell
from bot.config import Settings
from bot.operate import ExportFormat, opened
from bot.progress import tracked
from storage.case import Actor, Report
from storage.store import Store

FIELDS = (
    "code", "category", "urgency", "status", "latitude", "longitude", "place_source", "place_words", "unit", "grid",
    "outside_metres", "reporter", "by_rider", "media", "text", "created_at", "updated_at", "verified_by", "reopened",
)  # fmt: skip

# Where time alone ends it, neighbours had seen that it is fixed; what nobody looked at has a status of its own.
_VERIFIED_BY = {Actor.REPORTER: "reporter", Actor.SYSTEM: "neighbours"}


async def write_reports(
    settings: Settings, wanted: ExportFormat, since: datetime | None, out: TextIO, *, conduct: bool = False
) -> int:
    """Writes the reports from the day `since` (in the community's time zone) on, those about staff and departments only where `conduct` is
    set; how many of these were left out."""
    zone = ZoneInfo(settings.community.time_zone)
    start = datetime(1970, 1, 1, tzinfo=UTC) if since is None else since.replace(tzinfo=zone)
    async with opened(settings) as database, database.read() as store:
        codes = {unit.id: unit.code for unit in await store.units.everything()}
        found = await store.reports.since(start)
        kept = [report for report in found if conduct or not report.is_conduct]
        records = [await _record(store, report, codes) for report in tracked(kept, "Reports")]
    _WRITERS[wanted](records, out)
    return len(found) - len(kept)


async def _record(store: Store, report: Report, codes: dict[int, str]) -> dict[str, Any]:
    place, outcome = report.place, await store.outcomes.of_report(report.id)
    values = (
        report.code, report.category, report.urgency.value, report.status.value, place.latitude, place.longitude,
        place.source.value, place.words, report.unit_id and codes[report.unit_id], report.grid_id and codes[report.grid_id],
        report.outside_metres, report.pseudonym, report.by_rider, len(await store.media.of_report(report.id)), report.words,
        report.created_at.isoformat(), report.updated_at.isoformat(),
        outcome.verified_by and _VERIFIED_BY[outcome.verified_by], outcome.reopened,
    )  # fmt: skip
    return dict(zip(FIELDS, values, strict=True))


def _write_jsonl(records: list[dict[str, Any]], out: TextIO) -> None:
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False) + "\n")


def _write_csv(records: list[dict[str, Any]], out: TextIO) -> None:
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    for record in records:
        writer.writerow({name: safe_cell(value) for name, value in record.items()})


def _write_geojson(records: list[dict[str, Any]], out: TextIO) -> None:
    """RFC 7946: longitude first; a report without a point has a null geometry."""
    features = [
        {
            "type": "Feature",
            "geometry": _point(record),
            "properties": {name: value for name, value in record.items() if name not in ("latitude", "longitude")},
        }
        for record in records
    ]
    json.dump({"type": "FeatureCollection", "features": features}, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _point(record: dict[str, Any]) -> dict[str, Any] | None:
    if record["latitude"] is None:
        return None
    return {"type": "Point", "coordinates": [record["longitude"], record["latitude"]]}


_WRITERS = {ExportFormat.JSONL: _write_jsonl, ExportFormat.CSV: _write_csv, ExportFormat.GEOJSON: _write_geojson}
