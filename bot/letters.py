"""Dead letters, for whoever decides about them: what they are, another try, or an end. Works beside a running bot."""

from collections.abc import Sequence

from bot.config import Settings
from bot.operate import OperateError, opened
from storage.clock import utc_now
from storage.inbox import Letter


async def list_letters(settings: Settings) -> list[str]:
    """A line each, without what is in them and whose they are."""
    async with opened(settings) as database, database.read() as store:
        letters = await store.inbox.letters()
    return [_line(letter) for letter in letters] or ["There are no dead letters."]


async def retry_letters(settings: Settings, numbers: Sequence[int] | None) -> str:
    """These, or all of them; none where one cannot be: OperateError."""
    async with opened(settings) as database, database.write() as store:
        chosen = _chosen(await store.inbox.letters(), numbers)
        for number in chosen:
            if not await store.inbox.revive(number):
                raise OperateError(f"nothing was changed: what was in {number} is forgotten, it can only be dropped")
    return f"{len(chosen)} dead letters put back; a running bot tries them within seconds."


async def drop_letters(settings: Settings, numbers: Sequence[int] | None) -> str:
    """These, or all of them; none where one is not there: OperateError."""
    async with opened(settings) as database:
        async with database.write() as store:
            chosen = _chosen(await store.inbox.letters(), numbers)
            for number in chosen:
                await store.inbox.drop(number, now=utc_now())
        await database.drop_log()
    return f"{len(chosen)} dead letters erased."


def _line(letter: Letter) -> str:
    kind = letter.kind or "(forgotten)"
    return f"{letter.update_id}  {letter.died_at:%Y-%m-%d}  {kind}  {letter.tries} tries  {letter.error}"


def _chosen(letters: Sequence[Letter], numbers: Sequence[int] | None) -> list[int]:
    """In the order in which they came."""
    there = [letter.update_id for letter in letters]
    unknown = sorted(set(numbers or ()) - set(there))
    if unknown:
        raise OperateError(f"nothing was changed: {unknown[0]} is no dead letter; see shao dead-letters list")
    return [number for number in there if numbers is None or number in numbers]
