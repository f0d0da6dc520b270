"""Meeting the bot: start, consent, the menu, help, privacy, cancel, language, and the dialogs' own buttons."""

from handlers.buttons import button
from handlers.context import Context
from handlers.input import Words, said
from handlers.messages import Message, text
from handlers.routing import Routes
from handlers.staff import INVITE, service
from handlers.staff.rules import ASKED_FIRST, Verdict
from handlers.staff.taking import accept
from handlers.start.consent import CONSENT, agree, ask_first, receive
from handlers.texts import clean

routes = Routes(flows=[CONSENT])


@routes.command("start", listed=False)
async def start(ctx: Context, _words: str) -> None:
    """The first meeting, or a tap on START by somebody known; links that mean more are routed elsewhere."""
    if ctx.person.consented_at is not None:
        await ctx.say_with_menu("welcome")
    elif not await ctx.house.engine.ask_again(ctx):
        await receive(ctx, ())


@routes.link(INVITE)
async def invited(ctx: Context, token: str) -> None:
    """An invite is handed over in person, and opening it is the general consent; but for those that hang on walls."""
    offer = await service.offered(ctx.store, ctx.person, token, now=ctx.now)
    if ctx.person.consented_at is None and offer.verdict is Verdict.GOOD and offer.invite is not None:
        if offer.invite.role in ASKED_FIRST:
            await ask_first(ctx, token)
            return
        await agree(ctx)
    await accept(ctx, token)


@routes.command("report")
async def report_command(ctx: Context, _words: str) -> None:
    """/report, as the key does."""
    await report(ctx)


@routes.key("menu-report")
async def report(ctx: Context) -> None:
    """Begins a report, or goes on with the one under way."""
    if not await ctx.house.engine.ask_again(ctx, flows=("report", "consent")):
        await receive(ctx, (), wants_report=True)


@routes.command("help")
async def help_command(ctx: Context, _words: str) -> None:
    """/help, as the key does."""
    await help_(ctx)


@routes.key("menu-help")
async def help_(ctx: Context) -> None:
    """What can be done here, and whom to call in an emergency."""
    key = "help-staff" if ctx.is_staff else "help"
    if ctx.person.consented_at is None:
        await ctx.say(key)
    else:
        await ctx.say_with_menu(key)


@routes.phrase("small-talk")
async def small_talk(ctx: Context) -> None:
    """Thanks and greetings are no hazard; an open question comes again, unless they answer it."""
    if await ctx.house.engine.listens(ctx):
        await ctx.house.engine.take(ctx, Words(words=clean(said(ctx.update))))
    elif ctx.person.consented_at is not None:
        await ctx.say("small-talk-answer")
        await ctx.house.engine.ask_again(ctx)
    elif not await ctx.house.engine.ask_again(ctx):
        await receive(ctx, ())


@routes.command("privacy")
async def privacy_command(ctx: Context, _words: str) -> None:
    """/privacy, as the button does."""
    await privacy(ctx)


@routes.button("privacy")
async def privacy(ctx: Context) -> None:
    """What is kept, why, how long and who sees it."""
    first = (button("mydata-button", "mydata"), button("consents-button", "consents"))
    await ctx.say("privacy", buttons=(first, (button("erase-button", "eraseask"),)))


@routes.command("cancel")
async def cancel(ctx: Context, _words: str) -> None:
    """Ends whatever is under way."""
    await ctx.house.engine.cancel(ctx)


@routes.command("language")
async def language_command(ctx: Context, _words: str) -> None:
    """/language, as the button does."""
    await language(ctx)


@routes.button("languages")
async def language(ctx: Context) -> None:
    """The languages, each in its own words."""
    choices = tuple(button(f"language-{one.lower()}", "language", one) for one in ctx.house.texts.languages)
    await ctx.send(Message(text=text("language-ask"), buttons=(choices,)))


@routes.button("language")
async def choose_language(ctx: Context, wanted: str) -> None:
    """Every later message comes in this language; the menu changes at once."""
    if wanted not in ctx.house.texts.languages:
        ctx.answer_tap("button-gone")
        return
    await ctx.store.people.set_language(ctx.person.id, wanted)
    if ctx.person.consented_at is None:
        await ctx.say("language-chosen")
        await ctx.house.engine.ask_again(ctx)
    else:
        await ctx.say_with_menu("language-chosen")


@routes.button("choose")
async def choose(ctx: Context, flow: str, version: str, step: str, value: str) -> None:
    """A button of a dialog's question."""
    await ctx.house.engine.tap(ctx, flow, version, step, value)
