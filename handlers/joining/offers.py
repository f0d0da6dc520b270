"""Whoever reports something is offered what neighbours have reported near there: kind, rough distance and age, never whose it is."""

from handlers.buttons import button
from handlers.context import Context, Work
from handlers.joining import rules
from handlers.messages import Message, Text, Upload, text
from handlers.report import card
from storage.case import Report, Urgency
from storage.media import MediaKind, Stage
from storage.outbox import Worth
from storage.reports import Near

_PICTURES = (MediaKind.PHOTO, MediaKind.DOCUMENT)
_LOOKED_AT = 20  # the report itself and younger ones are among the nearest


async def after_report(ctx: Context, report: Report) -> None:
    """Of any kind, close to it."""
    for near in await _here(ctx, report):
        await _offer(ctx, report, near)


async def after_kind(ctx: Context, report: Report) -> None:
    """Of the same kind, further around; what was offered already is not offered again."""
    offered = [one.report.id for one in await _here(ctx, report)]
    around = await _older(ctx, report, rules.AROUND_METRES, report.category)
    for near in [one for one in around if one.report.id not in offered][: rules.OFFERED]:
        await _offer(ctx, report, near)


async def near(work: Work, report: Report, metres: float, category: str | None = None) -> list[Near]:
    """Open cases that are not too old, without the report itself; none where its place is only words."""
    point = rules.point_of(report)
    if point is None:
        return []
    since = work.now - rules.WITHIN
    found = await work.store.reports.near(point, metres, category, since=since, limit=_LOOKED_AT)
    return [one for one in found if one.report.id != report.id]


def seen(one: Near, work: Work) -> dict[str, Text | int | str]:
    """How a case near there is described."""
    unit, count = rules.age(one.report.created_at, work.now)
    return {"metres": rules.rough(one.metres), "age": text(f"joining-age-{unit.value}", count=count)}


async def _here(work: Work, report: Report) -> list[Near]:
    return (await _older(work, report, rules.HERE_METRES, None))[: rules.OFFERED]


async def _older(work: Work, report: Report, metres: float, category: str | None) -> list[Near]:
    """Where life is in danger nobody is asked."""
    if report.urgency is Urgency.DANGER:
        return []
    return [one for one in await near(work, report, metres, category) if rules.is_older(one.report, report)]


async def _offer(ctx: Context, report: Report, one: Near) -> None:
    """Without a sound: what they sent is in, whether they answer or not."""
    kind = card.kind_name(one.report.category, ctx.house.categories)
    join = button("joining-join", "join", report.code, one.report.code)
    message = Message(
        text=text("joining-offer", kind=kind, **seen(one, ctx)),
        uploads=await _picture(ctx, one.report),
        buttons=((join,),),
        silent=True,
        protected=True,
    )
    await ctx.send(message, worth=Worth.ONCE)


async def _picture(work: Work, case: Report) -> tuple[Upload, ...]:
    """Our own copy of its first picture, which was drawn anew."""
    if not rules.may_be_shown(case):
        return ()
    media = await work.store.media.of_report(case.id)
    copies = [one for one in media if one.path is not None and one.stage is Stage.BEFORE and one.kind in _PICTURES]
    return tuple(Upload(path=one.path or "", name=f"{one.id}.jpg") for one in copies[:1])
