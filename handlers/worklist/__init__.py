"""待办: what somebody has to see to, danger to life first, then what is overdue, then the oldest; page by page, and from card to card.

looking.py: what is looked at, and what is found there; choosing.py: what of it is looked at; lines.py: a case in a list.
"""

from handlers.buttons import button
from handlers.context import Context, Rows
from handlers.messages import Message, Text, text
from handlers.report import service
from handlers.report.staff import send_card
from handlers.routing import Routes
from handlers.worklist import choosing, looking
from handlers.worklist.lines import line, openers
from storage.worklists import EVERYTHING, View

routes = Routes()


@routes.command("worklist", listed=False)
async def worklist_command(ctx: Context, _words: str) -> None:
    """/worklist, as the key does."""
    await worklist(ctx)


@routes.key("menu-worklist")
async def worklist(ctx: Context) -> None:
    """The first page of what they looked at last."""
    if not looking.has_worklist(ctx):
        await ctx.say_with_menu("worklist-staff-only")
        return
    await ctx.send(await _page(ctx, await ctx.store.worklists.view(ctx.person.id), 0))


@routes.button("worklist")
async def turn_page(ctx: Context, page: str) -> None:
    """Another page, in the same message."""
    if not page.isascii() or not page.isdigit() or not looking.has_worklist(ctx):
        ctx.answer_tap("button-gone")
        return
    await ctx.show(await _page(ctx, await ctx.store.worklists.view(ctx.person.id), int(page[:6])))


@routes.button("only")
async def choose(ctx: Context, what: str) -> None:
    """Of which cases they want to see the list: what there is to choose, or one of it to choose on."""
    if not looking.has_worklist(ctx):
        ctx.answer_tap("button-gone")
        return
    await ctx.show(await choosing.question(ctx, what))


@routes.button("view")
async def look(ctx: Context, what: str, value: str) -> None:
    """From now on the list is of these; or first, of which unit below another."""
    if not looking.has_worklist(ctx):
        ctx.answer_tap("button-gone")
        return
    if (below := choosing.asks_on(what, value)) is not None:
        await ctx.show(await choosing.units(ctx, below))
        return
    view = await choosing.taken(ctx, what, value)
    if view is None:
        ctx.answer_tap("button-gone")
        return
    await ctx.store.worklists.keep_view(ctx.person.id, view)
    await ctx.show(await _page(ctx, view, 0))


@routes.button("cardnext")
async def next_card(ctx: Context, code: str) -> None:
    """The card of the case after this one, without going back to the list."""
    await _go_on(ctx, code, after=True)


@routes.button("cardbefore")
async def card_before(ctx: Context, code: str) -> None:
    """The card of the case before this one."""
    await _go_on(ctx, code, after=False)


async def _go_on(ctx: Context, code: str, *, after: bool) -> None:
    report = await service.seen(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
        return
    found = await looking.beside(ctx, report, after=after)
    if found is None:
        ctx.answer_tap("worklist-no-next" if after else "worklist-no-before")
    else:
        await send_card(ctx, found)


async def _page(ctx: Context, view: View, number: int) -> Message:
    length = await looking.count(ctx, view)
    last = max(min(length, looking.COUNTED) - 1, 0) // looking.PAGE
    number = min(number, last) if length <= looking.COUNTED else number
    reports = await looking.page(ctx, view, number)
    if not reports and view == EVERYTHING:
        return Message(text=text("worklist-empty"))
    lines = tuple([await line(ctx, report) for report in reports])
    has_more = (number + 1) * looking.PAGE < length or (length > looking.COUNTED and len(reports) == looking.PAGE)
    buttons = (*openers(reports), *_turning(number, has_more=has_more), *_choosing(view))
    return Message(text=await _head(ctx, view, length), lines=lines, buttons=buttons)


async def _head(ctx: Context, view: View, length: int) -> Text:
    if view == EVERYTHING:
        return text("worklist-head", count=_counted(length))
    return text("worklist-head-only", count=_counted(length), only=await choosing.said(ctx, view))


def _counted(length: int) -> Text | int:
    return length if length <= looking.COUNTED else text("worklist-more-than", count=looking.COUNTED)


def _turning(page: int, *, has_more: bool) -> Rows:
    turns = []
    if page > 0:
        turns.append(button("worklist-before", "worklist", str(page - 1)))
    if has_more:
        turns.append(button("worklist-next", "worklist", str(page + 1)))
    return (tuple(turns),) if turns else ()


def _choosing(view: View) -> Rows:
    only = button("worklist-only", "only", choosing.ALL)
    if view == EVERYTHING:
        return ((only,),)
    return ((only, button("worklist-everything", "view", choosing.ALL, choosing.ANY)),)
