"""/withdraw: each consent by itself, with what follows from taking it back said before and after."""

from handlers.buttons import button, in_rows
from handlers.context import Context, Rows
from handlers.data.consents import Consent, given, withdraw
from handlers.messages import Message, text
from handlers.routing import Routes
from handlers.staff.service import may_leave

routes = Routes()


@routes.command("withdraw", listed=False)
async def withdraw_command(ctx: Context, _words: str) -> None:
    """/withdraw, as the button does."""
    await show(ctx)


@routes.button("consents")
async def show(ctx: Context) -> None:
    """Every consent with its state; those that were given can be taken back."""
    await ctx.send(await _listed(ctx))


@routes.button("noconsent")
async def keep(ctx: Context) -> None:
    """Nothing happens; the list is back."""
    await ctx.show(await _listed(ctx))


async def _listed(ctx: Context) -> Message:
    has = await given(ctx.store, ctx.person)
    lines = tuple(
        text(f"consent-line-{one.value}", state=text("consent-given" if one in has else "consent-not-given"))
        for one in Consent
    )
    buttons = [button(f"withdraw-{one.value}", "unconsent", one.value) for one in Consent if one in has]
    rows = in_rows(buttons)
    return Message(text=text("withdraw-head" if has else "withdraw-nothing"), lines=lines, buttons=rows)


@routes.button("unconsent")
async def ask(ctx: Context, consent: str) -> None:
    """What follows, before it does."""
    if await _has(ctx, consent):
        await ctx.show(Message(text=text(f"withdraw-before-{Consent(consent).value}"), buttons=_sure(consent)))


@routes.button("unconsented")
async def take_back(ctx: Context, consent: str) -> None:
    """Does it, and says what is different now."""
    if not await _has(ctx, consent):
        return
    if consent == Consent.GENERAL and not await may_leave(ctx.store, ctx.person.id):
        await ctx.say("leave-last-administrator")
        return
    await withdraw(ctx, Consent(consent))
    await ctx.show(Message(text=text(f"withdraw-after-{Consent(consent).value}")))


async def _has(ctx: Context, consent: str) -> bool:
    """Whether there is such a consent to be taken back; otherwise a word."""
    has = consent in await given(ctx.store, ctx.person)
    if not has:
        ctx.answer_tap("button-gone")
    return has


def _sure(consent: str) -> Rows:
    return ((button("withdraw-yes", "unconsented", consent), button("withdraw-no", "noconsent")),)
