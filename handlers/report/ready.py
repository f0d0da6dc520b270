"""Ready sentences of whoever a case belongs to, where staff ask or answer: offered by number, and read when they are used."""

from handlers.context import Context
from handlers.messages import Text, text
from handlers.texts import shorten
from handlers.units.own import number_of
from storage.case import Report
from storage.phrases import Phrase, Purpose

_MARK = "own"  # before the number; none of our own questions and reasons is called so
_OFFERED = 8
_LABEL_UNITS = 60


async def offered(ctx: Context, report: Report | None, purpose: Purpose) -> tuple[tuple[str, Text], ...]:
    """(value, label) of each, the nearest unit's first."""
    found = await _of(ctx, report, purpose)
    return tuple((f"{_MARK}{one.id}", text("named", name=shorten(one.words, _LABEL_UNITS))) for one in found[:_OFFERED])


def is_ready(value: str) -> bool:
    """Whether a value is that of a ready sentence, whether there is one or not."""
    return value.startswith(_MARK) and number_of(value.removeprefix(_MARK)) is not None


async def words(ctx: Context, report: Report | None, purpose: Purpose, value: str) -> str:
    """The sentence of a value that was offered just now, in the same transaction."""
    number = number_of(value.removeprefix(_MARK))
    return next(one.words for one in await _of(ctx, report, purpose) if one.id == number)


async def _of(ctx: Context, report: Report | None, purpose: Purpose) -> tuple[Phrase, ...]:
    where = None if report is None else report.grid_id or report.unit_id
    return () if where is None else await ctx.store.phrases.above(where, purpose)
