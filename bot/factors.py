"""Second factors, for whoever looks after the bot."""

from bot.config import Settings
from bot.operate import OperateError, opened
from handlers.factor import service
from storage.clock import utc_now


async def reset_factor(settings: Settings, person_id: int) -> str:
    """Removes the second factor of somebody who has lost their phone. OperateError when they have none."""
    async with opened(settings) as database, database.write() as store:
        if not await service.reset(store, person_id, now=utc_now()):
            raise OperateError(f"person {person_id} has no second factor; shao roles list shows who has which number")
    return f"Person {person_id} has no second factor any more, and is told so."
