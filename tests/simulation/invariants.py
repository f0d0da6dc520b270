"""What must hold after every step. Pure: from what was seen to what is wrong with it, in words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.outbox import Claimed, Lane, Worth

PER_SECOND, GROUP_PER_MINUTE = 30, 20
_IN_CHARGE = ("staff", "duty_officer", "administrator")
_MARKS = ("可能重复", "had this already")


@dataclass(frozen=True)
class Arrival:
    """What came to Telegram, and was done there: seconds of virtual time, Telegram's number of the chat, the message of the outbox that
    it delivers, the words that people see, if it has any."""

    at: float
    chat: int
    method: str
    claim: Claimed
    words: str | None


@dataclass(frozen=True)
class Deed:
    """A row of a report's history, or a notice, and whose update it came with. `units` are those of the place and all above them; `roles`
    are what that person has at that moment, with the unit or None for everywhere."""

    event: str
    actor: str
    staff: int | None
    person: int | None
    reporter: int | None
    roles: tuple[tuple[str, int | None], ...]
    units: frozenset[int]


def lost(confirmed: Iterable[int], kept: Collection[int]) -> list[str]:
    """Telegram was told to forget an update that is not in the inbox."""
    return [f"update {one} was confirmed and is not kept" for one in confirmed if one not in kept]


def doubled(codes: Iterable[tuple[int, str]], known: Mapping[str, int]) -> list[str]:
    """A code belongs to one report, for good. `codes` are (id of the report, code)."""
    seen = dict(known)
    return [
        f"code of report {one} is also that of {seen[code]}" for one, code in codes if seen.setdefault(code, one) != one
    ]


def invented(said: Iterable[str], known: Collection[str]) -> list[str]:
    """A message names a report that there is not: its transaction was never committed."""
    return [f"a message names {code}, which there is not" for code in said if code not in known]


def out_of_order(before: Arrival | None, now: Arrival) -> list[str]:
    """To one chat and in one lane messages come as they were owed; the same one again only by a later call."""
    if before is None:
        return []
    first, second = (before.claim.id, before.claim.tries), (now.claim.id, now.claim.tries)
    fine = second[0] > first[0] or (second[0] == first[0] and second[1] > first[1])
    return [] if fine else [f"message {now.claim.id} came to {now.chat} after {before.claim.id}"]


def repeated(times: int, now: Arrival) -> list[str]:
    """What comes once more, `times` it came before, says so where it has words; and what may come once only does not come again."""
    if not times or now.method.lower().startswith("edit"):
        return []
    if now.claim.worth is Worth.ONCE:
        return [f"message {now.claim.id}, to come once at most, came to {now.chat} again"]
    marked = now.words is None or any(mark in now.words for mark in _MARKS)
    return [] if marked else [f"message {now.claim.id} came to {now.chat} again and does not say so"]


def overstepped(deed: Deed) -> list[str]:
    """Staff by a role that covers the place, reporters in their own report, and each in their own name."""
    if deed.actor == "staff":
        covers = any(role in _IN_CHARGE and (unit is None or unit in deed.units) for role, unit in deed.roles)
        fine = covers and deed.staff == deed.person
    elif deed.actor == "reporter":
        fine = deed.person is not None and deed.reporter in (None, deed.person)
    else:
        fine = True
    return [] if fine else [f"{deed.event} as {deed.actor} by {deed.person}, who has no right to"]


def too_fast(times: Sequence[float], window: float, most: int) -> list[str]:
    """More than so many within so many seconds; the times in order, the newest last."""
    return [
        f"{most + 1} messages within {end - start:.3f} s of {window:.0f}"
        for start, end in zip(times, times[most:], strict=False)
        if end - start < window
    ]


def starved(ready_since: Mapping[Lane, float], patience: float, now: float) -> list[str]:
    """Something of a lane could go for longer than anybody should wait."""
    return [
        f"lane {lane.name} waits for {now - since:.0f} s"
        for lane, since in ready_since.items()
        if now - since > patience
    ]


def undelivered(states: Iterable[tuple[int, str, str | None]], heard: Collection[int]) -> list[str]:
    """At rest every message is through, in a way that is accounted for: (id, state, error) of the outbox."""
    wrong = []
    for one, state, error in states:
        if state == "sent" and one not in heard:
            wrong.append(f"message {one} is sent, and never came")
        elif state in ("waiting", "behind", "sending"):
            wrong.append(f"message {one} is still {state} ({error})")
        elif state == "failed" and not _is_final(error or ""):
            wrong.append(f"message {one} failed: {error}")
    return wrong


def unhandled(states: Iterable[tuple[int, str, str | None]]) -> list[str]:
    """At rest every update is done: (update_id, state, error) of the inbox."""
    return [f"update {one} is {state} ({error})" for one, state, error in states if state != "done"]


def leaked(words: str | None, names: Iterable[str]) -> list[str]:
    """A group hears of nobody."""
    return [f"a group hears of {name}" for name in names if name in (words or "")]


def _is_final(error: str) -> bool:
    return error.startswith("Forbidden") or "cannot be reached" in error
