"""Claim codes: with one, whoever has it can be paid for a report without saying who they are.

None is stored: each is made from the report's own code with the key, so that nobody else can make one. What is stored is that it was used.
"""

from base64 import b32encode
from datetime import datetime

from storage.case import Report
from storage.clock import from_micros, to_micros
from storage.module import Module

_BYTES = 5  # eight signs


class Claims(Module):
    """Queries about what was paid for reports."""

    def code(self, report: Report) -> str:
        """Of a report, for ever the same: XXXX-XXXX."""
        hashed = bytes.fromhex(self._seal.lookup("claim", report.code))
        signs = b32encode(hashed[:_BYTES]).decode()
        return f"{signs[:4]}-{signs[4:]}"

    async def used_at(self, report_id: int) -> datetime | None:
        """When it was paid for; None where it was not."""
        moment: int | None = await self._q.claims.used_at(self._conn, report_id=report_id)
        return None if moment is None else from_micros(moment)

    async def use(self, report_id: int, *, now: datetime) -> bool:
        """It is paid for; False where it was before."""
        return await self._q.claims.use(self._conn, report_id=report_id, now=to_micros(now)) is not None
