"""What a digest says: the open cases in numbers, by grid, and the most urgent ones with a button each."""

from datetime import timedelta

from handlers import rights
from handlers.context import Work
from handlers.messages import Message, Text, text
from handlers.report import card
from handlers.worklist.lines import line, openers
from storage.worklists import GridLoad

_CASES, _GRIDS = 10, 10
_DAY = timedelta(days=1)
_MAY_SEE = rights.MAY[rights.Deed.SEE_WORKLIST]


async def letter(work: Work, person_id: int, *, had: int) -> tuple[Message | None, int]:
    """(the digest, how many cases are open). None where there is nothing to say: none are open, and none were the last time."""
    load = await work.store.worklists.load(person_id, _MAY_SEE)
    count = sum(one.reports for one in load)
    outcomes = await _outcomes(work, person_id)
    if count == 0:
        return (Message(text=text("digest-all-done"), lines=outcomes) if had else None), 0
    most = await work.store.worklists.page(person_id, _MAY_SEE, limit=_CASES)
    first = [await work.store.reports.by_id(one) for one in most]
    lines = [*_urgent(load), *outcomes, *await _by_grid(work, load)]
    if count > len(first):
        lines.append(text("digest-first", count=len(first)))
    lines += [await line(work, one) for one in first]
    return Message(text=text("digest-head", count=count), lines=tuple(lines), buttons=openers(first)), count


async def _outcomes(work: Work, person_id: int) -> tuple[Text, ...]:
    """Since the day before: what is fixed, what nobody has looked at, what was not fixed; nothing where nothing happened."""
    tally = await work.store.outcomes.since(person_id, _MAY_SEE, work.now - _DAY, now=work.now)
    counts = tally.model_dump()
    return (text("digest-outcomes", **counts),) if any(counts.values()) else ()


def _urgent(load: tuple[GridLoad, ...]) -> list[Text]:
    danger, overdue = sum(one.danger for one in load), sum(one.overdue for one in load)
    lines = [text("digest-danger", count=danger)] if danger else []
    return [*lines, text("digest-overdue", count=overdue)] if overdue else lines


async def _by_grid(work: Work, load: tuple[GridLoad, ...]) -> list[Text]:
    """Not where all of them are in one."""
    if len(load) == 1:
        return []
    lines = []
    for one in load[:_GRIDS]:
        grid = None if one.grid_id is None else await work.store.units.by_id(one.grid_id)
        lines.append(text("digest-grid", grid=card.unit_name(grid), count=one.reports))
    others = sum(one.reports for one in load[_GRIDS:])
    return [*lines, text("digest-other-grids", count=others)] if others else lines
