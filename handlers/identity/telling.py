"""Who hears of what, where it is to be opened who reported something."""

from handlers.buttons import button
from handlers.context import Context
from handlers.identity import service
from handlers.identity.service import Identity
from handlers.messages import Message, Text, text
from storage.case import Event, Report
from storage.outbox import Lane, Owed


async def ask_others(ctx: Context, report: Report, reason: str) -> None:
    """Each of those who may agree."""
    message = Message(
        text=text("identity-asked", code=report.code, who=await ctx.store.people.name(ctx.person.id) or "?"),
        lines=(text("identity-reason", reason=reason),),
        buttons=(
            (button("identity-yes", "identityyes", report.code), button("identity-no", "identityno", report.code)),
            (button("card-open", "card", report.code),),
        ),
    )
    people = await service.others(ctx.store, report, ctx.person.id)
    await ctx.owe(_owed(one, message) for one in people)


async def refused(ctx: Context, report: Report, staff_id: int) -> None:
    """To who asked."""
    await ctx.owe([_owed(staff_id, Message(text=text("identity-was-refused", code=report.code)))])


async def opened(ctx: Context, report: Report, asked: Event, who: Identity) -> None:
    """Who asked gets to see it, and whoever it is hears of it, with the reason."""
    assert asked.staff_id is not None, "rules.may_answer() has looked"
    assert report.reporter_id is not None, "there is somebody to be told"
    told = Message(text=text("identity-told", code=report.code, reason=asked.note or ""))
    await ctx.owe([_owed(asked.staff_id, shown(report, who)), _owed(report.reporter_id, told)])


def shown(report: Report, who: Identity) -> Message:
    """As both of them see it; it cannot be passed on."""
    name: Text | str = who.name or text("identity-nameless")
    link = f"tg://user?id={who.telegram_id}"
    return Message(text=text("identity-shown", code=report.code, name=name, link=link), protected=True)


def _owed(person_id: int, message: Message) -> Owed:
    return Owed(person_id=person_id, payload=message.model_dump(mode="json"), lane=Lane.NOTICES)
