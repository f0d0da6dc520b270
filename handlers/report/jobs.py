"""Due work: what is due now is a query, and running it twice sends nothing twice."""

from collections.abc import Awaitable, Callable, Mapping

from handlers.context import Work
from handlers.report import ask, rules
from handlers.verify import deferring, ending
from storage.case import Report, Status

_CHUNK = 5  # in one transaction
_REMINDED = "reminded of questions"
_WAITED_OUT: Mapping[Status, Callable[[Work, Report], Awaitable[bool]]] = {
    Status.WAITING: ask.waited_in_vain,
    Status.DEFERRED: deferring.waited_in_vain,
    Status.DONE: ending.end,
}


async def end_waits(work: Work) -> bool:
    """Goes on with some of what waited long enough, for its reporter, for somebody outside, for a look at what was done; whether there may
    be more."""
    for status, patience in rules.PATIENCE.items():
        await work.store.reports.set_waits_right(status, latest=work.now + patience)
    found = await work.store.reports.waited_out(now=work.now, limit=_CHUNK)
    ended = [await _WAITED_OUT[report.status](work, report) for report in found]
    return all(ended) and len(ended) == _CHUNK


async def remind_of_questions(work: Work) -> None:
    """Asks once more where two days have gone by since this ran last, and somebody still waits. A clock that was set back looks no
    further back than now: what it reminded of before, it is not owed again."""
    patience = rules.PATIENCE[Status.WAITING]
    left = patience - rules.REMIND_AFTER
    last = min(await work.store.moments.get(_REMINDED) or work.now - patience, work.now)
    for report in await work.store.reports.waiting_until(max(last + left, work.now), work.now + left):
        await ask.put_again(work, report)
    await work.store.moments.put(_REMINDED, work.now)
