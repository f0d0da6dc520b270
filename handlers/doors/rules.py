"""What holds for door-knock lists. Pure: time and facts are arguments.

none → near → grid → staff        whoever taps first has the list; handed back it begins anew
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from storage.copies import Answer
from storage.doors import Door, DoorList, DoorResult, DoorRung, Silent
from storage.units import UnitKind

MOST = 8  # doors on a list
PATIENCE = timedelta(minutes=5)  # then the next ones are asked
LATEST = timedelta(minutes=15)  # further off was written by a clock that was wrong
KNOCKED_AT = (UnitKind.BUILDING, UnitKind.GRID)  # who has said no more than their community is not found by knocking
_LADDER = (DoorRung.NONE, DoorRung.NEAR, DoorRung.GRID, DoorRung.STAFF)


def chunks(people: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """A few each, in order."""
    return tuple(tuple(people[start : start + MOST]) for start in range(0, len(people), MOST))


def to_list(
    silent: Iterable[Silent], listed: Iterable[int], kind_of: Callable[[int], UnitKind]
) -> dict[int, list[int]]:
    """Whose door is to be knocked at, by unit: those who have told one, and are on no list yet."""
    known, found = frozenset(listed), dict[int, list[int]]()
    for one in silent:
        if one.has_door and one.person_id not in known and kind_of(one.unit_id) in KNOCKED_AT:
            found.setdefault(one.unit_id, []).append(one.person_id)
    return found


def next_ones(rung: DoorRung, people: Mapping[DoorRung, Sequence[int]]) -> tuple[DoorRung, tuple[int, ...]]:
    """The next rung on which there is anybody who was not asked yet, and who that is; in the end staff, who are told in any case."""
    at = _LADDER.index(rung) + 1
    asked = {person for one in _LADDER[:at] for person in people.get(one, ())}
    for one in _LADDER[at:-1]:
        found = tuple(person for person in people.get(one, ()) if person not in asked)
        if found:
            return one, found
    return DoorRung.STAFF, tuple(people.get(DoorRung.STAFF, ()))


def offered(one: DoorList, rung: DoorRung, now: datetime) -> DoorList:
    """Once those of a rung were asked; after staff nobody is."""
    next_at = None if rung is DoorRung.STAFF else now + PATIENCE
    return one.model_copy(update={"rung": rung, "offered_at": now, "next_at": next_at})


def handed_back(one: DoorList, now: datetime) -> DoorList:
    """Nobody has it, and everybody is asked anew."""
    free = {"taken_by": None, "taken_at": None, "shown": None, "rung": DoorRung.NONE, "next_at": now}
    return one.model_copy(update=free)


def is_due(one: DoorList, now: datetime) -> bool:
    """Whether the next ones are to be asked now."""
    if one.closed_at is not None or one.taken_by is not None or one.next_at is None:
        return False
    return one.next_at <= now or one.next_at > now + LATEST


def is_lost(one: DoorList) -> bool:
    """Whether whoever had it is gone."""
    return one.taken_at is not None and one.taken_by is None


def is_shown(door: Door) -> bool:
    """Not where they have taken the door back, or have said themselves how they are."""
    if door.door is None:
        return False
    return door.answer is None or door.answer == (door.result or "")


def is_left(door: Door) -> bool:
    """Whether it is still to be knocked at."""
    return is_shown(door) and door.result is None


def is_unknown(door: Door) -> bool:
    """Whether nobody knows how they are: also where nobody opened."""
    return is_shown(door) and door.result in (None, DoorResult.ABSENT)


def offered_results(door: Door) -> tuple[DoorResult, ...]:
    """What can be said of it: of whom something is known, it is not taken back."""
    known = door.result in (DoorResult.SAFE, DoorResult.HELP)
    return tuple(one for one in DoorResult if one is not DoorResult.ABSENT or not known)


def said(result: DoorResult) -> Answer | None:
    """What it says for whoever lives there; nothing where nobody was there."""
    return None if result is DoorResult.ABSENT else Answer(result.value)
