"""Who deals with a case, whether as staff of its place or as one of the team that was asked, and what they hear when they come too late."""

from handlers import rights
from handlers.context import Context
from handlers.report import changes, rules, service
from handlers.report.rules import Action
from storage.case import Report
from storage.store import Store


async def may_do(ctx: Context, code: str, action: Action) -> Report | None:
    """The case, if it is theirs to do this with now; otherwise None, and a word."""
    report = await ctx.store.reports.by_code(code)
    actor = None if report is None else await service.in_charge(ctx.store, ctx.person, report)
    if report is None or actor is None:
        ctx.answer_tap("button-not-yours")
        return None
    if rules.change(report.status, action, actor) is None:
        await _too_late(ctx, report)
        return None
    return report


async def do(ctx: Context, code: str, action: Action, note: str | None = None) -> Report | None:
    """Does it, and colleagues see on the cards by whom; None, and a word, as above."""
    if await may_do(ctx, code, action) is None:
        return None
    report = await service.act_in_charge(ctx, ctx.person, code, action, note=note)
    assert report is not None, "nothing came between, as it is one transaction"
    if await ctx.store.people.name(ctx.person.id) is None:
        await ctx.remember_name()
    return report


async def has_done(store: Store, person_id: int, case: Report) -> bool:
    """Whether it is their own work: they hold it, said that it is done, or are of the team that was asked. Nobody judges that themself."""
    if person_id == case.holder_id or await rights.may_answer(store, person_id, case):
        return True
    done = [one for one in await store.reports.events(case.id) if one.event == Action.FINISH.value]
    return bool(done) and done[-1].staff_id == person_id


async def _too_late(ctx: Context, report: Report) -> None:
    ctx.answer_tap("card-too-late" if report.merged_into is None else "card-merged")
    await changes.refresh_cards(ctx, report)
