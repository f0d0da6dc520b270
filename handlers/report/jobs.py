"""Due work: what is due now is a query, and running it twice sends nothing twice."""

from handlers.context import Work
from handlers.report import ask, rules

_CHUNK = 5  # in one transaction
_REMINDED = "reminded of questions"


async def end_waits(work: Work) -> bool:
    """Goes on with some of what waited long enough for its reporter; whether there may be more."""
    await work.store.reports.set_waits_right(latest=work.now + rules.PATIENCE)
    found = await work.store.reports.waited_out(now=work.now, limit=_CHUNK)
    ended = [await ask.waited_in_vain(work, report) for report in found]
    return all(ended) and len(ended) == _CHUNK


async def remind_of_questions(work: Work) -> None:
    """Asks once more where two days have gone by since this ran last, and somebody still waits. A clock that was set back looks no
    further back than now: what it reminded of before, it is not owed again."""
    left = rules.PATIENCE - rules.REMIND_AFTER
    last = min(await work.store.moments.get(_REMINDED) or work.now - rules.PATIENCE, work.now)
    for report in await work.store.reports.waiting_until(max(last + left, work.now), work.now + left):
        await ask.put_again(work, report)
    await work.store.moments.put(_REMINDED, work.now)
