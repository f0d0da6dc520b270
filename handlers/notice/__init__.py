"""发通知: staff write to the people of their unit. The dialog is in flow.py and questions.py; after [send] it is sending.py and jobs.py."""

from handlers import rights
from handlers.context import Context
from handlers.notice import sending
from handlers.notice.flow import Draft
from handlers.notice.questions import NOTICE
from handlers.routing import Routes
from storage.notices import Notice

routes = Routes(flows=[NOTICE])


@routes.key("menu-notice")
async def begin(ctx: Context) -> None:
    """Asks to whom; not where there is only one possible answer."""
    await notice_command(ctx, "")


@routes.command("notice", listed=False)
async def notice_command(ctx: Context, words: str) -> None:
    """/notice, as the key does; words after it are the notice."""
    units = await rights.units(ctx.store, ctx.person.id, rights.Deed.SEND_NOTICE)
    if not units:
        await ctx.say_with_menu("notice-staff-only")
        return
    only = units[0].code if len(units) == 1 and not await ctx.store.units.children(units[0].id) else None
    await ctx.begin(NOTICE, Draft(unit=only, is_only=only is not None).with_words(words))


@routes.button("unnotice")
async def stop(ctx: Context, notice_id: str) -> None:
    """Takes a notice back before it goes; later, whatever of it has not gone."""
    notice = await _theirs(ctx, notice_id)
    if notice is None:
        ctx.answer_tap("button-not-yours")
    elif not sending.can_be_stopped(notice):
        ctx.answer_tap("notice-over")
    else:
        await sending.stop(ctx, notice)


async def _theirs(ctx: Context, notice_id: str) -> Notice | None:
    """The notice, if this person may write to its unit. Unknown and not theirs cannot be told apart."""
    if not (notice_id.isascii() and notice_id.isdigit()):
        return None
    notice = await ctx.store.notices.get(int(notice_id[:18]))
    if notice is None or not await rights.may(ctx.store, ctx.person.id, rights.Deed.SEND_NOTICE, notice.unit_id):
        return None
    return notice
