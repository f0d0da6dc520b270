"""Albums come as one update for each of their parts, and nobody says which is the last: what comes late joins what came in time."""

from handlers.context import Context
from handlers.input import File, Input
from handlers.limits import Taken, take_media
from handlers.messages import Message
from handlers.report import changes, files
from handlers.report.more import say_full
from handlers.report.voices import Voices, voices_of
from storage.case import Report, Urgency
from storage.media import Stage


async def join_album(ctx: Context, given: Input) -> bool:
    """Adds what comes late of an album to the report that has the rest, as if it had come in time; False where there is none."""
    if not isinstance(given, File) or given.sent.album is None:
        return False
    found = await ctx.store.media.of_album(files.album_of(ctx.person, given.sent.album))
    if found is None:
        return False
    report = await ctx.store.reports.by_id(found[0])
    if found[1] is Stage.AFTER:
        await _show_more(ctx, report, given)
        return True
    if not (await ctx.store.reports.case_of(report)).is_open:
        await ctx.say("report-closed")
        return True
    taken = await take_media(ctx, 1, danger=report.urgency is Urgency.DANGER)
    added = await _add_late(ctx, report, given, taken)
    if added.is_cut:
        await say_full(ctx)
    if taken.told is not None:
        await ctx.send(Message(text=taken.told))
    await changes.refresh_cards(ctx, added.report, album=True)
    return True


async def _show_more(ctx: Context, report: Report, given: File) -> None:
    """What staff show beside the first picture of what they have done; nothing that is spoken."""
    if not given.sent.media.is_spoken:
        limits = ctx.house.limits
        await files.show_after(ctx.store, report, ctx.person, (given.sent,), limits=limits, now=ctx.now)
        await changes.refresh_cards(ctx, report, album=True)


async def _add_late(ctx: Context, report: Report, given: File, taken: Taken) -> files.Added:
    limits, sent = ctx.house.limits, (given.sent,)[: taken.count]
    if report.reporter_id is None and given.sent.media.is_spoken:
        sent = ()  # a child's voice is not kept
    withhold = voices_of(ctx.person) is not Voices.HEARD
    is_cut = await files.add(ctx.store, report, ctx.person, sent, withhold=withhold, limits=limits, now=ctx.now)
    joined = "\n".join(part for part in (report.words, given.words) if part)
    changed = report.model_copy(update={"words": joined[: limits.words] or None, "updated_at": ctx.now})
    await ctx.store.reports.save(changed, now=ctx.now)
    return files.Added(changed, is_cut or len(joined) > limits.words)
