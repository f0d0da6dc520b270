"""Everything about one person, as data to be written into a file. Nothing about others: no name of staff, no other reporter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.case import Event, Report
from storage.media import Media, MediaKind, Stage
from storage.module import NO_END
from storage.personal import Fact
from storage.store import Store

_ENDINGS = {
    MediaKind.PHOTO: "jpg",
    MediaKind.DOCUMENT: "jpg",
    MediaKind.VIDEO: "mp4",
    MediaKind.VOICE: "ogg",
    MediaKind.AUDIO: "audio",
    MediaKind.VIDEO_NOTE: "mp4",
}  # an audio file may be of any kind, and our copy does not say which

Units = dict[int, Fact]


@dataclass(frozen=True)
class Everything:
    """`data` is JSON but for its times; `files` are our copies, each by the name it gets and the path of the sealed file."""

    data: dict[str, Any]
    files: dict[str, str]


async def everything(store: Store, person_id: int, *, now: datetime) -> Everything:
    """As it stands now; KeyError when the person is gone."""
    units: Units = {
        unit.id: {"code": unit.code, "name": unit.name, "name_en": unit.name_en}
        for unit in await store.units.everything()
    }
    dialog = await store.dialogs.get(person_id)
    files: dict[str, str] = {}
    data = {
        "made_at": now,
        "person": _named(await store.personal.person(person_id), units),
        "roles": [_named(one, units) for one in await store.personal.roles(person_id)],
        "reports": [await _report(store, one, units, files) for one in await store.reports.by_reporter(person_id)],
        "dialog_under_way": None if dialog is None else dialog.model_dump(),
        "under_way": await store.personal.under_way(person_id),
        "made": {
            name: [_named(one, units) for one in of] for name, of in (await store.personal.made(person_id)).items()
        },
        "work": {**await store.personal.work(person_id), "pictures": await _pictures(store, person_id, files)},
        "looks": await store.personal.looks(person_id),
        "warnings": await store.personal.warned(person_id),
        "wishes": (await store.wishes.get(person_id)).model_dump(mode="json"),
        "drills": await store.personal.drills(person_id),
        "training": [_named(one, units) for one in await store.personal.training(person_id)],
        "doors": await store.personal.doors(person_id),
        "points": await _points(store, person_id),
        "vouchers": await _vouchers(store, person_id),
        "counted": await store.personal.counted(person_id),
    }
    return Everything(data, files)


async def _report(store: Store, report: Report, units: Units, files: dict[str, str]) -> Fact:
    """With its history and its files; those of which we have a copy are added to `files`. What staff showed is theirs."""
    media = [one for one in await store.media.of_report(report.id) if one.stage is Stage.BEFORE]
    told = report.model_dump(exclude={"id", "reporter_id", "holder_id", "merged_into"})
    told["history"] = [_named(_event(one), units) for one in await store.reports.events(report.id)]
    told["files"] = [_file(report.code, one, number, files) for number, one in enumerate(media, start=1)]
    return _named(told, units)


async def _points(store: Store, person_id: int) -> Fact | None:
    account = await store.ledger.of_person(person_id)
    if account is None:
        return None
    lines = [one.model_dump(exclude={"id"}) for one in await store.ledger.page(account.id, limit=NO_END)]
    return {"balance": account.balance, "history": lines}


async def _pictures(store: Store, person_id: int, files: dict[str, str]) -> list[Fact]:
    """By which they showed, as staff, what became of hazards."""
    told = []
    for number, one in enumerate(await store.media.by_staff(person_id), start=1):
        report = await store.reports.by_id(one.report_id)
        told.append({"code": report.code, **_file(f"work/{report.code}", one, number, files)})
    return told


async def _vouchers(store: Store, person_id: int) -> list[Fact]:
    """All that they ever bought."""
    account = await store.ledger.of_person(person_id)
    told = []
    for one in () if account is None else await store.vouchers.of_account(account.id):
        reward = await store.rewards.by_id(one.reward_id)
        bought = one.model_dump(mode="json", include={"code", "price", "state"})
        times = one.model_dump(include={"bought_at", "expires_at", "ended_at"})
        told.append({"name": reward.name, "name_en": reward.name_en, **bought, **times})
    return told


def _event(event: Event) -> Fact:
    return event.model_dump(exclude={"staff_id"})


def _file(folder: str, media: Media, number: int, files: dict[str, str]) -> Fact:
    name = None
    if media.path is not None:
        name = f"{folder}/{number}.{_ENDINGS[media.kind]}"
        files[name] = media.path
    return {
        "kind": media.kind,
        "state": media.state,
        "refused_because": media.error,
        "telegram_file_id": media.file_id,
        "withheld_from_staff": media.withheld,
        "file": name,
    }


def _named(fact: Fact, units: Units) -> Fact:
    """Units by code and name rather than by our id."""
    named = {}
    for name, value in fact.items():
        if name.endswith("_id") and name[:-3] in ("unit", "grid", "home_unit", "team", "about"):
            named[name[:-3]] = units.get(value)
        else:
            named[name] = _named(value, units) if isinstance(value, dict) else value
    return named
