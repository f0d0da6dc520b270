"""How somebody reports: anonymously, or by the name that Telegram shows of them. Only their own tap ever names them."""

from telegram import User

from handlers import rights
from handlers.buttons import button
from handlers.context import Context, Rows
from handlers.messages import Message, text
from handlers.report import changes, service
from handlers.routing import Routes
from handlers.texts import clean, shorten
from storage.people import Naming

_NAME_UNITS = 64

routes = Routes()


@routes.notice
async def keep_up(ctx: Context) -> None:
    """A report by name carries the name of that moment, so the one we keep follows Telegram's."""
    name = _name(ctx.update.effective_user)
    if ctx.person.naming is Naming.NAMED and name is not None:
        await ctx.store.people.set_naming(ctx.person.id, Naming.NAMED, name=name)


async def with_question(ctx: Context, message: Message) -> Message:
    """The message with the question of how they want to report below it, the first time; whoever does not answer stays anonymous.
    Riders are not asked: two taps are all they have time for."""
    if ctx.person.naming is not None or await rights.is_rider(ctx.store, ctx.person.id):
        return message
    await ctx.store.people.set_naming(ctx.person.id, Naming.ANONYMOUS, name=None)
    return message.model_copy(update={"lines": (*message.lines, text("naming-ask")), "buttons": _choices()})


@routes.button("namings")
async def ask(ctx: Context) -> None:
    """The two ways, and what each means."""
    await ctx.send(Message(text=text("naming-ask"), buttons=_choices()))


@routes.button("naming")
async def choose(ctx: Context, how: str) -> None:
    """From now on; what was reported before stays as it is."""
    if how not in tuple(Naming) or ctx.person.consented_at is None:
        ctx.answer_tap("button-gone")
        return
    name = _name(ctx.update.effective_user) if how == Naming.NAMED else None
    if how == Naming.NAMED and name is None:
        ctx.answer_tap("naming-nameless")
        return
    await ctx.store.people.set_naming(ctx.person.id, Naming(how), name=name)
    earlier = (text("naming-earlier"),) if (ctx.person.naming, how) == (Naming.NAMED, Naming.ANONYMOUS) else ()
    await ctx.show(Message(text=text(f"naming-set-{how}", name=name or ""), lines=earlier))


@routes.button("unname")
async def make_anonymous(ctx: Context, code: str) -> None:
    """Takes the name out of a report, for good; who has read it has read it."""
    report = await service.make_anonymous(ctx, ctx.person, code)
    if report is None:
        ctx.answer_tap("report-closed")
        return
    told = Message(text=text("naming-report-anonymous", code=code))
    unheard = any(one.withheld for one in await ctx.store.media.of_report(report.id))
    if unheard and report.is_open:
        add = ((button("report-add", "add", code),),)
        told = told.model_copy(update={"lines": (text("naming-voice-withheld"),), "buttons": add})
    await ctx.show(told)
    await changes.refresh_cards(ctx, report)


def _choices() -> Rows:
    return (
        (
            button("naming-anonymous", "naming", Naming.ANONYMOUS.value),
            button("naming-named", "naming", Naming.NAMED.value),
        ),
    )


def _name(user: User | None) -> str | None:
    return None if user is None else shorten(clean(user.full_name), _NAME_UNITS) or None
