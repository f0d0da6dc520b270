"""What staff see and tap on cards."""

from handlers import rights
from handlers.buttons import button, in_rows
from handlers.context import Context
from handlers.messages import Message, Point, text
from handlers.report import card, changes, rules, service
from handlers.report.more import REASON, Reason
from handlers.report.rules import Action
from handlers.routing import Routes
from storage.case import Actor, Report
from storage.outbox import Worth

routes = Routes()


@routes.button("accept")
async def accept(ctx: Context, code: str) -> None:
    """Takes the case."""
    await changes.by_staff(ctx, code, Action.ACCEPT)


@routes.button("take")
async def take(ctx: Context, code: str) -> None:
    """Whoever has it among the staff, from now on it is theirs."""
    await changes.by_staff(ctx, code, Action.TAKE)


@routes.button("because")
async def reject(ctx: Context, code: str, reason: str) -> None:
    """Not valid, for one of our reasons."""
    report = await service.handled(ctx.store, ctx.person, code)
    if report is not None and reason not in rules.reasons(report):
        ctx.answer_tap("button-gone")
        return
    await changes.by_staff(ctx, code, Action.REJECT, reason=f":{reason}")


@routes.button("reject")
async def ask_reason(ctx: Context, code: str) -> None:
    """The card's buttons become the reasons."""
    report = await service.handled(ctx.store, ctx.person, code)
    if report is None or rules.change(report.status, Action.REJECT, Actor.STAFF) is None:
        ctx.answer_tap("button-not-yours" if report is None else "card-too-late")
        return
    reasons = [button(f"reason-{reason}", "because", code, reason) for reason in rules.reasons(report)]
    if not report.is_conduct:
        reasons.append(button("joining-same", "same", code))  # whoever reported it again is not turned away
    reasons += [button("reason-other", "otherwise", code), button("dialog-back", "keep", code)]
    rows = in_rows(reasons)
    await ctx.show(Message(buttons=rows))


@routes.button("otherwise")
async def other_reason(ctx: Context, code: str) -> None:
    """Staff write the reason themselves."""
    if await _handled(ctx, code) is not None:
        await ctx.begin(REASON, Reason(code=code))


@routes.button("keep")
async def keep(ctx: Context, code: str) -> None:
    """Back from the reasons to the card."""
    report = await _seen(ctx, code)
    if report is not None:
        await ctx.show(Message(buttons=(await changes.card_for(ctx, ctx.person.id, report)).buttons))


@routes.button("map")
async def show_map(ctx: Context, code: str) -> None:
    """The place as a pin, which opens the phone's own map."""
    report = await _seen(ctx, code)
    if report is not None and report.place.latitude is not None and report.place.longitude is not None:
        point = Point(latitude=report.place.latitude, longitude=report.place.longitude)
        await ctx.send(Message(point=point), worth=Worth.ONCE)


@routes.button("photos")
async def show_photos(ctx: Context, code: str) -> None:
    """Every picture and video, as an album."""
    report = await _seen(ctx, code)
    if report is not None:
        known = await card.facts(ctx.store, report, ctx.house.categories)
        for one in card.albums(known) if len(card.visible(known.media)) > 1 else ():
            await ctx.send(one, worth=Worth.ONCE)


@routes.button("voices")
async def play_voices(ctx: Context, code: str) -> None:
    """Every voice that staff may hear."""
    report = await _seen(ctx, code)
    if report is not None:
        for one in card.recordings(await card.facts(ctx.store, report, ctx.house.categories)):
            await ctx.send(one, worth=Worth.ONCE)


@routes.button("card")
async def show_card(ctx: Context, code: str) -> None:
    """A fresh card, which is from now on the one that is kept up to date; the one before points to it, and has no buttons any more."""
    report = await _seen(ctx, code)
    if report is not None:
        await send_card(ctx, await _case_for(ctx, report))


async def send_card(ctx: Context, report: Report) -> None:
    """To somebody who may see the case."""
    code = report.code
    if ctx.person.id in await ctx.store.outbox.holders(card.slot(code)):
        await ctx.send(Message(text=text("card-moved", code=code), edits="slot"), slot=card.slot(code))
    await ctx.send(await changes.card_for(ctx, ctx.person.id, report), slot=card.slot(code))


async def _case_for(ctx: Context, report: Report) -> Report:
    """The case that a report became part of, where that is theirs too."""
    case = await ctx.store.reports.case_of(report)
    return case if await rights.may_handle(ctx.store, ctx.person.id, case) else report


async def _handled(ctx: Context, code: str) -> Report | None:
    report = await service.handled(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
    return report


async def _seen(ctx: Context, code: str) -> Report | None:
    """As _handled(), for members of the team that was asked as well."""
    report = await service.seen(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
    return report
