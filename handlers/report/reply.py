"""A reply to a message of ours about a report belongs to that report: an answer to staff's question, or something more to know."""

from handlers.context import Context
from handlers.input import File, Input, Located, Words
from handlers.report import service
from handlers.report.codes import code_in
from handlers.report.more import MORE, More, add_at_once
from handlers.report.voices import voices_of
from storage.case import Report


async def take_reply(ctx: Context, given: Input) -> bool:
    """Adds a reply to the report of its sender that the message names; False where it names none that is theirs and open. A dialog
    that is under way puts its question again, unless it is the very one that adds to that report: then the reply is its answer."""
    report = await _replied_to(ctx)
    if report is None or await _is_being_added_to(ctx, report):
        return False
    draft = More(code=report.code, voices=voices_of(ctx.person), answers=True)
    match given:
        case File():
            draft = draft.model_copy(update={"files": (given.sent,), "words": given.words})
        case Words():
            draft = draft.model_copy(update={"words": given.words})
        case Located():
            draft = draft.model_copy(update={"place": given.place})
        case _:
            return False
    await add_at_once(ctx, draft)
    return True


async def _replied_to(ctx: Context) -> Report | None:
    message = ctx.update.message
    before = message.reply_to_message if message else None
    if before is None or before.from_user is None or not before.from_user.is_bot:
        return None
    code = code_in(before.text or before.caption or "")
    return None if code is None else await service.own_open(ctx.store, ctx.person, code)


async def _is_being_added_to(ctx: Context, report: Report) -> bool:
    dialog = await ctx.store.dialogs.get(ctx.person.id)
    return dialog is not None and dialog.flow == MORE.name and dialog.draft["code"] == report.code
