"""What a backup holds of the future: it was owed or begun then, and has been done since by the bot whose data were lost."""

from datetime import datetime

from storage.clock import day_of, to_micros
from storage.module import Module


class Restored(Module):
    """Queries for a database that comes from a backup, before a bot runs on it."""

    async def doubt(self, *, now: datetime) -> int:
        """Everything owed may have arrived; notices that were not through are stopped, rather than sent to people who have them. How many
        messages there were."""
        found = [row async for row in self._q.restored.doubt(self._conn, day=to_micros(day_of(now)))]
        await self._q.outbox.promote_all(self._conn)
        await self._q.restored.stop_notices(self._conn)
        return len(found)
