"""What staff see: by grid and building how many have answered, and how far the knocking is. Duty officers alone are shown doors, and only
those where somebody needs help or did not open."""

from collections.abc import Mapping
from typing import NamedTuple

from handlers import rights
from handlers.buttons import button
from handlers.context import Rows, Work
from handlers.doors import rules
from handlers.messages import Message, Text, text
from handlers.report.card import unit_name
from handlers.rights import Deed
from storage.alert import Alert
from storage.copies import Answer
from storage.doors import Door, DoorList, DoorResult, Silent
from storage.store import Store

_LISTED = 12  # units, and doors

Answers = Mapping[int | None, Mapping[Answer | None, int]]


class Counted(NamedTuple):
    """What those said who have it, who of the silent needs help, and what is on the lists."""

    answers: Answers
    silent: tuple[Silent, ...]
    lists: tuple[tuple[DoorList, tuple[Door, ...]], ...]

    @property
    def doors(self) -> tuple[tuple[int, Door], ...]:
        """All that are on lists, with their unit."""
        return tuple((one.unit_id, door) for one, doors in self.lists for door in doors)

    def results(self, result: DoorResult) -> int:
        """How often knockers found that."""
        return sum(door.result is result for _, door in self.doors)


def slot(event: str) -> str:
    """The name of the sheet that somebody has of a warning."""
    return f"doorsheet:{event}"


async def count(store: Store, alert: Alert) -> Counted:
    """As of now."""
    answers = await store.copies.answered_by_unit(alert)
    doors = await store.doors.all_doors(alert.event)
    lists = [(one, doors.get(one.id, ())) for one in await store.doors.of_event(alert.event)]
    return Counted(answers, await store.doors.silent(alert), tuple(lists))


async def made(work: Work, alert: Alert, counted: Counted, person_id: int) -> Message:
    """As this person may see it."""
    if not await rights.may(work.store, person_id, Deed.WRITE_ALERT, alert.unit_id):
        return Message(text=text("doors-sheet-gone"))
    lines = [*await _units(work, counted), *_nowhere(counted), *_state(counted)]
    if await rights.may(work.store, person_id, Deed.APPROVE_GRAVE, alert.unit_id):
        lines += await _doors(work, counted)
    return Message(
        text=_head(alert, counted), lines=tuple(lines), buttons=await _buttons(work, alert, counted), protected=True
    )


def over(alert: Alert, counted: Counted) -> Message:
    """Once it is: the numbers alone."""
    return Message(text=_head(alert, counted), lines=(*_state(counted), text("doors-sheet-over")), protected=True)


def _head(alert: Alert, counted: Counted) -> Text:
    def said(answer: Answer | None) -> int:
        return sum(of.get(answer, 0) for of in counted.answers.values())

    return text(
        "doors-sheet",
        number=alert.event,
        safe=said(Answer.SAFE),
        help=said(Answer.HELP),
        read=said(Answer.READ),
        silent=said(None),
    )


async def _units(work: Work, counted: Counted) -> list[Text]:
    """Each on a line, those with doors to knock at first."""
    doors: dict[int, int] = {}
    for one in counted.silent:
        doors[one.unit_id] = doors.get(one.unit_id, 0) + one.has_door
    units = [one for one in counted.answers if one is not None]
    units.sort(key=lambda one: (-doors.get(one, 0), -counted.answers[one].get(None, 0), one))
    lines = [await _unit(work, one, counted.answers[one], doors.get(one, 0)) for one in units[:_LISTED]]
    return lines + ([text("doors-more", count=len(units) - _LISTED)] if len(units) > _LISTED else [])


async def _unit(work: Work, unit_id: int, said: Mapping[Answer | None, int], doors: int) -> Text:
    line = text(
        "doors-unit",
        unit=unit_name(await work.store.units.by_id(unit_id)),
        safe=said.get(Answer.SAFE, 0),
        help=said.get(Answer.HELP, 0),
        read=said.get(Answer.READ, 0),
        silent=said.get(None, 0),
    )
    return text("doors-unit-with", line=line, doors=doors) if doors else line


def _nowhere(counted: Counted) -> list[Text]:
    """Who needs help and told no door cannot be knocked at by name."""
    people = sum(not one.has_door for one in counted.silent)
    return [text("doors-nowhere", count=people)] if people else []


def _state(counted: Counted) -> list[Text]:
    if not counted.lists:
        return []
    taken = sum(one.taken_by is not None for one, _ in counted.lists)
    left = sum(rules.is_left(door) for _, door in counted.doors)
    found = {one.value: counted.results(one) for one in DoorResult}
    return [text("doors-state", lists=len(counted.lists), taken=taken, left=left, **found)]


async def _doors(work: Work, counted: Counted) -> list[Text]:
    """Where somebody needs help comes first."""
    lines = []
    for result in (DoorResult.HELP, DoorResult.ABSENT):
        for unit_id, door in counted.doors:
            if door.result is result and rules.is_shown(door):
                unit = unit_name(await work.store.units.by_id(unit_id))
                lines.append(text(f"doors-officer-{result.value}", unit=unit, door=door.door or ""))
    return lines[:_LISTED]


async def _buttons(work: Work, alert: Alert, counted: Counted) -> Rows:
    """To send people as long as there are doors that are on no list."""
    units = {one.unit_id for one in counted.silent}
    kinds = {one: (await work.store.units.by_id(one)).kind for one in units}
    found = rules.to_list(counted.silent, {door.person_id for _, door in counted.doors}, kinds.__getitem__)
    return ((button("doors-send", "dsend", str(alert.id)),),) if found else ()
